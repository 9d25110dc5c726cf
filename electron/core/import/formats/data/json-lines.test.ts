import { describe, expect, it } from 'vitest'
import { sniffKind } from '../../detect.ts'
import { limits } from '../../limits.ts'
import { articleOf, recordsOf, said, stretchOf } from './data-fixtures.ts'
import { jsonLines } from './json-lines.ts'

const line = (n: number) => JSON.stringify({ title: `Gate ${n}`, text: `The gate number ${n} stayed shut.` })

describe('lines', () => {
  it('are records with their places, also after a mark, blank lines and with CR LF', () => {
    const text = `\ufeff${line(1)}\r\n\r\n  \n${line(2)}\n${line(3)}`
    const bytes = Buffer.from(text)
    const records = recordsOf(text)
    expect(records.map(said)).toEqual(['Gate 1', 'Gate 2', 'Gate 3'])
    expect(records.map((record) => record.line)).toEqual([1, 4, 5])
    for (const [i, { byteStart, byteEnd, bytes: own }] of records.entries()) {
      expect(bytes.subarray(byteStart, byteEnd).toString()).toBe(line(i + 1))
      expect(Buffer.from(own!).toString()).toBe(line(i + 1))
    }
  })

  it('that are damaged cost only themselves, and say where and why', () => {
    const records = recordsOf(
      [line(1), '{"title": "cut', '[1]', 'null', '{"title": "x" "y"}', line(6)].join('\n'),
    )
    expect(records.map((record) => [record.line, said(record)])).toEqual([
      [1, 'Gate 1'],
      [2, expect.stringMatching(/^! This is no JSON \(unterminated/i)],
      [3, '! This is a list, where an object with keys was expected. Its bytes are kept.'],
      [4, '! This is “null”, where an object with keys was expected. Its bytes are kept.'],
      [5, expect.stringMatching(/^! This is no JSON/)],
      [6, 'Gate 6'],
    ])
  })

  it('may be in UTF-16, of either order, with and without a mark', () => {
    const text = `${line(1)}\n${line(2).replace('Gate', 'Schleuse – 門')}\n`
    const little = Buffer.from(text, 'utf16le')
    const withMark = Buffer.concat([Buffer.from([0xff, 0xfe]), little])
    const big = Buffer.from(withMark).swap16()
    for (const bytes of [little, withMark, big]) {
      expect(sniffKind(bytes)).toBe('jsonl')
      const records = recordsOf(bytes)
      expect(records.map(said)).toEqual(['Gate 1', 'Schleuse – 門 2'])
      const { byteStart, byteEnd, bytes: own } = records[1]!
      expect(bytes.subarray(byteStart, byteEnd).equals(own!)).toBe(true)
      expect(records[1]!.line).toBe(2)
    }
  })

  it('in a legacy encoding say that it was guessed', () => {
    const bytes = Buffer.from(
      `${line(1)}\n{"title": "Les \xe9cluses rest\xe8rent ferm\xe9es apr\xe8s l'\xe9t\xe9", "text": "\xc0 la fen\xeatre"}\n`,
      'latin1',
    )
    const [, second] = recordsOf(bytes)
    expect(articleOf(second!)).toMatchObject({
      title: 'Les écluses restèrent fermées après l’été'.replace('’', "'"),
      notices: [expect.stringMatching(/^Encoding guessed/)],
    })
  })

  it('take what Python writes for no number, commas of a list taken apart, and record separators', () => {
    const odd = '{"title": "NaN is no : NaN", "text": "The gates.", "score": NaN},'
    expect(recordsOf([line(1), odd].join('\n')).map(said)).toEqual(['Gate 1', 'NaN is no : NaN'])
    expect(recordsOf(`\x1e${line(1)}\n\x1e${line(2)}\n`).map(said)).toEqual(['Gate 1', 'Gate 2'])
  })

  it('do no harm by what they are called, or how deep they go', () => {
    const deep = `{"title": "deep", "text": ${'['.repeat(300)}${']'.repeat(300)}}`
    const huge = `{"title": "deep", "text": ${'['.repeat(200_000)}${']'.repeat(200_000)}}`
    const names =
      '{"__proto__": {"polluted": 1}, "title": "x", "text": "y", "constructor": {"prototype": {"polluted": 1}}}'
    const number = `{"title": 1984, "text": "A year.", "id": ${'9'.repeat(5000)}}`
    const twice = '{"title": "first", "title": "second", "text": "The last one counts."}'
    expect(recordsOf([line(1), deep, huge, names, number, twice].join('\n')).map(said)).toEqual([
      'Gate 1',
      '! It is nested more than 256 times. Its bytes are kept.',
      '! It is nested more than 256 times. Its bytes are kept.',
      'x',
      '1984',
      'second',
    ])
    expect(({} as { polluted?: number }).polluted).toBeUndefined()
  })

  it('longer than the limit are named, and those after them read', () => {
    const long = Buffer.alloc(limits.lineBytes + 1, 0x61)
    const bytes = Buffer.concat([Buffer.from(`${line(1)}\n`), long, Buffer.from(`\n${line(3)}\n`)])
    const records = recordsOf(bytes)
    expect(records.map(said)).toEqual(['Gate 1', '! One row of 64 MB; the limit is 64 MB.', 'Gate 3'])
    expect(records[1]).toMatchObject({ line: 2, byteEnd: records[1]!.byteStart + long.length })
  })

  it('of which the first is longer than what is looked at to tell the kind', () => {
    const long = JSON.stringify({ title: 'Long', text: 'The gates stayed shut. '.repeat(1500) })
    expect(sniffKind(Buffer.from(`${long}\n${line(2)}`))).toBe('jsonl')
    const longest = JSON.stringify({ title: 'Longest', text: 'The gates stayed shut. '.repeat(5000) })
    expect(recordsOf(`${longest}\n${line(2)}\n`).map(said)).toEqual(['Longest', 'Gate 2'])
  })

  it('of keys that nobody knows are one refusal for all of them', () => {
    const [only, ...others] = recordsOf('{"k1": "a", "k2": 2}\n{"k1": "b", "k2": 3}\n')
    expect(others).toEqual([])
    expect(said(only!)).toBe(
      '! Nothing says which of its keys is the title or the text (k1, k2). Choose its columns and import it again.',
    )
    expect(only).toMatchObject({ byteStart: 0, byteEnd: 42 })
    expect(only!.bytes).toBeUndefined()
  })

  it('of another kind among them are read by their own keys', () => {
    const records = recordsOf(`${line(1)}\n{"headline": "Other", "content": "The gates."}\n{"x": 1}\n`)
    expect(records.map(said)).toEqual([
      'Gate 1',
      'Other',
      '! It has neither a title nor a text. Its bytes are kept.',
    ])
  })
})

describe('stretches', () => {
  const bytes = Buffer.from(
    Array.from({ length: 40 }, (_, i) => `${line(i)}${i % 7 === 3 ? '\n' : ''}\n`).join(''),
  )
  const source = { size: bytes.length, read: (at: number, n: number) => bytes.subarray(at, at + n) }

  it.each([0, 1, 100, 333, 334, 335, 1200, bytes.length - 1])(
    'that meet at the line after byte %i miss nothing',
    (at) => {
      const whole = stretchOf(jsonLines, bytes, 0).records
      const start = jsonLines.findStart!(source, at) ?? bytes.length
      const before = stretchOf(jsonLines, bytes, 0, start)
      expect(before.end).toBe(start)
      const after = stretchOf(jsonLines, bytes, start)
      expect([...before.records, ...after.records]).toEqual(whole)
    },
  )

  it('begin nowhere where no line does', () => {
    expect(jsonLines.findStart!(source, bytes.length)).toBe(bytes.length)
    expect(jsonLines.findStart!({ size: 4, read: () => Buffer.from('{"a"') }, 2)).toBeNull()
  })
})
