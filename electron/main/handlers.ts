/** What main answers itself. A method of the contract without a handler here does not compile. */
import { app, nativeTheme, shell } from 'electron'
import { basename } from 'node:path'
import {
  EVERYTHING,
  type Input,
  type MainMethod,
  type Output,
  type Reply,
  type Theme,
} from '../shared/api.ts'
import { AppError } from '../shared/errors.ts'
import type { JobRequest } from '../shared/wire.ts'
import type { Backups } from './backups.ts'
import { copy } from './clipboard.ts'
import type { Columns } from './columns.ts'
import type { Dialogs } from './dialogs.ts'
import type { Exports } from './exports.ts'
import { requireArchive, requireForJob, type Imports } from './imports.ts'
import type { Leaving } from './leaving.ts'
import { isArchiveCall, type Call } from './requests.ts'
import type { Session } from './session.ts'
import type { WatchedFolders } from './watched-folders.ts'
import { mergeView, type Settings } from './settings.ts'
import type { ArchiveWindow } from './window.ts'
import { writeWhole } from './write-whole.ts'

export type Handlers = {
  [M in MainMethod]: (input: Input<M>, window: ArchiveWindow) => Output<M> | Promise<Output<M>>
}

export interface Parts {
  session: Session
  settings: Settings
  dialogs: Dialogs
  imports: Imports
  leaving: Leaving
  exports: Exports
  backups: Backups
  columns: Columns
  watched: WatchedFolders
  /** menus show recents and theme */
  onChange: () => void
}

export function makeHandlers(parts: Parts): Handlers {
  const { session, settings, dialogs, imports, leaving, onChange } = parts
  const { jobs } = session
  const extraction = (
    window: ArchiveWindow,
    request: Extract<JobRequest, { kind: 'extract' }>['request'],
  ) => {
    const { path, name } = requireForJob(window)
    return jobs.start(name, { kind: 'extract', path, request })
  }
  return {
    'session.state': async (_input, window) => {
      const state = await session.state(window)
      // after this reply is on its way, so that the page knows its state before it is offered anything
      setImmediate(() => window.pageListens())
      return state
    },
    'session.new': async (_input, window) => {
      const path = await dialogs.newArchive(window.browser)
      return path === null ? null : session.open(path, window, true)
    },
    'session.open': async (_input, window) => {
      const path = await dialogs.openArchive(window.browser)
      return path === null ? null : session.open(path, window)
    },
    'session.openRecent': ({ path }, window) => {
      // a page may name only what it was told: it must not open files of its choice
      if (!settings.data.recents.some((recent) => recent.path === path)) {
        throw new AppError('not-allowed', 'This is not one of the recent archives.')
      }
      return session.open(path, window)
    },
    'session.forgetRecent': async ({ path }) => {
      settings.update({ recents: settings.data.recents.filter((recent) => recent.path !== path) })
      onChange()
      void session.publish()
      return session.recents()
    },
    'session.openSample': (_input, window) => imports.openSample(window),
    'session.close': (_input, window) => leaving.closeArchive(window),
    'session.saved': (_input, window) => window.pageSaved(),
    'settings.theme': ({ theme }) => {
      applyTheme(theme, settings)
      onChange()
      return session.publish()
    },
    'settings.notify': ({ on }) => {
      settings.update({ notify: on })
      return session.publish()
    },
    'watch.state': (_input, window) => parts.watched.state(window),
    'watch.choose': (_input, window) => parts.watched.choose(window),
    'watch.stop': (_input, window) => parts.watched.stop(window),
    'settings.view': (view) => settings.update({ view: mergeView(settings.data.view, view) }),
    'menu.changes': (changes, window) => {
      window.changes = changes
      onChange()
    },
    'import.choose': ({ kind }, window) => imports.choose(window, kind),
    'import.paths': ({ paths }, window) => imports.paths(window, paths),
    'import.resume': ({ importId }, window) => imports.resume(window, importId),
    'import.retry': ({ importId, dumpId }, window) => imports.retry(window, importId, dumpId),
    'import.columns': (input, window) => parts.columns.preview(window, input),
    'import.ledger': (choice, window) => imports.ledger(window, choice),
    'extraction.preview': ({ all }, window) => extraction(window, { do: 'preview', all }),
    'extraction.apply': (_input, window) => extraction(window, { do: 'apply' }),
    'trash.empty': ({ articleIds, deletedIds = [] }, window) => {
      const { path, name } = requireArchive(window)
      const what = articleIds === null ? 'all' : { articleIds, deletedIds }
      return jobs.start(name, { kind: 'trash', path, what })
    },
    'annotations.export': async (_input, window) => {
      const { path, name } = requireForJob(window)
      const target = await dialogs.annotationsTarget(window.browser, name)
      const selection = { query: EVERYTHING, except: [] }
      return target === null
        ? null
        : jobs.start(name, { kind: 'export', path, format: 'annotations', selection, target })
    },
    'annotations.import': async (_input, window) => {
      const { path } = requireForJob(window)
      const source = await dialogs.annotationsFile(window.browser)
      return source === null ? null : jobs.start(basename(source), { kind: 'annotations', path, source })
    },
    'timeline.save': async ({ kind, data }, window) => {
      const target = await dialogs.timelineTarget(window.browser, requireArchive(window).name, kind)
      if (target === null) return null
      writeWhole(target, data)
      return basename(target)
    },
    'job.pause': ({ jobId }, window) => jobs.pause(requireArchive(window).path, jobId),
    'job.cancel': ({ jobId }, window) => jobs.cancel(requireArchive(window).path, jobId),
    'job.list': (_input, window) => (window.archive ? jobs.list(window.archive.path) : []),
    'archiveFile.check': (_input, window) => {
      const { path, name } = requireForJob(window)
      return jobs.start(name, { kind: 'check', path })
    },
    'archiveFile.show': (_input, window) => shell.showItemInFolder(requireArchive(window).path),
    'clipboard.write': ({ text, html }) => copy(text, html),
    ...exportHandlers(parts),
  }
}

