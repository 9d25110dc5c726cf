/** The windows, the archives in them, and what they are told. */
import { app } from 'electron'
import { randomUUID } from 'node:crypto'
import { existsSync, realpathSync, statSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import type { JobKind, JobProgress, OpenArchive, RecentArchive, SessionState } from '../shared/api.ts'
import { AppError, toErrorReply } from '../shared/errors.ts'
import type { OwnArea, OwnChanged } from '../shared/own.ts'
import { Backend } from './backend.ts'
import { nativeBinding, type Forks } from './child.ts'
import type { Dialogs } from './dialogs.ts'
import { ARCHIVE_EXTENSION } from './files.ts'
import { JobDisplay } from './job-display.ts'
import { Jobs } from './jobs.ts'
import { scoped, type Log } from './log.ts'
import { addRecent, type Settings } from './settings.ts'
import type { Picture } from '../shared/wire.ts'
import type { ArchiveWindow, WindowArchive } from './window.ts'

export interface SessionOptions {
  settings: Settings
  dialogs: Dialogs
  forks: Forks
  log: Log
  makeWindow: () => ArchiveWindow
  /** archives, recents or jobs changed: menus may have to follow */
  onChange: () => void
  /** a job of the archive at a path has ended */
  onJobEnded: (path: string) => void
  /** an archive is shown in a window now */
  onOpened: (archive: WindowArchive) => void
}

type Opening = 'open' | 'create' | 'look'

/** The page is told of new articles at most so often while an import runs. */
const CHANGED_EVERY_MS = 1_000

/** When these end, there may be other articles, or they are found otherwise. */
const CHANGING: ReadonlySet<JobKind> = new Set(['index', 'extract', 'merge'])

/** Changes of these move articles in or out of lists, counts and the timeline. */
const MOVING: ReadonlySet<OwnArea> = new Set(['trash', 'outlets', 'corrections'])

export class Session {
  /** the app is quitting */
  isEnding = false
  /** in the order of their last use */
  readonly windows = new Set<ArchiveWindow>()
  readonly jobs: Jobs
  readonly #options: SessionOptions
  readonly #opening = new Map<string, Promise<WindowArchive>>()
  readonly #display = new JobDisplay()
  readonly #toldChanged = new Map<number, { atMs: number; articles: number }>()

  constructor(options: SessionOptions) {
    this.#options = options
    this.jobs = new Jobs({
      fork: options.forks.job,
      nativeBinding: nativeBinding(),
      onChange: (path, progress) => this.#jobChanged(path, progress),
      log: scoped(options.log, 'jobs'),
    })
  }

  /** The window to act in when none is named: the one used last, else a new one. */
  currentWindow(): ArchiveWindow {
    return [...this.windows].at(-1) ?? this.#options.makeWindow()
  }

  add(window: ArchiveWindow): void {
    this.windows.add(window)
    window.browser.on('focus', () => {
      this.windows.delete(window)
      this.windows.add(window)
      this.#options.onChange()
    })
  }

  windowOf(path: string): ArchiveWindow | undefined {
    return [...this.windows].find((window) => window.archive?.path === path)
  }

  /**
   * Opens an archive in `window` if nothing is open there, else in a window of its own; one that is open already
   * comes to the front. Returns the window that shows it.
   */
  async show(path: string, window: ArchiveWindow, create = false): Promise<ArchiveWindow> {
    const place = create ? path : realPath(path)
    if (create && existsSync(path)) {
      const next =
        'Clipfile never writes over an archive. Choose another name, or open the one that is there.'
      throw new AppError('archive-exists', `There is already a file “${basename(path)}”.`, next)
    }
    const shown = this.windowOf(place) ?? (await this.#attach(place, window, create))
    shown.focus()
    return shown
  }

  /** Shows a copy of an archive that nobody can change, in a window of its own; it is not remembered. */
  async look(path: string): Promise<void> {
    const place = realPath(path)
    const shown = this.windowOf(place)
    if (shown) return shown.focus()
    const archive = await this.#starting(place, 'look')
    const window = this.#options.makeWindow()
    window.archive = archive
    window.updateTitle()
    this.#options.onChange()
    await this.publish(window)
  }

  /** Starts the process of an archive that will be shown in a moment: it takes as long as a window does. */
  prepare(path: string): void {
    if (existsSync(path)) void this.#starting(realPath(path), 'open').catch(() => {})
  }

  /** What {@link show} does, for a page: what is open in its window then, or null if the archive went elsewhere. */
  async open(path: string, window: ArchiveWindow, create = false): Promise<OpenArchive | null> {
    const shown = await this.show(path, window, create)
    return shown === window && window.archive ? describe(window.archive) : null
  }

  /** Opens an archive that something other than the page asked for; a failure is shown in the window. */
  async openFromOutside(path: string, window = this.currentWindow()): Promise<void> {
    try {
      await this.open(path, window)
    } catch (error) {
      // its process ends with the app; the next start opens it
      if (this.isEnding) return
      const reply = toErrorReply(error)
      this.#options.log('warn', `not opened: ${path}: ${reply.code} ${reply.message}`)
      // told once is enough: the next start does not try again by itself
      this.rememberOpen()
      if (window.archive) return this.#options.dialogs.error(window.browser, reply)
      window.failure = { path, error: reply }
      await this.publish(window)
    }
  }

  /** Closes the archive of a window; its jobs must have ended. The window stays. */
  async closeArchive(window: ArchiveWindow): Promise<void> {
    const { archive } = window
    window.failure = null
    window.archive = null
    if (!archive) return
    window.updateTitle()
    this.rememberOpen()
    this.#options.onChange()
    await archive.backend.close()
  }

  /** What a window's page should know. */
  async state(window: ArchiveWindow): Promise<SessionState> {
    const { theme, view, notify } = this.#options.settings.data
    return {
      version: app.getVersion(),
      runtime: `Electron ${process.versions.electron}`,
      platform: process.platform,
      archive: window.archive ? describe(window.archive) : null,
      recents: await this.recents(),
      theme,
      view,
      notify,
      failure: window.failure,
    }
  }

  async recents(): Promise<RecentArchive[]> {
    const { recents } = this.#options.settings.data
    return Promise.all(
      recents.map(async ({ path, openedAtMs }) => {
        const missing = await stat(path).then(
          () => false,
          () => true,
        )
        return { path, name: nameOf(path), openedAtMs, missing }
      }),
    )
  }

  /** Tells one window, or all, what is open now. */
  async publish(only?: ArchiveWindow): Promise<void> {
    for (const window of only ? [only] : [...this.windows]) window.send('session', await this.state(window))
  }

  /** Keeps in mind which archives are open, to open them again at the next start. */
  rememberOpen(): void {
    const open = [...this.windows].flatMap(({ archive }) => (archive && !archive.isLook ? archive.path : []))
    this.#options.settings.update({ open })
  }

  /** A picture of the archive that is open under `key`; null where there is none. */
  async picture(key: string, sha256: string): Promise<Picture | null> {
    const archive = [...this.windows].find((window) => window.archive?.key === key)?.archive
    const reply = await archive?.backend.picture(sha256)
    return reply?.ok ? reply.value : null
  }

  /** Lets the search catch up with the articles, if it lags and nobody is at it. */
  startIndex(archive: WindowArchive): void {
    const busy = this.jobs.isRunning(archive.path, 'index') || this.jobs.isRunning(archive.path, 'import')
    if (!busy && !archive.readOnly && !archive.leaving)
      this.jobs.start('Search index', { kind: 'index', path: archive.path })
  }

  async #attach(path: string, wish: ArchiveWindow, create: boolean): Promise<ArchiveWindow> {
    const archive = await this.#starting(path, create ? 'create' : 'open')
    // two may have asked for it at the same time
    const other = this.windowOf(archive.path)
    if (other) return other
    const isFree = this.windows.has(wish) && !wish.archive
    const window = isFree ? wish : this.#options.makeWindow()
    window.archive = archive
    window.failure = null
    window.updateTitle()
    this.#opened(archive.path)
    await this.publish(window)
    this.#options.onOpened(archive)
    return window
  }

  #starting(path: string, how: Opening): Promise<WindowArchive> {
    const known = this.#opening.get(path)
    if (known) return known
    const starting = this.#start(path, how).finally(() => this.#opening.delete(path))
    this.#opening.set(path, starting)
    return starting
  }

  async #start(path: string, how: Opening): Promise<WindowArchive> {
    const log = scoped(this.#options.log, 'archive')
    const startedAtMs = Date.now()
    const backend = new Backend({
      path,
      create: how === 'create',
      readOnly: how === 'look',
      nativeBinding: nativeBinding(),
      fork: () => this.#options.forks.archive(log),
      onLost: (fatal) => this.#lost(archive, fatal),
      onOwn: (changed) => void this.#ownChanged(archive, changed),
      log,
    })
    const archive: WindowArchive = {
      path,
      name: nameOf(path),
      key: randomUUID(),
      readOnly: false,
      isLook: how === 'look',
      leaving: false,
      backend,
    }
    const { readOnly, indexLag, oldTrash } = await backend.opened()
    archive.readOnly = readOnly
    // a new file has its real path only now
    archive.path = realPath(path)
    log('info', `opened ${archive.path} in ${Date.now() - startedAtMs} ms${readOnly ? ', read-only' : ''}`)
    if (indexLag > 0) this.startIndex(archive)
    this.#emptyOldTrash(archive, oldTrash)
    return archive
  }

  /** Another job may be at work on the archive still: then the next opening does it. */
  #emptyOldTrash({ path, name }: WindowArchive, isDue: boolean): void {
    if (!isDue || this.jobs.running(path).length > 0) return
    this.jobs.start(name, { kind: 'trash', path, what: 'old' })
  }

  #opened(path: string): void {
    const { settings, onChange } = this.#options
    settings.update({ recents: addRecent(settings.data.recents, path, Date.now()) })
    app.addRecentDocument(path)
    this.rememberOpen()
    onChange()
  }

  #lost(archive: WindowArchive, fatal: boolean): void {
    const window = this.windowOf(archive.path)
    if (!window) return
    const message = fatal
      ? 'The archive cannot be read any more.'
      : 'The archive was opened again after a fault.'
    window.send('backend-lost', { message, fatal })
    if (fatal) void this.#options.dialogs.backendLost(window.browser, archive.name)
  }

  /** What people own changed; where that moves articles in or out of lists, as if some had come in. */
  async #ownChanged(archive: WindowArchive, changed: OwnChanged): Promise<void> {
    const window = this.windowOf(archive.path)
    if (!window) return
    window.send('own', changed)
    if (!changed.areas.some((area) => MOVING.has(area))) return
    const lag = await archive.backend.indexLag()
    window.send('changed', { articles: 0, indexing: lag > 0 })
    if (lag > 0 && window.archive === archive) this.startIndex(archive)
  }

  #jobChanged(path: string, progress: JobProgress): void {
    this.#display.keepAwake(this.jobs.isAnyRunning)
    const ended = progress.state !== 'running' && progress.state !== 'cancelling'
    if (ended) this.#options.onJobEnded(path)
    const window = this.windowOf(path)
    if (!window) return
    window.send('job', progress)
    this.#display.bar(window, this.jobs.running(path)[0] ?? null)
    if (progress.kind === 'import' || (ended && CHANGING.has(progress.kind)))
      void this.#tellChanged(window, progress, ended)
    if (!ended) return
    const isTold = progress.kind !== 'index' && progress.state !== 'cancelled' && !progress.byItself
    if (isTold && this.#options.settings.data.notify) this.#display.notify(window, progress)
    if (progress.kind === 'restore' && progress.state === 'done')
      void this.openFromOutside(this.jobs.written(path, progress.jobId), window)
    this.#options.onChange()
  }

  /** New articles show while an import still runs; when it ends, the search catches up if it has to. */
  async #tellChanged(
    window: ArchiveWindow,
    { jobId, kind, imported, headlines }: JobProgress,
    ended: boolean,
  ): Promise<void> {
    const told = this.#toldChanged.get(jobId) ?? { atMs: 0, articles: 0 }
    const articles = imported + headlines
    if (!ended && (articles === told.articles || Date.now() - told.atMs < CHANGED_EVERY_MS)) return
    if (ended) this.#toldChanged.delete(jobId)
    else this.#toldChanged.set(jobId, { atMs: Date.now(), articles })
    const { archive } = window
    const lag = ended && archive ? await archive.backend.indexLag() : 0
    window.send('changed', { articles: imported, indexing: !ended || lag > 0 })
    if (lag > 0 && (kind === 'import' || kind === 'merge') && archive && window.archive === archive)
      this.startIndex(archive)
  }
}

function describe({ path, name, key, readOnly }: WindowArchive): OpenArchive {
  return { path, name, key, readOnly, sizeBytes: statSync(path, { throwIfNoEntry: false })?.size ?? 0 }
}

function nameOf(path: string): string {
  return basename(path, ARCHIVE_EXTENSION)
}

/** One archive has one path, whatever links lead to it: two windows on one file would be two processes. */
function realPath(path: string): string {
  try {
    return realpathSync(path)
  } catch (cause) {
    const next = 'It may have been moved or renamed, or its drive is not connected.'
    throw new AppError('archive-not-found', `There is no archive at ${path}.`, next, { cause })
  }
}
