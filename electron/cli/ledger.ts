import type { Archive } from '../core/archive.ts'
import type { ImportRun, RecordRow, RecordState } from '../shared/model.ts'
import { number, plural, print } from './output.ts'
import { safeLine } from './safe-text.ts'

const PAGE = 500
/** As many refused records are named at the end of an import; `clipfile imports N` names all. */
const MOST_NAMED = 20

/** `113 records: 112 imported, 0 already here, 1 refused` */
export function sumOf({ records, imported, duplicates, rejected }: ImportRun): string {
  return `${plural(records, 'record')}: ${number(imported)} imported, ${number(duplicates)} already here, ${number(rejected)} refused`
}

/** The records of an import in one state, page by page. */
export function* ledgerRows(
  archive: Archive,
  importId: number,
  state: RecordState | null,
): Generator<RecordRow> {
  for (let offset = 0; ; offset += PAGE) {
    const { rows } = archive.answer('archive.records', { importId, dumpId: null, state, offset, limit: PAGE })
    yield* rows
    if (rows.length < PAGE) return
  }
}

/** `refused  NAME, record 3 (line 12): reason`; the number only where a dump has several. */
export function ledgerLine(row: RecordRow): string {
  const which = row.place.startsWith('line') ? `, record ${row.record} (${row.place})` : ''
  const words = { imported: 'imported', duplicate: 'already here', rejected: 'refused' }[row.state]
  return `${words}  ${safeLine(row.dump)}${which}: ${safeLine(row.reason ?? row.title ?? '')}`
}

export function printRefused(archive: Archive, run: ImportRun): void {
  let named = 0
  for (const row of ledgerRows(archive, run.id, 'rejected')) {
    if (++named > MOST_NAMED) break
    print(ledgerLine(row))
  }
  if (run.rejected > MOST_NAMED) {
    print(`… and ${number(run.rejected - MOST_NAMED)} more: clipfile imports ${run.id}`)
  }
}
