import { expect, test } from 'vitest'
import { blockOf } from './block.ts'
import { lanesOf } from './made-up-lanes.ts'
import { linksOf } from './story-links.ts'

const stories = (rows: number[][]) => ({
  articleId: Float64Array.from(rows, (row) => row[0]!),
  storyId: Float64Array.from(rows, (row) => row[1]!),
  size: Int32Array.from(rows, (row) => row[2]!),
})
const block = blockOf(
  lanesOf('item', [
    [0, 105, 1, 1, 0, 11],
    [0, 109, 1, 1, 0, 12],
    [0, 110, 1, 0, 1, 13],
    [1, 103, 1, 1, 0, 21],
    [1, 109, 1, 1, 0, 22],
    [2, 100, 30, 1, 0, 31],
  ]),
  3,
)
const idsOf = (rows: number[][]) => {
  const { start, entry, first } = linksOf(block, stories(rows))
  return [...first].map((one, i) => ({
    ids: [...entry.subarray(start[i], start[i + 1])].map((at) => block.id[at]),
    first: one < 0 ? null : block.id[one],
  }))
}

test('the articles of a story are joined in order of time, and the first is known when all of them are here', () => {
  const pair = [
    [11, 1, 2],
    [21, 1, 2],
  ]
  expect(idsOf(pair)).toEqual([{ ids: [21, 11], first: 21 }])
  expect(idsOf(pair.map(([id, story]) => [id!, story!, 3]))).toEqual([{ ids: [21, 11], first: null }])
})

test('who was first is not told of the same day, or of a day that is not known', () => {
  expect(
    idsOf([
      [12, 1, 2],
      [22, 1, 2],
    ])[0]!.first,
  ).toBeNull()
  expect(
    idsOf([
      [31, 1, 2],
      [11, 1, 2],
    ])[0]!.first,
  ).toBeNull()
})

test('a story of which only one article is here is no line, and a headline with the number of an article is none', () => {
  expect(
    idsOf([
      [11, 1, 5],
      [13, 1, 5],
    ]),
  ).toEqual([])
})
