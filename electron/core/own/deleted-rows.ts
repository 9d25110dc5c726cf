/** Rows of something deleted, put back into an archive in which much may have changed since. */
import { randomUUID } from 'node:crypto'
import type { DeletedKind } from '../../shared/own.ts'
import { alikeAnnotation } from '../db/annotations.ts'
import { hasCollection } from '../db/collections.ts'
import type { Db } from '../db/connection.ts'
import { findChildTag, hasTag } from '../db/tags.ts'
import type { Row, RowChange } from './recorder.ts'
import { applyFree, reversed } from './steps.ts'
import { ensureTag } from './tags.ts'

type PutBack = (db: Db, name: string, rows: readonly RowChange[]) => void

/** @param gone the rows that went, as they were noted then */
export function putBack(db: Db, kind: DeletedKind, name: string, gone: readonly RowChange[]): void {
  WAYS[kind](db, name, reversed(gone))
}

const WAYS: Record<DeletedKind, PutBack> = {
  tag: putBackTag,
  collection: (db, _name, rows) =>
    applyFree(
      db,
      rows.map((row) => withCollection(db, row, 'parent_id', rows)),
    ),
  annotation: (db, _name, rows) =>
    applyFree(
      db,
      rows.flatMap((row) => freeAnnotation(db, row)),
    ),
  search: (db, _name, rows) => applyFree(db, rows),
  rule: (db, _name, rows) =>
    applyFree(
      db,
      rows.map((row) => withCollection(db, row, 'collection_id', rows)),
    ),
}

/** The tag itself comes first, then its taggings, then those below it in the same way. */
function putBackTag(db: Db, path: string, rows: readonly RowChange[]): void {
  /** a tag of this name was made since: by the number it had, the number of that one */
  const numbers = new Map<unknown, number>()
  for (const { table, before, after } of rows) {
    if (table === 'tag' && after) {
      const parentId =
        numbers.get(after['parent_id']) ?? parentNow(db, path, after['parent_id'] as number | null)
      const same = findChildTag(db, parentId, after['name'] as string)
      if (same) numbers.set(after['id'], same.id)
      else applyFree(db, [{ table, before, after: { ...after, parent_id: parentId } }])
    } else if (table === 'article_tag' && after) {
      const tagId = numbers.get(after['tag_id']) ?? after['tag_id']!
      applyFree(db, [{ table, before, after: { ...after, tag_id: tagId } }])
    } else applyFree(db, [{ table, before, after }])
  }
}

/** The tag it lay under, which is made again where it is gone. */
function parentNow(db: Db, path: string, parentId: number | null): number | null {
  if (parentId === null || hasTag(db, parentId)) return parentId
  const above = path.split('/').slice(0, -1)
  return above.length === 0 ? null : ensureTag(db, above)
}

/** A collection that is gone, and does not come back with these rows, is none. */
function withCollection(
  db: Db,
  row: RowChange,
  column: 'parent_id' | 'collection_id',
  rows: readonly RowChange[],
): RowChange {
  const id = row.after?.[column]
  if (typeof id !== 'number' || row.table === 'collection_item' || hasCollection(db, id)) return row
  if (rows.some(({ table, after }) => table === 'collection' && after?.['id'] === id)) return row
  return { ...row, after: { ...row.after, [column]: null } as Row }
}

/** An import may have brought the same annotation again; where it is not the same any more, both stay. */
function freeAnnotation(db: Db, row: RowChange): RowChange[] {
  if (!row.after) return [row]
  const alike = alikeAnnotation(db, row.after['uuid'] as string)
  if (!alike) return [row]
  if (alike.exact === row.after['exact'] && alike.note === row.after['note']) return []
  return [{ ...row, after: { ...row.after, uuid: randomUUID() } }]
}
