import { expect, it } from 'vitest'
import { pieces } from './marked.ts'

const shown = (text: string, matches: [number, number][]) =>
  pieces(text, matches).map((piece) => (piece.marked ? `[${piece.text}]` : piece.text))

it('cuts at the matches', () => {
  expect(shown('water rights', [[0, 5]])).toEqual(['[water]', ' rights'])
  expect(shown('the water', [[4, 9]])).toEqual(['the ', '[water]'])
  expect(shown('plain', [])).toEqual(['plain'])
})

it('loses nothing when pairs overlap, are empty, unsorted or outside', () => {
  const text = 'abcdefgh'
  const odd: [number, number][] = [
    [4, 6],
    [1, 3],
    [2, 5],
    [7, 99],
    [6, 6],
  ]
  expect(
    pieces(text, odd)
      .map((piece) => piece.text)
      .join(''),
  ).toBe(text)
  expect(shown(text, odd)).toEqual(['a', '[bc]', '[de]', '[f]', 'g', '[h]'])
})
