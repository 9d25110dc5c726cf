import { describe, expect, test } from 'vitest'
import { FileNames, safeName } from './file-names.ts'

describe('a title as a file name', () => {
  test.each([
    ['Council closes: the "swing" bridge?', 'Council closes the swing bridge'],
    ['../../etc/passwd', 'etc passwd'],
    ['C:\\Windows\\system32', 'C Windows system32'],
    ['a/b\\c|d*e<f>', 'a b c d e f'],
    ['.hidden', 'hidden'],
    ['-rf', 'rf'],
    ['~root', 'root'],
    ['ends with dots...', 'ends with dots'],
    ['line\nbreak\ttab\u0000nul', 'line break tabnul'],
    ['fdp.\u202excod', 'fdp.xcod'],
    ['con', '_con'],
    ['CON', '_CON'],
    ['nul.txt', '_nul.txt'],
    ['Com1', '_Com1'],
    ['LPT¹', '_LPT¹'],
    ['console', 'console'],
    ['...', 'article 7'],
    ['', 'article 7'],
    ['\u200b\u2066', 'article 7'],
    ['Ünïcode 東京 🗞', 'Ünïcode 東京 🗞'],
    ['e\u0301', 'é'],
  ])('%j', (title, name) => {
    expect(safeName(title, 'article 7')).toBe(name)
  })

  test('is never longer than 100 bytes, and never cut within a letter', () => {
    for (const letter of ['a', 'é', '東', '👩‍👩‍👧‍👦', 'e\u0301\u0302\u0303']) {
      const name = safeName(letter.repeat(300), 'x')
      expect(Buffer.byteLength(name)).toBeLessThanOrEqual(100)
      expect(name.isWellFormed()).toBe(true)
      expect(name.length).toBeGreaterThan(0)
    }
    expect(safeName('👩‍👩‍👧‍👦'.repeat(9), 'x')).not.toMatch(/\u200d$/)
  })
})

test('no name is given out twice, whatever a system thinks of capitals and accents', () => {
  const names = new FileNames()
  const taken = [
    'News',
    'news',
    'NEWS',
    'News (2)',
    'news',
    'Ｎews',
    'é',
    'e\u0301',
    'straße',
    'STRASSE',
    '',
    '',
  ].map((title) => names.take(title, 'article', 'md'))
  const keys = taken.map((name) => name.normalize('NFKC').toUpperCase())
  expect(new Set(keys).size).toBe(taken.length)
  expect(taken.slice(0, 3)).toEqual(['News.md', 'news (2).md', 'NEWS (3).md'])
})

test('ten thousand of one title are named at once', () => {
  const names = new FileNames()
  const taken = new Set(Array.from({ length: 10_000 }, () => names.take('The day in brief', 'x', 'md')))
  expect(taken.size).toBe(10_000)
})
