import { createCipheriv } from 'node:crypto'
import { deflateRawSync, gzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { Allowance } from './allowance.ts'
import { GzipMember, GzipStream } from './gzip-stream.ts'
import { InflateStream } from './inflate-stream.ts'
import { ByteReader } from './reader.ts'
import type { ByteStream } from './source.ts'

/** The bytes in pieces of so many, as a slow source gives them. */
function inPieces(bytes: Uint8Array, size: number): ByteReader {
  let at = 0
  return new ByteReader({
    next() {
      const piece = bytes.subarray(at, at + size)
      at += size
      return piece.length > 0 ? piece : null
    },
  })
}

function all(stream: ByteStream): Buffer {
  const pieces: Uint8Array[] = []
  for (let piece = stream.next(); piece; piece = stream.next()) pieces.push(piece)
  return Buffer.concat(pieces)
}

/** Bytes that do not shrink, the same each time. */
function noise(size: number, seed = 1): Buffer {
  return createCipheriv('aes-128-ctr', Buffer.alloc(16, seed), Buffer.alloc(16)).update(Buffer.alloc(size))
}
const much = new Allowance(1e9)

it.each([1, 7, 4096, 1e6])('inflates what comes in pieces of %i bytes and takes not a byte more', (size) => {
  const text = Buffer.concat([noise(50_000), Buffer.alloc(900_000, 'news ')])
  const packed = deflateRawSync(text)
  const reader = inPieces(Buffer.concat([packed, Buffer.from('next')]), size)
  const stream = new InflateStream(reader)
  expect(all(stream).equals(text)).toBe(true)
  expect(stream.fault).toBeNull()
  expect(reader.position).toBe(packed.length)
  expect(reader.take(9).toString()).toBe('next')
})

it('says whether deflate data is cut off or damaged, and gives what came before', () => {
  const text = noise(300_000)
  const packed = deflateRawSync(text)
  const cut = new InflateStream(inPieces(packed.subarray(0, 200_000), 5000))
  const begin = all(cut)
  expect(cut.fault).toBe('cut')
  expect(begin.length).toBeGreaterThan(150_000)
  expect(text.subarray(0, begin.length).equals(begin)).toBe(true)
  const whole = new InflateStream(inPieces(packed, 5000))
  expect(all(whole).length).toBe(text.length)
  expect(whole.fault).toBeNull()
  const broken = new InflateStream(
    inPieces(Buffer.concat([packed.subarray(0, 100_000), noise(50_000, 9)]), 5000),
  )
  all(broken)
  expect(broken.fault).toBe('damaged')
})

it('reads gzip members one by one, each from where the one before ended', () => {
  const members = [noise(70_000), Buffer.from('second'), Buffer.alloc(0), Buffer.from('last')]
  const file = Buffer.concat(members.map((member) => gzipSync(member)))
  const reader = inPieces(file, 1000)
  const starts: number[] = []
  for (const member of members) {
    starts.push(reader.position)
    const found = GzipMember.at(reader, much)!
    expect(all(found).equals(member)).toBe(true)
    expect(found.problem).toBeNull()
  }
  expect(GzipMember.at(reader, much)).toBeNull()
  expect(reader.position).toBe(file.length)
  // and from the middle
  const again = GzipMember.at(ByteReader.of(file.subarray(starts[1])), much)!
  expect(all(again).toString()).toBe('second')
})

it('gives all members as one stream, and tells of damage, wrong checksums and leftovers', () => {
  const one = gzipSync('one ')
  const two = gzipSync('two ')
  const read = (...parts: Uint8Array[]) => {
    const stream = new GzipStream(inPieces(Buffer.concat(parts), 11), much)
    return [all(stream).toString(), stream.problem]
  }
  expect(read(one, two)).toEqual(['one two ', null])
  expect(read(one, two, Buffer.alloc(512))).toEqual(['one two ', null])
  expect(read(one, Buffer.from('tail'))).toEqual([
    'one ',
    `4 bytes after the gzip data, from byte ${one.length}, were left out.`,
  ])
  expect(read(one, two.subarray(0, 15))[1]).toMatch(/^The gzip data ends in the middle, at byte \d+/)
  const wrong = Buffer.from(one)
  wrong[wrong.length - 6]! ^= 1
  expect(read(wrong, two)).toEqual(['one two ', `The gzip checksum before byte ${one.length - 8} is wrong.`])
})

it('stops a bomb at its limit, which it names', () => {
  const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024))
  const stream = new GzipStream(ByteReader.of(bomb), new Allowance(bomb.length))
  let size = 0
  for (let piece = stream.next(); piece; piece = stream.next()) {
    size += piece.length
    expect(piece.length).toBeLessThanOrEqual(256 * 1024)
  }
  expect(size).toBeLessThanOrEqual(16 * 1024 * 1024)
  expect(stream.problem).toBe('It unpacks from 64 kB to more than 16 MB, the limit for it.')
})
