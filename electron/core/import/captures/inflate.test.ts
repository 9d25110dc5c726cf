import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { bytes, zip } from './capture-fixtures.ts'
import { gunzipLimited } from './inflate.ts'
import { CaptureError } from './page-capture.ts'
import { readZipDirectory, unpackEntry } from './zip-directory.ts'

const TEXT = Array.from({ length: 3000 }, (_, i) => `line ${i * 7919} of the article\n`).join('')

describe('gzip', () => {
  it('unpacks all members, with the name of the first', () => {
    const named = Buffer.concat([
      bytes('\x1f\x8b\x08\x08\0\0\0\0\0\x03page.html\0'),
      gzipSync('one ').subarray(10),
    ])
    const {
      bytes: unpacked,
      fileName,
      notices,
    } = gunzipLimited(Buffer.concat([named, gzipSync('two'), Buffer.alloc(5)]))
    expect([Buffer.from(unpacked).toString(), fileName, notices]).toEqual(['one two', 'page.html', []])
  })

  it('gives what there is of a truncated one', () => {
    const whole = gzipSync(TEXT)
    const { bytes: unpacked, notices } = gunzipLimited(whole.subarray(0, whole.length >> 1))
    expect(unpacked.length).toBeGreaterThan(TEXT.length / 4)
    expect(TEXT.startsWith(Buffer.from(unpacked).toString())).toBe(true)
    expect(notices).toEqual([
      `The gzip data ends in the middle, at byte ${(whole.length >> 1).toLocaleString('en')}: what came before was read.`,
    ])
  })

  it('gives what came before a damage', () => {
    const damaged = gzipSync(TEXT)
    damaged.fill(0xff, damaged.length >> 1, (damaged.length >> 1) + 40)
    const { bytes: unpacked, notices } = gunzipLimited(damaged)
    expect(unpacked.length).toBeGreaterThan(TEXT.length / 4)
    expect(notices).toHaveLength(1)
  })

  it('says when a checksum is wrong or something follows', () => {
    const wrong = gzipSync('text')
    wrong[wrong.length - 8]! ^= 1
    expect(gunzipLimited(wrong)).toMatchObject({ notices: ['The gzip checksum before byte 16 is wrong.'] })
    expect(gunzipLimited(Buffer.concat([gzipSync('a'), bytes('xyz')])).notices).toEqual([
      '3 bytes after the gzip data, from byte 21, were left out.',
    ])
  })

  it('refuses bombs before they take memory', () => {
    const bomb = gzipSync(Buffer.alloc(40 * 1024 * 1024))
    expect(() => gunzipLimited(bomb)).toThrow(
      /^It unpacks from 40 kB to more than 16 MB, the limit for it\.$/,
    )
    expect(() => gunzipLimited(gzipSync(TEXT), 1000)).toThrow(CaptureError)
    // small data may grow as it likes
    expect(gunzipLimited(gzipSync(Buffer.alloc(15 * 1024 * 1024))).bytes.length).toBe(15 * 1024 * 1024)
    expect(() => gunzipLimited(bytes('no gzip'))).toThrow(new CaptureError('This is no gzip data.'))
  })
})

describe('zip', () => {
  const unpack = (file: Buffer, index = 0, budget = 1e9) =>
    unpackEntry(file, readZipDirectory(file)!.entries[index]!, budget)

  it('refuses bombs, passwords and entries that overlap', () => {
    expect(() => unpack(zip([{ name: 'a', body: Buffer.alloc(40 * 1024 * 1024) }]))).toThrow(
      /more than 16 MB/,
    )
    expect(() => unpack(zip([{ name: 'a', body: TEXT }]), 0, 100)).toThrow(/more than 100 bytes/)
    const secret = zip([{ name: 'secret.html', body: 'x' }])
    secret[secret.indexOf('PK\x01\x02') + 8]! |= 1
    expect(() => unpack(secret)).toThrow(new CaptureError('“secret.html” in its zip is password-protected.'))
    const overlapping = zip([
      { name: 'a', body: TEXT },
      { name: 'b', body: TEXT },
    ])
    overlapping.writeUInt32LE(0, overlapping.lastIndexOf('PK\x01\x02') + 42)
    expect(() => readZipDirectory(overlapping)).toThrow(/overlap/)
  })

  it('counts what it unpacks instead of believing the sizes', () => {
    const lying = zip([{ name: 'a', body: TEXT }])
    lying.writeUInt32LE(3, lying.indexOf('PK\x01\x02') + 24)
    expect(unpack(lying)).toMatchObject({ bytes: { length: TEXT.length }, problem: null })
  })

  it('says when an entry is damaged or missing', () => {
    const wrong = zip([{ name: 'a', body: TEXT }])
    wrong.writeUInt32LE(1, wrong.indexOf('PK\x01\x02') + 16)
    expect(unpack(wrong).problem).toBe('“a” is damaged')
    const missing = zip([{ name: 'a\u202eb', body: TEXT }])
    missing.writeUInt32LE(7, missing.indexOf('PK\x01\x02') + 42)
    expect(unpack(missing).problem).toBe('“ab” is missing')
  })
})
