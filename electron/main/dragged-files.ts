/** Articles dragged out of the window: written to a folder of their own, which goes when the app quits. */
import { app, nativeImage, type WebContents } from 'electron'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export class DraggedFiles {
  readonly #icon: string
  #folder: string | null = null

  /** @param icon what hangs at the pointer */
  constructor(icon: string) {
    this.#icon = icon
  }

  /** Writes a file and begins its drag; the pointer must still be down. */
  start(contents: WebContents, name: string, text: string): void {
    this.#folder ??= mkdtempSync(join(app.getPath('temp'), 'clipfile-drag-'))
    // two articles of one title are two files: whoever drops both on a folder is asked by its system
    const file = join(mkdtempSync(join(this.#folder, 'a-')), name)
    writeFileSync(file, text, { mode: 0o600 })
    contents.startDrag({ file, icon: nativeImage.createFromPath(this.#icon) })
  }

  /** Removes what was written. Where a program still holds a file, the system clears it away later. */
  remove(): void {
    if (this.#folder === null) return
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 2 })
    this.#folder = null
  }
}
