/** The files of a container by their names: for exports that are several files, and for pages with their pictures. */
import type { Around } from '../around.ts'
import type { ByteSource, UnpackedStream } from '../bytes/source.ts'
import type { FileSet } from '../format.ts'
import { limits } from '../limits.ts'
import { isOfTheSystem } from '../system-files.ts'
import { isSavedFolderName, stemsOfSavedFolder } from '../captures/saved-folder.ts'
import type { Container, Unpacking } from './container.ts'
import { allOf } from './held.ts'

export class ContainerSet implements FileSet {
  readonly names: readonly string[]
  #container: Container
  #unpacking: Unpacking
  readonly #indexes = new Map<string, number>()
  #pages: Set<string> | null = null
  #folders: Map<string, string[]> | null = null

  constructor(container: Container, unpacking: Unpacking) {
    this.#container = container
    this.#unpacking = unpacking
    const names: string[] = []
    for (let i = 0; i < container.count; i++) {
      const { name, isFolder, refusal } = container.entry(i)
      if (isFolder || refusal !== null) continue
      names.push(name)
      this.#indexes.set(name, i)
    }
    this.names = names
  }

  /** The same files, opened anew. */
  use(container: Container, unpacking: Unpacking): void {
    this.#container = container
    this.#unpacking = unpacking
  }

  size(name: string): number | null {
    const index = this.#indexes.get(name)
    return index === undefined ? null : Math.max(0, this.#container.entry(index).size)
  }

  read(name: string): Uint8Array | null {
    return this.#read(name, limits.heldBytes)
  }

  #read(name: string, most: number): Uint8Array | null {
    const index = this.#indexes.get(name)
    if (index === undefined || this.#container.entry(index).size > most) return null
    const stream = this.#container.stream(index, this.#unpacking)
    const bytes = allOf(stream, most, null)
    return stream.problem === null ? bytes : null
  }

  open(name: string): ByteSource | UnpackedStream | null {
    const index = this.#indexes.get(name)
    if (index === undefined) return null
    return this.#container.source(index) ?? this.#container.stream(index, this.#unpacking)
  }

  /** What lies around one of the files, as it would in a folder. */
  around(name: string): Around {
    const folder = name.slice(0, name.lastIndexOf('/') + 1)
    return {
      fileName: name.slice(folder.length),
      readBeside: (beside, path) => {
        const bytes = this.#read(`${folder}${beside}/${path}`, limits.partBytes)
        return bytes && bytes.length > 0 ? bytes : null
      },
      listBeside: (beside) => [...(this.#filesIn(`${folder}${beside}`) ?? [])].sort(),
    }
  }

  /** The files of folders that browsers save beside pages. */
  #filesIn(folder: string): string[] | undefined {
    if (!this.#folders) {
      this.#folders = new Map()
      for (const name of this.names) {
        const parts = name.split('/')
        for (let i = 0; i < parts.length - 1; i++) {
          if (!isSavedFolderName(parts[i]!)) continue
          const key = parts.slice(0, i + 1).join('/')
          const files = this.#folders.get(key)
          const path = parts.slice(i + 1).join('/')
          if (files) files.push(path)
          else this.#folders.set(key, [path])
        }
      }
    }
    return this.#folders.get(folder)
  }

  /** Whether a file is nobody's dump: one that a system left behind, or one of a page beside whose folder it lies in. */
  isLeftOut(name: string): boolean {
    const parts = name.split('/')
    if (parts.some(isOfTheSystem)) return true
    return parts.slice(0, -1).some((part, i) => {
      if (!isSavedFolderName(part)) return false
      const above = parts.slice(0, i).join('/')
      return stemsOfSavedFolder(part).some((stem) => this.#pagesHere().has(`${above}/${stem}`))
    })
  }

  /** Where pages lie, with and without the endings of their names. */
  #pagesHere(): Set<string> {
    if (this.#pages) return this.#pages
    this.#pages = new Set()
    for (const name of this.names) {
      if (!/\.(?:x?html?|shtml|php|aspx?|jsp)(?:\.gz)?$/i.test(name)) continue
      const at = name.lastIndexOf('/')
      const unpacked = name
        .slice(at + 1)
        .replace(/\.gz$/i, '')
        .normalize('NFC')
        .toLowerCase()
      const above = name.slice(0, Math.max(0, at))
      this.#pages.add(`${above}/${unpacked}`)
      this.#pages.add(`${above}/${unpacked.replace(/\.[^.]*$/, '')}`)
    }
    return this.#pages
  }
}
