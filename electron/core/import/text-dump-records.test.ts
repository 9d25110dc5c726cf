import { describe, expect, test } from 'vitest'
import { decodeText } from '../text/encodings.ts'
import { documentsText, dumpText } from './import-fixtures.ts'
import { byteStarts, readTextDump } from './text-dump-records.ts'

const THREE = [
  'Ärger über Tor eins\nZeile\n',
  'Zweiter Satz – mit Strich\r\nund noch einer\r\n',
  'Dritter „Satz“\n',
]
const TEXT = THREE.join('')
const OFFSETS = [0, THREE[0]!.length, THREE[0]!.length + THREE[1]!.length]

function pieces(bytes: Uint8Array): Buffer[] {
  const starts = byteStarts(bytes, decodeText(bytes), OFFSETS)
  return starts.map((start, i) => Buffer.from(bytes.subarray(start, starts[i + 1] ?? bytes.length)))
}

function utf16be(text: string): Buffer {
  return Buffer.from(text, 'utf16le').swap16()
}

function utf32le(text: string): Buffer {
  return Buffer.from(Uint32Array.from(text, (character) => character.codePointAt(0)!).buffer)
}

describe('the bytes of each record', () => {
  test.each([
    ['UTF-8', (text: string) => Buffer.from(text), Buffer.alloc(0)],
    ['UTF-8 with a mark', (text: string) => Buffer.from(text), Buffer.from([0xef, 0xbb, 0xbf])],
    ['UTF-16 LE with a mark', (text: string) => Buffer.from(text, 'utf16le'), Buffer.from([0xff, 0xfe])],
    ['UTF-16 BE with a mark', utf16be, Buffer.from([0xfe, 0xff])],
    ['UTF-32 LE with a mark', utf32le, Buffer.from([0xff, 0xfe, 0, 0])],
    ['UTF-32 BE', (text: string) => utf32le(text).swap32(), Buffer.alloc(0)],
    [
      'Windows-1252',
      (text: string) => Buffer.from(text.replace(/[„“]/g, '"').replace('–', '-'), 'latin1'),
      Buffer.alloc(0),
    ],
  ])('are exact in %s', (_name, encode, mark) => {
    const found = pieces(Buffer.concat([mark, encode(TEXT)]))
    expect(found[0]).toEqual(Buffer.concat([mark, encode(THREE[0]!)]))
    expect(found[1]).toEqual(encode(THREE[1]!))
    expect(found[2]).toEqual(encode(THREE[2]!))
  })

  test('are exact in damaged UTF-8, and where NULs were dropped', () => {
    const damaged = Buffer.from(TEXT)
    damaged[2] = 0xff
    damaged[12] = 0
    expect(Buffer.concat(pieces(damaged))).toEqual(damaged)
    expect(pieces(damaged)[2]).toEqual(Buffer.from(THREE[2]!))
  })

  test('are all of the file, for one record and for several', () => {
    const one = Buffer.from(dumpText(1))
    expect([...readTextDump(one, 'one.txt')]).toMatchObject([
      { byteStart: 0, byteEnd: one.length, line: null },
    ])
    const several = Buffer.from(`\n${documentsText(1, 4)}`)
    const records = [...readTextDump(several, 'several.txt')]
    expect(records).toHaveLength(4)
    expect(records[0]!.byteStart).toBe(0)
    expect(records[3]!.byteEnd).toBe(several.length)
    for (const [i, record] of records.entries()) {
      expect(record.byteEnd).toBe(records[i + 1]?.byteStart ?? several.length)
      if (i > 0) {
        expect(several.subarray(record.byteStart, record.byteStart + 6).toString()).toBe(`${i + 1} of 4`)
        expect(several.toString().split('\n')[record.line! - 1]).toContain(`${i + 1} of 4 DOCUMENTS`)
      }
    }
  })
})

test('says what was guessed and lost', () => {
  const bytes = Buffer.from(
    `Über die Straße – Harbor Ledger\n${'Größere Flüsse führen mehr Wasser. '.repeat(5)}`,
  )
  bytes[bytes.length - 3] = 0
  const [record] = [...readTextDump(bytes, 'x.txt')]
  expect(record!.outcome).toMatchObject({ notices: expect.arrayContaining(['1 damaged character.']) })
})
