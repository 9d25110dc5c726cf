import { gzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { sniffKind } from './detect.ts'

const kind = (text: string) => sniffKind(Buffer.from(text))

it.each([
  ['empty', ''],
  ['empty', ' \n\t\r\n'],
  ['text', 'Bridge closed – The Courier\nThe bridge is closed.'],
  ['text', '[feed of things] courier_feed\n\nThe bridge is closed.'],
  ['text', '[2024-05-06] The bridge is closed'],
  ['text', '{draft} The bridge is closed'],
  ['text', '<3 is how many people like the bridge'],
  ['text', 'By: Jane Doe\nDate: yesterday\n\nThe bridge is closed.'],
  ['text', 'BYLINE: Jane Doe\nSECTION: News\nLENGTH: 300 words'],
  ['html', '<!DOCTYPE html><html><head><title>x</title>'],
  ['html', '<!-- saved --> <html lang="en">'],
  ['html', '<?xml version="1.0"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml">'],
  ['html', '<div><p>One</p><p>Two</p></div>'],
  ['html', '<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<DL><p>'],
  ['xml', '<?xml version="1.0"?><rss version="2.0"><channel>'],
  ['xml', '<feed xmlns="http://www.w3.org/2005/Atom">'],
  ['json', '{"title": "Bridge", "n": [1, 2.5, null, true]}'],
  ['json', '[{"title": "Bridge"},\n {"title": "Road"}]'],
  ['json', '[]'],
  ['jsonl', '{"title": "Bridge"}\n{"title": "Road"}\n'],
  [
    'mhtml',
    'From: <Saved by Blink>\nSnapshot-Content-Location: https://example.com/\nSubject: x\nMIME-Version: 1.0\n\n',
  ],
  ['eml', 'From: a@example.com\nTo: b@example.com\nSubject: Bridge\nMIME-Version: 1.0\n\nClosed.'],
  ['warc', 'WARC/1.0\r\nWARC-Type: warcinfo\r\n'],
  ['binary', '%PDF-1.7\n'],
  ['zip', 'PK\x03\x04abc'],
])('%s: %s', (expected, text) => {
  expect(kind(text)).toBe(expected)
})

it('sees through encodings and packing', () => {
  expect(sniffKind(gzipSync('abc'))).toBe('gzip')
  expect(sniffKind(Buffer.from('The bridge is closed until spring', 'utf16le'))).toBe('text')
  expect(sniffKind(Buffer.from('\ufeff<html><head></head>', 'utf16le'))).toBe('html')
  expect(sniffKind(Buffer.from('\ufeff{"a": 1}'))).toBe('json')
  expect(sniffKind(Buffer.from('Br\xfccke gesperrt, sagte der B\xfcrgermeister', 'latin1'))).toBe('text')
})

it('takes a few NULs for damage and many for a program', () => {
  expect(kind(`The bridge is closed${' and closed'.repeat(50)}\0`)).toBe('text')
  expect(sniffKind(Uint8Array.from({ length: 4000 }, (_, i) => (i * 7919) % 32))).toBe('binary')
  expect(sniffKind(Buffer.concat([Buffer.from([0x89]), Buffer.from('PNG\r\n\x1a\n\0\0\0\rIHDR\0\0')]))).toBe(
    'binary',
  )
})

it('takes a large file of blanks for empty', () => {
  expect(kind(' '.repeat(40_000))).toBe('empty')
  expect(kind(`${' '.repeat(40_000)}The bridge`)).toBe('text')
})
