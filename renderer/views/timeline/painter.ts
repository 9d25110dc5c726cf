/** No screen is larger, and a canvas much beyond it is not drawn at all. */
const MOST_PIXELS = 8000

/** Keeps a canvas as sharp as the screen, and draws it once in a frame when something changed. */
export class Painter {
  readonly #canvas: HTMLCanvasElement
  readonly #draw: (ctx: CanvasRenderingContext2D, ratio: number) => void
  #frame = 0
  #width = 0
  #height = 0

  constructor(canvas: HTMLCanvasElement, draw: (ctx: CanvasRenderingContext2D, ratio: number) => void) {
    this.#canvas = canvas
    this.#draw = draw
    // Also sent when the window comes to a screen with finer pixels.
    addEventListener('resize', this.invalidate)
  }

  /** Draws with the next frame, however often it is asked for until then. */
  readonly invalidate = (): void => {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0
      this.#paint()
    })
  }

  resize(width: number, height: number): void {
    this.#width = Math.min(width, MOST_PIXELS)
    this.#height = Math.min(height, MOST_PIXELS)
    this.invalidate()
  }

  stop(): void {
    removeEventListener('resize', this.invalidate)
    cancelAnimationFrame(this.#frame)
  }

  #paint(): void {
    const ctx = this.#canvas.getContext('2d')
    if (!ctx || this.#width === 0 || this.#height === 0) return
    const ratio = devicePixelRatio || 1
    const width = Math.round(this.#width * ratio)
    const height = Math.round(this.#height * ratio)
    // Whole device pixels, or the browser would stretch the canvas by a hair and blur it.
    this.#canvas.style.width = `${width / ratio}px`
    this.#canvas.style.height = `${height / ratio}px`
    // Setting a canvas's size clears and reallocates it, so only when it differs.
    if (this.#canvas.width !== width) this.#canvas.width = width
    if (this.#canvas.height !== height) this.#canvas.height = height
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0)
    ctx.clearRect(0, 0, this.#width, this.#height)
    this.#draw(ctx, ratio)
  }
}
