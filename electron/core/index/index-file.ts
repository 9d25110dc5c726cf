import { createHash } from 'node:crypto'
import { accessSync, constants, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { UNDATED } from '../../shared/days.ts'
import type { ReadDb } from '../db/connection.ts'
import { connect, type ConnectionOptions, type Db } from '../db/connection.ts'
import { lastChangeSeq } from '../db/index-changes.ts'
import { silent, type Log } from '../log.ts'
import { STORY_SCHEMA, STORY_TABLES } from '../stories/story-table.ts'

/**
 * The full-text index: a second SQLite file, derived from the archive, thrown away and rebuilt whenever it is missing,
 * stale or damaged. Its rowid is a date-ordered key, so newest-first is a walk over rowid DESC (performance.md).
 */
const SCHEMA_VERSION = 4

/**
 * Slots a day: 256, until a day needs more. The keys of a word's articles are stored as the steps between them, so sparse
 * ones are long: with 4096 slots the index of 20,000 articles over 20 years is 6 % larger.
 */
const FIRST_SLOT_BITS = 8
/** A day may grow to so many times what it has before the index must be made anew. */
const ROOM = 4

const SCHEMA = `
  CREATE TABLE state (key TEXT PRIMARY KEY, value NOT NULL) WITHOUT ROWID;
  CREATE TABLE doc (key INTEGER PRIMARY KEY, article_id INTEGER NOT NULL UNIQUE);
  CREATE VIRTUAL TABLE article_text USING fts5 (
    title, body, meta, content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 2"
  );
  ${STORY_SCHEMA}
  INSERT INTO article_text (article_text, rank) VALUES ('automerge', 16);
  INSERT INTO article_text (article_text, rank) VALUES ('crisismerge', 1999);
  INSERT INTO article_text (article_text, rank) VALUES ('hashsize', 16777216);
`

const TABLES = ['article_text', 'headline_text', 'doc', 'state', ...STORY_TABLES]

export interface IndexOptions extends ConnectionOptions {
  log?: Log | undefined
}

/** Where an archive's index lies: beside it, or for an archive in a folder that cannot be written to, among temporary files. */
export function indexPath(archivePath: string): string {
  const path = resolve(archivePath)
  try {
    accessSync(dirname(path), constants.W_OK)
    return `${path}-index`
  } catch {
    return join(tmpdir(), `clipfile-${createHash('sha256').update(path).digest('hex').slice(0, 16)}.index`)
  }
}

/** What an index remembers of the archive it was made from. */
export interface IndexState {
  uuid: string
  schema: number
  slotBits: number
  /** the last article and the last change taken in */
  throughArticle: number
  throughChange: number
  /** tells an archive that was swapped for an older copy from the one indexed */
  fingerprint: string
}

/** Opens an archive's index, making a new one where there is none or where the old one is another archive's or damaged. */
export function openIndex(archivePath: string, archive: ReadDb, options: IndexOptions = {}): Db {
  const path = indexPath(archivePath)
  const log = options.log ?? silent
  try {
    return prepare(path, archive, options, log)
  } catch (error) {
    log('warn', `the index is thrown away: ${error instanceof Error ? error.message : String(error)}`)
    removeIndex(path)
    return prepare(path, archive, options, log)
  }
}

export function removeIndex(path: string): void {
  for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix, { force: true })
}

function prepare(path: string, archive: ReadDb, options: IndexOptions, log: Log): Db {
  const index = connect(path, { ...options, readonly: false })
  try {
    if (!isCurrent(index, archive)) {
      log('info', 'the index is made anew')
      resetIndex(index, archive, slotBitsFor(archive))
    }
    return index
  } catch (error) {
    index.close()
    throw error
  }
}

function isCurrent(index: Db, archive: ReadDb): boolean {
  if (!index.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'state'").get()) return false
  const state = readState(index)
  return (
    state.schema === SCHEMA_VERSION &&
    state.uuid === archiveUuid(archive) &&
    // an older copy of the archive has not come so far
    state.throughChange <= lastChangeSeq(archive) &&
    state.fingerprint === fingerprint(archive, state.throughArticle)
  )
}

/** How many bits the fullest day of an archive needs, with room to grow. */
export function slotBitsFor(archive: ReadDb): number {
  const most = archive
    .prepare(
      `SELECT max(articles) FROM (SELECT count(*) AS articles FROM article WHERE sort_at > ? GROUP BY sort_at / 86400)`,
    )
    .pluck()
    .get(UNDATED) as number | null
  return Math.max(FIRST_SLOT_BITS, Math.ceil(Math.log2((most ?? 1) * ROOM)))
}

/** Empties the index in one transaction, so that a reader sees the old one or the new. */
export function resetIndex(index: Db, archive: ReadDb, slotBits: number): void {
  index
    .transaction(() => {
      index.exec(`
        ${TABLES.map((table) => `DROP TABLE IF EXISTS ${table};`).join(' ')} ${SCHEMA}`)
      writeState(index, {
        uuid: archiveUuid(archive),
        schema: SCHEMA_VERSION,
        slotBits,
        throughArticle: 0,
        throughChange: 0,
        fingerprint: fingerprint(archive, 0),
      })
    })
    .immediate()
}

export function readState(index: ReadDb): IndexState {
  const rows = index.prepare('SELECT key, value FROM state').all() as {
    key: string
    value: string | number
  }[]
  return Object.fromEntries(rows.map((row) => [row.key, row.value])) as unknown as IndexState
}

export function writeState(index: Db, state: Partial<IndexState>): void {
  const write = index.prepare(
    'INSERT INTO state (key, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value',
  )
  for (const [key, value] of Object.entries(state)) write.run(key, value)
}

function archiveUuid(archive: ReadDb): string {
  return archive.prepare("SELECT value FROM archive_info WHERE key = 'uuid'").pluck().get() as string
}

/**
 * Of the last article indexed: an archive put back from a backup has one from another import under that number, or none.
 * What people change of an article is no part of it.
 */
export function fingerprint(archive: ReadDb, articleId: number): string {
  if (articleId === 0) return ''
  const row = archive
    .prepare(
      `SELECT article.import_id AS importId, import_run.started_at_ms AS startedAtMs
       FROM article JOIN import_run ON import_run.id = article.import_id WHERE article.id = ?`,
    )
    .get(articleId) as { importId: number; startedAtMs: number } | undefined
  return row ? `${row.importId} ${row.startedAtMs}` : 'gone'
}
