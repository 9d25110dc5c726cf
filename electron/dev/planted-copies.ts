/** Copies of texts as outlets make them of each other's, for measuring which are found. */
import { random } from './generate.ts'

export interface CopyKind {
  name: string
  /** what is wanted of it: how many of a hundred are to be found */
  recall: number
  /** @param other a text that has nothing to do with it */
  copy(text: string, other: string): string
}

const next = random(11)
const sentences = (text: string) => text.split('. ')

function edited(text: string, share: number): string {
  return text
    .split(' ')
    .map((word) => (next() < share ? `x${Math.floor(next() * 1e6)}` : word))
    .join(' ')
}

/** Some words go, some come, so that nothing stands where it stood. */
function shifted(text: string, share: number): string {
  return text
    .split(' ')
    .flatMap((word) => {
      const at = next()
      return at < share / 2 ? [] : at < share ? [word, 'moreover'] : [word]
    })
    .join(' ')
}

function rewritten(text: string, share: number, other: string): string {
  const others = sentences(other)
  return sentences(text)
    .map((sentence) => (next() < share ? others[Math.floor(next() * others.length)]! : sentence))
    .join('. ')
}

export const COPY_KINDS: readonly CopyKind[] = [
  {
    name: 'the same, other marks and case',
    recall: 0.99,
    copy: (text) => text.toUpperCase().replaceAll('.', ' —'),
  },
  {
    name: 'syndicated: a line of the agency before, one of the outlet behind',
    recall: 0.97,
    copy: (text, other) => `(Wire) — ${text}\nReporting by ${other.slice(0, 60)}`,
  },
  { name: 'edits of 1 %', recall: 0.97, copy: (text) => edited(text, 0.01) },
  { name: 'edits of 2 %', recall: 0.97, copy: (text) => edited(text, 0.02) },
  { name: 'edits of 5 %', recall: 0.97, copy: (text) => edited(text, 0.05) },
  { name: 'words gone and come, 5 %', recall: 0.97, copy: (text) => shifted(text, 0.05) },
  { name: 'four fifths shared', recall: 0.9, copy: (text, other) => rewritten(text, 0.2, other) },
  { name: 'two thirds shared', recall: 0, copy: (text, other) => rewritten(text, 1 / 3, other) },
  { name: 'cut to four fifths', recall: 0.9, copy: (text) => text.slice(0, text.length * 0.8) },
  { name: 'cut to a half', recall: 0, copy: (text) => text.slice(0, text.length * 0.5) },
  {
    name: 'a fourth more of its own',
    recall: 0.9,
    copy: (text, other) => `${text} ${other.slice(0, text.length / 4)}`,
  },
]
