/** Names that people give, made safe to keep: what cannot be meant is refused in words, what cannot be seen is dropped. */
import { AppError } from '../../shared/errors.ts'

const CONTROL = /[\u0000-\u001f\u007f-\u009f]/
/** Marks of direction, blanks without width, a byte-order mark: two names must not differ by what nobody sees. */
const UNSEEN = /[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g
const BLANKS = /\s+/g

const MOST_LETTERS = 100
const MOST_LEVELS = 10

/** What kind of name, for the message: `A tag’s name`. */
export type Named = 'A tag’s name' | 'A title' | 'A name'

/**
 * One name on one line.
 * @throws AppError `bad-input`
 */
export function cleanName(name: string, what: Named = 'A name', most = MOST_LETTERS): string {
  const visible = name.replace(UNSEEN, '').trim()
  if (CONTROL.test(visible)) throw bad(`${what} is one line of letters: this one holds control characters.`)
  if (!visible.isWellFormed()) throw bad(`${what} holds half a character.`)
  const clean = visible.replace(BLANKS, ' ').normalize('NFC')
  if (clean === '') throw bad(`${what} cannot be empty.`)
  if (clean.length > most) {
    throw bad(`${what} has ${most} letters at most; this one has ${clean.length.toLocaleString('en')}.`)
  }
  return clean
}

/** `policy/water` in its parts. @throws AppError `bad-input` */
export function cleanTagPath(path: string): string[] {
  const parts = path.split('/')
  if (parts.length > 1 && parts.some((part) => part.replace(UNSEEN, '').trim() === '')) {
    throw bad('Between two “/” of a tag stands a name.', 'Write “policy/water”, without a “/” at either end.')
  }
  if (parts.length > MOST_LEVELS) throw bad(`Tags go ${MOST_LEVELS} levels deep at most.`)
  return parts.map((part) => cleanName(part, 'A tag’s name'))
}

/** One part of a path. @throws AppError `bad-input` */
export function cleanTagName(name: string): string {
  if (name.includes('/')) {
    throw bad('A “/” parts a tag from those above it.', 'Move the tag to put it under another one.')
  }
  return cleanName(name, 'A tag’s name')
}

/** Several lines: a note, a description. Nothing is refused but what no text holds. */
export function cleanText(text: string): string {
  return text
    .replaceAll('\r\n', '\n')
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '')
    .toWellFormed()
}

function bad(message: string, detail?: string): AppError {
  return new AppError('bad-input', message, detail)
}
