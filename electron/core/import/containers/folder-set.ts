import { closeSync, fstatSync, lstatSync } from 'node:fs'
import { join, relative, resolve, sep } from 'node:path'
import { type ByteSource, fileSource } from '../bytes/source.ts'
import { listFiles } from '../files.ts'
import type { FileSet } from '../format.ts'
import { limits } from '../limits.ts'
import { openUntouched, readBytes } from '../read-file.ts'
import { MOST_IN_SET } from './recognise-set.ts'

/** The files of a folder by their names. Links are not followed. */
export class FolderSet implements FileSet {
  readonly names: readonly string[]
  readonly #folder: string
  readonly #known: ReadonlySet<string>
  readonly #open: number[] = []

  private constructor(folder: string, names: string[]) {
    this.#folder = folder
    this.names = names
    this.#known = new Set(names)
  }

  /** @returns null for a folder that cannot be an export of several files @param archivePath is none of them */
  static of(folder: string, archivePath: string): FolderSet | null {
    const root = resolve(folder)
    const names: string[] = []
    for (const file of listFiles([root], archivePath)) {
      if (file === 'left-out' || file === 'looking' || file.refusal !== null || file.pathBytes) continue
      const name = relative(root, file.path)
      // the folder is a file
      if (name === '') return null
      names.push(name.split(sep).join('/'))
      if (names.length > MOST_IN_SET) return null
    }
    return new FolderSet(root, names)
  }

  size(name: string): number | null {
    return this.#known.has(name) ? (this.#stats(name)?.size ?? null) : null
  }

  #stats(name: string) {
    const stats = lstatSync(this.#path(name), { throwIfNoEntry: false })
    return stats?.isFile() ? stats : null
  }

  #path(name: string): string {
    return join(this.#folder, ...name.split('/'))
  }

  read(name: string): Uint8Array | null {
    return this.#with(name, (file, size) => {
      const bytes = size <= limits.heldBytes ? readBytes(file, size) : null
      closeSync(file)
      return bytes?.length === size ? bytes : null
    })
  }

  open(name: string): ByteSource | null {
    return this.#with(name, (file, size) => {
      this.#open.push(file)
      return fileSource(file, size)
    })
  }

  #with<T>(name: string, use: (file: number, size: number) => T | null): T | null {
    if (!this.#known.has(name)) return null
    try {
      const file = openUntouched(this.#path(name))
      const stats = fstatSync(file)
      if (stats.isFile()) return use(file, stats.size)
      closeSync(file)
    } catch {
      // gone, or not for us
    }
    return null
  }

  /** By which one sees whether files are still the same. */
  look(names: ReadonlySet<string>): { sizeBytes: number; modifiedAtMs: number } {
    const look = { sizeBytes: 0, modifiedAtMs: 0 }
    for (const name of names) {
      const stats = this.#stats(name)
      look.sizeBytes += stats?.size ?? 0
      look.modifiedAtMs = Math.max(look.modifiedAtMs, Math.floor(stats?.mtimeMs ?? 0))
    }
    return look
  }

  close(): void {
    for (const file of this.#open.splice(0)) closeSync(file)
  }
}
