/**
 * The window as a whole: the features, what one has to tell another, and the events that main sends. Components get it
 * from App.svelte and hand on its parts.
 */
import type { Events, JobProgress, ListQuery, MenuCommand, WatchState } from '../../../electron/shared/api.ts'
import type { Article, CorrectableField, RecordState } from '../../../electron/shared/model.ts'
import type { OwnChanged } from '../../../electron/shared/own.ts'
import type { Client } from '../client.ts'
import { AnnotationList } from './annotation-list.svelte.ts'
import { Annotations } from './annotations.svelte.ts'
import { ArticleActions } from './article-actions.ts'
import { Backups } from './backups.svelte.ts'
import { Browse } from './browse.svelte.ts'
import { Citing } from './citing.ts'
import { ColumnChoice } from './column-choice.svelte.ts'
import { Correcting } from './correcting.svelte.ts'
import { Extraction } from './extraction.svelte.ts'
import { Drag } from './drag.svelte.ts'
import { Holdings } from './holdings.svelte.ts'
import { importEnded, isNoNews } from './import-words.ts'
import { Intake } from './intake.svelte.ts'
import { fraction, isRunning, Jobs } from './jobs.svelte.ts'
import { Ledger } from './ledger.svelte.ts'
import { Notices, type Toast } from './notices.svelte.ts'
import { OwnArticle } from './own-article.svelte.ts'
import { ReadWatch } from './read-watch.ts'
import { Own } from './own.svelte.ts'
import { Panels } from './panels.svelte.ts'
import { ANYWHERE } from './places.ts'
import { Reading } from './reading.svelte.ts'
import { ListSelection } from './selection.svelte.ts'
import { openExport, print, share } from './sharing.ts'
import { Soon } from './soon.ts'
import { Watching } from './watching.svelte.ts'
import { Writing } from './writing.ts'
import { Session, TEXT_SIZE } from './session.svelte.ts'

export type View = 'library' | 'timeline' | 'imports' | 'annotations'
export type DialogName = 'settings' | 'backups' | 'shortcuts' | 'correct'

/** While an import runs, the list follows it this often. */
const REFRESH_MS = 1_500
/** Holding j down opens only where it comes to rest. */
const OPEN_AFTER_MS = 60
const OWN_MS = 30
const SPEAK_MS = 15_000
const RETRY_MS = 400
const TOO_MANY = 'At most 5,000 articles can be picked one by one. Select all takes the whole list.'

export class Workspace {
  readonly client: Client
  readonly session: Session
  readonly notices = new Notices()
  readonly writing = new Writing()
  readonly holdings: Holdings
  readonly jobs: Jobs
  readonly browse: Browse
  readonly reading: Reading
  /** what people added to the open article */
  readonly ownArticle: OwnArticle
  readonly annotations: Annotations
  readonly annotationList: AnnotationList
  readonly readWatch: ReadWatch
  readonly correcting: Correcting
  readonly ledger: Ledger
  readonly extraction: Extraction
  readonly intake: Intake
  readonly columnChoice: ColumnChoice
  readonly citing: Citing
  readonly backups: Backups
  readonly watching: Watching
  readonly own: Own
  readonly picked: ListSelection
  readonly actions: ArticleActions
  readonly panels = new Panels()
  readonly drag = new Drag()
  #view: View = $state('library')
  #timelineQuery: ListQuery | null = null
  #timelineAsked = $state(0)
  /** in the imports view, extracting again in the place of one import */
  #extractionShown = $state(false)
  #dialog: DialogName | null = $state(null)
  /** the archive whose contents are shown */
  #path: string | null = null
  /** it is about to be closed */
  #isLeaving = false
  #refreshSoon = new Soon(() => void this.#refresh())
  /** of its own: what this window did shows at once, even while an import runs */
  #ownSoon = new Soon(() => void this.#refresh())
  #spokenAtMs = 0
  #openTimer: ReturnType<typeof setTimeout> | undefined
  /** the article that was asked for last is here when this is */
  #opening: Promise<unknown> = Promise.resolve()

