/** What the search box offers for the word at the cursor, and which of it the arrows stand on. */
import { tick } from 'svelte'
import { completionsAt, type Completions, type Known } from '../../lib/state/completion.ts'

export class SearchOffer {
  #known: () => Known
  #ontext: (text: string) => void
  #completions: Completions | null = $state.raw(null)
  /** none, until the arrow goes down into the list: Enter searches */
  #at = $state(-1)

  constructor(known: () => Known, ontext: (text: string) => void) {
    this.#known = known
    this.#ontext = ontext
  }

  get completions(): Completions | null {
    return this.#completions
  }
  get at(): number {
    return this.#at
  }

  look(input: HTMLInputElement): void {
    this.#at = -1
    const { value, selectionEnd } = input
    this.#completions = completionsAt(value, selectionEnd ?? value.length, this.#known())
  }

  close(): void {
    this.#completions = null
  }

  /** @returns whether the key was the offer's */
  walk(key: string, input: HTMLInputElement): boolean {
    if (!this.#completions) return false
    const last = this.#completions.options.length - 1
    if (key === 'ArrowDown') this.#at = this.#at >= last ? -1 : this.#at + 1
    else if (key === 'ArrowUp') this.#at = this.#at < 0 ? last : this.#at - 1
    else if ((key === 'Enter' || key === 'Tab') && this.#at >= 0) void this.take(this.#at, input)
    else if (key === 'Escape') this.close()
    else return false
    return true
  }

  async take(place: number, input: HTMLInputElement): Promise<void> {
    const option = this.#completions?.options[place]
    if (!this.#completions || !option) return
    const { from, to } = this.#completions
    // After a field's name its value is typed at once; after a value, the next word.
    const text = option.insert + (option.insert.endsWith(':') ? '' : ' ')
    const whole = input.value.slice(0, from) + text + input.value.slice(to).trimStart()
    this.#ontext(whole)
    await tick()
    input.setSelectionRange(from + text.length, from + text.length)
    this.look(input)
  }
}
