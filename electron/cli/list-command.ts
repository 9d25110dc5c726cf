import type { Command } from 'commander'
import type { Archive } from '../core/archive.ts'
import type { ListQuery } from '../shared/api.ts'
import type { ArticleRow } from '../shared/model.ts'
import { type CommonOptions, type Done, useArchive, wholeNumber, withArchive } from './archive-option.ts'
import { outletNamed } from './outlets.ts'
import { dim, note, number, print, printJson, terminalWidth } from './output.ts'
import { clip, fit, safeLine } from './safe-text.ts'

interface Options extends CommonOptions {
  outlet?: string
  import?: number
  limit: number
  offset: number
}

/** As many rows as one answer gives at most. */
const PAGE = 500

export function addList(program: Command, done: Done): void {
  withArchive(program.command('list'))
    .description('list articles, newest first')
    .option('--outlet <name>', 'only of this outlet')
    .option('--import <number>', 'only of this import', wholeNumber(1))
    .option('--limit <count>', 'as many at most', wholeNumber(1), 50)
    .option('--offset <count>', 'leave out so many first', wholeNumber(0), 0)
    .action(async (options: Options) => {
      await useArchive(options, (archive) => list(archive, options))
      done(0)
    })
}

function list(archive: Archive, options: Options): void {
  const query: ListQuery = {
    text: '',
    outletId: options.outlet === undefined ? null : outletNamed(archive, options.outlet).id,
    importId: options.import ?? null,
  }
  const { rows, total } = readPages(archive, query, options)
  if (options.json) return printJson({ total, offset: options.offset, rows })
  for (const row of rows) print(articleLine(row))
  tellRest(rows.length, total, options.offset)
}

/** A list of any length from answers of bounded length. */
export function readPages(
  archive: Archive,
  query: ListQuery,
  { limit, offset }: { limit: number; offset: number },
): { rows: ArticleRow[]; total: number; hint: string | null; tookMs: number } {
  const rows: ArticleRow[] = []
  let tookMs = 0
  for (;;) {
    const page = archive.answer('archive.list', {
      query,
      offset: offset + rows.length,
      limit: Math.min(PAGE, limit - rows.length),
    })
    rows.push(...page.rows)
    tookMs += page.tookMs
    if (page.rows.length > 0 && rows.length < limit) continue
    const total = page.exact ? page.total : archive.answer('archive.histogram', { query }).total
    return { ...page, rows, total, tookMs }
  }
}

/** Number, date, outlet, title: columns on a terminal, tabs in a pipe. */
export function articleLine(row: ArticleRow, title = safeLine(row.title)): string {
  const date = dateOf(row)
  const outlet = safeLine(row.outlet ?? '')
  const width = terminalWidth()
  if (width === Infinity) return [row.id, date, outlet, title].join('\t')
  const outletWidth = Math.min(24, Math.floor(width / 4))
  const rest = width - 8 - 11 - outletWidth - 2
  return `${String(row.id).padStart(7)} ${dim(fit(date, 10))} ${fit(outlet, outletWidth)}  ${clip(title, rest)}`
}

/** The date as far as it is known, without its time. */
export function dateOf(row: Pick<ArticleRow, 'published'>): string {
  return row.published ? row.published.value.slice(0, 10) : 'undated'
}

export function tellRest(shown: number, total: number, offset: number): void {
  if (total === 0) note('No articles.')
  else if (shown === 0) note(`There are only ${number(total)} articles.`)
  else if (shown < total) note(`${number(offset + 1)} to ${number(offset + shown)} of ${number(total)}`)
}
