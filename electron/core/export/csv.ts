import { fitText } from './clean.ts'
import type { ExportRun } from './export-run.ts'
import type { ExportedItem } from './exported-item.ts'
import type { ExportRequest } from './run-export.ts'
import type { Write } from './write-whole.ts'

/** Excel holds no more in a cell. */
const MOST_IN_CELL = 32_767

const COLUMNS: Record<string, (item: ExportedItem) => string | number> = {
  id: (item) => item.id,
  title: (item) => item.title,
  outlet: (item) => item.outlet ?? '',
  authors: (item) => item.authors.map(({ name }) => name).join('; '),
  published: (item) => item.published?.value ?? '',
  published_precision: (item) => item.published?.precision ?? '',
  published_source: (item) => item.published?.source ?? '',
  url: (item) => item.url ?? '',
  language: (item) => item.language ?? '',
  section: (item) => item.section ?? '',
  words: (item) => item.words,
  tags: (item) => item.tags.join('; '),
  read: (item) => (item.read ? 'yes' : 'no'),
  starred: (item) => (item.starred ? 'yes' : 'no'),
  collection_note: (item) => item.note,
  highlights: (item) =>
    item.annotations
      .flatMap(({ quote, note }) => [quote ? `“${quote.exact}”` : '', note].filter(Boolean).join(' – ') || [])
      .join('\n'),
  headlines: (item) => item.headlines.length,
  versions: (item) => item.versions.length,
  dump: (item) => item.sources[0]?.dump ?? '',
  record: (item) => item.sources[0]?.record ?? '',
  sha256: (item) => item.sources[0]?.sha256 ?? '',
  captured: (item) => (item.capturedAtMs === null ? '' : new Date(item.capturedAtMs).toISOString()),
  imported: (item) => (item.sources[0] ? new Date(item.sources[0].importedAtMs).toISOString() : ''),
  text: (item) => item.text,
}

/** CSV as RFC 4180 has it: CR LF, every text quoted; with a byte order mark, by which Excel knows UTF-8. */
export async function writeCsv(run: ExportRun, write: Write, request: ExportRequest): Promise<void> {
  const columns = Object.entries(COLUMNS)
  let tooLong = 0
  const head = columns.map(([name]) => csvCell(name)).join(',')
  await write(`${request.byteOrderMark === false ? '' : '\ufeff'}${head}\r\n`)
  for await (const item of run.items()) {
    if (item.text.length > MOST_IN_CELL) tooLong++
    await write(`${columns.map(([, read]) => csvCell(read(item))).join(',')}\r\n`)
  }
  if (tooLong > 0) {
    const count = tooLong === 1 ? 'One text is' : `${tooLong.toLocaleString('en')} texts are`
    run.warn(
      `${count} longer than the 32,767 characters that a cell of Excel holds; the file has them whole.`,
    )
  }
}

/**
 * What a spreadsheet would take for a formula: https://owasp.org/www-community/attacks/CSV_Injection, with the wide forms
 * that Japanese Excel reads alike, and blanks before them that some programs pass over.
 */
const FORMULA = /^[\s\ufeff\u200b]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/

/** One cell. Text that could be a formula gets an apostrophe before it, which spreadsheets show as text. */
export function csvCell(value: string | number): string {
  if (typeof value === 'number') return String(value)
  const text = fitText(value)
  return `"${FORMULA.test(text) ? "'" : ''}${text.replaceAll('"', '""')}"`
}
