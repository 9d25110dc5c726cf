import { AppError } from '../../shared/errors.ts'
import type { Rule } from '../../shared/own.ts'
import type { Db, ReadDb } from './connection.ts'

interface Row {
  id: number
  name: string
  query: string
  tags: string
  collectionId: number | null
  enabled: number
}

const COLUMNS = 'id, name, query, tags, collection_id AS collectionId, enabled'

function toRule({ tags, enabled, ...row }: Row): Rule {
  return { ...row, tags: JSON.parse(tags) as string[], enabled: enabled === 1 }
}

export function listRules(db: ReadDb): Rule[] {
  return (db.prepare(`SELECT ${COLUMNS} FROM rule ORDER BY id`).all() as Row[]).map(toRule)
}

/** @throws AppError `not-found` */
export function readRule(db: ReadDb, id: number): Rule {
  const row = db.prepare(`SELECT ${COLUMNS} FROM rule WHERE id = ?`).get(id) as Row | undefined
  if (row) return toRule(row)
  throw new AppError('not-found', 'This rule is not there any more.')
}

/** @param id null for a new one @returns its number */
export function writeRule(db: Db, id: number | null, rule: Omit<Rule, 'id'>): number {
  const values = { ...rule, tags: JSON.stringify(rule.tags), enabled: rule.enabled ? 1 : 0 }
  if (id === null) {
    const insert = db.prepare(
      `INSERT INTO rule (name, query, tags, collection_id, enabled)
       VALUES (:name, :query, :tags, :collectionId, :enabled)`,
    )
    return Number(insert.run(values).lastInsertRowid)
  }
  db.prepare(
    `UPDATE rule SET name = :name, query = :query, tags = :tags, collection_id = :collectionId, enabled = :enabled
     WHERE id = :id`,
  ).run({ ...values, id })
  return id
}

export function removeRule(db: Db, id: number): void {
  db.prepare('DELETE FROM rule WHERE id = ?').run(id)
}

/**
 * Those of the chosen articles (db/selected.ts) that lack a tag or are not in the collection, in their order.
 * @param tagIds null among them: a tag that is yet to be made
 */
export function lackingSelected(
  db: ReadDb,
  tagIds: readonly (number | null)[],
  collectionId: number | null,
): number[] {
  const lacks = tagIds.map((id) =>
    id === null
      ? '1'
      : `NOT EXISTS (SELECT 1 FROM article_tag WHERE article_id = selected.article_id AND tag_id = ${id})`,
  )
  if (collectionId !== null) {
    lacks.push(`NOT EXISTS (SELECT 1 FROM collection_item
      WHERE collection_id = ${collectionId} AND article_id = selected.article_id)`)
  }
  if (lacks.length === 0) return []
  return db
    .prepare(`SELECT article_id FROM temp.selected WHERE ${lacks.join(' OR ')} ORDER BY seq`)
    .pluck()
    .all() as number[]
}
