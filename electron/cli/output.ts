import { AppError, toErrorReply } from '../shared/errors.ts'
import { safeJson, safeText } from './safe-text.ts'

/** Wrong usage, or an archive that cannot be opened: exit code 2. */
export class UsageError extends Error {
  readonly detail: string | undefined

  constructor(message: string, detail?: string) {
    super(message)
    this.detail = detail
  }
}

export function print(text: string): void {
  process.stdout.write(`${text}\n`)
}

export function printJson(value: unknown): void {
  print(safeJson(value, 2))
}

/** Says something beside the result. */
export function note(text: string): void {
  process.stderr.write(`${safeText(text)}\n`)
}

/** Tells a person what went wrong and what to do. @returns the exit code */
export function tellError(error: unknown): number {
  if (error instanceof UsageError) {
    note(`clipfile: ${error.message}`)
    if (error.detail) note(error.detail)
    return 2
  }
  const { message, detail } = toErrorReply(error)
  note(`clipfile: ${message}`)
  if (detail) note(detail)
  if (!(error instanceof AppError) && process.env.CLIPFILE_DEBUG) console.error(error)
  return 1
}

/** `clipfile list | head` closes our output early: that is no failure, and nothing is left to do. */
export function quietWhenPipeCloses(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit(0)
      throw error
    })
  }
}

/** Columns to fill: those of the terminal; what goes into a pipe or file is not cut. */
export function terminalWidth(): number {
  return process.stdout.isTTY ? Math.max(40, process.stdout.columns) : Infinity
}

/** Bold on a terminal that shows it. */
export function bold(text: string): string {
  return hasStyle() ? `\u001b[1m${text}\u001b[22m` : text
}

export function dim(text: string): string {
  return hasStyle() ? `\u001b[2m${text}\u001b[22m` : text
}

function hasStyle(): boolean {
  return process.stdout.isTTY && !process.env.NO_COLOR && process.env.TERM !== 'dumb'
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${number(count)} ${count === 1 ? one : many}`
}

export function number(value: number): string {
  return value.toLocaleString('en')
}

export function megabytes(bytes: number): string {
  if (bytes < 1000) return plural(bytes, 'byte')
  const [value, unit] =
    bytes < 1e6 ? [bytes / 1e3, 'kB'] : bytes < 1e9 ? [bytes / 1e6, 'MB'] : [bytes / 1e9, 'GB']
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${unit}`
}
