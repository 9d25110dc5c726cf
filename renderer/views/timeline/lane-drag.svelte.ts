import type { Chart } from './chart.svelte.ts'

/** Moved less than this, a press on a label is a click. */
const DRAG_FROM = 5

/** Drags a lane by its label to another place. */
export class LaneDrag {
  readonly #chart: Chart
  /** the row that is dragged, and the one it would come to; −1 while nothing is dragged */
  from = $state(-1)
  to = $state(-1)
  #pressed: { row: number; y: number } | null = null

  constructor(chart: Chart) {
    this.#chart = chart
  }

  down = (event: PointerEvent, row: number): void => {
    if (event.button !== 0 || (this.#chart.data.outlets[row]?.id ?? -1) < 0) return
    this.#pressed = { row, y: event.clientY }
  }

  move = (event: PointerEvent): void => {
    if (!this.#pressed) return
    const label = event.currentTarget as HTMLElement
    if (this.from < 0) {
      if (Math.abs(event.clientY - this.#pressed.y) < DRAG_FROM) return
      label.setPointerCapture(event.pointerId)
      this.from = this.#pressed.row
    }
    const pin = label.parentElement!.getBoundingClientRect()
    const last = this.#chart.data.outlets.filter((outlet) => outlet.id >= 0).length - 1
    const row = this.#chart.rowAt(event.clientY - pin.top)
    this.to = row < 0 ? (event.clientY < pin.top + 40 ? 0 : last) : Math.min(row, last)
  }

  up = (): void => {
    const { from, to } = this
    this.cancel()
    if (from >= 0 && to >= 0 && from !== to) this.#chart.moveLane(from, to)
  }

  cancel = (): void => {
    this.#pressed = null
    this.from = this.to = -1
  }
}
