import type { Histogram, ListPage, ListQuery } from '../shared/api.ts'
import { dayOfSeconds, NO_MONTH, UNDATED } from '../shared/days.ts'
import { bodyText, type ArticleRow } from '../shared/model.ts'
import { parseQuery, type Query } from '../shared/query.ts'
import { blocksReader, readRows } from './db/articles.ts'
import { ArticleColumns } from './db/article-columns.ts'
import { browseIds, browsePlace, importIds, monthCounts, outletItems } from './db/browse.ts'
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
import { collapsed } from './lists/collapsed.ts'
import { EMPTY, found, histogramOf, histogramOfDays, inMemory, type Source } from './lists/source.ts'
import { trashedItems } from './lists/trashed-items.ts'
import { intersection, inverse, type Members, memberSet, membersOf, scopeOf } from './own/members.ts'
import { StoryColumn } from './stories/story-table.ts'
import { Matches } from './timeline/matches.ts'

/** Keeps the sources of the last few queries: a list that is scrolled asks for page after page of the same one. */
const KEPT = 6

/** Lists, histograms and places, for a window or a terminal. */
export class Lists {
  readonly #archive: Db
  readonly #index: () => Db
  readonly #order: ArticleOrder
  readonly #kept = new Map<string, Source>()
  readonly #columns: ArticleColumns
  readonly #matches = new WeakMap<Source, Matches>()
  #docs: DocDirectory | null = null
  #stories: { index: Db; column: StoryColumn } | null = null
  #version = ''

  constructor(archive: Db, index: () => Db) {
    this.#archive = archive
    this.#index = index
    this.#order = new ArticleOrder(archive)
    this.#columns = new ArticleColumns(archive)
  }

  page(query: ListQuery, offset: number, limit: number): ListPage {
    const started = performance.now()
    const parsed = parseQuery(query.text)
    const source = this.#source(query, parsed)
    const rows = readRows(this.#archive, source.ids(offset, limit))
    addOwn(this.#archive, rows, query.collectionId)
    if (source.copies) for (const row of rows) Object.assign(row, source.copies(row.id))
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

  /** The articles of a list by outlet, for its timeline; kept as long as the list is. */
  matches(query: ListQuery): Matches {
    const source = this.#source(query, parseQuery(query.text))
    let matches = this.#matches.get(source)
    if (!matches) this.#matches.set(source, (matches = new Matches(source.ordered(), this.#columns.read())))
    return matches
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
    if (query.collapse) {
      const { collapse: _, ...whole } = query
      return collapsed(this.#source(whole, parsed), this.#storyColumn().read())
    }
    if (query.only === 'trash') return inMemory(trashedItems(db, this.#index, query, parsed))
    const members = membersOf(db, this.#index, query, parsed.own)
    if (isFiltered(parsed)) return this.#search(query, parsed, members)
    if (members) return this.#chosen(query, members)
    return query.importId === null
      ? browsed(db, query.outletId, this.#order)
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
    const docs = (this.#docs ??= new DocDirectory(index))
    const ordered = () => ({ ids: docs.articlesOf(hits.keys()), days: hits.days() })
    return sieve ? inMemory(among(ordered(), sieve)) : searched(hits, ordered)
  }

  #storyColumn(): StoryColumn {
    const index = this.#index()
    if (this.#stories?.index !== index) this.#stories = { index, column: new StoryColumn(index) }
    return this.#stories.column
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

function browsed(db: ReadDb, outletId: number | null, order: ArticleOrder): Source {
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
    ordered: () => (outletId === null ? order.all : orderedOf(outletItems(db, outletId))),
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

function orderedOf({ ids, sortAt }: { ids: number[]; sortAt: number[] }): Ordered {
  const dayOf = (at: number) => (at === UNDATED ? Number.NaN : dayOfSeconds(at))
  return { ids: Int32Array.from(ids), days: Float64Array.from(sortAt, dayOf) }
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
    ordered: () =>
      orderedOf({
        ids: articles.map((article) => article.id),
        sortAt: articles.map((article) => article.sortAt),
      }),
  }
}

function searched(hits: Hits, ordered: () => Ordered): Source {
  return {
    known: () => hits.known(),
    ids: (offset, limit) => hits.articleIds(offset, limit),
    locate: (id) => hits.locate(id),
    histogram: () => histogramOfDays(hits.days()),
    ordered,
  }
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
