import { availableParallelism } from 'node:os'
import { AppError } from '../../shared/errors.ts'
import { workerFile } from '../worker-file.ts'
import { limits } from './limits.ts'
import type { FromParser } from './parse-messages.ts'
import { Parser } from './parser.ts'
import { PoolTask } from './pool-task.ts'
import type { DumpPart, DumpTask } from './read-dump.ts'

export interface PoolOptions {
  /** the next dumps to read, in order; empty at the end. Asked for a task at a time. */
  next(most: number): DumpTask[]
  threads?: number
  /** the thread's file; tests give one that misbehaves */
  workerFile?: string
  stalledMs?: number
  /** of each thread */
  heapMb?: number
}

/** A task is so many files, or as few as hold so many bytes. */
const TASK_FILES = 64
const TASK_BYTES = 1024 * 1024
/** What may be read ahead of the writer: enough to keep the threads busy while the index takes its turn. */
const AHEAD_FILES = 4096
const AHEAD_BYTES = 48 * 1024 * 1024
const WATCH_MS = 1000
/** A thread that dies without being at any file, so many times in a row, will not get better. */
const MOST_DEATHS = 3

/**
 * Parses dumps in threads and gives their records back in the dumps' order. A thread that crashes or stalls is replaced,
 * the dump it was at refused, and the others go on.
 */
export class ParsePool {
  readonly #options: PoolOptions
  readonly #parsers: Parser[] = []
  /** in the order of their dumps; the first is the one whose records are due */
  #tasks: PoolTask[] = []
  #pending: DumpTask[] = []
  #exhausted = false
  #lastNumber = 0
  #filesAhead = 0
  #bytesAhead = 0
  #deaths = 0
  #failure: AppError | null = null
  #wake: (() => void) | null = null
  readonly #watch: NodeJS.Timeout

  constructor(options: PoolOptions) {
    this.#options = options
    this.#refill()
    const threads = Math.min(options.threads ?? availableParallelism(), Math.max(1, this.#tasks.length))
    for (let i = 0; i < threads; i++) this.#parsers.push(this.#start())
    this.#assign()
    this.#watch = setInterval(() => this.#findStalled(), Math.min(WATCH_MS, this.#stalledMs))
  }

  get #stalledMs(): number {
    return this.#options.stalledMs ?? limits.stalledMs
  }

  /**
   * The next parts in order; waits for them at most so long.
   * @returns null at the end, and nothing (an empty list) when the time is up
   * @throws AppError when the threads cannot work at all
   */
  async take(waitMs: number): Promise<DumpPart[] | null> {
    const until = performance.now() + waitMs
    for (;;) {
      if (this.#failure) throw this.#failure
      const parts = this.#takeReady()
      if (parts) return parts
      if (this.#tasks.length === 0 && this.#exhausted) return null
      const left = until - performance.now()
      if (left <= 0) return []
      await this.#news(left)
    }
  }

  /** Ends all threads, whatever they are at. */
  async close(): Promise<void> {
    clearInterval(this.#watch)
    await Promise.all(this.#parsers.map((parser) => parser.end()))
  }

  #takeReady(): DumpPart[] | null {
    const head = this.#tasks[0]
    const message = head?.messages.shift()
    if (!head || !message) return null
    head.parser?.taken()
    if (message.done) {
      this.#tasks.shift()
      this.#filesAhead -= head.files
      this.#bytesAhead -= head.bytes
      this.#refill()
      this.#assign()
    }
    return message.parts
  }

  #news(waitMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, waitMs)
      this.#wake = () => {
        clearTimeout(timer)
        this.#wake = null
        resolve()
      }
    })
  }

  /** Makes tasks of the next dumps, as far ahead as allowed. */
  #refill(): void {
    while (this.#tasks.length === 0 || (this.#filesAhead < AHEAD_FILES && this.#bytesAhead < AHEAD_BYTES)) {
      const dumps = this.#nextDumps()
      if (dumps.length === 0) return
      const task = new PoolTask(++this.#lastNumber, dumps)
      this.#tasks.push(task)
      this.#filesAhead += task.files
      this.#bytesAhead += task.bytes
    }
  }

  #nextDumps(): DumpTask[] {
    if (this.#pending.length < TASK_FILES && !this.#exhausted) {
      const more = this.#options.next(TASK_FILES * 4)
      if (more.length === 0) this.#exhausted = true
      this.#pending.push(...more)
    }
    let bytes = 0
    let files = 0
    for (const dump of this.#pending) {
      bytes += dump.sizeBytes
      if (files > 0 && (files >= TASK_FILES || bytes > TASK_BYTES)) break
      files++
    }
    return this.#pending.splice(0, files)
  }

  /** Hands every task without a parser to the one with the least to do. */
  #assign(): void {
    for (const task of this.#tasks) {
      if (task.parser || task.isDone) continue
      const parser = this.#parsers.reduce((least, other) => (other.load < least.load ? other : least))
      parser.give(task)
    }
  }

  #start(): Parser {
    return new Parser(
      this.#options.workerFile ?? workerFile('parse-worker', import.meta.url),
      this.#options.heapMb ?? limits.parserHeapMb,
      {
        onMessage: (parser, message) => this.#receive(parser, message),
        onEnd: (parser, reason) => this.#replace(parser, reason),
      },
    )
  }

  #receive(parser: Parser, message: FromParser): void {
    if (message.type !== 'parts') return
    const task = parser.find(message.task)
    if (!task) return
    this.#deaths = 0
    task.receive(message)
    if (message.done) parser.finished(task)
    this.#wake?.()
  }

  #findStalled(): void {
    for (const parser of this.#parsers) {
      if (parser.stalledMs() < this.#stalledMs) continue
      const seconds = this.#stalledMs / 1000
      parser.kill(`The parser made no progress on this file for ${seconds} seconds and was stopped.`)
    }
  }

  /** A dead thread's tasks go to its successor; the dump it was at does not. */
  #replace(dead: Parser, reason: string): void {
    const culprit = dead.currentDump()
    if (culprit) culprit.task.refuse(culprit.dump, reason)
    else if (!dead.wasReady || ++this.#deaths >= MOST_DEATHS) {
      this.#failure = new AppError('internal', `The parser cannot run. ${reason}`)
    }
    for (const task of dead.tasks) task.parser = null
    if (!this.#failure) {
      this.#parsers[this.#parsers.indexOf(dead)] = this.#start()
      this.#assign()
    }
    this.#wake?.()
  }
}
