import { expect, test } from 'vitest'
import { parseQuery } from '../../shared/query.ts'
import { cutSnippet, findMatches, needlesOf } from './snippets.ts'
import { tokensOf } from './tokens.ts'

function marked(text: string, query: string): string[] {
  return findMatches(text, needlesOf(parseQuery(query).text)).map(([start, end]) => text.slice(start, end))
}

test.each([
  ['Water, waters and WATER.', 'water', ['Water', 'WATER']],
  ['Water, waters and WATER.', 'wat*', ['Water', 'waters', 'WATER']],
  ['The écluse, the ECLUSE.', 'ecluse', ['écluse', 'ECLUSE']],
  ['De\u0301cembre et décembre', 'decembre', ['De\u0301cembre', 'décembre']],
  ['water — rights, water rights', '"water rights"', ['water — rights', 'water rights']],
  ['卡尔孙大坝的闸门', '闸门', ['闸门']],
  ['بوابات السد مغلقة', 'السد', ['السد']],
  ['don’t stop, don’t', 'don’t', ['don’t', 'don’t']],
  ['treaty without', 'treaty -without', ['treaty']],
  ['a aa aaa', 'a', ['a']],
  ['Straße und STRASSE', 'straße', ['Straße']],
  ['İstanbul 5G 2026', '2026 5g', ['5G', '2026']],
])('in %j, %j marks %j', (text, query, expected) => {
  expect(marked(text, query)).toEqual(expected)
})

test('the quick way and the way by words agree on whatever text', () => {
  const texts = [
    'Über Öl—und Äpfel: 3,5 % mehr.',
    'Новости о воде; вода.',
    'El niño, la niña. NIÑO',
    'a\u00a0b\u2028c',
  ]
  for (const text of texts) {
    for (const token of tokensOf(text)) {
      const found = findMatches(text, [{ words: [token.folded], prefix: false, titleOnly: false }])
      expect(found).toContainEqual([token.start, token.end])
    }
  }
})

test('a snippet is one line around the densest passage and never splits a pair', () => {
  const text = `gates. ${'🌊'.repeat(300)} water and\n\nrights and water ${'🌊'.repeat(300)}`
  const snippet = cutSnippet(text, needlesOf(parseQuery('water gates').text))!
  expect(snippet.matches.map(([start, end]) => snippet.text.slice(start, end))).toEqual(['water', 'water'])
  expect(snippet.text).not.toMatch(/[\n\r]/)
  expect(snippet.text.isWellFormed()).toBe(true)
  expect(cutSnippet('nothing', needlesOf(parseQuery('water').text))).toBeNull()
})

test('a snippet shows all that was asked for rather than one of it often', () => {
  const text = `water water water ${'filler '.repeat(60)} the water treaty ${'filler '.repeat(60)}`
  expect(cutSnippet(text, needlesOf(parseQuery('water treaty').text))!.text).toContain('the water treaty')
})
