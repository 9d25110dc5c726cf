import type { Command } from 'commander'
import { dateOfDay } from '../shared/days.ts'
import type { ArchiveStats } from '../shared/model.ts'
import { type CommonOptions, type Done, useArchive, withArchive } from './archive-option.ts'
import { megabytes, number, print, printJson } from './output.ts'

export function addStats(program: Command, done: Done): void {
  withArchive(program.command('stats'))
    .description('count what is in the archive')
    .action(async (options: CommonOptions) => {
      await useArchive(options, (archive) => {
        const stats = archive.answer('archive.stats', undefined)
        if (options.json) printJson(stats)
        else for (const [name, value] of rowsOf(stats)) print(`${name.padEnd(22)}${value}`)
      })
      done(0)
    })
}

function rowsOf(stats: ArchiveStats): [string, string][] {
  const dates =
    stats.firstDay === null || stats.lastDay === null
      ? 'none'
      : `${dateOfDay(stats.firstDay)} to ${dateOfDay(stats.lastDay)}`
  return [
    ['Articles', number(stats.articles)],
    ['  without a date', number(stats.undated)],
    ['Headlines', number(stats.headlines)],
    ['Outlets', number(stats.outlets)],
    ['Dates', dates],
    ['Imports', number(stats.imports)],
    ['Records', number(stats.records)],
    ['  imported', number(stats.imported)],
    ['  already here', number(stats.duplicates)],
    ['  refused', number(stats.rejected)],
    ['Text', megabytes(stats.textBytes)],
    ['Originals', megabytes(stats.originalsBytes)],
    ['Archive file', megabytes(stats.archiveBytes)],
    ['Index file', megabytes(stats.indexBytes)],
  ]
}
