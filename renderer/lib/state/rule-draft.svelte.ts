/** A rule as it is being written, and what it would do. */
import type { Rule, RuleTrial } from '../../../electron/shared/own.ts'
import type { AppError } from '../../../electron/shared/errors.ts'
import { asAppError } from '../client.ts'
import type { RuleDraft as RuleInput, Rules } from './rules.svelte.ts'

const PAUSE_MS = 350

export class RuleDraft {
  readonly ruleId: number | null
  name = $state('')
  tags: string[] = $state.raw([])
  collectionId: number | null = $state(null)
  enabled = $state(true)
  #rules: Rules
  #query = $state('')
  #trial: RuleTrial | null = $state.raw(null)
  #error: AppError | null = $state.raw(null)
  #busy = $state(false)
  #timer: ReturnType<typeof setTimeout> | undefined
  #seq = 0

  constructor(rules: Rules, rule: Rule | null) {
    this.#rules = rules
    this.ruleId = rule?.id ?? null
    if (!rule) return
    this.name = rule.name
    this.tags = rule.tags
    this.collectionId = rule.collectionId
    this.enabled = rule.enabled
    this.#query = rule.query
  }

  get query(): string {
    return this.#query
  }
  /** of what stands here; null while nothing was tried */
  get trial(): RuleTrial | null {
    return this.#trial
  }
  get error(): AppError | null {
    return this.#error
  }
  get busy(): boolean {
    return this.#busy
  }
  get isComplete(): boolean {
    return this.name.trim() !== '' && this.#query.trim() !== '' && this.#gives
  }
  get #gives(): boolean {
    return this.tags.length > 0 || this.collectionId !== null
  }
  get input(): RuleInput {
    const { ruleId, tags, collectionId, enabled } = this
    return { ruleId, name: this.name.trim(), query: this.#query.trim(), tags, collectionId, enabled }
  }

  type(query: string): void {
    this.#query = query
    this.trySoon()
  }
  setTag(path: string, on: boolean): void {
    this.tags = on ? [...this.tags, path] : this.tags.filter((one) => one !== path)
    this.trySoon()
  }
  setCollection(id: number | null): void {
    this.collectionId = id
    this.trySoon()
  }

  trySoon(): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.try(), PAUSE_MS)
  }

  /** What the rule would do to all articles there are; nothing is changed. */
  async try(): Promise<void> {
    clearTimeout(this.#timer)
    const seq = ++this.#seq
    if (this.#query.trim() === '') {
      this.#trial = null
      this.#busy = false
      return
    }
    this.#busy = true
    try {
      const trial = await this.#rules.try(this.input)
      if (seq !== this.#seq) return
      this.#trial = trial
      this.#error = null
    } catch (error) {
      if (seq !== this.#seq) return
      this.#trial = null
      this.#error = asAppError(error)
    }
    this.#busy = false
  }

  save(): Promise<Rule | undefined> {
    return this.#rules.save(this.input)
  }

  stop(): void {
    clearTimeout(this.#timer)
    this.#seq += 1
  }
}
