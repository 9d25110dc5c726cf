import { realpathSync } from 'node:fs'
import { resolve } from 'node:path'
import { AppError } from '../../shared/errors.ts'
import type { MergeReport } from '../../shared/export.ts'
import type { ArchiveOptions } from '../archive.ts'
import { asAppError } from '../db/connection.ts'
import { unfinishedImportOf } from '../db/imports.ts'
import { runImport } from '../import/run-import.ts'
import { closeAfterJob, type JobControl, openForJob } from '../job-control.ts'
import { openForeign } from './open-foreign.ts'
import { emptyReport } from './take-articles.ts'

/** What a merge did, and the import under which it stands in the ledger, by which it can be taken back. */
export interface Merged extends MergeReport {
  importId: number | null
}

/**
 * Takes everything of another archive into this one that is not here yet. It is an import: its articles and refusals stand in
 * the ledger, it can be taken back as a whole, and what people added is one step of the history beside it. One that was
 * stopped is taken up again.
 * @throws AppError `archive-not-found`, `archive-not-clipfile`, `archive-too-new`, `archive-damaged` of either file;
 * `cancelled`: what came in stays
 */
export async function runMerge(
  intoPath: string,
  fromPath: string,
  control: JobControl,
  options: ArchiveOptions = {},
): Promise<Merged> {
  const from = resolve(fromPath)
  const into = openForJob(intoPath, options, true)
  let resume: number | null
  try {
    if (isSameFile(into.path, from)) return { ...emptyReport(), importId: null }
    // whatever is wrong with it is said before there is an import of it
    openForeign(from, into.db, options).close()
    resume = unfinishedImportOf(into.db, from)
  } catch (error) {
    throw asAppError(error, intoPath)
  } finally {
    closeAfterJob(into)
  }
  const report = emptyReport()
  const request = resume === null ? { paths: [from] } : { resume }
  const run = await runImport(intoPath, request, control, { ...options, merged: report })
  if (run.state !== 'done') {
    throw new AppError(
      'cancelled',
      'The merging was stopped. What came in stays.',
      'Start it again: it goes on where it stopped.',
    )
  }
  return { ...report, importId: run.id }
}

function isSameFile(a: string, b: string): boolean {
  try {
    return realpathSync(a) === realpathSync(b)
  } catch {
    return false
  }
}
