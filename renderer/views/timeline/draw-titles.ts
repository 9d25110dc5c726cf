/** Titles beside single items, cut to the room they have. */

import type { Frame } from './draw.ts'
import { TITLE_LEFT } from './lanes-layout.ts'

/** What can be asked for an item's title while drawing. */
export interface TitleSource {
  /** the title, or null while it is not known: it is then fetched, and the frame drawn again */
  titleOf(isArticle: boolean, id: number): DrawnTitle | null
}

/** A title with what drawing has learnt about it. */
export interface DrawnTitle {
  title: string
  isRightToLeft: boolean
  /** its width in pixels, measured once; negative before */
  width: number
}

/** Draws the title of entry i at (x, y) in a slot of so many pixels, or three grey dots while it is fetched. */
export function drawTitle(
  ctx: CanvasRenderingContext2D,
  frame: Frame,
  i: number,
  x: number,
  y: number,
  width: number,
): void {
  const room = width - TITLE_LEFT - 8
  if (room < 30) return
  const colour = ctx.fillStyle
  const known = frame.titles.titleOf(frame.block.articles[i]! > 0, frame.block.id[i]!)
  ctx.fillStyle = known ? frame.palette.ink : frame.palette.ink3
  if (known) {
    if (known.width < 0) known.width = ctx.measureText(known.title).width
    ctx.direction = known.isRightToLeft ? 'rtl' : 'ltr'
    ctx.fillText(fitted(known, room), x, y + 5)
    ctx.direction = 'ltr'
  } else ctx.fillText('…', x, y + 5)
  ctx.fillStyle = colour
}

/** Cut by proportion rather than measured letter by letter: good to a few pixels, and one slice a frame. */
function fitted({ title, width }: DrawnTitle, room: number): string {
  if (width <= room) return title
  const letters = Math.max(1, Math.floor((title.length * (room - 10)) / width))
  return `${title.slice(0, letters).trimEnd()}…`
}
