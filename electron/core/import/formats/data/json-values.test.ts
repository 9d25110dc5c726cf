import { describe, expect, it } from 'vitest'
import { sniffKind } from '../../detect.ts'
import { recordsOf, said, stretchOf } from './data-fixtures.ts'
import { jsonValues } from './json-values.ts'

const row = (n: number) => ({
  title: `Gate ${n}`,
  text: `The “gate” number ${n} \\ stayed [shut].`,
  tags: [{ n }],
})
const rows = [1, 2, 3].map(row)
const gates = ['Gate 1', 'Gate 2', 'Gate 3']

describe('lists of rows', () => {
  it.each([
    ['at the top', rows],
    ['under a key', { status: 'ok', note: null, articles: rows, more: false }],
    ['under several', { data: { total: 3, tags: ['a', 'b'], items: rows }, links: [] }],
    ['in a list of lists', [{ page: 1, docs: rows }]],
    ['as values of an object', { 'gate-1': rows[0], 'gate-2': rows[1], 'gate-3': rows[2] }],
    [
      'after a list of other things',
      { facets: [{ k: 'a', n: 1 }], response: { docs: rows }, trail: [{ k: 'b' }] },
    ],
  ])('are found %s, and each says where it stands', (_, json) => {
    for (const text of [JSON.stringify(json), JSON.stringify(json, null, 2)]) {
      const records = recordsOf(text)
      expect(records.map(said)).toEqual(gates)
      const bytes = Buffer.from(text)
      for (const [i, { byteStart, byteEnd, line }] of records.entries()) {
        const own = bytes.subarray(byteStart, byteEnd).toString()
        expect(JSON.parse(own)).toEqual(rows[i])
        expect(line).toBe(bytes.subarray(0, byteStart).toString().split('\n').length)
      }
    }
  })

  it('are read on from any row', () => {
    const bytes = Buffer.from(JSON.stringify({ data: { items: rows }, other: { title: 'no text' } }, null, 1))
    const whole = stretchOf(jsonValues, bytes, 0).records
    for (const [i, { byteStart }] of whole.entries())
      expect(stretchOf(jsonValues, bytes, byteStart).records).toEqual(whole.slice(i))
  })

  it('hold rows larger than what is looked at first', () => {
    const large = { title: 'Large', text: 'The gates stayed shut.\n'.repeat(30_000) }
    expect(recordsOf(JSON.stringify([large, row(2)])).map(said)).toEqual(['Large', 'Gate 2'])
    expect(recordsOf(JSON.stringify({ items: [large, row(2)] })).map(said)).toEqual(['Large', 'Gate 2'])
  })

  it('name what is no row, and go on', () => {
    expect(recordsOf(JSON.stringify([row(1), 'text', 7, [row(9)], row(2)])).map(said)).toEqual([
      'Gate 1',
      '! This is a text, where an object with keys was expected. Its bytes are kept.',
      '! This is a number, where an object with keys was expected. Its bytes are kept.',
      '! This is a list, where an object with keys was expected. Its bytes are kept.',
      'Gate 2',
    ])
  })

  it('of which one is damaged lose that one', () => {
    const text = JSON.stringify(rows, null, 2).replace('"Gate 2",', '"Gate 2,')
    expect(recordsOf(text).map(said)).toEqual([
      'Gate 1',
      expect.stringMatching(/^! This is no JSON/),
      'Gate 3',
    ])
    const cut = JSON.stringify(rows).slice(0, -20)
    expect(recordsOf(cut).map(said)).toEqual([
      'Gate 1',
      'Gate 2',
      expect.stringMatching(/^! This is no JSON/),
    ])
  })

  it('may be in UTF-16', () => {
    const bytes = Buffer.from(`\ufeff${JSON.stringify({ items: rows }, null, 2)}`, 'utf16le')
    const records = recordsOf(bytes)
    expect(records.map(said)).toEqual(gates)
    const { byteStart, byteEnd } = records[2]!
    expect(JSON.parse(bytes.subarray(byteStart, byteEnd).toString('utf16le'))).toEqual(rows[2])
  })
})

describe('single objects', () => {
  it('are a record each, one after the other too', () => {
    expect(recordsOf(JSON.stringify(row(1))).map(said)).toEqual(['Gate 1'])
    const text = rows.map((one) => JSON.stringify(one, null, 2)).join('\n')
    expect(sniffKind(Buffer.from(text))).toBe('json')
    expect(recordsOf(text).map(said)).toEqual(gates)
    expect(recordsOf(rows.map((one) => JSON.stringify(one)).join('')).map(said)).toEqual(gates)
  })

  it('that are damaged or too deep are one refusal', () => {
    expect(recordsOf('{"title": "cut off", "text": "The').map(said)).toEqual([
      expect.stringMatching(/^! This is no JSON/),
    ])
    const deep = `{"title": "t", "text": ${'[{"a":'.repeat(50_000)}`
    expect(recordsOf(deep).map(said)).toEqual(['! It is nested more than 256 times. Its bytes are kept.'])
    expect(recordsOf('['.repeat(100_000))).toHaveLength(1)
  })
})

describe('files without articles', () => {
  it.each([
    ['{"name": "app", "version": "1.0", "dependencies": {"a": "1"}}', 'name, version, dependencies.a'],
    ['[{"k1": 1}, {"k2": 2}]', 'k1, k2'],
    ['{"rows": [{"k1": 1}, {"k2": 2}]}', 'k1, k2'],
  ])('say which keys they have: %s', (text, keys) => {
    expect(recordsOf(text).map(said)).toEqual([
      `! Nothing says which of its keys is the title or the text (${keys}). Choose its columns and import it again.`,
    ])
  })

  it.each(['{}', '[]', '[1, 2]', '[[], {}]'])('that have no keys either say so: %s', (text) => {
    expect(recordsOf(text).map(said)).toEqual([
      '! There is no object with keys in it, so there is no article.',
    ])
  })
})
