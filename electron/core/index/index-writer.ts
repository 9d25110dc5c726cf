import { dayOfSeconds, UNDATED } from '../../shared/days.ts'
import { type Block, bodyText } from '../../shared/model.ts'
import { blocksReader } from '../db/articles.ts'
import type { Db } from '../db/connection.ts'
import { storyRules } from '../db/story-rules.ts'
import { headlineLag, takeHeadlines } from './headline-index.ts'
import {
  fingerprint,
  openIndex,
  readState,
  resetIndex,
  slotBitsFor,
  writeState,
  type IndexOptions,
} from './index-file.ts'
import { indexText, segment } from './tokens.ts'
import { findStories, storiesDue, type StoryWork } from '../stories/find-stories.ts'
import { applyRules } from '../stories/story-rules.ts'
import { StoryTable } from '../stories/story-table.ts'

/** Moves every day to a positive number, with as many below the first one as the undated may ever want. */
const DAY_ZERO = 1_000_000
const UNDATED_DAYS = 200_000

/** The first key of a day; `null` is the bucket of the undated, older than everything. */
export function keyOfDay(day: number | null, slotBits: number): number {
  return (day === null ? 0 : day + DAY_ZERO) * 2 ** slotBits
}

/** The first key that a day may have. */
export function firstDatedKey(slotBits: number): number {
  return UNDATED_DAYS * 2 ** slotBits
}

/** The day of a key; null for the undated. */
export function dayOfKey(key: number, slotBits: number): number | null {
  const day = Math.floor(key / 2 ** slotBits)
  return day < UNDATED_DAYS ? null : day - DAY_ZERO
}

/** Where the keys of a day end. */
function endOfDay(day: number | null, slotBits: number): number {
  return day === null ? firstDatedKey(slotBits) : keyOfDay(day + 1, slotBits)
}

/** Stands before every filter word. A letter of nobody's alphabet, so no text holds it and no query may (see `segment`). */
const MARK = '\ue000'

/**
 * The filter words of an article (of a merged outlet, under its own number: a merge needs no new index). An outlet filter as an index term costs 0.5 ms where a join costs 11–37. As no text has
 * such words, queries need no column filter, which would read the places of every hit.
 */
export const metaOf = {
  all: `${MARK}all`,
  outlet: (id: number) => `${MARK}outlet${id}`,
  import: (id: number) => `${MARK}import${id}`,
  language: (code: string) => `${MARK}lang${code.toLowerCase().replace(/[^a-z0-9]/g, '')}`,
}

/** As many articles in one transaction by default: enough for few segments, few enough to be stopped between. */
const BATCH = 4000

interface Due {
  id: number
  title: string
  sortAt: number
  outletId: number
  importId: number
  language: string | null
}

const DUE = `SELECT article.id, article.title, article.sort_at AS sortAt, 
  coalesce(moved_article.outlet_id, article.outlet_id) AS outletId,
  article.import_id AS importId, article.language
  FROM article LEFT JOIN moved_article ON moved_article.article_id = article.id`

/** So many bytes of texts are held for the next `catchUp`; the rest is read from the archive again. */
const MOST_EXPECTED_BYTES = 48 * 1024 * 1024

/** A text as the index takes it in, and its signature where a parser thread has made it. */
interface ExpectedText {
  text: Uint8Array
  signature?: Uint8Array | null
}

class DayFull extends Error {}

/** Takes articles into the index, behind the archive by a watermark; a second writer may run at any time. */
export class IndexWriter {
  readonly #archive: Db
  readonly #index: Db
  readonly #blocksOf: (articleId: number) => Block[]
  readonly #stories: StoryTable
  readonly #expected = new Map<number, ExpectedText>()
  #expectedBytes = 0
  #closed = false

  private constructor(archive: Db, index: Db) {
    this.#archive = archive
    this.#index = index
    this.#blocksOf = blocksReader(archive)
    this.#stories = new StoryTable(index)
  }

  static open(archivePath: string, archive: Db, options: IndexOptions = {}): IndexWriter {
    return new IndexWriter(archive, openIndex(archivePath, archive, options))
  }

  /** On connections that somebody else opened and closes. */
  static on(archive: Db, index: Db): IndexWriter {
    return new IndexWriter(archive, index)
  }

