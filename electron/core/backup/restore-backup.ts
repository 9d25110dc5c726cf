import { existsSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { AppError } from '../../shared/errors.ts'
import type { ArchiveOptions } from '../archive.ts'
import { articlesInSight, unmarkBackup } from '../db/backup-mark.ts'
import { asAppError, connect } from '../db/connection.ts'
import { identify } from '../db/migrate.ts'
import { type JobControl, Progress } from '../job-control.ts'
import { asCopyError, copyArchive, exists, partOf, publish, removePart } from './copy-archive.ts'

/**
 * Makes an archive of a backup: a new file; nothing is replaced, and the backup stays as it is. It is checked before it
 * gets its name.
 * @throws AppError `archive-exists`, `archive-not-found`, `archive-not-clipfile`, `archive-too-new`, `archive-damaged`,
 * `cancelled`, `disk-full`, `write-failed`
 */
export async function restoreBackup(
  backup: string,
  target: string,
  control: JobControl,
  options: ArchiveOptions = {},
): Promise<{ target: string; articles: number; problems: string[] }> {
  const from = resolve(backup)
  const to = resolve(target)
  if (!existsSync(from) || !statSync(from).isFile()) {
    throw new AppError(
      'archive-not-found',
      `There is no backup at ${from}`,
      'Look whether its drive is connected.',
    )
  }
  if (!existsSync(dirname(to))) throw asCopyError(new Error('no folder'), to)
  // a log left behind by an archive of this name would be taken for this one's
  for (const suffix of ['', '-wal', '-journal', '-shm'])
    if (existsSync(to + suffix)) throw exists(to + suffix)
  const part = partOf(to)
  try {
    const source = connect(from, {
      readonly: true,
      nativeBinding: options.nativeBinding,
      inspect: (db) => void identify(db, from),
    })
    let articles = 0
    try {
      const { problems } = await copyArchive(
        source,
        part,
        (copy) => {
          articles = articlesInSight(copy)
          unmarkBackup(copy)
        },
        { signal: control.signal, progress: new Progress(control), options },
      )
      publish(part, to)
      return { target: to, articles, problems }
    } catch (error) {
      removePart(part)
      throw asCopyError(error, to)
    } finally {
      source.close()
    }
  } catch (error) {
    throw asAppError(error, from)
  }
}
