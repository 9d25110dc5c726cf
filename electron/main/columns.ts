/** A data set's first rows, as a mapping reads them: looked at in a process of its own, as what is in a file may be hostile. */
import type { Input } from '../shared/api.ts'
import type { ColumnsPreview } from '../shared/mapping.ts'
import { askAside, LastOfEach } from './aside.ts'
import { nativeBinding, type JobChild } from './child.ts'
import { requireForJob } from './imports.ts'
import type { ArchiveWindow } from './window.ts'

export class Columns {
  readonly #fork: () => JobChild
  readonly #asked = new LastOfEach<ArchiveWindow>()

  constructor(fork: () => JobChild) {
    this.#fork = fork
  }

  preview(window: ArchiveWindow, input: Input<'import.columns'>): Promise<ColumnsPreview> {
    const { path } = requireForJob(window)
    return this.#asked.run(window, (signal) =>
      askAside(this.#fork(), { kind: 'columns', path, ...input }, { nativeBinding: nativeBinding(), signal }),
    )
  }
}
