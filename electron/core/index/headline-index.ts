/** The words of headlines, in the index: what a query's timeline finds of outlets whose articles were never saved. */
import type { Db, ReadDb } from '../db/connection.ts'
import { readHeadlineTexts, headlineMark, lastHeadline } from '../db/headline-texts.ts'
import { segment } from './tokens.ts'

/**
 * The table is made when the first headline comes: an index without it is as good as one that has taken none in. Nothing is
 * ever deleted from it: headlines that are gone are found no more, since those found are looked up.
 */
const SCHEMA = `
  CREATE VIRTUAL TABLE IF NOT EXISTS headline_text USING fts5 (
    title, content = '', columnsize = 0, tokenize = "unicode61 remove_diacritics 2"
  );
  INSERT INTO headline_text (headline_text, rank) VALUES ('automerge', 16);
  INSERT INTO headline_text (headline_text, rank) VALUES ('crisismerge', 1999);
  INSERT INTO headline_text (headline_text, rank) VALUES ('hashsize', 16777216);
`

/** A headline is a line: so many of them count as one article, for whoever shows how far the index is. */
const A_UNIT = 100
const BATCH = 20_000

interface State {
  /** the last headline taken in, and by what it is known again: numbers of headlines that an undone import took along come back */
  through: number
  mark: string
}

function readHeadlineState(index: Pick<ReadDb, 'prepare'>): State {
  const value = index.prepare(`SELECT value FROM state WHERE key = 'headlines'`).pluck().get() as
    string | undefined
  return value === undefined ? { through: 0, mark: '' } : (JSON.parse(value) as State)
}

function isStale(archive: Pick<ReadDb, 'prepare'>, { through, mark }: State): boolean {
  return through > 0 && headlineMark(archive, through) !== mark
}

/** How much of the headlines an index has not taken in yet, in hundreds. */
export function headlineLag(archive: Pick<ReadDb, 'prepare'>, index: Pick<ReadDb, 'prepare'>): number {
  const state = readHeadlineState(index)
  const through = isStale(archive, state) ? 0 : state.through
  return Math.ceil(Math.max(0, lastHeadline(archive) - through) / A_UNIT)
}

/** Takes in the next headlines, inside the caller's transaction. @returns how many hundreds; 0 when there is nothing to do */
export function takeHeadlines(archive: ReadDb, index: Db): number {
  let { through, mark } = readHeadlineState(index)
  const isAnew = isStale(archive, { through, mark })
  if (isAnew) [through, mark] = [0, '']
  const rows = readHeadlineTexts(archive, through, BATCH)
  if (rows.length === 0 && !isAnew) return 0
  if (through === 0) index.exec(`DROP TABLE IF EXISTS headline_text; ${SCHEMA}`)
  const insert = index.prepare('INSERT INTO headline_text (rowid, title) VALUES (?, ?)')
  // BigInt: FTS5 silently ignores a REAL bound on its rowid
  for (const { id, title } of rows) insert.run(BigInt(id), segment(title))
  const last = rows.at(-1)?.id ?? 0
  if (last > 0) mark = headlineMark(archive, last)
  index
    .prepare(
      `INSERT INTO state (key, value) VALUES ('headlines', ?) ON CONFLICT DO UPDATE SET value = excluded.value`,
    )
    .run(JSON.stringify({ through: last, mark } satisfies State))
  return Math.max(1, Math.ceil(rows.length / A_UNIT))
}

/**
 * The numbers of headlines whose title a match expression of {@link compileTitle} finds; some may be gone meanwhile.
 * @returns null where the index has taken none in
 */
export function findHeadlines(index: ReadDb, match: string): number[] | null {
  if (!index.prepare(`SELECT 1 FROM sqlite_schema WHERE name = 'headline_text'`).get()) return null
  return index
    .prepare('SELECT rowid FROM headline_text WHERE headline_text MATCH ? ORDER BY rowid')
    .pluck()
    .all(match) as number[]
}
