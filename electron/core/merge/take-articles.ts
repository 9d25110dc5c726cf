import type { MergeReport } from '../../shared/export.ts'
import { ArticleWriter } from '../db/articles.ts'
import type { Db } from '../db/connection.ts'
import { type ForeignRecord, ForeignReader } from '../db/foreign.ts'
import { OriginalWriter } from '../db/originals.ts'
import { PartWriter } from '../db/parts.ts'
import { Recogniser } from '../db/recognise.ts'
import { type NewRecord, RecordWriter } from '../db/records.ts'
import {
  ArticlesByOriginal,
  CameWithLedger,
  type DumpSums,
  kinDumps,
  kinKey,
  KnownRecords,
} from '../db/taken-in.ts'
import { VersionWriter } from '../db/versions.ts'
import { shortened } from '../own/words.ts'
import { foldName } from '../text/names.ts'
import {
  type ForeignArticle,
  foreignOriginal,
  type ForeignText,
  partOf,
  readForeignArticle,
  Unfit,
} from './foreign-article.ts'

/** What was not taken is told one by one, up to so many. */
const MOST_TOLD = 200

export function emptyReport(): MergeReport {
  return {
    articles: 0,
    known: 0,
    versions: 0,
    headlines: 0,
    annotations: 0,
    tags: 0,
    collections: 0,
    savedSearches: 0,
    notTaken: [],
  }
}

export function tell(report: MergeReport, line: string): void {
  if (report.notTaken.length < MOST_TOLD) report.notTaken.push(line)
  else if (report.notTaken.length === MOST_TOLD)
    report.notTaken.push('… and more: the import’s records say which.')
}

/** What became of the texts of an article. */
interface Taken {
  articleId: number
  /** whether the article itself is new here */
  isNew: boolean
  /** which of its texts came in */
  written: boolean[]
}

/**
 * Takes the articles and the ledger of another archive into this one, by the same signs as an import: the same bytes, the
 * same address, the same text. All of it runs inside the caller's transactions; between two of them it may end and be begun
 * anew, by another process too.
 */
export class ArticleTaker {
  readonly report: MergeReport
  /** where the articles of the other archive are in this one */
  readonly here = new Map<number, number>()
  bytes = 0
  readonly #foreign: Db
  readonly #reader: ForeignReader
  readonly #importId: number
  readonly #carrier: number
  readonly #originals
  readonly #parts
  readonly #articles
  readonly #versions
  readonly #records
  readonly #recogniser
  readonly #byOriginal
  readonly #known
  readonly #ledger
  readonly #kin: Map<string, number[]>
  /** the article of the other archive that took one of this as its own */
  readonly #taken = new Map<number, number>()
  #dumps = new Map<number, number>()
  #sums = new Map<number, DumpSums>()
  #newDumps = 0

  constructor(db: Db, foreign: Db, importId: number, carrier: number, report: MergeReport) {
    this.report = report
    this.#foreign = foreign
    this.#reader = new ForeignReader(foreign)
    this.#importId = importId
    this.#carrier = carrier
    this.#originals = new OriginalWriter(db)
    this.#parts = new PartWriter(db)
    this.#articles = new ArticleWriter(db)
    this.#versions = new VersionWriter(db, this.#articles)
    this.#records = new RecordWriter(db)
    this.#recogniser = new Recogniser(db)
    this.#byOriginal = new ArticlesByOriginal(db)
    this.#known = new KnownRecords(db)
    this.#ledger = new CameWithLedger(db, importId, carrier)
    this.#kin = kinDumps(db, foreign)
  }

  articleIds(after: number, most: number): number[] {
    return this.#reader.articleIds(after, most)
  }

  looseRecords(after: number, most: number): ForeignRecord[] {
    return this.#reader.looseRecords(after, most)
  }

  /** Writes the sums gathered; must run before COMMIT. */
  flush(): void {
    this.#articles.flush()
    this.#originals.flush()
    this.#ledger.addSums(this.#sums, this.#newDumps)
    this.#sums = new Map()
    this.#newDumps = 0
    this.bytes = 0
  }

  /** Forgets what a rolled back transaction had made. */
  reset(): void {
    this.#articles.reset()
    this.#originals.reset()
    this.#sums = new Map()
    this.#dumps = new Map()
    this.#newDumps = 0
  }

