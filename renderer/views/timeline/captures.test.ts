import { expect, test } from 'vitest'
import { blockOf } from './block.ts'
import { captureHint, captureMarks, captureNumber } from './captures.ts'
import { dayOf } from './calendar.ts'
import { layoutOf } from './lanes-layout.ts'
import { columnsOf } from './lod.ts'
import { lanesOf } from './made-up-lanes.ts'
import type { Scale } from './scale.ts'
import { rectOf, targetAt, type Lane } from './target.ts'

const DAY = dayOf(2026, 10, 3)
const DAY_MS = 86_400_000
const noon = (day: number) => (day + 0.5) * DAY_MS

const block = blockOf(
  lanesOf('item', [
    [0, DAY, 1, 1, 0, 11],
    [0, DAY + 5, 1, 0, 1, 11],
    [1, DAY, 1, 1, 0, 21],
  ]),
  2,
)
/** `[article, version, saved, imported]`, in the order of the archive's answer */
const captures = (rows: number[][]) => ({
  articleId: Float64Array.from(rows, (row) => row[0]!),
  version: Float64Array.from(rows, (row) => row[1]!),
  capturedAtMs: Float64Array.from(rows, (row) => row[2]!),
  importedAtMs: Float64Array.from(rows, (row) => row[3]!),
})
const scale: Scale = { from: DAY - 1, span: 20, width: 1000 }

const marks = captureMarks(
  block,
  captures([
    [11, 4, noon(DAY), noon(DAY + 30)],
    [11, 7, NaN, noon(DAY + 4)],
    [11, 0, noon(DAY + 9), noon(DAY + 30)],
    // of a page that is not among what is loaded
    [77, 5, noon(DAY), noon(DAY)],
    [77, 0, noon(DAY), noon(DAY)],
  ]),
)
const lane: Lane = {
  block,
  columns: columnsOf(block, 'day', 1),
  layout: layoutOf(40),
  titles: { titleOf: () => null },
  scale,
  lane: 0,
  row: 2,
  outletId: 9,
  isItems: true,
  marks,
}

test('the texts of an article are in its lane, by when they were saved, else imported; a headline of its number has none', () => {
  expect(marks.lines).toHaveLength(1)
  const [line] = marks.lines
  expect(line!.lane).toBe(0)
  expect(block.articles[line!.entry]).toBe(1)
  expect(line!.captures.map(({ version, atMs, isImportTime }) => [version, atMs, isImportTime])).toEqual([
    [4, noon(DAY), false],
    [7, noon(DAY + 4), true],
    [0, noon(DAY + 9), false],
  ])
  expect(captureNumber(line!, line!.captures[2]!)).toBe('text 3 of 3, the current one')
  expect(captureHint(line!)).toBe('3 texts of it were captured; V compares them.')
})

test('a diamond is found where it is drawn, and only at the foot of its own lane', () => {
  for (const capture of marks.lines[0]!.captures) {
    const x = ((capture.atMs! / DAY_MS - scale.from) / scale.span) * scale.width
    const target = targetAt(lane, x, 35)!
    expect(target).toMatchObject({ capture, item: { isArticle: true, id: 11 }, row: 2 })
    const rect = rectOf(target, lane)
    expect(rect.x + rect.width / 2).toBeCloseTo(x)
    expect(rect.y + rect.height / 2).toBeCloseTo(35)
    expect(targetAt({ ...lane, lane: 1 }, x, 35)?.capture).toBeUndefined()
    expect(targetAt(lane, x, 5)?.capture).toBeUndefined()
  }
})

test('where the archive says neither when it was saved nor when it came, it is listed and not drawn', () => {
  const unknown = captureMarks(
    block,
    captures([
      [11, 4, NaN, NaN],
      [11, 0, noon(DAY), noon(DAY)],
    ]),
  )
  expect(unknown.lines[0]!.captures[0]!.atMs).toBeNull()
  expect(targetAt({ ...lane, marks: unknown }, 0, 35)?.capture).toBeUndefined()
})
