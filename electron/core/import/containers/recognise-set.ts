import type { FileSet, SetFormat } from '../format.ts'
import { setFormats } from '../shapes.ts'

/** A container or folder with more files is no export of several files. */
export const MOST_IN_SET = 200_000

/** An export of several files, and which they are. */
export interface RecognisedSet {
  format: SetFormat
  taken: ReadonlySet<string>
}

export function recogniseSet(files: FileSet): RecognisedSet | null {
  if (files.names.length > MOST_IN_SET) return null
  for (const format of setFormats) {
    const taken = format.recognise(files)
    if (taken) return { format, taken }
  }
  return null
}
