import { expect, it } from 'vitest'
import { splitLines, tidy } from './lines.ts'

it('knows every line end there is', () => {
  expect(splitLines('a\nb\r\nc\rd\u2028e\u2029f\u0085g\fh\vi').map((line) => line.text)).toEqual([
    ...'abcdefghi',
  ])
})

it('tells where each line stands, empty ones counted', () => {
  const lines = splitLines('\n  one\n\n\n\ttwo\r\nthree')
  expect(lines).toEqual([
    { text: 'one', start: 1, number: 2, indent: 2, blankBefore: 1 },
    { text: 'two', start: 9, number: 5, indent: 4, blankBefore: 2 },
    { text: 'three', start: 15, number: 6, indent: 0, blankBefore: 0 },
  ])
  expect(splitLines(' \n\n')).toEqual([])
})

it('tidies white space', () => {
  expect(tidy(' a  b\u00a0c\td ')).toBe('a b c d')
})
