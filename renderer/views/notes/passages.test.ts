import { expect, it } from 'vitest'
import { bodyText, type Block } from '../../../electron/shared/model.ts'
import { between, sentencesOf, wordStart, wordStep } from './passages.ts'

const blocks: Block[] = [
  { kind: 'promo', text: 'Not this. Nor this.' },
  { kind: 'paragraph', text: 'One is here. Two follows it. ' },
  { kind: 'list', text: '• first\n• second' },
  { kind: 'paragraph', text: 'Three ends.' },
]
const text = bodyText(blocks)
const sentences = sentencesOf(blocks, 'en')
const said = ({ start, end }: { start: number; end: number }) => text.slice(start, end)

it('reads sentences of the text alone, without bullets and white space', () => {
  expect(sentences.map(said)).toEqual(['One is here.', 'Two follows it.', 'first', 'second', 'Three ends.'])
})

it('reads other scripts, and takes a language it does not know', () => {
  const arabic: Block[] = [{ kind: 'paragraph', text: 'قال هذا. ثم ذهب؟ نعم.' }]
  expect(sentencesOf(arabic, 'ar')).toHaveLength(3)
  const chinese: Block[] = [{ kind: 'paragraph', text: '委员会表示关闭。两国均未公布。' }]
  expect(sentencesOf(chinese, 'zh')).toHaveLength(2)
  expect(sentencesOf(blocks, 'not a language')).toHaveLength(5)
})

it('spans from one to another either way', () => {
  expect(said(between(sentences, 1, 0))).toBe('One is here. Two follows it.')
  expect(said(between(sentences, 2, 2))).toBe('first')
})

it('moves an end by a word', () => {
  const end = text.indexOf('here') + 'here'.length
  expect(text.slice(0, wordStep(text, 'en', end, 1))).toBe('One is here. Two')
  expect(text.slice(0, wordStep(text, 'en', end, -1))).toBe('One is')
  expect(wordStep(text, 'en', text.length, 1)).toBe(text.length)
  expect(text.slice(wordStart(text, 'en', 0, 1))).toMatch(/^is here/)
  expect(text.slice(wordStart(text, 'en', text.indexOf('here'), -1))).toMatch(/^is here/)
})
