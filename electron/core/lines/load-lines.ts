/** Makes an archive of the lines that one was written as (export/lines.ts): the same rows under the same numbers. */
import { createHash } from 'node:crypto'
import { statSync } from 'node:fs'
import { checkLine, type CheckedLine } from '../../shared/foreign-lines.ts'
import { AppError } from '../../shared/errors.ts'
import { bodyText, type Block } from '../../shared/model.ts'
import { followAnnotations } from '../annotations/reanchor.ts'
import { pack, packBlocks, packDetails } from '../db/blobs.ts'
import { connect, type Db } from '../db/connection.ts'
import { LineRows, type PackedText } from '../db/line-rows.ts'
import { migrate } from '../db/migrate.ts'
import { OriginalReader } from '../db/originals.ts'
import { rootOutlet } from '../db/outlet-merges.ts'
import { recountAll } from '../db/recount.ts'
import { breathe, type Progress } from '../job-control.ts'
import { silent } from '../log.ts'
import { followTrash } from '../own/follow-trash.ts'
import type { RowChange } from '../own/recorder.ts'
import { packSteps } from '../own/steps.ts'
import { textKey, urlKey } from '../text/identity.ts'
import { isPacked, type PlacedLine, readLines } from './read-lines.ts'

/** A line that was not taken, with its place. */
export interface RefusedLine extends Pick<PlacedLine, 'number' | 'byteStart' | 'byteEnd'> {
  reason: string
}

export interface LoadedLines {
  lines: number
  articles: number
  refused: RefusedLine[]
  /** what concerns no single line, in sentences */
  notes: string[]
}

const BATCH = 500

/**
 * Loads lines into a new file, in the order in which they stand. A damaged line, one of an unknown type and one that names
 * what is not there are refused with their places; all others go in.
 * @throws AppError `bad-input` where the file is none of ours, `cancelled`, `archive-too-new`
 */
export async function loadLines(
  source: string,
  target: string,
  {
    signal,
    progress,
    nativeBinding,
  }: { signal: AbortSignal; progress: Progress; nativeBinding?: string | undefined },
): Promise<LoadedLines> {
  const db = connect(target, { nativeBinding })
  try {
    // it has its name only when it is whole, and is synced then
    db.pragma('synchronous = OFF')
    db.pragma('foreign_keys = OFF')
    migrate(db, target, silent)
    const bytesTotal = isPacked(source) ? null : statSync(source).size
    progress.update({ step: 'Reading lines', bytes: 0, bytesTotal })
    const loader = new Loader(db)
    let batch: PlacedLine[] = []
    const write = db.transaction((lines: readonly PlacedLine[]) => lines.forEach((line) => loader.take(line)))
    for await (const line of readLines(source)) {
      batch.push(line)
      if (batch.length < BATCH && line.bytes.length < 1_000_000) continue
      write(batch)
      batch = []
      progress.update({ current: loader.loaded.articles, bytes: line.byteEnd })
      await breathe()
      if (signal.aborted) throw new AppError('cancelled', 'The reading of the lines was cancelled.')
    }
    db.transaction(() => (batch.forEach((line) => loader.take(line)), loader.finish()))()
    db.pragma('foreign_keys = ON')
    return loader.loaded
  } finally {
    db.close()
  }
}

type Named = 'outlet' | 'import' | 'dump' | 'tag' | 'headline' | 'article' | 'collection'

/** Why a line is refused. */
class Refusal extends Error {}

