/** Two texts cut down to where they differ, with a few words around it to know the place by. */

export interface Side {
  /** the same on both sides, before and after what differs */
  head: string
  own: string
  tail: string
}

const AROUND = 48
const MOST = 260
const WORD = /[\p{L}\p{N}\p{M}]/u

export function difference(before: string, after: string): [Side, Side] {
  const start = wordStart(before, after, commonStart(before, after))
  const end = wordEnd(before, after, commonEnd(before, after, start))
  const head = lastWords(before.slice(0, start))
  const tail = firstWords(before.slice(before.length - end))
  return [side(before, start, end, head, tail), side(after, start, end, head, tail)]
}

function side(text: string, start: number, end: number, head: string, tail: string): Side {
  return { head, own: shortened(text.slice(start, text.length - end)), tail }
}

function commonStart(one: string, other: string): number {
  const most = Math.min(one.length, other.length)
  let at = 0
  while (at < most && one[at] === other[at]) at += 1
  return at
}

function commonEnd(one: string, other: string, start: number): number {
  const most = Math.min(one.length, other.length) - start
  let at = 0
  while (at < most && one[one.length - 1 - at] === other[other.length - 1 - at]) at += 1
  return at
}

/** Back to where the word begins on both sides, so that no word is cut. */
function wordStart(one: string, other: string, at: number): number {
  const inWord = (text: string) =>
    at > 0 && WORD.test(text[at - 1]!) && at < text.length && WORD.test(text[at]!)
  if (!inWord(one) && !inWord(other) && !inPair(one, at)) return at
  let from = at
  while (from > 0 && (WORD.test(one[from - 1]!) || inPair(one, from))) from -= 1
  return from
}

function wordEnd(one: string, other: string, length: number): number {
  const place = (text: string, by: number) => text.length - by
  const inWord = (text: string) => {
    const at = place(text, length)
    return length > 0 && at > 0 && WORD.test(text[at - 1]!) && WORD.test(text[at]!)
  }
  if (!inWord(one) && !inWord(other) && !inPair(one, place(one, length))) return length
  let kept = length
  while (kept > 0 && (WORD.test(one[place(one, kept)]!) || inPair(one, place(one, kept)))) kept -= 1
  return kept
}

/** Between the two units of one character. */
function inPair(text: string, at: number): boolean {
  const unit = text.charCodeAt(at)
  return at > 0 && unit >= 0xdc00 && unit < 0xe000
}

function lastWords(text: string): string {
  if (text.length <= AROUND) return text
  const cut = text.slice(-AROUND)
  return `… ${cut.slice(cut.search(/\s/) + 1)}`
}

function firstWords(text: string): string {
  if (text.length <= AROUND) return text
  const cut = text.slice(0, AROUND)
  const space = cut.search(/\s\S*$/)
  return `${space > 0 ? cut.slice(0, space) : cut} …`
}

/** Beginning and end of what is long. */
function shortened(text: string): string {
  if (text.length <= MOST) return text
  const [begin, end] = [text.slice(0, MOST - AROUND), text.slice(-AROUND)]
  return `${begin.replace(/\s\S*$/u, '')} … ${end.replace(/^\S*\s/u, '')}`
}
