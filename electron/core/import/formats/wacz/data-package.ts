/**
 * What a WACZ says of its own files: `datapackage.json` with their checksums (https://specs.webrecorder.net/wacz/1.1.1/), and
 * `datapackage-digest.json` with its own and perhaps a signature.
 */
import { createHash } from 'node:crypto'
import type { FileSet } from '../../format.ts'
import { asStream } from './members.ts'

interface Listed {
  path: string
  algorithm: string
  hash: string
}

export class DataPackage {
  /** null where there is none that can be read */
  readonly value: Record<string, unknown> | null
  readonly #files: FileSet
  readonly #beat: () => void
  readonly #verdicts = new Map<string, boolean | null>()

  constructor(files: FileSet, beat: () => void) {
    this.#files = files
    this.#beat = beat
    this.value = readJson(files, 'datapackage.json')
  }

  /** A package of packages. */
  get isMulti(): boolean {
    return this.value?.['profile'] === 'multi-wacz-package'
  }

  /** Whether a file is what its checksum says; null where there is no checksum of it. */
  isSound(name: string): boolean | null {
    const listed = this.#listed().find(({ path }) => path === name)
    return listed ? this.#verify(listed) : null
  }

  /** What a person should know of the package as a whole. */
  findings(): string[] {
    const found: string[] = []
    if (!this.value)
      found.push('It has no datapackage.json that can be read: nothing says whether its files are whole.')
    const listed = this.#listed()
    const names = new Set(this.#files.names)
    for (const { path } of listed.slice(0, 10_000)) {
      if (!names.has(path)) found.push(`${shown(path)} is listed in datapackage.json but is not there.`)
      else if (this.isSound(path) === false)
        found.push(`${shown(path)} is not what datapackage.json says: its checksum is another.`)
    }
    const sound = listed.filter(({ path }) => names.has(path) && this.isSound(path)).length
    const digest = readJson(this.#files, 'datapackage-digest.json')
    const isSelf = digest ? this.#isSelf(digest) : null
    if (isSelf === false)
      found.push('datapackage.json is not what datapackage-digest.json says: its checksum is another.')
    if (digest?.['signedData'])
      found.push(`It is signed${signer(digest)}: the signature was not checked, which would take a network.`)
    if (found.length > 0 && sound > 0)
      found.push(
        `${sound.toLocaleString('en')} of ${listed.length.toLocaleString('en')} files are what datapackage.json says.`,
      )
    return found
  }

  #isSelf(digest: Record<string, unknown>): boolean | null {
    const listed = listedIn({ path: 'datapackage.json', hash: digest['hash'] })[0]
    return listed ? this.#verify(listed) : null
  }

  #listed(): Listed[] {
    const resources = this.value?.['resources']
    return Array.isArray(resources) ? resources.flatMap(listedIn) : []
  }

  #verify({ path, algorithm, hash }: Listed): boolean | null {
    const known = this.#verdicts.get(path)
    if (known !== undefined) return known
    const content = this.#files.open(path)
    if (!content) return null
    const sum = createHash(algorithm)
    const stream = asStream(content)
    for (let piece = stream.next(); piece; piece = stream.next()) {
      sum.update(piece)
      this.#beat()
    }
    const verdict = sum.digest('hex') === hash.toLowerCase()
    this.#verdicts.set(path, verdict)
    return verdict
  }
}

const ALGORITHMS = new Set(['sha256', 'sha1', 'sha512', 'sha224', 'md5'])

/** `hash: "sha256:…"`; before version 1.1 `stats: {hash}` and `hashing: "sha256"`. */
function listedIn(value: unknown): Listed[] {
  const { path, hash, stats, hashing } = (value ?? {}) as Record<string, unknown>
  const sum = typeof hash === 'string' ? hash : (stats as { hash?: unknown } | undefined)?.hash
  if (typeof path !== 'string' || typeof sum !== 'string') return []
  const found = /^(?:([\w-]+):)?([\da-f]+)$/i.exec(sum)
  const named = found?.[1] ?? (typeof hashing === 'string' ? hashing : 'sha256')
  const algorithm = named.toLowerCase().replace('-', '')
  return found && ALGORITHMS.has(algorithm) ? [{ path, algorithm, hash: found[2]! }] : []
}

function signer(digest: Record<string, unknown>): string {
  const { software, domain } = digest['signedData'] as { software?: unknown; domain?: unknown }
  const by = typeof domain === 'string' ? domain : typeof software === 'string' ? software : null
  return by ? ` by ${shown(by)}` : ''
}

export function readJson(files: FileSet, name: string): Record<string, unknown> | null {
  const bytes = files.read(name)
  if (!bytes) return null
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes))
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null
  } catch {
    return null
  }
}

function shown(text: string): string {
  return text.replace(/[\p{C}\p{Bidi_Control}]/gu, '').slice(0, 200)
}
