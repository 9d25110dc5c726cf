/** What differs between two texts, word by word; characters where a script has no spaces. */
import { diffArrays } from 'diff'
import type { DiffRun } from '../../shared/timeline.ts'
import { pairPassages } from './passages.ts'

export interface TextDiff {
  runs: DiffRun[]
  /** false where texts were so long and so unlike that whole passages stand side by side instead of words */
  exact: boolean
}

/** Edits that are looked for at most. The time grows with their square: 2,000 take about a tenth of a second. */
const MOST_EDITS = 2000
/** Words of two passages that are compared as they are; longer ones are parted at what they have in common first. */
const MOST_WORDS = 20_000

const UNSPACED =
  '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}'
/** A letter of an unspaced script with its marks, a word, white space, or any other sign. */
const TOKEN = new RegExp(`[${UNSPACED}]\\p{M}*|(?:(?![${UNSPACED}])[\\p{L}\\p{N}\\p{M}_'’])+|\\s+|[^]`, 'gu')

/** All runs of a text that are not `new` make up the one, all that are not `gone` the other. */
export function diffWords(a: string, b: string): TextDiff {
  if (a === b) return { runs: a === '' ? [] : [{ kind: 'same', text: a }], exact: true }
  const runs = new Runs()
  const paragraphs = diffArrays(paragraphsOf(a), paragraphsOf(b), { maxEditLength: MOST_EDITS })
  let exact = true
  if (!paragraphs) exact = diffPassage(runs, paragraphsOf(a), paragraphsOf(b))
  else {
    for (let i = 0; i < paragraphs.length; i++) {
      const { value, added, removed } = paragraphs[i]!
      if (!added && !removed) {
        runs.add('same', value.join(''))
        continue
      }
      const next = paragraphs[i + 1]
      const other = next && (next.added || next.removed) ? (i++, next.value) : []
      exact = (added ? diffPassage(runs, other, value) : diffPassage(runs, value, other)) && exact
    }
  }
  return { runs: runs.finish(), exact }
}

/** Each with the empty line that follows it. */
function paragraphsOf(text: string): string[] {
  return text.split(/(?<=\n\n)/)
}

/** @returns whether it was compared word by word */
function diffPassage(runs: Runs, a: string[], b: string[]): boolean {
  if (a.length === 0 || b.length === 0) {
    runs.add('gone', a.join(''))
    runs.add('new', b.join(''))
    return true
  }
  if (addWords(runs, a.join(''), b.join(''))) return true
  let exact = a.length + b.length > 2
  for (const pair of a.length + b.length > 2 ? pairPassages(a, b) : [{ a, b }]) {
    const [before, after] = [pair.a.join(''), pair.b.join('')]
    if (before !== '' && after !== '' && addWords(runs, before, after)) continue
    if (before !== '' && after !== '') exact = false
    runs.add('gone', before)
    runs.add('new', after)
  }
  return exact
}

/** @returns false when the two are too long or too unlike; nothing is added then */
function addWords(runs: Runs, a: string, b: string): boolean {
  const [before, after] = [a.match(TOKEN) ?? [], b.match(TOKEN) ?? []]
  const shorter = Math.min(before.length, after.length)
  let start = 0
  while (start < shorter && before[start] === after[start]) start++
  let end = 0
  while (end < shorter - start && before.at(-1 - end) === after.at(-1 - end)) end++
  const middle = [before.slice(start, before.length - end), after.slice(start, after.length - end)] as const
  if (middle[0].length + middle[1].length > MOST_WORDS) return false
  const changes = diffArrays(middle[0], middle[1], { maxEditLength: MOST_EDITS })
  if (!changes) return false
  runs.add('same', before.slice(0, start).join(''))
  for (const { value, added, removed } of changes) {
    runs.add(added ? 'new' : removed ? 'gone' : 'same', value.join(''))
  }
  runs.add('same', before.slice(before.length - end).join(''))
  return true
}

const SAYS_SOMETHING = /[\p{L}\p{N}]/u

/** Runs in order: of one change what is gone comes first, and no two changes are parted by a blank or a comma alone. */
class Runs {
  readonly #done: DiffRun[] = []
  #gone = ''
  #new = ''
  /** without a word in it, after a change */
  #between = ''

  add(kind: DiffRun['kind'], text: string): void {
    if (text === '') return
    if (kind !== 'same') {
      this.#gone += this.#between
      this.#new += this.#between
      this.#between = ''
      if (kind === 'gone') this.#gone += text
      else this.#new += text
      return
    }
    const isChanging = this.#gone !== '' || this.#new !== ''
    if (isChanging && !SAYS_SOMETHING.test(this.#between + text)) {
      this.#between += text
      return
    }
    const whole = this.#between + text
    this.#between = ''
    this.#settle()
    this.#push('same', whole)
  }

  #settle(): void {
    this.#push('gone', this.#gone)
    this.#push('new', this.#new)
    this.#gone = ''
    this.#new = ''
  }

  #push(kind: DiffRun['kind'], text: string): void {
    if (text === '') return
    const last = this.#done.at(-1)
    if (last?.kind === kind) last.text += text
    else this.#done.push({ kind, text })
  }

  finish(): DiffRun[] {
    this.#settle()
    this.#push('same', this.#between)
    this.#between = ''
    return this.#done
  }
}
