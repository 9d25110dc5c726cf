/** The one error type that crosses layers and processes: a code to act on, a message for a person. */

export type ErrorCode =
  | 'archive-not-found'
  | 'archive-not-clipfile'
  | 'archive-too-new'
  | 'archive-damaged'
  | 'archive-locked'
  | 'archive-read-only'
  | 'archive-exists'
  | 'disk-full'
  | 'not-found'
  | 'bad-query'
  | 'bad-request'
  /** a name, a note or a file that cannot be taken as it is; the message says why */
  | 'bad-input'
  /** it is not any more what the change began from */
  | 'conflict'
  | 'not-allowed'
  | 'backend-lost'
  | 'job-running'
  | 'cancelled'
  | 'read-failed'
  | 'write-failed'
  | 'internal'

/** What an AppError looks like on the wire. */
export interface ErrorReply {
  code: ErrorCode
  message: string
  /** what to do next, or where to look */
  detail?: string
}

export class AppError extends Error {
  readonly code: ErrorCode
  readonly detail: string | undefined

  constructor(code: ErrorCode, message: string, detail?: string, options?: { cause?: unknown }) {
    super(message, options)
    this.name = 'AppError'
    this.code = code
    this.detail = detail
  }
}

/** Turns anything thrown into what may cross a process border; unknown errors keep their message, not their stack. */
export function toErrorReply(error: unknown): ErrorReply {
  if (error instanceof AppError) {
    return error.detail === undefined
      ? { code: error.code, message: error.message }
      : { code: error.code, message: error.message, detail: error.detail }
  }
  return { code: 'internal', message: error instanceof Error ? error.message : String(error) }
}

/** The reverse of {@link toErrorReply}, on the asking side. */
export function fromErrorReply(reply: ErrorReply): AppError {
  return new AppError(reply.code, reply.message, reply.detail)
}
