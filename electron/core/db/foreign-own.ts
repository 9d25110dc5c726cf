/** What people added to another archive, as it is read to be taken in; and what is written of it as it was, times and all. */
import type { CorrectableField } from '../../shared/model.ts'
import type { Db, ReadDb } from './connection.ts'

/** A row of `annotation` without its number. */
export interface AnnotationRow {
  uuid: string
  articleId: number
  exact: string | null
  prefix: string | null
  suffix: string | null
  start: number | null
  end: number | null
  textKey: string | null
  colour: number
  note: string
  createdAtMs: number
  modifiedAtMs: number
  revision: number
  foreign: string | null
}

const ANNOTATION = `uuid, article_id AS articleId, exact, prefix, suffix, start_at AS start, end_at AS end, text_key AS textKey,
  colour, note, created_at_ms AS createdAtMs, modified_at_ms AS modifiedAtMs, revision, foreign_json AS "foreign"`

export function annotationRows(db: ReadDb): Iterable<AnnotationRow> {
  return db.prepare(`SELECT ${ANNOTATION} FROM annotation ORDER BY id`).all() as AnnotationRow[]
}

export function annotationRow(db: ReadDb, uuid: string): AnnotationRow | null {
  const row = db.prepare(`SELECT ${ANNOTATION} FROM annotation WHERE uuid = ?`).get(uuid)
  return (row as AnnotationRow | undefined) ?? null
}

/** Writes an annotation as it is elsewhere, in the place of one of the same name if there is one. */
export function putAnnotation(db: Db, row: AnnotationRow): void {
  db.prepare(
    `INSERT INTO annotation (uuid, article_id, exact, prefix, suffix, start_at, end_at, text_key, colour, note, created_at_ms,
       modified_at_ms, revision, foreign_json)
     VALUES (:uuid, :articleId, :exact, :prefix, :suffix, :start, :end, :textKey, :colour, :note, :createdAtMs,
       :modifiedAtMs, :revision, :foreign)
     ON CONFLICT (uuid) DO UPDATE SET exact = excluded.exact, prefix = excluded.prefix, suffix = excluded.suffix,
       start_at = excluded.start_at, end_at = excluded.end_at, text_key = excluded.text_key, colour = excluded.colour,
       note = excluded.note, modified_at_ms = excluded.modified_at_ms, revision = excluded.revision,
       foreign_json = coalesce(excluded.foreign_json, foreign_json)`,
  ).run(row)
}

/** Articles with a mark and its time, in order. */
export function markedRows(
  db: ReadDb,
  table: 'article_read' | 'article_star' | 'trashed',
): { articleId: number; atMs: number }[] {
  return db
    .prepare(`SELECT article_id AS articleId, at_ms AS atMs FROM ${table} ORDER BY article_id`)
    .all() as { articleId: number; atMs: number }[]
}

export function putMark(
  db: Db,
  table: 'article_read' | 'article_star' | 'trashed',
): (articleId: number, atMs: number) => void {
  const insert = db.prepare(`INSERT OR IGNORE INTO ${table} (article_id, at_ms) VALUES (?, ?)`)
  return (articleId, atMs) => void insert.run(articleId, atMs)
}

export function positionRows(db: ReadDb): { articleId: number; position: number; atMs: number }[] {
  return db
    .prepare(
      'SELECT article_id AS articleId, position, at_ms AS atMs FROM reading_position ORDER BY article_id',
    )
    .all() as { articleId: number; position: number; atMs: number }[]
}

/** The later one stays. */
export function putPosition(db: Db): (articleId: number, position: number, atMs: number) => void {
  const put = db.prepare(
    `INSERT INTO reading_position (article_id, position, at_ms) VALUES (?, ?, ?)
     ON CONFLICT DO UPDATE SET position = excluded.position, at_ms = excluded.at_ms WHERE excluded.at_ms > at_ms`,
  )
  return (articleId, position, atMs) => void put.run(articleId, position, atMs)
}