  takeArticle(id: number): void {
    const records = this.#reader.recordsOf(id)
    const earlier = this.#takenEarlier(records)
    if (earlier) {
      if (earlier.articleId !== null) this.#isHere(id, earlier.articleId)
      return
    }
    let article: ForeignArticle
    try {
      article = readForeignArticle(this.#foreign, this.#reader, id)
    } catch (error) {
      if (!(error instanceof Unfit)) throw error
      return this.#refuse(id, records, error.message)
    }
    const taken = this.#write(id, article)
    this.#isHere(id, taken.articleId)
    this.#writeRecords(records, article, taken)
    if (taken.isNew) this.report.articles++
    else this.report.known++
    const versions = taken.written.filter(Boolean).length - (taken.isNew ? 1 : 0)
    this.report.versions += versions
  }

  /** A record that has no article: what was refused, with its bytes where they were kept. */
  takeLoose(record: ForeignRecord): void {
    const dump = this.#reader.dump(record.dumpId)
    if (!dump) return
    const kin = this.#kin.get(kinKey(dump.path, dump.importedAtMs))
    if (kin && this.#known.at(kin, record)) return
    const at = this.#placeOf(record)
    if (at === null) return
    let originalId: number | null = null
    let reason = record.reason ?? 'It was refused.'
    if (record.originalId !== null) {
      try {
        originalId = this.#originals.keep(foreignOriginal(this.#reader, record.originalId)).id
      } catch (error) {
        if (!(error instanceof Unfit)) throw error
        reason += ` Its bytes were left out: ${error.message}.`
      }
    }
    this.#insert({ ...lineOf(record), dumpId: at, state: 'rejected', reason, originalId, articleId: null })
  }

  #isHere(foreignId: number, articleId: number): void {
    this.here.set(foreignId, articleId)
    if (!this.#taken.has(articleId)) this.#taken.set(articleId, foreignId)
  }

  /** What a transaction before this one made of it: when an import is resumed. */
  #takenEarlier(records: readonly ForeignRecord[]): { articleId: number | null } | null {
    for (const record of records) {
      const dump = this.#ledger.find(record.dumpId)
      const found = dump === null ? null : this.#ledger.record(dump, record.number)
      if (found) return found
    }
    return null
  }

  #write(foreignId: number, article: ForeignArticle): Taken {
    const [current, ...versions] = article.texts as [ForeignText, ...ForeignText[]]
    const target = this.#find(foreignId, article)
    if (target === null) {
      const { articleId, headlines } = this.#articles.insert(
        current.article,
        this.#importId,
        this.#keepSource(current),
      )
      for (const text of versions) this.#versions.keepEarlier(articleId, text.article, this.#keepSource(text))
      this.#countHeadlines(headlines)
      return { articleId, isNew: true, written: article.texts.map(() => true) }
    }
    const originals = this.#known.originalsOf(target)
    const written = article.texts.map((text) => !this.#hasText(target, originals, text))
    versions.forEach((text, i) => {
      if (written[i + 1]) this.#versions.keepEarlier(target, text.article, this.#keepSource(text))
    })
    if (written[0]) {
      this.#countHeadlines(this.#versions.add(target, current.article, this.#keepSource(current)).headlines)
    } else this.#countHeadlines(this.#articles.headlines.add(target, current.article.headlines))
    return { articleId: target, isNew: false, written }
  }

