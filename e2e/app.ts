/** Clipfile as a person meets it: what is on the screen, by role and name, and what can be done with it. */
import { expect, type Locator } from '@playwright/test'
import { focusMark } from './focus.ts'
import { RunningApp } from './running.ts'

export class Clipfile extends RunningApp {
  // ---------------------------------------------------------------- the screen

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name, exact: typeof name === 'string' })
  }
  /** the part of the window that the sidebar changes */
  get view(): Locator {
    return this.page.getByRole('main')
  }
  get search(): Locator {
    return this.page.getByRole('textbox', { name: 'Search', exact: true })
  }
  get sidebar(): Locator {
    return this.page.getByRole('navigation', { name: 'Sidebar' })
  }
  get outlets(): Locator {
    return this.sidebar.getByRole('list', { name: 'Outlets' })
  }
  /** `44 articles` */
  get total(): Locator {
    return this.page.getByRole('region', { name: 'Result over time' }).getByRole('heading', { level: 1 })
  }
  get months(): Locator {
    return this.page.getByRole('slider', { name: 'Go to month' })
  }
  get results(): Locator {
    return this.page.getByRole('region', { name: 'Results' })
  }
  get list(): Locator {
    return this.page.getByRole('listbox', { name: 'Articles' })
  }
  get rows(): Locator {
    return this.list.getByRole('option')
  }
  /** the row of the article that is open */
  get openRow(): Locator {
    return this.list.getByRole('option', { selected: true })
  }
  row(title: string | RegExp): Locator {
    return this.rows.filter({ hasText: title })
  }
  get reader(): Locator {
    return this.page.getByRole('region', { name: 'Reader' })
  }
  get article(): Locator {
    return this.reader.getByRole('article')
  }
  get title(): Locator {
    return this.article.getByRole('heading', { level: 1 })
  }
  /** a picture of the article, by its alternative text */
  picture(name: string | RegExp): Locator {
    return this.article.getByRole('img', { name })
  }
  /** the mark of a field that was corrected */
  corrected(field: 'Title' | 'Outlet' | 'Authors' | 'Published'): Locator {
    return this.article.getByRole('button', { name: new RegExp(`^${field} corrected`) })
  }
  get provenance(): Locator {
    return this.reader.getByRole('complementary', { name: 'About this article' })
  }
  get dialog(): Locator {
    return this.page.getByRole('dialog')
  }
  get notifications(): Locator {
    return this.page.getByRole('region', { name: 'Notifications' })
  }
  get footer(): Locator {
    return this.page.getByRole('contentinfo')
  }
  get timeline(): Locator {
    return this.page.getByRole('application', { name: 'Lanes by outlet' })
  }
  /** the sum of an import: records = imported + already here + refused */
  get sum(): Locator {
    return this.page.getByRole('region', { name: 'Sum' })
  }
  get recents(): Locator {
    return this.page.getByRole('region', { name: 'Recent archives' })
  }
  get sidebarEdge(): Locator {
    return this.page.getByRole('separator', { name: 'Sidebar width' })
  }
  get imports(): Locator {
    return this.page.getByRole('navigation', { name: 'Imports' })
  }
  /** why an archive asked for from outside did not open */
  get failure(): Locator {
    return this.page.getByRole('main').getByRole('alert')
  }
  /** what the window says while something is broken */
  get banner(): Locator {
    return this.page.getByRole('alert').filter({ hasText: /One moment|The archive is closed/ })
  }
  get focused(): Locator {
    return this.page.locator(':focus')
  }

  // ---------------------------------------------------------------- archives

  async newArchive(name = 'News.clipfile'): Promise<string> {
    const path = this.place.path(name)
    await this.answerSave(path)
    await this.button('New archive…').click()
    await expect(this.search).toBeVisible()
    return path
  }

  async openArchive(path: string): Promise<void> {
    await this.answerOpen(path)
    await this.button('Open…').click()
  }

  /** Opens the sample archive and waits until all of it is there. */
  async openSample(): Promise<void> {
    await this.button('Open the sample archive').click()
    await expect(this.notifications).toContainText('44 articles imported', { timeout: 30_000 })
    await this.dismissNotifications()
    await expect(this.total).toHaveText('44 articles')
    await expect(this.title).toBeVisible()
  }

  async closeArchive(): Promise<void> {
    await this.choose('More', 'Close the archive')
    await expect(this.button('New archive…')).toBeVisible()
  }

  // ---------------------------------------------------------------- imports

  async importFiles(...paths: string[]): Promise<void> {
    await this.answerOpen(...paths)
    await this.choose('Import…', 'Files…')
  }

  async importFolder(path: string): Promise<void> {
    await this.answerOpen(path)
    await this.choose('Import…', 'A folder…')
  }

  /** Drops files on the window as the system's file manager does. */
  async drop(...files: string[]): Promise<void> {
    const session = await this.page.context().newCDPSession(this.page)
    const data = { items: [], files, dragOperationsMask: 1 }
    const at = { x: 300, y: 300, data }
    await session.send('Input.dispatchDragEvent', { type: 'dragEnter', ...at })
    await session.send('Input.dispatchDragEvent', { type: 'dragOver', ...at })
    await session.send('Input.dispatchDragEvent', { type: 'drop', ...at })
    await session.detach()
  }

  /** Exports what is offered first, in a format, to a file. */
  async exportAs(format: RegExp, target: string): Promise<void> {
    await this.choose('More', 'Export…')
    await this.dialog.getByRole('radio', { name: format }).check()
    await this.answerSave(target)
    await this.dialog.getByRole('button', { name: /^Export .*…$/ }).click()
    await expect(this.dialog).toBeHidden()
  }

  async importEnded(words: string | RegExp, timeout = 30_000): Promise<void> {
    await expect(this.notifications).toContainText(words, { timeout })
  }

  async dismissNotifications(): Promise<void> {
    const dismiss = this.notifications.getByRole('button', { name: 'Dismiss' })
    while ((await dismiss.count()) > 0) await dismiss.first().click()
  }

  // ---------------------------------------------------------------- getting about

  async goTo(view: 'All articles' | 'Outlet timeline' | 'Imports'): Promise<void> {
    await this.sidebar.getByRole('button', { name: new RegExp(`^${view}`) }).click()
  }

  /** An item of a menu button. */
  async choose(menu: string | RegExp, item: string | RegExp): Promise<void> {
    await this.button(menu).click()
    await this.page.getByRole('menuitem', { name: item }).click()
  }

  async setTheme(theme: 'System' | 'Light' | 'Dark'): Promise<void> {
    await this.choose('More', 'Settings…')
    await this.dialog.getByRole('radio', { name: theme }).check()
    await this.page.keyboard.press('Escape')
    await expect(this.dialog).toBeHidden()
  }

  /** Gives tags, by the keyboard, to what is picked or to the article that is open. */
  async tag(...paths: string[]): Promise<void> {
    await this.press('t')
    await expect(this.dialog.getByRole('combobox')).toBeFocused()
    for (const path of paths) {
      await this.page.keyboard.type(path)
      await this.press('Enter')
      await this.dialog.getByRole('combobox').fill('')
    }
    await this.press('Control+Enter')
    await expect(this.dialog).toBeHidden()
  }

  press(...keys: string[]): Promise<void> {
    return keys.reduce((before, key) => before.then(() => this.page.keyboard.press(key)), Promise.resolve())
  }

  /** No element of the page can have come out of a dump; pictures are those of the archive. */
  async nothingFromTheDump(): Promise<void> {
    const strange =
      'script:not([src^="/assets/"]), img:not([src^="/picture/"]), iframe, object, embed, form, base, meta[http-equiv], [onerror], [onload], [onclick], [onmouseover], a[href]'
    await expect(this.page.locator(strange)).toHaveCount(0)
  }

  /** The theme as it is drawn. */
  theme(): Promise<string | undefined> {
    return this.page.evaluate(() => document.documentElement.dataset['theme'])
  }

  /** The title of the first row that can be seen whole or in part. */
  async firstRowInSight(): Promise<string | null> {
    const top = (await this.list.boundingBox())!.y
    for (const row of await this.rows.all()) {
      const box = await row.boundingBox()
      if (box && box.y + box.height > top + 1) return row.getAttribute('aria-posinset')
    }
    return null
  }

  /** The words that the reader lights. */
  litWords(): Promise<string[]> {
    return this.page.evaluate(() =>
      [...(CSS.highlights.get('found') ?? [])].map((range) => range.toString().toLowerCase()),
    )
  }

  /** Waits until the page has drawn twice and answers again. */
  async settled(): Promise<void> {
    await this.page.evaluate(
      () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
    )
  }

  /** Waits for a picture, which is fetched when it comes near. */
  async expectDrawn(picture: Locator): Promise<void> {
    await picture.scrollIntoViewIfNeeded()
    await expect.poll(() => picture.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBeGreaterThan(1)
  }

  // ---------------------------------------------------------------- the focus

  isFocused(locator: Locator): Promise<boolean> {
    return locator.evaluate((element) => element === document.activeElement)
  }

  isFocusInside(locator: Locator): Promise<boolean> {
    return locator.evaluate((element) => element.contains(document.activeElement))
  }

  /** The focus is somewhere, not on the page as such. */
  async expectFocusKept(): Promise<void> {
    await expect.poll(() => this.page.evaluate(() => document.activeElement?.tagName)).not.toBe('BODY')
  }

  /** The focused element is in sight and looks unlike it does without the focus. */
  async expectFocusSeen(): Promise<void> {
    await this.expectFocusKept()
    await expect(this.focused).toBeInViewport()
    expect(
      await this.page.evaluate(focusMark),
      `${await this.#focusedHtml()} shows that it has the focus`,
    ).toBe(true)
  }

  /** Role, name and an identity of what has the focus. */
  async describeFocus(): Promise<{ id: string; role: string; name: string }> {
    const snapshot = await this.focused.ariaSnapshot()
    const [, role = '', name = ''] = /^- '?([a-z]+)(?: "(.*?)")?/.exec(snapshot) ?? []
    const id = await this.page.evaluate(() => {
      const path: number[] = []
      for (let node = document.activeElement; node?.parentElement; node = node.parentElement) {
        path.unshift([...node.parentElement.children].indexOf(node))
      }
      return path.join('.')
    })
    return { id, role, name }
  }

  async #focusedHtml(): Promise<string> {
    return this.page.evaluate(() => document.activeElement?.outerHTML.slice(0, 120) ?? '')
  }
}
