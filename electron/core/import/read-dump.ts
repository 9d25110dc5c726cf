import { closeSync, fstatSync, lstatSync, statSync, type PathLike, type Stats } from 'node:fs'
import { aroundFile } from './around.ts'
import { CaptureError, unpackGzip, type Unpacked } from './captures/captures.ts'
import { sniffKind } from './detect.ts'
import { reasonOf } from './files.ts'
import { formatBytes, limits } from './limits.ts'
import { prepareRecord, type PreparedRecord } from './prepare.ts'
import { openUntouched, readBytes } from './read-file.ts'
import type { Format } from './format.ts'
import { formats } from './registry.ts'
import { weightOf } from './transfer.ts'

/** A dump to read, from its first record that is not in the archive yet. */
export interface DumpTask {
  dumpId: number
  path: string
  pathBytes: Uint8Array | null
  sizeBytes: number
  /** 1, or on a resumed import the first record that is missing */
  firstRecord: number
  /** what the file was when its first records went in, to see that it is still the same; null before */
  known: { sizeBytes: number; modifiedAtMs: number } | null
  /** given by a person, who may well have meant where a link leads */
  followLink: boolean
  /** why it is not to be read at all */
  refusal: string | null
}

/** Some records of a dump; the last part says what the dump was. */
export interface DumpPart {
  dumpId: number
  records: PreparedRecord[]
  format: string | null
  sizeBytes: number
  modifiedAtMs: number
  last: boolean
  /** it holds an archive, which the writer takes in when the other dumps are done */
  holdsArchive?: true
}

interface FileContent {
  bytes: Uint8Array
  format: Format
  /** as the ledger calls it */
  formatName: string
  stats: Stats
  /** only the beginning was read, which says that the file is refused */
  isHead: boolean
  /** what was wrong with its packing */
  notices: string[]
}

/** What a part may hold before it is sent on. */
const PART_RECORDS = 250
const PART_BYTES = 4 * 1024 * 1024

/**
 * Reads a dump as parts. Never throws for anything the file does: each trouble is a refused record.
 * @param beat called while a large file is read from a slow disk, to show that all is well
 */
export function* readDump(task: DumpTask, beat: () => void = () => {}): Generator<DumpPart> {
  const empty = { dumpId: task.dumpId, format: null, sizeBytes: task.sizeBytes, modifiedAtMs: 0 }
  let content: FileContent | string
  try {
    content = task.refusal ?? readContent(task, beat)
  } catch (error) {
    content = reasonOf(error, 'file')
  }
  if (typeof content === 'string') {
    yield { ...empty, records: [refusedRecord(task.firstRecord, 0, content)], last: true }
    return
  }
  const { stats } = content
  const about = {
    dumpId: task.dumpId,
    format: content.formatName,
    sizeBytes: stats.size,
    modifiedAtMs: Math.floor(stats.mtimeMs),
  }
  if (content.format.holdsArchive && content.formatName === content.format.name) {
    yield { ...about, records: [], last: false, holdsArchive: true }
    return
  }
  let records: PreparedRecord[] = []
  let size = 0
  for (const record of withNotices(recordsOf(content, task), content.notices)) {
    records.push(record)
    size += weightOf(record)
    if (records.length < PART_RECORDS && size < PART_BYTES) continue
    yield { ...about, records, last: false }
    records = []
    size = 0
  }
  yield { ...about, records, last: true }
}

function* recordsOf(content: FileContent, task: DumpTask): Generator<PreparedRecord> {
  const { bytes, format, isHead, stats } = content
  let number = 0
  let end = 0
  try {
    for (const found of format.read(bytes, aroundFile(task.path))) {
      number++
      end = found.byteEnd
      if (number < task.firstRecord) continue
      const record = prepareRecord(number, found, bytes, format)
      // of a file refused by its beginning, all of it is refused
      yield isHead ? { ...record, byteEnd: stats.size } : record
    }
    if (number === 0) yield refusedRecord(1, bytes.length, 'There is no article in this file.')
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    const refusal = `The file cannot be read on from byte ${end}: ${why}`
    yield { ...refusedRecord(Math.max(number + 1, task.firstRecord), bytes.length, refusal), byteStart: end }
  }
}

