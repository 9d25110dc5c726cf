/** What the readers of dumps share: what they read, what they are told, what they yield. */
import type { Around } from './around.ts'
import type { Allowance } from './bytes/allowance.ts'
import type { ByteSource, UnpackedStream } from './bytes/source.ts'
import type { Place } from './place.ts'
import type { PreparedRecord } from './prepare.ts'

/** Bytes to be read: of a file, or of a file within it. */
export interface Content {
  fileName: string
  around: Around
  /** for reading anywhere; null for what is unpacked while it is read */
  source: ByteSource | null
  /** the same from front to back; begins anew each time */
  stream(): UnpackedStream
  /** of a file: the same each time that it is read, and no other's */
  key?: string
  /** of a source: what reading all of it has shown to be wrong */
  problem?(): string | null
  /** damage makes all of it a refused record, where it must be read whole: what is damaged in a container is not its dump */
  isStrict?: boolean
  /** unpacked; null where that is not known before */
  size: number | null
  /** as the ledger names it within the dump; null for the dump itself */
  member: string | null
  /** containers and packings around it */
  depth: number
}

/** One reading of a dump, or of a stretch of it. */
export interface Reading {
  beat(): void
  /** why what was read of the file is not to be trusted; told once */
  changed(): string | null
  allowance: Allowance
  /** where it ends: a byte, of a container the number of a file; Infinity for the end of all */
  until: number
  /** the first beginning of a record after the place is to be found first */
  guess: boolean
  /** shall say where it can be cut into stretches, and then read only the first */
  plans: boolean
  /** why the first thing at the place is to be passed over: a thread died of it */
  failed: string | null
}

/** What reading yields. */
export type Step =
  | { type: 'about'; format: string }
  /** it holds a whole archive, which is not read here */
  | { type: 'archive' }
  /** the dump can be read in stretches, cut here; nowhere where it cannot */
  | { type: 'cuts'; cuts: number[]; of: 'bytes' | 'files' }
  /** where the stretch began */
  | { type: 'start'; at: number }
  /** where the one after it begins, and in which line, counted as its own are */
  | { type: 'end'; at: number; line: number }
  /** with where reading goes on after it */
  | { type: 'record'; record: PreparedRecord; place: Place }
  /** nothing was found, but a file in a container was passed */
  | { type: 'passed'; place: Place }
