import type { ExtractedArticle } from '../../shared/model.ts'
import { decodeText, type DecodedText } from '../text/encodings.ts'
import { parseTextDump, splitTextDump, type TextRecord } from './formats/text-dump.ts'
import { formatBytes, limits } from './limits.ts'
import type { FoundRecord, Refusal } from './format.ts'

/** The articles of a text dump, each with the exact bytes it stands in; together they are all bytes of the file. */
export function* readTextDump(bytes: Uint8Array, fileName: string): Generator<FoundRecord> {
  const refusal = longLine(bytes) ?? programCode(bytes, fileName)
  if (refusal) return yield { byteStart: 0, byteEnd: bytes.length, line: null, outcome: { refusal } }
  const decoded = decodeText(bytes)
  const pieces = splitTextDump(decoded.text)
  const starts = byteStarts(
    bytes,
    decoded,
    pieces.map((piece) => piece.startOffset),
  )
  const notices = decodingNotices(decoded)
  for (const [i, piece] of pieces.entries()) {
    const byteStart = starts[i]!
    const byteEnd = starts[i + 1] ?? bytes.length
    const line = pieces.length > 1 ? piece.startLine : null
    yield {
      byteStart,
      byteEnd,
      line,
      outcome: tooLarge(byteEnd - byteStart) ?? parse(piece, fileName, notices),
    }
  }
}

const CODE_NAME = /\.(?:[cm]?js|css|map|woff2?)(?:\.download)?$/i
const CODE_SAMPLE = 20_000

/** What pages load beside their text lies in folders that people import: by its name and by its many signs together. */
function programCode(bytes: Uint8Array, fileName: string): string | null {
  if (!CODE_NAME.test(fileName)) return null
  const sample = Buffer.from(bytes.subarray(0, CODE_SAMPLE)).toString('latin1')
  const signs = sample.match(/[{}();=<>[\]]/g)?.length ?? 0
  return signs > sample.length * 0.02 ? 'This is program code of a page, not an article.' : null
}

function tooLarge(bytes: number): Refusal | null {
  if (bytes <= limits.articleBytes) return null
  return {
    refusal: `One article of ${formatBytes(bytes)}; the limit is ${formatBytes(limits.articleBytes)}.`,
  }
}

/** One record that the parser cannot take must not cost the others. */
function parse(
  { text, lines }: TextRecord,
  fileName: string,
  notices: readonly string[],
): ExtractedArticle | Refusal {
  try {
    const article = parseTextDump(text, { fileName, lines })
    if (!article.title && article.blocks.length === 0) return { refusal: 'There is no text in it.' }
    return { ...article, notices: [...notices, ...article.notices] }
  } catch (error) {
    return { refusal: `The parser failed: ${error instanceof Error ? error.message : String(error)}` }
  }
}

function decodingNotices({ encoding, guessed, damaged }: DecodedText): string[] {
  const notices: string[] = []
  if (guessed) notices.push(`Encoding guessed: ${encoding}.`)
  if (damaged > 0) {
    notices.push(
      damaged === 1 ? '1 damaged character.' : `${damaged.toLocaleString('en')} damaged characters.`,
    )
  }
  return notices
}

/** Where a line is longer than the limit; only files larger than the limit can hold one. */
function longLine(bytes: Uint8Array): string | null {
  if (bytes.length <= limits.lineBytes) return null
  for (let start = 0, line = 1; start < bytes.length; line++) {
    const found = bytes.indexOf(0x0a, start)
    const end = found < 0 ? bytes.length : found
    if (end - start > limits.lineBytes) {
      return `Line ${line} is ${formatBytes(end - start)} long; the limit is ${formatBytes(limits.lineBytes)}.`
    }
    start = end + 1
  }
  return null
}

/**
 * The byte at which each piece of the decoded text begins: the beginning of its line. A single piece, nearly always the
 * case, is the whole file. Node encodes nothing but UTF-8 and UTF-16, so elsewhere lines are counted on both sides.
 */
export function byteStarts(bytes: Uint8Array, decoded: DecodedText, offsets: readonly number[]): number[] {
  if (offsets.length <= 1) return [0]
  const { text, encoding, damaged } = decoded
  const starts = offsets.map((offset, i) => (i === 0 ? 0 : lineStart(text, offset)))
  if (encoding === 'utf-8' && damaged === 0) return utf8Starts(bytes, text, starts)
  return lineStarts(bytes, text, starts, encoding)
}

function lineStart(text: string, offset: number): number {
  for (let at = offset; at > 0; at--) {
    const before = text.charCodeAt(at - 1)
    if (before === 10 || before === 13) return at
  }
  return 0
}

function utf8Starts(bytes: Uint8Array, text: string, starts: readonly number[]): number[] {
  let at = bytes.length - Buffer.byteLength(text)
  let from = 0
  return starts.map((start, i) => {
    at += Buffer.byteLength(text.slice(from, start))
    from = start
    return i === 0 ? 0 : at
  })
}

/** Every encoding met here writes line ends as the same bytes, and these bytes as nothing else. */
function lineStarts(bytes: Uint8Array, text: string, starts: readonly number[], encoding: string): number[] {
  const found: number[] = []
  const width = encoding.startsWith('utf-16') ? 2 : encoding.startsWith('utf-32') ? 4 : 1
  const low = encoding.endsWith('be') ? width - 1 : 0
  let from = 0
  let at = 0
  for (const start of starts) {
    for (; from < start; from++) {
      const code = text.charCodeAt(from)
      if (code === 10 || code === 13) at = afterNext(bytes, at, code, width, low)
    }
    found.push(at)
  }
  return found
}

/** @returns the byte after the next `code`, which is the byte at `low` of its `width` */
function afterNext(bytes: Uint8Array, from: number, code: number, width: number, low: number): number {
  for (let at = from; at < bytes.length; at += width) {
    if (bytes[at + low] !== code) continue
    const isAlone = bytes.subarray(at, at + width).every((byte, i) => i === low || byte === 0)
    if (isAlone) return at + width
  }
  return bytes.length
}
