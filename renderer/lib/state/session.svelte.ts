/** What this window has open, what it had open before, and how the person likes it. */
import type {
  OpenArchive,
  RecentArchive,
  SessionState,
  Theme,
  ViewState,
} from '../../../electron/shared/api.ts'
import type { Client } from '../client.ts'

const SAVE_AFTER_MS = 400
export const TEXT_SIZE = { usual: 18.5, least: 14, most: 28 }

/** What was open in an archive, to come back to. */
export type Place = NonNullable<ViewState['places']>[string]

export class Session {
  #client: Client
  #state: SessionState | null = $state.raw(null)
  #view: ViewState = $state.raw({})
  #systemDark = $state(false)
  /** not drawn by anything, so not state: it changes with every scrolled row */
  #places: Record<string, Place> = {}
  #unsaved: ViewState = {}
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(client: Client) {
    this.#client = client
  }

  get started(): boolean {
    return this.#state !== null
  }
  get archive(): OpenArchive | null {
    return this.#state?.archive ?? null
  }
  get recents(): RecentArchive[] {
    return this.#state?.recents ?? []
  }
  get version(): string {
    return this.#state?.version ?? ''
  }
  /** why an archive asked for from outside did not open */
  get failure(): SessionState['failure'] {
    return this.#state?.failure ?? null
  }
  get theme(): Theme {
    return this.#state?.theme ?? 'system'
  }
  /** whether the system tells of the end of long work */
  get notify(): boolean {
    return this.#state?.notify ?? true
  }
  /** the theme as it is drawn */
  get resolvedTheme(): 'light' | 'dark' {
    if (this.theme !== 'system') return this.theme
    return this.#systemDark ? 'dark' : 'light'
  }
  get view(): ViewState {
    return this.#view
  }
  get textSize(): number {
    return this.#view.textSize ?? TEXT_SIZE.usual
  }
  get showPromos(): boolean {
    return this.#view.showPromos ?? false
  }
  /** where the reader was in the open archive when it was last closed */
  get place(): Place | null {
    return (this.archive && this.#places[this.archive.path]) ?? null
  }

  async start(): Promise<void> {
    this.accept(await this.#client.call('session.state'))
  }

  /** Takes what main says; the widths and sizes of this window stay its own. */
  accept(state: SessionState): void {
    if (!this.#state) this.#view = state.view
    this.#places = { ...state.view.places, ...this.#places }
    this.#state = state
  }

  followSystem(dark: boolean): void {
    this.#systemDark = dark
  }

  /** Creates, opens or makes the sample; main tells by a `session` event what is open now. */
  create(): Promise<OpenArchive | null> {
    return this.#client.call('session.new')
  }
  open(): Promise<OpenArchive | null> {
    return this.#client.call('session.open')
  }
  openRecent(path: string): Promise<OpenArchive | null> {
    return this.#client.call('session.openRecent', { path })
  }
  openSample(): Promise<OpenArchive> {
    return this.#client.call('session.openSample')
  }
  close(): Promise<void> {
    return this.#client.call('session.close')
  }

  async forget(path: string): Promise<void> {
    const recents = await this.#client.call('session.forgetRecent', { path })
    if (this.#state) this.#state = { ...this.#state, recents }
  }

  async setTheme(theme: Theme): Promise<void> {
    if (this.#state) this.#state = { ...this.#state, theme }
    await this.#client.call('settings.theme', { theme })
  }

  async setNotify(on: boolean): Promise<void> {
    if (this.#state) this.#state = { ...this.#state, notify: on }
    await this.#client.call('settings.notify', { on })
  }

  setTextSize(size: number): void {
    const textSize = Math.min(TEXT_SIZE.most, Math.max(TEXT_SIZE.least, size))
    this.remember({ textSize })
  }

  /** Changes what the window remembers; it is saved when the changes pause. */
  remember(change: Omit<ViewState, 'places'>): void {
    this.#view = { ...this.#view, ...change }
    this.#saveSoon(change)
  }

  rememberPlace(change: Partial<Place>): void {
    const path = this.archive?.path
    if (!path) return
    const place = { articleId: null, offset: 0, ...this.#places[path], ...change }
    this.#places[path] = place
    this.#saveSoon({ places: { [path]: place } })
  }

  #saveSoon(change: ViewState): void {
    this.#unsaved = { ...this.#unsaved, ...change }
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.save(), SAVE_AFTER_MS)
  }

  /** Sends what changed since the last time; main adds it to what other windows remember. */
  async save(): Promise<void> {
    clearTimeout(this.#timer)
    const change = this.#unsaved
    this.#unsaved = {}
    if (Object.keys(change).length === 0) return
    // A setting that cannot be saved is no reason to interrupt anybody; main logs it.
    await this.#client.call('settings.view', change).catch(() => {})
  }
}
