import { describe, expect, test } from 'vitest'
import { clip, fit, safeJson, safeLine, safeText, widthOf, wrap } from './safe-text.ts'

describe('text from strangers', () => {
  test.each([
    ['\u001b[31mred\u001b[0m', 'red'],
    ['\u001b]0;new window title\u0007text', 'text'],
    ['\u001b]8;;http://x\u001b\\link\u001b]8;;\u001b\\', 'link'],
    ['\u009b2Jcleared', 'cleared'],
    ['bell\u0007, back\u0008space, \u0000nul, del\u007f', 'bell, backspace, nul, del'],
    ['harmless\u202Etxt.exe\u202C \u2066x\u2069', 'harmlesstxt.exe x'],
    ['lone \u001b escape', 'lone  escape'],
    ['a\tb\r\nc\rd', 'a\tb\nc\nd'],
    ['Größe 中文 😀 שלום', 'Größe 中文 😀 שלום'],
  ])('%j', (text, safe) => {
    expect(safeText(text)).toBe(safe)
  })

  test('stands on one line where it must', () => {
    expect(safeLine(' a\n\nb\u2028c\t d ')).toBe('a b c d')
  })

  test('is the same in JSON, which itself is safe', () => {
    const value = { text: 'a\u001b[31m\u009b1m\u202e\u2028\u007f' }
    const json = safeJson(value)
    expect(json).toMatch(/^[\x20-\x7e]+$/)
    expect(JSON.parse(json)).toEqual(value)
  })
})

test('counts the columns of a terminal, not characters', () => {
  expect(widthOf('abc')).toBe(3)
  expect(widthOf('中文')).toBe(4)
  expect(widthOf('e\u0301')).toBe(1)
  expect(widthOf('😀')).toBe(2)
  expect(clip('中文新闻', 5)).toBe('中文…')
  expect(clip('short', 5)).toBe('short')
  expect(fit('ab', 4)).toBe('ab  ')
  expect(widthOf(fit('中文新闻中文', 7))).toBe(7)
})

test('breaks lines between words', () => {
  expect(wrap('one two three four', 9)).toBe('one two\nthree\nfour')
  expect(wrap('unbreakablylongword x', 5)).toBe('unbreakablylongword\nx')
  expect(wrap('a\n\nb', 5)).toBe('a\n\nb')
})
