/** Markdown: a folder with a file an article, their pictures beside them, and a list of them all. */
import { dateOf, isShown, namesOf, titleOf } from './shown.ts'
import type { Db } from '../db/connection.ts'
import { fitLine, fitText, webAddress } from './clean.ts'
import type { ExportRun } from './export-run.ts'
import { exportedItem, type ExportedItem } from './exported-item.ts'
import { FileNames } from './file-names.ts'
import { escapeMarkdown, markdownAddress, markdownBlock } from './markdown-text.ts'
import { writePicture } from './picture-files.ts'
import type { NewFolder } from './write-whole.ts'

const LIST = 'index.md'

export async function writeMarkdown(run: ExportRun, folder: NewFolder): Promise<void> {
  const names = new FileNames()
  names.take('index', 'index', 'md')
  const { title, description } = run.scope
  const head = `# ${escapeMarkdown(fitLine(title))}\n\n${description.trim() ? `${ownMarkdown(description)}\n\n` : ''}`
  const list: string[] = [head]
  for await (const item of run.items()) {
    const name = names.take(
      [item.published?.value.slice(0, 10), titleOf(item)].filter(Boolean).join(' '),
      `article ${item.id}`,
      'md',
    )
    const picture = (sha256: string) => writePicture(run, folder, item, sha256)
    folder.write(name, `${frontMatter(item)}\n${markdownOf(item, picture)}`)
    const when = [item.outlet ?? '', dateOf(item)].filter(Boolean).map(fitLine).map(escapeMarkdown).join(', ')
    list.push(
      `- [${escapeMarkdown(fitLine(titleOf(item)))}](<${markdownAddress(encodeURI(name))}>)${when ? ` · ${when}` : ''}\n`,
    )
    if (list.length % 4096 === 0) list.splice(0, list.length, list.join(''))
    await run.pause()
  }
  folder.write(LIST, list.join(''))
}

/** One article to be pasted: its own text with title, byline and address. @throws AppError `not-found` */
export function archiveMarkdown(db: Db, id: number): string {
  return markdownOf(exportedItem(db, id), () => null)
}

/** @param picture the address for a picture, by its SHA-256; null where it cannot be shown */
export function markdownOf(item: ExportedItem, picture: (sha256: string) => string | null): string {
  const line = [item.outlet ?? '', dateOf(item), namesOf(item)]
    .filter(Boolean)
    .map(fitLine)
    .map(escapeMarkdown)
  const url = webAddress(item.url)
  const parts = [
    `# ${escapeMarkdown(fitLine(titleOf(item)))}`,
    line.join(' · '),
    url ? `<${markdownAddress(url)}>` : item.url ? escapeMarkdown(fitLine(item.url)) : '',
    item.note.trim() && quoted(ownMarkdown(item.note)),
    ...item.blocks
      .filter(isShown)
      .map((block) => markdownBlock(block, ({ image }) => (image?.sha256 ? picture(image.sha256) : null))),
    annotationsOf(item),
    headlinesOf(item),
  ]
  return `${parts.filter(Boolean).join('\n\n')}\n`
}

/**
 * What people wrote is Markdown already, and may have come from another program: HTML in it is written as text, and so are
 * pictures, and links that lead anywhere but to the web.
 */
function ownMarkdown(note: string): string {
  return fitText(note)
    .trim()
    .replaceAll('<', '&lt;')
    .replaceAll('![', '!\\[')
    .replaceAll(/\](?=\((?!https?:\/\/))/gi, '\\]')
    .replaceAll(/^(\s*)\[(?=[^\]]*\]:)/gm, '$1\\[')
}

function quoted(text: string): string {
  return text
    .split('\n')
    .map((line) => `> ${line}`)
    .join('\n')
}

function annotationsOf({ annotations }: ExportedItem): string {
  if (annotations.length === 0) return ''
  const items = annotations.map(({ quote, note }) =>
    [quote ? quoted(escapeMarkdown(fitLine(quote.exact))) : '', note.trim() ? ownMarkdown(note) : '']
      .filter(Boolean)
      .join('\n\n'),
  )
  return ['## Highlights and notes', ...items.filter(Boolean)].join('\n\n')
}

function headlinesOf({ headlines }: ExportedItem): string {
  if (headlines.length === 0) return ''
  const items = headlines.map(({ title, outlet, date }) =>
    ['-', escapeMarkdown(fitLine([title, outlet, date].filter(Boolean).join(', ')))].join(' '),
  )
  return `## Headlines it lists\n\n${items.join('\n')}`
}

/** YAML, each value in JSON's quotes, which YAML reads alike: no title can end the front matter or mean something in it. */
export function frontMatter(item: ExportedItem): string {
  const [source] = item.sources
  const fields: Record<string, unknown> = {
    title: titleOf(item),
    outlet: item.outlet,
    authors: item.authors.map(({ name }) => name),
    date: item.published?.value ?? null,
    date_precision: item.published?.precision ?? null,
    url: item.url,
    language: item.language,
    section: item.section,
    tags: item.tags,
    starred: item.starred,
    words: item.words,
    clipfile_id: item.id,
    dump: source?.dump ?? null,
    record: source?.record ?? null,
    sha256: source?.sha256 ?? null,
    captured: item.capturedAtMs === null ? null : new Date(item.capturedAtMs).toISOString(),
    imported: source ? new Date(source.importedAtMs).toISOString() : null,
  }
  const lines = Object.entries(fields).flatMap(([name, value]) =>
    value === null || (Array.isArray(value) && value.length === 0) ? [] : [`${name}: ${yaml(value)}`],
  )
  return `---\n${lines.join('\n')}\n---\n`
}

/** JSON is YAML 1.2, but for characters that a YAML reader takes for the end of a line or refuses. */
function yaml(value: unknown): string {
  const json = JSON.stringify(value, (_, part: unknown) => (typeof part === 'string' ? fitText(part) : part))
  return json.replaceAll(
    /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
