import type {
  ListQuery,
  TimelineLanes,
  TimelineOutlet,
  TimelineOverview,
} from '../../../electron/shared/api.ts'
import type { Captures, StoriesOf } from '../../../electron/shared/timeline.ts'
import type { AppError } from '../../../electron/shared/errors.ts'
import { asAppError, type Client } from '../client.ts'
import { isEverything } from '../format.ts'
import { TimelineCoverage } from './timeline-coverage.svelte.ts'
import { appended, type Extra } from './timeline-appended.ts'
import {
  arranged,
  FIRST_QUERY,
  OTHER,
  SECOND_QUERY,
  USUAL,
  type Arrangement,
  type Rows,
} from './timeline-arrangement.ts'

/** All that the timeline needs of the client. */
export type TimelineClient = Pick<Client, 'call'>

/** What is to be seen: these outlets between these days. */
export interface LaneRequest {
  outletIds: number[]
  fromDay: number
  toDay: number
  /** how many days are on the screen; zoomed in far beyond it, bins are asked for again */
  spanDays: number
}

export interface LoadedLanes {
  request: LaneRequest
  /** of the items; null for bins, and until they are read */
  stories: StoriesOf | null
  /** of the items that were captured several times; null for bins, and until they are read */
  captures: Captures | null
  /** index into `data.lane` by outlet */
  laneOf: Map<number, number>
  data: TimelineLanes
}

/** When an outlet's first and last items are dated, with the length of the day, month or year they are known to. */
export interface Extent {
  first: number
  firstSpan: number
  last: number
  lastSpan: number
}

/** More than can be told apart on two screens by three: beyond, bins say as much and are read faster. */
const MAX_ITEMS = 20_000
const OUTLETS_A_CALL = 200
/** as archive.captures takes them */
const CAPTURES_A_CALL = 5000
const EVERYTHING: ListQuery = { text: '', outletId: null, importId: null }
/** Before this, a skeleton would only flicker. */
const SLOW_MS = 150

/** The timeline's data: the overview, and of the lanes only what is seen with a screen around it. */
export class TimelineState {
  readonly client: TimelineClient
  /** for what time anything was imported at all */
  readonly coverage: TimelineCoverage
  #overview = $state.raw<TimelineOverview | null>(null)
  /** of everything, whatever is asked for: by it gaps and shares are told */
  #whole = $state.raw<TimelineOverview | null>(null)
  #loaded = $state.raw<LoadedLanes | null>(null)
  #extents = $state.raw<ReadonlyMap<number, Extent | null>>(new Map())
  #arrangement = $state.raw<Arrangement>(USUAL)
  #cap = $state<number | null>(null)
  #isSlow = $state(false)
  #error = $state.raw<AppError | null>(null)
  #isWaiting = $state(false)
  #most = $derived(Math.min(this.#arrangement.most ?? Infinity, this.#cap ?? Infinity))
  #query = $state.raw<ListQuery>(EVERYTHING)
  /** what it is compared with; null where it stands alone */
  #other = $state.raw<{ query: ListQuery; overview: TimelineOverview | null } | null>(null)
  #rows = $derived.by((): Rows => {
    const overview = this.#overview
    if (!overview) return { rows: [], rest: [] }
    if (this.#other) return { rows: this.#compared(overview, this.#other.overview), rest: [] }
    return arranged(overview.outlets, this.#arrangement, this.#most === Infinity ? null : this.#most)
  })

  #generation = 0
  /** the lanes shown are from before a change */
  #isStale = false
  #wanted: LaneRequest | null = null
  /** outlets whose extents are still to be read */
  #unread: number[] = []
  readonly #extentsAsked = new Set<number>()
  #isAsking = false

  constructor(client: TimelineClient) {
    this.client = client
    this.coverage = new TimelineCoverage(client)
  }

