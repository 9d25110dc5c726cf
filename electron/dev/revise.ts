/** Texts and what becomes of them: sentences added, left out, reworded, moved, as news is edited. Tracks each sentence. */
import { generateArticles, random } from './generate.ts'

export interface Sentence {
  /** the same in both texts; a new one has none of the old numbers */
  number: number
  text: string
  paragraph: number
}

export interface RevisedText {
  text: string
  /** where each sentence stands */
  places: Map<number, { start: number; end: number }>
}

export interface Pair {
  before: RevisedText
  after: RevisedText
  /** of sentences that were reworded: which words of it were kept, as a share */
  reworded: Map<number, number>
}

export type Edit = 'inserted' | 'deleted' | 'reworded' | 'mixed' | 'copies'

/** Lines that pages repeat: a highlight of one of them must not jump to another. */
const REPEATED = ['Sign up for our newsletter.', 'Read more below.', 'The ministry declined to comment.']

/** Pairs of a text and its revision, always the same ones for a seed. */
export function* revisions(edit: Edit, count: number, seed = 11): Generator<Pair> {
  const next = random(seed)
  for (const { paragraphs } of generateArticles(count, seed + 100)) {
    const sentences = paragraphs.flatMap((paragraph, i) =>
      paragraph.split(/(?<=\.) /).map((text, n) => ({ number: i * 100 + n, text, paragraph: i })),
    )
    const before = withRepeats(edit === 'copies' ? withLikes(sentences, next) : sentences, next)
    const reworded = new Map<number, number>()
    const after = revise(before, edit, next, reworded)
    yield { before: joined(before), after: joined(after), reworded }
  }
}

function withRepeats(sentences: readonly Sentence[], next: () => number): Sentence[] {
  let number = 50_000
  return sentences.flatMap((sentence) =>
    next() < 0.12
      ? [sentence, { ...sentence, number: number++, text: REPEATED[Math.floor(next() * REPEATED.length)]! }]
      : [sentence],
  )
}

/** Sentences much like others of the same text, each with every fourth word another one. */
function withLikes(sentences: readonly Sentence[], next: () => number): Sentence[] {
  const words = sentences.flatMap((sentence) => sentence.text.toLowerCase().split(/\W+/)).filter(Boolean)
  const change = (old: string) => (next() < 0.25 ? words[Math.floor(next() * words.length)]! : old)
  const likes = sentences
    .filter(() => next() < 0.4)
    .map((like, i) => ({
      number: 70_000 + i,
      text: like.text.replace(/\w+/g, change),
      paragraph: 900 + Math.floor(i / 3),
    }))
  return [...sentences, ...likes]
}

function revise(
  sentences: readonly Sentence[],
  edit: Edit,
  next: () => number,
  reworded: Map<number, number>,
): Sentence[] {
  let number = 90_000
  const words = sentences.flatMap((sentence) => sentence.text.split(' '))
  const word = () => words[Math.floor(next() * words.length)]!.replace(/\W/g, '').toLowerCase() || 'new'
  const invent = () => `${Array.from({ length: 8 + Math.floor(next() * 12) }, word).join(' ')}.`
  const does = (kind: Edit, share: number) =>
    (edit === kind || edit === 'mixed') && next() < (edit === 'mixed' ? share / 2 : share)
  return sentences.flatMap((sentence): Sentence[] => {
    if (does('deleted', 0.25)) return []
    let kept = sentence
    if (does('reworded', 0.4)) {
      const share = 0.1 + next() * 0.5
      let same = 0
      const text = sentence.text.replace(/\w+/g, (old) => (next() < share ? word() : (same++, old)))
      reworded.set(sentence.number, same / sentence.text.split(' ').length)
      kept = { ...sentence, text }
    }
    const added = (text: string): Sentence => ({ ...sentence, number: number++, text })
    if (does('inserted', 0.3)) return next() < 0.5 ? [kept, added(invent())] : [added(invent()), kept]
    // of two that are alike one goes, and its highlights must not move to the other
    return edit === 'copies' && next() < 0.4 ? [] : [kept]
  })
}

function joined(sentences: readonly Sentence[]): RevisedText {
  const sorted = [...sentences].sort((a, b) => a.paragraph - b.paragraph)
  const places = new Map<number, { start: number; end: number }>()
  let text = ''
  let paragraph = -1
  for (const sentence of sorted) {
    if (text !== '') text += sentence.paragraph === paragraph ? ' ' : '\n\n'
    paragraph = sentence.paragraph
    places.set(sentence.number, { start: text.length, end: text.length + sentence.text.length })
    text += sentence.text
  }
  return { text, places }
}
