import { expect, it } from 'vitest'
import { ByteReader } from './reader.ts'
import type { ByteStream } from './source.ts'

function pieces(...texts: string[]): ByteStream {
  return { next: () => (texts.length > 0 ? Buffer.from(texts.shift()!) : null) }
}

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString()

it('looks ahead and takes over the ends of pieces', () => {
  const reader = new ByteReader(pieces('ab', 'cde', 'f'))
  expect(text(reader.peek(4))).toBe('abcd')
  expect(text(reader.take(1))).toBe('a')
  expect(text(reader.take(4))).toBe('bcde')
  expect(reader.position).toBe(5)
  expect(text(reader.take(9))).toBe('f')
  expect(reader.atEnd).toBe(true)
})

it('gives lines with their lengths, the last one without a line end, and only the length of one beyond the limit', () => {
  const reader = new ByteReader(pieces('one\ntw', 'o and\n\nlast'))
  expect(text(reader.line(5)!.bytes)).toBe('one')
  expect(reader.line(5)).toEqual({ bytes: new Uint8Array(), length: 7 })
  expect(reader.position).toBe(12)
  expect(reader.line(5)!.length).toBe(0)
  expect(text(reader.line(5)!.bytes)).toBe('last')
  expect(reader.line(5)).toBeNull()
})

it('skips, and says how far it came', () => {
  const reader = ByteReader.of(Buffer.from('0123456789'))
  expect(reader.skip(4)).toBe(4)
  expect(text(reader.take(2))).toBe('45')
  expect(reader.skip(100)).toBe(4)
  expect(reader.atEnd).toBe(true)
})

it('begins in the middle and counts from the beginning', () => {
  const reader = ByteReader.from({ size: 6, read: (at, n) => Buffer.from('abcdef').subarray(at, at + n) }, 2)
  expect(reader.position).toBe(2)
  expect(text(reader.take(2))).toBe('cd')
  expect(reader.position).toBe(4)
})

it('counts the lines it passes, where it is to also those skipped', () => {
  const lines = Buffer.from('a\nb\nc\nd\ne')
  const reader = ByteReader.from({ size: 9, read: (at, n) => lines.subarray(at, at + n) }, 2, {
    lineNumber: 2,
    countsLines: true,
  })
  reader.line(9)
  expect(reader.lineNumber).toBe(3)
  reader.take(2)
  reader.skip(1)
  expect(reader.lineNumber).toBe(4)
  reader.skip(9)
  expect(reader.lineNumber).toBe(5)
})
