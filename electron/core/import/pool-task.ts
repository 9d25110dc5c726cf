import type { FromParser, ParseTask } from './parse-messages.ts'
import type { Parser } from './parser.ts'
import type { DumpPart, DumpTask } from './read-dump.ts'

export type PartsMessage = Extract<FromParser, { type: 'parts' }>

/** Some dumps in a row, or a stretch of one, on their way through a parser; knows what is still to be read when the parser dies. */
export class PoolTask {
  readonly number: number
  /** among all tasks, see ParseTask */
  readonly order: number
  readonly files: number
  readonly bytes: number
  /** what came back and the writer has not taken yet */
  readonly messages: PartsMessage[] = []
  parser: Parser | null = null
  isDone = false
  /** it is a part of a dump that others go on with */
  stretch: boolean
  /** a stretch that begins where the one before it ended */
  isChecked = false
  /** its first dump as it was to be read at first */
  readonly first: DumpTask
  #left: DumpTask[]
  /** steps that came of each dump since it was given to its parser */
  #steps = new Map<number, number>()

  constructor(
    number: number,
    dumps: DumpTask[],
    { order = number, stretch = false }: { order?: number; stretch?: boolean } = {},
  ) {
    this.number = number
    this.order = order
    this.stretch = stretch
    this.#left = dumps
    this.first = dumps[0]!
    this.files = dumps.length
    this.bytes = dumps.reduce((sum, dump) => sum + dump.sizeBytes, 0)
  }

  /** What a parser is to do: the dumps not yet read, each from its first record not yet received. */
  get work(): ParseTask {
    return { number: this.number, order: this.order, dumps: this.#left }
  }

  given(parser: Parser): void {
    this.parser = parser
    this.#steps.clear()
  }

  receive(message: PartsMessage): void {
    this.messages.push(message)
    if (message.done) this.isDone = true
    for (const part of message.parts) {
      if (part.last) this.#left = this.#left.filter((dump) => dump.dumpId !== part.dumpId)
      else this.#change(part.dumpId, (dump) => goneOn(dump, part))
      this.#steps.set(part.dumpId, (this.#steps.get(part.dumpId) ?? 0) + part.steps)
    }
  }

  /**
   * The parser died at a dump, after so many steps. Where some of them did not come, that dump is read again step by step, so
   * that all before the fault comes; else what comes next is at fault, and is passed over.
   */
  blame(dumpId: number, steps: number, reason: string): void {
    const received = this.#steps.get(dumpId) ?? 0
    const lost = steps - received
    this.#change(dumpId, (dump) => {
      const isStuck = received === 0 && (dump.careful ?? 0) > 0
      if (lost > 0 && !isStuck) return { ...dump, careful: lost + 1 }
      return dump.failed ? { ...dump, refusal: reason } : { ...dump, failed: reason, careful: 0 }
    })
  }

  #change(dumpId: number, how: (dump: DumpTask) => DumpTask): void {
    this.#left = this.#left.map((dump) => (dump.dumpId === dumpId ? how(dump) : dump))
  }
}

/** A dump as it is to be read after a part of it has come. */
function goneOn(dump: DumpTask, part: DumpPart): DumpTask {
  const next = { ...dump, firstRecord: dump.firstRecord + part.records.length }
  if (part.cuts) {
    next.plans = false
    next.until = part.cuts[0] ?? next.until
  }
  if (part.start !== undefined && dump.guess) {
    next.guess = false
    next.place = { ...dump.place, at: part.start }
  }
  if (part.place) next.place = part.place
  if (part.steps > 0) {
    next.failed = null
    next.careful = Math.max(0, (dump.careful ?? 0) - part.steps)
  }
  return next
}
