/** Typed asking and listening over the bridge that preload puts on the window. */
import type { Bridge, EventName, Events, Input, Method, Output, Reply } from '../../electron/shared/api.ts'
import { AppError, fromErrorReply } from '../../electron/shared/errors.ts'

/** Methods without input are called without one; those that can do without may be. */
type Arguments<M extends Method> =
  Input<M> extends undefined ? [] : undefined extends Input<M> ? [input?: Input<M>] : [input: Input<M>]

export interface Client {
  call<M extends Method>(method: M, ...input: Arguments<M>): Promise<Output<M>>
  on<E extends EventName>(name: E, listener: (payload: Events[E]) => void): () => void
  /** the import's job number; null when what was dropped was an archive, or is only offered for import */
  importDropped(files: readonly File[]): Promise<number | null>
  readonly platform: string
}

export function connect(bridge: Bridge): Client {
  return {
    call: async (method, ...input) => unwrap(await bridge.call(method, input[0])),
    on: (name, listener) => bridge.on(name, (payload) => listener(payload as Events[typeof name])),
    importDropped: async (files) => unwrap(await bridge.importDropped(files)),
    platform: bridge.platform,
  }
}

function unwrap<T>(reply: Reply<unknown>): T {
  if (reply.ok) return reply.value as T
  throw fromErrorReply(reply.error)
}

/** Whatever was thrown, as an error that can be shown. */
export function asAppError(error: unknown): AppError {
  if (error instanceof AppError) return error
  return new AppError('internal', error instanceof Error ? error.message : String(error))
}