export function taggings(db: ReadDb): { articleId: number; tagId: number }[] {
  return db
    .prepare('SELECT article_id AS articleId, tag_id AS tagId FROM article_tag ORDER BY article_id, tag_id')
    .all() as { articleId: number; tagId: number }[]
}

export function putTagging(db: Db): (articleId: number, tagId: number) => void {
  const insert = db.prepare('INSERT OR IGNORE INTO article_tag (article_id, tag_id) VALUES (?, ?)')
  return (articleId, tagId) => void insert.run(articleId, tagId)
}

export function correctedRows(
  db: ReadDb,
): { articleId: number; field: CorrectableField; value: string; atMs: number | null }[] {
  return db
    .prepare(
      `SELECT corrected.article_id AS articleId, corrected.field, value, at_ms AS atMs FROM corrected
       LEFT JOIN correction USING (article_id, field) ORDER BY 1, 2`,
    )
    .all() as { articleId: number; field: CorrectableField; value: string; atMs: number | null }[]
}

export function correctedValue(db: ReadDb, articleId: number, field: CorrectableField): string | null {
  const value = db
    .prepare('SELECT value FROM corrected WHERE article_id = ? AND field = ?')
    .pluck()
    .get(articleId, field)
  return (value as string | undefined) ?? null
}

export function setCorrectionTime(db: Db, articleId: number, field: CorrectableField, atMs: number): void {
  db.prepare('UPDATE correction SET at_ms = ? WHERE article_id = ? AND field = ?').run(atMs, articleId, field)
}

export interface OutletNameRow {
  id: number
  name: string
  into: number | null
  atMs: number | null
  colour: number | null
}

/** Outlets that a person merged, coloured or gave other names. */
export function ownedOutlets(db: ReadDb): OutletNameRow[] {
  return db
    .prepare(
      `SELECT id, name, into_id AS "into", at_ms AS atMs, outlet_colour.hue AS colour FROM outlet
       LEFT JOIN outlet_merge ON outlet_merge.outlet_id = outlet.id
       LEFT JOIN outlet_colour ON outlet_colour.outlet_id = outlet.id
       WHERE id > 0 AND (into_id IS NOT NULL OR outlet_colour.hue IS NOT NULL) ORDER BY id`,
    )
    .all() as OutletNameRow[]
}

export function outletName(db: ReadDb, id: number): string | null {
  const name = db.prepare('SELECT name FROM outlet WHERE id = ? AND id > 0').pluck().get(id)
  return typeof name === 'string' ? name : null
}

export function aliasRows(db: ReadDb): { name: string; outletId: number }[] {
  return db.prepare('SELECT name, outlet_id AS outletId FROM outlet_alias ORDER BY name_key').all() as {
    name: string
    outletId: number
  }[]
}

export function hasOutletColour(db: ReadDb, outletId: number): boolean {
  return db.prepare('SELECT 1 FROM outlet_colour WHERE outlet_id = ?').get(outletId) !== undefined
}

export interface CollectionRow {
  id: number
  parentId: number | null
  title: string
  description: string
}

/** In the order in which they are shown among their siblings. */
export function collectionRows(db: ReadDb): CollectionRow[] {
  return db
    .prepare('SELECT id, parent_id AS parentId, title, description FROM collection ORDER BY position, id')
    .all() as CollectionRow[]
}

export function itemRows(db: ReadDb, collectionId: number): { articleId: number; note: string }[] {
  return db
    .prepare(
      'SELECT article_id AS articleId, note FROM collection_item WHERE collection_id = ? ORDER BY position, article_id',
    )
    .all(collectionId) as { articleId: number; note: string }[]
}

export function appendItem(db: Db, collectionId: number, articleId: number, note: string): void {
  db.prepare(
    `INSERT INTO collection_item (collection_id, article_id, position, note)
     SELECT :collectionId, :articleId, coalesce(max(position), 0) + 1048576, :note FROM collection_item
     WHERE collection_id = :collectionId`,
  ).run({ collectionId, articleId, note })
}

