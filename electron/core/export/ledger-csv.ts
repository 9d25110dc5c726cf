/** The ledger of an import as a table: for a spreadsheet, or for whoever has to answer for what is missing. */
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import type { RecordState } from '../../shared/model.ts'
import type { ArchiveOptions } from '../archive.ts'
import type { ReadDb } from '../db/connection.ts'
import { listFieldFates } from '../db/field-fates.ts'
import { readImport } from '../db/imports.ts'
import { ledgerLines, type LedgerLine } from '../db/records.ts'
import { asAppError } from '../db/connection.ts'
import { AppError } from '../../shared/errors.ts'
import { breathe, closeAfterJob, type JobControl, openForJob, Progress } from '../job-control.ts'
import { csvCell } from './csv.ts'
import { lossesCsv } from './losses-csv.ts'
import { wholeFile, writeWhole, type Write } from './write-whole.ts'

/** Which records of a ledger. */
export interface LedgerChoice {
  importId: number
  dumpId: number | null
  state: RecordState | null
}

const COLUMNS: Record<string, (line: LedgerLine) => string | number> = {
  import: (line) => line.importId,
  file: (line) => line.path,
  format: (line) => line.format ?? '',
  record: (line) => line.record,
  inside: (line) => line.member ?? '',
  place: (line) => line.place,
  state: (line) => STATES[line.state],
  reason: (line) => line.reason ?? '',
  article: (line) => line.articleId ?? '',
  title: (line) => line.title ?? '',
  sha256: (line) => line.sha256 ?? '',
}
const STATES: Record<RecordState, string> = {
  imported: 'imported',
  duplicate: 'already here',
  rejected: 'refused',
}
const STEP = 1000

/** CSV as our other tables have it (csv.ts): RFC 4180, text quoted, nothing that a spreadsheet would run. @returns how many records */
export async function writeLedger(
  db: ReadDb,
  choice: LedgerChoice,
  write: Write,
  signal?: AbortSignal,
  onLine: (written: number) => void = () => {},
): Promise<number> {
  const columns = Object.entries(COLUMNS)
  await write(`\ufeff${columns.map(([name]) => csvCell(name)).join(',')}\r\n`)
  let written = 0
  for (const line of ledgerLines(db, choice)) {
    await write(`${columns.map(([, read]) => csvCell(read(line))).join(',')}\r\n`)
    if (++written % STEP !== 0) continue
    onLine(written)
    await breathe()
    if (signal?.aborted) throw new AppError('cancelled', 'The ledger was not written: it was cancelled.')
  }
  return written
}

/** Writes it to a file, whole or not at all; beside it, what became of the fields of exports. @throws AppError `not-found`, `cancelled`, `disk-full`, `write-failed` */
export async function runLedger(
  path: string,
  request: LedgerChoice & { target: string },
  control: JobControl,
  options: ArchiveOptions = {},
): Promise<number> {
  const archive = openForJob(path, options, false)
  try {
    const { records } = readImport(archive.db, request.importId)
    const target = resolve(request.target)
    const isWhole = request.dumpId === null && request.state === null
    const fates = isWhole ? listFieldFates(archive.db, request.importId) : []
    const progress = new Progress(control)
    progress.update({ step: 'Writing', total: records })
    const written = await wholeFile(target, (write) =>
      writeLedger(archive.db, request, write, control.signal, (current) => progress.update({ current })),
    )
    if (fates.length > 0) await writeWhole(besideOf(target), lossesCsv(fates))
    return written
  } catch (error) {
    throw asAppError(error, path)
  } finally {
    closeAfterJob(archive)
  }
}

/** `ledger.csv` → `ledger-fields.csv`: nobody was asked about that name, so nothing that has it is replaced. */
function besideOf(target: string): string {
  const stem = target.replace(/\.csv$/i, '')
  for (let number = 1; ; number++) {
    const path = `${stem}-fields${number === 1 ? '' : `-${number}`}.csv`
    if (!existsSync(path)) return path
  }
}
