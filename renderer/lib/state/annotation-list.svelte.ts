/** All annotations of the archive, a page at a time: by article, collection or colour, and by the words in them. */
import type { Input } from '../../../electron/shared/api.ts'
import type { AppError } from '../../../electron/shared/errors.ts'
import type { AnnotationColour, AnnotationGrouping, AnnotationRow } from '../../../electron/shared/own.ts'
import { asAppError, type Client } from '../client.ts'

export const LIST_PAGE = 100
const TYPING_PAUSE_MS = 150

/** Annotations that stand under one heading. */
export interface AnnotationGroup {
  id: number | null
  label: string
  count: number
  rows: AnnotationRow[]
}

export class AnnotationList {
  #client: Client
  #typed = $state('')
  #group: AnnotationGrouping = $state('article')
  #colour: AnnotationColour | null = $state(null)
  #orphans = $state(false)
  /** only with words of a note, or only mere highlights; null for both */
  #note: boolean | null = $state(null)
  #offset = $state(0)
  #rows: AnnotationRow[] = $state.raw([])
  #total = $state(0)
  #error: AppError | null = $state.raw(null)
  #loaded = $state(false)
  #seq = 0
  #timer: ReturnType<typeof setTimeout> | undefined
  #groups = $derived(grouped(this.#rows))

  constructor(client: Client) {
    this.#client = client
  }

  get typed(): string {
    return this.#typed
  }
  get group(): AnnotationGrouping {
    return this.#group
  }
  get colour(): AnnotationColour | null {
    return this.#colour
  }
  get orphans(): boolean {
    return this.#orphans
  }
  get note(): boolean | null {
    return this.#note
  }
  get offset(): number {
    return this.#offset
  }
  get total(): number {
    return this.#total
  }
  get error(): AppError | null {
    return this.#error
  }
  get groups(): AnnotationGroup[] {
    return this.#groups
  }
  get loaded(): boolean {
    return this.#loaded
  }
  get filtered(): boolean {
    return this.#typed.trim() !== '' || this.#colour !== null || this.#orphans || this.#note !== null
  }

  type(text: string): void {
    this.#typed = text
    this.#offset = 0
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.load(), TYPING_PAUSE_MS)
  }
  groupBy(group: AnnotationGrouping): Promise<void> {
    this.#group = group
    return this.turnTo(0)
  }
  filter(change: {
    colour?: AnnotationColour | null
    orphans?: boolean
    note?: boolean | null
  }): Promise<void> {
    if (change.note !== undefined) this.#note = change.note
    if (change.colour !== undefined) this.#colour = change.colour
    if (change.orphans !== undefined) this.#orphans = change.orphans
    return this.turnTo(0)
  }
  lift(): Promise<void> {
    this.#typed = ''
    return this.filter({ colour: null, orphans: false, note: null })
  }
  turnTo(offset: number): Promise<void> {
    this.#offset = offset
    return this.load()
  }

  async load(): Promise<void> {
    clearTimeout(this.#timer)
    const seq = ++this.#seq
    try {
      const page = await this.#client.call('archive.annotations', this.#question())
      if (seq !== this.#seq) return
      this.#rows = page.rows
      this.#total = page.total
      this.#error = null
      this.#loaded = true
    } catch (error) {
      if (seq === this.#seq) this.#error = asAppError(error)
    }
  }

  #question(): Input<'archive.annotations'> {
    return {
      text: this.#typed,
      group: this.#group,
      offset: this.#offset,
      limit: LIST_PAGE,
      ...(this.#colour !== null && { colour: this.#colour }),
      ...(this.#orphans && { orphans: true }),
      ...(this.#note !== null && { note: this.#note }),
    }
  }

  clear(): void {
    this.#seq += 1
    clearTimeout(this.#timer)
    this.#typed = ''
    this.#colour = null
    this.#orphans = false
    this.#note = null
    this.#offset = 0
    this.#rows = []
    this.#total = 0
    this.#error = null
    this.#loaded = false
  }
}

/** The rows come in the order of their groups. */
function grouped(rows: readonly AnnotationRow[]): AnnotationGroup[] {
  const groups: AnnotationGroup[] = []
  for (const row of rows) {
    const { id, label, count } = row.group
    const last = groups.at(-1)
    if (last && last.id === id && last.label === label) last.rows.push(row)
    else groups.push({ id, label, count, rows: [row] })
  }
  return groups
}
