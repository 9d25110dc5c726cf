import { fitLine } from './clean.ts'
import { invertedName } from './cited-name.ts'
import type { ExportRun } from './export-run.ts'
import { type DateParts, type Reference, References } from './reference.ts'
import type { Write } from './write-whole.ts'

/** RIS in UTF-8 with CR LF, as reference managers read it; `NEWS` is a newspaper article. */
export async function writeRis(run: ExportRun, write: Write): Promise<void> {
  const references = new References()
  for await (const item of run.items()) await write(risEntry(references.of(item)))
}

export function risEntry(reference: Reference): string {
  const { key, title, outlet, authors, issued, accessed, url, language, section, tags, note } = reference
  const lines: (readonly [tag: string, value: string | null])[] = [
    ['TY', outlet === null ? (url === null ? 'GEN' : 'ELEC') : 'NEWS'],
    ['ID', key],
    ...authors.map((name) => ['AU', invertedName(name)] as const),
    ['TI', title ?? 'Untitled'],
    ['T2', outlet],
    ['PY', issued && String(issued[0]).padStart(4, '0')],
    ['DA', issued && risDate(issued)],
    ['SE', section],
    ['UR', url],
    ['Y2', accessed && risDate(accessed)],
    ['LA', language],
    ...tags.map((tag) => ['KW', tag] as const),
    ['N1', note],
  ]
  // a value is one line: no text can begin a tag of its own
  const written = lines.flatMap(([tag, value]) => (value ? [`${tag}  - ${fitLine(value)}\r\n`] : []))
  return `${written.join('')}ER  - \r\n\r\n`
}

/** `2024/05/03/`, with nothing between the slashes for what is not known */
function risDate([year, month, day]: DateParts): string {
  const two = (part: number | undefined) => (part === undefined ? '' : String(part).padStart(2, '0'))
  return `${String(year).padStart(4, '0')}/${two(month)}/${two(day)}/`
}
