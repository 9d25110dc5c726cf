import { expect, test } from 'vitest'
import { explainQuery, needsWords, parseQuery, printQuery } from './query.ts'

test.each([
  ['water rights', 'water rights'],
  ['"water rights" -dam OR treat*', '"water rights" -dam OR treat*'],
  ['outlet:Harbor water', 'outlet:"Harbor" water'],
  [
    'outlet:"Harbor Ledger" lang:DE after:2024 before:2025-02',
    'outlet:"Harbor Ledger" lang:de after:2024 before:2025-02',
  ],
  ['-outlet:"The Delta Courier" title:gates', '-outlet:"The Delta Courier" title:gates'],
  ['“water rights” «eau douce»', '"water rights" "eau douce"'],
  ['"never closed', '"never closed"'],
  ['- -- * "" :', ''],
  ['http://a.example', 'http://a.example'],
  ['OR water OR', 'water'],
  ['tag:policy/water -tag:"to verify" gates', 'tag:"policy/water" -tag:"to verify" gates'],
  ['tag:a OR tag:b -is:read OR has:note', 'tag:"a" OR tag:"b" -is:read OR has:note'],
  [
    'in:"Treaty dispute" note:gaug* note:"low water" IS:x',
    'in:"Treaty dispute" note:gaug* note:"low water" IS:x',
  ],
  ['tag: has: note:- in:""', ''],
])('%j reads as %j, and reads the same once printed', (input, printed) => {
  expect(printQuery(parseQuery(input))).toBe(printed)
  expect(printQuery(parseQuery(printed))).toBe(printed)
})

test('says in words what it will look for', () => {
  expect(explainQuery(parseQuery('treaty -dam outlet:Harbor after:2025'))).toBe(
    'Articles with “treaty”, without “dam”, from Harbor, from 2025 on.',
  )
  expect(explainQuery(parseQuery(''))).toBe('All articles.')
})

test.each(['', 'night market', '"night market" lanterns'])('%j says itself what it asks for', (input) => {
  expect(needsWords(parseQuery(input))).toBe(false)
})

test.each([
  'night OR market',
  'market -lanterns',
  'lantern*',
  'title:market',
  'lang:de',
  'outlet:Ledger',
  '-outlet:Ledger',
  'after:2025',
  'before:2025',
  'is:unread',
])('%j is better said in words', (input) => expect(needsWords(parseQuery(input))).toBe(true))

test('asks for what people added, and says what it cannot ask', () => {
  expect(explainQuery(parseQuery('tag:policy OR tag:energy -has:note is:starred in:Dams note:gauge'))).toBe(
    'Articles tagged “policy” or tagged “energy”, without a note, starred, in the collection “Dams”, with “gauge” in a note or quote.',
  )
  expect(parseQuery('has:nothing').notes[0]).toContain('has:highlight')
  expect(parseQuery('tag:a OR water').notes[0]).toContain('OR joins')
  expect(parseQuery('has:nothing').own).toEqual([])
})

test('a date that is none is said, not guessed', () => {
  expect(parseQuery('after:yesterday').notes[0]).toContain('2025-02-11')
  expect(parseQuery('after:yesterday').after).toBeNull()
})

test('takes a megabyte of anything in linear time', () => {
  for (const piece of ['a ', '"', '-', 'outlet:"', '(((', 'OR ']) parseQuery(piece.repeat(200_000))
})
