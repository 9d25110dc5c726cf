/** The long work that runs for this window: imports, exports, checks; with speed and time left. */
import { SvelteMap } from 'svelte/reactivity'
import type { JobProgress } from '../../../electron/shared/api.ts'
import type { Client } from '../client.ts'

export interface Pace {
  /** records a second, or whatever `current` counts; null while unknown */
  perSecond: number | null
  remainingMs: number | null
}

/** How much a new measurement counts beside the ones before. */
const FRESHNESS = 0.25

export class Jobs {
  #client: Client
  #jobs = new SvelteMap<number, JobProgress>()
  #paces = new SvelteMap<number, Pace>()
  #last = new Map<number, { at: number; done: number; speed: number | null }>()
  #now: () => number
  #onend: (job: JobProgress) => void

  constructor(
    client: Client,
    onend: (job: JobProgress) => void,
    now: () => number = () => performance.now(),
  ) {
    this.#client = client
    this.#onend = onend
    this.#now = now
  }

  get running(): JobProgress[] {
    return [...this.#jobs.values()].filter(isRunning)
  }

  ofImport(importId: number): JobProgress | null {
    return this.running.find((job) => job.importId === importId) ?? null
  }

  pace(jobId: number): Pace {
    return this.#paces.get(jobId) ?? { perSecond: null, remainingMs: null }
  }

  async start(): Promise<void> {
    for (const job of await this.#client.call('job.list')) if (isRunning(job)) this.accept(job)
  }

  accept(job: JobProgress): void {
    if (isRunning(job)) {
      this.#measure(job)
      this.#jobs.set(job.jobId, job)
      return
    }
    this.#jobs.delete(job.jobId)
    this.#paces.delete(job.jobId)
    this.#last.delete(job.jobId)
    this.#onend(job)
  }

  cancel(jobId: number): Promise<void> {
    return this.#client.call('job.cancel', { jobId })
  }

  /** Stops an import that is to go on later. */
  pause(jobId: number): Promise<void> {
    return this.#client.call('job.pause', { jobId })
  }

  clear(): void {
    this.#jobs.clear()
    this.#paces.clear()
    this.#last.clear()
  }

  #measure(job: JobProgress): void {
    const at = this.#now()
    const done = recordsDone(job)
    const part = fraction(job)
    const before = this.#last.get(job.jobId)
    if (before && at - before.at < 400) return
    const seconds = before ? (at - before.at) / 1000 : 0
    const fresh = before && seconds > 0 ? (done - before.done) / seconds : null
    const speed = mix(before?.speed ?? null, fresh)
    this.#last.set(job.jobId, { at, done, speed })
    const elapsed = Date.now() - job.startedAtMs
    const remainingMs = part !== null && part > 0.02 && elapsed > 1500 ? (elapsed / part) * (1 - part) : null
    this.#paces.set(job.jobId, { perSecond: speed, remainingMs })
  }
}

function mix(before: number | null, fresh: number | null): number | null {
  if (fresh === null) return before
  return before === null ? fresh : before + (fresh - before) * FRESHNESS
}

export function isRunning(job: JobProgress): boolean {
  return job.state === 'running' || job.state === 'cancelling'
}

export function recordsDone(job: JobProgress): number {
  return job.kind === 'import' ? job.imported + job.duplicates + job.rejected : job.current
}

/** How far a job is, 0–1; null where it cannot tell. Bytes tell more than records, which are known only when read. */
export function fraction(job: JobProgress): number | null {
  if (job.bytesTotal !== null && job.bytesTotal > 0) return Math.min(1, job.bytes / job.bytesTotal)
  if (job.total !== null && job.total > 0) return Math.min(1, job.current / job.total)
  return null
}
