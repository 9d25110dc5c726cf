/** The trash, from a terminal: what lies in it, and how it comes back. */
import type { Command } from 'commander'
import type { Archive } from '../core/archive.ts'
import { EVERYTHING } from '../shared/api.ts'
import type { ArticleRow } from '../shared/model.ts'
import type { Deleted } from '../shared/own.ts'
import { type CommonOptions, type Done, useArchive, withArchive } from './archive-option.ts'
import { articleNumber } from './own-commands.ts'
import { note, plural, print, printJson, UsageError } from './output.ts'
import { safeLine } from './safe-text.ts'

/** So many of each are listed. */
const MOST = 500

export function addTrash(program: Command, done: Done): void {
  withArchive(program.command('trash'))
    .description('list what lies in the trash: articles, and deleted tags, collections, notes …')
    .action(async (options: CommonOptions) => {
      await useArchive(options, (archive) => list(archive, options))
      done(0)
    })
  withArchive(program.command('restore'))
    .argument('[numbers...]', 'of articles', articleNumber)
    .option(
      '-d, --deleted <number>',
      'a deleted thing, by the number that trash prints; may be repeated',
      articleNumber,
    )
    .description('take articles or deleted things out of the trash')
    .action(async (ids: number[] | undefined, options: CommonOptions & { deleted?: number[] }) => {
      await useArchive(options, (archive) => restore(archive, ids ?? [], options.deleted ?? [], options))
      done(0)
    })
}

function list(archive: Archive, options: CommonOptions): void {
  const query = { ...EVERYTHING, only: 'trash' as const }
  const articles: ArticleRow[] = archive.answer('archive.list', { query, offset: 0, limit: MOST }).rows
  const deleted: Deleted[] = archive.answer('archive.deleted', { offset: 0, limit: MOST }).rows
  const sums = archive.answer('archive.trash', undefined)
  if (options.json) return printJson({ ...sums, rows: articles, deletedRows: deleted })
  for (const { id, title } of articles) print(`${String(id).padStart(7)}  article     ${safeLine(title)}`)
  for (const { id, kind, name } of deleted)
    print(`${`-d ${id}`.padStart(7)}  ${kind.padEnd(10)}  ${safeLine(name)}`)
  const more = sums.articles - articles.length + (sums.deleted - deleted.length)
  if (more > 0) note(`${plural(more, 'more thing')} in the trash.`)
}

function restore(archive: Archive, ids: number[], deletedIds: number[], options: CommonOptions): void {
  if (ids.length === 0 && deletedIds.length === 0)
    throw new UsageError('Say what to restore.', 'Give the numbers that trash prints.')
  const outcomes = [
    ...(ids.length > 0 ? [archive.answer('archive.restoreArticles', { selection: { ids } })] : []),
    ...(deletedIds.length > 0 ? [archive.answer('archive.restoreDeleted', { deletedIds })] : []),
  ]
  if (options.json) return printJson(outcomes)
  for (const { change } of outcomes) note(change ? change.label : 'Nothing had to change.')
}
