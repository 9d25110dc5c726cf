import { describe, expect, test } from 'vitest'
import { blockOf } from './block.ts'
import { dayOf } from './calendar.ts'
import { layoutOf } from './lanes-layout.ts'
import { columnsOf, stepFor } from './lod.ts'
import { lanesOf } from './made-up-lanes.ts'
import { pixelsPerDay, type Scale } from './scale.ts'
import { nearestTarget, nextTarget, rectOf, targetAt, type Lane } from './target.ts'

const DAY = dayOf(2026, 10, 3)
const NOVEMBER = dayOf(2026, 10)
const block = blockOf(
  lanesOf('item', [
    [0, DAY, 1, 1, 0, 11],
    [0, DAY, 1, 1, 0, 12],
    [0, DAY, 1, 0, 1, 13],
    [0, DAY + 4, 1, 0, 1, 14],
    ...Array.from({ length: 40 }, (_, i) => [0, DAY + 6, 1, 1, 0, 100 + i]),
    [0, NOVEMBER, 30, 1, 0, 15],
  ]),
  1,
)
function laneAt(scale: Scale): Lane {
  return {
    block,
    columns: columnsOf(block, stepFor(pixelsPerDay(scale)), 1),
    layout: layoutOf(34),
    titles: { titleOf: () => null },
    scale,
    lane: 0,
    row: 5,
    outletId: 9,
    isItems: true,
    marks: null,
  }
}
const week: Scale = { from: DAY - 1, span: 30, width: 900 }

describe('what the pointer is on', () => {
  test('every drawn mark is found where it is drawn, and it alone', () => {
    const lane = laneAt(week)
    const found = new Set<number>()
    for (let x = 0; x < 900; x++) {
      for (let y = 0; y < lane.layout.monthLine - 2; y++) {
        const target = targetAt(lane, x, y)
        if (!target?.item) continue
        found.add(target.item.id)
        const rect = rectOf(target, lane)
        expect(Math.abs(rect.x + rect.width / 2 - x)).toBeLessThan(rect.width / 2 + 6)
      }
    }
    expect([...found].sort()).toEqual([11, 12, 13, 14])
  })

  test('a day with more than fit is one bar', () => {
    const lane = laneAt(week)
    const target = targetAt(lane, (7.5 / 30) * 900, 20)!
    expect(target).toMatchObject({ articles: 40, headlines: 0, item: null, day: DAY + 6, end: DAY + 7 })
    expect(target.items).toHaveLength(40)
  })

  test('a single item in a week’s bar is that item, with its own day', () => {
    const wide = laneAt({ from: DAY - 200, span: 400, width: 900 })
    const target = nextTarget(wide, nearestTarget(wide, DAY - 100)!, -1)
    expect(target).toBeNull()
    expect(nearestTarget(wide, DAY)).toMatchObject({ item: null, articles: 2, headlines: 2 })
  })

  test('the line of an item of unknown day says so', () => {
    const lane = laneAt(week)
    const target = targetAt(lane, 5, lane.layout.monthLine)!
    expect(target).toMatchObject({ isVague: true, day: NOVEMBER, end: NOVEMBER + 30 })
    expect(target.item).toEqual({ isArticle: true, id: 15 })
  })

  test('nothing is nothing', () => {
    expect(targetAt(laneAt(week), 870, 20)).toBeNull()
  })
})

test('the cursor visits item after item, bar after bar, and comes back the same way', () => {
  const lane = laneAt(week)
  let target = nearestTarget(lane, DAY - 50)!
  const visited: (number | null)[] = []
  for (;;) {
    visited.push(target.item?.id ?? null)
    const next = nextTarget(lane, target, 1)
    if (!next) break
    target = next
  }
  expect(visited).toEqual([11, 12, 13, 14, null])
  const back: (number | null)[] = []
  for (let at: typeof target | null = target; at; at = nextTarget(lane, at, -1))
    back.push(at.item?.id ?? null)
  expect(back).toEqual([null, 14, 13, 12, 11])
})

test('after a zoom the cursor goes to what begins where it stood', () => {
  const month = laneAt({ from: DAY - 200, span: 400, width: 900 })
  const bar = nearestTarget(month, DAY)!
  const days = laneAt(week)
  expect(nextTarget(days, { ...bar, barDay: DAY, barEnd: DAY + 7 }, 1)?.item?.id).toBe(11)
})
