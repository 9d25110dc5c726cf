/** Named sets of options, kept on this computer. A title is of one export, so none has one. */
import type { PdfOptions, PdfPreset } from '../../../electron/shared/export.ts'
import type { Client } from '../client.ts'

export const MOST_PRESETS = 100

export class PdfPresets {
  #client: Client
  #all: PdfPreset[] = $state.raw([])

  constructor(client: Client) {
    this.#client = client
  }

  /** by name */
  get all(): PdfPreset[] {
    return this.#all
  }
  /** The one that has just these options. */
  of(options: PdfOptions): PdfPreset | undefined {
    const wanted = canonical(options)
    return this.#all.find((preset) => canonical(preset.options) === wanted)
  }
  get(name: string): PdfPreset | undefined {
    return this.#all.find((preset) => preset.name === name)
  }

  async load(): Promise<void> {
    this.#all = sorted(await this.#client.call('export.presets'))
  }

  /** Adds one, or gives one of that name other options. */
  save(name: string, options: PdfOptions): Promise<void> {
    const preset = { name: name.trim(), options: { ...options, title: '' } }
    return this.#keep([...this.#all.filter((other) => other.name !== preset.name), preset])
  }
  /** Another one of the new name goes. */
  rename(name: string, to: string): Promise<void> {
    const preset = this.get(name)
    if (!preset) return Promise.resolve()
    const others = this.#all.filter((other) => other.name !== name && other.name !== to.trim())
    return this.#keep([...others, { ...preset, name: to.trim() }])
  }
  delete(name: string): Promise<void> {
    return this.#keep(this.#all.filter((preset) => preset.name !== name))
  }

  async #keep(presets: PdfPreset[]): Promise<void> {
    this.#all = sorted(await this.#client.call('export.savePresets', { presets: sorted(presets) }))
  }
}

function sorted(presets: readonly PdfPreset[]): PdfPreset[] {
  return [...presets].sort((a, b) => a.name.localeCompare(b.name))
}

function canonical(options: PdfOptions): string {
  return JSON.stringify(Object.entries({ ...options, title: '' }).sort())
}
