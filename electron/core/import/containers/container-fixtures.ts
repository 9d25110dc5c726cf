/** For tests: zips and tars made by hand, so that they can be as odd as those that people have. */
import { crc32, deflateRawSync } from 'node:zlib'

export interface MadeFile {
  name: string
  content: string | Uint8Array
  /** stored unless deflated */
  deflate?: boolean
  method?: number
  flags?: number
  crc?: number
  /** what is said of its size */
  size?: number
  /** unix mode */
  mode?: number
  /** its own header calls it otherwise */
  localName?: string
  /** its bytes are those of the file before it */
  shares?: boolean
}

export function makeZip(
  files: readonly MadeFile[],
  { zip64 = false, prefix = '', comment = '' } = {},
): Buffer {
  const pieces: Buffer[] = [Buffer.from(prefix)]
  const directory: Buffer[] = []
  let at = 0
  let start = 0
  for (const file of files) {
    const content = Buffer.from(file.content)
    const packed = file.deflate ? deflateRawSync(content) : content
    const method = file.method ?? (file.deflate ? 8 : 0)
    const crc = file.crc ?? crc32(content)
    const size = file.size ?? content.length
    const local = Buffer.from(file.localName ?? file.name)
    const header = Buffer.alloc(30)
    header.writeUInt32LE(0x04034b50, 0)
    header.writeUInt16LE(file.flags ?? 0x800, 6)
    header.writeUInt16LE(method, 8)
    header.writeUInt32LE(crc, 14)
    header.writeUInt32LE(packed.length, 18)
    header.writeUInt32LE(size, 22)
    header.writeUInt16LE(local.length, 26)
    if (!file.shares) {
      start = at
      pieces.push(header, local, packed)
      at += 30 + local.length + packed.length
    }
    directory.push(centralOf(file, { method, crc, packed: packed.length, size, start }, zip64))
  }
  const central = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(zip64 ? 0xffff : files.length, 8)
  end.writeUInt16LE(zip64 ? 0xffff : files.length, 10)
  end.writeUInt32LE(zip64 ? 0xffffffff : central.length, 12)
  end.writeUInt32LE(zip64 ? 0xffffffff : at, 16)
  end.writeUInt16LE(comment.length, 20)
  const wide = zip64 ? wideEnd(files.length, central.length, at) : Buffer.alloc(0)
  return Buffer.concat([...pieces, central, wide, end, Buffer.from(comment)])
}

interface Sizes {
  method: number
  crc: number
  packed: number
  size: number
  start: number
}

function centralOf(file: MadeFile, { method, crc, packed, size, start }: Sizes, zip64: boolean): Buffer {
  const name = Buffer.from(file.name)
  const extra = Buffer.alloc(zip64 ? 28 : 0)
  if (zip64) {
    extra.writeUInt16LE(1, 0)
    extra.writeUInt16LE(24, 2)
    extra.writeBigUInt64LE(BigInt(size), 4)
    extra.writeBigUInt64LE(BigInt(packed), 12)
    extra.writeBigUInt64LE(BigInt(start), 20)
  }
  const record = Buffer.alloc(46)
  record.writeUInt32LE(0x02014b50, 0)
  record[5] = file.mode === undefined ? 0 : 3
  record.writeUInt16LE(file.flags ?? 0x800, 8)
  record.writeUInt16LE(method, 10)
  record.writeUInt32LE(crc, 16)
  record.writeUInt32LE(zip64 ? 0xffffffff : packed, 20)
  record.writeUInt32LE(zip64 ? 0xffffffff : size, 24)
  record.writeUInt16LE(name.length, 28)
  record.writeUInt16LE(extra.length, 30)
  record.writeUInt32LE(((file.mode ?? 0) << 16) >>> 0, 38)
  record.writeUInt32LE(zip64 ? 0xffffffff : start, 42)
  return Buffer.concat([record, name, extra])
}

function wideEnd(count: number, size: number, start: number): Buffer {
  const record = Buffer.alloc(56)
  record.writeUInt32LE(0x06064b50, 0)
  record.writeBigUInt64LE(44n, 4)
  record.writeBigUInt64LE(BigInt(count), 24)
  record.writeBigUInt64LE(BigInt(count), 32)
  record.writeBigUInt64LE(BigInt(size), 40)
  record.writeBigUInt64LE(BigInt(start), 48)
  const locator = Buffer.alloc(20)
  locator.writeUInt32LE(0x07064b50, 0)
  locator.writeBigUInt64LE(BigInt(start + size), 8)
  locator.writeUInt32LE(1, 16)
  return Buffer.concat([record, locator])
}

export interface TarMade {
  name: string
  content?: string | Uint8Array
  type?: string
  prefix?: string
}

/** ustar, as `tar --format=ustar` writes it; what stands before a file about it is a file of another type. */
export function makeTar(files: readonly TarMade[]): Buffer {
  const pieces: Buffer[] = []
  for (const { name, content = '', type = '0', prefix = '' } of files) {
    const bytes = Buffer.from(content)
    const header = Buffer.alloc(512)
    header.write(name.slice(0, 100), 0)
    header.write('0000644\0', 100)
    header.write(`${bytes.length.toString(8).padStart(11, '0')}\0`, 124)
    header.write('        ', 148)
    header.write(type, 156)
    header.write('ustar\x0000', 257, 'latin1')
    header.write(prefix, 345)
    const sum = header.reduce((all, byte) => all + byte, 0)
    header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
    pieces.push(header, bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512))
  }
  return Buffer.concat([...pieces, Buffer.alloc(1024)])
}

/** `30 mtime=…\n` with its own length */
export function paxRecord(key: string, value: string): string {
  const rest = ` ${key}=${value}\n`
  let length = Buffer.byteLength(rest) + 1
  while (String(length).length + Buffer.byteLength(rest) !== length) length++
  return `${length}${rest}`
}