export function apartRows(db: ReadDb): { articleId: number; atMs: number }[] {
  return db
    .prepare('SELECT article_id AS articleId, at_ms AS atMs FROM story_apart ORDER BY article_id')
    .all() as {
    articleId: number
    atMs: number
  }[]
}

export function joinRows(db: ReadDb): { articleId: number; withId: number; atMs: number }[] {
  return db
    .prepare(
      'SELECT article_id AS articleId, with_id AS withId, at_ms AS atMs FROM story_join ORDER BY article_id, with_id',
    )
    .all() as { articleId: number; withId: number; atMs: number }[]
}

/** What is said here already stays as it is. */
export function putApart(db: Db, articleId: number, atMs: number): void {
  db.prepare('INSERT OR IGNORE INTO story_apart (article_id, at_ms) VALUES (?, ?)').run(articleId, atMs)
}

export function putJoin(db: Db, one: number, other: number, atMs: number): void {
  db.prepare('INSERT OR IGNORE INTO story_join (article_id, with_id, at_ms) VALUES (?, ?, ?)').run(
    Math.max(one, other),
    Math.min(one, other),
    atMs,
  )
}

export interface DeletedThing {
  kind: string
  name: string
  atMs: number
  articleId: number | null
  articles: number
  below: number
}

/** Whether the very same lies in the trash. */
export function hasDeleted(db: ReadDb, { kind, name, atMs }: DeletedThing): boolean {
  return (
    db.prepare('SELECT 1 FROM deleted WHERE kind = ? AND name = ? AND at_ms = ?').get(kind, name, atMs) !==
    undefined
  )
}

export function putDeleted(
  db: Db,
  thing: DeletedThing,
  { codec, data }: { codec: number; data: Uint8Array },
): void {
  db.prepare(
    `INSERT INTO deleted (kind, name, at_ms, article_id, articles, below, codec, steps)
     VALUES (:kind, :name, :atMs, :articleId, :articles, :below, :codec, :steps)`,
  ).run({ ...thing, codec, steps: Buffer.from(data).toString('base64') })
}

/** A number of an own table that nothing had and nothing else will have. */
export function freshId(
  db: Db,
  table: 'tag' | 'collection' | 'annotation' | 'saved_search' | 'rule',
): number {
  const next = db.prepare('UPDATE sqlite_sequence SET seq = seq + 1 WHERE name = ? RETURNING seq').pluck()
  const found = next.get(table) as number | undefined
  if (found !== undefined) return found
  db.prepare('INSERT INTO sqlite_sequence (name, seq) VALUES (?, 0)').run(table)
  return next.get(table) as number
}

export interface BroughtRow {
  articleId: number
  kind: string
  key: number
  importId: number
  what: number | null
}

export function broughtRows(db: Db): Iterable<BroughtRow> {
  return db
    .prepare('SELECT article_id AS articleId, kind, key, import_id AS importId, what FROM brought')
    .iterate() as Iterable<BroughtRow>
}

/** What is known here of the same thing stays. */
export function putBrought(db: Db): (row: BroughtRow) => void {
  const put = db.prepare(
    'INSERT OR IGNORE INTO brought (article_id, kind, key, import_id, what) VALUES (:articleId, :kind, :key, :importId, :what)',
  )
  return (row) => void put.run(row)
}

interface MappingRow {
  columns: string
  mapping: string
  savedAtMs: number
}

export function mappingRows(db: Db): Iterable<MappingRow> {
  return db
    .prepare('SELECT columns, mapping, saved_at_ms AS savedAtMs FROM column_mapping')
    .iterate() as Iterable<MappingRow>
}

/** How a person said here that columns are to be read stays. */
export function putMapping(db: Db): (row: MappingRow) => void {
  const put = db.prepare('INSERT OR IGNORE INTO column_mapping VALUES (:columns, :mapping, :savedAtMs)')
  return (row) => void put.run(row)
}
