/** Reading of files that are not ours: without a trace, without waiting for a pipe, in pieces. */
import { constants, openSync, readSync, type PathLike } from 'node:fs'

const READ_BYTES = 8 * 1024 * 1024

/**
 * Opens for reading. A name may become a link or a pipe between a look and the opening: no pipe is waited for, and no link
 * followed unless `followLink`. Reading leaves no trace where the system allows it: a source keeps its access time, and the
 * read does not wait for the file system's journal while the archive is being synced. Only a file's owner may ask for that.
 * @throws the system's error
 */
export function openUntouched(path: PathLike, { followLink = false } = {}): number {
  const { O_RDONLY, O_NONBLOCK = 0, O_NOFOLLOW = 0, O_NOATIME = 0 } = constants
  const flags = O_RDONLY | O_NONBLOCK | (followLink ? 0 : O_NOFOLLOW)
  try {
    return openSync(path, flags | O_NOATIME)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM' || O_NOATIME === 0) throw error
    return openSync(path, flags)
  }
}

/**
 * The first `size` bytes of an open file; fewer where it ends before.
 * @param beat called while a large file is read from a slow disk, to show that all is well
 */
export function readBytes(file: number, size: number, beat: () => void = () => {}): Uint8Array {
  const bytes = Buffer.allocUnsafeSlow(size)
  let filled = 0
  while (filled < size) {
    const got = readSync(file, bytes, filled, Math.min(READ_BYTES, size - filled), filled)
    if (got === 0) break
    filled += got
    beat()
  }
  return bytes.subarray(0, filled)
}
