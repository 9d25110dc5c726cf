import { bodyText, type ExportedArticle } from '../../shared/model.ts'
import { readContent } from '../db/articles.ts'
import type { ReadDb } from '../db/connection.ts'
import { listedHeadlines } from '../db/headlines.ts'
import { sourcesOf } from '../db/records.ts'

/** An article in the stable shape that the README documents. */
export function exportedArticle(db: ReadDb, id: number): ExportedArticle {
  const { row, outletAsWritten, authors, url, blocks, details } = readContent(db, id)
  const [source] = sourcesOf(db, id)
  return {
    id,
    title: row.title,
    outlet: outletAsWritten,
    authors,
    published: row.published,
    url,
    language: row.language,
    ...(details.modified ? { modified: details.modified } : {}),
    ...(details.section ? { section: details.section } : {}),
    ...(details.canonicalUrl ? { canonicalUrl: details.canonicalUrl } : {}),
    blocks,
    text: bodyText(blocks),
    headlines: listedHeadlines(db, id),
    source: { dump: source?.dump ?? '', record: source?.record ?? 0, sha256: source?.sha256 ?? '' },
  }
}