  constructor(client: Client) {
    this.client = client
    this.session = new Session(client)
    this.holdings = new Holdings(client)
    this.jobs = new Jobs(client, (job) => this.#jobEnded(job))
    this.browse = new Browse(client)
    this.reading = new Reading(client, (id) => this.#leaveFor(id))
    this.correcting = new Correcting(client, (article) => this.#corrected(article))
    this.ownArticle = new OwnArticle(client, (change) => change && this.own.changes.made(change))
    this.annotations = new Annotations(client, this.ownArticle, {
      undo: (change) => change && this.own.changes.made(change),
      unsaved: (articleId, { problem }) => this.#noteUnsaved(articleId, problem),
      lost: (text) => this.noteLost(text),
    })
    this.annotationList = new AnnotationList(client)
    this.readWatch = new ReadWatch(client, (id) => this.ownArticle.wasRead(id))
    this.ledger = new Ledger(client)
    this.extraction = new Extraction(client)
    this.citing = new Citing(client, this.session)
    this.backups = new Backups(client)
    this.watching = new Watching(client)
    this.intake = new Intake(client, this.session, (title, action) => this.attempt(title, action))
    this.columnChoice = new ColumnChoice(client, ({ importId, dumpId }) =>
      this.intake.retry(importId, dumpId),
    )
    this.own = new Own(client, this.browse, this.session, this.notices, () => this.#ownSoon.in(OWN_MS))
    this.picked = new ListSelection(client, this.browse, () => this.notices.toast(TOO_MANY))
    this.actions = new ArticleActions({
      client,
      browse: this.browse,
      picked: this.picked,
      changes: this.own.changes,
    })
  }

  get view(): View {
    return this.#view
  }
  get dialog(): DialogName | null {
    return this.#dialog
  }
  get sidebarShown(): boolean {
    return this.session.view.sidebarShown ?? true
  }
  /** Listens and loads. Returns what stops the listening. */
  start(): () => void {
    const { client } = this
    const offs = [
      client.on('session', (state) => void this.#sessionChanged(state)),
      client.on('changed', () => this.#changed()),
      client.on('leaving', () => void this.#leaving()),
      client.on('own', (event) => void this.#ownChanged(event)),
      client.on('job', (job) => this.#jobTold(job)),
      client.on('watch', (state) => this.#watchTold(state)),
      client.on('backend-lost', ({ message, fatal }) => this.#backendLost(message, fatal)),
      client.on('import-offered', ({ paths }) => this.intake.offer(paths)),
    ]
    void this.attempt('Clipfile could not start', async () => {
      await this.session.start()
      await this.#enterArchive()
    })
    return () => offs.forEach((off) => off())
  }

  /** Does something that can fail; a failure becomes a dialog that says what to do. */
  async attempt<T>(title: string, action: () => Promise<T>): Promise<T | undefined> {
    try {
      return await action()
    } catch (error) {
      this.notices.fail(title, error)
      return undefined
    }
  }

  /** An address goes to the clipboard and nowhere else. */
  async copyAddress(address: string): Promise<void> {
    await this.attempt('This could not be copied', async () => {
      await this.client.call('clipboard.write', { text: address })
      this.notices.toast('Address copied. Clipfile itself opens no links.')
      this.notices.speak('Address copied')
    })
  }

  show(view: View): void {
    this.#view = view
    if (view === 'annotations') void this.annotationList.load()
    if (view !== 'imports') return
    void this.extraction.refresh()
    if (this.ledger.importId !== null) void this.ledger.refresh()
    else this.#chooseNewest()
  }
  #chooseNewest(): void {
    const newest = this.holdings.imports[0]
    if (newest && this.ledger.importId === null) void this.ledger.choose(newest.id)
  }
  openDialog(dialog: DialogName | null): void {
    this.#dialog = dialog
  }
  /** By a menu, which knows of no dialogs: one that holds what was typed stays. */
  #openOver(dialog: DialogName): void {
    if (this.#dialog !== 'correct') this.openDialog(dialog)
  }
  /** Whether the details of the open article can be corrected: those of its current version, where anything can be written. */
  get canCorrect(): boolean {
    return this.reading.article !== null && !this.reading.earlier && !this.session.archive?.readOnly
  }
  /** Opens the dialog that corrects the open article, at one of its fields: never the one that was open before. */
  async correct(field?: CorrectableField): Promise<void> {
    if (this.#openTimer !== undefined) this.openActive()
    await this.#opening
    const { article } = this.reading
    if (!article || !this.canCorrect || this.#view !== 'library' || this.#dialog === 'correct') return
    this.correcting.begin(article, field)
    this.openDialog('correct')
  }
  #corrected(article: Article): void {
    this.reading.accept(article)
    this.#changed(0)
  }

  /** Switches the reader to another version of its article, and says so. */
  async showVersion(version: number): Promise<void> {
    await (this.#opening = this.reading.showVersion(version))
    this.notices.speak(this.reading.earlier ? 'Showing an earlier version' : 'Showing the current version')
  }

  toggleSidebar(): void {
    this.session.remember({ sidebarShown: !this.sidebarShown })
  }

  /** Shows on the timeline what a list shows. */
  showOnTimeline({ collapse: _, ...query }: ListQuery): void {
    this.#timelineQuery = query
    this.#timelineAsked += 1
    this.show('timeline')
  }
  /** Rises when the timeline is opened with a question, also where it is shown already. */
  get timelineAsked(): number {
    return this.#timelineAsked
  }
  /** What the timeline is to be opened with, told once; null where it is as it was left. */
  takeTimelineQuery(): ListQuery | null {
    const query = this.#timelineQuery
    this.#timelineQuery = null
    return query
  }

  /** Narrows the list, or lifts what narrows it, and shows it. */
  filter(change: Partial<ListQuery>): void {
    this.show('library')
    void this.browse.ask(change)
  }

  /** Goes to one place of the sidebar: what else narrowed the list is lifted, the words stay. */
  goToPlace(place: Partial<ListQuery>): void {
    this.filter({ ...ANYWHERE, ...place })
  }

  /** Steps through the list and reads where it comes to rest. */
  step(by: number): void {
    this.show('library')
    if (this.browse.total === 0) return
    this.goTo(this.browse.active === null ? 0 : this.browse.active + by)
  }

  goTo(index: number): void {
    this.picked.anchorAt(index)
    this.browse.activate(index)
    clearTimeout(this.#openTimer)
    this.#openTimer = setTimeout(() => this.openActive(), OPEN_AFTER_MS)
  }

  openActive(): void {
    clearTimeout(this.#openTimer)
    this.#openTimer = undefined
    this.#opening = this.attempt('The article could not be read', async () => {
      const row = this.browse.activeRow ?? (await this.browse.awaitActiveRow())
      if (row) await this.#read(row.id)
    })
  }

  /** Opens an article from anywhere, and finds its place in the list. */
  async openArticle(id: number): Promise<void> {
    this.show('library')
    await this.readBeside(id)
  }

  /** Opens an article where people are, beside the view that leads to it. */
  async readBeside(id: number): Promise<void> {
    await Promise.all([
      this.#read(id),
      this.attempt('The list could not be read', () => this.browse.activateArticle(id)),
    ])
  }

  /** Remembered and saved at once: whoever quits right after a key comes back to this article. */
  async #read(id: number): Promise<void> {
    const opened = (this.#opening = this.reading.open(id))
    this.rememberPlace()
    void this.session.save()
    await opened
  }

  /** Opens an article at one of its annotations. */
  async openAnnotation(articleId: number, annotationId: number): Promise<void> {
    await this.openArticle(articleId)
    if (this.ownArticle.id === articleId && !this.ownArticle.own) await this.ownArticle.refresh()
    this.annotations.revealAnnotation(annotationId)
  }

  /** Another article is on its way; what was written on the last one is saved first. */
  #leaveFor(id: number): void {
    if (id === this.ownArticle.id) return
    void this.annotations.leave()
    this.readWatch.leave()
    void this.ownArticle.open(id)
  }

  async #ownChanged(event: OwnChanged): Promise<void> {
    if (this.#isLeaving) return
    const listed = event.areas.some((area) => area === 'annotations' || area === 'trash')
    if (listed && this.#view === 'annotations') void this.annotationList.load()
    const wasRead = this.ownArticle.own?.read
    await Promise.all([this.own.changed(event), this.ownArticle.changed(event)])
    this.annotations.follow()
    // Marked as unread by hand: reading on does not mark it as read again.
    if (wasRead && this.ownArticle.own?.read === false) this.readWatch.handsOff()
  }

  #noteUnsaved(articleId: number, problem: string | null): void {
    const action = { label: 'Show the note', run: () => void this.openArticle(articleId) }
    const why = problem ?? 'It was changed elsewhere meanwhile.'
    this.notices.toast(`A note is not saved. ${why}`, { tone: 'problem', action })
  }

  /** Saves all that waits for a pause: the window goes, or is put away. */
  async save(): Promise<void> {
    const notes = [this.annotations.flush(), this.writing.flush()]
    await Promise.all([this.readWatch.savePosition(), this.session.save(), ...notes])
  }

  /** The archive waits to be closed until all is saved; what that changes need not be drawn any more. */
  async #leaving(): Promise<void> {
    this.#isLeaving = true
    await this.save()
    await Promise.all([this.annotations.settle(), this.writing.settle()])
    await this.client.call('session.saved')
  }

  /** A note whose archive is closed, or takes nothing: its words are not gone as long as this stands there. */
  noteLost(text: string, problem: string | null = null): void {
    const why = problem ?? 'Its archive is closed.'
    const copy = () => this.client.call('clipboard.write', { text })
    const action = { label: 'Copy the note', run: () => void this.attempt('This could not be copied', copy) }
    this.notices.toast(`A note is not saved. ${why}`, { tone: 'problem', action })
  }

  rememberPlace(): void {
    this.session.rememberPlace({
      articleId: this.reading.id,
      offset: this.browse.filtered ? 0 : this.browse.visible.first,
    })
  }

  /** Commands of the menu that need no component. */
  command(command: MenuCommand): void {
    const { session } = this
    if (command === 'settings' || command === 'shortcuts') this.#openOver(command)
    else if (command === 'backups') session.archive && this.#openOver(command)
    else if (command === 'undo' || command === 'redo') void (session.archive && this.own.changes[command]())
    else if (command === 'history' || command === 'rules')
      session.archive && this.panels.open({ kind: command })
    else if (command === 'text-larger') session.setTextSize(session.textSize + 1)
    else if (command === 'text-smaller') session.setTextSize(session.textSize - 1)
    else if (command === 'text-reset') session.setTextSize(TEXT_SIZE.usual)
    else if (command === 'toggle-promos') session.remember({ showPromos: !session.showPromos })
    else if (!session.archive) return
    else if (command === 'library' || command === 'timeline' || command === 'imports') this.show(command)
    else if (command === 'correct') void this.correct()
    else if (command === 'extract-again') this.showExtraction()
    else if (command === 'export') !this.panels.panel && !this.#dialog && openExport(this)
    else if (command === 'print') void print(this)
    else if (command === 'copy-citation' || command === 'copy-markdown') share(this, command)
    else if (command === 'next') this.step(1)
    else if (command === 'previous') this.step(-1)
  }

  async #sessionChanged(state: Events['session']): Promise<void> {
    this.session.accept(state)
    this.notices.recovered()
    if (state.archive?.path !== this.#path)
      await this.attempt('The archive could not be read', () => this.#enterArchive())
  }

  /** Shows the archive that is open now, where it was left. */
  async #enterArchive(): Promise<void> {
    this.#path = this.session.archive?.path ?? null
    this.#isLeaving = false
    this.#refreshSoon.cancel()
    this.#ownSoon.cancel()
    this.notices.forgetBanner()
    const { holdings, browse, annotations, annotationList, ownArticle, reading, readWatch } = this
    const { ledger, jobs, extraction, own, picked, panels, backups, watching } = this
    readWatch.leave()
    for (const part of [annotations, annotationList, ownArticle, holdings, browse, reading]) part.clear()
    for (const part of [ledger, jobs, extraction, own, picked, panels, backups, watching]) part.clear()
    this.#view = 'library'
    this.#extractionShown = false
    if (!this.#path) return
    const place = this.session.place
    void own.refresh()
    await Promise.all([jobs.start(), holdings.refresh(), browse.reset(place?.offset ?? 0)])
    if (place?.articleId) await this.#reopen(place.articleId)
    else this.#openFirst()
    this.#offerResume()
  }

  /** The article of last time; when it is gone, the first one. */
  async #reopen(id: number): Promise<void> {
    await this.reading.open(id)
    if (this.reading.error) return this.#openFirst()
    await this.browse.activateArticle(id)
  }

  #openFirst(): void {
    if (this.browse.total === 0) return
    this.browse.activate(0)
    const first = this.browse.activeRow
    if (first) void this.reading.open(first.id)
  }

  /** Something came in. Many such events make one refresh. */
  #changed(afterMs = this.jobs.running.length > 0 ? REFRESH_MS : 50): void {
    if (!this.#isLeaving) this.#refreshSoon.in(afterMs)
  }

  async #refresh(): Promise<void> {
    if (!this.#path) return
    const wasEmpty = this.reading.id === null
    const before = this.browse.activeRow?.id
    try {
      await Promise.all([
        this.holdings.refresh(),
        this.browse.refresh(),
        this.ledger.refresh(this.jobs.running.some(({ importId }) => importId === this.ledger.importId)),
        this.ownArticle.refresh(),
        this.#view === 'imports' && this.extraction.refresh(),
      ])
      this.notices.recovered()
      if (!this.#path) return
      if (this.#view === 'imports') this.#chooseNewest()
      this.own.recount()
    } catch {
      // Its process is being started again; what it would have told is asked for once more.
      if (this.notices.banner && !this.notices.banner.fatal) this.#changed(RETRY_MS)
    }
    // The article that was read went away: on to the one that took its place.
    const now = this.browse.activeRow?.id
    if (before !== undefined && before === this.reading.id && now !== undefined && now !== before)
      this.openActive()
    if (wasEmpty && this.browse.active === null && !this.browse.filtered) this.#openFirst()
  }

  /** Screen readers hear of a job when it begins, and then from time to time. */
  #jobTold(job: JobProgress): void {
    this.jobs.accept(job)
    // A new import has its line in the list before its first article is in.
    if (job.importId !== null && isRunning(job) && !this.holdings.import(job.importId)) this.#changed(0)
    if (job.kind === 'index' || job.byItself || !isRunning(job) || Date.now() - this.#spokenAtMs < SPEAK_MS)
      return
    this.#spokenAtMs = Date.now()
    const part = fraction(job)
    this.notices.speak(`${job.name}: ${job.step}${part === null ? '' : `, ${Math.floor(part * 100)} %`}`)
  }

  /** A watched folder that is gone is told once, and when it is back not at all. */
  #watchTold(state: WatchState): void {
    this.watching.accept(state)
    const { problem } = state
    if (problem)
      this.notices.toast([problem.message, problem.detail].filter(Boolean).join(' '), { tone: 'problem' })
  }

  /** An import that was cut short is not forgotten: it waits to be resumed. */
  #offerResume(): void {
    const run = this.holdings.imports.find(
      // what was new in a watched folder goes on by itself
      ({ id, state, takenBackAtMs, watched }) =>
        (state === 'interrupted' || state === 'paused') &&
        takenBackAtMs === null &&
        !watched &&
        !this.jobs.ofImport(id),
    )
    if (!run || this.session.archive?.readOnly || this.busy) return
    const action = { label: 'Resume the import', run: () => this.intake.resume(run.id) }
    const what = run.state === 'paused' ? 'is paused' : 'was interrupted'
    this.notices.toast(`The import “${run.name}” ${what}.`, { action })
  }

  #jobEnded(job: JobProgress): void {
    this.#changed()
    if (job.kind === 'index') return
    // The open article may have another text now, or one more source. It can be large: not with every batch.
    if (job.kind === 'import' || job.kind === 'extract' || job.kind === 'merge') void this.reading.refresh()
    if (job.kind === 'extract') return this.#extractionEnded(job)
    if (job.kind === 'backup' && !this.backups.ended(job)) return
    if (job.kind === 'import' && job.byItself && isNoNews(job)) return
    const { text, tone, why } = importEnded(job)
    const action = why
      ? { label: 'Why', run: () => this.notices.explain('Not all was taken in', text, why) }
      : this.#afterJob(job)
    this.notices.toast(text, { tone, action, stays: job.report.length > 0 })
    this.notices.speak(text)
  }

  /** What there is to do or to read about a job that has ended. */
  #afterJob(job: JobProgress): Toast['action'] {
    const { importId, jobId } = job
    if (job.report.length > 0)
      return { label: 'Details…', run: () => this.panels.open({ kind: 'report', job }) }
    if (importId !== null) return { label: 'Show', run: () => this.showImport(importId) }
    if (job.wrote) return { label: 'Show in folder', run: () => this.showWritten(jobId) }
    if (job.kind === 'backup') return { label: 'Backups…', run: () => this.openDialog('backups') }
    return undefined
  }

  /** The folder with what a job wrote. */
  showWritten(jobId: number): void {
    void this.attempt('The folder could not be shown', () => this.client.call('export.show', { jobId }))
  }

  /** What its own page shows needs no toast. */
  #extractionEnded(job: JobProgress): void {
    this.extraction.finish(job)
    void this.extraction.refresh()
    const { text, tone } = importEnded(job)
    this.notices.speak(text)
    if (this.#view === 'imports' && this.#extractionShown) return
    this.notices.toast(text, { tone, action: { label: 'Show', run: () => this.showExtraction() } })
  }

  get extractionShown(): boolean {
    return this.#extractionShown
  }
  /** The page where everything can be extracted again. */
  showExtraction(): void {
    this.#extractionShown = true
    this.show('imports')
  }

  /** An import's page; with a state, the records that ended in it. */
  showImport(importId: number | null, state?: RecordState): void {
    if (importId !== null) this.#extractionShown = false
    if (importId !== null) void this.ledger.choose(importId, state ? { tab: 'records', state } : {})
    this.show('imports')
  }

  #backendLost(message: string, fatal: boolean): void {
    this.notices.lost(message, fatal)
    if (!fatal) this.#changed()
  }

  /** Whether anything that a person started is running. */
  get busy(): boolean {
    return this.jobs.running.some((job) => job.kind !== 'index' && !job.byItself && isRunning(job))
  }
}
