/**
 * `npm run bench:anchors`: what becomes of annotations when their text is revised. Each pair is a text and its revision, in
 * which it is known what happened to every sentence: does the annotation land on its passage, on another one, or in the tray?
 */
import { findPassage, quotePassage, type Place } from '../core/annotations/find-passage.ts'
import { inMs, percentile, printFigures, type Figure } from './figures.ts'
import { random } from './generate.ts'
import { type Edit, type Pair, revisions } from './revise.ts'
import { runScript } from './script.ts'

const TEXTS = 150
const ANNOTATIONS = 12

export interface Score {
  /** on its passage */
  right: number
  /** its passage is gone, and so it waits in the tray */
  rightlyInTray: number
  /** its passage is there, but was not recognised */
  inTray: number
  wrong: number
  ms: number[]
}

/** Annotates each text at random, whole sentences and parts of them, and looks where they land in its revision. */
export function scoreRevisions(edit: Edit, texts = TEXTS): Score {
  const next = random(23)
  const score: Score = { right: 0, rightlyInTray: 0, inTray: 0, wrong: 0, ms: [] }
  for (const pair of revisions(edit, texts)) {
    const sentences = [...pair.before.places]
    for (let i = 0; i < ANNOTATIONS; i++) {
      const [number, place] = sentences[Math.floor(next() * sentences.length)]!
      const chosen = stretchOf(pair.before.text, place, next)
      if (chosen) scoreOne(score, pair, number, chosen)
    }
  }
  return score
}

/** The whole sentence, or some words of it. */
function stretchOf(text: string, { start, end }: Place, next: () => number): Place | null {
  if (next() < 0.4) return { start, end }
  const words = [...text.slice(start, end).matchAll(/\S+/g)]
  const first = Math.floor(next() * words.length)
  const last = Math.min(words.length - 1, first + Math.floor(next() * 9))
  const [from, to] = [words[first], words[last]]
  return from && to ? { start: start + from.index, end: start + to.index + to[0].length } : null
}

function scoreOne(score: Score, { before, after, reworded }: Pair, sentence: number, chosen: Place): void {
  const quote = quotePassage(before.text, chosen.start, chosen.end)
  const started = performance.now()
  const found = findPassage(after.text, quote, chosen)
  score.ms.push(performance.now() - started)
  const truth = after.places.get(sentence)
  if (!found) {
    const isGone = !truth || (reworded.get(sentence) ?? 1) < 0.5
    score[isGone ? 'rightlyInTray' : 'inTray']++
  } else if (truth && found.start >= truth.start - 2 && found.end <= truth.end + 2) score.right++
  else score.wrong++
}

function figureOf(edit: Edit, words: string): Figure {
  const { right, rightlyInTray, inTray, wrong, ms } = scoreRevisions(edit)
  const all = right + rightlyInTray + inTray + wrong
  const share = (count: number) => `${((100 * count) / all).toFixed(1)} %`
  return {
    what: `${words}: ${all} annotations`,
    measured:
      `right ${share(right)}, in the tray because gone ${share(rightlyInTray)}, in the tray though there ` +
      `${share(inTray)}, wrong ${wrong} (p95 ${inMs(percentile(ms, 0.95))})`,
    goal: 'wrong 0',
  }
}

if (import.meta.main) {
  await runScript(async () => {
    const figures = [
      figureOf('inserted', 'sentences inserted'),
      figureOf('deleted', 'sentences deleted'),
      figureOf('reworded', 'sentences reworded'),
      figureOf('mixed', 'all of it'),
      figureOf('copies', 'of sentences much alike some gone'),
    ]
    printFigures(figures)
    return figures.every((figure) => figure.measured.includes('wrong 0')) ? 0 : 1
  })
}
