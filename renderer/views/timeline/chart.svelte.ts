import type { ListQuery } from '../../../electron/shared/api.ts'
import { counted } from '../../lib/format.ts'
import { moved, type Arrangement } from '../../lib/state/timeline-arrangement.ts'
import type { TimelineState } from '../../lib/state/timeline.svelte.ts'
import { describe } from './announcement.ts'
import { dayOf } from './calendar.ts'
import { captureHint } from './captures.ts'
import { ChartLanes, type Form } from './chart-lanes.svelte.ts'
import { coreRange } from './core-range.ts'
import { isNeverImported } from './coverage.ts'
import type { Items } from './items.svelte.ts'
import { daysOf, Range } from './range.svelte.ts'
import { dayAt, type Scale } from './scale.ts'
import { nearestTarget, nextTarget, type Target } from './target.ts'
import type { Span } from './viewport.svelte.ts'
import { formatDay, nameOf } from './words.ts'

export type { Form, Measure, TableOf } from './chart-lanes.svelte.ts'

/** As many colours as can be told apart in a stack; the rest is one part. */
const MOST_IN_STACK = 12

/** Which part of the timeline was seen. */
export interface Place {
  scale: Scale
  top: number
}

/** The chart's behaviour: what is under the pointer, under the keyboard's cursor, and pinned. */
export class Chart extends ChartLanes {
  readonly range: Range
  readonly #onopen: (articleId: number) => void
  /** shows what differs between the texts of an article, at first that version's and the one before it */
  onversions: (articleId: number, version?: number) => void = () => {}
  hover = $state.raw<Target | null>(null)
  cursor = $state.raw<Target | null>(null)
  pinned = $state.raw<Target | null>(null)
  /** what the last key did, where that is not told by where the cursor stands */
  #message = $state<string | null>(null)
  /** for the live region; told again when a title comes in */
  readonly said = $derived.by(() => this.#message ?? this.#whereCursorIs())
  #hasFitted = false
  /** where people were before they left the view */
  #place: Place | null

  constructor(
    data: TimelineState,
    items: Items,
    onopen: (articleId: number) => void,
    place: Place | null = null,
  ) {
    super(data, items)
    this.range = new Range(data.client)
    this.#onopen = onopen
    this.#place = place
  }

  /** To come back to. */
  get place(): Place {
    return { scale: this.view.scale, top: this.view.top }
  }

  override get form(): Form {
    return super.form
  }
  override set form(form: Form) {
    this.shownForm = form
    this.hover = this.pinned = null
    this.data.cap = form === 'stacked' ? MOST_IN_STACK : null
    this.#useRows()
    this.#findAgain()
  }
  /** Reads the archive and shows all of it; later, reads it again and stays where people are. */
  async load(reading = this.data.load()): Promise<void> {
    await reading
    const overview = this.data.whole
    if (!overview) return
    const { firstMonth, articles, headlines, firstDay, lastDay } = overview
    const core = coreRange(firstMonth, articles, headlines, firstDay, lastDay)
    const first = Math.min(firstDay ?? core?.from ?? 0, core?.from ?? Infinity)
    const last = Math.max((lastDay ?? 0) + 1, core?.to ?? -Infinity)
    this.view.bound({ first, last }, core, this.data.outlets.length)
    this.#useRows()
    this.items.retry()
    this.#findAgain()
    if (!this.#hasFitted && core) {
      this.#hasFitted = true
      if (this.#place) {
        this.view.put(this.#place.scale)
        this.view.scrollTo(this.#place.top)
      } else if (!this.view.isChosen) this.view.fit(false)
    }
  }

  arrange(arrangement: Arrangement): void {
    this.data.arrangement = arrangement
    this.#useRows()
    this.#findAgain()
    if (this.cursor) this.view.revealRow(this.cursor.row)
  }

  #useRows(): void {
    this.view.useRows(this.data.outlets.length, this.shownForm === 'heat', this.data.otherQuery !== null)
  }

  /** Shows what a query finds on the same axis; with another one, both. The days that are seen stay. */
  async ask(query: ListQuery, other: ListQuery | null): Promise<void> {
    const reading = this.data.ask(query, other)
    this.#useRows()
    this.cursor = this.hover = this.pinned = null
    this.range.clear()
    await this.load(reading)
    if (this.data.error) return
    const items = this.data.outlets.reduce((sum, outlet) => sum + outlet.articles + outlet.headlines, 0)
    this.tell(`${counted(items, 'item')} of ${counted(this.data.overview?.outlets.length ?? 0, 'outlet')}.`)
  }

  /** Moves a lane by hand, and tells where it is now. */
  moveLane(row: number, to: number): void {
    const outlet = this.data.outlets[row]
    if (!outlet || outlet.id < 0) return
    this.arrange(moved(this.data.arrangement, this.data.outlets, outlet.id, to))
    const now = this.data.outlets.findIndex((one) => one.id === outlet.id)
    this.tell(`${nameOf(outlet)} is lane ${now + 1} of ${this.data.outlets.length} now.`)
  }

  /** Says something that where the cursor stands does not tell. */
  tell(message: string): void {
    this.#message = message
  }

  #findAgain(): void {
    this.hover = this.#found(this.hover)
    this.cursor = this.#found(this.cursor)
    this.pinned = this.#found(this.pinned)
  }

  /** The same target in the row its outlet has now; null when the outlet is gone. */
  #found(target: Target | null): Target | null {
    const row = target ? this.data.outlets.findIndex((outlet) => outlet.id === target.outletId) : -1
    return target && row >= 0 ? { ...target, row } : null
  }

