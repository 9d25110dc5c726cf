import type { Outlet } from '../../shared/model.ts'
import { AppError } from '../../shared/errors.ts'
import { foldName } from '../text/names.ts'
import type { Db, ReadDb } from './connection.ts'
import { findAlias, rootOutlet, rootReader } from './outlet-merges.ts'

/** The outlet that stands for "none": in the tables it is a row like any other, outside it is null. */
export const NO_OUTLET = 0

/** As many as there are colours; see renderer's `--outlet-N`. */
export const HUES = 12

interface OutletRow {
  id: number
  name: string
  hue: number
  articles: number
  headlines: number
}

const COLUMNS = 'id, name, hue, articles, headlines'

/** The outlets with most articles first, then most headlines. `NO_OUTLET` is left out. */
export function listOutlets(db: ReadDb, limit: number): Outlet[] {
  return db
    .prepare(
      `SELECT ${COLUMNS} FROM outlet WHERE id > 0 AND (articles > 0 OR headlines > 0)
       ORDER BY articles DESC, headlines DESC, id LIMIT ?`,
    )
    .all(limit) as OutletRow[]
}

/** @throws AppError `not-found` */
export function readOutlet(db: ReadDb, id: number): Outlet {
  const row = db.prepare(`SELECT ${COLUMNS} FROM outlet WHERE id = ? AND id > 0`).get(id) as
    OutletRow | undefined
  if (row) return row
  throw new AppError('not-found', `There is no outlet ${id} in this archive.`)
}

/** Outlets by number, `NO_OUTLET` among them; in no order. */
export function namedOutlets(
  db: ReadDb,
  ids: readonly number[],
): { id: number; name: string; hue: number }[] {
  return db
    .prepare('SELECT id, name, hue FROM outlet WHERE id IN (SELECT value FROM json_each(?))')
    .all(JSON.stringify(ids)) as { id: number; name: string; hue: number }[]
}

export function findOutletByKey(db: ReadDb, key: string): Outlet | null {
  const row = db.prepare(`SELECT ${COLUMNS} FROM outlet WHERE name_key = ? AND id > 0`).get(key)
  return (row as OutletRow | undefined) ?? null
}

/** Outlets whose name is, or else holds, the words a person typed after `outlet:`; of merged ones those they stand under. */
export function findOutlets(db: ReadDb, name: string): number[] {
  const key = foldName(name)
  const exact = db.prepare('SELECT id FROM outlet WHERE name_key = ? AND id > 0').pluck().all(key) as number[]
  const alias = findAlias(db, key)
  if (alias !== null) exact.push(alias)
  return [...new Set((exact.length > 0 ? exact : outletsWith(db, key)).map((id) => rootOutlet(db, id)))]
}

function outletsWith(db: ReadDb, key: string): number[] {
  return db
    .prepare('SELECT id FROM outlet WHERE instr(name_key, ?) > 0 AND id > 0 ORDER BY articles DESC LIMIT 200')
    .pluck()
    .all(key) as number[]
}

/** An outlet, and the dump's own spelling where the outlet goes by another one. */
export interface FoundOutlet {
  id: number
  asWritten: string | null
  /** the outlet of that name, where it is merged into this one */
  origin: number | null
}

const NONE: FoundOutlet = { id: NO_OUTLET, asWritten: null, origin: null }

/** Finds or makes outlets by name; keeps those it has seen, as a dump names the same few again and again. */
export class OutletDirectory {
  readonly #known = new Map<string, FoundOutlet>()
  readonly #db: Db
  readonly #find
  readonly #insert
  readonly #rootOf

  constructor(db: Db) {
    this.#db = db
    this.#rootOf = rootReader(db)
    this.#find = db.prepare('SELECT id, name FROM outlet WHERE name_key = ?')
    this.#insert = db.prepare(
      `INSERT INTO outlet (name, name_key, hue) SELECT :name, :key, max(id) % ${HUES} FROM outlet`,
    )
  }

  /** @param name as the dump has it; null and blank names are `NO_OUTLET` */
  find(name: string | null): FoundOutlet {
    const spelled = name?.trim()
    if (!spelled) return NONE
    let outlet = this.#known.get(spelled)
    if (!outlet) this.#known.set(spelled, (outlet = this.#findOrMake(spelled)))
    return outlet
  }

  #findOrMake(name: string): FoundOutlet {
    const key = foldName(name)
    if (key === '') return NONE
    const row = this.#find.get(key) as { id: number; name: string } | undefined
    const alias = row ? null : findAlias(this.#db, key)
    if (alias !== null) return { id: this.#rootOf(alias), asWritten: name, origin: null }
    if (!row) {
      return { id: Number(this.#insert.run({ name, key }).lastInsertRowid), asWritten: null, origin: null }
    }
    const root = this.#rootOf(row.id)
    if (root !== row.id) return { id: root, asWritten: name, origin: row.id }
    return { id: row.id, asWritten: row.name === name ? null : name, origin: null }
  }

  /** Forgets what it made: after a rollback those outlets are gone. */
  reset(): void {
    this.#known.clear()
  }
}

/** Places on the colour wheel by outlet. */
export function outletHues(db: ReadDb): Map<number, number> {
  return new Map(db.prepare('SELECT id, hue FROM outlet').raw().all() as [number, number][])
}
