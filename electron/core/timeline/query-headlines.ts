import type { ListQuery } from '../../shared/list-query.ts'
import type { Query } from '../../shared/query.ts'
import type { Archive } from '../archive.ts'
import { changesOf, type ReadDb } from '../db/connection.ts'
import { type HeadlineFilter, TableHeadlines } from '../db/headline-counts.ts'
import { outletWithMerged } from '../db/outlet-merges.ts'
import { findOutlets } from '../db/outlets.ts'
import { headlinePlaces } from '../db/headline-texts.ts'
import { compileTitle, edgeDay } from '../index/compile.ts'
import { findHeadlines } from '../index/headline-index.ts'
import { FoundHeadlines } from './found-headlines.ts'
import type { HeadlineCounts } from './headline-counts.ts'

/**
 * What a query asks of headlines.
 * @returns null where it asks for what they do not have: a language, tags, notes, an import
 */
function headlineFilter(db: ReadDb, query: ListQuery, parsed: Query): HeadlineFilter | null {
  const { tagId, collectionId, only, importId, outletId } = query
  const asksMore =
    tagId !== undefined || collectionId !== undefined || only !== undefined || importId !== null
  if (asksMore || parsed.own.length > 0 || parsed.languages.length > 0) return null
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

/** The headlines that a query finds; null where it asks for what they do not have. Its words are looked for in their titles. */
export function queryHeadlines(archive: Archive, query: ListQuery, parsed: Query): HeadlineCounts | null {
  const filter = headlineFilter(archive.db, query, parsed)
  if (!filter) return null
  if (!parsed.text) return new TableHeadlines(archive.db, filter)
  const match = compileTitle(parsed.text)
  return match === null ? null : foundHeadlines(archive, match, filter)
}

interface Found {
  key: string
  headlines: FoundHeadlines
}

/** As many answers are kept as a timeline asks of at once: two that are compared, and those of before. */
const KEPT = 4
const kept = new WeakMap<Archive, { version: string; found: Found[] }>()

function foundHeadlines(archive: Archive, match: string, filter: HeadlineFilter): FoundHeadlines | null {
  const version = `${changesOf(archive.db)} ${changesOf(archive.index)}`
  let known = kept.get(archive)
  if (known?.version !== version) kept.set(archive, (known = { version, found: [] }))
  const key = JSON.stringify([match, filter])
  const before = known.found.find((one) => one.key === key)
  if (before) return before.headlines
  const ids = findHeadlines(archive.index, match)
  if (ids === null) return null
  const headlines = new FoundHeadlines(headlinePlaces(archive.db, ids, filter))
  known.found = [{ key, headlines }, ...known.found].slice(0, KEPT)
  return headlines
}
