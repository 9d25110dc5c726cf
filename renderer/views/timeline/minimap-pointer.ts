import { dayAt, xOf, type Scale } from './scale.ts'
import type { Viewport } from './viewport.svelte.ts'

const EDGE = 7

/** Drags the minimap's window, or one of its edges; a press beside it brings it there. */
export class MinimapPointer {
  readonly #view: Viewport
  readonly #whole: () => Scale
  #holds: 'left' | 'right' | 'window' | null = null
  /** from the window's left edge to where it is held, in days */
  #grip = 0

  constructor(view: Viewport, whole: () => Scale) {
    this.#view = view
    this.#whole = whole
  }

  down = (event: PointerEvent): void => {
    if (event.button !== 0) return
    const view = this.#view
    const whole = this.#whole()
    const x = at(event)
    const left = Math.max(0, xOf(whole, view.scale.from))
    const right = Math.min(whole.width, xOf(whole, view.scale.from + view.scale.span))
    const isWide = right - left > 3 * EDGE
    if (Math.abs(x - left) < EDGE && isWide) this.#holds = 'left'
    else if (Math.abs(x - right) < EDGE && isWide) this.#holds = 'right'
    else {
      this.#holds = 'window'
      const isBeside = x < left - EDGE || x > right + EDGE
      this.#grip = isBeside ? view.scale.span / 2 : dayAt(whole, x) - view.scale.from
    }
    ;(event.currentTarget as HTMLElement).setPointerCapture(event.pointerId)
    this.move(event)
  }

  move = (event: PointerEvent): void => {
    if (!this.#holds) return
    const { scale } = this.#view
    const day = dayAt(this.#whole(), at(event))
    const end = scale.from + scale.span
    if (this.#holds === 'window') this.#view.put({ ...scale, from: day - this.#grip })
    else if (this.#holds === 'left') {
      const from = Math.min(day, end - 1)
      this.#view.put({ ...scale, from, span: end - from })
    } else this.#view.put({ ...scale, span: Math.max(1, day - scale.from) })
  }

  up = (): void => {
    this.#holds = null
  }
}

function at(event: PointerEvent): number {
  return event.clientX - (event.currentTarget as HTMLElement).getBoundingClientRect().left
}
