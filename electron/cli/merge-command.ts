import type { Command } from 'commander'
import { type Merged, runMerge } from '../core/archive.ts'
import { type CommonOptions, type Done, openNamed, withArchive } from './archive-option.ts'
import { pathOf } from './backup-commands.ts'
import { JobView } from './job-view.ts'
import { note, plural, print, printJson, UsageError } from './output.ts'
import { safeLine } from './safe-text.ts'

export function addMerge(program: Command, done: Done): void {
  withArchive(program.command('merge <archive> [other]'))
    .description('take everything of another archive into this one that is not here yet')
    .addHelpText(
      'after',
      `
Articles, versions and pictures come in as with an import, known by their bytes, address and text; tags, notes, collections
and searches of both stay. The other archive is only read. Ctrl-C stops between two batches: start it again to go on.`,
    )
    .action(async (first: string, second: string | undefined, options: CommonOptions) => {
      const [into, other] = second === undefined ? [undefined, first] : [first, second]
      if (second !== undefined && options.archive && process.env.CLIPFILE_ARCHIVE !== options.archive)
        throw new UsageError('Name the archive once: as --archive, or before the other one.')
      done(await merge(pathOf(into, options), other, options))
    })
}

async function merge(path: string, other: string, options: CommonOptions): Promise<number> {
  openNamed({ archive: path }).close()
  const view = new JobView()
  try {
    const merged = await runMerge(path, other, view.control)
    view.close()
    if (options.json) printJson(merged)
    else tell(merged)
    return merged.notTaken.length === 0 ? 0 : 1
  } finally {
    view.close()
  }
}

function tell(merged: Merged): void {
  const came = [
    plural(merged.articles, 'article'),
    plural(merged.versions, 'version'),
    plural(merged.headlines, 'headline'),
    plural(merged.annotations, 'annotation'),
    plural(merged.tags, 'tag'),
    plural(merged.collections, 'collection'),
    plural(merged.savedSearches, 'saved search', 'saved searches'),
  ]
  print(`Came in: ${came.join(', ')}. ${plural(merged.known, 'article')} were here already.`)
  for (const line of merged.notTaken) note(safeLine(line))
}