  #countHeadlines(count: number): void {
    if (count === 0) return
    this.report.headlines += count
    this.#sumsOf(this.#carrier).headlines += count
  }

  #keepSource({ original, parts, capturedAtMs }: ForeignText): {
    originalId: number
    capturedAtMs: number | null
  } {
    const { id } = this.#originals.keep(original)
    this.bytes += original.data.length
    for (const part of parts) this.bytes += part.data.length
    if (parts.length > 0) this.#parts.keep(id, parts)
    return { originalId: id, capturedAtMs }
  }

  /** The article of this archive that it is; null for a new one. */
  #find(foreignId: number, { texts }: ForeignArticle): number | null {
    for (const { original, article } of texts) {
      const all = this.#byOriginal.find(original.sha256)
      const free = all.filter(({ id }) => (this.#taken.get(id) ?? foreignId) === foreignId)
      // several pages may stand in the same bytes
      const same = free.find(
        (one) => foldName(one.title) === foldName(article.title) || isSameKey(one.textKey, article.textKey),
      )
      const found = same ?? (all.length === 1 ? free[0] : undefined)
      if (found) return found.id
    }
    const known = this.#recogniser.find(texts[0]!.article)
    return known && known.is !== 'copy' ? known.articleId : null
  }

  #hasText(target: number, originals: ReadonlySet<string>, { original, article }: ForeignText): boolean {
    if (originals.has(Buffer.from(original.sha256).toString('hex'))) return true
    const known = this.#recogniser.find(article)
    if (known?.is === 'same' && known.articleId === target) return true
    return this.#byOriginal
      .textsOf(target)
      .some(
        (text) =>
          isSameKey(text.textKey, article.textKey) && foldName(text.title) === foldName(article.title),
      )
  }

  /** The ledger lines of an article: those of texts that came in, and those that are one more source. */
  #writeRecords(records: readonly ForeignRecord[], article: ForeignArticle, taken: Taken): void {
    const left = article.texts.map((text, i) => ({ text, isNew: taken.written[i]! }))
    for (const record of records) {
      const at =
        record.state === 'imported' ? left.findIndex(({ text }) => text.originalId === record.originalId) : -1
      const [entry] = at < 0 ? [] : left.splice(at, 1)
      if (!entry?.isNew && this.#isKnown(record, taken.articleId)) continue
      this.#writeRecord(record, article, taken, entry)
    }
    for (const { text, isNew } of left) if (isNew) this.#writeOwnRecord(text, taken.articleId)
  }

  #isKnown(record: ForeignRecord, articleId: number): boolean {
    const dump = this.#reader.dump(record.dumpId)
    const kin = dump && this.#kin.get(kinKey(dump.path, dump.importedAtMs))
    return kin ? this.#known.at(kin, record)?.articleId === articleId : false
  }

  #writeRecord(
    record: ForeignRecord,
    { title }: ForeignArticle,
    { articleId, isNew }: Taken,
    entry: { text: ForeignText; isNew: boolean } | undefined,
  ): void {
    const dumpId = this.#placeOf(record)
    if (dumpId === null) {
      if (entry?.isNew) this.#writeOwnRecord(entry.text, articleId)
      return
    }
    const line = { ...lineOf(record), dumpId, articleId }
    if (entry?.isNew) {
      const { originalId } = this.#keepSource(entry.text)
      const reason = isNew
        ? record.reason
        : `A version of “${shortened(title)}”: the same article, other text.`
      this.#insert({ ...line, state: 'imported', reason, originalId })
      return
    }
    let reason = record.state === 'duplicate' ? record.reason : `“${shortened(title)}” is here already.`
    let originalId: number | null = null
    if (record.originalId !== null) {
      try {
        const original = foreignOriginal(this.#reader, record.originalId)
        originalId = this.#originals.keep(original).id
        this.#parts.keep(originalId, this.#reader.parts(record.originalId).map(partOf))
        this.bytes += original.data.length
      } catch (error) {
        if (!(error instanceof Unfit)) throw error
        reason = `${reason ?? ''} Its bytes were left out: ${error.message}.`.trim()
      }
    }
    this.#insert({ ...line, state: 'duplicate', reason, originalId })
  }

  /** For a text of which the other archive's ledger does not say where it came from: from that archive. */
  #writeOwnRecord(text: ForeignText, articleId: number): void {
    const { originalId } = this.#keepSource(text)
    const sums = this.#sumsOf(this.#carrier)
    const number = this.#ledger.recordsIn(this.#carrier) + sums.imported + sums.duplicates + sums.rejected + 1
    this.#insert({
      dumpId: this.#carrier,
      number,
      byteStart: 0,
      byteEnd: 0,
      line: null,
      member: null,
      state: 'imported',
      reason: null,
      originalId,
      articleId,
      extractor: null,
    })
  }

  #refuse(id: number, records: readonly ForeignRecord[], why: string): void {
    const reason = `Article ${id} of the other archive was not taken: ${why}.`
    tell(this.report, reason)
    for (const record of records) {
      const dumpId = this.#placeOf(record)
      if (dumpId === null) continue
      this.#insert({
        ...lineOf(record),
        dumpId,
        state: 'rejected',
        reason,
        originalId: null,
        articleId: null,
      })
    }
  }

  /** The dump of this ledger for a record, made with the first of its records; null where the record is there already. */
  #placeOf(record: ForeignRecord): number | null {
    let id = this.#dumps.get(record.dumpId) ?? this.#ledger.find(record.dumpId)
    if (id === null) {
      const dump = this.#reader.dump(record.dumpId)
      if (!dump) return null
      id = this.#ledger.add(dump)
      this.#newDumps++
    }
    this.#dumps.set(record.dumpId, id)
    return this.#ledger.record(id, record.number) ? null : id
  }

  #insert(line: Omit<NewRecord, 'importId'>): void {
    this.#records.insert({ ...line, importId: this.#importId })
    const sums = this.#sumsOf(line.dumpId)
    if (line.state === 'imported') sums.imported++
    else if (line.state === 'duplicate') sums.duplicates++
    else sums.rejected++
  }

  #sumsOf(dumpId: number): DumpSums {
    let sums = this.#sums.get(dumpId)
    if (!sums) this.#sums.set(dumpId, (sums = { imported: 0, duplicates: 0, rejected: 0, headlines: 0 }))
    return sums
  }

  finish(): void {
    this.#ledger.finish()
  }
}

function lineOf({ number, byteStart, byteEnd, line, member, extractor }: ForeignRecord) {
  return { number, byteStart, byteEnd, line, member, extractor }
}

function isSameKey(a: Uint8Array | null, b: Uint8Array | null): boolean {
  return a !== null && b !== null && Buffer.compare(a, b) === 0
}
