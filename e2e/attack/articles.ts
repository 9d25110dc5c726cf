/** Opens every article in the window, one after the other, moves over it, clicks in it, and watches all that happens. */
import { once } from 'node:events'
import { connect } from 'node:net'
import { basename } from 'node:path'
import type { Output } from '../../electron/shared/api.ts'
import type { Article, ArticleRow } from '../../electron/shared/model.ts'
import type { Clipfile } from '../app.ts'
import type { Listener } from '../listener.ts'
import { requested } from '../requests.ts'
import type { Trouble } from '../trouble.ts'
import type { Evidence, Look } from './evidence.ts'
import { ask } from './imports.ts'
import { isOpen, lookAtArticle, type PageLook } from './page-looks.ts'
import { markersOf } from './set.ts'

const PAGE = 'app://ui/index.html'
const OPEN_MS = 15_000

/** Opens each article of the archive and adds what was seen to the items that it came from. */
export async function readAll(app: Clipfile, all: Evidence[], watch: Watch): Promise<void> {
  await app.goTo('All articles')
  await showExtras(app)
  const rows = await allArticles(app)
  const byArticle = new Map<number, Evidence[]>()
  for (const evidence of all)
    for (const { articleId } of evidence.records)
      if (articleId !== null) byArticle.set(articleId, [...(byArticle.get(articleId) ?? []), evidence])
  await app.list.press('Home')
  for (const [i, row] of rows.entries()) {
    const owners = [...new Set(byArticle.get(row.id))]
    const markers = owners.flatMap(({ item }) => markersOf(item))
    for (const look of await openVersions(app, row, i + 1, markers, watch))
      for (const owner of ownersOf(look, owners)) owner.looks.push(look)
    for (const owner of owners) await search(app, owner, row.id)
  }
}

/** Those whose file the version came from; of an article with one text, all that have it. */
function ownersOf({ article }: Look, owners: readonly Evidence[]): readonly Evidence[] {
  if (article.versions.length === 1) return owners
  const shown = article.versions.find(({ id }) => id === article.version)
  return owners.filter(({ item }) => basename(item.file) === shown?.dump)
}

/** An article in each text that it had at its address: the archive keeps them all, so a person may open them all. */
async function openVersions(
  app: Clipfile,
  row: ArticleRow,
  place: number,
  markers: string[],
  watch: Watch,
): Promise<Look[]> {
  const next = async () => place > 1 && app.press('j')
  const current = await openArticle(app, { row, place, version: 0, markers, go: next }, watch)
  const looks = [current]
  for (const [i, { id }] of current.article.versions.entries()) {
    if (id === 0) continue
    const go = () => showVersion(app, i)
    looks.push(await openArticle(app, { row, place, version: id, markers, go }, watch))
  }
  return looks
}

async function showVersion(app: Clipfile, index: number): Promise<void> {
  const versions = app.article.getByRole('list', { name: 'Versions' })
  if (!(await versions.isVisible())) await app.article.getByRole('button', { name: /^\d+ versions$/ }).click()
  await versions.getByRole('button').nth(index).click()
}

/** Lines that the reader hides are looked at as well. */
async function showExtras(app: Clipfile): Promise<void> {
  await ask(app, 'settings.view', { showPromos: true })
  await app.page.reload()
  await app.rows.first().waitFor()
}

async function allArticles(app: Clipfile): Promise<ArticleRow[]> {
  const rows: ArticleRow[] = []
  const query = { text: '', outletId: null, importId: null }
  for (;;) {
    const page = await ask<Output<'archive.list'>>(app, 'archive.list', {
      query,
      offset: rows.length,
      limit: 500,
    })
    rows.push(...page.rows)
    if (page.rows.length < 500) return rows
  }
}

interface Visit {
  row: ArticleRow
  /** of the row in the list, from 1 */
  place: number
  version: number
  markers: string[]
  /** what a person does to get there */
  go: () => Promise<unknown>
}

async function openArticle(app: Clipfile, visit: Visit, watch: Watch): Promise<Look> {
  const { row, place, version, markers, go } = visit
  const which = version === 0 ? { id: row.id } : { id: row.id, version }
  const article = await ask<Article>(app, 'archive.article', which)
  const nothing: PageLook = { shown: [], chrome: [], isolation: [] }
  const started = performance.now()
  await go()
  const beginning = article.blocks.find(({ text }) => text.trim())?.text.slice(0, 40) ?? ''
  const failed = await app.page
    .waitForFunction(isOpen, [place, article.title, beginning] as [number, string, string], {
      timeout: OPEN_MS,
    })
    .then(() => null, String)
  const drawnMs = performance.now() - started
  if (failed === null) {
    await app.openRow.hover({ timeout: 5000 })
    Object.assign(nothing, await app.page.evaluate(lookAtArticle, markers))
    nothing.chrome.push(...(await touch(app)))
  } else nothing.chrome.push(`“${article.title.slice(0, 60)}” did not open: ${failed.slice(0, 200)}`)
  return { article, row, drawnMs, ...nothing, ...(await watch.since(app)) }
}

