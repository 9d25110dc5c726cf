import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { Block } from '../../shared/model.ts'
import { pack, packBlocks, type StoredBody, unpack, unpackBlocks } from './blobs.ts'
import { CODEC_AFTER_ORIGINAL, CODEC_DEFLATE, CODEC_SLICES } from './prepared.ts'

const SENTENCE = 'The gates of the Karsun dam “stayed shut” for a ninth day, the ministry said. '

/** With something in each that packs badly by itself. */
function paragraphs(count: number): Block[] {
  return Array.from({ length: count }, (_, i) => ({
    kind: 'paragraph',
    text: SENTENCE + createHash('sha512').update(String(i)).digest('base64'),
  }))
}

function sourceOf(text: string) {
  const bytes = Buffer.from(text)
  return { sha256: createHash('sha256').update(bytes).digest(), bytes }
}

function dumpOf(blocks: readonly Block[]): string {
  return `Dam gates stay shut – Harbor Ledger\n${blocks.map((block) => block.text).join('\n')}\n`
}

function stored(packed: ReturnType<typeof packBlocks>, original: Uint8Array | null): StoredBody {
  const kept = original && pack(original)
  return {
    codec: packed.codec,
    blocks: packed.data,
    originalCodec: kept?.codec ?? null,
    original: kept?.data ?? null,
  }
}

/** The same words, but no line as it stands in the body: packed after it, not cut out of it. */
function untidyDumpOf(blocks: readonly Block[]): string {
  return dumpOf(blocks).replaceAll('the ministry', 'the  ministry')
}

describe.each([
  ['cut out of its original', CODEC_SLICES, dumpOf],
  ['packed after its original', CODEC_AFTER_ORIGINAL, untidyDumpOf],
])('a body %s', (_, codec, dump) => {
  test.each([5, 10, 40, 150])('takes little and comes back as it was: %i paragraphs', (count) => {
    const blocks = paragraphs(count)
    const source = sourceOf(dump(blocks))
    const packed = packBlocks(blocks, source)
    expect(packed.codec).toBe(codec)
    expect(packed.data.length).toBeLessThan(100 + count * 30)
    expect(unpackBlocks(stored(packed, source.bytes))).toEqual(blocks)
  })

  test('is damaged without that very original, and never another text', () => {
    const blocks = paragraphs(10)
    const source = sourceOf(dump(blocks))
    const packed = packBlocks(blocks, source)
    const other = Buffer.from(source.bytes)
    other[100]! ^= 1
    for (const original of [null, other, Buffer.alloc(0)]) {
      expect(() => unpackBlocks(stored(packed, original))).toThrow(
        expect.objectContaining({ code: 'archive-damaged' }),
      )
    }
    for (let at = 32; at < packed.data.length; at += 3) {
      const hurt = Buffer.from(packed.data)
      hurt[at]! ^= 0x10
      expect(() => unpackBlocks(stored({ ...packed, data: hurt }, source.bytes))).toThrow(
        expect.objectContaining({ code: 'archive-damaged' }),
      )
    }
  })

  test.each([
    ['holds another text', 'Nothing of it. '.repeat(100)],
    ['is empty', ''],
    ['is long', 'An index page before the article. '.repeat(2000) + dump(paragraphs(10))],
    ['is in another encoding', Buffer.from(dump(paragraphs(10)), 'utf16le').toString('latin1')],
  ])('is not made where the original %s', (_, text) => {
    const blocks = paragraphs(10)
    const packed = packBlocks(blocks, sourceOf(text))
    expect(packed.codec).toBe(CODEC_DEFLATE)
    expect(unpackBlocks(stored(packed, null))).toEqual(blocks)
  })
})

test('a body cut out of its original keeps every kind, order, and what does not stand there', () => {
  const kinds = ['paragraph', 'heading', 'quote', 'list', 'preformatted', 'table'] as const
  const more = ['figure', 'caption', 'byline', 'promo', 'cruft', 'furniture'] as const
  const plain: Block[] = [...kinds, ...more].map((kind, i) => ({
    kind,
    text: `${i}: سدّ كارسون, „Dämme“ & 水 👩‍🚒 ${SENTENCE}`,
  }))
  const original = sourceOf(`\ufeff${dumpOf(plain)}`)
  const odd: Block[] = [
    plain[3]!,
    { kind: 'caption', text: '' },
    plain[11]!,
    { kind: 'heading', text: plain[0]!.text, level: 2 },
    plain[0]!,
    plain[0]!,
    { kind: 'furniture', text: 'half a character: \ud83d' },
  ]
  expect(packBlocks([], original)).toEqual(packBlocks([]))
  for (const blocks of [plain, odd]) {
    const packed = packBlocks(blocks, original)
    expect(packed.codec).toBe(CODEC_SLICES)
    expect(unpackBlocks(stored(packed, original.bytes))).toEqual(blocks)
  }
})

test('bytes of any size come back as they were', () => {
  for (const size of [0, 1, 100, 8192, 8193, 3_000_000]) {
    const bytes = Buffer.from(SENTENCE.repeat(Math.ceil(size / 70))).subarray(0, size)
    const { codec, data } = pack(bytes)
    expect(Buffer.from(unpack(codec, data)).equals(bytes)).toBe(true)
  }
})
