import { parentPort, workerData } from 'node:worker_threads'
import { cell, MOST_UNTAKEN, type FromParser, type ParseTask, type ToParser } from './parse-messages.ts'
import type { DumpPart, DumpTask } from './read-dump.ts'
import { moveTogether, weightOf } from './transfer.ts'

/** What a message may hold before it is sent. */
const MESSAGE_RECORDS = 250
const MESSAGE_BYTES = 2 * 1024 * 1024

/**
 * The life of a parser thread: takes tasks one after the other, sends what it reads, and waits when the writer is behind.
 * @param read reads one dump; tests give one that hangs or crashes
 */
export function runParserThread(read: (task: DumpTask, beat: () => void) => Iterable<DumpPart>): void {
  const port = parentPort!
  const shared = new Int32Array((workerData as { cells: SharedArrayBuffer }).cells)
  const waiting: ParseTask[] = []
  let untaken = 0
  let wake: (() => void) | null = null

  port.on('message', (message: ToParser) => {
    if (message.type === 'task') waiting.push(message.task)
    else if (message.type === 'taken') untaken--
    // nothing keeps the thread then, whatever is still awaited
    else port.close()
    wake?.()
  })

  const ending = () => Atomics.load(shared, cell.end) === 1

  const beat = () => void Atomics.add(shared, cell.beat, 1)

  const news = () => new Promise<void>((resolve) => (wake = resolve))

  const send = (task: number, parts: DumpPart[], bytes: number, done: boolean) => {
    const { moved, buffers } = moveTogether(parts)
    const message: FromParser = { type: 'parts', task, parts: moved, done, bytes }
    port.postMessage(message, buffers)
    untaken++
  }

  const work = async (task: ParseTask) => {
    const buffered = new PartBuffer()
    for (const [i, dump] of task.dumps.entries()) {
      Atomics.store(shared, cell.dump, i)
      for (const part of read(dump, beat)) {
        beat()
        if (ending()) return
        if (!buffered.add(part)) continue
        send(task.number, ...buffered.take(), false)
        Atomics.store(shared, cell.busy, 0)
        while (untaken >= MOST_UNTAKEN) await news()
        Atomics.store(shared, cell.busy, 1)
      }
    }
    send(task.number, ...buffered.take(), true)
  }

  const live = async () => {
    while (!ending()) {
      const task = waiting.shift()
      if (!task) {
        await news()
        continue
      }
      Atomics.store(shared, cell.task, task.number)
      Atomics.store(shared, cell.busy, 1)
      await work(task)
      Atomics.store(shared, cell.busy, 0)
      // a turn of the event loop, or what Node puts off until then piles up while there is work
      await new Promise((resolve) => setImmediate(resolve))
    }
  }

  port.postMessage({ type: 'ready' } satisfies FromParser)
  void live()
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
