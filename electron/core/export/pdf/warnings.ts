/** What a person should know at the end of an export, each thing once and not without bound. */
export class Warnings {
  readonly #most: number
  readonly #told = new Set<string>()
  #more = 0

  constructor(most = 200) {
    this.#most = most
  }

  add(message: string): void {
    if (this.#told.has(message)) return
    if (this.#told.size < this.#most) this.#told.add(message)
    else this.#more++
  }

  get all(): string[] {
    const more = this.#more === 0 ? [] : [`… and ${this.#more.toLocaleString('en')} more.`]
    return [...this.#told, ...more]
  }
}
