import { basename } from 'node:path'
import { AppError } from '../../shared/errors.ts'
import type { ArchiveOptions } from '../archive.ts'
import { dumpFile } from '../db/imports.ts'
import { CameWithLedger } from '../db/taken-in.ts'
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
  const { path } = dumpFile(archive.db, dumpId)
  let foreign
  try {
    foreign = openForeign(path, archive.db, options)
  } catch (error) {
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
  }
}
