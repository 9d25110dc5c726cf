import { availableParallelism } from 'node:os'
import { AppError } from '../../shared/errors.ts'
import { workerFile } from '../worker-file.ts'
import { limits } from './limits.ts'
import type { FromParser } from './parse-messages.ts'
import { Parser } from './parser.ts'
import { BEGINNING } from './place.ts'
import { PoolTask } from './pool-task.ts'
import type { DumpPart, DumpTask } from './read-dump.ts'
import { Taken } from './taken.ts'

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
/** What several threads may read at once; smaller ones keep them busy by their number. */
const LARGE_BYTES = 8 * 1024 * 1024
/** Containers hold much in few bytes. By its name, as this only says when to ask: what it is, its content tells. */
const CONTAINER_BYTES = 512 * 1024
const CONTAINER_NAME = /\.(?:zip|wacz|epub|tar)$/i
/** What may be read ahead of the writer: enough to keep the threads busy while the index takes its turn. */
const AHEAD_FILES = 2048
const AHEAD_BYTES = 24 * 1024 * 1024
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
  /** the dumps of the tasks, by what is taken of them */
  readonly #taken = new Map<number, Taken>()
  /** a large dump of which it is not known yet whether it can be read in stretches: what comes after it, depends on that */
  #planning: PoolTask | null = null
  /** a dump whose further stretches are still to be made tasks of */
  #stretches: { dump: DumpTask; cuts: number[]; areFiles: boolean; next: number } | null = null
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
    const useful = this.#planning ? Infinity : Math.max(1, this.#tasks.length)
    const threads = Math.min(options.threads ?? availableParallelism(), useful)
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
    for (;;) {
      const head = this.#tasks[0]
      if (!head || head.messages.length === 0) return null
      if (!head.isChecked && !this.#isInPlace(head)) continue
      const message = head.messages.shift()!
      head.parser?.taken(head.number)
      const parts = message.parts.map((part) => this.#take(head, part))
      if (message.done) {
        this.#leave(head)
        this.#refill()
        this.#assign()
      }
      return parts
    }
  }

  /** A stretch must begin where the one before it ended, which only now is known. If it does not, it is read anew from there. */
  #isInPlace(head: PoolTask): boolean {
    head.isChecked = true
    const dumpId = head.messages[0]!.parts[0]?.dumpId
    const taken = head.stretch && dumpId !== undefined ? this.#taken.get(dumpId) : undefined
    const expected = taken?.expected ?? null
    const start = head.messages[0]!.parts[0]?.start
    if (!taken || expected === null || start === undefined || start === expected) return true
    this.#drop(head)
    const { until = Infinity } = head.first
    const isPassed = expected >= until
    if (!isPassed) {
      const place = { ...head.first.place, at: expected }
      const dump = { ...head.first, place, guess: false }
      const again = new PoolTask(++this.#lastNumber, [dump], { order: head.order, stretch: true })
      again.isChecked = true
      this.#tasks.unshift(again)
      this.#filesAhead += again.files
      this.#bytesAhead += again.bytes
    }
    this.#refill()
    this.#assign()
    return false
  }

  /** What comes of a task is not needed. */
  #drop(task: PoolTask): void {
    for (const _ of task.messages) task.parser?.taken(task.number)
    task.parser?.finished(task)
    this.#leave(task)
  }

  #leave(task: PoolTask): void {
    this.#tasks = this.#tasks.filter((other) => other !== task)
    this.#filesAhead -= task.files
    this.#bytesAhead -= task.bytes
  }

  #take(task: PoolTask, part: DumpPart): DumpPart {
    const taken = this.#taken.get(part.dumpId)!
    // refused before it began, as a file that has changed: the others would say the same
    const isRefused = part.last && part.start === undefined
    const isOver = part.last && (!task.stretch || isRefused || task.first.until === Infinity)
    if (isOver) {
      this.#taken.delete(part.dumpId)
      if (task.stretch) this.#dropStretches(task, part.dumpId)
    }
    return taken.take(part, isOver)
  }

  #dropStretches(last: PoolTask, dumpId: number): void {
    if (this.#stretches?.dump.dumpId === dumpId) this.#stretches = null
    for (const task of this.#tasks)
      if (task !== last && task.stretch && task.first.dumpId === dumpId) this.#drop(task)
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
      if (this.#planning) return
      const task = this.#nextStretch() ?? this.#nextTask()
      if (!task) return
      this.#tasks.push(task)
      this.#filesAhead += task.files
      this.#bytesAhead += task.bytes
    }
  }

  #nextTask(): PoolTask | null {
    const dumps = this.#nextDumps()
    if (dumps.length === 0) return null
    for (const dump of dumps) this.#taken.set(dump.dumpId, new Taken(dump))
    const [first] = dumps
    if (!isLarge(first!)) return new PoolTask(++this.#lastNumber, dumps)
    this.#planning = new PoolTask(++this.#lastNumber, [{ ...first!, plans: true }])
    return this.#planning
  }

  #nextStretch(): PoolTask | null {
    if (!this.#stretches) return null
    const { dump, cuts, areFiles, next } = this.#stretches
    const from = cuts[next]!
    const until = cuts[next + 1] ?? Infinity
    if (++this.#stretches.next === cuts.length) this.#stretches = null
    const place = areFiles ? { ...BEGINNING, members: [from] } : { ...BEGINNING, at: from }
    const sizeBytes = areFiles
      ? Math.ceil(dump.sizeBytes / (cuts.length + 1))
      : Math.min(until, dump.sizeBytes) - from
    const stretch = { ...dump, place, until, sizeBytes, guess: !areFiles }
    return new PoolTask(++this.#lastNumber, [stretch], { stretch: true })
  }

  /** A large dump has said whether and where it can be cut. */
  #planned(task: PoolTask, part: DumpPart | undefined): void {
    this.#planning = null
    const cuts = part?.cuts ?? []
    if (part && cuts.length > 0) {
      const { sizeBytes, modifiedAtMs } = part
      const known = { sizeBytes, modifiedAtMs }
      task.stretch = true
      this.#stretches = {
        dump: { ...task.first, sizeBytes, firstRecord: 1, known, plans: false },
        cuts,
        areFiles: part.cutsAreFiles ?? false,
        next: 0,
      }
    }
    this.#refill()
    this.#assign()
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
    // dropped meanwhile
    if (!task) return parser.taken(message.task)
    this.#deaths = 0
    task.receive(message)
    if (message.done) parser.finished(task)
    if (task === this.#planning) {
      const plan = message.parts.find((part) => part.cuts)
      if (plan || message.done) this.#planned(task, plan)
    }
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
    if (culprit) culprit.task.blame(culprit.dump, culprit.steps, reason)
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

function isLarge({ sizeBytes, path, refusal }: DumpTask): boolean {
  if (refusal !== null) return false
  return sizeBytes >= LARGE_BYTES || (sizeBytes >= CONTAINER_BYTES && CONTAINER_NAME.test(path))
}
