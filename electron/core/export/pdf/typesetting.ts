/**
 * Typesetting apart. Typst cannot be interrupted, so it runs in a thread of its own and the job hears a cancel at once. What the
 * thread was at is then left behind: it ends with the process, or when it comes to its end.
 */
import { Worker } from 'node:worker_threads'
import { AppError } from '../../../shared/errors.ts'
import { workerFile } from '../../worker-file.ts'
import { type Standard, TypesetError } from './typesetter.ts'

/** A file of the document, or the order to typeset those that there are. */
export type ToTypesetting =
  { path: string; bytes: Uint8Array<ArrayBuffer> } | { standard: Standard; createdAtMs: number }

export type FromTypesetting = { bytes: Uint8Array } | { reasons: string[] }

let leftBehind = 0

/** Whether a thread still typesets what nobody wants any more: a process cannot exit before it is done, only be killed. */
export function isTypesettingLeft(): boolean {
  return leftBehind > 0
}

export class Typesetting {
  readonly #worker = new Worker(workerFile('typeset-worker', import.meta.url))
  readonly #signal: AbortSignal
  #isBusy = false

  constructor(signal: AbortSignal) {
    this.#signal = signal
    // of a thread that nobody waits for; who waits hears of it below
    this.#worker.on('error', () => {})
  }

  /** Copied: the caller's bytes stay his. */
  put(path: string, bytes: Uint8Array): void {
    this.#post({ path, bytes: Uint8Array.from(bytes) })
  }

  /** May be asked again, with other files in the place of some. @throws TypesetError, AppError `cancelled` */
  async pdf(standard: Standard, createdAtMs: number): Promise<Uint8Array> {
    const { promise, resolve, reject } = Promise.withResolvers<FromTypesetting>()
    const cancel = (): void =>
      reject(new AppError('cancelled', 'The export was cancelled; no file was written.'))
    const ended = (code: number): void =>
      reject(new AppError('internal', `The typesetter ended before it was done (${code}).`))
    this.#worker.once('message', resolve).once('error', reject).once('exit', ended)
    this.#signal.addEventListener('abort', cancel, { once: true })
    try {
      if (this.#signal.aborted) cancel()
      else {
        this.#isBusy = true
        this.#post({ standard, createdAtMs })
      }
      const reply = await promise
      this.#isBusy = false
      if ('reasons' in reply) throw new TypesetError(reply.reasons)
      return reply.bytes
    } finally {
      this.#signal.removeEventListener('abort', cancel)
      this.#worker.off('message', resolve).off('error', reject).off('exit', ended)
    }
  }

  /** Gives back all the memory that the layout took. A thread that is busy is not waited for. */
  async end(): Promise<void> {
    if (this.#isBusy) {
      leftBehind++
      this.#worker.once('exit', () => leftBehind--)
      this.#worker.unref()
      void this.#worker.terminate()
    } else await this.#worker.terminate()
  }

  #post(message: ToTypesetting): void {
    this.#worker.postMessage(message, 'path' in message ? [message.bytes.buffer] : [])
  }
}
