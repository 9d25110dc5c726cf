import type { Outlet } from '../../shared/model.ts'
import { foldName } from '../text/names.ts'
import type { Db, ReadDb } from './connection.ts'

/** The outlet that stands for "none": in the tables it is a row like any other, outside it is null. */
export const NO_OUTLET = 0

/** As many as there are colours; see renderer's `--outlet-N`. */
const HUES = 12

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

/** Outlets whose name is, or else holds, the words a person typed after `outlet:`. */
export function findOutlets(db: ReadDb, name: string): number[] {
  const key = foldName(name)
  const exact = db.prepare('SELECT id FROM outlet WHERE name_key = ? AND id > 0').pluck().all(key) as number[]
  if (exact.length > 0) return exact
  return db
    .prepare('SELECT id FROM outlet WHERE instr(name_key, ?) > 0 AND id > 0 ORDER BY articles DESC LIMIT 200')
    .pluck()
    .all(key) as number[]
}

/** An outlet, and the dump's own spelling where the outlet goes by another one. */
export interface FoundOutlet {
  id: number
  asWritten: string | null
}

const NONE: FoundOutlet = { id: NO_OUTLET, asWritten: null }

/** Finds or makes outlets by name; keeps those it has seen, as a dump names the same few again and again. */
export class OutletDirectory {
  readonly #known = new Map<string, FoundOutlet>()
  readonly #find
  readonly #insert

  constructor(db: Db) {
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
    if (row) return { id: row.id, asWritten: row.name === name ? null : name }
    return { id: Number(this.#insert.run({ name, key }).lastInsertRowid), asWritten: null }
  }

  /** Forgets what it made: after a rollback those outlets are gone. */
  reset(): void {
    this.#known.clear()
  }
}
