import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { AppError } from '../../shared/errors.ts'
import type { ArchiveOptions } from '../archive.ts'
import { dumpFile } from '../db/imports.ts'
import { CameWithLedger } from '../db/taken-in.ts'
import { formats } from '../import/registry.ts'
import { loadLines } from '../lines/load-lines.ts'
import { openForeign } from './open-foreign.ts'
import { type TakeIn, takeIn } from './take-in.ts'
import { tell } from './take-articles.ts'

/**
 * Takes in a dump of an import that holds a whole archive: a `.clipfile`, or the lines that one was written as. One that
 * cannot be opened is a refused record, as with any dump.
 */
export async function takeInDump(
  about: Omit<TakeIn, 'foreign' | 'name'>,
  options: ArchiveOptions,
): Promise<void> {
  const { archive, importId, dumpId, report } = about
  const { path, format } = dumpFile(archive.db, dumpId)
  let foreign
  let folder: string | null = null
  try {
    if (format?.startsWith(formats.lines.name)) {
      folder = mkdtempSync(join(tmpdir(), 'clipfile-lines-'))
      foreign = openForeign(await archiveOf(path, folder, about, options), archive.db, options)
    } else foreign = openForeign(path, archive.db, options)
  } catch (error) {
    if (folder) rmSync(folder, { recursive: true, force: true })
    if (about.signal.aborted) return
    if (!(error instanceof AppError)) throw error
    tell(report, error.message)
    archive.db
      .transaction(() => new CameWithLedger(archive.db, importId, dumpId).refuse(error.message))
      .immediate()
    return
  }
  try {
    await takeIn({ ...about, foreign: foreign.db, name: basename(path) })
  } finally {
    foreign.close()
    if (folder) rmSync(folder, { recursive: true, force: true })
  }
}

/** Lines are made an archive again, aside, and that one is merged: what is one thing here is one thing there. */
async function archiveOf(
  path: string,
  folder: string,
  { archive, importId, dumpId, report, signal, progress }: Omit<TakeIn, 'foreign' | 'name'>,
  { nativeBinding }: ArchiveOptions,
): Promise<string> {
  const made = join(folder, 'lines.clipfile')
  const { refused, notes } = await loadLines(path, made, { signal, progress, nativeBinding })
  for (const note of notes) tell(report, note)
  const ledger = new CameWithLedger(archive.db, importId, dumpId)
  archive.db
    .transaction(() => {
      // a resumed import has told them already
      const known = ledger.recordsIn(dumpId)
      for (const line of refused.slice(known)) ledger.refuseLine(line)
    })
    .immediate()
  for (const { reason } of refused) tell(report, reason)
  return made
}
