import { describe, expect, it } from 'vitest'
import { completionsAt } from './completion.ts'

const known = {
  tags: [
    { path: 'policy', articles: 4120 },
    { path: 'policy/water rights', articles: 12 },
    { path: 'water', articles: 3 },
  ],
  collections: [{ title: 'Treaty dispute', items: 148 }],
}
const at = (text: string, caret = text.length) => completionsAt(text, caret, known)
const inserts = (text: string, caret?: number) => at(text, caret)?.options.map(({ insert }) => insert)

describe('the word at the cursor', () => {
  it('goes on to a tag, quoted where it must be', () => {
    expect(inserts('dam tag:wat')).toEqual(['tag:water', 'tag:"policy/water rights"'])
    expect(at('dam tag:wat')).toMatchObject({ from: 4, to: 11 })
  })

  it('is found inside quotes and in the middle of a query', () => {
    expect(inserts('in:"treaty d" dam', 11)).toEqual(['in:"Treaty dispute"'])
    expect(at('in:"treaty d" dam', 11)).toMatchObject({ from: 0, to: 13 })
  })

  it('keeps its minus', () => {
    expect(inserts('-is:un')).toEqual(['-is:unread'])
  })

  it('is reminded of fields by two letters', () => {
    expect(inserts('ta')).toEqual(['tag:'])
    expect(inserts('has:')).toHaveLength(6)
    expect(inserts('t')).toBeUndefined()
  })

  it('is let alone where there is nothing more to say', () => {
    for (const text of ['', 'water', 'tag:water ', 'tag:nowhere', 'is:starred', 'http:x'])
      expect(at(text)).toBeNull()
  })
})
