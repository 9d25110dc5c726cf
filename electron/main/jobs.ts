/** Long work, each in a process of its own: started, followed, cancelled, and killed when it will not stop. */
import type { JobKind, JobProgress } from '../shared/api.ts'
import { AppError } from '../shared/errors.ts'
import type { FromJobProcess, JobEnd, JobRequest } from '../shared/wire.ts'
import type { JobChild } from './child.ts'
import { scoped, type Log } from './log.ts'

export interface JobsOptions {
  fork: (log: Log) => JobChild
  nativeBinding: string | undefined
  /** a job of the archive at `path` began, went on or ended */
  onChange: (path: string, progress: JobProgress) => void
  log: Log
  nowMs?: () => number
}

interface Job {
  path: string
  /** what it writes outside of the archive */
  target: string | null
  progress: JobProgress
  child: JobChild
  ended: Promise<void>
  end: () => void
}

/** Main's part of the promise: whoever does not stop by himself is stopped. Whole batches are kept either way. */
const KILL_AFTER_MS = 5_000
const REMEMBERED = 20

export class Jobs {
  readonly #options: JobsOptions
  readonly #jobs = new Map<number, Job>()
  #lastId = 0

  constructor(options: JobsOptions) {
    this.#options = options
  }

  /** Starts a job and returns its number. One that writes articles at a time per archive: a second throws `job-running`. */
  start(name: string, request: JobRequest): number {
    const other =
      writesArticles(request.kind) &&
      this.#running(request.path).find((job) => writesArticles(job.progress.kind))
    if (other) {
      throw new AppError(
        'job-running',
        RUNNING[other.progress.kind] ?? 'Another job is at work on this archive.',
        'Wait for it to end, or cancel it; then try again.',
      )
    }
    const { fork, nativeBinding, log } = this.#options
    const jobId = ++this.#lastId
    const child = fork(scoped(log, `${request.kind} ${jobId}`))
    let end = (): void => {}
    const ended = new Promise<void>((resolve) => (end = resolve))
    const target = 'target' in request ? request.target : null
    const progress = this.#begin(jobId, name, request)
    const job: Job = { path: request.path, target, progress, child, ended, end }
    this.#jobs.set(jobId, job)
    child.onMessage((message) => this.#receive(job, message))
    child.onExit((code) => this.#exited(job, code))
    child.post({ type: 'start', request, ...(nativeBinding === undefined ? {} : { nativeBinding }) })
    this.#tell(job)
    this.#forgetOld()
    return jobId
  }

  /** Asks a job of this archive to stop; does nothing when it has ended. Resolves when it has. */
  async cancel(path: string, jobId: number): Promise<void> {
    const job = this.#jobs.get(jobId)
    if (!job || job.path !== path) throw new AppError('not-found', 'There is no such job.')
    await this.#stop(job)
  }

  /** Stops an import that is to go on later; what {@link cancel} does, under another name in the ledger. */
  async pause(path: string, jobId: number): Promise<void> {
    const job = this.#jobs.get(jobId)
    if (job?.path !== path || job.progress.kind !== 'import')
      throw new AppError('not-found', 'There is no such import.')
    await this.#stop(job, true)
  }

  /** The jobs of an archive, running or ended of late, oldest first. */
  list(path: string): JobProgress[] {
    return [...this.#jobs.values()].filter((job) => job.path === path).map((job) => job.progress)
  }

  /** The file or folder that a job of this archive wrote. @throws AppError `not-found` */
  written(path: string, jobId: number): string {
    const job = this.#jobs.get(jobId)
    if (job?.path === path && job.target !== null && job.progress.wrote) return job.target
    throw new AppError('not-found', 'It is not known any more where this was written.')
  }

  /** Jobs that a person started and would miss; an index or a due backup is made up for at the next start. */
  running(path?: string): JobProgress[] {
    return [...this.#jobs.values()]
      .filter((job) => isRunning(job) && (path === undefined || job.path === path))
      .map((job) => job.progress)
      .filter(({ kind, byItself }) => kind !== 'index' && !byItself)
  }

  /** Whether any job is at work that is not to be cut short by a computer that falls asleep. */
  get isAnyRunning(): boolean {
    return [...this.#jobs.values()].some((job) => isRunning(job) && job.progress.kind !== 'index')
  }

  /** Stops the jobs of one archive, or all. Resolves when their processes have ended. */
  async stopAll(path?: string): Promise<void> {
    const jobs = [...this.#jobs.values()].filter((job) => path === undefined || job.path === path)
    // what nobody started by hand goes on by itself the next time
    await Promise.all(
      jobs.map((job) => this.#stop(job, job.progress.kind === 'import' && job.progress.byItself)),
    )
  }

  /** Whether a job of this kind runs on the archive. */
  isRunning(path: string, kind: JobKind): boolean {
    return this.#runningOf(path, kind).length > 0
  }

  /** Stops jobs of one kind on an archive, where another needs its place. */
  async stopKind(path: string, kind: JobKind): Promise<void> {
    await Promise.all(this.#runningOf(path, kind).map((job) => this.#stop(job)))
  }

  /** Stops imports that nobody started, where a person's own needs their place; they go on later. */
  async pauseByItself(path: string): Promise<void> {
    const inTheWay = this.#runningOf(path, 'import').filter((job) => job.progress.byItself)
    await Promise.all(inTheWay.map((job) => this.#stop(job, true)))
  }

  #running(path: string): Job[] {
    return [...this.#jobs.values()].filter((job) => job.path === path && isRunning(job))
  }

  #runningOf(path: string, kind: JobKind): Job[] {
    return this.#running(path).filter((job) => job.progress.kind === kind)
  }

  async #stop(job: Job, pause = false): Promise<void> {
    if (!isRunning(job)) return
    if (job.progress.state === 'running') {
      job.progress = { ...job.progress, state: 'cancelling', step: pause ? 'Pausing' : 'Stopping' }
      this.#tell(job)
      job.child.post({ type: 'cancel', ...(pause ? { pause } : {}) })
    }
    const timer = setTimeout(() => job.child.kill(), KILL_AFTER_MS)
    await job.ended
    clearTimeout(timer)
  }

  #receive(job: Job, message: FromJobProcess): void {
    if (message.type === 'log')
      return this.#options.log(message.level, `job ${job.progress.jobId}: ${message.message}`)
    if (!isRunning(job)) return
    if (message.type === 'end') return this.#finish(job, message.end)
    if (message.type !== 'progress') return
    const step = job.progress.state === 'cancelling' ? job.progress.step : message.counts.step
    job.progress = { ...job.progress, ...message.counts, step }
    this.#tell(job)
  }

  #exited(job: Job, code: number): void {
    if (!isRunning(job)) return
    if (job.progress.state === 'cancelling') {
      // a killed import could not close its ledger: it is one to be resumed
      const state = job.progress.kind === 'import' ? 'interrupted' : 'cancelled'
      this.#finish(job, { state, error: null, result: null, counts: {} })
    } else {
      this.#options.log('error', `job ${job.progress.jobId} ended with code ${code} before it was done`)
      this.#finish(job, {
        state: 'interrupted',
        error: interrupted(job.progress.kind),
        result: null,
        counts: {},
      })
    }
  }

  #finish(
    job: Job,
    { state, error, result, counts, ...end }: Omit<JobEnd, 'state'> & { state: JobProgress['state'] },
  ): void {
    const { report = [] } = end
    job.target = end.target ?? job.target
    const wrote = state === 'done' && job.target !== null
    job.progress = { ...job.progress, ...counts, state, step: '', error, result, report, wrote }
    const { kind, jobId, imported, duplicates, rejected } = job.progress
    this.#options.log(
      'info',
      `${kind} ${jobId} ${state}: ${imported} imported, ${duplicates} known, ${rejected} rejected`,
    )
    job.child.kill()
    job.end()
    this.#tell(job)
  }

  #begin(jobId: number, name: string, request: JobRequest): JobProgress {
    const startedAtMs = (this.#options.nowMs ?? Date.now)()
    const nothing = { current: 0, bytes: 0, imported: 0, duplicates: 0, rejected: 0, headlines: 0 }
    const unknown = { importId: null, total: null, bytesTotal: null, error: null, result: null }
    const ending = { report: [], wrote: false, byItself: isByItself(request) }
    const { kind } = request
    return {
      ...{ jobId, kind, name, step: 'Starting', state: 'running', startedAtMs },
      ...nothing,
      ...unknown,
      ...ending,
    }
  }

  #tell(job: Job): void {
    this.#options.onChange(job.path, job.progress)
  }

  #forgetOld(): void {
    const ended = [...this.#jobs].filter(([, job]) => !isRunning(job)).map(([jobId]) => jobId)
    for (const jobId of ended.slice(0, -REMEMBERED)) this.#jobs.delete(jobId)
  }
}

/** Those that write or remove articles, of which there is one at a time, and what a second is told of the first. */
const RUNNING: Partial<Record<JobKind, string>> = {
  import: 'An import into this archive is running.',
  extract: 'An extraction in this archive is running.',
  trash: 'The trash of this archive is being emptied.',
  merge: 'A merge into this archive is running.',
}

function writesArticles(kind: JobKind): boolean {
  return kind in RUNNING
}

/** Nobody asked for it now. */
function isByItself(request: JobRequest): boolean {
  if (request.kind === 'import')
    return 'folder' in request || ('resume' in request && request.byItself === true)
  return request.kind === 'backup' && request.byItself
}

function isRunning({ progress }: { progress: JobProgress }): boolean {
  return progress.state === 'running' || progress.state === 'cancelling'
}

function interrupted(kind: JobKind): JobProgress['error'] {
  const import_ = 'What was imported so far is kept. Resume the import to go on from there.'
  const trash = 'What it had not reached is in the trash still. Try again; the log says more.'
  const detail =
    kind === 'import'
      ? import_
      : kind === 'trash'
        ? trash
        : 'Nothing in the archive has changed. Try again; the log says more.'
  return { code: 'backend-lost', message: `The process of this ${kind} ended.`, detail }
}
