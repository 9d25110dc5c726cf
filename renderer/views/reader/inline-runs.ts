/** A block's text cut at its marks, so that each stretch is drawn as text in the elements it is set in. */
import type { Mark } from '../../../electron/shared/model.ts'

const STYLES = ['strong', 'em', 'code', 'sub', 'sup'] as const
export type Style = (typeof STYLES)[number]

export interface Piece {
  text: string
  styles: Style[]
}

/** Pieces that stand together: those of one link, or those between links. */
export interface Run {
  href: string | null
  pieces: Piece[]
}

/** Marks that overlap, nest or lie outside are tolerated: no text is lost or doubled. */
export function runsOf(text: string, marks: readonly Mark[] = []): Run[] {
  const runs: Run[] = []
  let last: Mark | undefined
  for (const [start, end] of stretches(text, marks)) {
    const over = marks.filter((mark) => mark.start <= start && mark.end >= end)
    const link = over.find((mark) => mark.type === 'link' && mark.href)
    const piece = {
      text: text.slice(start, end),
      styles: STYLES.filter((style) => over.some((mark) => mark.type === style)),
    }
    const run = runs.at(-1)
    if (run && link === last) run.pieces.push(piece)
    else runs.push({ href: link?.href ?? null, pieces: [piece] })
    last = link
  }
  return runs
}

/** The text between one mark's end and the next, as [start, end). */
function stretches(text: string, marks: readonly Mark[]): [number, number][] {
  const places = new Set([0, text.length])
  for (const { start, end } of marks) {
    if (end > start) for (const place of [start, end]) places.add(whole(text, place))
  }
  const cuts = [...places].filter((place) => place >= 0 && place <= text.length).sort((a, b) => a - b)
  return cuts.slice(1).map((end, i) => [cuts[i]!, end])
}

/** Never within a character that takes two units. */
function whole(text: string, place: number): number {
  const before = text.charCodeAt(place - 1)
  const after = text.charCodeAt(place)
  return before >= 0xd800 && before < 0xdc00 && after >= 0xdc00 && after < 0xe000 ? place - 1 : place
}

/** The marks of each part of a text, e.g. of each item of a list: counted from where the part begins. */
export function marksOfParts(text: string, parts: readonly string[], marks: readonly Mark[] = []): Mark[][] {
  let from = 0
  return parts.map((part) => {
    const at = text.indexOf(part, from)
    if (at < 0) return []
    from = at + part.length
    return marks
      .filter((mark) => mark.start < at + part.length && mark.end > at)
      .map((mark) => ({
        ...mark,
        start: Math.max(0, mark.start - at),
        end: Math.min(part.length, mark.end - at),
      }))
  })
}
