import { type Command, Option } from 'commander'
import { type PlainFormat, runExport } from '../core/archive.ts'
import { EVERYTHING, type Selection } from '../shared/api.ts'
import { EXPORT_EXTENSIONS, EXPORT_FORMATS } from '../shared/export.ts'
import type { Archive } from '../core/archive.ts'
import {
  archivePath,
  catchUpIndex,
  type CommonOptions,
  type Done,
  useArchive,
  withArchive,
} from './archive-option.ts'
import { JobView } from './job-view.ts'
import { note, plural, printJson, UsageError } from './output.ts'
import { safeLine } from './safe-text.ts'

interface Options extends CommonOptions {
  format: PlainFormat
  output: string
  collection?: string
  query?: string
  originals: boolean
  bom: boolean
}

/** The typeset ones are made by a typesetter. */
const FORMATS = EXPORT_FORMATS.filter((format) => format !== 'pdf' && format !== 'dossier')

export function addExport(program: Command, done: Done): void {
  withArchive(program.command('export'))
    .description('write articles to a file, or for html and markdown to a new folder')
    .addOption(new Option('--format <format>', 'the format').choices(FORMATS).default('jsonl'))
    .option('-c, --collection <name>', 'only this collection, in its own order; a/b for one within another')
    .option('-q, --query <search>', 'only what this search finds')
    .option('--no-originals', 'jsonl: leave out the bytes of the originals')
    .option('--no-bom', 'csv: leave out the byte order mark by which Excel knows UTF-8')
    .requiredOption('-o, --output <file>', 'where to, replacing a file that is there; - for standard output')
    .addHelpText(
      'after',
      `
Without --collection or --query everything is written; jsonl then holds the whole archive, its trash too, and can be
imported again without loss. Nothing stands under the name of --output until all of it is written.`,
    )
    .action(async (options: Options) => {
      await exportArticles(options, await selectionOf(options))
      done(0)
    })
}

async function exportArticles(options: Options, selection: Selection | undefined): Promise<void> {
  const { format, output } = options
  const target = output === '-' ? process.stdout : output
  if (target === process.stdout && EXPORT_EXTENSIONS[format] === null)
    throw new UsageError(`${format} makes a folder.`, 'Name one with --output.')
  const view = new JobView()
  try {
    const written = await runExport(
      archivePath(options),
      { format, selection, target, withoutOriginals: !options.originals, byteOrderMark: options.bom },
      view.control,
    )
    view.close()
    written.warnings.forEach((warning) => note(safeLine(warning)))
    if (target === process.stdout) return
    if (options.json) printJson(written)
    else note(`${plural(written.articles, 'article')} written to ${written.target}`)
  } finally {
    view.close()
  }
}

/** @returns undefined for everything */
async function selectionOf(options: Options): Promise<Selection | undefined> {
  return useArchive(options, async (archive) => {
    const { collection, query } = options
    if (collection === undefined && query === undefined) return undefined
    if (query !== undefined) await catchUpIndex(archive)
    const found = collection === undefined ? {} : { collectionId: collectionNamed(archive, collection) }
    return { query: { ...EVERYTHING, text: query ?? '', ...found }, except: [] }
  })
}

/** By title, or by the path of titles where one lies within another. */
function collectionNamed(archive: Archive, name: string): number {
  const all = archive.answer('archive.collections', undefined)
  const byId = new Map(all.map((one) => [one.id, one]))
  const pathOf = (id: number): string => {
    const { title, parentId } = byId.get(id)!
    return parentId === null ? title : `${pathOf(parentId)}/${title}`
  }
  const fold = (text: string) => text.normalize('NFC').trim().toLowerCase()
  const found = all.filter(({ id, title }) => [title, pathOf(id)].some((one) => fold(one) === fold(name)))
  const [first, ...more] = found
  if (!first)
    throw new UsageError(
      `No collection is called “${safeLine(name)}”.`,
      'clipfile collections lists those there are.',
    )
  if (more.length > 0)
    throw new UsageError(
      `${found.length} collections are called “${safeLine(name)}”.`,
      `Say which by its path: ${found.map(({ id }) => `“${safeLine(pathOf(id))}”`).join(', ')}.`,
    )
  return first.id
}
