import { dayOfSeconds, UNDATED } from '../../shared/days.ts'
import type { ListQuery } from '../../shared/list-query.ts'
import type { Query } from '../../shared/query.ts'
import type { ReadDb } from '../db/connection.ts'
import { trashedRows } from '../db/trash.ts'
import { findMatches, needlesOf } from '../index/snippets.ts'
import { membersOf } from '../own/members.ts'
import type { Ordered } from './article-order.ts'

/** What lies in the trash, last trashed first. The index does not hold it: words are looked for in titles and first lines. */
export function trashedItems(db: ReadDb, index: () => ReadDb, query: ListQuery, parsed: Query): Ordered {
  const members = membersOf(db, index, query, parsed.own)
  const needles = needlesOf(parsed.text)
  const read = db.prepare('SELECT title || char(10) || summary FROM article WHERE id = ?').pluck()
  const rows = trashedRows(db).filter(
    ({ id, outletId, importId }) =>
      (query.outletId === null || outletId === query.outletId) &&
      (query.importId === null || importId === query.importId) &&
      (members === null || members[id] === 1) &&
      needles.every((needle) => findMatches(read.get(id) as string, [needle]).length > 0),
  )
  const dayOf = (sortAt: number) => (sortAt === UNDATED ? Number.NaN : dayOfSeconds(sortAt))
  return {
    ids: Int32Array.from(rows, (row) => row.id),
    days: Float64Array.from(rows, (row) => dayOf(row.sortAt)),
  }
}
