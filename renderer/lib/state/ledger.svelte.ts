/** One import looked at closely: its dumps, and the ledger of its records, by pages. */
import type { DumpRow, ReasonGroup, RecordRow, RecordState } from '../../../electron/shared/model.ts'
import type { FieldFateRow } from '../../../electron/shared/losses.ts'
import type { AppError } from '../../../electron/shared/errors.ts'
import { asAppError, type Client } from '../client.ts'

export const LEDGER_PAGE = 100
export type LedgerTab = 'dumps' | 'records'

interface Table<T> {
  rows: T[]
  total: number
  offset: number
}
function empty<T>(): Table<T> {
  return { rows: [], total: 0, offset: 0 }
}

export class Ledger {
  #client: Client
  #importId: number | null = $state(null)
  #tab: LedgerTab = $state('dumps')
  #dumps: Table<DumpRow> = $state.raw(empty<DumpRow>())
  #records: Table<RecordRow> = $state.raw(empty<RecordRow>())
  #state: RecordState | null = $state(null)
  #dump: DumpRow | null = $state.raw(null)
  #reason: ReasonGroup | null = $state.raw(null)
  #reasons: { groups: ReasonGroup[]; isAll: boolean } | null = $state.raw(null)
  #losses: readonly FieldFateRow[] = $state.raw([])
  #problemsOnly = $state(false)
  #error: AppError | null = $state.raw(null)
  #loaded = $state(false)
  #seq = 0

  constructor(client: Client) {
    this.#client = client
  }

  get importId(): number | null {
    return this.#importId
  }
  get tab(): LedgerTab {
    return this.#tab
  }
  get dumps(): Table<DumpRow> {
    return this.#dumps
  }
  get records(): Table<RecordRow> {
    return this.#records
  }
  get state(): RecordState | null {
    return this.#state
  }
  /** the dump whose records alone are shown */
  get dump(): DumpRow | null {
    return this.#dump
  }
  /** the reason whose records alone are shown */
  get reason(): ReasonGroup | null {
    return this.#reason
  }
  /** why records were refused, or what is to be known of those that went in; null until it is known */
  get reasons(): { groups: ReasonGroup[]; isAll: boolean } | null {
    return this.#reasons
  }
  /** what became of the fields of the exports that it read; empty where it read none */
  get losses(): readonly FieldFateRow[] {
    return this.#losses
  }
  get problemsOnly(): boolean {
    return this.#problemsOnly
  }
  get error(): AppError | null {
    return this.#error
  }
  get loaded(): boolean {
    return this.#loaded
  }

  async choose(importId: number, view: { tab?: LedgerTab; state?: RecordState | null } = {}): Promise<void> {
    if (importId !== this.#importId) {
      this.clear()
      this.#importId = importId
    }
    this.#tab = view.tab ?? this.#tab
    if (view.state !== undefined) {
      this.#state = view.state
      this.#reason = null
    }
    this.#records = { ...this.#records, offset: 0 }
    await this.refresh()
  }

  showTab(tab: LedgerTab): Promise<void> {
    this.#tab = tab
    return this.#load()
  }
  showState(state: RecordState | null): Promise<void> {
    this.#state = state
    this.#reason = null
    return this.turnTo(0)
  }
  /** Shows the records of one reason alone; null: those of its state. */
  showReason(reason: ReasonGroup | null): Promise<void> {
    this.#tab = 'records'
    this.#dump = null
    this.#reason = reason
    if (reason) this.#state = reason.state
    return this.turnTo(0)
  }
  showDump(dump: DumpRow | null): Promise<void> {
    this.#dump = dump
    this.#reason = null
    this.#tab = 'records'
    return this.turnTo(0)
  }
  showProblems(only: boolean): Promise<void> {
    this.#problemsOnly = only
    return this.turnTo(0)
  }

  /** Turns the table of the open tab to another page. */
  turnTo(offset: number): Promise<void> {
    if (this.#tab === 'dumps') this.#dumps = { ...this.#dumps, offset }
    else this.#records = { ...this.#records, offset }
    return this.#load()
  }

  /** @param isRunning the reasons are counted, and what became of the fields is told, when the import has ended */
  async refresh(isRunning = false): Promise<void> {
    await Promise.all([this.#load(), ...(isRunning ? [] : [this.#loadReasons(), this.#loadLosses()])])
  }

  async #loadReasons(): Promise<void> {
    const importId = this.#importId
    if (importId === null) return
    try {
      const reasons = await this.#client.call('archive.reasons', { importId, dumpId: null })
      if (importId === this.#importId) this.#reasons = reasons
    } catch {
      // the table beside it tells what is wrong
    }
  }

  async #load(): Promise<void> {
    const importId = this.#importId
    if (importId === null) return
    const seq = ++this.#seq
    try {
      if (this.#tab === 'dumps') await this.#loadDumps(importId, seq)
      else await this.#loadRecords(importId, seq)
      if (seq === this.#seq) this.#error = null
    } catch (error) {
      if (seq === this.#seq) this.#error = asAppError(error)
    }
    if (seq === this.#seq) this.#loaded = true
  }

  async #loadLosses(): Promise<void> {
    const importId = this.#importId
    if (importId === null) return
    try {
      const losses = await this.#client.call('archive.losses', { importId })
      if (importId === this.#importId) this.#losses = losses
    } catch {
      // the table beside it tells what is wrong
    }
  }

  async #loadDumps(importId: number, seq: number): Promise<void> {
    const { offset } = this.#dumps
    const page = await this.#client.call('archive.dumps', {
      importId,
      offset,
      limit: LEDGER_PAGE,
      problemsOnly: this.#problemsOnly,
    })
    if (seq === this.#seq) this.#dumps = { ...page, offset }
  }

  async #loadRecords(importId: number, seq: number): Promise<void> {
    const { offset } = this.#records
    const page = await this.#client.call('archive.records', {
      importId,
      dumpId: this.#dump?.id ?? null,
      state: this.#state,
      ...(this.#reason && { reason: this.#reason.kind }),
      offset,
      limit: LEDGER_PAGE,
    })
    if (seq === this.#seq) this.#records = { ...page, offset }
  }

  clear(): void {
    this.#seq += 1
    this.#importId = null
    this.#tab = 'dumps'
    this.#dumps = empty()
    this.#records = empty()
    this.#state = null
    this.#dump = null
    this.#reason = null
    this.#reasons = null
    this.#losses = []
    this.#problemsOnly = false
    this.#error = null
    this.#loaded = false
  }
}
