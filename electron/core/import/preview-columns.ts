/** What the first rows of a data set hold, and the articles that a mapping makes of them: looked at before anything is imported. */
import { closeSync, fstatSync } from 'node:fs'
import { basename } from 'node:path'
import { constants, gunzipSync } from 'node:zlib'
import { AppError } from '../../shared/errors.ts'
import type { ColumnMapping, ColumnsPreview, PreviewedArticle, SavedMapping } from '../../shared/mapping.ts'
import { bodyText } from '../../shared/model.ts'
import { nothingAround } from './around.ts'
import { ByteReader } from './bytes/reader.ts'
import { type ByteSource, fileSource } from './bytes/source.ts'
import { sniffKind } from './detect.ts'
import { reasonOf } from './files.ts'
import type { RecordContent, Row, StreamContext } from './format.ts'
import { readHeader } from './formats/data/csv-header.ts'
import { sampleOf as tableSample } from './formats/data/csv.ts'
import { type DataBytes, dataBytes } from './formats/data/data-bytes.ts'
import { sampleOf as lineSample } from './formats/data/json-lines.ts'
import { mappingFor, readMapped } from './formats/data/mapped.ts'
import { sampleRows } from './formats/data/parquet.ts'
import { readFooter } from './formats/data/parquet-rows.ts'
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
  const { rows, container } = rowsIn(path)
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

function rowsIn(path: string): Rows {
  const head = openedAt(path, (file, size) => {
    const bytes = readBytes(file, Math.min(size, HEAD))
    return sniffKind(bytes) === 'parquet' ? parquetRows(fileSource(file, size)) : bytes
  })
  return head instanceof Uint8Array ? rowsOfHead(unpacked(head, path), path) : head
}

/** Its rows are told by its end. */
function parquetRows(source: ByteSource): Rows {
  const file = readFooter(source)
  const rows = typeof file === 'string' ? [file] : sampleRows(file)
  const found = rows.filter((row) => typeof row !== 'string')
  if (found.length > 0) return { rows: found, container: 'json' }
  throw new AppError('bad-request', String(rows[0] ?? 'There are no rows in this Parquet file.'))
}

function openedAt<T>(path: string, read: (file: number, size: number) => T): T {
  try {
    const file = openUntouched(path, { followLink: true })
    try {
      const stats = fstatSync(file)
      if (!stats.isFile()) throw new AppError('bad-request', `${path} is no file.`)
      return read(file, stats.size)
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
}

function unpacked(bytes: Uint8Array, path: string): Buffer {
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

function rowsOfHead(head: Buffer, path: string): Rows {
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
    'Columns can be chosen for tables (CSV), JSON Lines, JSON and Parquet, the first three also packed with gzip. Unpack other containers first.',
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