/** Moves to the first link and the first button of the article, and clicks them. */
async function touch(app: Clipfile): Promise<string[]> {
  const faults: string[] = []
  const body = app.article.locator('.body')
  for (const [what, target] of [
    ['link', body.locator('.link').first()],
    ['button', body.getByRole('button').first()],
  ] as const) {
    if ((await target.count()) === 0) continue
    try {
      await target.hover({ timeout: 3000 })
      await target.click({ timeout: 3000 })
    } catch (error) {
      faults.push(`its first ${what} took no click: ${String(error).split('\n')[0]}`)
    }
    if (await app.dialog.isVisible()) await app.press('Escape')
  }
  await app.list.focus()
  return faults
}

/** Which of its markers a search finds in this article of the item's. */
async function search(app: Clipfile, evidence: Evidence, articleId: number): Promise<void> {
  for (const marker of markersOf(evidence.item)) {
    const { rows } = await ask<Output<'archive.list'>>(app, 'archive.list', {
      query: { text: marker, outletId: null, importId: null },
      offset: 0,
      limit: 50,
    })
    const mine = rows.find(({ id }) => id === articleId)
    if (!mine) continue
    evidence.found.push(marker)
    const length = (mine.snippet?.text ?? mine.summary).length + mine.title.length
    evidence.longestSnippet = Math.max(evidence.longestSnippet, length)
  }
}

/** How far each of the lists was looked through. */
const NOTHING_SEEN = { console: 0, trouble: 0, log: 0, knocks: 0, requests: 0 }

/** What went on while one article was open. */
export class Watch {
  readonly #trouble: Trouble
  readonly #listener: Listener
  readonly #events: Pick<Look, 'script' | 'network' | 'navigation'> = {
    script: [],
    network: [],
    navigation: [],
  }
  readonly #seen = { ...NOTHING_SEEN }

  constructor(app: Clipfile, trouble: Trouble, listener: Listener) {
    this.#trouble = trouble
    this.#listener = listener
    app.page.on('dialog', (dialog) => {
      this.#events.script.push(`a dialog: ${dialog.message().slice(0, 80)}`)
      void dialog.dismiss()
    })
    app.page.on('framenavigated', (frame) => {
      if (frame.url() !== PAGE) this.#events.navigation.push(`a frame went to ${frame.url().slice(0, 80)}`)
    })
    app.electron
      .context()
      .on('page', (page) => this.#events.script.push(`a window: ${page.url().slice(0, 80)}`))
  }

  /** Does once what nothing may do, to see that it is noticed: a watch that hears nothing would pass everything. */
  async prove(app: Clipfile): Promise<void> {
    await this.since(app)
    await app.page.evaluate((port) => {
      console.log('PWN:control')
      return fetch(`http://127.0.0.1:${port}/control`).catch(() => {})
    }, this.#listener.port)
    const socket = connect(this.#listener.port, '127.0.0.1')
    await once(socket.resume(), 'close')
    const { script, network } = await this.since(app)
    if (script.length !== 1 || !network.some((one) => one.startsWith('a knock')) || network.length < 2)
      throw new Error(`The watch does not hear: ${JSON.stringify({ script, network })}`)
    this.#listener.knocks.length = this.#seen.knocks = 0
  }

  /** All that came since the last look. */
  async since(app: Clipfile): Promise<Pick<Look, 'script' | 'network' | 'navigation'>> {
    const { script, network, navigation } = this.#events
    script.push(...this.#fresh('console', this.#trouble.pwned), ...(await this.#traces(app)))
    network.push(...this.#fresh('knocks', this.#listener.knocks).map((kind) => `a knock by ${kind}`))
    const requests = await requested(app)
    network.push(
      ...this.#fresh('requests', requests)
        .filter((url) => !/^(?:app:\/\/ui\/|devtools:)/.test(url))
        .map((url) => `a request for ${url.slice(0, 80)}`),
    )
    for (const line of this.#fresh('log', app.place.log.split('\n'))) {
      if (line.includes('request refused')) network.push(line)
      if (/navigation refused|new window refused/.test(line)) navigation.push(line)
    }
    const blocked = this.#fresh('trouble', this.#trouble.rest)
    network.push(...blocked.filter((text) => /127\.0\.0\.1:47901|leak\.invalid/.test(text)))
    return { script: script.splice(0), network: network.splice(0), navigation: navigation.splice(0) }
  }

  #fresh(kind: keyof typeof NOTHING_SEEN, list: readonly string[]): string[] {
    const fresh = list.slice(this.#seen[kind])
    this.#seen[kind] = list.length
    return fresh
  }

  /** What scripts leave behind in the frames and the windows. */
  async #traces(app: Clipfile): Promise<string[]> {
    const traces: string[] = []
    for (const frame of app.page.frames()) {
      if (frame.url() !== PAGE) traces.push(`a frame at ${frame.url().slice(0, 80)}`)
      if ((await frame.evaluate(() => '__pwn' in window)) === true) traces.push('window.__pwn is set')
    }
    if (app.page.frames().length > 1) traces.push(`${app.page.frames().length} frames`)
    const windows = await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)
    if (windows !== 1) traces.push(`${windows} windows`)
    return traces
  }
}
