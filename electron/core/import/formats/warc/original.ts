import { memorySource } from '../../bytes/source.ts'
import { ByteReader } from '../../bytes/reader.ts'
import type { PageCapture } from '../../captures/page-capture.ts'
import { answerIn, readPage, type WholeRecord } from './page.ts'
import { type RecordHead, startsWarc } from './record-head.ts'
import { walk } from './walk.ts'

/** A record of a web archive that was kept as an article's original. */
export interface OriginalRecord {
  page: PageCapture
  /** what was sent: `text/html; charset=utf-8` */
  contentType: string
  status: number | null
  /** unpacked as it stood in its block */
  sent: Uint8Array
  /** it can be put into another WARC byte for byte: of this version, and its head is right */
  isSound: boolean
}

/** @returns null where the bytes are no such record @throws CaptureError where it holds no page */
export function readOriginalRecord(bytes: Uint8Array): OriginalRecord | null {
  const source = memorySource(bytes)
  const options = { isPacked: false, format: formatOf(bytes), source, until: Infinity, beat() {} }
  for (const item of walk(ByteReader.from(source), options)) {
    if (item.is !== 'record') return null
    const { head, headBytes, notices } = item.record
    const record: WholeRecord = { head, headBytes, notices, block: item.blocks.takeBlock() }
    const answer = answerIn(head, record.block)
    const isWeb = /^https?:\/\//i.test(head.url ?? '') && /^(?:response|resource)$/.test(head.type)
    const isVersion = head.format === 'warc' && /^1\.[01]$/.test(head.version)
    return {
      page: readPage(record),
      contentType: answer.fields.get('content-type') ?? head.contentType,
      status: answer.status,
      sent: record.block.subarray(answer.headBytes),
      isSound: isWeb && isVersion && head.length === record.block.length && notices.length === 0,
    }
  }
  return null
}

function formatOf(bytes: Uint8Array): RecordHead['format'] {
  return startsWarc(bytes) ? 'warc' : 'arc'
}
