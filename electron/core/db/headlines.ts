import { dateOfDay, dayOfDate, monthOfDay, NO_MONTH } from '../../shared/days.ts'
import { AppError } from '../../shared/errors.ts'
import type { Headline, ListedHeadline } from '../../shared/model.ts'
import { titleHash } from '../text/names.ts'
import type { Db, ReadDb } from './connection.ts'
import type { HeadlineLinks } from './headline-links.ts'
import { HiddenHeadlines } from './hidden-headlines.ts'
import type { KeptCounts } from './kept-counts.ts'
import type { FoundOutlet, OutletDirectory } from './outlets.ts'

/** Writes the headlines that articles list; the same headline of the same outlet and day is one, listed several times. */
export class HeadlineWriter {
  readonly #db: Db
  readonly #outlets: OutletDirectory
  readonly #counts: KeptCounts
  readonly #links: HeadlineLinks
  readonly #find
  readonly #insert
  readonly #origin
  readonly #again
  readonly #list
  readonly #hidden

  constructor(db: Db, outlets: OutletDirectory, counts: KeptCounts, links: HeadlineLinks) {
    this.#db = db
    this.#outlets = outlets
    this.#counts = counts
    this.#links = links
    this.#hidden = new HiddenHeadlines(db, counts, links)
    this.#find = db.prepare(
      'SELECT id, title FROM headline WHERE title_hash = ? AND outlet_id = ? AND day IS ?',
    )
    this.#insert = db.prepare(
      `INSERT INTO headline (title, title_hash, outlet_id, day, month, listings, listed_in, article_id)
       VALUES (?, ?, ?, ?, ?, 1, ?, ?)`,
    )
    this.#origin = db.prepare('INSERT INTO moved_headline (headline_id, outlet_id) VALUES (?, ?)')
    this.#again = db.prepare('UPDATE headline SET listings = listings + 1 WHERE id = ?')
    this.#list = db.prepare(
      'INSERT INTO listing (article_id, position, headline_id, outlet_as_written) VALUES (?, ?, ?, ?)',
    )
  }

  /** @param first the position of the first one */
  write(articleId: number, headlines: readonly ListedHeadline[], first = 0): void {
    const isHidden = headlines.length > 0 && this.#hidden.isHiding(articleId)
    headlines.forEach((headline, i) => {
      const outlet = this.#outlets.find(headline.outlet)
      this.#list.run(
        articleId,
        first + i,
        this.#idOf(articleId, headline, outlet, isHidden),
        outlet.asWritten,
      )
    })
  }

  /**
   * Adds those that the article does not list yet, as another copy of it may have a newer list.
   * @returns how many were added
   */
  add(articleId: number, headlines: readonly ListedHeadline[]): number {
    if (headlines.length === 0) return 0
    const known = listedHeadlines(this.#db, articleId)
    const keyOf = ({ title, outlet, date }: ListedHeadline) => JSON.stringify([title, outlet, date])
    const keys = new Set(known.map(keyOf))
    const added = headlines.filter((headline) => !keys.has(keyOf(headline)))
    this.write(articleId, added, known.length)
    return added.length
  }

  #idOf(
    articleId: number,
    headline: ListedHeadline,
    { id: outletId, origin }: FoundOutlet,
    isHidden: boolean,
  ): number | bigint {
    const day = headline.date === null ? null : dayOfDate(headline.date)
    const hash = titleHash(headline.title)
    const found = (this.#find.all(hash, outletId, day) as { id: number; title: string }[]).find(
      (row) => row.title === headline.title,
    )
    if (found) {
      this.#again.run(found.id)
      return found.id
    }
    const month = day === null ? NO_MONTH : monthOfDay(day)
    const hidden = this.#hidden.find(hash, headline.title, outletId, day)
    if (hidden !== null) {
      this.#again.run(hidden)
      if (!isHidden) this.#hidden.show(hidden, { title: headline.title, outletId, month, day })
      return hidden
    }
    const itself = this.#links.articleOf({ title: headline.title, outletId, day }, hash)
    // where its article is there, that is counted
    if (itself === null) this.#counts.addHeadline(outletId, month, day)
    else this.#counts.noteHeadlineDay(day)
    const { title } = headline
    const id = this.#insert.run(title, hash, outletId, day, month, articleId, itself).lastInsertRowid
    if (origin !== null) this.#origin.run(id, origin)
    if (isHidden) this.#hidden.hide(id, outletId, itself === null ? month : null)
    return id
  }
}

/** The headlines that an article lists, in the order of its dump. */
export function listedHeadlines(db: ReadDb, articleId: number): ListedHeadline[] {
  const rows = db
    .prepare(
      `SELECT headline.title, coalesce(listing.outlet_as_written, outlet.name) AS outlet, headline.day FROM listing
       JOIN headline ON headline.id = listing.headline_id
       LEFT JOIN hidden_headline ON hidden_headline.headline_id = headline.id
       JOIN outlet ON outlet.id = coalesce(hidden_headline.outlet_id, headline.outlet_id)
       WHERE listing.article_id = ? ORDER BY listing.position`,
    )
    .all(articleId) as { title: string; outlet: string; day: number | null }[]
  return rows.map((row) => ({
    title: row.title,
    outlet: row.outlet || null,
    date: row.day === null ? null : dateOfDay(row.day),
  }))
}

/** @throws AppError `not-found` */
export function readHeadline(db: ReadDb, id: number): Headline {
  const row = db
    .prepare(
      `SELECT headline.id, headline.title, headline.outlet_id AS outletId, outlet.name AS outlet, headline.day,
         headline.listings, headline.listed_in AS listedIn, headline.article_id AS articleId
       FROM headline JOIN outlet ON outlet.id = headline.outlet_id WHERE headline.id = ?`,
    )
    .get(id) as (Omit<Headline, 'date'> & { day: number | null }) | undefined
  if (!row) throw new AppError('not-found', `There is no headline ${id} in this archive.`)
  const { day, ...rest } = row
  return {
    ...rest,
    outletId: row.outletId || null,
    outlet: row.outlet || null,
    date: day === null ? null : dateOfDay(day),
  }
}
