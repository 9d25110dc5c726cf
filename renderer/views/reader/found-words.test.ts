import { expect, it } from 'vitest'
import { foundWords, placesOf } from './found-words.ts'

it('takes the words that the row shows as matched, folded', () => {
  const row = {
    title: 'Müller on water',
    titleMatches: [[0, 6]] as [number, number][],
    snippet: { text: 'the water rights', matches: [[4, 16]] as [number, number][] },
  }
  expect(foundWords(row)).toEqual(['muller', 'water', 'rights'])
  expect(foundWords({ title: 'Plain', titleMatches: [], snippet: null })).toEqual([])
})

it('finds whole words, whatever their accents and case', () => {
  const text = 'WATER, waterfall; Muller and MÜLLER'
  const found = placesOf(text, new Set(['water', 'muller'])).map(([start, end]) => text.slice(start, end))
  expect(found).toEqual(['WATER', 'Muller', 'MÜLLER'])
})
