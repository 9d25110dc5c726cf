/** The questions we ask by the system's own dialogs. Each takes the window it belongs to. */
import { app, dialog, type BrowserWindow } from 'electron'
import { dirname, join } from 'node:path'
import type { JobProgress } from '../shared/api.ts'
import type { ErrorReply } from '../shared/errors.ts'
import { EXPORT_EXTENSIONS, EXPORT_NAMES, type ExportFormat } from '../shared/export.ts'
import { fileNameOf, withExtension } from './file-names.ts'
import { ARCHIVE_EXTENSION, withArchiveExtension } from './files.ts'
import type { FolderKind, Settings } from './settings.ts'

const ARCHIVES = [{ name: 'Clipfile archive', extensions: [ARCHIVE_EXTENSION.slice(1)] }]
const ANNOTATIONS = [{ name: 'W3C Web Annotations', extensions: ['jsonld', 'json'] }]
const TIMELINE_KINDS = { png: 'Picture', svg: 'Drawing', csv: 'Comma-separated values' }

export class Dialogs {
  readonly #settings: Settings
  readonly #logPath: string

  constructor(settings: Settings, logPath: string) {
    this.#settings = settings
    this.#logPath = logPath
  }

  /** Where a new archive is to be; the name carries our extension. */
  async newArchive(
    parent: BrowserWindow,
    message = 'Choose a place for the new archive',
  ): Promise<string | null> {
    const path = await this.#save(parent, 'archive', {
      title: message,
      message,
      buttonLabel: 'Create',
      defaultPath: 'News.clipfile',
      filters: ARCHIVES,
    })
    return path === null ? null : withArchiveExtension(path)
  }

  async openArchive(parent: BrowserWindow): Promise<string | null> {
    const options = { title: 'Open archive', properties: ['openFile' as const], filters: ARCHIVES }
    const [path] = (await this.#choose(parent, 'archive', options)) ?? []
    return path ?? null
  }

  async dumps(parent: BrowserWindow, kind: 'files' | 'folder'): Promise<string[] | null> {
    const one = kind === 'files' ? ('openFile' as const) : ('openDirectory' as const)
    return this.#choose(parent, 'import', {
      title: kind === 'files' ? 'Import files' : 'Import a folder',
      buttonLabel: 'Import',
      properties: [one, 'multiSelections'],
    })
  }

  /** Where an export is to be: a file, or the name of a folder that is made. */
  async exportTarget(parent: BrowserWindow, format: ExportFormat, name: string): Promise<string | null> {
    const extension = EXPORT_EXTENSIONS[format]
    const kind = EXPORT_NAMES[format]
    return this.#save(parent, 'export', {
      title: `Export as ${kind}`,
      message: extension === null ? 'Choose a name for the new folder' : `Export as ${kind}`,
      buttonLabel: 'Export',
      defaultPath: extension === null ? name : `${name}.${extension}`,
      ...(extension === null ? {} : { filters: [{ name: kind, extensions: [extension] }] }),
      properties: ['showOverwriteConfirmation', 'createDirectory'],
    })
  }

  async backupFolder(parent: BrowserWindow): Promise<string | null> {
    const title = 'Choose a folder for backups'
    const properties = ['openDirectory' as const, 'createDirectory' as const]
    const options = { title, message: title, buttonLabel: 'Use This Folder', properties }
    const [path] = (await this.#choose(parent, 'backup', options)) ?? []
    return path ?? null
  }

  /** The folder whose new files are to go into an archive. */
  async watchedFolder(parent: BrowserWindow): Promise<string | null> {
    const title = 'Choose a folder to watch'
    const properties = ['openDirectory' as const, 'createDirectory' as const]
    const options = { title, message: title, buttonLabel: 'Watch This Folder', properties }
    const [path] = (await this.#choose(parent, 'watch', options)) ?? []
    return path ?? null
  }

  /** Where a restored archive is to be. */
  async restoreTarget(parent: BrowserWindow, name: string): Promise<string | null> {
    const path = await this.#save(parent, 'archive', {
      title: 'Restore the backup as a new archive',
      message: 'The restored archive is a new file; nothing is overwritten',
      buttonLabel: 'Restore',
      defaultPath: `${name} restored${ARCHIVE_EXTENSION}`,
      filters: ARCHIVES,
    })
    return path === null ? null : withArchiveExtension(path)
  }

  /** The archive whose contents are to be taken in. */
  async otherArchive(parent: BrowserWindow): Promise<string | null> {
    const title = 'Merge another archive into this one'
    const options = { title, message: title, buttonLabel: 'Merge', filters: ARCHIVES }
    const [path] = (await this.#choose(parent, 'archive', { ...options, properties: ['openFile'] })) ?? []
    return path ?? null
  }

  async timelineTarget(
    parent: BrowserWindow,
    archiveName: string,
    kind: keyof typeof TIMELINE_KINDS,
  ): Promise<string | null> {
    return this.#save(parent, 'export', {
      title: 'Export the timeline',
      buttonLabel: 'Export',
      defaultPath: `${archiveName}-timeline.${kind}`,
      filters: [{ name: TIMELINE_KINDS[kind], extensions: [kind] }],
      properties: ['showOverwriteConfirmation'],
    })
  }

  /** Where the ledger of an import is written. */
  async ledgerTarget(parent: BrowserWindow, importName: string): Promise<string | null> {
    const path = await this.#save(parent, 'export', {
      title: 'Save the ledger',
      buttonLabel: 'Save',
      defaultPath: `${fileNameOf(importName, 'import')} ledger.csv`,
      filters: [{ name: 'Table (CSV)', extensions: ['csv'] }],
      properties: ['showOverwriteConfirmation'],
    })
    return path === null ? null : withExtension(path, 'csv')
  }

  async annotationsTarget(parent: BrowserWindow, archiveName: string): Promise<string | null> {
    return this.#save(parent, 'export', {
      title: 'Export annotations',
      buttonLabel: 'Export',
      defaultPath: `${archiveName}-annotations.jsonld`,
      filters: ANNOTATIONS,
      properties: ['showOverwriteConfirmation'],
    })
  }

  async annotationsFile(parent: BrowserWindow): Promise<string | null> {
    const options = { title: 'Import annotations', buttonLabel: 'Import', filters: ANNOTATIONS }
    const [path] = (await this.#choose(parent, 'import', { ...options, properties: ['openFile'] })) ?? []
    return path ?? null
  }

  /** Whether running jobs may be stopped. */
  async mayStop(
    parent: BrowserWindow | null,
    jobs: JobProgress[],
    leaving: 'quit' | 'close',
  ): Promise<boolean> {
    const [job] = jobs
    const what =
      jobs.length === 1 && job
        ? `The ${job.kind} “${job.name}” is still running.`
        : `${jobs.length} jobs are still running.`
    const options = {
      type: 'question' as const,
      message: what,
      detail: 'What was imported so far is kept, and a stopped import can be resumed.',
      buttons: [leaving === 'quit' ? 'Stop and Quit' : 'Stop and Close', 'Keep Running'],
      defaultId: 1,
      cancelId: 1,
      noLink: true,
    }
    const { response } = await (parent
      ? dialog.showMessageBox(parent, options)
      : dialog.showMessageBox(options))
    return response === 0
  }

  async error(parent: BrowserWindow | null, { message, detail }: ErrorReply): Promise<void> {
    const options = { type: 'error' as const, message, detail: detail ?? '', buttons: ['OK'], noLink: true }
    await (parent ? dialog.showMessageBox(parent, options) : dialog.showMessageBox(options))
  }

  /** The archive's process died twice: say so, and where to read why. */
  async backendLost(parent: BrowserWindow, archiveName: string): Promise<void> {
    await this.error(parent, {
      code: 'backend-lost',
      message: `“${archiveName}” cannot be read any more.`,
      detail: `The process that reads it ended twice. Nothing that was imported is lost: close the window and open the archive again. The log is in ${this.#logPath}`,
    })
  }

  async #choose(
    parent: BrowserWindow,
    kind: FolderKind,
    options: Electron.OpenDialogOptions,
  ): Promise<string[] | null> {
    const defaultPath = this.#folder(kind)
    const { canceled, filePaths } = await dialog.showOpenDialog(parent, { ...options, defaultPath })
    const [first] = filePaths
    if (canceled || first === undefined) return null
    this.#remember(kind, first)
    return filePaths
  }

  async #save(
    parent: BrowserWindow,
    kind: FolderKind,
    options: Electron.SaveDialogOptions,
  ): Promise<string | null> {
    const defaultPath = join(this.#folder(kind), options.defaultPath ?? '')
    const { canceled, filePath } = await dialog.showSaveDialog(parent, { ...options, defaultPath })
    if (canceled || !filePath) return null
    this.#remember(kind, filePath)
    return filePath
  }

  #folder(kind: FolderKind): string {
    return this.#settings.data.folders[kind] ?? app.getPath('documents')
  }

  #remember(kind: FolderKind, path: string): void {
    this.#settings.update({ folders: { ...this.#settings.data.folders, [kind]: dirname(path) } })
  }
}
