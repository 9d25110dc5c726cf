/** Names of tags and folders as other programs allow them, made into names that can be kept here. */

const MOST = { tag: 100, collection: 300 }
const MOST_LEVELS = 10
/** U+2215: looks like the slash that parts the levels of a tag. */
const DIVISION = '\u2215'
const UNSEEN = /[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g
const HALF = /\p{Cs}/gu
const CONTROL = /[\u0000-\u001f\u007f-\u009f]+/g

/** @returns the path, empty where no name is left; and in words what of it could not stay as it was */
export function cleanPath(
  path: readonly string[],
  kind: 'tag' | 'collection',
): { parts: string[]; changed: string[] } {
  const changed = new Set<string>()
  let parts = path.map((name) => cleanPart(name, kind, changed)).filter((name) => name !== '')
  if (parts.length > MOST_LEVELS) {
    changed.add(`levels below the ${MOST_LEVELS}th are left out`)
    parts = parts.slice(0, MOST_LEVELS)
  }
  return { parts, changed: [...changed] }
}

function cleanPart(name: string, kind: 'tag' | 'collection', changed: Set<string>): string {
  let clean = name
    .replace(HALF, '')
    .replace(UNSEEN, '')
    .replace(CONTROL, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .normalize('NFC')
  if (kind === 'tag' && clean.includes('/')) {
    changed.add(`“/” within a tag’s name became “${DIVISION}”`)
    clean = clean.replaceAll('/', DIVISION)
  }
  const most = MOST[kind]
  if (clean.length > most) {
    changed.add(`cut to ${most} letters`)
    clean = `${clean
      .slice(0, most - 1)
      .replace(HALF, '')
      .trim()}…`
  }
  return clean
}
