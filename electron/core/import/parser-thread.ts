import { parentPort, workerData } from 'node:worker_threads'
import {
  cell,
  MESSAGE_WEIGHT,
  MOST_UNTAKEN_BYTES,
  type FromParser,
  type ParseTask,
  type ToParser,
} from './parse-messages.ts'
import type { DumpPart, DumpTask, Watch } from './read-dump.ts'
import { moveTogether, weightOf } from './transfer.ts'

/** What a message may hold before it is sent. */
const MESSAGE_RECORDS = 250
const MESSAGE_BYTES = 2 * 1024 * 1024

/**
 * The life of a parser thread: takes tasks one after the other, sends what it reads, and waits when the writer is behind.
 * @param read reads one dump; tests give one that hangs or crashes
 */
export function runParserThread(read: (task: DumpTask, watch: Watch) => Iterable<DumpPart>): void {
  const port = parentPort!
  const shared = new Int32Array((workerData as { cells: SharedArrayBuffer }).cells)
  const waiting: ParseTask[] = []
  const untaken = new Untaken()
  let wake: (() => void) | null = null

  port.on('message', (message: ToParser) => {
    if (message.type === 'task') {
      waiting.push(message.task)
      waiting.sort((a, b) => a.order - b.order)
    } else if (message.type === 'taken') untaken.taken(message.task)
    // nothing keeps the thread then, whatever is still awaited
    else port.close()
    wake?.()
  })

  const ending = () => Atomics.load(shared, cell.end) === 1

  const beat = () => void Atomics.add(shared, cell.beat, 1)

  const news = () => new Promise<void>((resolve) => (wake = resolve))

  const send = (task: ParseTask, parts: DumpPart[], bytes: number, done: boolean) => {
    const { moved, buffers } = moveTogether(parts)
    const message: FromParser = { type: 'parts', task: task.number, parts: moved, done, bytes }
    port.postMessage(message, buffers)
    untaken.sent(task, bytes)
  }

  /**
   * Waits while the writer is behind with this task and those before it. What has come meanwhile and stands before this one
   * is done first: the writer may be waiting for just that.
   */
  const waitForWriter = async (task: ParseTask) => {
    while (untaken.upTo(task.order) >= MOST_UNTAKEN_BYTES && !ending()) {
      Atomics.store(shared, cell.busy, 0)
      if (waiting.length > 0 && waiting[0]!.order < task.order) await work(waiting.shift()!)
      else await news()
    }
  }

  const work = async (task: ParseTask) => {
    const buffered = new PartBuffer()
    for (const [i, dump] of task.dumps.entries()) {
      let steps = 0
      const show = () => {
        Atomics.store(shared, cell.task, task.number)
        Atomics.store(shared, cell.dump, i)
        Atomics.store(shared, cell.step, steps)
        Atomics.store(shared, cell.busy, 1)
      }
      show()
      const step = () => {
        Atomics.store(shared, cell.step, ++steps)
        beat()
      }
      for (const part of read(dump, { beat, step })) {
        beat()
        if (ending()) return
        const isFull = buffered.add(part)
        if (!isFull && !part.cuts && !dump.careful) continue
        send(task, ...buffered.take(), false)
        await waitForWriter(task)
        if (ending()) return
        show()
      }
    }
    send(task, ...buffered.take(), true)
    Atomics.store(shared, cell.busy, 0)
  }

  const live = async () => {
    while (!ending()) {
      const task = waiting.shift()
      if (!task) {
        await news()
        continue
      }
      await waitForWriter(task)
      await work(task)
      // a turn of the event loop, or what Node puts off until then piles up while there is work
      await new Promise((resolve) => setImmediate(resolve))
    }
  }

  port.postMessage({ type: 'ready' } satisfies FromParser)
  void live()
}

/** What was sent and not taken yet, task by task. */
class Untaken {
  readonly #tasks = new Map<number, { order: number; messages: number[] }>()

  sent({ number, order }: ParseTask, bytes: number): void {
    const task = this.#tasks.get(number) ?? { order, messages: [] }
    task.messages.push(bytes + MESSAGE_WEIGHT)
    this.#tasks.set(number, task)
  }

  taken(number: number): void {
    const task = this.#tasks.get(number)
    task?.messages.shift()
    if (task?.messages.length === 0) this.#tasks.delete(number)
  }

  /** bytes of all tasks up to one */
  upTo(order: number): number {
    let bytes = 0
    for (const task of this.#tasks.values())
      if (task.order <= order) bytes += task.messages.reduce((sum, size) => sum + size, 0)
    return bytes
  }
}

class PartBuffer {
  #parts: DumpPart[] = []
  #records = 0
  #bytes = 0

  /** @returns whether it is time to send */
  add(part: DumpPart): boolean {
    this.#parts.push(part)
    this.#records += part.records.length
    for (const record of part.records) this.#bytes += weightOf(record)
    return this.#records >= MESSAGE_RECORDS || this.#bytes >= MESSAGE_BYTES
  }

  take(): [parts: DumpPart[], bytes: number] {
    const taken: [DumpPart[], number] = [this.#parts, this.#bytes]
    this.#parts = []
    this.#records = 0
    this.#bytes = 0
    return taken
  }
}
