import { expect, it } from 'vitest'
import { paragraphs } from './italics.ts'

it('takes paragraphs and italics apart', () => {
  const html = '<p>Ito, A. (2026). Gates. <i>The Ledger &amp; Post</i>.</p>\n<p>Two</p>'
  expect(paragraphs(html)).toEqual([
    [
      { text: 'Ito, A. (2026). Gates. ', italic: false },
      { text: 'The Ledger & Post', italic: true },
      { text: '.', italic: false },
    ],
    [{ text: 'Two', italic: false }],
  ])
})

it('leaves what is none of its tags as it is written', () => {
  expect(paragraphs('a <img src=x> <b>b</b> &lt;i&gt; &unknown; 1 < 2')).toEqual([
    [{ text: 'a <img src=x> <b>b</b> <i> &unknown; 1 < 2', italic: false }],
  ])
  expect(paragraphs('')).toEqual([])
})