  /** Begins marking days at a place on the canvas. */
  markFrom(x: number): void {
    this.hover = this.pinned = null
    this.range.begin(dayAt(this.view.scale, x), this.step, this.view.weekStart)
  }
  markTo(x: number): void {
    this.range.extend(dayAt(this.view.scale, x), this.step, this.view.weekStart)
  }
  markDone(): void {
    void this.range.end(this.data.query)
    this.tell(`${this.range.words} marked. Tab leads to what can be done with these days.`)
  }

  /** The articles of the days on the screen as a question, with these days in words; of all days without them. */
  articlesSeen(): [query: ListQuery, days: string] {
    const { scale, limits, range } = this.view
    const isAll = scale.from <= limits.first && scale.from + scale.span >= limits.last
    if (isAll) return [this.data.query, '']
    const days = { from: Math.floor(scale.from + 1e-6), to: Math.ceil(scale.from + scale.span - 1e-6) }
    return [daysOf(this.data.query, days), range]
  }

  /** By keyboard: marks from the cursor; wherever it goes, the range follows, until it is done. */
  toggleMark(): void | false {
    const { cursor, range } = this
    if (range.isMarking) return this.markDone()
    if (!cursor) return false
    range.begin(cursor.barDay, this.step, this.view.weekStart)
    this.tell(`Marking from ${range.words}. Left and right extend it, S again ends it, Escape lets go.`)
  }

  /** Opens an article, pins a headline, zooms into a bar; a day that cannot be zoomed any more is pinned as a list. */
  act(target: Target): void {
    if (target.item?.isArticle && !target.capture) return this.#onopen(target.item.id)
    const days = target.end - target.day
    const isAsCloseAsCanBe = days <= 1 && this.view.scale.span <= 2
    if (target.item || target.isVague || isAsCloseAsCanBe) {
      this.pinned = target
      this.hover = null
      return
    }
    this.pinned = this.hover = null
    if (days > 1) this.view.frame(target.day, target.end, 0.05)
    else if (this.view.scale.span > 10) this.view.frame(target.day - 3, target.end + 3, 0)
    else this.view.frame(target.day, target.end, 0)
  }

  /** Esc: closes the pinned card, else takes the cursor away; `false` when there was neither. */
  release(): void | false {
    if (this.pinned) this.pinned = null
    else if (this.range.days) this.range.clear()
    else if (this.cursor) this.cursor = null
    else return false
  }

