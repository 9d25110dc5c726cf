import { firstDayOf, nextOf, startOf, weekStartOf, type Step } from './calendar.ts'
import { nextStray, type CoreRange } from './core-range.ts'
import { AXIS_HEIGHT, cellHeightFor, laneHeightFor, layoutOf, type LaneLayout } from './lanes-layout.ts'
import { formatDays } from './words.ts'
import { between, clamp, framing, NO_LIMITS, panBy, zoomAt, type Limits, type Scale } from './scale.ts'

const ZOOM_MS = 160

/** What the segmented control can set. */
export type Span = Extract<Step, 'day' | 'week' | 'month' | 'year'>

/** What part of the timeline is seen: which days across, which lanes down. */
export class Viewport {
  readonly weekStart = weekStartOf(navigator.language)
  #scale = $state.raw<Scale>({ from: NO_LIMITS.first, span: 365, width: 0 })
  #limits = $state.raw<Limits>(NO_LIMITS)
  #core = $state.raw<CoreRange | null>(null)
  #height = $state(0)
  #top = $state(0)
  #rows = $state(0)
  /** rows of cells, which are lower than lanes */
  #isLow = $state(false)
  /** two queries are compared, in high lanes */
  #isCompared = $state(false)
  /** the span last chosen, while the view still shows just that */
  #span = $state<Span | null>(null)
  /** somebody chose what is seen: it is fitted no more when the data come in */
  #isChosen = false
  #frame = 0
  /** the view an animation is on its way to */
  #goal: Scale | null = null

