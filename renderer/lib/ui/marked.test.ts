import { expect, it } from 'vitest'
import { fromFirstMatch, pieces } from './marked.ts'

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

it('brings the first match near the beginning, at a word', () => {
  const text = 'Minutes seen by this paper show the commission split on whether water rights survive'
  const start = text.indexOf('water')
  const cut = fromFirstMatch(text, [[start, start + 5]])
  expect(cut.text).toMatch(/^… \w/)
  expect(cut.text.indexOf('water')).toBeLessThanOrEqual(34)
  expect(cut.matches.map(([from, to]) => cut.text.slice(from, to))).toEqual(['water'])
  expect(fromFirstMatch('near water', [[5, 10]]).text).toBe('near water')
  expect(fromFirstMatch('none', []).text).toBe('none')
  expect(fromFirstMatch('河'.repeat(90), [[80, 82]]).text).toHaveLength(90)
})
