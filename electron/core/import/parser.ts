import { Worker } from 'node:worker_threads'
import { cell, type FromParser, type ToParser } from './parse-messages.ts'
import type { PoolTask } from './pool-task.ts'

export interface ParserEvents {
  onMessage(parser: Parser, message: FromParser): void
  /** called once, when the thread is gone and nobody asked it to go */
  onEnd(parser: Parser, reason: string): void
}

/** What parsing leaves behind dies at once, so a small nursery does: Node's own takes 50 MB more for each thread. */
const YOUNG_MB = 16

/** A thread that was asked to end sees it after the record that it is at. */
const PATIENCE_MS = 1000

/** One parser thread as the pool sees it. */
export class Parser {
  readonly #worker: Worker
  readonly #events: ParserEvents
  readonly #cells = new Int32Array(new SharedArrayBuffer(cell.length * 4))
  #tasks: PoolTask[] = []
  /** the dumps of each task as they were sent: the thread's numbers mean these */
  readonly #sent = new Map<number, number[]>()
  /** nobody is told of it any more */
  #over = false
  /** the thread has ended */
  #gone = false
  #reason: string | null = null
  #lastBeat = { value: '', atMs: performance.now() }
  wasReady = false

  constructor(file: string, heapMb: number, events: ParserEvents) {
    this.#events = events
    this.#worker = new Worker(file, {
      workerData: { cells: this.#cells.buffer },
      resourceLimits: { maxOldGenerationSizeMb: heapMb, maxYoungGenerationSizeMb: YOUNG_MB },
    })
    this.#worker.on('message', (message: FromParser) => {
      if (this.#over) return
      this.wasReady = true
      this.#events.onMessage(this, message)
    })
    this.#worker.on('error', (error) => this.#ended(this.#reason ?? wordsFor(error)))
    this.#worker.on('exit', () => {
      this.#gone = true
      this.#ended(this.#reason ?? 'The parser ended unexpectedly.')
    })
  }

  get tasks(): readonly PoolTask[] {
    return this.#tasks
  }

  /** bytes still to be parsed, with something for each file */
  get load(): number {
    return this.#tasks.reduce((sum, task) => sum + task.bytes + task.files * 4096, 0)
  }

  give(task: PoolTask): void {
    task.given(this)
    this.#tasks.push(task)
    const work = task.work
    this.#sent.set(
      work.number,
      work.dumps.map((dump) => dump.dumpId),
    )
    this.#post({ type: 'task', task: work })
  }

  find(number: number): PoolTask | undefined {
    return this.#tasks.find((task) => task.number === number)
  }

  finished(task: PoolTask): void {
    this.#tasks = this.#tasks.filter((other) => other !== task)
    this.#sent.delete(task.number)
  }

  /** The writer took a message of a task, or nobody needs it: the thread may go on. */
  taken(task: number): void {
    if (!this.#over) this.#post({ type: 'taken', task })
  }

  #post(message: ToParser): void {
    this.#worker.postMessage(message)
  }

  /** For how long the thread has been at one record; 0 while it waits. */
  stalledMs(): number {
    const now = performance.now()
    const [beat, task, dump, busy] = this.#cells
    const value = `${beat} ${task} ${dump}`
    if (busy === 0 || value !== this.#lastBeat.value) this.#lastBeat = { value, atMs: now }
    return now - this.#lastBeat.atMs
  }

  /** The dump that the thread was at when it died, and how far in it; null when it was at none. */
  currentDump(): { task: PoolTask; dump: number; steps: number } | null {
    if (Atomics.load(this.#cells, cell.busy) === 0) return null
    const task = this.find(this.#cells[cell.task]!)
    const dump = this.#sent.get(this.#cells[cell.task]!)?.[this.#cells[cell.dump]!]
    const steps = this.#cells[cell.step]!
    return task && dump !== undefined ? { task, dump, steps } : null
  }

  kill(reason: string): void {
    this.#reason = reason
    void this.#worker.terminate()
  }

  /**
   * Ends the thread without calling anybody. It is asked to go by itself, between two records: to cut a thread off in
   * the middle of its JavaScript is the last resort, since V8 may then abort the whole process.
   */
  async end(): Promise<void> {
    if (this.#gone) return
    this.#over = true
    const gone = new Promise<void>((resolve) => this.#worker.once('exit', () => resolve()))
    Atomics.store(this.#cells, cell.end, 1)
    this.#post({ type: 'end' })
    const patience = setTimeout(() => void this.#worker.terminate(), PATIENCE_MS)
    await gone
    clearTimeout(patience)
  }

  #ended(reason: string): void {
    if (this.#over) return
    this.#over = true
    this.#events.onEnd(this, reason)
  }
}

function wordsFor(error: unknown): string {
  const { code, message } = error as { code?: string; message?: string }
  if (code === 'ERR_WORKER_OUT_OF_MEMORY') return 'The parser ran out of memory.'
  return `The parser crashed: ${message ?? String(error)}`
}
