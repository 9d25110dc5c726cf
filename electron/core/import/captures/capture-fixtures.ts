/** Small files of our own in the forms that browsers and mail programs write: what the tests of this folder read. */

import { deflateRawSync, crc32 } from 'node:zlib'

/** Text to bytes one to one, so that a fixture can hold any byte as `\xNN`. */
export function bytes(text: string): Buffer {
  return Buffer.from(text, 'latin1')
}

/** Text as UTF-8, for fixtures in which bytes stand one to one. */
export function utf8(text: string): string {
  return Buffer.from(text).toString('latin1')
}

/** Lines with the line ends that mail has. */
export function lines(...texts: string[]): string {
  return texts.join('\r\n')
}

export function quotedPrintable(text: string): string {
  return text.replace(/[^\t\n\r\x20-\x3c\x3e-\x7e]/g, (character) => {
    const code = character.charCodeAt(0)
    if (code > 0xff) throw new Error('bytes, please')
    return `=${code.toString(16).toUpperCase().padStart(2, '0')}`
  })
}

export interface FixturePart {
  headers: string[]
  body: string
}

export function part(type: string, body: string, ...headers: string[]): FixturePart {
  return { headers: [`Content-Type: ${type}`, ...headers], body }
}

/** As Blink writes it. */
export function blinkMhtml(parts: readonly FixturePart[], headers: readonly string[] = []): Buffer {
  const boundary = '----MultipartBoundary--abc123----'
  return multipart(
    [
      'From: <Saved by Blink>',
      'Snapshot-Content-Location: https://news.example/2024/strike.html',
      'Subject: Harbour strike',
      'Date: Fri, 30 Jul 2021 00:24:07 -0000',
      'MIME-Version: 1.0',
      'Content-Type: multipart/related;',
      '\ttype="text/html";',
      `\tboundary="${boundary}"`,
      ...headers,
    ],
    boundary,
    parts,
  )
}

export function multipart(
  headers: readonly string[],
  boundary: string,
  parts: readonly FixturePart[],
  end = `--${boundary}--\r\n`,
): Buffer {
  const written = parts.map(({ headers: own, body }) => lines(`--${boundary}`, ...own, '', body, ''))
  return bytes(lines(...headers, '', '', '') + written.join('') + end)
}

export interface FixtureFile {
  name: string
  body: string | Buffer
  comment?: string
}

/** A zip, its offsets counted from `offset`; `cut` leaves its directory out. */
export function zip(files: readonly FixtureFile[], { offset = 0, cut = false } = {}): Buffer {
  const locals: Buffer[] = []
  const records: Buffer[] = []
  let at = offset
  for (const { name, body, comment = '' } of files) {
    const raw = Buffer.from(body)
    const packed = deflateRawSync(raw)
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(0x800, 2)
    common.writeUInt16LE(8, 4)
    common.writeUInt32LE(crc32(raw), 10)
    common.writeUInt32LE(packed.length, 14)
    common.writeUInt32LE(raw.length, 18)
    common.writeUInt16LE(Buffer.byteLength(name), 22)
    const local = Buffer.concat([bytes('PK\x03\x04'), common, Buffer.from(name), packed])
    const rest = Buffer.alloc(14)
    rest.writeUInt16LE(Buffer.byteLength(comment), 0)
    rest.writeUInt32LE(at, 10)
    records.push(
      Buffer.concat([bytes('PK\x01\x02\x14\0'), common, rest, Buffer.from(name), Buffer.from(comment)]),
    )
    locals.push(local)
    at += local.length
  }
  const directory = Buffer.concat(records)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(files.length, 4)
  end.writeUInt16LE(files.length, 6)
  end.writeUInt32LE(directory.length, 8)
  end.writeUInt32LE(at, 12)
  return Buffer.concat([...locals, ...(cut ? [] : [directory, bytes('PK\x05\x06'), end])])
}

/** The smallest pictures that are some. */
export const GIF = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64')
export const PNG = Buffer.concat([bytes('\x89PNG\r\n\x1a\n'), Buffer.alloc(2000, 7)])
