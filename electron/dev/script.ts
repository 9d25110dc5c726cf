// How our scripts end: an exit code, and an error as a sentence rather than a stack.

import { say } from './progress.mjs'
import { NeedsPerson } from './system-packages.ts'

/** Runs a script's work and exits with the code it returns; with 1 when it throws. */
export async function runScript(work: () => Promise<number | void>): Promise<never> {
  try {
    process.exit((await work()) ?? 0)
  } catch (error) {
    say(explain(error))
    process.exit(1)
  }
}

/** An error for the person at the terminal; with its stack when it is one of ours to mend. */
export function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (error instanceof NeedsPerson) return error.message
  return process.env.CLIPFILE_DEBUG ? (error.stack ?? error.message) : error.message
}
