import { expect, it } from 'vitest'
import { decodeWords } from './encoded-words.ts'

it.each([
  ['nothing to decode', 'plain = text? =', 'plain = text? ='],
  ['Q and B, any case', '=?UTF-8?q?caf=c3=a9?= =?utf-8?B?w6k=?=', 'caféé'],
  ['blanks as _', '=?iso-8859-1?Q?a_b=20c?=', 'a b c'],
  ['text around words', 'before =?utf-8?Q?=E2=9C=94?= after (=?utf-8?Q?x?=)', 'before ✔ after (x)'],
  ['no white space between words', '=?utf-8?Q?a?=\n =?utf-8?Q?b?=', 'ab'],
  ['a character in two words', '=?utf-8?Q?=E3=82=A4=E3=82?=\n =?utf-8?Q?=AA?=', 'イオ'],
  [
    'a character in two base64 words',
    '=?utf-8?B?44KkggA=?='.replace('44KkggA=', '44Kk44I=') + ' =?utf-8?B?qg==?=',
    'イオ',
  ],
  ['words of two charsets', '=?koi8-r?B?4Q==?= =?windows-1251?B?wA==?=', 'АА'],
  ['a language', '=?us-ascii*en?Q?word?=', 'word'],
  ['the old mail encodings', '=?iso-2022-kr?B?GyQpQw4+SDNnDw==?= =?utf-7?Q?+AOk-?=', '안녕é'],
  ['Chromium: a bare ? before a blank', '=?utf-8?Q?Why?=20now?=', 'Why? now'],
  ['Chromium: a bare ? before a character', '=?utf-8?Q?Wer?=C3=A4?=', 'Wer?ä'],
  ['Chromium: a bare ? at the end', '=?utf-8?Q?Why=20now??=\n =?utf-8?Q?=20More?=', 'Why now? More'],
  ['Opera: a whole title in a word', `=?utf-8?Q?${'=C3=A9'.repeat(300)}?=`, 'é'.repeat(300)],
  ['blanks within a word', '=?utf-8?Q?caf=C3=A9 au lait?= x', 'café au lait x'],
  ['text right after a word', '=?utf-8?Q?a?=b =?utf-8?Q?c?=', 'ab c'],
  ['a word without end', '=?utf-8?B?no-terminator', '=?utf-8?B?no-terminator'],
  ['a word cut off', 'cut =?utf-8?B', 'cut =?utf-8?B'],
  ['an encoding that is none', '=?utf-8?X?a?=', '=?utf-8?X?a?='],
  ['base64 that is none', '=?utf-8?B?%%%?=', '%%%'],
  ['an unknown charset', '=?x-nothing?Q?a=C3=A9?=', 'aé'],
])('decodes %s', (_, text, decoded) => {
  expect(decodeWords(text)).toBe(decoded)
})

it('takes no time for words that never end', () => {
  const started = performance.now()
  for (const text of [
    '=?a?q?'.repeat(10_000),
    '=?utf-8?q?' + '?=x'.repeat(20_000),
    '=?utf-8?b?'.repeat(6000),
  ])
    decodeWords(text)
  expect(performance.now() - started).toBeLessThan(3000)
})
