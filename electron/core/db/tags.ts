import { AppError } from '../../shared/errors.ts'
import type { Tag } from '../../shared/own.ts'
import { foldTag } from '../text/names.ts'
import type { Db, ReadDb } from './connection.ts'

/** A tag as it stands in its table. */
export interface TagRow {
  id: number
  parentId: number | null
  name: string
  key: string
  colour: number | null
}

const COLUMNS = 'tag.id, parent_id AS parentId, name, name_key AS key, colour'

/** The whole tree by path, letters before their capitals, with kept counts. */
export function listTags(db: ReadDb): Tag[] {
  const rows = db
    .prepare(
      `SELECT ${COLUMNS}, coalesce(own, 0) AS own, coalesce(articles, 0) AS articles
       FROM tag LEFT JOIN tag_count ON tag_count.tag_id = tag.id`,
    )
    .all() as (TagRow & Pick<Tag, 'own' | 'articles'>)[]
  const byParent = new Map<number | null, typeof rows>()
  for (const row of rows) {
    const siblings = byParent.get(row.parentId)
    if (siblings) siblings.push(row)
    else byParent.set(row.parentId, [row])
  }
  const tags: Tag[] = []
  const add = (parentId: number | null, before: string): void => {
    const siblings = byParent.get(parentId)?.sort((a, b) => ORDER.compare(a.name, b.name)) ?? []
    for (const { key: _, ...row } of siblings) {
      tags.push({ ...row, path: before + row.name })
      add(row.id, `${before}${row.name}/`)
    }
  }
  add(null, '')
  return tags
}

const ORDER = new Intl.Collator('en', { numeric: true })

/** @throws AppError `not-found` */
export function readTag(db: ReadDb, id: number): TagRow {
  const row = db.prepare(`SELECT ${COLUMNS} FROM tag WHERE id = ?`).get(id) as TagRow | undefined
  if (row) return row
  throw new AppError('not-found', 'This tag is not there any more.')
}

export function hasTag(db: ReadDb, id: number): boolean {
  return db.prepare('SELECT 1 FROM tag WHERE id = ?').get(id) !== undefined
}

export function tagParents(db: ReadDb): Map<number, number | null> {
  const rows = db.prepare('SELECT id, parent_id FROM tag').raw().all() as [number, number | null][]
  return new Map(rows)
}

/** A tag and all below it. */
export function tagsBelow(db: ReadDb, id: number): number[] {
  return db
    .prepare(
      `WITH RECURSIVE below (id) AS (VALUES (?) UNION SELECT tag.id FROM tag JOIN below ON tag.parent_id = below.id)
       SELECT id FROM below`,
    )
    .pluck()
    .all(id) as number[]
}

export function childTags(db: ReadDb, parentId: number | null): TagRow[] {
  return db.prepare(`SELECT ${COLUMNS} FROM tag WHERE parent_id IS ?`).all(parentId) as TagRow[]
}

/** The tag of this name under a parent, whatever its case; null when there is none. */
export function findChildTag(db: ReadDb, parentId: number | null, name: string): TagRow | null {
  const row = db
    .prepare(`SELECT ${COLUMNS} FROM tag WHERE coalesce(parent_id, 0) = ? AND name_key = ?`)
    .get(parentId ?? 0, foldTag(name))
  return (row as TagRow | undefined) ?? null
}

/** The tag at a path; null when there is none. */
export function findTag(db: ReadDb, path: readonly string[]): number | null {
  let found: number | null = null
  for (const name of path) {
    const tag = findChildTag(db, found, name)
    if (!tag) return null
    found = tag.id
  }
  return found
}

/** Tags of this name wherever they stand. */
export function tagsNamed(db: ReadDb, name: string): number[] {
  return db.prepare('SELECT id FROM tag WHERE name_key = ?').pluck().all(foldTag(name)) as number[]
}

export function insertTag(db: Db, parentId: number | null, name: string): number {
  const { lastInsertRowid } = db
    .prepare('INSERT INTO tag (parent_id, name, name_key) VALUES (?, ?, ?)')
    .run(parentId, name, foldTag(name))
  return Number(lastInsertRowid)
}

export function renameTagRow(db: Db, id: number, name: string): void {
  db.prepare('UPDATE tag SET name = ?, name_key = ? WHERE id = ?').run(name, foldTag(name), id)
}

export function setTagParent(db: Db, id: number, parentId: number | null): void {
  db.prepare('UPDATE tag SET parent_id = ? WHERE id = ?').run(parentId, id)
}

export function setTagColour(db: Db, id: number, colour: number | null): void {
  db.prepare('UPDATE tag SET colour = ? WHERE id = ?').run(colour, id)
}

/** With its taggings; it must have no children any more. */
export function removeTag(db: Db, id: number): void {
  db.prepare('DELETE FROM article_tag WHERE tag_id = ?').run(id)
  db.prepare('DELETE FROM tag WHERE id = ?').run(id)
}

/** Gives all articles of a tag another one. */
export function retag(db: Db, from: number, into: number): void {
  db.prepare(
    'INSERT OR IGNORE INTO article_tag (article_id, tag_id) SELECT article_id, ? FROM article_tag WHERE tag_id = ?',
  ).run(into, from)
}

export function tagIdsOf(db: ReadDb, articleId: number): number[] {
  return db.prepare('SELECT tag_id FROM article_tag WHERE article_id = ?').pluck().all(articleId) as number[]
}

/** The articles that have one of these tags, each once. */
export function articlesTagged(db: ReadDb, tags: readonly number[]): number[] {
  if (tags.length === 0) return []
  const distinct = tags.length > 1 ? 'DISTINCT' : ''
  return db
    .prepare(
      `SELECT ${distinct} article_id FROM article_tag WHERE tag_id IN (SELECT value FROM json_each(?))`,
    )
    .pluck()
    .all(JSON.stringify(tags)) as number[]
}

/** How many of the chosen articles (see db/selected.ts) have each tag. */
export function countSelected(db: ReadDb): { tagId: number; articles: number }[] {
  return db
    .prepare(
      `SELECT tag_id AS tagId, count(*) AS articles FROM temp.selected
       CROSS JOIN article_tag ON article_tag.article_id = selected.article_id GROUP BY tag_id`,
    )
    .all() as { tagId: number; articles: number }[]
}

/** Tags the chosen articles (see db/selected.ts). @returns how many had not had the tag */
export function tagSelected(db: Db, tagId: number): number {
  return db
    .prepare('INSERT OR IGNORE INTO article_tag (article_id, tag_id) SELECT article_id, ? FROM temp.selected')
    .run(tagId).changes
}

/** @returns how many had the tag */
export function untagSelected(db: Db, tagId: number): number {
  return db
    .prepare(
      'DELETE FROM article_tag WHERE tag_id = ? AND article_id IN (SELECT article_id FROM temp.selected)',
    )
    .run(tagId).changes
}
