import { describe, expect, it } from 'vitest'
import { fileNameOf, withExtension } from './file-names.ts'

describe('fileNameOf', () => {
  it.each([
    ['River deal', 'River deal'],
    ['A/B: “why”?', 'A B “why”'],
    ['../../etc/passwd', 'etc passwd'],
    ['..', 'News'],
    ['.hidden', 'hidden'],
    ['ends with dots...', 'ends with dots'],
    ['a\u202Egnp.exe', 'a gnp.exe'],
    ['line\nbreak\0', 'line break'],
    ['CON', 'News'],
    ['aux.pdf', 'News'],
    ['Console', 'Console'],
    ['', 'News'],
    ['السوق', 'السوق'],
  ])('%j becomes %j', (title, name) => expect(fileNameOf(title, 'News')).toBe(name))

  it('is cut between characters, by bytes', () => {
    const name = fileNameOf('😀'.repeat(200), 'News')
    expect(name).toBe('😀'.repeat(30))
  })
})

it('an extension is added once', () => {
  expect(withExtension('/a/b', 'pdf')).toBe('/a/b.pdf')
  expect(withExtension('/a/b.PDF', 'pdf')).toBe('/a/b.PDF')
  expect(withExtension('/a/b.2026', 'pdf')).toBe('/a/b.2026.pdf')
  expect(withExtension('/a/b', null)).toBe('/a/b')
})