  get scale(): Scale {
    return this.#scale
  }
  get limits(): Limits {
    return this.#limits
  }
  get core(): CoreRange | null {
    return this.#core
  }
  get height(): number {
    return this.#height
  }
  get top(): number {
    return this.#top
  }
  get span(): Span | null {
    return this.#span
  }
  get isChosen(): boolean {
    return this.#isChosen
  }
  /** the measures of a lane; few outlets get higher ones */
  get layout(): LaneLayout {
    if (this.#isLow) return layoutOf(cellHeightFor(this.#rows, this.lanesHeight))
    return layoutOf(laneHeightFor(this.#rows, this.lanesHeight, this.#isCompared))
  }
  /** The days seen, in words, on the archive's own days. */
  get range(): string {
    return this.#wordsFor(this.#scale)
  }
  /** The days that will be seen when an animation under way has ended. */
  get destination(): string {
    return this.#wordsFor(this.#destined)
  }
  get firstRow(): number {
    return Math.min(this.#rows, Math.floor(this.#top / this.layout.height))
  }
  get endRow(): number {
    return Math.min(this.#rows, Math.ceil((this.#top + this.lanesHeight) / this.layout.height))
  }
  get lanesHeight(): number {
    return Math.max(0, this.#height - AXIS_HEIGHT)
  }
  get contentHeight(): number {
    return AXIS_HEIGHT + this.#rows * this.layout.height
  }

  /** What is shown, or is on its way: a key pressed meanwhile must not stop it halfway. */
  get #destined(): Scale {
    return this.#goal ?? this.#scale
  }

  resize(width: number, height: number): void {
    this.#height = height
    this.#scale = { ...this.#scale, width }
    this.#stay()
  }

  /** What there is to see. The view stays where it is, if that is still on the timeline. */
  bound(limits: Limits, core: CoreRange | null, rows: number): void {
    this.#limits = limits
    this.#core = core
    this.#rows = rows
    this.#stay()
  }

  /** How many lanes there are now, and whether they are low. */
  useRows(rows: number, isLow: boolean, isCompared: boolean): void {
    this.#rows = rows
    this.#isLow = isLow
    this.#isCompared = isCompared
    this.scrollTo(this.#top)
  }

  scrollTo(top: number): void {
    const most = Math.max(0, this.#rows * this.layout.height - this.lanesHeight)
    const at = Math.min(Math.max(0, top), most)
    this.#top = at
  }

  /** Scrolls as little as shows the whole row. */
  revealRow(row: number): void {
    const top = row * this.layout.height
    if (top < this.#top) this.scrollTo(top)
    else if (top + this.layout.height > this.#top + this.lanesHeight)
      this.scrollTo(top + this.layout.height - this.lanesHeight)
  }

  /** Pans as little as shows the days with some room around them. */
  revealDays(first: number, end: number): void {
    const scale = this.#destined
    const { from, span } = scale
    const room = Math.min(span * 0.08, Math.max(0, (span - (end - first)) / 2))
    if (first < from + room) this.show({ ...scale, from: first - room }, { keepsSpan: true })
    else if (end > from + span - room) this.show({ ...scale, from: end - span + room }, { keepsSpan: true })
  }

  panBy(pixels: number): void {
    this.#isChosen = true
    this.#set(panBy(this.#destined, pixels, this.#limits))
  }

  /** Pans by a share of the screen, as the arrow keys do. */
  pan(screens: number): void {
    this.show(panBy(this.#destined, screens * this.#scale.width, this.#limits), {
      keepsSpan: true,
    })
  }

  zoomAt(factor: number, x: number): void {
    this.#isChosen = true
    this.#set(zoomAt(this.#scale, factor, x, this.#limits))
  }

  /** Zooms in a visible movement. `x` is the middle unless given. */
  zoom(factor: number, x = this.#scale.width / 2): void {
    this.show(zoomAt(this.#destined, factor, x, this.#limits))
  }

  /** Frames the days from first to the one before end. */
  frame(first: number, end: number, air = 0.02): void {
    this.show(framing(first, end, this.#scale.width, air))
  }

  /** All that matters; the few stray dates far off are left out when there are such. */
  fit(isAnimated = true): void {
    const days = this.#core ?? { from: this.#limits.first, to: this.#limits.last }
    // A single day or two would fill the screen and tell nothing of when.
    const missing = Math.max(0, 27 - (days.to - days.from)) / 2
    const goal = framing(Math.floor(days.from - missing), Math.ceil(days.to + missing), this.#scale.width)
    if (isAnimated) this.show(goal)
    else this.#set(goal)
  }

  /** Goes to the next month of those few that lie far off. */
  showStray(direction: 1 | -1): void {
    const { from, span } = this.#scale
    const month = this.#core && nextStray(this.#core, from, from + span, direction)
    if (month !== null) this.frame(firstDayOf(month), firstDayOf(month + 1), 0.2)
  }

  /** Shows the whole day, week, month or year that `day` lies in. */
  showSpan(span: Span, day: number): void {
    const start = startOf(day, span, this.weekStart)
    this.show(framing(start, nextOf(start, span), this.#scale.width, 0), { keepsSpan: true })
    this.#span = span
  }

  /** Today in the middle, at the zoom that is shown; the archive's end where it ends before. @param today as a day */
  goToToday(today: number): void {
    const scale = this.#destined
    this.show({ ...scale, from: today + 0.5 - scale.span / 2 }, { keepsSpan: true })
  }

  /** At the zoom that is shown, or that is on its way. */
  goToStart(): void {
    const scale = this.#destined
    this.show({ ...scale, from: this.#limits.first - scale.span * 0.02 }, { keepsSpan: true })
  }
  goToEnd(): void {
    const scale = this.#destined
    this.show({ ...scale, from: this.#limits.last - scale.span * 0.98 }, { keepsSpan: true })
  }

  /** Moves there at once, as a drag does. */
  put(scale: Scale): void {
    this.#set(scale)
  }

  stop(): void {
    cancelAnimationFrame(this.#frame)
  }

  /** Moves there in 160 ms, or at once where people asked for less motion. */
  show(goal: Scale, { keepsSpan = false } = {}): void {
    this.#isChosen = true
    const end = clamp({ ...goal, width: this.#scale.width }, this.#limits)
    const span = keepsSpan ? this.#span : null
    const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches
    if (isStill || this.#scale.width === 0) {
      this.#set(end)
      this.#span = span
      return
    }
    cancelAnimationFrame(this.#frame)
    const start = this.#scale
    this.#goal = end
    this.#span = span
    let begun = 0
    const step = (now: number) => {
      begun ||= now
      const t = Math.min(1, (now - begun) / ZOOM_MS)
      const eased = 1 - (1 - t) ** 3
      this.#scale = clamp(between(start, { ...end, width: this.#scale.width }, eased), this.#limits)
      if (t < 1) this.#frame = requestAnimationFrame(step)
      else this.#goal = null
    }
    this.#frame = requestAnimationFrame(step)
  }

  /** Stays where it is, or goes on to where it is going, under new limits. */
  #stay(): void {
    if (this.#goal) this.show(this.#goal, { keepsSpan: true })
    else this.#set(this.#scale)
  }

  #wordsFor({ from, span }: Scale): string {
    const first = Math.floor(Math.max(from, this.#limits.first) + 1e-6)
    const last = Math.ceil(Math.min(from + span, this.#limits.last) - 1e-6) - 1
    return last >= first ? formatDays(first, last) : ''
  }

  #set(scale: Scale): void {
    cancelAnimationFrame(this.#frame)
    this.#goal = null
    const before = this.#scale
    this.#scale = clamp(scale, this.#limits)
    if (Math.abs(this.#scale.span - before.span) > 1e-6) this.#span = null
    this.#top = Math.min(this.#top, Math.max(0, this.#rows * this.layout.height - this.lanesHeight))
  }
}
