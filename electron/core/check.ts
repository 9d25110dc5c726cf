import { AppError } from '../shared/errors.ts'
import type { ArchiveOptions } from './archive.ts'
import { checkBodies, checkOriginals } from './check/contents.ts'
import { checkCounts } from './check/counts.ts'
import { checkIndex } from './check/index-check.ts'
import { checkLinks, checkPages } from './check/links.ts'
import { Problems } from './check/problems.ts'
import { asAppError } from './db/connection.ts'
import { closeAfterJob, type JobControl, openForJob, Progress } from './job-control.ts'

/**
 * Looks whether everything that an archive promises is so: pages, links between rows, each original against its SHA-256,
 * each text, every kept count against a real one, the ledger's sums, the index. Changes nothing.
 * @returns the problems in plain words; none when all is well
 * @throws AppError `cancelled`, and what openArchive throws except damage, which is a problem found
 */
export async function runCheck(
  path: string,
  control: JobControl,
  options: ArchiveOptions = {},
): Promise<{ problems: string[] }> {
  const problems = new Problems()
  const progress = new Progress(control)
  let archive
  try {
    archive = openForJob(path, options, false)
  } catch (error) {
    const known = asAppError(error, path)
    if (!(known instanceof AppError) || known.code !== 'archive-damaged') throw known
    return { problems: [known.message] }
  }
  const { db } = archive
  try {
    progress.update({ step: 'Checking the file' })
    problems.guard('the file', () => checkPages(db, problems))
    problems.guard('the links between rows', () => checkLinks(db, problems))
    progress.update({ step: 'Checking the counts' })
    // one transaction, so that an import at work cannot come between a count and its rows
    problems.guard('the counts', () => db.transaction(() => checkCounts(db, problems))())
    await problems.guardAsync('the originals', () => checkOriginals(db, problems, control.signal, progress))
    await problems.guardAsync('the texts', () => checkBodies(db, problems, control.signal, progress))
    progress.update({ step: 'Checking the index' })
    problems.guard('the search index', () => checkIndex(archive, problems, options))
    progress.say(true)
    return { problems: problems.list }
  } finally {
    closeAfterJob(archive)
  }
}
