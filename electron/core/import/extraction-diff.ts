/** What extracting again would change of an article, field by field, in words for people. */
import { type Author, bodyText, type ExtractedArticle, type ExtractionChange } from '../../shared/model.ts'
import { type ArticleContent, readContent } from '../db/articles.ts'
import type { ReadDb } from '../db/connection.ts'
import { readCorrections } from '../db/corrections.ts'

type Field = ExtractionChange['fields'][number]

/** The fields that differ; empty where extraction yields what is there. A corrected field is compared by what was extracted. */
export function differences(db: ReadDb, articleId: number, after: ExtractedArticle): Field[] {
  const before = readContent(db, articleId)
  const { title, outlet, authors, published } = readCorrections(db, articleId)
  const fields: (Field | null)[] = [
    differing('title', title ? title.extracted : before.row.title, after.title),
    differing('outlet', outlet ? outlet.extracted : before.outletAsWritten, after.outlet),
    differing('authors', names(authors ? authors.extracted : before.authors), names(after.authors)),
    differing(
      'published',
      (published ? published.extracted : before.row.published)?.value,
      after.published?.value,
    ),
    differing('language', before.row.language, after.language),
    differing('url', before.url, after.url),
    textDifference(before, after),
    differing('pictures', pictures(before), pictures(after)),
  ]
  return fields.filter((field) => field !== null)
}

/** What a refused record would become. */
export function asNew(after: ExtractedArticle): Field[] {
  const fields = [
    differing('title', '', after.title),
    differing('outlet', '', after.outlet),
    differing('published', '', after.published?.value),
    differing('text', '', shortened(bodyText(after.blocks), 0)),
  ]
  return fields.filter((field) => field !== null)
}

function differing(field: Field['field'], before?: string | null, after?: string | null): Field | null {
  const [old, now] = [before ?? '', after ?? '']
  return old === now ? null : { field, before: old, after: now }
}

function names(authors: readonly Author[]): string {
  return authors.map(({ name, handle }) => (handle ? `${name} ${handle}` : name)).join(', ')
}

function pictures({ blocks }: Pick<ExtractedArticle, 'blocks'>): string {
  const shown = blocks.filter(({ image }) => image?.sha256).length
  return shown === 0 ? 'none' : shown === 1 ? '1 picture' : `${shown} pictures`
}

function textDifference(before: ArticleContent, after: ExtractedArticle): Field | null {
  const [old, now] = [bodyText(before.blocks), bodyText(after.blocks)]
  if (old === now) {
    if (JSON.stringify(before.blocks) === JSON.stringify(after.blocks)) return null
    const blocks = (count: number) => `the same words in ${count} ${count === 1 ? 'block' : 'blocks'}`
    return { field: 'text', before: blocks(before.blocks.length), after: blocks(after.blocks.length) }
  }
  let at = 0
  while (at < old.length && old[at] === now[at]) at++
  return { field: 'text', before: shortened(old, at), after: shortened(now, at) }
}

const SHOWN_BEFORE = 60
const SHOWN_AFTER = 400

/** The stretch of a text around the place where it begins to differ. */
function shortened(text: string, at: number): string {
  const start = Math.max(0, at - SHOWN_BEFORE)
  const end = Math.min(text.length, at + SHOWN_AFTER)
  return `${start > 0 ? '…' : ''}${text.slice(start, end)}${end < text.length ? '…' : ''}`
}
