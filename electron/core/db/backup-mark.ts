import type { Db, ReadDb } from './connection.ts'

/** What a backup says of itself, in its own `archive_info`: no file beside it can be lost or mixed up. */
export interface BackupMark {
  /** of the archive that it is a backup of */
  uuid: string
  madeAtMs: number
  articles: number
}

const MADE_AT = 'backup_made_at_ms'
const ARTICLES = 'backup_articles'

export function archiveUuid(db: ReadDb): string | null {
  return read(db, 'uuid')
}

export function markBackup(db: Db, madeAtMs: number, articles: number): void {
  const write = db.prepare('INSERT OR REPLACE INTO archive_info (key, value) VALUES (?, ?)')
  db.transaction(() => {
    write.run(MADE_AT, String(madeAtMs))
    write.run(ARTICLES, String(articles))
  })()
}

/** A restored backup is an archive like any other. */
export function unmarkBackup(db: Db): void {
  db.prepare('DELETE FROM archive_info WHERE key IN (?, ?)').run(MADE_AT, ARTICLES)
}

/** @returns null where the file is no backup of ours */
export function readBackupMark(db: ReadDb): BackupMark | null {
  const isOurs = db
    .prepare("SELECT 1 FROM sqlite_schema WHERE name = 'archive_info' AND type = 'table'")
    .get()
  if (!isOurs) return null
  const [uuid, madeAtMs, articles] = [read(db, 'uuid'), read(db, MADE_AT), read(db, ARTICLES)]
  if (uuid === null || !/^\d{1,15}$/.test(madeAtMs ?? '') || !/^\d{1,15}$/.test(articles ?? '')) return null
  return { uuid, madeAtMs: Number(madeAtMs), articles: Number(articles) }
}

function read(db: ReadDb, key: string): string | null {
  const value = db.prepare('SELECT value FROM archive_info WHERE key = ?').pluck().get(key)
  return typeof value === 'string' ? value : null
}

/** What a copy of an archive must have in common with it. */
export interface Facts {
  application: number
  version: number
  /** rows of each table */
  rows: Record<string, number>
}

export function factsOf(db: ReadDb): Facts {
  const tables = db
    .prepare(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name",
    )
    .pluck()
    .all() as string[]
  const count = (table: string): number =>
    db
      .prepare(`SELECT count(*) FROM "${table.replaceAll('"', '""')}"`)
      .pluck()
      .get() as number
  return {
    application: db.pragma('application_id', { simple: true }) as number,
    version: db.pragma('user_version', { simple: true }) as number,
    rows: Object.fromEntries(tables.map((table) => [table, count(table)])),
  }
}

export function articlesInSight(db: ReadDb): number {
  return db.prepare('SELECT articles FROM total').pluck().get() as number
}
