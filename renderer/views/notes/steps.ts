/** Selecting by sentence with the arrow keys; with Shift more of them, or less by words. Each step is a new value. */
import { annotatedText } from '../../../electron/shared/anchors.ts'
import type { Article } from '../../../electron/shared/model.ts'
import type { Place } from './body-map.ts'
import { between, sentencesOf, wordStart, wordStep } from './passages.ts'

interface Ground {
  sentences: readonly Place[]
  text: string
  language: string | null
}

/** The part of a KeyboardEvent that matters here. */
export interface StepKey {
  key: string
  shiftKey: boolean
  altKey: boolean
  ctrlKey: boolean
  metaKey: boolean
}

export class Steps {
  readonly place: Place
  #ground: Ground
  #anchor: number
  #focus: number

  private constructor(ground: Ground, anchor: number, focus: number, place?: Place) {
    this.#ground = ground
    this.#anchor = anchor
    this.#focus = focus
    this.place = place ?? between(ground.sentences, anchor, focus)
  }

  /** From the first sentence that is in sight; null where there is no text. */
  static begin(
    { blocks, language }: Pick<Article, 'blocks' | 'language'>,
    inSight: (place: Place) => boolean,
  ) {
    const sentences = sentencesOf(blocks, language)
    const at = Math.max(0, sentences.findIndex(inSight))
    return sentences.length === 0
      ? null
      : new Steps({ sentences, text: annotatedText(blocks), language }, at, at)
  }

  /** What a key makes of it; null where the key is somebody else's. */
  key({ key, shiftKey, altKey, ctrlKey, metaKey }: StepKey): Steps | null {
    if (ctrlKey || metaKey) return null
    if (key === 'ArrowDown') return shiftKey ? this.#extend(1) : this.#to(this.#focus + 1)
    if (key === 'ArrowUp') return shiftKey ? this.#extend(-1) : this.#to(this.#focus - 1)
    const by = this.#forwards(key)
    if (by === 0) return null
    if (!shiftKey) return this.#to(this.#focus + by)
    return altKey ? this.#word('start', by) : this.#word('end', by)
  }

  /** Which way an arrow goes in the text: in Arabic, left is on. */
  #forwards(key: string): 1 | -1 | 0 {
    if (key !== 'ArrowLeft' && key !== 'ArrowRight') return 0
    const rightToLeft = /^\P{L}*[\p{Script=Arabic}\p{Script=Hebrew}]/u.test(
      this.#ground.text.slice(this.place.start),
    )
    return (key === 'ArrowRight') === rightToLeft ? -1 : 1
  }

  #to(sentence: number): Steps {
    const at = Math.max(0, Math.min(this.#ground.sentences.length - 1, sentence))
    return new Steps(this.#ground, at, at)
  }

  #extend(by: 1 | -1): Steps {
    const focus = Math.max(0, Math.min(this.#ground.sentences.length - 1, this.#focus + by))
    return new Steps(this.#ground, this.#anchor, focus)
  }

  #word(side: 'start' | 'end', by: 1 | -1): Steps {
    const { text, language } = this.#ground
    const { start, end } = this.place
    const place =
      side === 'end'
        ? { start, end: wordStep(text, language, end, by) }
        : { start: wordStart(text, language, start, by), end }
    return place.start < place.end ? new Steps(this.#ground, this.#anchor, this.#focus, place) : this
  }
}
