/** Reads `zotero.sqlite`: a copy of it, as Zotero may be using its own. Never writes. */
import { copyFileSync, constants, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'

export interface LibraryItem {
  id: number
  key: string
  type: string
  addedAt: string
}

/** What Zotero says of a passage, or of a place on a page. */
export interface LibraryAnnotation {
  /** 1 highlight, 2 note, 3 picture, 4 drawing, 5 underlined, 6 text */
  type: number
  text: string | null
  comment: string | null
  colour: string | null
  addedAt: string | null
}

export interface LibraryFile {
  id: number
  key: string
  mime: string | null
  path: string | null
}

const TABLES =
  `items itemTypes itemData itemDataValues fields creators itemCreators creatorTypes tags itemTags collections
  collectionItems itemNotes itemAttachments itemAnnotations`.split(/\s+/)

/** An attachment without a parent is an article by itself. */
const IS_ITEM = `typeName NOT IN ('note', 'annotation') AND items.itemID NOT IN (SELECT itemID FROM deletedItems)
  AND (typeName <> 'attachment' OR items.itemID IN (SELECT itemID FROM itemAttachments WHERE parentItemID IS NULL))`

export class ZoteroLibrary {
  readonly #db: Database.Database
  readonly #folder: string

  private constructor(db: Database.Database, folder: string) {
    this.#db = db
    this.#folder = folder
  }

  /** @returns null where this is another program’s database @throws the system’s or SQLite’s error */
  static open(path: string, nativeBinding: string | undefined): ZoteroLibrary | null {
    const folder = mkdtempSync(join(tmpdir(), 'clipfile-zotero-'))
    let db: Database.Database | null = null
    try {
      const copy = join(folder, 'zotero.sqlite')
      copyFileSync(path, copy, constants.COPYFILE_FICLONE)
      // what was being written when it was copied is taken back in the copy
      for (const log of ['-journal', '-wal'])
        if (existsSync(path + log)) copyFileSync(path + log, copy + log, constants.COPYFILE_FICLONE)
      db = new Database(copy, { ...(nativeBinding ? { nativeBinding } : {}), fileMustExist: true })
      db.pragma('trusted_schema = OFF')
      db.pragma('cell_size_check = ON')
      if (!isLibrary(db)) {
        db.close()
        rmSync(folder, { recursive: true, force: true })
        return null
      }
      db.pragma('query_only = ON')
      return new ZoteroLibrary(db, folder)
    } catch (error) {
      db?.close()
      rmSync(folder, { recursive: true, force: true })
      throw error
    }
  }

  close(): void {
    this.#db.close()
    rmSync(this.#folder, { recursive: true, force: true })
  }

  count(): number {
    return this.#db
      .prepare(`SELECT count(*) FROM items JOIN itemTypes USING (itemTypeID) WHERE ${IS_ITEM}`)
      .pluck()
      .get() as number
  }

  /** In the order of their numbers. */
  items(after: number, limit: number): LibraryItem[] {
    return this.#db
      .prepare(
        `SELECT items.itemID AS id, key, typeName AS type, dateAdded AS addedAt FROM items JOIN itemTypes USING (itemTypeID)
         WHERE items.itemID > ? AND ${IS_ITEM} ORDER BY items.itemID LIMIT ?`,
      )
      .all(after, limit) as LibraryItem[]
  }

  fields(itemId: number): Record<string, string> {
    const rows = this.#db
      .prepare(
        `SELECT fieldName, CAST(value AS TEXT) FROM itemData JOIN fields USING (fieldID) JOIN itemDataValues USING (valueID)
         WHERE itemID = ?`,
      )
      .raw()
      .all(itemId) as [string, string][]
    return Object.fromEntries(rows)
  }

  authors(itemId: number): { firstName: string | null; lastName: string | null }[] {
    return this.#db
      .prepare(
        `SELECT firstName, lastName FROM itemCreators JOIN creators USING (creatorID) JOIN creatorTypes USING (creatorTypeID)
         WHERE itemID = ? AND creatorType NOT IN ('editor', 'translator', 'contributor', 'commenter') ORDER BY orderIndex`,
      )
      .all(itemId) as { firstName: string | null; lastName: string | null }[]
  }

  tags(itemId: number): string[] {
    return this.#texts(
      'SELECT name FROM itemTags JOIN tags USING (tagID) WHERE itemID = ? ORDER BY name',
      itemId,
    )
  }

  notes(itemId: number): string[] {
    return this.#texts(
      `SELECT note FROM itemNotes WHERE parentItemID = ? AND note IS NOT NULL
         AND itemID NOT IN (SELECT itemID FROM deletedItems) ORDER BY itemID`,
      itemId,
    )
  }

  collections(itemId: number): string[][] {
    const ids = this.#db
      .prepare('SELECT collectionID FROM collectionItems WHERE itemID = ? ORDER BY collectionID')
      .pluck()
      .all(itemId) as number[]
    return ids.map((id) => this.#pathOf(id))
  }

  /** Attachments of an item; of one that is itself an attachment, that one. */
  files(itemId: number): LibraryFile[] {
    return this.#db
      .prepare(
        `SELECT items.itemID AS id, key, contentType AS mime, path FROM itemAttachments JOIN items USING (itemID)
         WHERE (parentItemID = :id OR itemAttachments.itemID = :id)
           AND items.itemID NOT IN (SELECT itemID FROM deletedItems) ORDER BY items.itemID`,
      )
      .all({ id: itemId }) as LibraryFile[]
  }

  annotations(fileId: number): LibraryAnnotation[] {
    return this.#db
      .prepare(
        `SELECT type, text, comment, color AS colour, items.dateAdded AS addedAt FROM itemAnnotations
         JOIN items USING (itemID) WHERE parentItemID = ? AND items.itemID NOT IN (SELECT itemID FROM deletedItems)
         ORDER BY sortIndex, itemAnnotations.itemID`,
      )
      .all(fileId) as LibraryAnnotation[]
  }

  #texts(sql: string, id: number): string[] {
    return (this.#db.prepare(sql).pluck().all(id) as unknown[]).filter((one) => typeof one === 'string')
  }

  /** A ring of collections is cut where it closes. */
  #pathOf(id: number): string[] {
    const read = this.#db.prepare(
      'SELECT collectionName AS name, parentCollectionID AS parent FROM collections WHERE collectionID = ?',
    )
    const path: string[] = []
    const seen = new Set<number>()
    for (let at: number | null = id; at !== null && !seen.has(at);) {
      seen.add(at)
      const row = read.get(at) as { name: unknown; parent: number | null } | undefined
      if (!row) break
      path.unshift(String(row.name))
      at = row.parent
    }
    return path
  }
}

/** Ordinary tables with these names: nothing that acts while it is read. */
function isLibrary(db: Database.Database): boolean {
  const plain = db
    .prepare(
      `SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'
         AND name IN (SELECT value FROM json_each(?))
         AND NOT EXISTS (SELECT 1 FROM pragma_table_xinfo(sqlite_schema.name) WHERE hidden <> 0)`,
    )
    .pluck()
    .get(JSON.stringify([...TABLES, 'deletedItems'])) as number
  return plain === TABLES.length + 1
}
