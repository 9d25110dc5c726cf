import { expect, test } from 'vitest'
import { countWords, summarise } from './prepare.ts'

test('counts words as people do', () => {
  expect(countWords('')).toBe(0)
  expect(countWords('One  two\nthree — four, “five” - six!')).toBe(6)
  expect(countWords("Don't count co-operation as 3,000.5 words")).toBe(6)
  expect(countWords('Größe über\u00a0alles')).toBe(3)
  expect(countWords('中文新闻')).toBe(4)
  expect(countWords('한국어 신문')).toBe(2)
  expect(countWords('… … —')).toBe(0)
})

test('cuts a summary between words, on one line, never inside a character', () => {
  expect(summarise('Short\n\ntext ')).toBe('Short text')
  const long = summarise('word '.repeat(100))
  expect(long.length).toBeLessThanOrEqual(240)
  expect(long.endsWith('word')).toBe(true)
  const faces = summarise('😀'.repeat(300))
  expect(faces).toBe('😀'.repeat(120))
})
