/** Near-copies across outlets, joined by a thin line; whoever was first has a frame. */

import type { StoriesOf } from '../../../electron/shared/timeline.ts'
import type { Block } from './block.ts'
import type { Frame } from './draw.ts'
import { AXIS_HEIGHT, MARK_HEIGHT, MARK_WIDTH, type Slot } from './lanes-layout.ts'
import { findMark } from './mark-place.ts'

/** Link i joins the entries entry[start[i]] … entry[start[i + 1]] of a block, in order of days. */
export interface Links {
  start: Int32Array
  entry: Int32Array
  lane: Int32Array
  /** the entry that was first, or −1 where that is not known: not all are here, or the first days are the same or vague */
  first: Int32Array
}

export function linksOf(block: Block, stories: StoriesOf): Links {
  const storyOf = new Map<number, number>()
  stories.articleId.forEach((id, i) => storyOf.set(id, i))
  const found = new Map<number, { size: number; entries: number[] }>()
  const laneOf = new Int32Array(block.day.length)
  for (let lane = 0; lane < block.lanes; lane++) {
    for (let i = block.laneStart[lane]!; i < block.laneStart[lane + 1]!; i++) {
      laneOf[i] = lane
      const at = block.articles[i]! > 0 ? storyOf.get(block.id[i]!) : undefined
      if (at === undefined) continue
      const story = stories.storyId[at]!
      const known = found.get(story)
      if (known) known.entries.push(i)
      else found.set(story, { size: stories.size[at]!, entries: [i] })
    }
  }
  const links = [...found.values()].filter(({ entries }) => entries.length > 1)
  const entry: number[] = []
  const start = [0]
  const first: number[] = []
  for (const { size, entries } of links) {
    entries.sort((a, b) => block.day[a]! - block.day[b]!)
    entry.push(...entries)
    start.push(entry.length)
    const [one, two] = entries as [number, number]
    const isTold = size === entries.length && block.day[one]! + block.span[one]! <= block.day[two]!
    first.push(isTold ? one : -1)
  }
  return {
    start: Int32Array.from(start),
    entry: Int32Array.from(entry),
    lane: Int32Array.from(entry, (i) => laneOf[i]!),
    first: Int32Array.from(first),
  }
}

const slot: Slot = { x: 0, y: 0, width: 0 }

/** Draws the lines between what is seen, behind the marks. */
export function drawLinks(ctx: CanvasRenderingContext2D, frame: Frame, links: Links): void {
  const { rowLane, palette, scale } = frame
  const rowOf = new Int32Array(frame.block.lanes).fill(-1)
  for (let row = 0; row < rowLane.length; row++) if (rowLane[row]! >= 0) rowOf[rowLane[row]!] = row
  ctx.save()
  ctx.beginPath()
  ctx.rect(0, AXIS_HEIGHT, scale.width, frame.height - AXIS_HEIGHT)
  ctx.clip()
  ctx.lineWidth = 1
  ctx.strokeStyle = palette.ink3
  for (let link = 0; link + 1 < links.start.length; link++) {
    let points = 0
    ctx.beginPath()
    for (let i = links.start[link]!; i < links.start[link + 1]!; i++) {
      const row = rowOf[links.lane[i]!]!
      if (row < 0 || !findMark(slot, frame, links.lane[i]!, row, links.entry[i]!)) continue
      const [x, y] = [slot.x + MARK_WIDTH / 2, slot.y + MARK_HEIGHT / 2]
      if (points++ === 0) ctx.moveTo(x, y)
      else ctx.lineTo(x, y)
    }
    ctx.globalAlpha = 0.5
    if (points > 1) ctx.stroke()
    ctx.globalAlpha = 1
    const first = links.first[link]!
    const lane = links.lane[links.start[link]!]!
    if (first < 0 || rowOf[lane]! < 0 || !findMark(slot, frame, lane, rowOf[lane]!, first)) continue
    ctx.strokeRect(slot.x - 2.5, slot.y - 2.5, MARK_WIDTH + 5, MARK_HEIGHT + 5)
  }
  ctx.restore()
}
