/** Which files below a folder some import has read, as they were then: so that a watched folder brings none of them twice. */
import type { ReadDb } from './connection.ts'

export interface FileLook {
  path: string
  sizeBytes: number
  modifiedAtMs: number
}

/** Tells whether a file was read, or refused, as it is now. An import that is not done yet counts: it can be resumed. */
export function knownFiles(db: ReadDb, folder: string): (file: FileLook) => boolean {
  const known = new Set<string>()
  const rows = db
    .prepare(
      `SELECT path, size_bytes AS sizeBytes, modified_at_ms AS modifiedAtMs FROM dump
       WHERE path >= :first AND path < :last AND came_with IS NULL`,
    )
    // what begins with `folder/`: the character after the slash is 0
    .iterate({ first: `${folder}/`, last: `${folder}0` }) as Iterable<FileLook>
  for (const row of rows) known.add(keyOf(row))
  return (file) => known.has(keyOf(file))
}

function keyOf({ path, sizeBytes, modifiedAtMs }: FileLook): string {
  return `${sizeBytes} ${modifiedAtMs} ${path}`
}
