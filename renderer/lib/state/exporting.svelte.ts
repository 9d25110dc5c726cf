/** An export being put together: of what, in which format, and how it would look. */
import { PDF_DEFAULTS, type ExportFormat, type PdfOptions } from '../../../electron/shared/export.ts'
import type { Client } from '../client.ts'
import { isTypeset } from './export-formats.ts'
import type { Subject } from './export-subjects.ts'
import { PagePreview } from './page-preview.svelte.ts'
import { PdfPresets } from './pdf-presets.svelte.ts'

export class Exporting {
  readonly preview: PagePreview
  readonly presets: PdfPresets
  #client: Client
  #ask: () => readonly Subject[]
  readonly #set: Partial<PdfOptions>
  #at = $state(0)
  #format: ExportFormat = $state('pdf')
  #options: PdfOptions = $state.raw(PDF_DEFAULTS)
  #ready = $state(false)

  /**
   * @param subjects at least one; asked again when what they are made of changes, as while an import runs
   * @param set options that are this, whatever they were the last time
   */
  constructor(client: Client, subjects: () => readonly Subject[], set: Partial<PdfOptions> = {}) {
    this.#client = client
    this.#ask = subjects
    this.#set = set
    this.preview = new PagePreview(client)
    this.presets = new PdfPresets(client)
  }

  get subjects(): readonly Subject[] {
    return this.#ask()
  }
  get at(): number {
    return this.#at
  }
  get subject(): Subject {
    const { subjects } = this
    return subjects[this.#at] ?? subjects.at(-1)!
  }
  get format(): ExportFormat {
    return this.#format
  }
  get options(): PdfOptions {
    return this.#options
  }
  get isTypeset(): boolean {
    return isTypeset(this.#format)
  }
  /** the options of the last time are here */
  get ready(): boolean {
    return this.#ready
  }

  /** Takes the options of the last time, without its title: that was of another export. */
  async load(): Promise<void> {
    try {
      const [options] = await Promise.all([this.#client.call('export.lastOptions'), this.presets.load()])
      this.#options = { ...options, title: '', ...this.#set }
    } finally {
      this.#ready = true
      this.look(0)
    }
  }

  chooseSubject(at: number): void {
    this.#at = at
    this.preview.turnTo(0)
    this.look(0)
  }
  chooseFormat(format: ExportFormat): void {
    const wasTypeset = this.isTypeset
    this.#format = format
    if (!this.isTypeset) this.preview.stop()
    else if (!wasTypeset) this.look(0)
  }
  set(change: Partial<PdfOptions>): void {
    this.#options = { ...this.#options, ...change }
    this.look()
  }
  usePreset(name: string): void {
    const preset = this.presets.get(name)
    if (preset) this.set({ ...preset.options, title: this.#options.title })
  }

  /** Asks where to, and begins. Resolves to the job's number, or null when that was cancelled. */
  start(): Promise<number | null> {
    const { selection } = this.subject
    const format = this.#format
    return this.#client.call('export.start', {
      ...{ format, selection },
      ...(this.isTypeset ? { options: this.#options } : {}),
    })
  }

  close(): void {
    this.preview.stop()
  }

  /** Asks for pages, where there are any to be seen. */
  look(afterMs?: number): void {
    if (!this.isTypeset || !this.#ready || this.subject.count === 0) return
    this.preview.ask({ selection: this.subject.selection, options: this.#options }, afterMs)
  }
}