  /** Takes in the next articles that changed, without those that are new. @returns how many changes */
  catchUpChanges(most: number): number {
    return this.#index
      .transaction(() => {
        const taken = this.#takeChanges(most)
        applyRules(this.#archive, this.#index, { blocksOf: this.#blocksOf })
        return taken
      })
      .immediate()
  }

  /** Holds the text of an article just written, so that it need not be read and unpacked again. */
  expect({ articleId, text, signature }: ExpectedText & { articleId: number }): void {
    // a newer version of one that is held already
    this.#forget(articleId)
    if (this.#expectedBytes + text.length > MOST_EXPECTED_BYTES) return
    this.#expected.set(articleId, { text, signature })
    this.#expectedBytes += text.length
  }

  /** How many articles' near-copies are still to be looked for. */
  storiesDue(): number {
    return storiesDue(this.#index)
  }

  /** Finds the stories of the articles taken in since the last time; see {@link findStories}. */
  findStories(goOn: StoryWork['goOn']): Promise<number> {
    return findStories(this.#index, {
      goOn,
      blocksOf: this.#blocksOf,
      rules: () => storyRules(this.#archive),
    })
  }

  /** How many articles and changes are not in the index yet. */
  lag(): number {
    return indexLag(this.#archive, this.#index)
  }

  /**
   * Takes in the next articles in one transaction of the index.
   * @returns how many; 0 when there is nothing left to do
   */
  catchUp(options: { maxArticles?: number } = {}): number {
    const most = options.maxArticles ?? BATCH
    for (;;) {
      try {
        return this.#index
          .transaction(() => {
            const taken =
              this.#takeArticles(most) || this.#takeChanges(most) || takeHeadlines(this.#archive, this.#index)
            applyRules(this.#archive, this.#index, { blocksOf: this.#blocksOf })
            return taken
          })
          .immediate()
      } catch (error) {
        if (!(error instanceof DayFull)) throw error
        // A day outgrew its slots: wider keys mean a new index, which happens a few times in an archive's life.
        const { slotBits } = readState(this.#index)
        resetIndex(this.#index, this.#archive, Math.max(slotBits + 2, slotBitsFor(this.#archive)))
      }
    }
  }

  #takeArticles(most: number): number {
    const state = readState(this.#index)
    const due = this.#archive
      .prepare(`${DUE} WHERE article.id > ? ORDER BY article.id LIMIT ?`)
      .all(state.throughArticle, most) as Due[]
    if (due.length === 0) return 0
    const last = due.at(-1)!.id
    // Rowids unsorted within a transaction inflate the unmerged index.
    due.sort((a, b) => a.sortAt - b.sortAt || a.id - b.id)
    this.#add(due, state.slotBits)
    writeState(this.#index, { throughArticle: last, fingerprint: fingerprint(this.#archive, last) })
    return due.length
  }

  #takeChanges(most: number): number {
    const state = readState(this.#index)
    const changes = this.#archive
      .prepare('SELECT seq, article_id AS articleId FROM index_change WHERE seq > ? ORDER BY seq LIMIT ?')
      .all(state.throughChange, most) as { seq: number; articleId: number }[]
    if (changes.length === 0) return 0
    const read = this.#archive.prepare(`${DUE} WHERE article.id = ?`)
    const remove = this.#index.prepare('DELETE FROM article_text WHERE rowid = ?')
    const forget = this.#index.prepare('DELETE FROM doc WHERE article_id = ? RETURNING key').pluck()
    for (const id of new Set(changes.map((change) => change.articleId))) {
      // not taken in yet: it comes with its change
      if (id > state.throughArticle) continue
      const key = forget.get(id) as number | undefined
      if (key !== undefined) remove.run(BigInt(key))
      const due = read.get(id) as Due | undefined
      if (due && due.sortAt >= UNDATED) this.#add([due], state.slotBits)
      else this.#stories.forget(id)
    }
    writeState(this.#index, { throughChange: changes.at(-1)!.seq })
    return changes.length
  }

  /** @throws DayFull when a day has no slot left */
  #add(due: readonly Due[], slotBits: number): void {
    const lastKey = this.#index.prepare('SELECT max(key) FROM doc WHERE key >= ? AND key < ?').pluck()
    const place = this.#index.prepare('INSERT INTO doc (key, article_id) VALUES (?, ?)')
    const insert = this.#index.prepare(
      'INSERT INTO article_text (rowid, title, body, meta) VALUES (?, ?, ?, ?)',
    )
    let next = -1
    let end = -1
    for (const article of due) {
      // in the trash
      if (article.sortAt < UNDATED) continue
      const day = article.sortAt === UNDATED ? null : dayOfSeconds(article.sortAt)
      const dayEnd = endOfDay(day, slotBits)
      if (dayEnd !== end) {
        end = dayEnd
        const start = keyOfDay(day, slotBits)
        next = ((lastKey.get(start, end) as number | null) ?? start - 1) + 1
      }
      if (next >= end) throw new DayFull()
      place.run(next, article.id)
      // BigInt: better-sqlite3 binds numbers as REAL, and FTS5 silently ignores a REAL bound on its rowid.
      const { text, signature } = this.#textOf(article.id)
      insert.run(BigInt(next), segment(article.title), text, metaWords(article))
      this.#stories.put(article.id, text, signature)
      next++
    }
  }

  #textOf(articleId: number): ExpectedText {
    return this.#forget(articleId) ?? { text: indexText(bodyText(this.#blocksOf(articleId))) }
  }

  #forget(articleId: number): ExpectedText | undefined {
    const expected = this.#expected.get(articleId)
    if (!expected) return undefined
    this.#expected.delete(articleId)
    this.#expectedBytes -= expected.text.length
    return expected
  }

  /** Lets FTS5 merge a little; call when idle. @returns whether there may be more to do */
  mergeStep(): boolean {
    const before = this.#index.prepare('SELECT total_changes()').pluck().get() as number
    this.#index.exec("INSERT INTO article_text (article_text, rank) VALUES ('merge', 200)")
    return (this.#index.prepare('SELECT total_changes()').pluck().get() as number) - before > 1
  }

  close(): void {
    if (this.#closed) return
    this.#closed = true
    this.#index.close()
  }
}

/** How many articles and changes, and hundreds of headlines, an index has not taken in yet. */
export function indexLag(
  archive: Pick<Db, 'prepare'>,
  index: Pick<Db, 'prepare' | 'pragma' | 'function'>,
): number {
  const state = readState(index)
  const articles = archive
    .prepare('SELECT count(*) FROM article WHERE id > ?')
    .pluck()
    .get(state.throughArticle)
  const changes = archive
    .prepare('SELECT count(*) FROM index_change WHERE seq > ?')
    .pluck()
    .get(state.throughChange)
  return (articles as number) + (changes as number) + headlineLag(archive, index)
}

function metaWords(article: Due): string {
  const words = [metaOf.all, metaOf.outlet(article.outletId), metaOf.import(article.importId)]
  if (article.language) words.push(metaOf.language(article.language))
  return words.join(' ')
}
