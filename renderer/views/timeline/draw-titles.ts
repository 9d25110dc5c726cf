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

/** Draws the title of entry i from x, its middle at y, in a slot of so many pixels, or three grey dots while it is fetched. */
export function drawTitle(
  ctx: CanvasRenderingContext2D,
  frame: Frame,
  i: number,
  x: number,
  y: number,
  width: number,
): void {
  // Held at the left edge while its day is still seen, and cut at the right one.
  const left = Math.max(x, 3)
  const room = Math.min(x + width - TITLE_LEFT - 8, frame.scale.width) - left
  if (room < 24) return
  const colour = ctx.fillStyle
  const known = frame.titles.titleOf(frame.block.articles[i]! > 0, frame.block.id[i]!)
  ctx.fillStyle = known ? frame.palette.ink : frame.palette.ink3
  if (known) {
    if (known.width < 0) known.width = ctx.measureText(known.title).width
    ctx.direction = known.isRightToLeft ? 'rtl' : 'ltr'
    ctx.fillText(fitted(ctx, known, room), left, y)
    ctx.direction = 'ltr'
  } else ctx.fillText('…', left, y)
  ctx.fillStyle = colour
}

/** Cut by proportion, then shortened until it fits: two or three measurements rather than one a letter. */
function fitted(ctx: CanvasRenderingContext2D, { title, width }: DrawnTitle, room: number): string {
  if (width <= room) return title
  let letters = Math.floor((title.length * (room - 8)) / width)
  for (;;) {
    const text = `${title.slice(0, Math.max(1, letters)).trimEnd()}…`
    if (letters <= 1 || ctx.measureText(text).width <= room) return text
    letters -= Math.max(1, Math.floor(letters / 12))
  }
}

/** How wide a title is drawn in a slot, with its mark. */
export function titleWidth(titles: TitleSource, isArticle: boolean, id: number, width: number): number {
  const known = titles.titleOf(isArticle, id)
  return known && known.width >= 0 ? Math.min(width - 4, TITLE_LEFT + known.width + 2) : width - 4
}
