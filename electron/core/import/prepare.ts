/** From what a format finds to what the writer writes: checksums, compression, counts. Runs in the parser threads. */
import { hash } from 'node:crypto'
import { bodyText, type ExtractedArticle } from '../../shared/model.ts'
import { pack, packBlocks, packDetails, type Source } from '../db/blobs.ts'
import type { NewOriginal } from '../db/originals.ts'
import type { NewPart } from '../db/parts.ts'
import { CODEC_DEFLATE, CODEC_PLAIN, type PreparedArticle } from '../db/prepared.ts'
import { indexText, isSpaced } from '../index/tokens.ts'
import { signatureOf } from '../stories/signature.ts'
import { toBytes } from '../stories/story-table.ts'
import { textKey, urlKey } from '../text/identity.ts'
import { measure } from '../text/measure.ts'
import type { Brought, FieldFate } from './brought.ts'
import { limits } from './limits.ts'
import type { FoundPart } from './pictures.ts'
import type { Format, FoundRecord } from './format.ts'

/** A record ready to be written. */
export interface PreparedRecord {
  /** 1-based in its dump */
  number: number
  byteStart: number
  byteEnd: number
  line: number | null
  /** the file within its dump, e.g. `inner.zip ▸ a.csv`; null where the dump is no container */
  member: string | null
  /** null where the bytes are not kept */
  original: NewOriginal | null
  article: PreparedArticle | null
  /** pictures and other files that came with it */
  parts: NewPart[]
  capturedAtMs: number | null
  /** why there is no article */
  refusal: string | null
  extractor: string | null
  /** what a person had added to it where it came from, and what became of its fields there */
  brought: Brought | null
  fields: FieldFate[] | null
}

export function prepareRecord(
  number: number,
  found: FoundRecord,
  dump: Uint8Array,
  format: Pick<Format, 'extractor' | 'keepsRefused'>,
): PreparedRecord {
  const { byteStart, byteEnd, line, outcome, parts = [], capturedAtMs = null } = found
  const bytes = found.bytes ?? dump.subarray(byteStart, byteEnd)
  const refused = 'refusal' in outcome
  const original = !refused || keeps(format, bytes) ? prepareOriginal(bytes, found.packed) : null
  return {
    number,
    byteStart,
    byteEnd,
    line,
    member: found.member ?? null,
    original,
    article: refused ? null : prepareArticle(outcome, original && { sha256: original.sha256, bytes }),
    parts: parts.map(preparePart),
    capturedAtMs,
    refusal: refused ? outcome.refusal : null,
    extractor: found.extractor ?? format.extractor,
    brought: found.brought ?? null,
    fields: found.fields ?? null,
  }
}

function keeps(format: Pick<Format, 'keepsRefused'>, bytes: Uint8Array): boolean {
  return format.keepsRefused && bytes.length > 0 && bytes.length <= limits.keptOriginalBytes
}

function prepareOriginal(bytes: Uint8Array, packed?: Uint8Array): NewOriginal {
  const sha256 = hash('sha256', bytes, 'buffer')
  const isPacked = packed !== undefined && packed.length < bytes.length
  return {
    sha256,
    sizeBytes: bytes.length,
    ...(isPacked ? { codec: CODEC_DEFLATE, data: packed } : pack(bytes)),
  }
}

/** Pictures are packed already; drawings, styles and scripts are not. */
function preparePart({ bytes, ...part }: FoundPart): NewPart {
  const isPacked = part.mime.startsWith('image/') && !/svg|bmp|tiff/.test(part.mime)
  const packed = isPacked ? { codec: CODEC_PLAIN, data: bytes } : pack(bytes)
  return { ...part, sizeBytes: bytes.length, ...packed }
}

const SUMMARY_LENGTH = 240

function prepareArticle(article: ExtractedArticle, source: Source | null): PreparedArticle {
  const body = bodyText(article.blocks)
  const { codec, data } = packBlocks(article.blocks, source)
  // such a text's bytes are the very ones that the index takes
  const spaced = isSpaced(body)
  const text = spaced ? Buffer.from(body) : indexText(body)
  const measured = spaced ? measure(text) : null
  const signature = signatureOf(text)
  return {
    title: article.title,
    outlet: article.outlet,
    authors: article.authors,
    published: article.published,
    url: article.url,
    language: article.language,
    headlines: article.headlines,
    blocks: data,
    codec,
    summary: summarise(body),
    words: measured?.words ?? countWords(body),
    textBytes: spaced ? text.length : Buffer.byteLength(body),
    indexText: text,
    signature: signature && toBytes(signature),
    notices: article.notices,
    urlKey: urlKey(article.url),
    textKey: measured?.key ?? textKey(body),
    details: packDetails(article),
  }
}

/** White space other than one blank between two words: to replace that too takes three times as long. */
const NO_SINGLE_BLANK = /[^\S ]\s*| \s+/g

/** The beginning of a text on one line, cut between two words. */
export function summarise(text: string): string {
  // some more than is kept, for the white space that goes
  const line = text
    .slice(0, SUMMARY_LENGTH * 2)
    .replace(NO_SINGLE_BLANK, ' ')
    .trim()
  if (line.length <= SUMMARY_LENGTH) return line
  const cut = line.lastIndexOf(' ', SUMMARY_LENGTH)
  // text without blanks (Chinese, Japanese, Thai) is cut anywhere but inside a character
  const end = cut > SUMMARY_LENGTH / 2 ? cut : SUMMARY_LENGTH
  return line.slice(0, isHighSurrogate(line.charCodeAt(end - 1)) ? end - 1 : end)
}

function isHighSurrogate(code: number): boolean {
  return code >= 0xd800 && code < 0xdc00
}

/**
 * Words as people count them: what stands between blanks and holds a letter or digit; each Chinese or Japanese character
 * is one. A loop over codes, because a Unicode regular expression or Intl.Segmenter takes 10 to 100 times as long.
 */
export function countWords(text: string): number {
  let words = 0
  let inWord = false
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code < 128) {
      if (code <= 32) inWord = false
      else if (!inWord && isAsciiLetterOrDigit(code)) {
        inWord = true
        words++
      }
    } else if (isSpace(code)) inWord = false
    else if (isIdeograph(code)) {
      inWord = false
      words++
    } else if (!inWord && !isPunctuation(code)) {
      inWord = true
      words++
    }
  }
  return words
}

function isAsciiLetterOrDigit(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57)
}

function isSpace(code: number): boolean {
  return (
    code === 0xa0 ||
    code === 0x85 ||
    (code >= 0x2000 && code <= 0x200a) ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0x3000
  )
}

function isPunctuation(code: number): boolean {
  return (
    (code >= 0xa1 && code <= 0xbf && code !== 0xaa && code !== 0xb5 && code !== 0xba) ||
    (code >= 0x200b && code <= 0x206f) ||
    (code >= 0x3001 && code <= 0x303f) ||
    (code >= 0xff01 && code <= 0xff0f)
  )
}

/** Kana and the Chinese characters; Korean parts its words with blanks. */
function isIdeograph(code: number): boolean {
  return (
    (code >= 0x3041 && code <= 0x30ff) ||
    (code >= 0x3400 && code <= 0x9fff) ||
    (code >= 0xf900 && code <= 0xfaff)
  )
}
