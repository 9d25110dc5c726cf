/** Names for files of an export that every system can hold, none of them twice, whatever titles say. */
import { fitLine } from './clean.ts'

/** Windows keeps these for devices, with any extension. https://learn.microsoft.com/windows/win32/fileio/naming-a-file */
const DEVICES = /^(con|prn|aux|nul|clock\$|conin\$|conout\$|(com|lpt)[0-9¹²³])$/i
/** forbidden on Windows, or taken for a folder */
const FORBIDDEN = /[<>:"/\\|?*]/g
/** invisible: they could show an extension that is not there */
const INVISIBLE = /[\p{Cf}\p{Co}\p{Cn}]/gu
/** of UTF-8; 255 is what file systems hold, and Windows has 260 characters for the whole path */
const MOST_BYTES = 100

/** @returns a name without its extension, never empty */
export function safeName(title: string, otherwise: string): string {
  const clean = fitLine(title.normalize('NFC').replaceAll(INVISIBLE, ''))
    .replaceAll(FORBIDDEN, ' ')
    .replaceAll(/\s+/g, ' ')
  const name = trimmed(cut(trimmed(clean)))
  if (name === '') return otherwise
  // a device is one even before a dot: `con.notes`
  return DEVICES.test(name.split('.')[0]!.trim()) ? `_${name}` : name
}

/** No hidden file, no option for a program, no end that Windows drops. */
function trimmed(name: string): string {
  return name.replace(/^[\s.~-]+/, '').replace(/[\s.]+$/, '')
}

function cut(name: string): string {
  if (Buffer.byteLength(name) <= MOST_BYTES) return name
  let short = ''
  for (const { segment } of new Intl.Segmenter().segment(name)) {
    if (Buffer.byteLength(short + segment) > MOST_BYTES) break
    short += segment
  }
  return short
}

/** Gives out names, each once, whatever a system thinks of capitals and accents. */
export class FileNames {
  readonly #taken = new Map<string, number>()

  /** @param otherwise the name of what has no title */
  take(title: string, otherwise: string, extension: string): string {
    const name = safeName(title, otherwise)
    for (let i = this.#taken.get(keyOf(name)) ?? 1; ; i++) {
      const free = i === 1 ? name : `${name} (${i})`
      // the next of the same name starts where this one ended
      this.#taken.set(keyOf(name), i + 1)
      if (i > 1 && this.#taken.has(keyOf(free))) continue
      if (i > 1) this.#taken.set(keyOf(free), 2)
      return `${free}.${extension}`
    }
  }
}

function keyOf(name: string): string {
  return name.normalize('NFKC').toLocaleUpperCase('en').toLocaleLowerCase('en')
}
