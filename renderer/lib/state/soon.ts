/** Many wishes for the same thing make it happen once, at the earliest time that was wished for. */
export class Soon {
  #run: () => void
  #timer: ReturnType<typeof setTimeout> | undefined
  #atMs = 0

  constructor(run: () => void) {
    this.#run = run
  }

  in(afterMs: number): void {
    const atMs = Date.now() + afterMs
    if (this.#timer !== undefined && this.#atMs <= atMs) return
    clearTimeout(this.#timer)
    this.#atMs = atMs
    this.#timer = setTimeout(() => {
      this.#timer = undefined
      this.#run()
    }, afterMs)
  }

  cancel(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
  }
}
