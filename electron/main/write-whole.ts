import { renameSync, rmSync, writeFileSync } from 'node:fs'
import { AppError } from '../shared/errors.ts'

/** Writes a file whole or not at all: what was there before stays until all of the new is on the disk. */
export function writeWhole(path: string, data: Uint8Array): void {
  const draft = `${path}.part`
  try {
    writeFileSync(draft, data, { flush: true })
    renameSync(draft, path)
  } catch (error) {
    rmSync(draft, { force: true })
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOSPC')
      throw new AppError('disk-full', 'The disk is full.', 'Free some space, then export again.')
    throw new AppError(
      'write-failed',
      'The file could not be written.',
      'Choose another folder, or another name.',
    )
  }
}
