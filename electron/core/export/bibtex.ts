import { fitLine } from './clean.ts'
import type { CitedName } from './cited-name.ts'
import type { ExportRun } from './export-run.ts'
import { isoOf, type Reference, References } from './reference.ts'
import type { Write } from './write-whole.ts'

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** BibTeX in UTF-8, for BibTeX and BibLaTeX alike: newspaper articles as `@article`, what has no outlet as `@misc`. */
export async function writeBibtex(run: ExportRun, write: Write): Promise<void> {
  const references = new References()
  for await (const item of run.items()) await write(`${bibtexEntry(references.of(item))}\n\n`)
}

export function bibtexEntry(reference: Reference): string {
  const { key, title, outlet, authors, issued, accessed, url, language, tags } = reference
  const [year, month, day] = issued ?? []
  const published = issued ? `Published ${isoOf(issued)}` : 'Undated'
  const fields: (readonly [name: string, value: string | null])[] = [
    ['author', authors.length === 0 ? null : braced(authors.map(texName).join(' and '))],
    // the inner braces keep capitals as they are
    ['title', braced(`{${texText(title ?? 'Untitled')}}`)],
    ['journal', outlet === null ? null : braced(`{${texText(outlet)}}`)],
    ['year', year === undefined ? null : braced(String(year).padStart(4, '0'))],
    ['month', month === undefined ? null : MONTHS[month - 1]!],
    ['day', day === undefined ? null : braced(String(day))],
    ['url', url === null ? null : braced(texUrl(url))],
    ['urldate', accessed === null ? null : braced(isoOf(accessed))],
    ['language', language === null ? null : braced(texText(language))],
    [
      'keywords',
      tags.length === 0 ? null : braced(tags.map((tag) => texText(tag.replaceAll(',', ' '))).join(', ')),
    ],
    ['note', braced(outlet === null ? published : `Newspaper article. ${published}`)],
  ]
  const lines = fields.flatMap(([name, value]) => (value === null ? [] : [`  ${name} = ${value}`]))
  return `@${outlet === null ? 'misc' : 'article'}{${key},\n${lines.join(',\n')}\n}`
}

function braced(text: string): string {
  return `{${text}}`
}

/** The word “and” between names parts them, so a name that holds it is braced. */
function texName(name: CitedName): string {
  if ('literal' in name) return `{${texText(name.literal)}}`
  const parts = [name.family, ...(name.suffix ? [name.suffix] : []), name.given]
  return parts.map((part) => (/[\s,]/.test(part) ? `{${texText(part)}}` : texText(part))).join(', ')
}

/** Braces become commands: BibTeX counts them even behind a backslash. */
const TEX: Record<string, string> = {
  '\\': '\\textbackslash{}',
  '{': '\\textbraceleft{}',
  '}': '\\textbraceright{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
  '<': '\\textless{}',
  '>': '\\textgreater{}',
  '|': '\\textbar{}',
  '"': '\\textquotedbl{}',
}

/** Text that TeX prints as it stands. */
export function texText(text: string): string {
  return fitLine(text).replaceAll(/[\\{}~^<>|"$&#_%]/g, (sign) => TEX[sign] ?? `\\${sign}`)
}

/** An address as `\url` takes it: what would end the field, or begin a command, is percent-encoded. */
function texUrl(url: string): string {
  return url.replaceAll(/[{}\\^~"<>|`\s]/g, (sign) => encodeURIComponent(sign).replace('~', '%7E'))
}
