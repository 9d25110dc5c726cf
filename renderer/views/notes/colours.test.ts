import { expect, it } from 'vitest'
import type { Annotation } from '../../../electron/shared/own.ts'
import { annotationWords, plainWords, quoteWords } from './colours.ts'

it('says a note in one line', () => {
  expect(plainWords('**A** note\n\n- with\n- `lists`\n\n> and [links](https://x.example)')).toBe(
    'A note with · lists and links',
  )
})

it('says a quote in one line, without bullets', () => {
  expect(quoteWords('one\n• two\n\n- three\tfour')).toBe('one · two · three four')
})

it('leaves out marks around a whole quote, which gets its own', () => {
  expect(quoteWords('“perhaps forty cubic metres”')).toBe('perhaps forty cubic metres')
  expect(quoteWords('«أمس كان مالحاً»')).toBe('أمس كان مالحاً')
  expect(quoteWords('“Yes,” he said, “it is.”')).toBe('“Yes,” he said, “it is.”')
  expect(quoteWords('the “river')).toBe('the “river')
})

it('says what an annotation is, its colour in words', () => {
  const quote = { exact: 'the gates', prefix: '', suffix: '' }
  const words = (change: object) =>
    annotationWords({ quote, colour: 1, note: '', orphan: false, ...change } as Annotation)
  expect(words({})).toBe('Highlight, green, on “the gates”')
  expect(words({ note: 'Why *now*?' })).toBe('Note, green, on “the gates”: Why now?')
  expect(words({ orphan: true, colour: 3 })).toBe('Lost passage, red, on “the gates”')
  expect(words({ quote: null, note: 'All of it' })).toBe('Note on the article: All of it')
  expect(words({ quote: { ...quote, exact: 'x'.repeat(400) } }).length).toBeLessThan(200)
})
