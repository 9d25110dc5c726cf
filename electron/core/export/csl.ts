import type { ExportRun } from './export-run.ts'
import { type Reference, References } from './reference.ts'
import type { Write } from './write-whole.ts'

/** CSL-JSON (https://github.com/citation-style-language/schema): a list, one item a line. */
export async function writeCsl(run: ExportRun, write: Write): Promise<void> {
  const references = new References()
  let before = '['
  for await (const item of run.items()) {
    await write(`${before}\n${JSON.stringify(cslItem(references.of(item)))}`)
    before = ','
  }
  await write(before === '[' ? '[]\n' : '\n]\n')
}

export function cslItem(reference: Reference): Record<string, unknown> {
  const { key, title, outlet, authors, issued, accessed, url, language, section, tags, note } = reference
  return {
    id: key,
    type: outlet === null ? (url === null ? 'document' : 'webpage') : 'article-newspaper',
    ...(title === null ? {} : { title }),
    ...(outlet === null ? {} : { 'container-title': outlet }),
    ...(authors.length === 0 ? {} : { author: authors }),
    ...(issued === null ? {} : { issued: { 'date-parts': [issued] } }),
    ...(accessed === null ? {} : { accessed: { 'date-parts': [accessed] } }),
    ...(url === null ? {} : { URL: url }),
    ...(language === null ? {} : { language }),
    ...(section === null ? {} : { section }),
    ...(tags.length === 0 ? {} : { keyword: tags.join(', ') }),
    ...(note === '' ? {} : { note }),
  }
}
