/** Archives for the timeline's benchmark: rows written straight into the tables, as an import of millions would leave them. */
import { openArchive, type Archive } from '../core/archive.ts'
import type { Db } from '../core/db/connection.ts'
import { fingerprint, readState, writeState } from '../core/index/index-file.ts'
import { keyOfDay, metaOf } from '../core/index/index-writer.ts'
import { titleHash } from '../core/text/names.ts'
import { monthOfDay } from '../shared/days.ts'
import { random } from './generate.ts'

export interface Shape {
  articles: number
  headlines: number
  outlets: number
  /** days since 1970 of an item; null for the undated. @param at 0–1 */
  dayAt(at: number): number | null
  /** of an outlet's name */
  nameLength?: number
  /** in place of `Outlet 12xxx` */
  nameOf?(i: number): string
}

const LAST_DAY = 20_766
const DAYS = 20 * 365

/** Twenty years, one item in fifty without a date. */
export const twentyYears = (at: number): number | null =>
  at < 0.02 ? null : LAST_DAY - Math.floor(((at - 0.02) / 0.98) * DAYS)

/** Words that so many of a hundred articles hold. */
export const WORDS = { tenth: 10, third: 33, hundredth: 1, all: 100 }

const ROWS = 50_000

export function fillTimeline(file: string, shape: Shape): Archive {
  const archive = openArchive(file, { create: true })
  const { db } = archive
  db.pragma('synchronous = OFF')
  db.pragma('foreign_keys = OFF')
  const next = random(17)
  addOutlets(db, shape)
  const outlet = zipfOf(shape.outlets, next)
  db.exec(`INSERT INTO import_run (id, name, state, started_at_ms, paths, imported, records)
    VALUES (1, 'generated', 'done', 0, '[]', ${shape.articles}, ${shape.articles})`)
  const places = addArticles(db, shape, outlet, next)
  addHeadlines(db, shape, outlet, next)
  countAll(db)
  addTexts(archive, places)
  archive.close()
  return openArchive(file)
}

function inTransactions(db: Db, count: number, add: (i: number) => void): void {
  for (let first = 0; first < count; first += ROWS) {
    db.transaction(() => {
      for (let i = first; i < Math.min(count, first + ROWS); i++) add(i)
    })()
  }
}

function addOutlets(db: Db, { outlets, nameLength = 12, nameOf }: Shape): void {
  const insert = db.prepare('INSERT INTO outlet (name, name_key, hue) VALUES (?, ?, ?)')
  inTransactions(db, outlets, (i) => {
    const name = nameOf?.(i) ?? `Outlet ${i}`.padEnd(nameLength, 'x')
    insert.run(name, name.toLowerCase(), i % 12)
  })
}

/** Few outlets with much, many with little. */
function zipfOf(outlets: number, next: () => number): () => number {
  return () => 1 + Math.min(outlets - 1, Math.floor(outlets ** next() - 1))
}

interface Place {
  id: number
  day: number | null
  outletId: number
}

function addArticles(db: Db, shape: Shape, outlet: () => number, next: () => number): Place[] {
  const insert = db.prepare(
    `INSERT INTO article (title, outlet_id, sort_at, month, published, published_precision, published_source, language, words,
       summary, import_id) VALUES (?, ?, ?, ?, ?, ?, 'header', 'en', 600, ?, 1)`,
  )
  const places: Place[] = []
  inTransactions(db, shape.articles, (i) => {
    const outletId = outlet()
    const day = shape.dayAt(next())
    const date =
      day === null ? null : new Date(day * 86_400_000).toISOString().replace(/^\+00/, '').slice(0, 10)
    const sortAt = day === null ? -1_000_000_000_000 : day * 86_400
    insert.run(
      `Title ${i}`,
      outletId,
      sortAt,
      day === null ? 0 : monthOfDay(day),
      date,
      date && 'day',
      'Summary.',
    )
    places.push({ id: i + 1, day, outletId })
  })
  return places
}

function addHeadlines(db: Db, shape: Shape, outlet: () => number, next: () => number): void {
  const insert = db.prepare(
    'INSERT INTO headline (title, title_hash, outlet_id, day, month, listings, listed_in) VALUES (?, ?, ?, ?, ?, 1, 1)',
  )
  inTransactions(db, shape.headlines, (i) => {
    const day = shape.dayAt(next())
    const title = `Headline number ${i}`
    insert.run(title, titleHash(title), outlet(), day, day === null ? 0 : monthOfDay(day))
  })
}

function countAll(db: Db): void {
  db.exec(`
    INSERT INTO outlet_month (outlet_id, month, articles, headlines)
      SELECT outlet_id, month, sum(a), sum(h) FROM (
        SELECT outlet_id, month, count(*) AS a, 0 AS h FROM article GROUP BY 1, 2
        UNION ALL SELECT outlet_id, month, 0, count(*) FROM headline GROUP BY 1, 2) GROUP BY 1, 2;
    INSERT INTO month (month, articles, headlines) SELECT month, sum(articles), sum(headlines) FROM outlet_month GROUP BY 1;
    UPDATE outlet SET articles = coalesce((SELECT sum(articles) FROM outlet_month WHERE outlet_id = outlet.id), 0),
      headlines = coalesce((SELECT sum(headlines) FROM outlet_month WHERE outlet_id = outlet.id), 0);
    UPDATE total SET articles = (SELECT count(*) FROM article), headlines = (SELECT count(*) FROM headline),
      first_headline_day = (SELECT min(day) FROM headline), last_headline_day = (SELECT max(day) FROM headline);
    ANALYZE;`)
}

/** Texts of a few words, each in its share of the articles: what matters here is how many are found. */
function addTexts(archive: Archive, places: Place[]): void {
  const { index } = archive
  index.pragma('synchronous = OFF')
  const { slotBits } = readState(index)
  places.sort((a, b) => (a.day ?? -Infinity) - (b.day ?? -Infinity) || a.id - b.id)
  const most = 2 ** slotBits
  const put = index.prepare('INSERT INTO doc (key, article_id) VALUES (?, ?)')
  const text = index.prepare('INSERT INTO article_text (rowid, title, body, meta) VALUES (?, ?, ?, ?)')
  let at = -1
  let slot = 0
  // a day that outgrows its slots flows over into a wider key, as the index's writer would make it
  const wider = mostOfOneDay(places) > most ? slotBits + 12 : slotBits
  writeState(index, { slotBits: wider })
  inTransactions(index, places.length, (i) => {
    const { id, day, outletId } = places[i]!
    const first = keyOfDay(day, wider)
    slot = first === at ? slot + 1 : 0
    at = first
    const words = Object.entries(WORDS).flatMap(([word, share]) => ((id * 7919) % 100 < share ? [word] : []))
    put.run(first + slot, id)
    text.run(BigInt(first + slot), `Title ${id}`, words.join(' '), `${metaOf.all} ${metaOf.outlet(outletId)}`)
  })
  const last = places.reduce((most, { id }) => Math.max(most, id), 0)
  writeState(index, { throughArticle: last, fingerprint: fingerprint(archive.db, last) })
}

function mostOfOneDay(places: readonly Place[]): number {
  let most = 0
  for (let i = 0, start = 0; i < places.length; i++) {
    if (places[i]!.day !== places[start]!.day) start = i
    most = Math.max(most, i - start + 1)
  }
  return most
}
