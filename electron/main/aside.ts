/** A question that takes too long for the archive's process, and that nobody follows: asked of a process of its own. */
import { AppError, fromErrorReply } from '../shared/errors.ts'
import type { AsideAnswers, AsideRequest } from '../shared/wire.ts'
import type { JobChild } from './child.ts'

type Answer<R extends AsideRequest> = AsideAnswers[R['kind']]

/** Asks, and ends the process. @throws AppError `cancelled` when the signal came first */
export function askAside<R extends AsideRequest>(
  child: JobChild,
  request: R,
  { nativeBinding, signal }: { nativeBinding: string | undefined; signal: AbortSignal },
): Promise<Answer<R>> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer<R>>()
  const stop = (): void => {
    reject(signal.reason instanceof AppError ? signal.reason : new AppError('cancelled', 'It was given up.'))
    child.kill()
  }
  child.onMessage((message) => {
    if (message.type !== 'answer') return
    if (message.reply.ok) resolve(message.reply.value as Answer<R>)
    else reject(fromErrorReply(message.reply.error))
    child.kill()
  })
  child.onExit(() => {
    signal.removeEventListener('abort', stop)
    reject(new AppError('backend-lost', LOST[request.kind], 'Try again; the log says more.'))
  })
  if (signal.aborted) stop()
  else signal.addEventListener('abort', stop, { once: true })
  child.post({ type: 'ask', request, ...(nativeBinding === undefined ? {} : { nativeBinding }) })
  return promise
}

const LOST: Record<AsideRequest['kind'], string> = {
  preview: 'The pages could not be made: their process ended.',
  backups: 'The folder of the backups could not be read: the process that looked ended.',
  columns: 'The file could not be looked at: the process that looked ended.',
  'new-files': 'The watched folder could not be read: the process that looked ended.',
}

/** One at a time for each `Window`: a later one takes the place of an earlier one. */
export class LastOfEach<Window extends object> {
  readonly #running = new WeakMap<Window, AbortController>()

  run<T>(window: Window, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    this.stop(window)
    const controller = new AbortController()
    this.#running.set(window, controller)
    return work(controller.signal)
  }

  /** Gives up what runs for a window; does nothing when nothing does. */
  stop(window: Window): void {
    this.#running.get(window)?.abort(new AppError('cancelled', 'A later one took its place.'))
  }
}
