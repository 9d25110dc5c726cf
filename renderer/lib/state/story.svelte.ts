/** The story that an article belongs to, two of its texts side by side, and what a person decides about it. */
import type { ArticleDiff, Story, StoryMember } from '../../../electron/shared/timeline.ts'
import type { AppError } from '../../../electron/shared/errors.ts'
import { asAppError, type Client } from '../client.ts'
import type { Changes } from './changes.svelte.ts'

/** One text of an article: its current one, unless a version is named. */
export interface Text {
  articleId: number
  version?: number
}

export class StoryState {
  readonly #client: Client
  readonly #changes: Changes
  /** whose story it is; when that one leaves, the story is that of another member */
  #articleId: number
  #story: Story | null = $state.raw(null)
  #isRead = $state(false)
  #error: AppError | null = $state.raw(null)
  #pair: { a: Text; b: Text } | null = $state.raw(null)
  #diff: ArticleDiff | null = $state.raw(null)
  #seq = 0
  #diffSeq = 0

  constructor(client: Client, changes: Changes, articleId: number) {
    this.#client = client
    this.#changes = changes
    this.#articleId = articleId
  }

  get story(): Story | null {
    return this.#story
  }
  /** whether it was looked for; without a story then, there is none */
  get isRead(): boolean {
    return this.#isRead
  }
  get error(): AppError | null {
    return this.#error
  }
  get pair(): { a: Text; b: Text } | null {
    return this.#pair
  }
  get diff(): ArticleDiff | null {
    return this.#diff
  }

  async load(): Promise<void> {
    const seq = ++this.#seq
    try {
      const story = await this.#client.call('archive.story', { articleId: this.#articleId })
      if (seq !== this.#seq) return
      this.#story = story
      this.#error = null
      this.#isRead = true
      this.#keepPair()
    } catch (error) {
      if (seq === this.#seq) this.#error = asAppError(error)
    }
  }

  /** Sets two texts side by side: what of a became what of b. */
  async compare(a: Text, b: Text): Promise<void> {
    const seq = ++this.#diffSeq
    this.#pair = { a, b }
    try {
      const diff = await this.#client.call('archive.diff', { a, b })
      if (seq === this.#diffSeq) this.#diff = diff
    } catch (error) {
      if (seq === this.#diffSeq) this.#error = asAppError(error)
    }
  }

  /** It is no copy of the others. The story without it is shown when the archive has drawn its conclusions. */
  async takeOut(member: StoryMember): Promise<void> {
    const articleIds = [member.articleId]
    const left = await this.#changes.carry('The article could not be taken out of its story', () =>
      this.#client.call('archive.leaveStory', { articleIds }),
    )
    if (left === undefined) return
    const other = this.#story?.members.find((one) => one.articleId !== member.articleId)
    if (member.articleId === this.#articleId && other) this.#articleId = other.articleId
    await this.load()
  }

  /** At first the earliest is set beside the next; a pair with a member that left is let go. */
  #keepPair(): void {
    const ids = new Set(this.#story?.members.map((member) => member.articleId))
    const stays = this.#pair && ids.has(this.#pair.a.articleId) && ids.has(this.#pair.b.articleId)
    if (stays) return
    this.#pair = this.#diff = null
    const [first, second] = this.#story?.members ?? []
    if (first && second) void this.compare({ articleId: first.articleId }, { articleId: second.articleId })
  }
}
