import { expect, test } from 'vitest'
import { writeInline } from './inline.ts'

const writer = {
  text: (text: string) => text.toUpperCase(),
  open: (value: string) => `<${value}>`,
  close: (value: string, isEnd: boolean) => `</${value}${isEnd ? '' : '…'}>`,
}

test.each([
  ['none', [], 'ABCDEF'],
  ['one', [[1, 3, 'b']], 'A<b>BC</b>DEF'],
  ['all of it', [[0, 6, 'b']], '<b>ABCDEF</b>'],
  [
    'one in another',
    [
      [1, 2, 'i'],
      [0, 4, 'b'],
    ],
    '<b>A<i>B</i>CD</b>EF',
  ],
  [
    'side by side',
    [
      [0, 2, 'b'],
      [2, 4, 'i'],
    ],
    '<b>AB</b><i>CD</i>EF',
  ],
  [
    'overlapping',
    [
      [0, 3, 'b'],
      [2, 5, 'i'],
    ],
    '<b>AB<i>C</i…></b><i>DE</i>F',
  ],
  [
    'three across',
    [
      [0, 4, 'a'],
      [1, 6, 'b'],
      [2, 3, 'c'],
    ],
    '<a>A<b>B<c>C</c>D</b…></a><b>EF</b>',
  ],
  [
    'outside the text',
    [
      [-3, 2, 'b'],
      [5, 99, 'i'],
      [40, 50, 'x'],
      [3, 3, 'y'],
      [4, 2, 'z'],
    ],
    '<b>AB</b>CDE<i>F</i>',
  ],
] as const)('%s', (_, spans, written) => {
  const known = spans.map(([start, end, value]) => ({ start, end, value }))
  expect(writeInline('abcdef', known, writer)).toBe(written)
})
