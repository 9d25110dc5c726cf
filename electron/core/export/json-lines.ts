import { AppError } from '../../shared/errors.ts'
import { bodyText } from '../../shared/model.ts'
import { portable } from '../annotations/exchange.ts'
import { toW3c } from '../annotations/w3c.ts'
import { readContent } from '../db/articles.ts'
import type { ReadDb } from '../db/connection.ts'
import { correctionsOf, listingsOf, storedOf, versionLinesOf } from '../db/leaving-article.ts'
import {
  archiveInfo,
  leavingApart,
  leavingAnnotationRows,
  leavingBrought,
  leavingBroughtMade,
  leavingCollections,
  leavingDeleted,
  leavingDumps,
  leavingFates,
  leavingHeadlines,
  leavingImports,
  leavingItems,
  leavingJoins,
  leavingMappings,
  leavingOriginals,
  leavingOutlets,
  leavingParts,
  leavingRecords,
  leavingTags,
  linksOf,
  type Leaving,
} from '../db/leaving.ts'
import { listedHeadlines } from '../db/headlines.ts'
import { readOriginal } from '../db/originals.ts'
import { readPicture } from '../db/parts.ts'
import { annotationNamed } from '../db/portable.ts'
import { sourcesOf } from '../db/records.ts'
import { listRules } from '../db/rules.ts'
import { listSearches } from '../db/saved-searches.ts'
import { tagIdsOf } from '../db/tags.ts'
import { unpackSteps } from '../own/steps.ts'
import type { ExportRun } from './export-run.ts'
import { type ArticleLine, BYTES_A_LINE, type EndLine, type Line, LINES_VERSION } from './lines.ts'
import type { ExportRequest } from './run-export.ts'
import type { Write } from './write-whole.ts'

const WRITE_LENGTH = 1024 * 1024

/** Gathers lines to pieces of about a megabyte, and counts them. */
class LineWriter {
  readonly #write: Write
  readonly #run: ExportRun
  readonly lines: EndLine['lines'] = {}
  #text = ''

  constructor(run: ExportRun, write: Write) {
    this.#run = run
    this.#write = write
  }

