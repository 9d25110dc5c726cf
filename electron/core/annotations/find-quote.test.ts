import { expect, test } from 'vitest'
import { findQuote } from './find-quote.ts'

const TEXT =
  'Harbour vote\n\nThe council voted to close the bridge. “Nobody asked us,” said the fishermen.\n\n' +
  'The detour adds forty minutes. The council voted to build another one, if the province pays its half of the eleven million.'

function found(exact: string, beside: { prefix?: string; suffix?: string } = {}): string | null {
  const place = findQuote(TEXT, { exact, ...beside })
  return place && TEXT.slice(place.start, place.end)
}

test('words are found whatever blanks, marks and case became of them', () => {
  expect(found('“Nobody asked us,” said the fishermen.')).toBe('“Nobody asked us,” said the fishermen.')
  expect(found('"nobody asked us"  said\nthe fishermen')).toBe('Nobody asked us,” said the fishermen')
  expect(found('said the fishermen.The detour adds')).toBe('said the fishermen.\n\nThe detour adds')
  expect(found('… the province pays its half …')).toBe('the province pays its half')
})

test('words that stand there twice are told apart by what is beside them, or not at all', () => {
  expect(found('The council voted to')).toBeNull()
  expect(findQuote(TEXT, { exact: 'The council voted to', suffix: ' build another one' })?.start).toBe(
    TEXT.lastIndexOf('The council'),
  )
  expect(findQuote(TEXT, { exact: 'The council voted to', prefix: 'Harbour vote' })?.start).toBe(14)
  expect(found('The council voted to', { suffix: ' sell the quay' })).toBeNull()
})

test('a long quote may differ in a word, a short one may not, and what is not there is not found', () => {
  expect(found('if the province will pay its half of the eleven million')).toBe(
    'if the province pays its half of the eleven million',
  )
  expect(findQuote(TEXT, { exact: 'if the province will pay its half of the eleven million' })?.whole).toBe(
    false,
  )
  expect(found('The detour saves forty minutes')).toBeNull()
  expect(found('An entirely different sentence about the harbour and its gates tonight')).toBeNull()
  expect(found('—')).toBeNull()
  expect(findQuote('', { exact: 'words' })).toBeNull()
})
