/** A record of a web archive as a page: what was sent, unpacked, decoded and checked. */
import { readHtml } from '../../captures/html-page.ts'
import { CaptureError, webAddress, type PageCapture } from '../../captures/page-capture.ts'
import { decodePlain } from '../../captures/page-encoding.ts'
import { formatBytes, limits } from '../../limits.ts'
import { matchesDigest } from './digest.ts'
import { type AnswerHead, contentType, readAnswerHead, readPayload } from './http-answer.ts'
import type { RecordHead } from './record-head.ts'

/** A record with its whole block. */
export interface WholeRecord {
  head: RecordHead
  headBytes: Uint8Array
  block: Uint8Array
  notices: readonly string[]
}

/**
 * What a server answered in a record; of a `resource` or `conversion`, which is the content itself, as if it had been answered.
 * @param begin at least the first 64 kB of the block
 */
export function answerIn(head: RecordHead, begin: Uint8Array): AnswerHead {
  if (head.type === 'response' || head.type === 'revisit') {
    const answer = readAnswerHead(begin)
    // ARC says of old answers what they are
    return answer.mime === '' && head.format === 'arc'
      ? { ...answer, ...contentType(head.contentType) }
      : answer
  }
  return { status: null, fields: new Map(), ...contentType(head.contentType), headBytes: 0 }
}

/** The page of a record. @throws CaptureError with the reason why there is none */
export function readPage(record: WholeRecord): PageCapture {
  const { head, block } = record
  const answer = answerIn(head, block)
  const sent = block.subarray(answer.headBytes)
  const { bytes, body, notices } = readPayload(sent, answer.fields)
  if (bytes.length === 0) throw new CaptureError('The answer is empty.')
  const url = webAddress(head.url)
  const page = readHtml(bytes, { url, charset: answer.charset })
  const said = [...record.notices, ...doubts(record, [sent, body, bytes]), ...notices, ...page.notices]
  return {
    ...page,
    url: url ?? page.url,
    baseUrl: page.baseUrl ?? url,
    capturedAtMs: head.atMs ?? page.capturedAtMs,
    format: 'warc',
    notices: said,
  }
}

/** A record of plain text, as extracted by somebody else. @throws CaptureError */
export function readPlainText(record: WholeRecord): { text: string; notices: string[] } {
  const answer = answerIn(record.head, record.block)
  const { text, notices } = decodePlain(record.block, answer.charset)
  if (text.trim() === '') throw new CaptureError('The text is empty.')
  return { text, notices: [...record.notices, ...doubts(record, [record.block]), ...notices] }
}

/** What a record's own head says against its bytes. */
function doubts({ head, block }: WholeRecord, payloads: readonly Uint8Array[]): string[] {
  const notices: string[] = []
  const truncated = head.fields.get('warc-truncated')
  if (truncated) notices.push(`The crawler cut this page off (${truncated.slice(0, 40)}).`)
  if (/^0*1$/.test(head.fields.get('warc-segment-number') ?? ''))
    notices.push('The page goes on in other records (segments), which were not joined.')
  if (head.format === 'warc' && !/^(?:0\.\d+|1\.[01])$/.test(head.version))
    notices.push(`The version of this record (WARC/${head.version.slice(0, 10)}) is unknown.`)
  // writers differ in what they sum up: as sent, without chunks, unpacked
  if (
    matchesDigest(head.fields.get('warc-block-digest'), [block]) === false ||
    (!head.fields.has('warc-block-digest') &&
      matchesDigest(head.fields.get('warc-payload-digest'), payloads) === false)
  )
    notices.push('Its bytes are not what the checksum in its record says.')
  return notices
}

/** Why a block is not even looked at. */
export function tooLarge(bytes: number): string | null {
  if (bytes <= limits.pageBytes) return null
  return `One page of ${formatBytes(bytes)}; the limit is ${formatBytes(limits.pageBytes)}.`
}