  async put(line: Line): Promise<void> {
    this.#text += `${JSON.stringify(line)}\n`
    if (line.type !== 'end') this.lines[line.type] = (this.lines[line.type] ?? 0) + 1
    if (this.#text.length >= WRITE_LENGTH) await this.flush()
    await this.#run.pause()
  }

  async putAll<T extends Line['type']>(
    type: T,
    rows: Iterable<Omit<Extract<Line, { type: T }>, 'type'>>,
  ): Promise<void> {
    for (const row of rows) await this.put({ type, ...row } as unknown as Line)
  }

  async flush(): Promise<void> {
    if (this.#text === '') return
    this.#run.progress.update({ bytes: this.#run.progress.counts.bytes + Buffer.byteLength(this.#text) })
    await this.#write(this.#text)
    this.#text = ''
  }
}

/** JSON Lines, see lines.ts. */
export async function writeLines(run: ExportRun, write: Write, request: ExportRequest): Promise<void> {
  const { scope } = run
  const { db } = run.archive
  const leaving: Leaving = {
    scope: scope.isWhole ? 'archive' : 'selection',
    collectionId: scope.collectionId,
  }
  const originals = !request.withoutOriginals
  const out = new LineWriter(run, write)
  const { uuid = '', ...info } = archiveInfo(db)
  await out.put({
    type: 'archive',
    format: 'clipfile-lines',
    version: LINES_VERSION,
    uuid,
    exportedAt: new Date().toISOString(),
    scope: leaving.scope,
    originals,
    info,
  })
  await out.putAll('outlet', leavingOutlets(db, leaving))
  await out.putAll('import', leavingImports(db, leaving))
  await out.putAll('dump', leavingDumps(db, leaving))
  await out.putAll('tag', leavingTags(db, leaving))
  await putParts(run, out, leaving)
  await putOriginals(run, out, leaving, originals)
  await out.putAll('headline', leavingHeadlines(db, leaving))
  for await (const id of run.ids()) await out.put(articleLine(db, id))
  await out.putAll('record', leavingRecords(db, leaving))
  for (const row of leavingAnnotationRows(db, leaving))
    await out.put({ type: 'annotation', ...row, w3c: toW3c(portable(annotationNamed(db, row.uuid)!)) })
  await putCollections(db, out, leaving)
  if (leaving.scope === 'archive') {
    await out.putAll('search', listSearches(db))
    await out.putAll('rule', listRules(db))
  }
  await out.putAll('apart', leavingApart(db, leaving))
  await out.putAll('join', leavingJoins(db, leaving))
  if (leaving.scope === 'archive') {
    for (const { codec, steps, ...row } of leavingDeleted(db))
      await out.put({ type: 'deleted', ...row, rows: unpackSteps(codec, steps) })
  }
  await out.putAll('brought', leavingBrought(db, leaving))
  if (leaving.scope === 'archive') {
    await out.putAll('brought-made', leavingBroughtMade(db))
    await out.putAll('fate', leavingFates(db))
    await out.putAll('mapping', leavingMappings(db))
  }
  await out.put({ type: 'end', lines: out.lines })
  await out.flush()
}

async function putParts(run: ExportRun, out: LineWriter, leaving: Leaving): Promise<void> {
  const { db } = run.archive
  for (const { key: _, sha256, mime, sizeBytes } of leavingParts(db, leaving)) {
    const bytes = whole(run, `Picture or file ${sha256}`, () => readPicture(db, sha256).data)
    await out.put({ type: 'part', sha256, mime, sizeBytes, ...firstOf(bytes) })
    await putRest(out, sha256, bytes)
  }
}

async function putOriginals(
  run: ExportRun,
  out: LineWriter,
  leaving: Leaving,
  withBytes: boolean,
): Promise<void> {
  const { db } = run.archive
  for (const { key, sha256, sizeBytes } of leavingOriginals(db, leaving)) {
    const bytes = withBytes ? whole(run, `Original ${sha256}`, () => readOriginal(db, key)) : null
    await out.put({ type: 'original', sha256, sizeBytes, parts: linksOf(db, key), ...firstOf(bytes) })
    await putRest(out, sha256, bytes)
  }
}

/** Bytes that are not what their checksum says are told, and do not keep the rest of an archive from leaving. */
function whole(run: ExportRun, name: string, read: () => Uint8Array): Uint8Array | null {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    run.warn(`${name} is left out: ${error.message}`)
    return null
  }
}

function firstOf(bytes: Uint8Array | null): { data?: string } {
  return bytes === null ? {} : { data: base64(bytes.subarray(0, BYTES_A_LINE)) }
}

async function putRest(out: LineWriter, sha256: string, bytes: Uint8Array | null): Promise<void> {
  for (let offset = BYTES_A_LINE; bytes && offset < bytes.length; offset += BYTES_A_LINE) {
    const data = base64(bytes.subarray(offset, offset + BYTES_A_LINE))
    await out.put({ type: 'bytes', sha256, offset, data })
  }
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')
}

async function putCollections(db: ReadDb, out: LineWriter, leaving: Leaving): Promise<void> {
  const collections = leavingCollections(db, leaving)
  await out.putAll('collection', collections)
  for (const { id } of collections) await out.putAll('item', leavingItems(db, id, leaving))
}

/** An article in the stable shape that the README documents, and what else is needed to make it again. */
export function articleLine(db: ReadDb, id: number): ArticleLine {
  const { row, outletAsWritten: outlet, authors, url, blocks, details } = readContent(db, id)
  const { modified, section, canonicalUrl, candidates } = details
  const [source] = sourcesOf(db, id)
  return {
    type: 'article',
    id,
    title: row.title,
    outlet,
    authors,
    published: row.published,
    url,
    language: row.language,
    ...(modified ? { modified } : {}),
    ...(section ? { section } : {}),
    ...(canonicalUrl ? { canonicalUrl } : {}),
    blocks,
    text: bodyText(blocks),
    headlines: listedHeadlines(db, id),
    source: { dump: source?.dump ?? '', record: source?.record ?? 0, sha256: source?.sha256 ?? '' },
    candidates,
    words: row.words,
    summary: row.summary,
    ...storedOf(db, id),
    corrections: correctionsOf(db, id),
    versions: versionLinesOf(db, id),
    listings: listingsOf(db, id),
    tags: tagIdsOf(db, id),
  }
}
