import { expect, it } from 'vitest'
import { at, layersOf } from './layers.ts'

const place = (start: number, end: number) => ({ start, end })

it('what does not overlap shares a layer; touching is not overlapping', () => {
  expect(layersOf([place(0, 5), place(5, 9), place(20, 30)])).toEqual([0, 0, 0])
})

it('what overlaps lies above, in whatever order it comes', () => {
  expect(layersOf([place(0, 10), place(4, 8), place(9, 12)])).toEqual([0, 1, 1])
  expect(layersOf([place(4, 8), place(0, 10)])).toEqual([1, 0])
  expect(layersOf([place(0, 3), place(0, 9)])).toEqual([1, 0])
})

it('more than there are layers share the last', () => {
  expect(layersOf([place(0, 9), place(1, 9), place(2, 9), place(3, 9)])).toEqual([0, 1, 2, 2])
})

it('a click means the shortest of those under it', () => {
  const all = [{ place: place(0, 10) }, { place: place(4, 6) }, { place: null }]
  expect(at(all, 5)).toEqual([all[1], all[0]])
  expect(at(all, 9)).toEqual([all[0]])
  expect(at(all, 11)).toEqual([])
})
