/** What the first rows of a data set hold, and the articles that a mapping makes of them: looked at before anything is imported. */
import { closeSync, fstatSync } from 'node:fs'
import { basename } from 'node:path'
import { constants, gunzipSync } from 'node:zlib'
import { AppError } from '../../shared/errors.ts'
import type { ColumnMapping, ColumnsPreview, PreviewedArticle, SavedMapping } from '../../shared/mapping.ts'
import { bodyText } from '../../shared/model.ts'
import { nothingAround } from './around.ts'
import { ByteReader } from './bytes/reader.ts'
import { sniffKind } from './detect.ts'
import { reasonOf } from './files.ts'
import type { RecordContent, Row, StreamContext } from './format.ts'
import { readHeader } from './formats/data/csv-header.ts'
import { sampleOf as tableSample } from './formats/data/csv.ts'
import { type DataBytes, dataBytes } from './formats/data/data-bytes.ts'
import { sampleOf as lineSample } from './formats/data/json-lines.ts'
import { mappingFor, readMapped } from './formats/data/mapped.ts'
import { columnsOf, proposeMapping } from './formats/data/propose.ts'
import { chooseReading, type Container } from './formats/data/row-reading.ts'
import { RowWalk } from './formats/data/row-walk.ts'
import { asText, asTexts, isMissing, valueAt } from './formats/data/values.ts'
import { openUntouched, readBytes } from './read-file.ts'

const HEAD = 1024 * 1024
const SHOWN = { rows: 5, samples: 3, sampleLength: 160, textLength: 700 }

/**
 * Looks at the first rows of a file.
 * @param mapping a person's choice; null for the one that was kept for these columns, or a proposal
 * @throws AppError `bad-request` where there are no rows in it
 */
export function previewColumns(
  path: string,
  mapping: ColumnMapping | null,
  saved: readonly SavedMapping[],
): ColumnsPreview {
  const head = readHead(path)
  const { rows, container } = rowsIn(head, path)
  const columns = columnsOf(rows)
  const kept = mappingFor(columns, saved)
  const used = mapping ?? kept ?? proposeMapping(rows, columns).mapping
  const byItself = kept || mapping ? null : chooseReading(rows, container)
  return {
    name: basename(path),
    readBy: byItself?.name ?? null,
    columns: columns.map((column) => ({ path: column, samples: samplesOf(rows, column) })),
    mapping: used,
    isKept: kept !== null,
    articles: rows
      .slice(0, SHOWN.rows)
      .map((row) => shownArticle(byItself && !mapping ? byItself.read(row) : readMapped(row, used))),
  }
}

function readHead(path: string): Buffer {
  let bytes: Uint8Array
  try {
    const file = openUntouched(path, { followLink: true })
    try {
      const stats = fstatSync(file)
      if (!stats.isFile()) throw new AppError('bad-request', `${path} is no file.`)
      bytes = readBytes(file, Math.min(stats.size, HEAD))
    } finally {
      closeSync(file)
    }
  } catch (error) {
    if (error instanceof AppError) throw error
    throw new AppError(
      'bad-request',
      reasonOf(error, 'file'),
      'It must lie where it was when it was imported.',
    )
  }
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return Buffer.from(bytes)
  try {
    // only its beginning is there
    return gunzipSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: 64 * HEAD }).subarray(
      0,
      HEAD,
    )
  } catch {
    throw new AppError('bad-request', `${basename(path)} cannot be unpacked.`)
  }
}

interface Rows {
  rows: Row[]
  container: Container
}

function rowsIn(head: Buffer, path: string): Rows {
  const kind = sniffKind(head)
  const context: StreamContext = {
    ...{ fileName: basename(path), around: nothingAround(basename(path)), head, until: Infinity },
    ...{ isPacked: false, source: null, beat: () => {} },
  }
  const bytes = dataBytes(ByteReader.of(head), context)
  const rows =
    kind === 'csv'
      ? tableRows(bytes)
      : kind === 'jsonl'
        ? lineSample(bytes)
        : kind === 'json'
          ? listRows(bytes, context)
          : []
  if (rows.length > 0) return { rows, container: kind === 'csv' ? 'csv' : 'json' }
  throw new AppError(
    'bad-request',
    `${basename(path)} has no rows with columns.`,
    'Columns can be chosen for tables (CSV), JSON Lines and JSON, also packed with gzip. Unpack other containers first.',
  )
}

function tableRows(bytes: DataBytes): Row[] {
  const header = readHeader(bytes.head, bytes.headText)
  return header ? tableSample(bytes, header) : []
}

function listRows(bytes: DataBytes, context: StreamContext): Row[] {
  const walk = new RowWalk(bytes, context, true)
  walk.records().next()
  return walk.sample
}

function samplesOf(rows: readonly Row[], column: string): string[] {
  const samples: string[] = []
  for (const row of rows) {
    const value = valueAt(row, column)
    const text = (Array.isArray(value) ? asTexts(value).join(', ') : asText(value))
      .replace(/\s+/g, ' ')
      .trim()
    if (isMissing(value) || text === '' || samples.length === SHOWN.samples) continue
    samples.push(
      text.length > SHOWN.sampleLength ? `${text.slice(0, SHOWN.sampleLength).toWellFormed()}…` : text,
    )
  }
  return samples
}

function shownArticle({ outcome, brought }: RecordContent): PreviewedArticle {
  if ('refusal' in outcome) return { refusal: outcome.refusal }
  const text = bodyText(outcome.blocks)
  return {
    title: outcome.title,
    outlet: outcome.outlet,
    authors: outcome.authors.map(({ name }) => name),
    published: outcome.published,
    url: outcome.url,
    language: outcome.language,
    tags: (brought?.tags ?? []).map((tag) => tag.join('/')),
    text: text.length > SHOWN.textLength ? `${text.slice(0, SHOWN.textLength).toWellFormed()}…` : text,
    notices: outcome.notices,
  }
}
