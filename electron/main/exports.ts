/** Ways out of an archive: exports with what they remember, their previews, printing, and dragging an article out. */
import { shell } from 'electron'
import { existsSync } from 'node:fs'
import type { Input, Selection } from '../shared/api.ts'
import { AppError, fromErrorReply } from '../shared/errors.ts'
import { EXPORT_EXTENSIONS, PDF_DEFAULTS, type PdfOptions, type PdfPreview } from '../shared/export.ts'
import type { Article } from '../shared/model.ts'
import type { Collection, SavedSearch } from '../shared/own.ts'
import { askAside, LastOfEach } from './aside.ts'
import { nativeBinding, type JobChild } from './child.ts'
import type { Dialogs } from './dialogs.ts'
import type { DraggedFiles } from './dragged-files.ts'
import { fileNameOf, withExtension } from './file-names.ts'
import { requireArchive, requireForJob } from './imports.ts'
import type { Session } from './session.ts'
import type { Settings } from './settings.ts'
import type { ArchiveWindow, WindowArchive } from './window.ts'

interface Parts {
  session: Session
  settings: Settings
  dialogs: Dialogs
  fork: () => JobChild
  dragged: DraggedFiles
}

export class Exports {
  readonly #parts: Parts
  readonly #previews = new LastOfEach<ArchiveWindow>()

  constructor(parts: Parts) {
    this.#parts = parts
  }

  get lastOptions(): PdfOptions {
    return this.#parts.settings.data.pdfOptions ?? PDF_DEFAULTS
  }

  /** Asks where to, and starts the job; null when the dialog was cancelled. */
  async start(
    window: ArchiveWindow,
    { format, selection, options }: Input<'export.start'>,
  ): Promise<number | null> {
    const { session, settings, dialogs } = this.#parts
    const archive = requireForJob(window)
    if (options) settings.update({ pdfOptions: options })
    const title = await titleOf(archive, selection)
    const name = fileNameOf(title, archive.name)
    const chosen = await dialogs.exportTarget(window.browser, format, name)
    if (chosen === null) return null
    const target = withExtension(chosen, EXPORT_EXTENSIONS[format])
    if (target !== chosen && existsSync(target)) {
      // the dialog asked about the name without its extension
      const next = 'Export once more, and choose that very file if it is to be replaced.'
      throw new AppError('write-failed', `There is already a file ${target}`, next)
    }
    return session.jobs.start(name, {
      ...{ kind: 'export', path: archive.path, format, selection, target },
      ...(options ? { options } : {}),
    })
  }

  preview(window: ArchiveWindow, { selection, options }: Input<'export.preview'>): Promise<PdfPreview> {
    const { path } = requireForJob(window)
    const request = { kind: 'preview' as const, path, selection, options }
    return this.#previews.run(window, (signal) =>
      askAside(this.#parts.fork(), request, { nativeBinding: nativeBinding(), signal }),
    )
  }
  endPreview(window: ArchiveWindow): void {
    this.#previews.stop(window)
  }

  /** Opens the folder with what a job of this window wrote. */
  show(window: ArchiveWindow, jobId: number): void {
    shell.showItemInFolder(this.#parts.session.jobs.written(requireArchive(window).path, jobId))
  }

  /** The system's print dialog for what the window shows: its style for print leaves the article alone. */
  print(window: ArchiveWindow): void {
    requireArchive(window)
    window.print()
  }

  /** Lets an article be dropped outside as a file; called while a drag begins. */
  async drag(window: ArchiveWindow, articleId: number): Promise<void> {
    const { backend, name } = requireArchive(window)
    const text = await backend.call('archive.markdown', { articleId })
    if (!text.ok) throw fromErrorReply(text.error)
    const article = await backend.call('archive.article', { id: articleId })
    const title = article.ok ? (article.value as Article).title : ''
    this.#parts.dragged.start(
      window.browser.webContents,
      `${fileNameOf(title, name)}.md`,
      text.value as string,
    )
  }
}

/** What a selection is called: its collection, its saved search, its article, else the archive. */
async function titleOf(archive: WindowArchive, selection: Selection): Promise<string> {
  const { backend, name } = archive
  if ('ids' in selection) {
    const [id] = selection.ids
    if (selection.ids.length !== 1 || id === undefined) return name
    const reply = await backend.call('archive.article', { id })
    return reply.ok ? (reply.value as Article).title : name
  }
  const { query } = selection
  if (query.collectionId !== undefined) {
    const reply = await backend.call('archive.collections', undefined)
    const all = reply.ok ? (reply.value as Collection[]) : []
    return all.find(({ id }) => id === query.collectionId)?.title ?? name
  }
  const reply = await backend.call('archive.savedSearches', undefined)
  const searches = reply.ok ? (reply.value as SavedSearch[]) : []
  const asked = canonical(query)
  return searches.find((search) => canonical(search.query) === asked)?.name ?? name
}

function canonical(query: object): string {
  return JSON.stringify(
    Object.entries(query)
      .filter(([, value]) => value !== null && value !== undefined)
      .sort(),
  )
}
