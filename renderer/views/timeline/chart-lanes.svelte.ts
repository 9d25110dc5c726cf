import type { TimelineOutlet } from '../../../electron/shared/api.ts'
import type { LaneRequest, TimelineState } from '../../lib/state/timeline.svelte.ts'
import { blockOf, type Block } from './block.ts'
import { captureMarks, type CaptureLine, type CaptureMarks } from './captures.ts'
import { gapsOf, type Gaps } from './coverage.ts'
import { partRect, plotOf } from './draw-stack.ts'
import { cellRect, MIN_CELL } from './heat.ts'
import { barAt } from './hit.ts'
import type { Items } from './items.svelte.ts'
import { AXIS_HEIGHT } from './lanes-layout.ts'
import { columnsOf, MIN_BAR, stepFor, type Columns } from './lod.ts'
import { dayAt, padded, pixelsPerDay } from './scale.ts'
import { columnAt, partAt, stackOf, type Stack } from './stack.ts'
import { linksOf, type Links } from './story-links.ts'
import { barTarget, nearestTarget, rectOf, targetAt, type Lane, type Rect, type Target } from './target.ts'
import { Viewport } from './viewport.svelte.ts'

/** Asked for around what is seen: panning by less than this shows no gap. */
const SCREENS_AHEAD = 1
/** Closer than this to the edge of what is loaded, more is asked for. */
const SCREENS_LEFT = 0.2

/** As many as archive.lanes takes at once; more are on no screen. */
const MOST_LANES = 200

/** How the same data is drawn. */
export type Form = 'lanes' | 'heat' | 'stacked' | 'table'
/** Which table, where tables are shown. */
export type TableOf = 'outlets' | 'periods' | 'captures'
/** How many, or which share of all that its outlet has. */
export type Measure = 'count' | 'share'

/** What the chart shows: the lanes that are loaded, gathered for this zoom and form, and what lies where on them. */
export class ChartLanes {
  readonly data: TimelineState
  readonly items: Items
  readonly view = new Viewport()
  protected shownForm = $state<Form>('lanes')
  table = $state<TableOf>('outlets')
  measure = $state<Measure>('count')

