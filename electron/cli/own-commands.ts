/** What people add, from a terminal: tags, stars, collections, undo. Articles are named by number or by a search. */
import { type Command, InvalidArgumentError } from 'commander'
import type { Archive } from '../core/archive.ts'
import { EVERYTHING, type Selection } from '../shared/api.ts'
import type { Change } from '../shared/own.ts'
import { catchUpIndex, type CommonOptions, type Done, useArchive, withArchive } from './archive-option.ts'
import { note, number, plural, print, printJson, UsageError } from './output.ts'
import { safeLine } from './safe-text.ts'

interface Chosen extends CommonOptions {
  query?: string
}

/** Articles named by number, or all that a search finds: one of the two. */
function withArticles(command: Command): Command {
  return withArchive(command).option('-q, --query <search>', 'all that this search finds, instead of numbers')
}

async function chosen(archive: Archive, ids: readonly number[], { query }: Chosen): Promise<Selection> {
  if ((query === undefined) === (ids.length === 0)) {
    throw new UsageError('Say which articles.', 'Give their numbers, or a search with --query.')
  }
  if (query === undefined) return { ids: [...ids] }
  await catchUpIndex(archive)
  return { query: { ...EVERYTHING, text: query }, except: [] }
}

/** For commander: numbers that lists print, one after the other. */
export function articleNumber(text: string, before: number[] = []): number[] {
  const value = Number(text)
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value))
    throw new InvalidArgumentError('Give the numbers that list and search print.')
  return [...before, value]
}

function tell({ value, change }: { value: number; change: Change | null }, options: CommonOptions): void {
  if (options.json) printJson({ articles: value, change })
  else note(change ? change.label : 'Nothing had to change.')
}

export function addTagging(program: Command, done: Done): void {
  for (const [verb, what] of [
    ['tag', 'add a tag to articles'],
    ['untag', 'take a tag from articles'],
  ] as const) {
    withArticles(program.command(verb))
      .argument('<path>', 'the tag, policy/water')
      .argument('[numbers...]', 'of articles', articleNumber)
      .description(what)
      .action(async (path: string, ids: number[] | undefined, options: Chosen) => {
        await useArchive(options, async (archive) => {
          const selection = await chosen(archive, ids ?? [], options)
          const [add, remove] = verb === 'tag' ? [[path], []] : [[], [path]]
          tell(archive.answer('archive.tagArticles', { selection, add, remove }), options)
        })
        done(0)
      })
  }
  withArchive(program.command('tags'))
    .description('list the tags with their numbers of articles')
    .action(async (options: CommonOptions) => {
      await useArchive(options, (archive) => {
        const tags = archive.answer('archive.tags', undefined)
        if (options.json) return printJson(tags)
        for (const { path, articles } of tags) print(`${number(articles).padStart(9)}  ${safeLine(path)}`)
      })
      done(0)
    })
}

export function addStar(program: Command, done: Done): void {
  withArticles(program.command('star'))
    .argument('[numbers...]', 'of articles', articleNumber)
    .option('--off', 'take the star away')
    .description('star articles')
    .action(async (ids: number[] | undefined, options: Chosen & { off?: boolean }) => {
      await useArchive(options, async (archive) => {
        const selection = await chosen(archive, ids ?? [], options)
        tell(archive.answer('archive.mark', { selection, starred: !options.off }), options)
      })
      done(0)
    })
}

export function addCollections(program: Command, done: Done): void {
  withArchive(program.command('collections'))
    .description('list the collections with their numbers of articles')
    .action(async (options: CommonOptions) => {
      await useArchive(options, (archive) => {
        const collections = archive.answer('archive.collections', undefined)
        if (options.json) return printJson(collections)
        for (const { id, title, items, parentId } of collections) {
          print(
            `${String(id).padStart(5)}  ${parentId === null ? '' : '  '}${safeLine(title)}  ${plural(items, 'article')}`,
          )
        }
      })
      done(0)
    })
}

export function addUndo(program: Command, done: Done): void {
  withArchive(program.command('undo'))
    .description('take back the last change to tags, notes, collections, outlets or the trash')
    .option('--redo', 'do again what was undone last')
    .option('--list', 'only list the last changes')
    .action(async (options: CommonOptions & { redo?: boolean; list?: boolean }) => {
      await useArchive(options, (archive) => {
        if (options.list) return listChanges(archive, options)
        const next = archive.answer('archive.history', { limit: 1 })
        const change = options.redo ? next.redo : next.undo
        const history = options.redo
          ? archive.answer('archive.redo', undefined)
          : archive.answer('archive.undo', {})
        if (options.json) printJson(history)
        else note(`${options.redo ? 'Done again' : 'Undone'}: ${change?.label}`)
      })
      done(0)
    })
}

function listChanges(archive: Archive, options: CommonOptions): void {
  const { changes } = archive.answer('archive.history', { limit: 200 })
  if (options.json) return printJson(changes)
  for (const { label, atMs, state } of changes) {
    print(
      `${new Date(atMs).toISOString().slice(0, 19)}  ${state === 'undone' ? '(undone) ' : ''}${safeLine(label)}`,
    )
  }
}
