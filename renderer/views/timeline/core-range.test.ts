import { describe, expect, test } from 'vitest'
import { dayOf } from './calendar.ts'
import { coreRange, nextStray } from './core-range.ts'

/** A histogram of `[year, month, articles]`. */
function histogram(...entries: [number, number, number][]): [number, Int32Array, Int32Array] {
  const months = entries.map(([year, month]) => year * 12 + month)
  const first = Math.min(...months)
  const articles = new Int32Array(Math.max(...months) - first + 1)
  entries.forEach(([, , count], i) => (articles[months[i]! - first]! += count))
  return [first, articles, new Int32Array(articles.length)]
}
const years = (from: number, to: number, count: number): [number, number, number][] =>
  Array.from({ length: (to - from + 1) * 12 }, (_, i) => [from + Math.floor(i / 12), i % 12, count])

describe('the core of an archive', () => {
  test('is all of it where nothing strays', () => {
    const core = coreRange(...histogram(...years(2020, 2024, 10)), dayOf(2020, 0, 5), dayOf(2024, 11, 20))!
    expect(core).toEqual({
      from: dayOf(2020, 0, 5),
      to: dayOf(2024, 11, 21),
      earlier: 0,
      later: 0,
      strays: [],
    })
  })

  test('leaves out 1066 and 9999, and counts them', () => {
    const core = coreRange(
      ...histogram([1066, 9, 1], ...years(2023, 2026, 50), [9999, 11, 2]),
      dayOf(1066, 9, 14),
      dayOf(9999, 11, 31),
    )!
    expect([core.from, core.to]).toEqual([dayOf(2023), dayOf(2027)])
    expect([core.earlier, core.later]).toEqual([1, 2])
    expect(core.strays).toEqual([1066 * 12 + 9, 9999 * 12 + 11])
  })

  test('keeps the thin ends of a normal archive', () => {
    const core = coreRange(...histogram([2025, 5, 1_000_000], ...years(2024, 2026, 1)), null, null)!
    expect([core.earlier, core.later]).toEqual([0, 0])
  })

  test('of three items far apart is all three', () => {
    const core = coreRange(...histogram([1066, 0, 1], [2020, 4, 1], [9999, 0, 1]), null, null)!
    expect([core.from, core.to]).toEqual([dayOf(1066), dayOf(9999, 1)])
  })

  test('is the kept days where no month is known, or null', () => {
    const none = new Int32Array()
    expect(coreRange(0, none, none, 100, 200)).toMatchObject({ from: 100, to: 201 })
    expect(coreRange(0, none, none, null, null)).toBeNull()
  })
})

test('strays are visited one after the other', () => {
  const core = {
    from: dayOf(2020),
    to: dayOf(2025),
    earlier: 2,
    later: 2,
    strays: [1000, 1100, 60_000, 70_000],
  }
  expect(nextStray(core, dayOf(2020), dayOf(2025), 1)).toBe(60_000)
  expect(nextStray(core, dayOf(5000), dayOf(5000, 2), 1)).toBe(70_000)
  expect(nextStray(core, dayOf(2020), dayOf(2025), -1)).toBe(1100)
  expect(nextStray(core, dayOf(91), dayOf(92), -1)).toBe(1000)
})
