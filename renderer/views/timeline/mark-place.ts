import type { Frame } from './draw.ts'
import { barAt } from './hit.ts'
import {
  AXIS_HEIGHT,
  barLeft,
  barWidth,
  MARK_HEIGHT,
  MARK_WIDTH,
  newPlace,
  placeBar,
  placeSlot,
  slotsFor,
  type Slot,
} from './lanes-layout.ts'

const place = newPlace()

/** Writes into `slot` where an entry's mark is on the canvas, or the middle of the bar it is in; false where it is not in one. */
export function findMark(slot: Slot, frame: Frame, lane: number, row: number, entry: number): boolean {
  const { block, columns, scale, layout } = frame
  const at = barAt(columns.bars, lane, block.day[entry]!, 0)
  if (at < 0) return false
  const y = AXIS_HEIGHT + (frame.firstRow + row) * layout.height - frame.top
  placeBar(place, columns, lane, at, scale, layout)
  const index = entry - columns.bars.entry[at]!
  if (index >= 0 && index < slotsFor(place)) {
    placeSlot(slot, place, layout, index)
    slot.x += place.x
    slot.y += y
  } else {
    slot.x = barLeft(place, columns.step) + (barWidth(place.pixels, columns.step) - MARK_WIDTH) / 2
    slot.y = y + layout.barBase - MARK_HEIGHT
  }
  return true
}
