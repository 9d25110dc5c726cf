/** What the import and its parser threads say to each other. */
import type { DumpPart, DumpTask } from './read-dump.ts'

/** Some dumps in a row, small ones together: a message costs more than a small article. Or a stretch of a large one. */
export interface ParseTask {
  number: number
  /** the writer takes the lower first; what is read anew has the place of what it replaces */
  order: number
  dumps: DumpTask[]
}

export type ToParser = { type: 'task'; task: ParseTask } | { type: 'taken'; task: number } | { type: 'end' }

export type FromParser =
  { type: 'ready' } | { type: 'parts'; task: number; parts: DumpPart[]; done: boolean; bytes: number }

/**
 * A few numbers that both sides see, so that the import knows what a thread was at when it hangs or crashes:
 * a thread that is stuck cannot send a message.
 */
export const cell = {
  /** rises with every record */
  beat: 0,
  /** the task's number */
  task: 1,
  /** which of its dumps */
  dump: 2,
  /** 1 while working, 0 while waiting for work or for the writer */
  busy: 3,
  /** 1 when the thread shall end: seen between two records, when no message is */
  end: 4,
  /** how many steps of reading the dump it has taken, see Watch */
  step: 5,
  length: 6,
} as const

/** How far a thread may be ahead of the writer: enough for all that comes of one stretch. */
export const MOST_UNTAKEN_BYTES = 6 * 1024 * 1024
/** What each message counts for beside its bytes. */
export const MESSAGE_WEIGHT = 64 * 1024
