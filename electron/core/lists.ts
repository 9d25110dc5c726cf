import type { Histogram, ListPage, ListQuery } from '../shared/api.ts'
import { dayOfSeconds, firstDayOfMonth, monthOfDay, NO_MONTH, UNDATED } from '../shared/days.ts'
import { bodyText, type ArticleRow } from '../shared/model.ts'
import { parseQuery, type Query } from '../shared/query.ts'
import { blocksReader, readRows } from './db/articles.ts'
import { browseIds, browsePlace, importIds, monthCounts } from './db/browse.ts'
import { itemIds } from './db/collections.ts'
import type { Db, ReadDb } from './db/connection.ts'
import { outletWithMerged } from './db/outlet-merges.ts'
import { findOutlets } from './db/outlets.ts'
import { hiddenSince } from './db/trash.ts'
import { compile } from './index/compile.ts'
import { DocDirectory } from './index/doc-directory.ts'
import { Hits } from './index/hits.ts'
import { readState } from './index/index-file.ts'
import { cutSnippet, findMatches, needlesOf } from './index/snippets.ts'
import { among, ArticleOrder, type Ordered } from './lists/article-order.ts'
import { addOwn } from './lists/own-rows.ts'
import { ownHint } from './lists/own-hint.ts'
import { trashedItems } from './lists/trashed-items.ts'
import { intersection, inverse, type Members, memberSet, membersOf, scopeOf } from './own/members.ts'

/** What a list needs of whatever it is made from. */
interface Source {
  /** what is known without a long search, after `ids` */
  known(): { total: number; exact: boolean }
  ids(offset: number, limit: number): number[]
  locate(id: number): number | null
  histogram(): Histogram
}

/** Keeps the sources of the last few queries: a list that is scrolled asks for page after page of the same one. */
const KEPT = 6

/** Lists, histograms and places, for a window or a terminal. */
export class Lists {
  readonly #archive: Db
  readonly #index: () => Db
  readonly #order: ArticleOrder
  readonly #kept = new Map<string, Source>()
  #docs: DocDirectory | null = null
  #version = ''

  constructor(archive: Db, index: () => Db) {
    this.#archive = archive
    this.#index = index
    this.#order = new ArticleOrder(archive)
  }

