import type { JobCounts } from '../shared/api.ts'
import { AppError } from '../shared/errors.ts'
import { type Archive, type ArchiveOptions, openArchive } from './archive.ts'

export type { JobCounts } from '../shared/api.ts'

/** How the starter of a job follows and stops it. */
export interface JobControl {
  signal: AbortSignal
  onProgress(counts: JobCounts): void
}

/** Why a job is to stop: a person means to go on with it. */
export const PAUSED = 'paused'

export const NO_COUNTS: JobCounts = {
  step: '',
  current: 0,
  total: null,
  bytes: 0,
  bytesTotal: null,
  imported: 0,
  duplicates: 0,
  rejected: 0,
  headlines: 0,
  importId: null,
}

const INTERVAL_MS = 100

/** Passes a job's counts on, at most ten times a second; what is forced (the end, a new step) always goes through. */
export class Progress {
  readonly counts: JobCounts = { ...NO_COUNTS }
  readonly #control: JobControl
  #saidAtMs = 0

  constructor(control: JobControl) {
    this.#control = control
  }

  update(change: Partial<JobCounts>): void {
    const newStep = change.step !== undefined && change.step !== this.counts.step
    Object.assign(this.counts, change)
    this.say(newStep)
  }

  say(force = false): void {
    const now = performance.now()
    if (!force && now - this.#saidAtMs < INTERVAL_MS) return
    this.#saidAtMs = now
    this.#control.onProgress({ ...this.counts })
  }
}

/** Lets messages (a cancel above all) arrive between two pieces of synchronous work. */
export function breathe(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

/**
 * An archive for a job that writes or reads all of it: a larger cache, and only where it can be written to.
 * @throws AppError `archive-read-only` and what openArchive throws
 */
export function openForJob(path: string, options: ArchiveOptions, writes: boolean): Archive {
  const archive = openArchive(path, { cacheMb: 128, ...options })
  if (!writes || !archive.readOnly) return archive
  archive.close()
  throw new AppError(
    'archive-read-only',
    `Nothing can be written to ${path}`,
    'Copy the archive to a folder of your own.',
  )
}

/** Closes without a word: the disk that failed a job may fail its closing as well, and the first error is the one to tell. */
export function closeAfterJob(archive: Archive): void {
  try {
    // what closing tidies up is not worth waiting for another writer
    archive.db.pragma('busy_timeout = 0')
    archive.close()
  } catch {
    if (archive.db.open) archive.db.close()
  }
}