  protected readonly step = $derived.by(() =>
    stepFor(pixelsPerDay(this.view.scale), this.shownForm === 'lanes' ? MIN_BAR : MIN_CELL),
  )
  #block = $derived.by(() => {
    const answer = this.#answer
    return answer && blockOf(answer, this.#laneCount)
  })
  // Stories come in after their lanes: by these two, what was put in order stays so.
  #answer = $derived.by(() => this.data.lanes?.data ?? null)
  #laneCount = $derived.by(() => this.data.lanes?.request.outletIds.length ?? 0)
  #links = $derived.by(() => {
    const stories = this.data.lanes?.stories
    return stories && this.#block ? linksOf(this.#block, stories) : null
  })
  #marks = $derived.by(() => {
    const captures = this.data.lanes?.captures
    return captures && this.#block ? captureMarks(this.#block, captures) : null
  })
  #columns = $derived.by(
    () => this.#block && columnsOf(this.#block, this.step, this.view.weekStart, this.#weights),
  )
  #weights = $derived.by(() => {
    const loaded = this.data.lanes
    // In a stack the share is that of the column.
    if (this.measure === 'count' || this.shownForm === 'stacked' || !loaded) return null
    const weights = new Float64Array(loaded.request.outletIds.length)
    for (const outlet of this.data.outlets) {
      const lane = loaded.laneOf.get(outlet.id)
      const all = this.outputOf(outlet)
      if (lane !== undefined && all > 0) weights[lane] = 1 / all
    }
    return weights
  })
  #stack = $derived.by(() => {
    if (this.shownForm !== 'stacked' || !this.#columns) return null
    const laneOf = this.data.lanes?.laneOf
    const lanes = Int32Array.from(this.data.outlets, (outlet) => laneOf?.get(outlet.id) ?? -1)
    return stackOf(this.#columns, lanes, this.measure === 'share')
  })
  readonly #gaps = $derived.by((): Gaps => {
    const none = { from: new Float64Array(), to: new Float64Array() }
    return this.data.whole ? gapsOf(this.data.whole, this.data.coverage.imported) : none
  })

  constructor(data: TimelineState, items: Items) {
    this.data = data
    this.items = items
  }

  get form(): Form {
    return this.shownForm
  }
  /** whether what is shown is of a stretch of time that can be chosen */
  get hasTime(): boolean {
    return this.shownForm !== 'table' || this.table === 'periods'
  }
  /** All that an outlet has in the archive, whatever narrows the timeline. */
  outputOf(outlet: TimelineOutlet): number {
    const { articles, headlines } = this.#wholes.get(outlet.id) ?? outlet
    return articles + headlines
  }
  #wholes = $derived.by(() => new Map(this.data.whole?.outlets.map((outlet) => [outlet.id, outlet])))

  /** what a stack is drawn from; null in the other forms */
  get stack(): Stack | null {
    return this.#stack
  }
  /** the near-copies among what is loaded */
  get links(): Links | null {
    return this.#links
  }
  /** the articles among what is loaded that were captured several times */
  get marks(): CaptureMarks | null {
    return this.#marks
  }
  get gaps(): Gaps {
    return this.#gaps
  }

  /** What is loaded, gathered into bars for this zoom; null before the first answer. */
  get lanes(): { block: Block; columns: Columns } | null {
    const block = this.#block
    const columns = this.#columns
    return block && columns ? { block, columns } : null
  }

  /** Asks for what is seen and not loaded. Called with every frame drawn, so nothing that changes the view can forget it. */
  request(): void {
    // After an error people say when to try again.
    if (this.data.error) return
    const seen = this.#lookAt(SCREENS_LEFT, 0)
    if (seen.outletIds.length === 0 || this.view.scale.width === 0) return
    if (this.data.covers(seen)) return
    const rows = seen.outletIds.length
    this.data.want(
      this.#lookAt(SCREENS_AHEAD, Math.min(Math.ceil(rows / 2), Math.floor((MOST_LANES - rows) / 2))),
    )
  }

  #lookAt(screens: number, rows: number): LaneRequest {
    const { view, data } = this
    const [fromDay, toDay] = padded(view.scale, screens, view.limits)
    // A stack shows all of its lanes, wherever their labels are scrolled to.
    const isPlot = this.shownForm === 'stacked'
    const first = isPlot ? 0 : Math.max(0, view.firstRow - rows)
    const end = isPlot ? data.outlets.length : Math.min(view.endRow + rows, first + MOST_LANES)
    const seen = data.outlets.slice(first, end)
    return { outletIds: seen.map((outlet) => outlet.id), fromDay, toDay, spanDays: view.scale.span }
  }

  /** The row at a height on the canvas, or −1. */
  rowAt(y: number): number {
    if (y < AXIS_HEIGHT) return -1
    const row = Math.floor((y - AXIS_HEIGHT + this.view.top) / this.view.layout.height)
    return row < this.data.outlets.length ? row : -1
  }

  /** Where a row's top is on the canvas. */
  topOf(row: number): number {
    return AXIS_HEIGHT + row * this.view.layout.height - this.view.top
  }

  /** Where a target is drawn on the canvas; null while its lane is not loaded. */
  rectOf(target: Target): Rect | null {
    const lane = this.laneOf(target.row)
    if (!lane) return null
    const { bars } = lane.columns
    if (this.#stack) return this.#partRect(this.#stack, barAt(bars, lane.lane, target.barDay, 0))
    const at = this.shownForm === 'heat' && !target.isVague ? barAt(bars, lane.lane, target.barDay, 0) : -1
    const rect =
      at >= 0 ? cellRect(lane.columns, lane.lane, at, lane.scale, lane.layout) : rectOf(target, lane)
    return { ...rect, y: rect.y + this.topOf(target.row) }
  }

  #partRect(stack: Stack, bar: number): Rect | null {
    const part = stack.bar.indexOf(bar)
    if (part < 0) return null
    let column = 0
    while (stack.start[column + 1]! <= part) column++
    return partRect(stack, column, part, this.view.scale, this.view.height)
  }

  targetAt(x: number, y: number): Target | null {
    if (this.#stack) return this.#partAt(this.#stack, x, y)
    const row = this.rowAt(y)
    const lane = row < 0 ? null : this.laneOf(row)
    return lane && targetAt(lane, x, y - this.topOf(row))
  }

  #partAt(stack: Stack, x: number, y: number): Target | null {
    const { foot, high } = plotOf(this.view.height)
    const column = columnAt(stack, dayAt(this.view.scale, x))
    const part = column < 0 || y > foot ? -1 : partAt(stack, column, (foot - y) / high)
    if (part < 0) return null
    const ids = this.data.lanes?.request.outletIds
    const row = this.data.outlets.findIndex((outlet) => outlet.id === ids?.[stack.lane[part]!])
    const lane = row < 0 ? null : this.laneOf(row)
    return lane && barTarget(lane, stack.bar[part]!)
  }

  protected laneOf(row: number): Lane | null {
    const { lanes, view, items: titles } = this
    const outlet = this.data.outlets[row]
    const lane = outlet && this.data.lanes?.laneOf.get(outlet.id)
    if (!lanes || !outlet || lane === undefined) return null
    const isItems = this.shownForm === 'lanes'
    return {
      ...lanes,
      layout: view.layout,
      titles,
      scale: view.scale,
      lane,
      row,
      outletId: outlet.id,
      isItems,
      marks: this.#marks,
    }
  }

  protected nearestDay(day: number): number | null {
    let nearest: number | null = null
    for (let row = this.view.firstRow; row < this.view.endRow; row++) {
      const lane = this.laneOf(row)
      const found = lane && nearestTarget(lane, day)?.day
      if (found == null) continue
      if (nearest === null || Math.abs(found - day) < Math.abs(nearest - day)) nearest = found
    }
    return nearest
  }

  /** The captures of the article that a target is, where there are several. */
  capturesOf(target: Target | null): CaptureLine | null {
    return (target?.item?.isArticle && this.#marks?.of.get(target.item.id)) || null
  }
}
