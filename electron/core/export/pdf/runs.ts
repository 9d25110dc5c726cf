/** A block's text with its marks, highlights and notes as runs: every stretch that is set alike is one. */
import type { Mark } from '../../../shared/model.ts'
import type { AnnotationColour } from '../../../shared/own.ts'
import { followable, printable } from './printable-text.ts'
import type { PrintedNote, Run, StyledRun } from './printed.ts'

/** A highlight on a block, in UTF-16 units of its text. */
export interface Highlight {
  start: number
  end: number
  /** null: highlights are not printed, only the note */
  colour: AnnotationColour | null
  /** set after its last letter */
  note: PrintedNote | null
}

/**
 * Longer than this, a paragraph is cut into several at its sentences or blanks: long ones take far
 * longer to justify: 5 MB in paragraphs of 20,000 letters took minutes, and in these 16 s.
 */
const LONGEST = 4_000

export function runsOf(
  text: string,
  marks: readonly Mark[] = [],
  highlights: readonly Highlight[] = [],
): Run[] {
  if (marks.length === 0 && highlights.length === 0) return withNewlines(text, {})
  const edges = new Set([0, text.length])
  for (const { start, end } of [...marks, ...highlights]) {
    edges.add(clamp(start, text)).add(clamp(end, text))
  }
  const places = [...edges].sort((a, b) => a - b)
  const active = sweep(marks, highlights)
  const runs: Run[] = []
  for (let i = 0; i + 1 < places.length; i++) {
    const from = places[i]!
    const to = places[i + 1]!
    const style = active.styleAt(from)
    const pieces = withNewlines(text.slice(from, to), style)
    const notes = highlights.flatMap(({ end, note }) => (note && clamp(end, text) === to ? [note] : []))
    if (notes.length > 0) addNotes(pieces, style, notes)
    runs.push(...pieces)
  }
  return runs
}

function clamp(at: number, text: string): number {
  return Math.max(0, Math.min(text.length, at))
}

type Style = Omit<StyledRun, 't' | 'notes'>

/** What holds at each place, asked from left to right: marks by the thousand must not be looked through for each of them. */
function sweep(marks: readonly Mark[], highlights: readonly Highlight[]): { styleAt(at: number): Style } {
  const begin = [...marks].sort((a, b) => a.start - b.start)
  const lights = [...highlights].sort((a, b) => a.start - b.start)
  let open: Mark[] = []
  let lit: Highlight[] = []
  let nextMark = 0
  let nextLight = 0
  return {
    styleAt(at) {
      while (nextMark < begin.length && begin[nextMark]!.start <= at) open.push(begin[nextMark++]!)
      while (nextLight < lights.length && lights[nextLight]!.start <= at) lit.push(lights[nextLight++]!)
      open = open.filter((mark) => mark.end > at)
      lit = lit.filter((light) => light.end > at)
      return styleOf(open, lit)
    },
  }
}

function styleOf(open: readonly Mark[], lit: readonly Highlight[]): Style {
  const style: Style = {}
  for (const { type, href } of open) {
    if (type === 'link') {
      const address = href === undefined ? null : followable(href)
      if (address !== null) style.link = address
    } else style[type] = true
  }
  const colour = lit.findLast((light) => light.colour !== null)?.colour
  if (colour !== undefined && colour !== null) style.mark = colour
  return style
}

function withNewlines(text: string, style: Style): Run[] {
  const isPlain = Object.keys(style).length === 0
  return printable(text)
    .split('\n')
    .flatMap((line, i): Run[] => [
      ...(i > 0 ? [{ newline: true } as const] : []),
      ...(line === '' ? [] : [isPlain ? line : { t: line, ...style }]),
    ])
}

function addNotes(pieces: Run[], style: Style, notes: PrintedNote[]): void {
  const last = pieces.at(-1)
  if (last === undefined || (typeof last === 'object' && 'newline' in last))
    pieces.push({ t: '', ...style, notes })
  else pieces[pieces.length - 1] = { ...(typeof last === 'string' ? { t: last } : last), notes }
}

/** Parts runs at a sign that stands between items or cells. */
export function splitRuns(runs: readonly Run[], sign: '\n' | '\t'): Run[][] {
  const parts: Run[][] = [[]]
  for (const run of runs) {
    if (typeof run === 'object' && 'newline' in run) {
      if (sign === '\n') parts.push([])
      else parts.at(-1)!.push(run)
      continue
    }
    const style = typeof run === 'string' ? null : run
    const pieces = (typeof run === 'string' ? run : run.t).split(sign)
    pieces.forEach((piece, i) => {
      if (i > 0) parts.push([])
      const isLast = i === pieces.length - 1
      const { notes, ...rest } = style ?? { t: '' }
      if (piece === '' && !(isLast && notes)) return
      if (!style) parts.at(-1)!.push(piece)
      else parts.at(-1)!.push({ ...rest, t: piece, ...(isLast && notes ? { notes } : {}) })
    })
  }
  return parts
}

/** Parts the runs of a paragraph that nobody could set in one go. */
export function cutLong(runs: Run[]): Run[][] {
  let length = 0
  const parts: Run[][] = [[]]
  for (const run of runs.flatMap(cutRun)) {
    if (length > LONGEST) {
      parts.push([])
      length = 0
    }
    parts.at(-1)!.push(run)
    length += lengthOf(run)
  }
  return parts
}

export function lengthOf(run: Run): number {
  return typeof run === 'string' ? run.length : 'newline' in run ? 1 : run.t.length
}

function cutRun(run: Run): Run[] {
  if (lengthOf(run) <= LONGEST || (typeof run === 'object' && 'newline' in run)) return [run]
  const text = typeof run === 'string' ? run : run.t
  const pieces: string[] = []
  for (let at = 0; at < text.length;) {
    const end = at + LONGEST >= text.length ? text.length : breakNear(text, at + LONGEST)
    pieces.push(text.slice(at, end))
    at = end
  }
  return pieces.map((piece, i) => {
    if (typeof run === 'string') return piece
    const { notes, ...rest } = run
    return { ...rest, t: piece, ...(notes && i === pieces.length - 1 ? { notes } : {}) }
  })
}

function breakNear(text: string, at: number): number {
  const before = text.slice(at - 2000, at)
  const sentence = before.search(/[.!?。！？]\s+(?!.*[.!?。！？]\s)/su)
  if (sentence >= 0) return at - 2000 + sentence + 2
  const blank = before.lastIndexOf(' ')
  if (blank >= 0) return at - 2000 + blank + 1
  return /[\udc00-\udfff]/.test(text[at]!) ? at + 1 : at
}