  /** Shows a day, week, month or year: the cursor's, else the one in the middle, else the nearest that is not empty. */
  showSpan(span: Span): void {
    const { from, span: days } = this.view.scale
    const middle = Math.floor(from + days / 2)
    this.view.showSpan(span, this.cursor?.day ?? this.nearestDay(middle) ?? middle)
  }

  /** Today by the clock on the wall, or the end that lies nearest. */
  goToToday(): void {
    const now = new Date()
    const today = dayOf(now.getFullYear(), now.getMonth(), now.getDate())
    this.view.goToToday(today)
    const isThere = today >= this.view.limits.first && today < this.view.limits.last
    const beyond = isThere ? '' : `Nothing was imported for today, ${formatDay(today, 'dayMonthYear')}. `
    this.tell(`${beyond}${this.view.destination}.`)
  }

  open(articleId: number): void {
    this.#onopen(articleId)
  }

  /** Sets the texts of the article under the cursor side by side; `false` where it has one only. */
  compareTexts(): void | false {
    const line = this.capturesOf(this.pinned ?? this.cursor)
    if (!line) return false
    this.onversions(line.captures[0]!.articleId, this.pinned?.capture?.version)
  }

  /** Moves the cursor to another lane, near the day it was on; the first time, into the first lane seen. */
  moveToRow(row: number): void {
    const to = Math.min(Math.max(0, row), this.data.outlets.length - 1)
    const { from, span } = this.view.scale
    const day = this.cursor?.day ?? from + span / 2
    this.view.revealRow(to)
    const lane = this.laneOf(to)
    const target = lane && nearestTarget(lane, day)
    this.#moveTo(target ?? this.#emptyTarget(to, day))
  }

  /** Moves the cursor along its lane; at the end of what is loaded the view moves on by a screen. */
  moveAlong(direction: 1 | -1): void {
    const { cursor } = this
    const lane = cursor && this.laneOf(cursor.row)
    if (!cursor || !lane) return this.view.pan(direction * 0.15)
    const target = nextTarget(lane, cursor, direction)
    if (target) return this.#moveTo(target)
    const { limits, scale } = this.view
    const isEnd = direction === 1 ? scale.from + scale.span >= limits.last : scale.from <= limits.first
    if (isEnd) this.#message = `Nothing ${direction === 1 ? 'later' : 'earlier'} in this lane.`
    else {
      this.view.pan(direction * 0.9)
      this.#message = `Nothing more here; moved on to ${this.view.destination}.`
    }
  }

  #moveTo(target: Target): void {
    this.cursor = target
    this.hover = this.pinned = null
    this.view.revealRow(target.row)
    this.view.revealDays(target.day, target.end)
    this.#message = null
    if (!this.range.isMarking) return
    this.range.extend(target.barDay, this.step, this.view.weekStart)
    this.#message = `${this.#whereCursorIs()} Marked: ${this.range.words}.`
  }

  #whereCursorIs(): string {
    void this.items.seen
    const { cursor } = this
    if (!cursor) return ''
    const outlet = this.data.outlets[cursor.row]
    const all = this.measure === 'share' && outlet ? this.outputOf(outlet) : null
    const said = describe(cursor, this.data.outlets, this.items, all)
    const line = this.capturesOf(cursor)
    if (line) return `${said} ${captureHint(line)}`
    if (!outlet || cursor.articles + cursor.headlines > 0) return said
    const edges = this.data.coverage.edges.get(outlet.id)
    const isKnown = !isNeverImported(this.gaps, edges, cursor.day, cursor.end)
    return isKnown ? said : said.replace('Nothing here.', 'Nothing was imported for this time.')
  }

  /** A place in a lane that has nothing loaded: the cursor stands there all the same. */
  #emptyTarget(row: number, day: number): Target {
    const at = Math.floor(day)
    return {
      row,
      outletId: this.data.outlets[row]?.id ?? 0,
      day: at,
      end: at + 1,
      barDay: at,
      barEnd: at + 1,
      barArticles: 0,
      barHeadlines: 0,
      articles: 0,
      headlines: 0,
      item: null,
      items: [],
      slot: -1,
      isVague: false,
    }
  }
}
