import { describe, expect, test } from 'vitest'
import { blockOf } from './block.ts'
import { dayOf } from './calendar.ts'
import { gapsOf, isNeverImported } from './coverage.ts'
import { cellRect, rangesOf, shortCount, strengthOf } from './heat.ts'
import { layoutOf } from './lanes-layout.ts'
import { columnsOf } from './lod.ts'
import { lanesOf } from './made-up-lanes.ts'

describe('strengths', () => {
  test('every count from one on is seen, the ceiling and what is beyond it are the strongest', () => {
    expect(strengthOf(0, 50)).toBe(0)
    expect(strengthOf(1, 50)).toBe(1)
    expect(strengthOf(1, 1_000_000)).toBe(1)
    expect([50, 51, 1_000_000].map((many) => strengthOf(many, 50))).toEqual([5, 5, 5])
  })

  test('the legend says of each strength just the counts that have it', () => {
    for (const ceiling of [1, 2, 3, 8, 50, 1000]) {
      const words = new Map(rangesOf(ceiling, false).map(({ strength, words }) => [strength, words]))
      for (let many = 1; many <= ceiling; many++) {
        const range = words.get(strengthOf(many, ceiling))!.replaceAll(',', '')
        const [from, to = range.endsWith('+') ? Infinity : from] = range
          .replace('+', '')
          .split('–')
          .map(Number)
        expect(many >= from! && many <= to!, `${many} of ${ceiling}: ${range}`).toBe(true)
      }
    }
  })

  test('a stronger cell is larger, so that colour is not the only sign', () => {
    const day = dayOf(2026)
    const rows = [1, 4, 10, 25, 50].map((many, i) => [0, day + i, 1, many, 0, 0])
    const columns = columnsOf(blockOf(lanesOf('day', rows), 1), 'day', 1)
    const scale = { from: day, span: 5, width: 200 }
    const widths = rows.map((_, i) => cellRect(columns, 0, i, scale, layoutOf(34)).width)
    expect(widths).toEqual([...widths].sort((a, b) => a - b))
    expect(new Set(widths).size).toBe(5)
  })

  test('counts are short enough for a cell', () => {
    expect([7, 999, 1000, 1260, 31_900, 1_000_000].map(shortCount)).toEqual([
      '7',
      '999',
      '1k',
      '1.2k',
      '31k',
      '1M',
    ])
  })
})

describe('what was never imported', () => {
  const month = 2026 * 12
  const overview = {
    outlets: [],
    firstMonth: month,
    articles: Int32Array.of(3, 0, 0, 0, 2),
    headlines: Int32Array.of(0, 0, 1, 0, 0),
    rest: { outlets: 0, articles: 0, headlines: 0 },
    headlinesCounted: true,
    undatedArticles: 0,
    undatedHeadlines: 0,
    firstDay: dayOf(2026, 0, 5),
    lastDay: dayOf(2026, 4, 20),
  }

  test('before the first item, after the last, and between what neither an item nor an import tells of', () => {
    const { from, to } = gapsOf(overview, null)
    expect([...from]).toEqual([-Infinity, dayOf(2026, 1), dayOf(2026, 3), dayOf(2026, 4, 21)])
    expect([...to]).toEqual([dayOf(2026, 0, 5), dayOf(2026, 2), dayOf(2026, 4), Infinity])
  })

  test('where an import holds the days, nothing was published', () => {
    const imported = {
      from: Int32Array.of(dayOf(2025), dayOf(2026, 3, 10)),
      to: Int32Array.of(dayOf(2026, 1, 9), dayOf(2026, 3, 19)),
    }
    const { from, to } = gapsOf(overview, imported)
    expect([...from]).toEqual([
      -Infinity,
      dayOf(2026, 1, 10),
      dayOf(2026, 3),
      dayOf(2026, 3, 20),
      dayOf(2026, 4, 21),
    ])
    expect([...to]).toEqual([dayOf(2026, 0, 5), dayOf(2026, 2), dayOf(2026, 3, 10), dayOf(2026, 4), Infinity])
  })

  test('of an outlet also the time before its first item and after its last; a quiet week is not among it', () => {
    const gaps = gapsOf(overview, null)
    const edges = { first: dayOf(2026, 2, 3), last: dayOf(2026, 4, 2) }
    expect(isNeverImported(gaps, edges, dayOf(2026, 0, 10), dayOf(2026, 0, 11))).toBe(true)
    expect(isNeverImported(gaps, edges, dayOf(2026, 3, 1), dayOf(2026, 3, 8))).toBe(true)
    expect(isNeverImported(gaps, edges, dayOf(2026, 2, 8), dayOf(2026, 2, 15))).toBe(false)
    expect(isNeverImported(gaps, edges, dayOf(2026, 4, 3), dayOf(2026, 4, 4))).toBe(true)
    expect(isNeverImported(gaps, undefined, dayOf(2026, 4, 3), dayOf(2026, 4, 4))).toBe(false)
  })
})
