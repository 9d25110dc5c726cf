/** What people had added elsewhere, as an import writes it, with the traces of what it brought. See migration 0071. */
import { randomUUID } from 'node:crypto'
import type { Db, ReadDb } from './connection.ts'
import type { AnnotationColour, Quote } from '../../shared/own.ts'

export type BroughtKind = 'tag' | 'read' | 'star' | 'annotation' | 'collection' | 'saved'

export interface NewHighlight {
  uuid: string
  articleId: number
  quote: Quote | null
  /** where it stands in the text by which it was found; null where it was found in none */
  place: { start: number; end: number; textKey: string | null } | null
  colour: AnnotationColour
  note: string
  atMs: number
}

/** Between two articles of a collection: see collections.ts. */
const GAP = 2 ** 20

/** Writes gifts, each once. Everything runs inside the caller's transaction. */
export class BroughtTables {
  readonly #isKnown
  readonly #keep
  readonly #made
  readonly #tag
  readonly #marks
  readonly #hasAnnotation
  readonly #named
  readonly #annotation
  readonly #modified
  readonly #isOrphan
  readonly #hasItem
  readonly #lastItem
  readonly #item
  readonly #collection

  constructor(db: Db) {
    this.#isKnown = db.prepare('SELECT 1 FROM brought WHERE article_id = ? AND kind = ? AND key = ?').pluck()
    this.#keep = db.prepare(
      'INSERT OR IGNORE INTO brought (article_id, kind, key, import_id, what) VALUES (?, ?, ?, ?, ?)',
    )
    this.#made = db.prepare('INSERT OR REPLACE INTO brought_made (kind, id, import_id) VALUES (?, ?, ?)')
    this.#tag = db.prepare('INSERT OR IGNORE INTO article_tag (article_id, tag_id) VALUES (?, ?)')
    const mark = (table: string) =>
      db.prepare(`INSERT OR IGNORE INTO ${table} (article_id, at_ms) VALUES (?, ?)`)
    this.#marks = { read: mark('article_read'), star: mark('article_star') }
    this.#hasAnnotation = db
      .prepare('SELECT 1 FROM annotation WHERE article_id = ? AND exact IS ? AND note = ?')
      .pluck()
    this.#named = db.prepare('SELECT article_id FROM annotation WHERE uuid = ?').pluck()
    this.#annotation = db.prepare(
      `INSERT INTO annotation (uuid, article_id, exact, prefix, suffix, start_at, end_at, text_key, colour, note,
         created_at_ms, modified_at_ms, revision) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)`,
    )
    this.#modified = db.prepare('SELECT modified_at_ms FROM dump WHERE id = ?').pluck()
    this.#isOrphan = db.prepare('SELECT 1 FROM anchor WHERE annotation_id = ? AND start_at IS NULL').pluck()
    this.#hasItem = db
      .prepare('SELECT 1 FROM collection_item WHERE collection_id = ? AND article_id = ?')
      .pluck()
    this.#lastItem = db
      .prepare('SELECT coalesce(max(position), 0) FROM collection_item WHERE collection_id = ?')
      .pluck()
    this.#item = db.prepare(
      'INSERT INTO collection_item (collection_id, article_id, position) VALUES (?, ?, ?)',
    )
    this.#collection = db.prepare(
      'SELECT id, title FROM collection WHERE parent_id IS ? ORDER BY position, id',
    )
  }

  isKnown(articleId: number, kind: BroughtKind, key: number): boolean {
    return this.#isKnown.get(articleId, kind, key) !== undefined
  }

  keep(articleId: number, kind: BroughtKind, key: number, importId: number, what: number | null): void {
    this.#keep.run(articleId, kind, key, importId, what)
  }

  keepMade(kind: 'tag' | 'collection', id: number, importId: number): void {
    this.#made.run(kind, id, importId)
  }

  /** @returns whether it had not been so */
  putTag(articleId: number, tagId: number): boolean {
    return this.#tag.run(articleId, tagId).changes > 0
  }

  /** @returns whether it had not been so */
  mark(mark: 'read' | 'star', articleId: number, atMs: number): boolean {
    return this.#marks[mark].run(articleId, atMs).changes > 0
  }

  /** @returns its number; null where it is there already, by its name or word for word */
  addAnnotation({ quote, place, ...one }: NewHighlight): number | null {
    const { articleId, note, atMs } = one
    const exact = quote?.exact ?? null
    if (this.#hasAnnotation.get(articleId, exact, note) !== undefined) return null
    // an annotation with a quote has a place, if only at the beginning of no text
    const { start, end, textKey } = place ?? { start: quote && 0, end: quote && 0, textKey: null }
    const sides = [quote?.prefix ?? null, quote?.suffix ?? null]
    const owner = this.#named.get(one.uuid)
    if (owner === articleId) return null
    // two articles at one address, or without any: the second has the same words marked
    const uuid = owner === undefined ? one.uuid : randomUUID()
    const { lastInsertRowid } = this.#annotation.run(
      ...[uuid, articleId, exact, ...sides, start, end, textKey, one.colour, note, atMs, atMs],
    )
    return Number(lastInsertRowid)
  }

  /** The collections that lie in another one, or at the top. */
  collectionsIn(parentId: number | null): { id: number; title: string }[] {
    return this.#collection.all(parentId) as { id: number; title: string }[]
  }

  lastPosition(collectionId: number): number {
    return this.#lastItem.get(collectionId) as number
  }

  /** Puts an article after the last. @returns its position; null where it is in the collection already */
  addItem(collectionId: number, articleId: number, last: number): number | null {
    if (this.#hasItem.get(collectionId, articleId) !== undefined) return null
    const position = last + GAP
    this.#item.run(collectionId, articleId, position)
    return position
  }

  /** When the file that something came in was written; 0 where that is not known. */
  modifiedAtMs(dumpId: number): number {
    return (this.#modified.get(dumpId) as number | null | undefined) ?? 0
  }

  isOrphan(annotationId: number): boolean {
    return this.#isOrphan.get(annotationId) !== undefined
  }
}

/** When an article was saved in the program that it came from, by the earliest that says so. */
export function savedAtMs(db: ReadDb, articleId: number): number | null {
  return db
    .prepare("SELECT min(what) FROM brought WHERE article_id = ? AND kind = 'saved'")
    .pluck()
    .get(articleId) as number | null
}