  page(query: ListQuery, offset: number, limit: number): ListPage {
    const started = performance.now()
    const parsed = parseQuery(query.text)
    const source = this.#source(query, parsed)
    const rows = readRows(this.#archive, source.ids(offset, limit))
    addOwn(this.#archive, rows, query.collectionId)
    if (parsed.text) addSnippets(this.#archive, rows, parsed)
    const { total, exact } = source.known()
    const hint = hintFor(this.#archive, parsed, total)
    return { rows, total, exact, tookMs: performance.now() - started, hint }
  }

  histogram(query: ListQuery): Histogram {
    return this.#source(query, parseQuery(query.text)).histogram()
  }

  locate(query: ListQuery, id: number): number | null {
    return this.#source(query, parseQuery(query.text)).locate(id)
  }

  /** All articles of a list, in its order. */
  allIds(query: ListQuery): number[] {
    const source = this.#source(query, parseQuery(query.text))
    return source.ids(0, source.histogram().total)
  }

  #source(query: ListQuery, parsed: Query): Source {
    const version = this.#dataVersion()
    if (version !== this.#version) this.#kept.clear()
    this.#version = version
    const key = JSON.stringify(query)
    const kept = this.#kept.get(key)
    this.#kept.delete(key)
    const source = kept ?? this.#make(query, parsed)
    this.#kept.set(key, source)
    if (this.#kept.size > KEPT) this.#kept.delete(this.#kept.keys().next().value!)
    return source
  }

  /** Changes when another connection has committed; our own changes go through other means. */
  #dataVersion(): string {
    const archive = this.#archive.pragma('data_version', { simple: true })
    const index = this.#index().pragma('data_version', { simple: true })
    return `${String(archive)} ${String(index)} ${this.#archive.prepare('SELECT total_changes()').pluck().get()}`
  }

  #make(query: ListQuery, parsed: Query): Source {
    const db = this.#archive
    if (query.only === 'trash') return inMemory(trashedItems(db, query, parsed))
    const members = membersOf(db, query, parsed.own)
    if (isFiltered(parsed)) return this.#search(query, parsed, members)
    if (members) return this.#chosen(query, members)
    return query.importId === null
      ? browsed(db, query.outletId)
      : imported(db, query.importId, query.outletId)
  }

  /** What people's own conditions let through; a collection in its own order. */
  #chosen(query: ListQuery, members: Members): Source {
    const scope = scopeOf(this.#archive, query)
    const chosen = this.#order.among(scope ? intersection(members, scope) : members)
    if (query.collectionId === undefined) return inMemory(chosen)
    const shown = memberSet(this.#archive, [...chosen.ids])
    const ids = itemIds(this.#archive, query.collectionId).filter((id) => shown[id] === 1)
    return inMemory(chosen, Int32Array.from(ids))
  }

  #search(query: ListQuery, parsed: Query, members: Members | null): Source {
    const merged = (id: number) => outletWithMerged(this.#archive, id)
    const { outletId, importId } = query
    const scope = { outletIds: outletId === null ? null : merged(outletId), importId }
    const compiled = compile(parsed, scope, (name) => findOutlets(this.#archive, name).flatMap(merged))
    if (!compiled) return EMPTY
    const index = this.#index()
    const hits = new Hits(index, compiled)
    // what went into the trash just now is in the index until it catches up
    const gone = hiddenSince(this.#archive, readState(index).throughChange)
    const kept = gone.length === 0 ? members : inverse(memberSet(this.#archive, gone))
    const sieve = members && kept && members !== kept ? intersection(members, kept) : kept
    if (!sieve) return searched(hits)
    this.#docs ??= new DocDirectory(index)
    return inMemory(among({ ids: this.#docs.articlesOf(hits.keys()), days: hits.days() }, sieve))
  }
}

function isFiltered(query: Query): boolean {
  return Boolean(
    query.text ||
    query.outlets.length ||
    query.notOutlets.length ||
    query.languages.length ||
    query.after ||
    query.before,
  )
}

const EMPTY: Source = {
  known: () => ({ total: 0, exact: true }),
  ids: () => [],
  locate: () => null,
  histogram: () => histogramOf([], 0, null, null),
}

function browsed(db: ReadDb, outletId: number | null): Source {
  const months = monthCounts(db, outletId)
  const total = months.reduce((sum, month) => sum + month.articles, 0)
  return {
    known: () => ({ total, exact: true }),
    ids: (offset, limit) => browseIds(db, outletId, offset, limit),
    locate: (id) => browsePlace(db, outletId, id),
    histogram: () => {
      const dated = months.filter((count) => count.month !== NO_MONTH)
      const bins = dated.map(({ month, articles, yearOnly }) => ({ month, count: articles - yearOnly }))
      const edge = (order: 'ASC' | 'DESC') => edgeDay(db, outletId, order)
      return histogramOf(bins, total, edge('ASC'), edge('DESC'))
    },
  }
}

function edgeDay(db: ReadDb, outletId: number | null, order: 'ASC' | 'DESC'): number | null {
  const where = outletId === null ? '' : `outlet_id = ${outletId} AND`
  const seconds = db
    .prepare(
      `SELECT sort_at FROM article WHERE ${where} sort_at > ${UNDATED} ORDER BY sort_at ${order} LIMIT 1`,
    )
    .pluck()
    .get() as number | undefined
  return seconds === undefined ? null : dayOfSeconds(seconds)
}

function imported(db: ReadDb, importId: number, outletId: number | null): Source {
  const articles = importIds(db, importId, outletId)
  return {
    known: () => ({ total: articles.length, exact: true }),
    ids: (offset, limit) => articles.slice(offset, offset + limit).map((article) => article.id),
    locate: (id) => found(articles.findIndex((article) => article.id === id)),
    histogram: () =>
      histogramOfDays(
        articles.map((article) => (article.sortAt === UNDATED ? Number.NaN : dayOfSeconds(article.sortAt))),
      ),
  }
}

/** @param ids where the order is another one than by date */
function inMemory(ordered: Ordered, ids = ordered.ids): Source {
  return {
    known: () => ({ total: ids.length, exact: true }),
    ids: (offset, limit) => [...ids.subarray(offset, offset + limit)],
    locate: (id) => found(ids.indexOf(id)),
    histogram: () => histogramOfDays(ordered.days),
  }
}

function found(at: number): number | null {
  return at < 0 ? null : at
}

function searched(hits: Hits): Source {
  return {
    known: () => hits.known(),
    ids: (offset, limit) => hits.articleIds(offset, limit),
    locate: (id) => hits.locate(id),
    histogram: () => histogramOfDays(hits.days()),
  }
}

/** @param days newest first, NaN for the undated at the end */
function histogramOfDays(days: ArrayLike<number>): Histogram {
  const bins: { month: number; count: number }[] = []
  let first: number | null = null
  let month = 0
  let until = Number.POSITIVE_INFINITY
  for (let i = 0; i < days.length; i++) {
    const day = days[i]!
    if (Number.isNaN(day)) break
    first = day
    // Days fall, so a new bin begins when we pass the first of the month at hand.
    if (bins.length === 0 || day < until) {
      month = monthOfDay(day)
      until = firstDayOfMonth(month)
      bins.push({ month, count: 0 })
    }
    bins.at(-1)!.count++
  }
  const last = days.length > 0 && !Number.isNaN(days[0]!) ? days[0]! : null
  return histogramOf(bins, days.length, first, last)
}

/** A news archive spans a few centuries at most; a stray date in the year 1066 must not make a million empty bins. */
const MOST_MONTHS = 12 * 400

/** @param bins months in falling order */
function histogramOf(
  bins: readonly { month: number; count: number }[],
  total: number,
  firstDay: number | null,
  lastDay: number | null,
): Histogram {
  const newest = bins[0]?.month ?? 0
  const shown = bins.filter((bin) => newest - bin.month < MOST_MONTHS)
  const firstMonth = shown.at(-1)?.month ?? 0
  const counts = new Int32Array(shown.length > 0 ? newest - firstMonth + 1 : 0)
  for (const bin of shown) counts[bin.month - firstMonth] = bin.count
  const dated = shown.reduce((sum, bin) => sum + bin.count, 0)
  return { firstMonth, counts, undated: total - dated, total, firstDay, lastDay }
}

function addSnippets(db: ReadDb, rows: ArticleRow[], query: Query): void {
  const needles = needlesOf(query.text)
  const blocksOf = blocksReader(db)
  for (const row of rows) {
    row.titleMatches = findMatches(row.title, needles)
    row.snippet = cutSnippet(bodyText(blocksOf(row.id)), needles)
  }
}

/** Says how a query was read, and what to try when nothing was found. */
function hintFor(db: ReadDb, query: Query, total: number): string | null {
  if (query.notes.length > 0) return query.notes.join(' ')
  if (total > 0) return null
  const unknown = query.outlets.find((name) => findOutlets(db, name).length === 0)
  if (unknown !== undefined) return `No outlet is called “${unknown}”.`
  const own = ownHint(db, query.own)
  if (own) return own
  if (query.text?.type === 'words' && !query.text.phrase && !query.text.prefix) {
    return `Only whole words are found: try ${query.text.text}* for words that begin so.`
  }
  if (query.text?.type === 'and') return 'All the words must occur: try fewer, or OR between them.'
  return null
}
