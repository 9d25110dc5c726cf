import { expect, test } from 'vitest'
import { Groups } from './groups.ts'

test('what pairs connect is one, in whatever order they come', () => {
  const groups = new Groups([])
  for (const [a, b] of [
    [1, 2],
    [5, 6],
    [2, 3],
    [6, 3],
    [8, 9],
  ] as const)
    groups.join(a, b)
  expect(groups.areOne(1, 5)).toBe(true)
  expect(groups.areOne(1, 8)).toBe(false)
  expect(groups.areOne(4, 4)).toBe(true)
  expect(groups.areOne(4, 1)).toBe(false)
})

test('an article set apart connects nothing', () => {
  const groups = new Groups([2])
  groups.join(1, 2)
  groups.join(2, 3)
  expect(groups.areOne(1, 3)).toBe(false)
  groups.join(1, 3)
  expect(groups.areOne(1, 3)).toBe(true)
  expect(groups.areOne(1, 2)).toBe(false)
})
