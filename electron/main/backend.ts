/** The archive process of one window: asked by number, started again once when it dies. */
import type { ArchiveMethod, Reply } from '../shared/api.ts'
import { AppError, fromErrorReply, toErrorReply, type ErrorReply } from '../shared/errors.ts'
import type { OwnChanged } from '../shared/own.ts'
import type { FromArchiveProcess, Picture } from '../shared/wire.ts'
import type { ArchiveChild } from './child.ts'
import type { Log } from './log.ts'

export interface Opened {
  readOnly: boolean
  indexLag: number
  /** something has lain in the trash for longer than was set */
  oldTrash: boolean
}

export interface BackendOptions {
  path: string
  create: boolean
  /** a copy is read, and the file is left as it is */
  readOnly: boolean
  nativeBinding: string | undefined
  fork: () => ArchiveChild
  /** the process died; `fatal` when it stays dead */
  onLost: (fatal: boolean) => void
  /** something that people own changed, by whatever process */
  onOwn: (changed: OwnChanged) => void
  log: Log
  nowMs?: () => number
}

/** Twice within this time, and starting it a third time would only repeat it. */
const RETRY_WINDOW_MS = 60_000
const CLOSE_MS = 2_000

export class Backend {
  readonly #options: BackendOptions
  readonly #pending = new Map<number, (reply: Reply<unknown>) => void>()
  #child: ArchiveChild
  #opened: Promise<Opened>
  #lastId = 0
  #diedAtMs = -Infinity
  #state: 'opening' | 'open' | 'closing' | 'lost' = 'opening'
  #whenClosed = (): void => {}

  constructor(options: BackendOptions) {
    this.#options = options
    ;[this.#child, this.#opened] = this.#start(options.create)
  }

  /** Resolves when the archive is open; throws the AppError that says why it is not. */
  opened(): Promise<Opened> {
    return this.#opened
  }

  async call(method: ArchiveMethod, input: unknown): Promise<Reply<unknown>> {
    return this.#ask((id) => this.#child.post({ type: 'call', id, method, input }))
  }

  /** How many articles the search does not know yet. */
  async indexLag(): Promise<number> {
    const reply = await this.#ask((id) => this.#child.post({ type: 'lag', id }))
    return reply.ok ? (reply.value as number) : 0
  }

  /** The bytes of a picture, by its SHA-256 in hex. */
  async picture(sha256: string): Promise<Reply<Picture>> {
    const reply = await this.#ask((id) => this.#child.post({ type: 'picture', id, sha256 }))
    return reply as Reply<Picture>
  }

  /** Lets the process close the archive and ends it; ends it anyway when it does not answer. */
  async close(): Promise<void> {
    if (this.#state === 'lost') return
    this.#state = 'closing'
    const child = this.#child
    await new Promise<void>((resolve) => {
      this.#whenClosed = resolve
      setTimeout(resolve, CLOSE_MS).unref()
      child.post({ type: 'close' })
    })
    child.kill()
    this.#rejectPending()
  }

  async #ask(post: (id: number) => void): Promise<Reply<unknown>> {
    // while it is being started again, questions wait
    const problem = await this.#opened.then(() => null, toErrorReply)
    if (problem) return { ok: false, error: problem }
    if (this.#state !== 'open') return { ok: false, error: LOST }
    return new Promise((resolve) => {
      const id = ++this.#lastId
      this.#pending.set(id, resolve)
      post(id)
    })
  }

  #start(create: boolean): [ArchiveChild, Promise<Opened>] {
    const { path, readOnly, fork, nativeBinding } = this.#options
    const child = fork()
    const opened = new Promise<Opened>((resolve, reject) => {
      child.onMessage((message) => {
        if (message.type === 'opened') {
          if (this.#state === 'opening') this.#state = 'open'
          const { readOnly, indexLag, oldTrash } = message
          resolve({ readOnly, indexLag, oldTrash })
        } else if (message.type === 'failed') {
          reject(fromErrorReply(message.error))
          this.#giveUp(child)
        } else this.#receive(message)
      })
      child.onExit((code) => {
        reject(
          new AppError('backend-lost', 'The archive could not be opened: its process ended.', LOST.detail),
        )
        if (child === this.#child) this.#died(code)
      })
    })
    // whoever awaits it hears of the failure; this only keeps it from counting as unhandled
    opened.catch(() => {})
    const binding = nativeBinding === undefined ? {} : { nativeBinding }
    child.post({ type: 'open', path, create, readOnly, ...binding })
    return [child, opened]
  }

  #receive(message: Exclude<FromArchiveProcess, { type: 'opened' | 'failed' }>): void {
    if (message.type === 'log') return this.#options.log(message.level, message.message)
    if (message.type === 'own') return this.#options.onOwn(message.changed)
    if (message.type === 'closed') return this.#whenClosed()
    this.#pending.get(message.id)?.(message.reply)
    this.#pending.delete(message.id)
  }

  #died(code: number): void {
    this.#rejectPending()
    this.#whenClosed()
    if (this.#state === 'opening') this.#state = 'lost'
    if (this.#state !== 'open') return
    const { log, onLost, nowMs = Date.now } = this.#options
    const again = nowMs() - this.#diedAtMs < RETRY_WINDOW_MS
    this.#diedAtMs = nowMs()
    log(
      'error',
      `the archive process ended with code ${code}${again ? ', the second time within a minute' : ''}`,
    )
    if (again) this.#state = 'lost'
    else [this.#child, this.#opened] = this.#start(false)
    onLost(again)
  }

  /** The archive itself cannot be opened: another process would fare no better. */
  #giveUp(child: ArchiveChild): void {
    const wasOpen = this.#state === 'open'
    this.#state = 'lost'
    child.kill()
    if (wasOpen) this.#options.onLost(true)
  }

  #rejectPending(): void {
    for (const settle of this.#pending.values()) settle({ ok: false, error: LOST })
    this.#pending.clear()
  }
}

const LOST: ErrorReply = {
  code: 'backend-lost',
  message: 'The process that reads the archive ended.',
  detail: 'Nothing that was imported is lost. Try again; the log says more (Help ▸ Show Log).',
}
