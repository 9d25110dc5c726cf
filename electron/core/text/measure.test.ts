import { expect, test } from 'vitest'
import { countWords } from '../import/prepare.ts'
import { isSpaced } from '../index/tokens.ts'
import { textKey } from './identity.ts'
import { measure } from './measure.ts'

const LONG = 'The gates of the Karsun dam stayed shut. '.repeat(20)

const TEXTS = [
  LONG,
  `${LONG}\u00a0«Größe»\u2009über – alles…\tnaïve\u202fété\r\n\v\f end`,
  `${LONG}Дамба закрыта девятый день, сказал министр: «никогда».\u2028\u2029\u0085x`,
  `${LONG}أُغلقت البوابات، قالت الوزارة؛ ١٢٣ שלום ‏עולם`,
  `${LONG}\u0000\u0001a\u001fb\u007fc ªµº ¿que? \u200bword\u200cjoin \u1680 \u205fx \u2e7f`,
  // every character that needs no cutting
  Array.from({ length: 0x2e80 }, (_, code) => String.fromCharCode(code))
    .filter(isSpaced)
    .map((sign) => `a${sign}b ${sign} `)
    .join(''),
]

test.each(TEXTS)('one pass over the bytes says the same as a look at each: %#', (text) => {
  expect(isSpaced(text)).toBe(true)
  const measured = measure(Buffer.from(text))!
  expect(measured.words).toBe(countWords(text))
  expect(Buffer.from(measured.key).equals(textKey(text)!)).toBe(true)
})

test.each(['😀', '👩‍🚒', '한국어', '水', '、', '・', 'ไทย', '\ue000', '\ud800', '｡', '\ufeff'])(
  'is not asked of “%s”',
  (sign) => expect(isSpaced(LONG + sign)).toBe(false),
)

test('of a text that may be too short for a key nothing is said', () => {
  expect(measure(Buffer.from('é'.repeat(299)))).toBeNull()
  expect(measure(Buffer.from('a '.repeat(599)))).toBeNull()
  expect(measure(Buffer.from('a '.repeat(600)))).not.toBeNull()
})
