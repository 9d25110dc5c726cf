import { describe, expect, it } from 'vitest'
import { plainWords, readMarkdown, readRuns } from './markdown.ts'

describe('runs', () => {
  it('strong, em, code', () => {
    expect(readRuns('a **b c** *d* _e_ `f*g*` h')).toEqual([
      { text: 'a ', style: 'plain' },
      { text: 'b c', style: 'strong' },
      { text: ' ', style: 'plain' },
      { text: 'd', style: 'em' },
      { text: ' ', style: 'plain' },
      { text: 'e', style: 'em' },
      { text: ' ', style: 'plain' },
      { text: 'f*g*', style: 'code' },
      { text: ' h', style: 'plain' },
    ])
  })

  it('links keep their address; a bare one is its own', () => {
    expect(readRuns('[minutes](https://x.example/a) and https://y.example/b.')).toEqual([
      { text: 'minutes', style: 'link', address: 'https://x.example/a' },
      { text: ' and ', style: 'plain' },
      { text: 'https://y.example/b', style: 'link', address: 'https://y.example/b' },
      { text: '.', style: 'plain' },
    ])
  })

  it.each(['3 * 4 * 5', 'snake_case_name', 'a ** b', '**', '[no](link here)', '<b>x</b>', '2 < 3', '`'])(
    '%s stays as it was written',
    (text) => expect(readRuns(text)).toEqual([{ text, style: 'plain' }]),
  )

  it('loses nothing, whatever is written', () => {
    for (const text of ['***', '**a*b**', '_*x*_', '[a](b)[c](d', 'مرحبا **بالعالم**', '`a`b`'])
      expect(
        readRuns(text)
          .map((run) => run.text)
          .join('').length,
      ).toBeGreaterThan(0)
  })
})

describe('blocks', () => {
  it('paragraphs keep their lines', () => {
    expect(readMarkdown('one\ntwo\n\nthree')).toMatchObject([
      { kind: 'paragraph', lines: [[{ text: 'one' }], [{ text: 'two' }]] },
      { kind: 'paragraph', lines: [[{ text: 'three' }]] },
    ])
  })

  it('lists, quotes, headings, code', () => {
    const text = '# Head #\n- a\n- **b**\n3. c\n4. d\n> said\n> twice\n```\n<i> **raw**\n```\nend'
    expect(readMarkdown(text)).toMatchObject([
      { kind: 'heading', runs: [{ text: 'Head' }] },
      { kind: 'list', ordered: false, items: [[{ text: 'a' }], [{ text: 'b', style: 'strong' }]] },
      { kind: 'list', ordered: true, start: 3, items: [[{ text: 'c' }], [{ text: 'd' }]] },
      { kind: 'quote', lines: [[{ text: 'said' }], [{ text: 'twice' }]] },
      { kind: 'code', text: '<i> **raw**' },
      { kind: 'paragraph', lines: [[{ text: 'end' }]] },
    ])
  })

  it('a fence that is never closed runs to the end', () => {
    expect(readMarkdown('```\na\nb')).toEqual([{ kind: 'code', text: 'a\nb' }])
  })

  it('a year that begins a line is no list', () => {
    expect(readMarkdown('2024 was dry')).toMatchObject([{ kind: 'paragraph' }])
  })

  it('is quick on long and unfriendly text', () => {
    const startedAt = performance.now()
    readMarkdown('*'.repeat(20_000))
    readMarkdown('[a]('.repeat(5_000))
    readMarkdown(`${'`'.repeat(9_999)}x`)
    readMarkdown('_a '.repeat(10_000))
    readMarkdown('- x\n'.repeat(5_000))
    expect(performance.now() - startedAt).toBeLessThan(1500)
  })
})

it('says a note in one line', () => {
  expect(plainWords('**A** note\n\n- with\n- `lists`')).toBe('A note with lists')
})
