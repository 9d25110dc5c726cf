/** A test's own corner of the disk: the app's data and a person's documents, owned by whom the app runs as. */
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import type { Owner } from '../electron/dev/sandbox.ts'

const DUMPS = join(import.meta.dirname, 'dumps')

export class Place {
  readonly root: string
  /** the app's settings, log and sample archive */
  readonly userData: string
  /** where a person keeps archives and dumps */
  readonly documents: string
  readonly #owner: Owner | null

  /** @param name for a folder that is called the same each time */
  constructor(owner: Owner | null, name = '') {
    this.#owner = owner
    this.root = name ? freshFolder(join(tmpdir(), name)) : mkdtempSync(join(tmpdir(), 'clipfile-e2e-'))
    chmodSync(this.root, 0o755)
    this.userData = this.folder('data')
    this.documents = this.folder('documents')
  }

  /** The path of something in the documents folder, whether it is there or not. */
  path(name: string): string {
    return join(this.documents, name)
  }

  /** A folder, made if need be. Relative to this place, e.g. `documents/dumps`. */
  folder(name: string): string {
    const path = join(this.root, name)
    mkdirSync(path, { recursive: true })
    this.own(path)
    return path
  }

  /** Writes a file into the documents folder. */
  write(name: string, content: string | Uint8Array): string {
    const path = this.path(name)
    if (dirname(name) !== '.') this.folder(join('documents', dirname(name)))
    writeFileSync(path, content)
    this.own(path)
    return path
  }

  /** Copies one of our invented dumps into the documents folder. */
  copy(dump: string, name = basename(dump)): string {
    return this.write(name, readFileSync(join(DUMPS, dump)))
  }

  move(from: string, to: string): void {
    renameSync(from, to)
  }

  /** Gives a file or folder to the person whose app this is. */
  own(path: string): void {
    if (this.#owner) chownSync(path, this.#owner.uid, this.#owner.gid)
  }

  ownIfThere(path: string): void {
    if (existsSync(path)) this.own(path)
  }

  writeSettings(text: string): void {
    const path = join(this.userData, 'settings.json')
    writeFileSync(path, text)
    this.own(path)
  }

  get settings(): Record<string, unknown> {
    return JSON.parse(readFileSync(join(this.userData, 'settings.json'), 'utf8')) as Record<string, unknown>
  }

  get log(): string {
    try {
      return readFileSync(join(this.userData, 'logs', 'clipfile.log'), 'utf8')
    } catch {
      return ''
    }
  }

  remove(): void {
    // a test may have taken rights away
    try {
      rmSync(this.root, { recursive: true, force: true })
    } catch {
      chmodSync(this.documents, 0o755)
      rmSync(this.root, { recursive: true, force: true })
    }
  }
}

function freshFolder(path: string): string {
  rmSync(path, { recursive: true, force: true })
  mkdirSync(path)
  return path
}