/** Damage cuts off the end of a packed file: the last record tells of it. */
function* withNotices(
  records: Iterable<PreparedRecord>,
  notices: readonly string[],
): Generator<PreparedRecord> {
  let last: PreparedRecord | null = null
  for (const record of records) {
    if (last) yield last
    last = record
  }
  if (last) yield notices.length === 0 ? last : { ...last, ...noticed(last, notices) }
}

function noticed({ article, refusal }: PreparedRecord, notices: readonly string[]): Partial<PreparedRecord> {
  return article
    ? { article: { ...article, notices: [...article.notices, ...notices] } }
    : { refusal: [refusal ?? '', ...notices].join(' ').trim() }
}

/** A record of which only the trouble is known. */
export function refusedRecord(number: number, sizeBytes: number, refusal: string): PreparedRecord {
  return {
    number,
    byteStart: 0,
    byteEnd: sizeBytes,
    line: null,
    original: null,
    article: null,
    parts: [],
    capturedAtMs: null,
    refusal,
    extractor: null,
  }
}

/** @returns the bytes and their format, or why they are not taken */
function readContent(task: DumpTask, beat: () => void): FileContent | string {
  const path: PathLike = task.pathBytes ? Buffer.from(task.pathBytes) : task.path
  const kind = notAFile(task.followLink ? statSync(path) : lstatSync(path))
  if (kind) return kind
  const file = openUntouched(path, { followLink: task.followLink })
  try {
    const before = fstatSync(file)
    const changed = notAFile(before) ?? changedSince(task, before)
    if (changed) return changed
    const content = readOpen(file, before, beat)
    if (typeof content === 'string') return content
    const after = fstatSync(file)
    if (after.size !== before.size || after.mtimeMs !== before.mtimeMs) {
      return 'The file changed while it was being read. Import it again when nothing writes to it.'
    }
    return content
  } finally {
    closeSync(file)
  }
}

function notAFile(stats: Stats): string | null {
  if (stats.isFile()) return null
  if (stats.isDirectory()) return 'This is a folder, where a file was expected.'
  if (stats.isFIFO()) return 'This is a named pipe, not a file.'
  if (stats.isSocket()) return 'This is a socket, not a file.'
  if (stats.isSymbolicLink()) return 'This is a link now; it was a file when the import began.'
  return 'This is a device, not a file.'
}

function changedSince(task: DumpTask, stats: Stats): string | null {
  if (!task.known) return null
  if (task.known.sizeBytes === stats.size && task.known.modifiedAtMs === Math.floor(stats.mtimeMs))
    return null
  // of one that is read again, other records are in
  if (task.firstRecord === 1) return 'The file changed since it was imported: import it anew.'
  return `The file changed since its first ${task.firstRecord - 1} records were imported; the rest of it was not read.`
}

/** Large files show a little of themselves first, so that a film is refused without being read. */
function readOpen(file: number, stats: Stats, beat: () => void): FileContent | string {
  const size = stats.size
  if (size > limits.sniffBytes) {
    const head = readBytes(file, limits.sniffBytes, beat)
    const kind = sniffKind(head)
    // blank so far, perhaps not further on
    const format = kind === 'empty' ? formats.text : formats[kind]
    if (format.maxBytes === 0)
      return { bytes: head, format, formatName: format.name, stats, isHead: true, notices: [] }
    if (size > format.maxBytes) return tooLarge(size, format)
  }
  const bytes = readBytes(file, size, beat)
  if (bytes.length < size) {
    return `The file was cut short while it was being read: ${bytes.length} of ${size} bytes were left.`
  }
  return unpacked(bytes, stats)
}

/** What lies in gzip is read as if it lay there by itself: its records' places are places in the unpacked bytes. */
function unpacked(bytes: Uint8Array, stats: Stats): FileContent | string {
  let content: Unpacked
  try {
    content = unpackGzip(bytes)
  } catch (error) {
    if (error instanceof CaptureError) return error.message
    throw error
  }
  const format = formats[content.kind]
  const { length } = content.bytes
  if (format.maxBytes > 0 && length > format.maxBytes) return tooLarge(length, format)
  const formatName = content.isPacked ? `${format.name} in gzip` : format.name
  return { bytes: content.bytes, format, formatName, stats, isHead: false, notices: content.notices }
}

function tooLarge(size: number, format: Format): string {
  return `The file is too large: ${formatBytes(size)}. The limit for this format (${format.name}) is ${formatBytes(format.maxBytes)}.`
}
