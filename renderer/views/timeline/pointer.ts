import type { Chart } from './chart.svelte.ts'
import { AXIS_HEIGHT } from './lanes-layout.ts'

/** Moved less than this, a press is a click. */
const DRAG_FROM = 4
/** A notch of a mouse wheel is 100 or more, a touchpad's pinch a few: both are to feel alike. */
const MOST_PER_EVENT = 28
const ZOOM_PER_PIXEL = 0.009
const LINE_PIXELS = 16

/** The lane chart by mouse, touchpad and finger: hover, click, drag, double click, wheel. */
export class Pointer {
  readonly #chart: Chart
  #from: { x: number; y: number } | null = null
  #last = { x: 0, y: 0 }
  #isDragging = false
  /** days are marked: by a drag along the axis, or with Shift */
  #isMarking = false

  constructor(chart: Chart) {
    this.#chart = chart
  }

  down = (event: PointerEvent): void => {
    if (event.button !== 0) return
    this.#from = this.#last = at(event)
    this.#isDragging = false
    this.#isMarking = event.shiftKey || this.#from.y < AXIS_HEIGHT
  }

  move = (event: PointerEvent): void => {
    const chart = this.#chart
    const here = at(event)
    if (!this.#from) {
      chart.hover = chart.pinned ? null : chart.targetAt(here.x, here.y)
      return
    }
    if (!this.#isDragging && Math.hypot(here.x - this.#from.x, here.y - this.#from.y) < DRAG_FROM) return
    if (!this.#isDragging) {
      this.#isDragging = true
      chart.hover = null
      target(event).setPointerCapture(event.pointerId)
      if (this.#isMarking) chart.markFrom(this.#from.x)
    }
    if (this.#isMarking) return chart.markTo(here.x)
    chart.view.panBy(this.#last.x - here.x)
    chart.view.scrollTo(chart.view.top + this.#last.y - here.y)
    this.#last = here
  }

  up = (event: PointerEvent): void => {
    const isClick = this.#from !== null && !this.#isDragging
    const isMarked = this.#isMarking && this.#isDragging
    this.cancel()
    if (isMarked) return this.#chart.markDone()
    if (!isClick) return
    const { x, y } = at(event)
    const chart = this.#chart
    const wasPinned = chart.pinned !== null
    chart.pinned = null
    chart.cursor = null
    const hit = chart.targetAt(x, y)
    if (hit) chart.act(hit)
    else if (!wasPinned) chart.hover = null
  }

  cancel = (): void => {
    this.#from = null
    this.#isDragging = this.#isMarking = false
  }

  leave = (): void => {
    if (!this.#isDragging) this.#chart.hover = null
  }

  /** On empty ground only: on a bar, its first click has zoomed already. */
  double = (event: MouseEvent): void => {
    const { x, y } = at(event)
    if (!this.#chart.targetAt(x, y)) this.#chart.view.zoom(event.shiftKey ? 0.4 : 2.5, x)
  }

  wheel = (event: WheelEvent): void => {
    const { view } = this.#chart
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE_PIXELS : 1
    this.#chart.hover = null
    if (event.ctrlKey || event.metaKey) {
      const delta = Math.max(-MOST_PER_EVENT, Math.min(MOST_PER_EVENT, event.deltaY * unit))
      view.zoomAt(Math.exp(-delta * ZOOM_PER_PIXEL), at(event).x)
    } else if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
      view.panBy((event.deltaX || event.deltaY) * unit)
    } else return
    event.preventDefault()
  }
}

function target(event: Event): HTMLElement {
  return event.currentTarget as HTMLElement
}

function at(event: MouseEvent): { x: number; y: number } {
  const box = target(event).getBoundingClientRect()
  return { x: event.clientX - box.left, y: event.clientY - box.top }
}
