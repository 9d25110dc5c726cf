/** Choosing a passage without a mouse: sentence by sentence, its ends moved by words. Pure: places in the body text. */
import { blockStarts } from '../../../electron/shared/anchors.ts'
import type { Block } from '../../../electron/shared/model.ts'
import type { Place } from './body-map.ts'

const BULLET = /^[•·‣▪◦*–-]\s+/u

/** The sentences of a text, in order, those of captions last; none reaches over two blocks. */
export function sentencesOf(blocks: readonly Block[], language: string | null): Place[] {
  const sentences = segmenter(language, 'sentence')
  const found = blockStarts(blocks).flatMap((start, block) => {
    if (start === null) return []
    return [...sentences.segment(blocks[block]!.text)].flatMap(({ segment, index }) => {
      const lead = segment.length - segment.trimStart().length
      const bullet = blocks[block]!.kind === 'list' ? (BULLET.exec(segment.trimStart())?.[0].length ?? 0) : 0
      const from = start + index + lead + bullet
      const to = start + index + segment.trimEnd().length
      return from < to ? [{ start: from, end: to }] : []
    })
  })
  return found.sort((a, b) => a.start - b.start)
}

/** A language that the platform does not know is none. */
function segmenter(language: string | null, granularity: 'sentence' | 'word'): Intl.Segmenter {
  try {
    return new Intl.Segmenter(language ?? undefined, { granularity })
  } catch {
    return new Intl.Segmenter(undefined, { granularity })
  }
}

/** A passage between two sentences, in whichever order they were chosen. */
export function between(sentences: readonly Place[], anchor: number, focus: number): Place {
  return {
    start: sentences[Math.min(anchor, focus)]!.start,
    end: sentences[Math.max(anchor, focus)]!.end,
  }
}

/** The place of the next end of a word after `at`, or before it; the ends of the text where there is none. */
export function wordStep(text: string, language: string | null, at: number, by: 1 | -1): number {
  const REACH = 200
  const from = by > 0 ? at : Math.max(0, at - REACH)
  const words = [...segmenter(language, 'word').segment(text.slice(from, by > 0 ? at + REACH : at))]
    .filter((one) => one.isWordLike)
    .map(({ index, segment }) => ({ start: from + index, end: from + index + segment.length }))
  if (by > 0) return words.find(({ end }) => end > at)?.end ?? text.length
  return words.findLast(({ end }) => end < at)?.end ?? 0
}

/** The same for the start of a passage: to the next beginning of a word, or the one before. */
export function wordStart(text: string, language: string | null, at: number, by: 1 | -1): number {
  const REACH = 200
  const from = by > 0 ? at : Math.max(0, at - REACH)
  const starts = [...segmenter(language, 'word').segment(text.slice(from, by > 0 ? at + REACH : at))]
    .filter((one) => one.isWordLike)
    .map(({ index }) => from + index)
  if (by > 0) return starts.find((start) => start > at) ?? at
  return starts.findLast((start) => start < at) ?? at
}
