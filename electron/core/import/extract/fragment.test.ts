import { expect, it } from 'vitest'
import { fragmentBlocks } from './fragment.ts'

it('keeps every line of a body, with its marks, lists and pictures', () => {
  const blocks = fragmentBlocks(
    '<p>Short <b>one</b>.</p><h1>Head</h1><ul><li>one</li><li>two</li></ul>' +
      '<figure><img src="https://example.org/i.jpg" alt="A pier"><figcaption>The pier</figcaption></figure>' +
      '<p>Share this article</p><p><a href="https://example.org/more">Read more</a></p>',
  )
  expect(blocks.map(({ kind, text }) => [kind, text])).toEqual([
    ['paragraph', 'Short one.'],
    ['heading', 'Head'],
    ['list', 'one\ntwo'],
    ['figure', 'The pier'],
    ['paragraph', 'Share this article'],
    ['paragraph', 'Read more'],
  ])
  expect(blocks[0]!.marks).toEqual([{ type: 'strong', start: 6, end: 9 }])
  expect(blocks.at(-1)!.marks?.[0]?.href).toBe('https://example.org/more')
})

it('takes plain text and nothing', () => {
  expect(fragmentBlocks('Only words').map(({ text }) => text)).toEqual(['Only words'])
  expect(fragmentBlocks('')).toEqual([])
})