  get overview(): TimelineOverview | null {
    return this.#overview
  }
  get whole(): TimelineOverview | null {
    return this.#whole
  }
  get lanes(): LoadedLanes | null {
    return this.#loaded
  }
  /** the lanes, from the top; the last one may be the rest's */
  get outlets(): TimelineOutlet[] {
    return this.#rows.rows
  }
  /** what the lane of the rest stands for */
  get rest(): TimelineOutlet[] {
    return this.#rows.rest
  }
  get hidden(): TimelineOutlet[] {
    const hidden = new Set(this.#arrangement.hidden)
    return this.#overview?.outlets.filter((outlet) => hidden.has(outlet.id)) ?? []
  }
  /** of the outlets asked for and read; null where nothing has a date */
  get extents(): ReadonlyMap<number, Extent | null> {
    return this.#extents
  }
  get error(): AppError | null {
    return this.#error
  }
  /** the overview takes long enough to show a skeleton */
  get isSlow(): boolean {
    return this.#isSlow
  }
  /** lanes take long enough to say so */
  get isWaiting(): boolean {
    return this.#isWaiting
  }
  /** what the timeline shows */
  get query(): ListQuery {
    return this.#query
  }
  /** at a glance what it is compared with */
  get otherOverview(): TimelineOverview | null {
    return this.#other?.overview ?? null
  }
  get otherQuery(): ListQuery | null {
    return this.#other?.query ?? null
  }
  get isNarrowed(): boolean {
    return !isEverything(this.#query)
  }

  /** Shows what a query finds, or with `other` what two find, each in one lane of its own. */
  async ask(query: ListQuery, other: ListQuery | null = null): Promise<void> {
    this.narrow(query, other)
    await this.load()
  }

  /** The same for the next time that it is loaded. */
  narrow(query: ListQuery, other: ListQuery | null): void {
    this.#query = query
    this.#other = other && { query: other, overview: this.#other?.overview ?? null }
    this.#extents = new Map()
    this.#extentsAsked.clear()
  }

  get arrangement(): Arrangement {
    return this.#arrangement
  }
  set arrangement(arrangement: Arrangement) {
    this.#arrangement = arrangement
    this.#restChanged()
  }
  /** At most so many lanes beside what is arranged; null for as many as there are. */
  set cap(cap: number | null) {
    this.#cap = cap
    this.#restChanged()
  }

  /** Reads everything anew; what is shown stays until then. */
  async load(): Promise<void> {
    const generation = ++this.#generation
    this.#error = null
    const timer = setTimeout(() => (this.#isSlow = this.#overview === null), SLOW_MS)
    try {
      const [whole, found, second] = await Promise.all([
        this.client.call('archive.timeline'),
        this.isNarrowed ? this.client.call('archive.timeline', { query: this.#query }) : null,
        this.#other && this.#readOverview(this.#other.query),
      ])
      if (generation !== this.#generation) return
      const overview = found ?? whole
      this.#whole = whole
      if (this.#other) this.#other = { ...this.#other, overview: second }
      const shown = this.#loaded?.request ?? null
      this.#overview = overview
      this.#unread = [...this.#extentsAsked]
      this.#isStale = true
      if (shown) this.#wanted = shown
      void this.#pump()
      void this.coverage.load()
    } catch (error) {
      if (generation === this.#generation) this.#error = asAppError(error)
    } finally {
      clearTimeout(timer)
      if (generation === this.#generation) this.#isSlow = false
    }
  }

  /**
   * Asks for lanes, padded by the caller. One request is under way at a time, and of those asked meanwhile only the last
   * is sent: a fast pan asks for where it ends.
   */
  want(request: LaneRequest): void {
    this.#wanted = request
    void this.#pump()
  }

  /** Whether what is loaded shows `seen`: all of its outlets and days, as closely as can be. */
  covers(seen: LaneRequest): boolean {
    const loaded = this.#loaded
    if (!loaded || this.#isStale) return false
    const { request, data, laneOf } = loaded
    const isNear = data.level === 'item' || seen.spanDays > request.spanDays / 2
    return (
      isNear &&
      seen.fromDay >= request.fromDay &&
      seen.toDay <= request.toDay &&
      seen.outletIds.every((id) => laneOf.has(id))
    )
  }

  /** Reads when these outlets begin and end, behind everything else. */
  readExtents(outletIds: number[]): void {
    for (const id of outletIds) {
      if (id < 0 || this.#extentsAsked.has(id)) continue
      this.#extentsAsked.add(id)
      this.#unread.push(id)
    }
    void this.#pump()
  }

  /** One archive.lanes at a time: what is seen first, then a batch of extents. */
  async #pump(): Promise<void> {
    if (this.#isAsking) return
    this.#isAsking = true
    try {
      while (this.#wanted || this.#unread.length > 0) {
        const wanted = this.#wanted
        this.#wanted = null
        if (wanted) await this.#askLanes(wanted)
        else await this.#askExtents()
      }
    } catch (error) {
      this.#error = asAppError(error)
      this.#unread = []
    } finally {
      this.#isAsking = false
    }
  }

  async #askLanes(asked: LaneRequest): Promise<void> {
    const generation = this.#generation
    // the lane of the rest may be gone since: without it, the rest of all outlets is none
    const outletIds = asked.outletIds.filter((id) => id !== OTHER || this.rest.length > 0)
    const request = { ...asked, outletIds }
    const timer = setTimeout(() => (this.#isWaiting = true), SLOW_MS)
    try {
      const data = await this.#readLanes(request)
      // Asked before the archive changed: ask again, unless something newer is wanted anyway.
      if (generation !== this.#generation) return void (this.#wanted ??= request)
      const laneOf = new Map(request.outletIds.map((id, i) => [id, i]))
      this.#loaded = { request, data, laneOf, stories: null, captures: null }
      void this.#readBehind(data)
      this.coverage.want(request.outletIds)
      this.#isStale = false
    } finally {
      clearTimeout(timer)
      this.#isWaiting = false
    }
  }

  /** Which of the items are near-copies, and which were captured again: behind the lanes, which do not wait for it. */
  async #readBehind({ level, id, articles }: TimelineLanes): Promise<void> {
    const asked = this.#loaded?.data
    if (level !== 'item') return
    const articleIds = [...id].filter((one, i) => one > 0 && articles[i]! > 0).slice(0, MAX_ITEMS)
    const isShown = () => this.#loaded !== null && this.#loaded.data === asked
    // Without either the lanes are whole; the next load asks again.
    const [stories, captures] = await Promise.all([
      articleIds.length < 2 ? null : this.client.call('archive.storiesOf', { articleIds }).catch(() => null),
      this.#readCaptures(articleIds).catch(() => null),
    ])
    if (!this.#loaded || !isShown()) return
    const loaded = { ...this.#loaded }
    if (stories && stories.articleId.length > 0) loaded.stories = stories
    if (captures && captures.articleId.length > 0) loaded.captures = captures
    if (loaded.stories || loaded.captures) this.#loaded = loaded
  }

  async #readCaptures(articleIds: number[]): Promise<Captures | null> {
    const all: Captures[] = []
    for (let i = 0; i < articleIds.length; i += CAPTURES_A_CALL) {
      const some = articleIds.slice(i, i + CAPTURES_A_CALL)
      const found = await this.client.call('archive.captures', { articleIds: some })
      if (found.articleId.length > 0) all.push(found)
    }
    if (all.length < 2) return all[0] ?? null
    const joined = (name: keyof Captures) => Float64Array.from(all.flatMap((one) => [...one[name]]))
    return {
      articleId: joined('articleId'),
      version: joined('version'),
      capturedAtMs: joined('capturedAtMs'),
      importedAtMs: joined('importedAtMs'),
    }
  }

  #readOverview(query: ListQuery): Promise<TimelineOverview> {
    return isEverything(query)
      ? this.client.call('archive.timeline')
      : this.client.call('archive.timeline', { query })
  }

  async #readLanes({ outletIds, fromDay, toDay }: LaneRequest): Promise<TimelineLanes> {
    const days = { fromDay, toDay }
    const ids = outletIds.filter((id) => id >= 0)
    const query = this.#narrowedBy(this.#query)
    const data = await this.client.call('archive.lanes', {
      outletIds: ids,
      ...days,
      ...query,
      maxItems: MAX_ITEMS,
    })
    const extras: Extra[] = []
    for (const [to, id] of outletIds.entries()) {
      if (id === OTHER) {
        const named = this.#shownOrHidden()
        const asked = { outletIds: named, ...days, ...query, maxItems: 0, others: true }
        extras.push({ data: await this.client.call('archive.lanes', asked), from: named.length, to })
      } else if (id < 0) {
        const which = id === SECOND_QUERY && this.#other ? this.#other.query : this.#query
        const asked = { outletIds: [], ...days, ...this.#narrowedBy(which), maxItems: 0, others: true }
        extras.push({ data: await this.client.call('archive.lanes', asked), from: 0, to })
      }
    }
    return extras.length === 0 ? data : appended(data, extras)
  }

  #narrowedBy(query: ListQuery): { query?: ListQuery } {
    return isEverything(query) ? {} : { query }
  }

  /** The outlets that are not in the lane of the rest. */
  #shownOrHidden(): number[] {
    const rest = new Set(this.rest.map((outlet) => outlet.id))
    return (this.#overview?.outlets ?? []).map((outlet) => outlet.id).filter((id) => !rest.has(id))
  }

  /** A lane for each of two queries. */
  #compared(first: TimelineOverview, second: TimelineOverview | null): TimelineOutlet[] {
    const rows = [laneOfAll(FIRST_QUERY, 0, this.#query, first)]
    if (this.#other && second) rows.push(laneOfAll(SECOND_QUERY, 1, this.#other.query, second))
    return rows
  }

  /** The lane of the rest stands for other outlets now. */
  #restChanged(): void {
    if (this.#loaded?.laneOf.has(OTHER)) {
      this.#generation++
      this.#isStale = true
      this.#wanted = this.#loaded.request
      void this.#pump()
    }
  }

  async #askExtents(): Promise<void> {
    const { firstDay, lastDay } = this.#overview ?? { firstDay: null, lastDay: null }
    const outletIds = this.#unread.splice(0, OUTLETS_A_CALL)
    if (firstDay === null || lastDay === null) return
    const generation = this.#generation
    const days = { fromDay: firstDay, toDay: lastDay }
    const asked = { outletIds, ...days, ...this.#narrowedBy(this.#query), maxItems: 0 }
    const data = await this.client.call('archive.lanes', asked)
    if (generation === this.#generation) this.#extents = withExtents(this.#extents, outletIds, data)
  }
}

function laneOfAll(id: number, hue: number, { text }: ListQuery, overview: TimelineOverview): TimelineOutlet {
  const sum = (of: (outlet: TimelineOutlet) => number) =>
    overview.outlets.reduce((total, outlet) => total + of(outlet), 0)
  return {
    id,
    name: text.trim() || 'Everything',
    hue,
    articles: sum((outlet) => outlet.articles),
    headlines: sum((outlet) => outlet.headlines),
    undated: sum((outlet) => outlet.undated),
    firstMonth: overview.articles.length > 0 ? overview.firstMonth : null,
  }
}

function withExtents(
  known: ReadonlyMap<number, Extent | null>,
  outletIds: number[],
  { lane, day, span }: TimelineLanes,
): Map<number, Extent | null> {
  const extents = new Map(known)
  for (const id of outletIds) extents.set(id, null)
  for (let i = 0; i < lane.length; i++) {
    const id = outletIds[lane[i]!]!
    const here = { first: day[i]!, firstSpan: span[i]!, last: day[i]!, lastSpan: span[i]! }
    const extent = extents.get(id)
    if (!extent) extents.set(id, here)
    else {
      if (here.first < extent.first) [extent.first, extent.firstSpan] = [here.first, here.firstSpan]
      const isLater = here.last + here.lastSpan > extent.last + extent.lastSpan
      if (isLater) [extent.last, extent.lastSpan] = [here.last, here.lastSpan]
    }
  }
  return extents
}
