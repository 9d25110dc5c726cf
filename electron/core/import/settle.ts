/** What becomes of a record: imported as an article or a version of one, one more source of an article, or refused. */
import { basename } from 'node:path'
import { ArticleWriter } from '../db/articles.ts'
import type { Db } from '../db/connection.ts'
import { OriginalWriter } from '../db/originals.ts'
import { PartWriter } from '../db/parts.ts'
import type { PreparedArticle } from '../db/prepared.ts'
import { hasNoBody, type Known, Recogniser } from '../db/recognise.ts'
import { type FirstRecord, type NewRecord, RecordWriter } from '../db/records.ts'
import { takenBackReader } from '../db/taken-back.ts'
import { hiddenReader } from '../db/trash.ts'
import { VersionWriter } from '../db/versions.ts'
import { BroughtWriter } from './brought-writer.ts'
import type { PreparedRecord } from './prepare.ts'

/** An article just written, as the index will take it in. */
export interface WrittenText {
  articleId: number
  text: Uint8Array
  signature: Uint8Array | null
}

export interface Settled {
  /** headlines that it brought */
  headlines: number
  /** null where no article got a new text */
  text: WrittenText | null
}

const NOTHING: Settled = { headlines: 0, text: null }

/** Writes what records hold, and says in their ledger lines what became of them. Runs inside the caller's transaction. */
export class Settler {
  readonly records: RecordWriter
  readonly articles: ArticleWriter
  readonly versions: VersionWriter
  readonly parts: PartWriter
  readonly #originals: OriginalWriter
  readonly #recogniser: Recogniser
  readonly #brought: BroughtWriter
  readonly #isHidden: (articleId: number) => boolean
  readonly #isTakenBack: (articleId: number) => boolean

  constructor(db: Db) {
    this.records = new RecordWriter(db)
    this.articles = new ArticleWriter(db)
    this.versions = new VersionWriter(db, this.articles)
    this.parts = new PartWriter(db)
    this.#originals = new OriginalWriter(db)
    this.#recogniser = new Recogniser(db)
    this.#brought = new BroughtWriter(db)
    this.#isHidden = hiddenReader(db)
    this.#isTakenBack = takenBackReader(db)
  }

  /**
   * Writes a record's original and article, and fills in its line: state, reason, article and original.
   */
  settle(line: NewRecord, record: PreparedRecord): Settled {
    const settled = this.#settleRecord(line, record)
    this.#brought.take(line, record)
    return settled
  }

  #settleRecord(line: NewRecord, record: PreparedRecord): Settled {
    if (record.original) {
      const kept = this.#originals.keep(record.original)
      line.originalId = kept.id
      const first = kept.known ? this.records.firstWith(kept.id) : null
      if (first && !isBeside(first, line) && !this.#fills(first, record)) {
        line.state = 'duplicate'
        line.reason = `Same bytes as ${placeOf(first, line)}.${this.#inTrash(first.articleId)}`
        line.articleId = first.articleId
        return NOTHING
      }
      if (record.parts.length > 0) this.parts.keep(kept.id, record.parts)
    }
    return record.article ? this.settleArticle(line, record.article, record.capturedAtMs) : NOTHING
  }

  /** What {@link settle} does once the record's original is known. */
  settleArticle(line: NewRecord, article: PreparedArticle, capturedAtMs: number | null): Settled {
    const known = this.#recogniser.find(article)
    if (known?.is === 'same') return this.#addSource(line, known, article, capturedAtMs)
    const source = { originalId: line.originalId!, capturedAtMs }
    const notices = [...article.notices]
    let headlines
    let isCurrent = true
    if (known?.is === 'bare') {
      this.records.giveWay(known.articleId)
      headlines = this.versions.fill(known.articleId, article, source)
      notices.unshift(
        `The text of “${known.title || article.title}”, of which only the address had been saved.${this.#inTrash(known.articleId)}`,
      )
      line.articleId = known.articleId
    } else if (known?.is === 'version') {
      const added = this.versions.add(known.articleId, article, source)
      const which = added.isCurrent ? 'A new' : 'An earlier'
      notices.unshift(
        `${which} version of “${known.title}”: same address, other text.${this.#inTrash(known.articleId)}`,
      )
      line.articleId = known.articleId
      headlines = added.headlines
      isCurrent = added.isCurrent
    } else {
      const written = this.articles.insert(article, line.importId, source)
      if (known) notices.push(`Same text as “${known.title}”${known.outlet ? ` in ${known.outlet}` : ''}.`)
      line.articleId = written.articleId
      headlines = written.headlines
    }
    line.state = 'imported'
    line.reason = notices.length > 0 ? notices.join(' ') : null
    const { articleId } = line
    return { headlines, text: isCurrent ? writtenText(articleId, article) : null }
  }

  /** The same line of an export, whose file with the text was missing the first time. */
  #fills({ articleId }: FirstRecord, { article }: PreparedRecord): boolean {
    return article !== null && !hasNoBody(article) && this.#recogniser.isBare(articleId)
  }

  /** The article is there already: the record is one more source of it, and may list headlines that it did not. */
  #addSource(line: NewRecord, known: Known, article: PreparedArticle, capturedAtMs: number | null): Settled {
    line.state = 'duplicate'
    line.articleId = known.articleId
    const first = this.records.firstOf(known.articleId)
    const address = hasNoBody(article) ? 'Same address as' : 'Same address and text as'
    const same = known.by === 'address' ? address : 'Same text as'
    const headlines = this.articles.headlines.add(known.articleId, article.headlines)
    const listed =
      headlines > 0 ? ` ${headlines} more ${headlines === 1 ? 'headline' : 'headlines'} from its list.` : ''
    line.reason = `${same} ${first ? placeOf(first, line) : `“${known.title}”`}.${listed}${this.#inTrash(known.articleId)}`
    const isBack =
      known.version > 0 && this.versions.restore(known.articleId, known.version, article, capturedAtMs)
    if (isBack) line.reason += ' It is the current text again.'
    return { headlines, text: isBack ? writtenText(known.articleId, article) : null }
  }

  /** An article that comes again stays where it is: whoever misses it must hear so. */
  #inTrash(articleId: number): string {
    if (!this.#isHidden(articleId)) return ''
    // run-import.ts does so when all is read
    if (this.#isTakenBack(articleId))
      return ' That article was taken back with its import, and leaves the trash with this one.'
    return ' That article is in the trash.'
  }

  /** Writes the sums gathered since the last flush; must run before COMMIT. */
  flush(): void {
    this.articles.flush()
    this.#originals.flush()
    this.#brought.flush()
  }

  /** Forgets what a rolled back transaction had made. */
  reset(): void {
    this.articles.reset()
    this.#originals.reset()
    this.#brought.reset()
  }
}

/** Several pages in one file stand in the same bytes. */
function isBeside(first: FirstRecord, line: NewRecord): boolean {
  return (
    first.dumpId === line.dumpId &&
    first.number !== line.number &&
    first.byteStart === line.byteStart &&
    first.member === line.member
  )
}

function placeOf(first: FirstRecord, line: NewRecord): string {
  const when =
    first.importId === line.importId ? 'in this import' : `imported ${formatDay(first.startedAtMs)}`
  return `record ${first.number} of ${basename(first.path)}, ${when}`
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

function formatDay(ms: number): string {
  const date = new Date(ms)
  return `${date.getDate()} ${MONTHS[date.getMonth()]} ${date.getFullYear()}`
}

function writtenText(articleId: number, { indexText, signature }: PreparedArticle): WrittenText {
  return { articleId, text: indexText, signature }
}
