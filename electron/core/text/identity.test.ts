import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { plainAddress, textKey, urlKey } from './identity.ts'

describe('an address', () => {
  test.each([
    ['http://www.tidewater.example/a/bridge/', 'https://tidewater.example/a/bridge#top'],
    ['https://tidewater.example/a?id=7&utm_source=x&fbclid=1', 'https://tidewater.example/a?id=7'],
    ['https://TIDEWATER.example:443/a', 'https://tidewater.example/a'],
  ])('%s is %s', (one, other) => expect(plainAddress(one)).toBe(plainAddress(other)))

  test.each([
    ['https://tidewater.example/a?id=7', 'https://tidewater.example/a?id=8'],
    ['https://tidewater.example/a', 'https://tidewater.example/A'],
    ['https://m.tidewater.example/a', 'https://tidewater.example/a'],
    ['https://tidewater.example/a?b=1&c=2', 'https://tidewater.example/a?c=2&b=1'],
  ])('%s is not %s', (one, other) => expect(plainAddress(one)).not.toBe(plainAddress(other)))

  test.each(['file:///a.html', 'about:blank', 'not one', 'http://', ''])('%s is none', (url) =>
    expect(urlKey(url)).toBeNull(),
  )
})

describe('a text', () => {
  const text = 'The harbour council voted on Tuesday to close the old swing bridge. '.repeat(5)

  test('is the same however its lines are broken', () =>
    expect(textKey(text.replaceAll('. ', '.\n\n'))).toEqual(textKey(text)))
  test('is another with one letter changed', () =>
    expect(textKey(text.replace('Tuesday', 'Tuesdaz'))).not.toEqual(textKey(text)))
  test('that is short is nobody’s', () => expect(textKey('Subscribe to read on.')).toBeNull())
  test.each(['\t\n\v\f\r ', '\u00a0\u2003\u2028\ufeff\u3000 \u202f', '\x00\x1f\x85\u200b'])(
    'with %j in it is keyed without what is white space',
    (blanks) => {
      const mixed = `${text}大坝的闸门 Écluse 😀 ${text}`.replaceAll(' ', blanks)
      expect(textKey(mixed)).toEqual(textKey(mixed.replace(/\s+/g, '')))
    },
  )
  test('has its length counted in characters', () => {
    expect(textKey('闸 '.repeat(199))).toBeNull()
    expect(textKey('闸\u00a0 '.repeat(200))).not.toBeNull()
  })
  test('keeps the key that archives hold', () =>
    expect(Buffer.from(textKey('The dam gates – “shut” \u00a0 again. '.repeat(12))!).toString('hex')).toBe(
      createHash('sha256').update('Thedamgates–“shut”again.'.repeat(12)).digest('hex').slice(0, 32),
    ))
})
