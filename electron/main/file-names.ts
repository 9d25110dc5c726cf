/** What a file is proposed to be called, whatever its title holds. */
import { extname } from 'node:path'

const LONGEST_BYTES = 120
/** Names of devices on Windows, with or without an extension. */
const DEVICES = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i

/** A title as a file's name, without an extension; `fallback` where nothing of it is left. */
export function fileNameOf(title: string, fallback: string): string {
  const plain = title
    // controls, marks that turn the direction of text around, and what some system forbids in a name
    .replace(/[\p{Cc}\p{Cf}\p{Cs}<>:"/\\|?*]+/gu, ' ')
    .replace(/\s+/g, ' ')
  const name = tidy(cut(tidy(plain)))
  return name === '' || DEVICES.test(name) ? fallback : name
}

/** The path with this extension: a save dialog may leave it out. `null` for a folder, which has none. */
export function withExtension(path: string, extension: string | null): string {
  const missing = extension !== null && extname(path).toLowerCase() !== `.${extension}`
  return missing ? `${path}.${extension}` : path
}

/** No system hides it, and none cuts off its end. */
function tidy(name: string): string {
  return name.replace(/^[\s.]+|[\s.]+$/g, '')
}

/** Most file systems count bytes, and there is an extension to come. */
function cut(name: string): string {
  let bytes = 0
  let kept = ''
  for (const character of name) {
    bytes += Buffer.byteLength(character)
    if (bytes > LONGEST_BYTES) return kept
    kept += character
  }
  return kept
}
