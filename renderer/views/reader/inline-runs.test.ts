import { describe, expect, it } from 'vitest'
import type { Mark } from '../../../electron/shared/model.ts'
import { marksOfParts, runsOf } from './inline-runs.ts'

const mark = (type: Mark['type'], start: number, end: number, href?: string): Mark =>
  href === undefined ? { type, start, end } : { type, start, end, href }
const words = (text: string, marks: Mark[]) =>
  runsOf(text, marks).map(({ href, pieces }) => [
    href,
    ...pieces.map((piece) => `${piece.text}|${piece.styles.join(' ')}`),
  ])

describe('runs', () => {
  it('are the whole text where nothing is marked', () => {
    expect(words('plain', [])).toEqual([[null, 'plain|']])
    expect(words('', [])).toEqual([])
  })

  it('keep a link in one, however it is set inside', () => {
    expect(words('see the full text', [mark('link', 4, 17, 'https://a.example'), mark('em', 8, 12)])).toEqual(
      [
        [null, 'see |'],
        ['https://a.example', 'the |', 'full|em', ' text|'],
      ],
    )
  })

  it('take marks that overlap', () => {
    expect(words('abcdef', [mark('em', 0, 4), mark('strong', 2, 6)])).toEqual([
      [null, 'ab|em', 'cd|strong em', 'ef|strong'],
    ])
  })

  it('part two links that touch', () => {
    expect(words('onetwo', [mark('link', 0, 3, 'u'), mark('link', 3, 6, 'u')])).toEqual([
      ['u', 'one|'],
      ['u', 'two|'],
    ])
  })

  it('lose no text to marks that lie outside, are empty, or lead nowhere', () => {
    expect(words('ab', [mark('em', 1, 99), mark('code', 1, 1), mark('link', 0, 1)])).toEqual([
      [null, 'a|', 'b|em'],
    ])
    expect(words('ab', [mark('em', -5, 1)])).toEqual([[null, 'a|em', 'b|']])
  })

  it('never cut a character in two', () => {
    const text = 'a😀b'
    expect(runsOf(text, [mark('em', 2, 4)]).flatMap((run) => run.pieces.map((piece) => piece.text))).toEqual([
      'a',
      '😀b',
    ])
  })
})

it('gives each item of a list its own marks', () => {
  const items = ['one two', 'two']
  expect(marksOfParts('one two\ntwo', items, [mark('em', 4, 7), mark('strong', 8, 11)])).toEqual([
    [mark('em', 4, 7)],
    [mark('strong', 0, 3)],
  ])
  expect(marksOfParts('one', ['else'], [mark('em', 0, 3)])).toEqual([[]])
})