class Loader {
  readonly loaded: LoadedLines = { lines: 0, articles: 0, refused: [], notes: [] }
  readonly #db: Db
  readonly #rows: LineRows
  readonly #originals: OriginalReader
  readonly #there = new Map<Named, Set<number>>()
  /** numbers of what goes by its SHA-256 */
  readonly #partIds = new Map<string, number>()
  /** of texts whose bytes are not in the file: what stands for them */
  readonly #substitutes = new Map<string, number>()
  /** the original lines of those, for what came with them */
  readonly #withoutBytes = new Map<string, CheckedLine<'original'>>()
  readonly #counts: Record<string, number> = {}
  readonly #merges: { id: number; into: number; atMs: number }[] = []
  readonly #trashed: RowChange[] = []
  readonly #annotations: RowChange[] = []
  #gathering: {
    line: CheckedLine<'part' | 'original'>
    place: PlacedLine
    pieces: Buffer[]
    size: number
  } | null = null
  #head: CheckedLine<'archive'> | null = null
  #end: CheckedLine<'end'> | null = null
  #textBytes = 0

  constructor(db: Db) {
    this.#db = db
    this.#rows = new LineRows(db)
    this.#originals = new OriginalReader(db)
  }

  take(placed: PlacedLine): void {
    this.loaded.lines++
    const { value } = placed
    const line = typeof value === 'string' ? value : checkLine(value.json)
    try {
      if (typeof line !== 'string' && line.type === 'bytes') return this.#gather(line)
      this.#settleBytes()
      if (typeof line === 'string') throw new Refusal(line)
      if (this.#head === null) this.#begin(line)
      else this.#put(line, placed)
      this.#counts[line.type] = (this.#counts[line.type] ?? 0) + 1
    } catch (error) {
      this.#refuse(placed, error)
    }
  }

  #refuse({ number, byteStart, byteEnd }: PlacedLine, error: unknown): void {
    const isTaken = (error as { code?: string }).code?.startsWith('SQLITE_CONSTRAINT')
    if (!(error instanceof Refusal) && !isTaken) throw error
    const reason = isTaken
      ? 'What it says was said by an earlier line already.'
      : error instanceof Error
        ? error.message
        : String(error)
    this.loaded.refused.push({ number, byteStart, byteEnd, reason: `Line ${number}: ${reason}` })
  }

  #begin(line: CheckedLine): void {
    if (line.type !== 'archive')
      throw new AppError('bad-input', 'This file does not begin as an archive’s lines do.')
    if (line.version > 1) {
      throw new AppError(
        'archive-too-new',
        `These lines were written by a newer Clipfile (version ${line.version}; this one reads 1).`,
        'Update Clipfile, then try again.',
      )
    }
    this.#head = line
    if (line.uuid !== '') this.#rows.info('uuid', line.uuid)
    for (const [key, value] of Object.entries(line.info)) if (KNOWN_INFO.has(key)) this.#rows.info(key, value)
  }

  /** Half a line must leave nothing: each is a savepoint of its own. */
  #put(line: CheckedLine, placed: PlacedLine): void {
    if (line.type === 'end') {
      this.#end = line
      return
    }
    if (this.#end) throw new Refusal('It stands after the last one.')
    this.#db.transaction(() => this.#write(line, placed))()
  }

  #write(line: CheckedLine, placed: PlacedLine): void {
    switch (line.type) {
      case 'outlet':
        this.#rows.outlet(line)
        if (line.merged) this.#merges.push({ id: line.id, ...line.merged })
        return this.#is('outlet', line.id)
      case 'import':
        this.#rows.import(line)
        return this.#is('import', line.id)
      case 'dump':
        this.#mustBe('import', line.importId)
        if (line.cameWith) this.#mustBe('dump', line.cameWith.dumpId)
        this.#rows.dump(line)
        return this.#is('dump', line.id)
      case 'tag':
        if (line.parentId !== null) this.#mustBe('tag', line.parentId)
        this.#rows.tag(line)
        return this.#is('tag', line.id)
      case 'part':
      case 'original':
        this.#gathering = { line, place: placed, pieces: [], size: 0 }
        if (line.data !== undefined) this.#hold(line.data)
        return
      case 'headline':
        this.#mustBe('outlet', line.outletId)
        if (line.originId !== null) this.#mustBe('outlet', line.originId)
        this.#rows.headline(line)
        return this.#is('headline', line.id)
      case 'article':
        return this.#article(line, placed)
      case 'record':
        return this.#record(line)
      case 'annotation':
        this.#mustBe('article', line.articleId)
        if ((line.quote === null) !== (line.startAt === null))
          throw new Refusal('It has a quote or a place alone.')
        this.#annotations.push({ table: 'annotation', before: null, after: this.#rows.annotation(line) })
        return
      case 'collection':
        if (line.parentId !== null) this.#mustBe('collection', line.parentId)
        this.#rows.collection(line)
        return this.#is('collection', line.id)
      case 'item':
        this.#mustBe('collection', line.collectionId)
        this.#mustBe('article', line.articleId)
        return this.#rows.item(line)
      case 'search':
        return this.#rows.search(line)
      case 'rule':
        if (line.collectionId !== null) this.#mustBe('collection', line.collectionId)
        return this.#rows.rule(line)
      case 'apart':
        this.#mustBe('article', line.articleId)
        return this.#rows.apart(line)
      case 'join':
        this.#mustBe('article', line.articleId)
        this.#mustBe('article', line.withId)
        return this.#rows.join(line)
      case 'deleted':
        if (line.articleId !== null) this.#mustBe('article', line.articleId)
        return this.#rows.deleted(line, packSteps(line.rows))
      case 'brought':
        this.#mustBe('article', line.articleId)
        this.#mustBe('import', line.importId)
        return this.#rows.brought(line)
      case 'brought-made':
        this.#mustBe('import', line.importId)
        return this.#rows.broughtMade(line)
      case 'fate':
        this.#mustBe('import', line.importId)
        return this.#rows.fate(line)
      case 'mapping':
        return this.#rows.mapping(line)
      default:
        throw new Refusal('Such a line stands at the beginning only.')
    }
  }

  #is(what: Named, id: number): void {
    let ids = this.#there.get(what)
    if (!ids) this.#there.set(what, (ids = new Set()))
    ids.add(id)
  }

  #mustBe(what: Named, id: number): void {
    if (what === 'outlet' && id === 0) return
    if (!this.#there.get(what)?.has(id))
      throw new Refusal(`It names ${what} ${id}, which no earlier line is.`)
  }

  // ---------------------------------------------------------------- bytes

  #hold(data: string): void {
    const bytes = Buffer.from(data, 'base64')
    this.#gathering!.pieces.push(bytes)
    this.#gathering!.size += bytes.length
  }

  #gather(line: CheckedLine<'bytes'>): void {
    const now = this.#gathering
    if (!now || now.line.sha256 !== line.sha256 || line.offset !== now.size)
      throw new Refusal('The line before it is not what it goes on with.')
    this.#hold(line.data)
  }

  /** At the line after the last of some bytes: they are whole now, or never. */
  #settleBytes(): void {
    const now = this.#gathering
    this.#gathering = null
    if (!now) return
    try {
      const { line } = now
      // an export without originals
      if (line.data === undefined) {
        if (line.type === 'original') this.#withoutBytes.set(line.sha256, line)
        return this.#missing(line)
      }
      const bytes = Buffer.concat(now.pieces)
      const sha256 = createHash('sha256').update(bytes).digest()
      if (bytes.length !== line.sizeBytes || sha256.toString('hex') !== line.sha256)
        throw new Refusal('Its bytes are not what their SHA-256 says.')
      if (line.type === 'part') {
        const isPacked = line.mime.startsWith('image/') && !/svg|bmp|tiff/.test(line.mime)
        const packed = isPacked ? { codec: 0, data: bytes } : pack(bytes)
        this.#partIds.set(line.sha256, this.#rows.part(sha256, line.mime, bytes.length, packed))
        return
      }
      const id = this.#rows.original(sha256, bytes.length, pack(bytes))
      this.#link(id, line)
    } catch (error) {
      if (now.line.type === 'original') this.#withoutBytes.set(now.line.sha256, now.line)
      this.#refuse(now.place, error)
    }
  }

  #link(originalId: number, { sha256, parts }: CheckedLine<'original'>): void {
    for (const { sha256: part, name, shown } of parts) {
      const partId = this.#partIds.get(part)
      if (partId !== undefined) this.#rows.originalPart(originalId, partId, name, shown)
      else this.loaded.notes.push(`A file of original ${sha256} is missing: ${name}`)
    }
  }

  #missing(line: CheckedLine<'part' | 'original'>): void {
    if (line.type === 'part' || this.#head?.originals)
      throw new Refusal('It has no bytes: the archive it is from had lost them.')
  }

  /** The bytes that a text came from; where the file has none, the line that says the text stands for them. */
  #originalOf(sha256: string | null, line: Uint8Array): number {
    const known = sha256 === null ? null : this.#originals.idOf(sha256)
    if (known !== null) return known
    const bytes = Buffer.from(line)
    const own = createHash('sha256').update(bytes).digest()
    const id =
      this.#originals.idOf(own.toString('hex')) ?? this.#rows.original(own, bytes.length, pack(bytes))
    if (sha256 !== null) {
      this.#substitutes.set(sha256, id)
      const without = this.#withoutBytes.get(sha256)
      if (without) this.#link(id, without)
      this.#withoutBytes.delete(sha256)
    }
    return id
  }

  // ---------------------------------------------------------------- articles

  #article(line: CheckedLine<'article'>, placed: PlacedLine): void {
    this.#mustBe('import', line.importId)
    this.#mustBe('outlet', line.outletId)
    if (line.originId !== null) this.#mustBe('outlet', line.originId)
    for (const { headlineId } of line.listings) this.#mustBe('headline', headlineId)
    for (const tag of line.tags) this.#mustBe('tag', tag)
    const text = this.#packed(line, () => placed.bytes)
    this.#rows.article(line, text)
    for (const version of line.versions) {
      const packed = this.#packed(version, () => Buffer.from(JSON.stringify(version)))
      this.#rows.version(line.id, version, packed)
    }
    if (line.trashedAtMs !== null) {
      this.#rows.trashed(line.id, line.trashedAtMs)
      const after = { article_id: line.id, at_ms: line.trashedAtMs }
      this.#trashed.push({ table: 'trashed', before: null, after })
    }
    this.#textBytes += Buffer.byteLength(bodyText(line.blocks as Block[]))
    this.#is('article', line.id)
    this.loaded.articles++
  }

  #packed(
    text: CheckedLine<'article'> | CheckedLine<'article'>['versions'][number],
    bytes: () => Uint8Array,
  ): PackedText {
    const blocks = text.blocks as Block[]
    const originalId = this.#originalOf(text.original, bytes())
    return {
      blocks: packBlocks(blocks, this.#originals.sourceOf(originalId)),
      details: packDetails(text as Parameters<typeof packDetails>[0]),
      originalId,
      urlKey: urlKey(text.url),
      textKey: textKey(bodyText(blocks)),
    }
  }

  #record(line: CheckedLine<'record'>): void {
    this.#mustBe('import', line.importId)
    this.#mustBe('dump', line.dumpId)
    const { original, articleId } = line
    const originalId =
      original === null ? null : (this.#originals.idOf(original) ?? this.#substitutes.get(original) ?? null)
    if (articleId !== null && !this.#there.get('article')?.has(articleId)) {
      // its bytes are kept, so that it can be extracted again
      const reason = `The line of its article (${articleId}) could not be taken.`
      return this.#rows.record({ ...line, state: 'rejected', reason, articleId: null }, originalId)
    }
    if (line.state === 'imported' && (originalId === null || line.articleId === null))
      throw new Refusal('What it brought is not in the file.')
    if (line.state === 'duplicate' && line.articleId === null)
      throw new Refusal('It is a duplicate of nothing.')
    this.#rows.record(line, originalId)
  }

  // ---------------------------------------------------------------- the end

  finish(): void {
    const db = this.#db
    this.#settleBytes()
    if (!this.#head) throw new AppError('bad-input', 'There is no line in this file.')
    for (const { id, into, atMs } of this.#merges) {
      const isThere = this.#there.get('outlet')?.has(into)
      if (isThere && rootOutlet(db, into) !== id) this.#rows.outletMerge(id, into, atMs)
      else this.loaded.notes.push(`Outlet ${id} was merged into one that is not in the file.`)
    }
    recountAll(db, this.#textBytes)
    followAnnotations(db, this.#annotations)
    followTrash(db, this.#trashed)
    this.#compareEnd()
  }

  #compareEnd(): void {
    const { notes } = this.loaded
    if (!this.#end) return void notes.push('The file is cut off: its last line is missing.')
    const types = Object.entries(this.#end.lines).filter(([type]) => type !== 'bytes')
    for (const [type, count] of types) {
      const found = this.#counts[type] ?? 0
      if (found !== count) notes.push(`${found} of ${count} lines of the type ${type} were taken.`)
    }
  }
}

const KNOWN_INFO = new Set(['created_at', 'trash_days'])
