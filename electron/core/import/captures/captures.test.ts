import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { blinkMhtml, bytes, lines, part } from './capture-fixtures.ts'
import { CaptureError, readCaptures } from './captures.ts'

const PAGE = '<!DOCTYPE html><title>Strike</title><p>KEEP'
const MAIL = lines(
  'From: a@b',
  'To: c@d',
  'Message-ID: <1>',
  'Subject: Hi',
  'Content-Type: text/plain',
  '',
  'KEEP',
)

describe('a file of any kind', () => {
  it.each([
    ['html', bytes(PAGE)],
    ['mhtml', blinkMhtml([part('text/html', PAGE)])],
    ['eml', bytes(MAIL)],
  ])('%s is read by what it holds, packed or not', (format, file) => {
    for (const one of [file, gzipSync(file), gzipSync(gzipSync(file))]) {
      const captures = readCaptures(one)
      expect(captures).toHaveLength(1)
      expect(captures[0]).toMatchObject({ format, html: expect.stringContaining('KEEP'), notices: [] })
    }
  })

  it('is refused with a reason', () => {
    expect(() => readCaptures(bytes('just text'))).toThrow(
      new CaptureError('This is no saved page and no e-mail but text.'),
    )
    let packed: Buffer = bytes(PAGE)
    for (let i = 0; i < 4; i++) packed = gzipSync(packed)
    expect(() => readCaptures(packed)).toThrow(new CaptureError('It is packed more than 3 times.'))
  })

  it('says what was wrong with its packing', () => {
    const cut = gzipSync(PAGE + ' more text'.repeat(50)).subarray(0, -9)
    expect(readCaptures(cut)[0]!.notices[0]).toMatch(/^The gzip data ends in the middle/)
  })
})

it('reads whatever is broken, or refuses it as it should', () => {
  const files = [
    blinkMhtml([part('text/html', PAGE), part('image/png', 'AAAA', 'Content-Transfer-Encoding: base64')]),
    bytes(MAIL),
    gzipSync(PAGE),
  ]
  let seed = 7
  const next = (most: number) => (seed = (seed * 1103515245 + 12345) & 0x7fffffff) % most
  for (let i = 0; i < 600; i++) {
    const file = Buffer.from(files[i % files.length]!)
    for (let k = 0; k < 5; k++) file[next(file.length)] = next(256)
    try {
      readCaptures(next(2) ? file : file.subarray(0, next(file.length)))
    } catch (error) {
      expect(error).toBeInstanceOf(CaptureError)
    }
  }
})
