import type { Db } from './connection.ts'

interface Count {
  articles: number
  headlines: number
  yearOnly: number
}

/**
 * The counts that people see all the time (outlet, month, outlet × month, all): gathered over a batch and added with one
 * upsert each, 1.1 µs an article where triggers took 3.9 (performance.md). What is in the trash (outlet -1) does not count.
 */
export class KeptCounts {
  #cells = new Map<number, Map<number, Count>>()
  #textBytes = 0
  #firstDay = Number.POSITIVE_INFINITY
  #lastDay = Number.NEGATIVE_INFINITY
  readonly #cell
  readonly #month
  readonly #outlet
  readonly #total
  readonly #days

  constructor(db: Db) {
    this.#cell = db.prepare(
      `INSERT INTO outlet_month (outlet_id, month, articles, headlines, year_only) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET articles = articles + excluded.articles, headlines = headlines + excluded.headlines,
         year_only = year_only + excluded.year_only`,
    )
    this.#month = db.prepare(
      `INSERT INTO month (month, articles, headlines, year_only) VALUES (?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET articles = articles + excluded.articles, headlines = headlines + excluded.headlines,
         year_only = year_only + excluded.year_only`,
    )
    this.#outlet = db.prepare(
      'UPDATE outlet SET articles = articles + ?, headlines = headlines + ? WHERE id = ?',
    )
    this.#total = db.prepare(
      'UPDATE total SET articles = articles + ?, headlines = headlines + ?, text_bytes = text_bytes + ?',
    )
    this.#days = db.prepare(
      `UPDATE total SET first_headline_day = min(coalesce(first_headline_day, :first), :first),
         last_headline_day = max(coalesce(last_headline_day, :last), :last)`,
    )
  }

  addArticle(outletId: number, month: number, yearOnly: boolean, textBytes: number): void {
    this.#count(outletId, month, yearOnly, textBytes, 1)
  }

  /** The reverse of {@link addArticle}, for one that goes or is about to be counted elsewhere. */
  removeArticle(outletId: number, month: number, yearOnly: boolean, textBytes: number): void {
    this.#count(outletId, month, yearOnly, textBytes, -1)
  }

  #count(outletId: number, month: number, yearOnly: boolean, textBytes: number, sign: 1 | -1): void {
    this.#textBytes += sign * textBytes
    if (outletId < 0) return
    const cell = this.#at(outletId, month)
    cell.articles += sign
    if (yearOnly) cell.yearOnly += sign
  }

  /** @param day null without a date */
  addHeadline(outletId: number, month: number, day: number | null): void {
    this.#at(outletId, month).headlines++
    this.noteHeadlineDay(day)
  }

  /** One that is not counted, as its article is, but may stand at an edge. */
  noteHeadlineDay(day: number | null): void {
    if (day === null) return
    this.#firstDay = Math.min(this.#firstDay, day)
    this.#lastDay = Math.max(this.#lastDay, day)
  }

  /** One that goes; the days at the edges stay, as no index would tell the next ones. */
  removeHeadline(outletId: number, month: number): void {
    this.#at(outletId, month).headlines--
  }

  #at(outletId: number, month: number): Count {
    let months = this.#cells.get(outletId)
    if (!months) this.#cells.set(outletId, (months = new Map()))
    let cell = months.get(month)
    if (!cell) months.set(month, (cell = { articles: 0, headlines: 0, yearOnly: 0 }))
    return cell
  }

  /** Writes what was gathered; call inside the transaction that holds the rows counted. */
  flush(): void {
    const byMonth = new Map<number, Count>()
    const all: Count = { articles: 0, headlines: 0, yearOnly: 0 }
    for (const [outletId, months] of this.#cells) {
      const outlet: Count = { articles: 0, headlines: 0, yearOnly: 0 }
      for (const [month, cell] of months) {
        this.#cell.run(outletId, month, cell.articles, cell.headlines, cell.yearOnly)
        add(outlet, cell)
        const sum = byMonth.get(month)
        if (sum) add(sum, cell)
        else byMonth.set(month, { ...cell })
      }
      this.#outlet.run(outlet.articles, outlet.headlines, outletId)
      add(all, outlet)
    }
    for (const [month, sum] of byMonth) this.#month.run(month, sum.articles, sum.headlines, sum.yearOnly)
    this.#total.run(all.articles, all.headlines, this.#textBytes)
    if (this.#firstDay <= this.#lastDay) this.#days.run({ first: this.#firstDay, last: this.#lastDay })
    this.reset()
  }

  /** Forgets what was gathered, after a rollback. */
  reset(): void {
    this.#cells = new Map()
    this.#textBytes = 0
    this.#firstDay = Number.POSITIVE_INFINITY
    this.#lastDay = Number.NEGATIVE_INFINITY
  }
}

function add(sum: Count, more: Count): void {
  sum.articles += more.articles
  sum.headlines += more.headlines
  sum.yearOnly += more.yearOnly
}
