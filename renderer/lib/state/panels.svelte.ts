/** What stands over the desk for a moment: a question with its answer, a picker, a menu of the right mouse button. */
import type { JobProgress } from '../../../electron/shared/api.ts'
import type { PdfOptions } from '../../../electron/shared/export.ts'
import type { ArticleRow, ImportRun } from '../../../electron/shared/model.ts'
import type { Collection, ItemNote, Rule, TakingBack } from '../../../electron/shared/own.ts'
import type { Target } from './article-actions.ts'
import type { Subject } from './export-subjects.ts'

/** One of many to choose from. */
export interface Choice {
  key: string
  label: string
  hint?: string
  hue?: number | null
  depth?: number
}

export type Panel =
  | { kind: 'confirm'; title: string; text: string; button: string; run: () => void }
  | {
      kind: 'name'
      title: string
      label: string
      value: string
      button: string
      hint?: string
      /** resolves to false when the name was not taken, so that it can be mended */
      run: (value: string) => Promise<boolean>
    }
  | {
      kind: 'choose'
      title: string
      label: string
      choices: Choice[]
      /** what typing a name that does not exist makes */
      create?: { label: (text: string) => string; run: (text: string) => void }
      run: (key: string) => void
    }
  | {
      kind: 'colour'
      title: string
      hue: number | null
      clearable: boolean
      run: (hue: number | null) => void
    }
  | { kind: 'tag-articles'; target: Target }
  | { kind: 'item-note'; collection: Collection; row: ArticleRow; item: ItemNote }
  | { kind: 'description'; collection: Collection }
  /** the story that an article belongs to */
  | { kind: 'story'; articleId: number }
  /** the texts of an article that was captured several times; at first that version and the one before it */
  | { kind: 'versions'; articleId: number; version?: number | undefined }
  | { kind: 'tags' }
  | { kind: 'history' }
  | { kind: 'outlet'; outletId: number }
  | { kind: 'outlets' }
  | { kind: 'rules' }
  | { kind: 'rule'; rule: Rule | null }
  /** with options that are set whatever they were the last time */
  | { kind: 'export'; subjects: () => readonly Subject[]; options?: Partial<PdfOptions> }
  | { kind: 'cite'; subject: Subject }
  | { kind: 'report'; job: JobProgress }
  | { kind: 'take-back'; run: ImportRun; looked: TakingBack }

export interface MenuItem {
  label: string
  hint?: string
  disabled?: boolean
  danger?: boolean
  run: () => void
}

export interface PointMenu {
  label: string
  items: (MenuItem | null)[]
  x: number
  y: number
}

export class Panels {
  #panel: Panel | null = $state.raw(null)
  #menu: PointMenu | null = $state.raw(null)

  get panel(): Panel | null {
    return this.#panel
  }
  get menu(): PointMenu | null {
    return this.#menu
  }

  open(panel: Panel): void {
    this.#menu = null
    this.#panel = panel
  }
  /** Closes what is open; a panel that opened another one leaves that alone. */
  close(panel: Panel | null = this.#panel): void {
    if (panel === this.#panel) this.#panel = null
  }

  /** A menu at a point of the window. */
  openMenu(menu: PointMenu): void {
    this.#menu = menu
  }
  closeMenu(): void {
    this.#menu = null
  }

  clear(): void {
    this.#panel = null
    this.#menu = null
  }
}
