/** The reasons of an import's ledger, those that are alike counted together. */
import type { ReasonGroup, RecordState } from '../../shared/model.ts'
import type { ReadDb } from './connection.ts'

/** So many records of each state are looked at: what a million have to say, the first of them say. */
export const MOST_LOOKED_AT = 50_000
const MOST_GROUPS = 200

/**
 * A reason without what differs from record to record: names in quotes and paths become …, numbers #. What stands behind a
 * colon at the end of a sentence about another record goes with its name.
 */
export function kindOfReason(reason: string): string {
  return (
    reason
      .replace(/“[^”]*”/g, '“…”')
      .replace(/record \d+ of .+?, (?:in this import|imported [^.]*)\./g, 'record # of …, imported before.')
      .replace(/(?<=^| )(?:[A-Za-z]:)?[\\/][^\s]*[^\s.,:;]/g, '…')
      .replace(/\d{4}-\d\d-\d\d/g, '#')
      // those in names stay: UTF-8, windows-1252, a.txt
      .replace(/(?<![\w-])(?:\d[\d.,:]*\d|\d)(?![\w-])/g, '#')
  )
}

const ready = new WeakSet<ReadDb>()

/** Makes `reason_kind()` known to SQL. */
function teach(db: ReadDb): void {
  if (ready.has(db)) return
  db.function('reason_kind', { deterministic: true }, (reason: unknown) => kindOfReason(String(reason)))
  ready.add(db)
}

interface Which {
  importId: number
  dumpId: number | null
}

function among({ dumpId }: Which): string {
  const where = dumpId === null ? 'import_id = :importId' : 'dump_id = :dumpId AND +import_id = :importId'
  return `(SELECT id, reason FROM record WHERE ${where} AND state = :state AND reason IS NOT NULL
    ORDER BY ${dumpId === null ? 'id' : 'number'} LIMIT ${MOST_LOOKED_AT})`
}

/** Most frequent first within a state; the states as refused, imported (with notices), already here. */
export function reasonGroups(db: ReadDb, which: Which): { groups: ReasonGroup[]; isAll: boolean } {
  teach(db)
  const read = db.prepare(
    `SELECT kind, reason AS example, records, alike FROM (SELECT reason_kind(reason) AS kind, reason, min(id), count(*) AS records,
         min(reason) = max(reason) AS alike
       FROM ${among(which)} GROUP BY 1) ORDER BY records DESC, kind LIMIT ${MOST_GROUPS}`,
  )
  const states: RecordState[] = ['rejected', 'imported', 'duplicate']
  let isAll = true
  const groups = states.flatMap((state) => {
    const found = read.all(valuesOf(which, state)) as (Omit<ReasonGroup, 'state' | 'alike'> & {
      alike: number
    })[]
    if (found.reduce((sum, { records }) => sum + records, 0) >= MOST_LOOKED_AT) isAll = false
    return found.map((group) => ({ state, ...group, alike: group.alike === 1 }))
  })
  return { groups, isAll }
}

/** The ids of records whose reason is of a kind, in order: a page of them, and how many there are. */
export function recordsWithReason(
  db: ReadDb,
  which: Which & { state: RecordState; reason: string; offset: number; limit: number },
): { ids: number[]; total: number } {
  teach(db)
  const alike = `FROM ${among(which)} WHERE reason_kind(reason) = :reason`
  const values = { ...valuesOf(which, which.state), reason: which.reason }
  const total = db.prepare(`SELECT count(*) ${alike}`).pluck().get(values) as number
  const ids = db
    .prepare(`SELECT id ${alike} LIMIT :limit OFFSET :offset`)
    .pluck()
    .all({ ...values, limit: which.limit, offset: which.offset }) as number[]
  return { ids, total }
}

function valuesOf({ importId, dumpId }: Which, state: RecordState) {
  return dumpId === null ? { importId, state } : { importId, dumpId, state }
}
