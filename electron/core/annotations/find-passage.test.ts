import { describe, expect, test } from 'vitest'
import { scoreRevisions } from '../../dev/bench-anchors.ts'
import { annotatedText, blockStarts, stretchesOf } from '../../shared/anchors.ts'
import { bodyText, type Block } from '../../shared/model.ts'
import { findPassage, quotePassage } from './find-passage.ts'

const TEXT =
  'The irrigation ministry on Tuesday accused its counterpart of holding back water. Hours later, pictures showed the gates ' +
  'closed for a ninth day.\n\n“The water rights were never conditional on seasonal flow,” said the minister. Officials across ' +
  'the border called the claim false.\n\nSign up for our newsletter. Talks resume on Thursday. Sign up for our newsletter.'

/** The words found again in `after` for a highlight of `words` in TEXT. */
function again(words: string, after: string, nth = 0): string | null {
  let start = -1
  for (let i = 0; i <= nth; i++) start = TEXT.indexOf(words, start + 1)
  const end = start + words.length
  const found = findPassage(after, quotePassage(TEXT, start, end), { start, end })
  return found && after.slice(found.start, found.end)
}

describe('a passage is found again', () => {
  test('where it stood, and wherever it moved with what is beside it', () => {
    expect(again('the gates', TEXT)).toBe('the gates')
    expect(again('the gates', `Updated at noon.\n\n${TEXT}`)).toBe('the gates')
    expect(
      again('Hours later, pictures showed', TEXT.replace('water. ', 'water. The embassy denied it. ')),
    ).toBe('Hours later, pictures showed')
  })

  test('with a few words changed, added or left out', () => {
    const after = TEXT.replace('closed for a ninth day', 'shut for a ninth straight day')
    expect(again('pictures showed the gates closed for a ninth day', after)).toBe(
      'pictures showed the gates shut for a ninth straight day',
    )
    expect(
      again('“The water rights were never conditional on seasonal flow,”', TEXT.replace('never', 'not')),
    ).toBe('“The water rights were not conditional on seasonal flow,”')
  })

  test('with other quotation marks and blanks', () => {
    const after = TEXT.replace(/[“”]/g, '"').replaceAll('\n\n', '\n')
    expect(again('“The water rights were never conditional', after)).toBe(
      '"The water rights were never conditional'.slice(1),
    )
  })
})

describe('a passage is not found', () => {
  test.each([
    ['when it is gone', 'Hours later, pictures showed the gates', TEXT.replace(/Hours later.*day\./, '')],
    ['in an empty text', 'the gates', ''],
    [
      'when other words stand between the same neighbours',
      'called the claim false',
      TEXT.replace('called the claim false', 'did not answer'),
    ],
    ['when a common word stands elsewhere', 'water', 'There was water in the cellar.'],
  ])('%s', (_, words, after) => expect(again(words, after)).toBeNull())

  test('at another place that says the same', () => {
    const withoutFirst = TEXT.replace('Sign up for our newsletter. Talks', 'Talks')
    expect(again('Sign up for our newsletter.', withoutFirst, 0)).toBeNull()
    expect(again('up for our', withoutFirst, 0)).toBeNull()
    expect(again('Sign up for our newsletter.', TEXT, 1)).toBe('Sign up for our newsletter.')
  })
})

test.each([
  ['大坝的闸门仍然关闭', '委员会周二表示，上游大坝的闸门仍然关闭，卫星图像证实了这一点。'],
  ['لم تصل في موعدها', 'قال أعضاء المجلس إن قراءات العدادات لم تصل في موعدها، وإن التصويت لن يجري.'],
  ['🌊 wave 🌊', 'a 🌊 wave 🌊 b and then more of it'],
])('%j is found in its own script', (words, text) => {
  const start = text.indexOf(words)
  const quote = quotePassage(text, start, start + words.length)
  const found = findPassage(`${text.slice(0, 3)} — ${text}`, quote, null)
  expect(found && `${text.slice(0, 3)} — ${text}`.slice(found.start, found.end)).toBe(words)
  expect([quote.prefix, quote.suffix].every((side) => side.isWellFormed())).toBe(true)
})

test('never lands on another passage, however texts are revised', () => {
  for (const edit of ['inserted', 'deleted', 'reworded', 'mixed', 'copies'] as const) {
    const { wrong, right } = scoreRevisions(edit, 30)
    expect({ edit, wrong }).toEqual({ edit, wrong: 0 })
    expect(right).toBeGreaterThan(100)
  }
}, 30_000)

test('takes hostile texts in bounded time', () => {
  const quote = { exact: 'a'.repeat(2000), prefix: 'a'.repeat(32), suffix: 'a'.repeat(32) }
  expect(findPassage('a'.repeat(100_000), quote, null)).toBeNull()
  expect(findPassage('a '.repeat(50_000), { ...quote, exact: 'a b '.repeat(2000) }, null)).toBeNull()
})

test('places in blocks and in the text are the same places', () => {
  const blocks: Block[] = [
    { kind: 'caption', text: 'after the text' },
    { kind: 'paragraph', text: 'First one.' },
    { kind: 'promo', text: 'nor this' },
    { kind: 'quote', text: 'Second one.' },
  ]
  const text = annotatedText(blocks)
  expect(text.startsWith(`${bodyText(blocks)}\n\n`)).toBe(true)
  const starts = blockStarts(blocks)
  expect(starts[2]).toBeNull()
  expect(text.slice(starts[0]! + 6)).toBe('the text')
  expect(stretchesOf(blocks, text.length - 4, text.length)).toEqual([{ block: 0, start: 10, end: 14 }])
  const start = starts[1]! + 6
  const end = starts[3]! + 6
  expect(text.slice(start, end)).toBe('one.\n\nSecond')
  expect(stretchesOf(blocks, start, end)).toEqual([
    { block: 1, start: 6, end: 10 },
    { block: 3, start: 0, end: 6 },
  ])
})
