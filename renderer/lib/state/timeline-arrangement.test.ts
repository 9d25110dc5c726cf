import { describe, expect, test } from 'vitest'
import type { TimelineOutlet } from '../../../electron/shared/api.ts'
import { arranged, hiddenToo, moved, OTHER, pinToggled, shownAgain, USUAL } from './timeline-arrangement.ts'

const outlet = (id: number, name: string, articles: number, firstMonth: number | null): TimelineOutlet => ({
  id,
  name,
  articles,
  headlines: 1,
  hue: 0,
  undated: 1,
  firstMonth,
})
const outlets = [
  outlet(1, 'Zeit', 5, 24_300),
  outlet(2, 'Abend 10', 9, null),
  outlet(3, 'Abend 2', 2, 24_200),
  outlet(4, 'Morgen', 1, 24_250),
]
const ids = (rows: { id: number }[]) => rows.map((row) => row.id)
const rowsOf = (arrangement = USUAL) => arranged(outlets, arrangement).rows

describe('the order of lanes', () => {
  test('by volume, name, first appearance and hand; what was not placed by hand follows by volume', () => {
    expect(ids(rowsOf())).toEqual([2, 1, 3, 4])
    expect(ids(rowsOf({ ...USUAL, order: 'name' }))).toEqual([3, 2, 4, 1])
    expect(ids(rowsOf({ ...USUAL, order: 'first' }))).toEqual([3, 4, 1, 2])
    expect(ids(rowsOf({ ...USUAL, order: 'hand', hand: [4, 3] }))).toEqual([4, 3, 2, 1])
  })

  test('the archive’s own list stays as it was', () => {
    rowsOf({ ...USUAL, order: 'name' })
    expect(ids(outlets)).toEqual([1, 2, 3, 4])
  })

  test('pinned ones come first, in the order they were pinned, and one that is gone is passed over', () => {
    const pinned = pinToggled(pinToggled({ ...USUAL, pinned: [99] }, 4), 1)
    expect(ids(rowsOf(pinned))).toEqual([4, 1, 2, 3])
    expect(ids(rowsOf(pinToggled(pinned, 4)))).toEqual([1, 2, 3, 4])
  })

  test('hidden ones have no lane and are in no rest, until they are shown again', () => {
    const hidden = hiddenToo({ ...USUAL, pinned: [2] }, 2)
    expect(ids(rowsOf(hidden))).toEqual([1, 3, 4])
    expect(ids(arranged(outlets, { ...hidden, most: 1 }).rest)).toEqual([3, 4])
    expect(ids(rowsOf(shownAgain(hidden, 2)))).toEqual([2, 1, 3, 4])
  })
})

describe('the rest', () => {
  test('shares one lane that counts for all of them', () => {
    const { rows, rest } = arranged(outlets, { ...USUAL, most: 2 })
    expect(ids(rows)).toEqual([2, 1, OTHER])
    expect(rows.at(-1)).toMatchObject({ name: '2 other outlets', articles: 3, headlines: 2, undated: 2 })
    expect(rows.at(-1)!.firstMonth).toBe(24_200)
    expect(ids(rest)).toEqual([3, 4])
  })

  test('of a single outlet is that outlet', () => {
    expect(ids(arranged(outlets, { ...USUAL, most: 3 }).rows)).toEqual([2, 1, 3, 4])
  })
})

describe('moving by hand', () => {
  test('takes over the order that was shown', () => {
    const by = moved({ ...USUAL, order: 'name' }, rowsOf({ ...USUAL, order: 'name' }), 1, 0)
    expect(by.order).toBe('hand')
    expect(ids(rowsOf(by))).toEqual([1, 3, 2, 4])
  })

  test('never past the pinned ones, and pinned ones move among themselves', () => {
    const pinned = { ...USUAL, pinned: [4, 3] }
    expect(ids(rowsOf(moved(pinned, rowsOf(pinned), 1, 0)))).toEqual([4, 3, 1, 2])
    const swapped = moved(pinned, rowsOf(pinned), 3, 0)
    expect(ids(rowsOf(swapped))).toEqual([3, 4, 2, 1])
    expect(swapped.order).toBe('volume')
  })

  test('never below the lane of the rest', () => {
    const few = { ...USUAL, most: 2 }
    expect(ids(arranged(outlets, moved(few, arranged(outlets, few).rows, 2, 9)).rows)).toEqual([1, 2, OTHER])
  })
})
