/** What the columns of a data set hold, while a person says so: the choice, and the first rows as articles. */
import {
  type ColumnMapping,
  type ColumnsPreview,
  type DateOrder,
  type MappedBody,
  type MappedField,
  type PreviewedArticle,
} from '../../../electron/shared/mapping.ts'
import { asAppError, type Client } from '../client.ts'
import { Soon } from './soon.ts'

/** Each look at the file takes a process: not one for every key. */
const LOOK_AFTER_MS = 250

interface Dump {
  importId: number
  dumpId: number
}

export class ColumnChoice {
  readonly #client: Client
  /** the choice is kept: the file can be read */
  readonly #onchosen: (dump: Dump) => void
  #dump: Dump | null = $state.raw(null)
  #preview: ColumnsPreview | null = $state.raw(null)
  #mapping: ColumnMapping | null = $state.raw(null)
  #problem: string | null = $state.raw(null)
  #looking = $state(false)
  #saving = $state(false)
  #row = $state(0)
  #seq = 0
  #soon = new Soon(() => void this.#look())

  constructor(client: Client, onchosen: (dump: Dump) => void) {
    this.#client = client
    this.#onchosen = onchosen
  }

  get isOpen(): boolean {
    return this.#dump !== null
  }
  get preview(): ColumnsPreview | null {
    return this.#preview
  }
  get mapping(): ColumnMapping | null {
    return this.#mapping
  }
  get problem(): string | null {
    return this.#problem
  }
  /** the articles shown are those of the choice before */
  get looking(): boolean {
    return this.#looking
  }
  get saving(): boolean {
    return this.#saving
  }
  get row(): number {
    return Math.min(this.#row, Math.max(0, (this.#preview?.articles.length ?? 0) - 1))
  }
  get article(): PreviewedArticle | null {
    return this.#preview?.articles[this.row] ?? null
  }
  /** A title or a text is the least that an article has. */
  get isComplete(): boolean {
    const { title, body, summary } = this.#mapping?.fields ?? {}
    return [title, body, summary].some((columns) => columns !== undefined && columns.length > 0)
  }

  begin(dump: Dump): void {
    this.end()
    this.#dump = dump
    void this.#look()
  }

  end(): void {
    this.#seq++
    this.#soon.cancel()
    this.#dump = null
    this.#preview = null
    this.#mapping = null
    this.#problem = null
    this.#row = 0
    this.#looking = false
    this.#saving = false
  }

  /** The columns of a field; none: it has none. */
  columnsOf(field: MappedField): readonly string[] {
    return this.#mapping?.fields[field] ?? []
  }

  setColumns(field: MappedField, columns: readonly string[]): void {
    if (!this.#mapping) return
    const { [field]: _, ...others } = this.#mapping.fields
    const fields = columns.length > 0 ? { ...others, [field]: [...columns] } : others
    this.#change({ ...this.#mapping, fields })
  }

  setDates(dates: DateOrder): void {
    if (this.#mapping) this.#change({ ...this.#mapping, dates })
  }

  setBody(body: MappedBody): void {
    if (this.#mapping) this.#change({ ...this.#mapping, body })
  }

  turn(by: 1 | -1): void {
    const count = this.#preview?.articles.length ?? 0
    if (count > 0) this.#row = (this.row + by + count) % count
  }

  /** Keeps the choice for these columns, and has the file read. @returns whether it could be kept */
  async save(): Promise<boolean> {
    if (!this.#dump || !this.#mapping || !this.#preview || !this.isComplete) return false
    const dump = this.#dump
    this.#saving = true
    try {
      const columns = this.#preview.columns.map(({ path }) => path)
      await this.#client.call('archive.saveMapping', { columns, mapping: this.#mapping })
      this.#onchosen(dump)
      this.end()
      return true
    } catch (error) {
      this.#problem = asAppError(error).message
      return false
    } finally {
      this.#saving = false
    }
  }

  #change(mapping: ColumnMapping): void {
    this.#mapping = mapping
    this.#seq++
    this.#looking = this.isComplete
    if (this.isComplete) this.#soon.in(LOOK_AFTER_MS)
    else this.#soon.cancel()
  }

  async #look(): Promise<void> {
    if (!this.#dump) return
    const seq = ++this.#seq
    this.#looking = true
    try {
      const preview = await this.#client.call('import.columns', {
        dumpId: this.#dump.dumpId,
        mapping: this.#mapping,
      })
      if (seq !== this.#seq) return
      this.#preview = preview
      this.#mapping ??= preview.mapping
      this.#problem = null
      this.#looking = false
    } catch (error) {
      if (seq !== this.#seq) return
      const { message, detail } = asAppError(error)
      this.#problem = detail ? `${message} ${detail}` : message
      this.#looking = false
    }
  }
}

/** Whether a refusal says that somebody must say what the columns hold. */
export function needsColumns(reason: string | null): boolean {
  return reason?.startsWith('Nothing says which of its ') ?? false
}
