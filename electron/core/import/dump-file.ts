/** The file of a dump, opened to be read: with every trouble that a file can be in as a sentence. */
import { closeSync, fstatSync, lstatSync, statSync, type PathLike, type Stats } from 'node:fs'
import { type ByteSource, fileSource } from './bytes/source.ts'
import { openUntouched } from './read-file.ts'
import type { DumpTask } from './read-dump.ts'

export class DumpFile {
  readonly stats: Stats
  readonly source: ByteSource
  readonly #file: number
  /** how far it was read so far */
  readTo = 0

  private constructor(file: number, stats: Stats, beat: () => void) {
    this.#file = file
    this.stats = stats
    const source = fileSource(file, stats.size)
    this.source = {
      size: source.size,
      read: (offset, length) => {
        beat()
        this.readTo = offset + length
        return source.read(offset, length)
      },
    }
  }

  /** @returns the file, or why it is not taken @throws the system's error */
  static open(task: DumpTask, beat: () => void): DumpFile | string {
    const path: PathLike = task.pathBytes ? Buffer.from(task.pathBytes) : task.path
    const kind = notAFile(task.followLink ? statSync(path) : lstatSync(path))
    if (kind) return kind
    const file = openUntouched(path, { followLink: task.followLink })
    let refusal: string | null
    try {
      const stats = fstatSync(file)
      refusal = notAFile(stats) ?? changedSince(task, stats)
      if (!refusal) return new DumpFile(file, stats, beat)
    } catch (error) {
      closeSync(file)
      throw error
    }
    closeSync(file)
    return refusal
  }

  /** Why what was read is not to be trusted; null where nobody wrote to the file meanwhile. */
  change(): string | null {
    const now = fstatSync(this.#file)
    if (now.size < this.stats.size)
      return `The file was cut short while it was being read: ${now.size} of ${this.stats.size} bytes were left.`
    if (now.size === this.stats.size && now.mtimeMs === this.stats.mtimeMs) return null
    return 'The file changed while it was being read. Import it again when nothing writes to it.'
  }

  close(): void {
    closeSync(this.#file)
  }
}

function notAFile(stats: Stats): string | null {
  if (stats.isFile()) return null
  if (stats.isDirectory()) return 'This is a folder, where a file was expected.'
  if (stats.isFIFO()) return 'This is a named pipe, not a file.'
  if (stats.isSocket()) return 'This is a socket, not a file.'
  if (stats.isSymbolicLink()) return 'This is a link now; it was a file when the import began.'
  return 'This is a device, not a file.'
}

function changedSince(task: DumpTask, stats: Stats): string | null {
  if (!task.known) return null
  if (task.known.sizeBytes === stats.size && task.known.modifiedAtMs === Math.floor(stats.mtimeMs))
    return null
  if (task.until !== undefined)
    return 'The file changed while it was being read. Import it again when nothing writes to it.'
  // of one that is read again, other records are in
  if (task.firstRecord === 1) return 'The file changed since it was imported: import it anew.'
  return `The file changed since its first ${task.firstRecord - 1} records were imported; the rest of it was not read.`
}