type ExportMethod = Extract<MainMethod, `export.${string}` | `backup.${string}` | `merge.${string}`>

function exportHandlers({ settings, exports, backups }: Parts): Pick<Handlers, ExportMethod> {
  return {
    'export.start': (input, window) => exports.start(window, input),
    'export.preview': (input, window) => exports.preview(window, input),
    'export.endPreview': (_input, window) => exports.endPreview(window),
    'export.presets': () => settings.data.pdfPresets,
    'export.savePresets': ({ presets }) => {
      settings.update({ pdfPresets: presets })
      return presets
    },
    'export.lastOptions': () => exports.lastOptions,
    'export.show': ({ jobId }, window) => exports.show(window, jobId),
    'export.print': (_input, window) => exports.print(window),
    'export.drag': ({ articleId }, window) => exports.drag(window, articleId),
    'backup.state': (_input, window) => backups.state(window),
    'backup.chooseFolder': (_input, window) => backups.chooseFolder(window),
    'backup.plan': (plan, window) => backups.plan(window, plan),
    'backup.make': (_input, window) => backups.make(window),
    'backup.preview': ({ name }, window) => backups.preview(window, name),
    'backup.restore': ({ name }, window) => backups.restore(window, name),
    'merge.choose': (_input, window) => backups.merge(window),
  }
}

/** Sends a call to whoever answers it: the archive's process, or a handler. */
export async function route(handlers: Handlers, window: ArchiveWindow, call: Call): Promise<Reply<unknown>> {
  if (isArchiveCall(call)) {
    // what a page asked before it heard that its archive is closed is no fault of anybody
    if (!window.archive) throw new AppError('cancelled', 'The archive was closed meanwhile.')
    return window.archive.backend.call(call.method, call.input)
  }
  if (call.method === 'import.paths' && !call.dropped && !window.wasOffered(call.input.paths)) {
    throw new AppError(
      'not-allowed',
      'A page cannot name files to import.',
      'Drop them, or choose them in a dialog.',
    )
  }
  // the pair of method and input is typed in Call; that they stay a pair through the look-up is not
  const handle = handlers[call.method] as (input: unknown, window: ArchiveWindow) => unknown
  return { ok: true, value: await handle(call.input, window) }
}

/** Takes a theme for every window, now and at the next start. */
export function applyTheme(theme: Theme, settings: Settings): void {
  nativeTheme.themeSource = theme
  if (theme !== settings.data.theme) settings.update({ theme })
}

/** Forgets the recent archives here and in the system's own lists. */
export function forgetRecents(settings: Settings): void {
  settings.update({ recents: [] })
  app.clearRecentDocuments()
}
