import type { ListQuery } from '../../shared/list-query.ts'
import type { Query } from '../../shared/query.ts'
import type { Archive } from '../archive.ts'
import type { ReadDb } from '../db/connection.ts'
import { type HeadlineFilter, TableHeadlines } from '../db/headline-counts.ts'
import { outletWithMerged } from '../db/outlet-merges.ts'
import { findOutlets } from '../db/outlets.ts'
import { edgeDay } from '../index/compile.ts'
import type { HeadlineCounts } from './headline-counts.ts'

/**
 * What a query asks of headlines.
 * @returns null where it asks for what they do not have: words of a text, a language, tags, notes, an import
 */
function headlineFilter(db: ReadDb, query: ListQuery, parsed: Query): HeadlineFilter | null {
  const { tagId, collectionId, only, importId, outletId } = query
  const asksMore =
    tagId !== undefined || collectionId !== undefined || only !== undefined || importId !== null
  if (asksMore || parsed.text || parsed.own.length > 0 || parsed.languages.length > 0) return null
  const named = (names: readonly string[]) =>
    names.flatMap((name) => findOutlets(db, name).flatMap((id) => outletWithMerged(db, id)))
  const sets = [
    ...(outletId === null ? [] : [outletWithMerged(db, outletId)]),
    ...(parsed.outlets.length === 0 ? [] : [named(parsed.outlets)]),
  ]
  const [first, second] = sets
  return {
    outletIds: first && second ? first.filter((id) => second.includes(id)) : (first ?? null),
    notOutletIds: named(parsed.notOutlets),
    fromDay: parsed.after ? edgeDay(parsed.after, 'first') : null,
    toDay: parsed.before ? edgeDay(parsed.before, 'last') : null,
  }
}

/** The headlines that a query finds; null where it asks for what they do not have. */
export function queryHeadlines(archive: Archive, query: ListQuery, parsed: Query): HeadlineCounts | null {
  const filter = headlineFilter(archive.db, query, parsed)
  return filter && new TableHeadlines(archive.db, filter)
}
