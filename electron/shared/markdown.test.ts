import { describe, expect, it } from 'vitest'
import { parseInline, parseMarkdown, plainText } from './markdown.ts'

const text = (words: string) => ({ type: 'text', text: words })

describe('blocks', () => {
  it('reads what notes are made of', () => {
    const blocks = parseMarkdown(
      '# Title\n\nOne\ntwo\n\n- a\n- b\n  more\n\n3. c\n\n> said\n\n```\nx < y\n```\n---',
    )
    expect(blocks.map(({ type }) => type)).toEqual([
      'heading',
      'paragraph',
      'list',
      'list',
      'quote',
      'code',
      'rule',
    ])
    expect(blocks[2]).toMatchObject({
      ordered: false,
      items: [[text('a')], [text('b'), { type: 'break' }, text('more')]],
    })
    expect(blocks[3]).toMatchObject({ ordered: true, start: 3 })
    expect(blocks[5]).toEqual({ type: 'code', text: 'x < y' })
  })

  it('ends an open fence at the end, and a quote of quotes somewhere', () => {
    expect(parseMarkdown('```\nopen')).toEqual([{ type: 'code', text: 'open' }])
    expect(JSON.stringify(parseMarkdown(`${'>'.repeat(500)} deep`)).length).toBeLessThan(2000)
  })
})

describe('within a line', () => {
  it('reads strong, emphasis, code, links and escapes', () => {
    expect(parseInline('a **b *c*** `d` [e](https://f.example) \\*g\\*')).toMatchObject([
      text('a '),
      { type: 'strong', parts: [text('b '), { type: 'em', parts: [text('c')] }] },
      text(' '),
      { type: 'code', text: 'd' },
      text(' '),
      { type: 'link', href: 'https://f.example' },
      text(' *g*'),
    ])
  })

  it('leaves markup, stray signs and words with underscores as text', () => {
    for (const words of ['<b onclick=x>no</b>', '2 * 3 * 4', 'snake_case_name', '**', '](x)'])
      expect(parseInline(words)).toEqual([text(words)])
  })

  it('stays quick with hostile input', () => {
    const from = performance.now()
    for (const piece of ['*', '_', '`', '[', '**a', '](', 'https://', '\\', '__a*'])
      parseMarkdown(piece.repeat(20_000))
    expect(performance.now() - from).toBeLessThan(2000)
  })
})

it('says the words alone', () => {
  expect(plainText('# The *only*\naccount\n\n- one\n- `two`\n\n> [said](x)')).toBe(
    'The only account one · two said',
  )
})
