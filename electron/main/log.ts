/** The log file: what happened and when, never a word of an article. */
import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'

export type Level = 'info' | 'warn' | 'error'
export type Log = (level: Level, message: string) => void

const MAX_BYTES = 1_000_000
const KEPT = 3
const MAX_LINE = 2_000

export interface LogFile {
  log: Log
  path: string
}

/** Opens `clipfile.log` in `folder`. A log that cannot be written must not stop the app: it goes to stderr then. */
export function openLog(folder: string, maxBytes = MAX_BYTES): LogFile {
  const path = join(folder, 'clipfile.log')
  let sizeBytes = 0
  try {
    mkdirSync(folder, { recursive: true })
    sizeBytes = statSync(path, { throwIfNoEntry: false })?.size ?? 0
  } catch {
    // told by the first write
  }

  function log(level: Level, message: string): void {
    const line = formatLine(new Date(), level, message)
    try {
      if (sizeBytes + line.length > maxBytes) {
        rotate(path)
        sizeBytes = 0
      }
      appendFileSync(path, line, { mode: 0o600 })
      sizeBytes += line.length
    } catch {
      process.stderr.write(line)
    }
  }
  return { log, path }
}

/** One line, whatever the message holds: a line break in it must not forge another entry. */
export function formatLine(time: Date, level: Level, message: string): string {
  const plain = message.slice(0, MAX_LINE).replaceAll(/[\u0000-\u001f\u007f\u2028\u2029]+/g, ' ⏎ ')
  return `${time.toISOString()} ${level.padEnd(5)} ${plain}\n`
}

function rotate(path: string): void {
  for (let age = KEPT - 1; age >= 1; age--) {
    const from = age === 1 ? path : `${path}.${age - 1}`
    if (statSync(from, { throwIfNoEntry: false })) renameSync(from, `${path}.${age}`)
  }
}

/** The same log, with the name of who speaks before each message. */
export function scoped(log: Log, scope: string): Log {
  return (level, message) => log(level, `${scope}: ${message}`)
}
