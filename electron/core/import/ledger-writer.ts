import { basename } from 'node:path'
import { ArticleWriter } from '../db/articles.ts'
import type { Db } from '../db/connection.ts'
import { OriginalWriter } from '../db/originals.ts'
import { type FirstRecord, type NewRecord, RecordWriter } from '../db/records.ts'
import type { PreparedRecord } from './prepare.ts'
import type { DumpPart } from './read-dump.ts'

/** What a batch, or all batches so far, brought. */
export interface Sums {
  records: number
  imported: number
  duplicates: number
  rejected: number
  headlines: number
}

export const NO_SUMS: Sums = { records: 0, imported: 0, duplicates: 0, rejected: 0, headlines: 0 }

export function addSums(sums: Sums, more: Sums): void {
  sums.records += more.records
  sums.imported += more.imported
  sums.duplicates += more.duplicates
  sums.rejected += more.rejected
  sums.headlines += more.headlines
}

/** An article just written, as the index will take it in. */
export interface WrittenText {
  articleId: number
  text: Uint8Array
}

/** The only writer of an import: records with their articles and originals, and the sums that must agree with them. */
export class LedgerWriter {
  readonly #db: Db
  readonly #importId: number
  readonly #articles: ArticleWriter
  readonly #originals: OriginalWriter
  readonly #records: RecordWriter
  #written: WrittenText[] = []
  readonly #updateDump
  readonly #updateImport

  constructor(db: Db, importId: number) {
    this.#db = db
    this.#importId = importId
    this.#articles = new ArticleWriter(db)
    this.#originals = new OriginalWriter(db)
    this.#records = new RecordWriter(db)
    this.#updateDump = db.prepare(
      `UPDATE dump SET format = coalesce(?, format), size_bytes = ?, modified_at_ms = ?, state = ?,
         next_record = next_record + ?, records = records + ?, imported = imported + ?, duplicates = duplicates + ?,
         rejected = rejected + ?, headlines = headlines + ?, problem = coalesce(problem, ?) WHERE id = ?`,
    )
    this.#updateImport = db.prepare(
      `UPDATE import_run SET records = records + ?, imported = imported + ?, duplicates = duplicates + ?,
         rejected = rejected + ?, headlines = headlines + ? WHERE id = ?`,
    )
  }

  /**
   * Writes a batch and its checkpoint in one transaction: after a kill either all of it is in, or nothing.
   * @returns what it brought, and the texts of its articles for the index
   */
  write(parts: readonly DumpPart[]): { sums: Sums; texts: WrittenText[] } {
    const all = { ...NO_SUMS }
    this.#written = []
    try {
      this.#db
        .transaction(() => {
          for (const part of parts) addSums(all, this.#writePart(part))
          this.#updateImport.run(
            all.records,
            all.imported,
            all.duplicates,
            all.rejected,
            all.headlines,
            this.#importId,
          )
          this.#articles.flush()
          this.#originals.flush()
        })
        .immediate()
      return { sums: all, texts: this.#written }
    } catch (error) {
      this.#articles.reset()
      this.#originals.reset()
      throw error
    }
  }

  #writePart(part: DumpPart): Sums {
    const sums = { ...NO_SUMS }
    let problem: string | null = null
    for (const record of part.records) {
      const written = this.#writeRecord(part.dumpId, record, sums)
      if (written.state === 'rejected' || (written.state === 'imported' && written.reason))
        problem ??= written.reason
    }
    this.#updateDump.run(
      part.format,
      part.sizeBytes,
      part.modifiedAtMs,
      part.last ? 'done' : 'pending',
      sums.records,
      sums.records,
      sums.imported,
      sums.duplicates,
      sums.rejected,
      sums.headlines,
      problem,
      part.dumpId,
    )
    return sums
  }

  #writeRecord(dumpId: number, record: PreparedRecord, sums: Sums): NewRecord {
    const line: NewRecord = {
      importId: this.#importId,
      dumpId,
      number: record.number,
      byteStart: record.byteStart,
      byteEnd: record.byteEnd,
      line: record.line,
      extractor: record.extractor,
      originalId: null,
      articleId: null,
      state: 'rejected',
      reason: record.refusal,
    }
    this.#settle(line, record, sums)
    this.#records.insert(line)
    sums.records++
    if (line.state === 'imported') sums.imported++
    else if (line.state === 'duplicate') sums.duplicates++
    else sums.rejected++
    return line
  }

  /** Decides a record's state, and writes its original and article. */
  #settle(line: NewRecord, { original, article }: PreparedRecord, sums: Sums): void {
    if (original) {
      const kept = this.#originals.keep(original)
      line.originalId = kept.id
      const first = kept.known ? this.#records.firstWith(kept.id) : null
      if (first) {
        line.state = 'duplicate'
        line.reason = this.#sameAs(first)
        line.articleId = first.articleId
        return
      }
    }
    if (!article) return
    const written = this.#articles.insert(article, this.#importId)
    this.#written.push({ articleId: written.articleId, text: article.indexText })
    sums.headlines += written.headlines
    line.state = 'imported'
    line.articleId = written.articleId
    line.reason = article.notices.length > 0 ? article.notices.join(' ') : null
  }

  #sameAs(first: FirstRecord): string {
    const when =
      first.importId === this.#importId ? 'in this import' : `imported ${formatDay(first.startedAtMs)}`
    return `Same bytes as record ${first.number} of ${basename(first.path)}, ${when}.`
  }
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

function formatDay(ms: number): string {
  const date = new Date(ms)
  return `${date.getDate()} ${MONTHS[date.getMonth()]} ${date.getFullYear()}`
}
