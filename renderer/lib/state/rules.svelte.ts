/** The rules of the archive, and what trying one says. */
import type { Input } from '../../../electron/shared/api.ts'
import type { Rule, RuleTrial } from '../../../electron/shared/own.ts'
import type { Client } from '../client.ts'
import type { Changes } from './changes.svelte.ts'

export type RuleDraft = Input<'archive.saveRule'>

export class Rules {
  #client: Client
  #changes: Changes
  #all: Rule[] = $state.raw([])

  constructor(client: Client, changes: Changes) {
    this.#client = client
    this.#changes = changes
  }

  get all(): Rule[] {
    return this.#all
  }

  async refresh(): Promise<void> {
    this.#all = await this.#client.call('archive.rules')
  }

  async save(draft: RuleDraft): Promise<Rule | undefined> {
    const rule = await this.#changes.carry('The rule could not be saved', () =>
      this.#client.call('archive.saveRule', draft),
    )
    await this.refresh()
    return rule
  }

  async delete(ruleId: number): Promise<void> {
    await this.#changes.carry('The rule could not be deleted', () =>
      this.#client.call('archive.deleteRule', { ruleId }),
    )
    await this.refresh()
  }

  try({ query, tags, collectionId }: Pick<RuleDraft, 'query' | 'tags' | 'collectionId'>): Promise<RuleTrial> {
    return this.#client.call('archive.tryRule', { query, tags, collectionId })
  }

  /** On all articles there are; one step to undo. */
  run(ruleId: number): Promise<number | undefined> {
    return this.#changes.carry('The rule could not be run', () =>
      this.#client.call('archive.runRule', { ruleId }),
    )
  }

  clear(): void {
    this.#all = []
  }
}
