/** Files of an export that comes as several. */
import { createHash } from 'node:crypto'
import { mimeOf } from '../../captures/media-kind.ts'
import type { FileSet, FoundRecord, RecordContent } from '../../format.ts'
import type { FoundPart } from '../../pictures.ts'
import { isObject, type Json, objectsIn } from './values.ts'

export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

export function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1)
}

/** Each name once: of two that are alike the last counts, and {@link FileSet.read} reads that. */
export function membersNamed(files: FileSet, pattern: RegExp): string[] {
  return [...new Set(files.names)].filter((name) => pattern.test(name) && !isLitter(name))
}

/** What macOS puts beside every file of a zip. */
function isLitter(name: string): boolean {
  return name.startsWith('__MACOSX/') || baseName(name).startsWith('._')
}

const DEEPEST = 256

/** @returns null where it is no JSON, or where it nests as no export does */
export function readJson(bytes: Uint8Array | null): unknown {
  if (bytes === null || isTooDeep(bytes)) return null
  try {
    return JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    return null
  }
}

/** The objects of a JSON file that is a list, or has one under one of these names. */
export function listIn(json: unknown, ...names: readonly string[]): Json[] {
  if (Array.isArray(json)) return objectsIn(json)
  const name = names.find((one) => isObject(json) && Array.isArray(json[one]))
  return name && isObject(json) ? objectsIn(json[name]) : []
}

/** A record whose original is all that the export says of it, as JSON. */
export function recordOf(
  member: string,
  original: unknown,
  content: RecordContent,
  place: Pick<FoundRecord, 'byteStart' | 'byteEnd' | 'line'> | null = null,
): FoundRecord {
  const bytes = Buffer.from(JSON.stringify(original))
  return { byteStart: 0, byteEnd: bytes.length, line: null, ...place, member, bytes, ...content }
}

/** A file of the export that is kept beside its article as it is. */
export function keptFile(name: string, bytes: Uint8Array): FoundPart {
  const sha256 = createHash('sha256').update(bytes).digest()
  return { name, mime: mimeOf(bytes, '', name), bytes, sha256, isShown: false }
}

const [QUOTE, BACKSLASH, OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [
  0x22, 0x5c, 0x5b, 0x5d, 0x7b, 0x7d,
]

function isTooDeep(bytes: Uint8Array): boolean {
  let depth = 0
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]
    if (byte === QUOTE) {
      for (i++; i < bytes.length && bytes[i] !== QUOTE; i++) if (bytes[i] === BACKSLASH) i++
    } else if (byte === OPEN_LIST || byte === OPEN_OBJECT) {
      if (++depth > DEEPEST) return true
    } else if (byte === CLOSE_LIST || byte === CLOSE_OBJECT) depth--
  }
  return false
}
