import type { Author, PublishedDate } from '../../shared/model.ts'
import { type ArticleContent, type ArticleWriter, placeInTime } from './articles.ts'
import type { Db } from './connection.ts'
import { indexChanges } from './index-changes.ts'
import { HiddenArticles } from './trash.ts'

/** The fields by which articles are counted, sorted and found, and which a person can correct. */
export interface FieldValues {
  title: string
  /** as its own dump spells it */
  outlet: string | null
  authors: Author[]
  published: PublishedDate | null
}

export function fieldsOf({ row, outletAsWritten, authors }: ArticleContent): FieldValues {
  return { title: row.title, outlet: outletAsWritten, authors, published: row.published }
}

/**
 * Gives an article other fields and moves it in what is counted by them; one in the trash stays there. The index takes it up
 * again. Runs inside the caller's transaction, which flushes the counts of `writer`.
 * @param moreBytes by how much its text grows at the same time
 */
export function writeFields(
  db: Db,
  writer: ArticleWriter,
  articleId: number,
  fields: FieldValues,
  moreBytes = 0,
): void {
  const { counts } = writer
  const outlet = writer.outlets.find(fields.outlet)
  const { published, sortAt, month } = placeInTime(fields.published)
  const old = db
    .prepare(
      `SELECT outlet_id AS outletId, month, published_precision = 'year' AS yearOnly FROM article WHERE id = ?`,
    )
    .get(articleId) as { outletId: number; month: number; yearOnly: number | null }
  writer.links.left(articleId)
  counts.removeArticle(old.outletId, old.month, old.yearOnly === 1, 0)
  counts.addArticle(outlet.id, month, published?.precision === 'year', moreBytes)
  db.prepare(
    `UPDATE article SET title = ?, outlet_id = ?, sort_at = ?, month = ?, published = ?, published_precision = ?,
       published_source = ? WHERE id = ?`,
  ).run(
    fields.title,
    outlet.id,
    sortAt,
    month,
    published?.value ?? null,
    published?.precision ?? null,
    published?.source ?? null,
    articleId,
  )
  db.prepare('UPDATE body SET outlet_as_written = ?, authors = ? WHERE article_id = ?').run(
    outlet.asWritten,
    JSON.stringify(fields.authors),
    articleId,
  )
  writer.keepOrigin(articleId, outlet.origin)
  new HiddenArticles(db, counts).hideAgain(articleId)
  writer.links.arrived(articleId)
  indexChanges(db)(articleId)
}
