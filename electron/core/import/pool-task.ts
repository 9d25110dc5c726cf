import type { FromParser, ParseTask } from './parse-messages.ts'
import type { Parser } from './parser.ts'
import type { DumpTask } from './read-dump.ts'

export type PartsMessage = Extract<FromParser, { type: 'parts' }>

/** Some dumps in a row, on their way through a parser; knows what is still to be read when the parser dies. */
export class PoolTask {
  readonly number: number
  readonly files: number
  readonly bytes: number
  /** what came back and the writer has not taken yet */
  readonly messages: PartsMessage[] = []
  parser: Parser | null = null
  isDone = false
  #left: DumpTask[]

  constructor(number: number, dumps: DumpTask[]) {
    this.number = number
    this.#left = dumps
    this.files = dumps.length
    this.bytes = dumps.reduce((sum, dump) => sum + dump.sizeBytes, 0)
  }

  /** What a parser is to do: the dumps not yet read, each from its first record not yet received. */
  get work(): ParseTask {
    return { number: this.number, dumps: this.#left }
  }

  receive(message: PartsMessage): void {
    this.messages.push(message)
    if (message.done) this.isDone = true
    const ended = new Set<number>()
    const next = new Map<number, number>()
    for (const part of message.parts) {
      if (part.last) ended.add(part.dumpId)
      const last = part.records.at(-1)
      if (last) next.set(part.dumpId, last.number + 1)
    }
    this.#left = this.#left
      .filter((dump) => !ended.has(dump.dumpId))
      .map((dump) => ({ ...dump, firstRecord: next.get(dump.dumpId) ?? dump.firstRecord }))
  }

  /** Marks a dump as one not to be read again. */
  refuse(dumpId: number, reason: string): void {
    this.#left = this.#left.map((dump) => (dump.dumpId === dumpId ? { ...dump, refusal: reason } : dump))
  }
}
