/** What leaves an archive by the window: exports with their preview, citations, Markdown, paper, a file under the pointer. */
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs'
import type { Page } from '@playwright/test'
import type { Clipfile } from './app.ts'
import { expect, test } from './fixtures.ts'

const preview = (app: Clipfile) => app.dialog.getByRole('region', { name: 'Preview' })
const page = (app: Clipfile) => preview(app).getByRole('img', { name: /^Page \d+ of/ })

async function openExport(app: Clipfile): Promise<void> {
  await app.press('Control+Shift+E')
  await expect(app.dialog).toContainText('Export')
}

async function threeArticles(app: Clipfile): Promise<void> {
  await app.newArchive()
  const { place } = app
  await app.importFiles(
    place.copy('night-market.txt'),
    place.copy('hebrew.txt'),
    place.copy('tide-tables.txt'),
  )
  await app.importEnded('3 articles imported')
  await app.dismissNotifications()
}

test('a PDF: chosen by the keyboard, seen before, written, shown, with its options remembered', async ({
  app,
}) => {
  test.slow()
  await app.openSample()
  await openExport(app)
  await expect(app.dialog.getByRole('radio', { name: /^PDF/ })).toBeFocused()
  await test.step('the pages are pictures that Chromium draws', async () => {
    await expect(page(app)).toBeVisible({ timeout: 30_000 })
    await app.expectDrawn(page(app))
    await expect(preview(app)).toContainText(/Page 1 of \d+/)
    await expect(preview(app)).toContainText('of 44 articles')
  })
  await test.step('the keys turn them', async () => {
    await preview(app).getByRole('group', { name: 'Page' }).focus()
    await app.press('PageDown')
    await expect(preview(app)).toContainText(/Page 2 of/)
    await app.press('Home')
    await expect(preview(app)).toContainText(/Page 1 of/)
  })
  await test.step('another paper makes other pages', async () => {
    const before = await page(app).evaluate((img: HTMLImageElement) => img.style.getPropertyValue('--ratio'))
    await app.dialog.getByRole('radio', { name: 'Letter' }).check()
    await expect
      .poll(() => page(app).evaluate((img: HTMLImageElement) => img.style.getPropertyValue('--ratio')))
      .not.toBe(before)
  })
  const target = app.place.path('water.pdf')
  await app.answerSave(target)
  await app.button('Export PDF…').focus()
  await app.press('Enter')
  await expect(app.dialog).toBeHidden()
  await app.importEnded(/44 articles, \d+ pages written to/, 60_000)
  expect(readFileSync(target).subarray(0, 5).toString()).toBe('%PDF-')
  expect(readdirSync(app.place.documents).filter((name) => /part/.test(name))).toEqual([])
  await test.step('the folder is shown', async () => {
    const show = app.notifications.getByRole('button', { name: /^(Show in folder|Details…)$/ })
    const words = await show.textContent()
    await show.click()
    if (words === 'Details…') {
      await app.dialog.getByRole('button', { name: 'Show in folder' }).click()
      await app.dialog.getByRole('button', { name: 'Close', exact: true }).last().click()
    }
    await expect.poll(async () => (await app.dialogs()).at(-1)?.options.message).toBe(target)
  })
  await test.step('the paper is remembered', async () => {
    await openExport(app)
    await expect(app.dialog.getByRole('radio', { name: 'Letter' })).toBeChecked()
    await app.press('Escape')
    await expect(app.dialog).toBeHidden()
  })
})

test('presets are saved, chosen, renamed and deleted, by the keyboard', async ({ app, start }) => {
  await threeArticles(app)
  await openExport(app)
  const presets = app.dialog.getByRole('combobox', { name: 'Preset' })
  const menu = async (item: string): Promise<void> => {
    await app.dialog.getByRole('button', { name: 'Presets' }).focus()
    await app.press('Enter')
    await app.page.getByRole('menuitem', { name: item }).focus()
    await app.press('Enter')
  }
  await app.dialog.getByRole('radio', { name: 'A5' }).check()
  await menu('Save these options…')
  await expect(app.dialog.getByRole('textbox', { name: 'Name' })).toBeFocused()
  await app.page.keyboard.type('Pocket')
  await app.press('Enter')
  await expect(presets).toHaveValue('Pocket')
  await app.dialog.getByRole('radio', { name: 'A4' }).check()
  await expect(presets).toHaveValue('')
  await presets.selectOption('Pocket')
  await expect(app.dialog.getByRole('radio', { name: 'A5' })).toBeChecked()
  await menu('Rename…')
  await app.page.keyboard.type('Small')
  await app.press('Enter')
  await expect(presets).toHaveValue('Small')
  await app.quit()
  const again = await start()
  await expect(again.total).toHaveText('3 articles')
  await openExport(again)
  await again.dialog.getByRole('combobox', { name: 'Preset' }).selectOption('Small')
  await expect(again.dialog.getByRole('radio', { name: 'A5' })).toBeChecked()
  await again.dialog.getByRole('button', { name: 'Presets' }).click()
  await again.page.getByRole('menuitem', { name: 'Delete' }).click()
  await expect(again.dialog.getByRole('combobox', { name: 'Preset' })).toBeDisabled()
})

test('every format is written, from what is picked', async ({ app }) => {
  test.slow()
  await threeArticles(app)
  await app.list.focus()
  await app.press('Home', 'x', 'j', 'x')
  const files: [format: RegExp, name: string, looks: RegExp | null][] = [
    [/^Evidence dossier/, 'a.zip', /^PK/],
    [/^EPUB/, 'a.epub', /^PK/],
    [/^HTML/, 'html', null],
    [/^Markdown/, 'markdown', null],
    [/^Plain text/, 'a.txt', /night market|שוק|tide/i],
    [/^JSON Lines/, 'a.jsonl', /^\{/],
    [/^CSV/, 'a.csv', /title/],
    [/^BibTeX/, 'a.bib', /^@/],
    [/^RIS/, 'a.ris', /^TY {2}- NEWS/],
    [/^CSL-JSON/, 'a.json', /article-newspaper/],
    [/^Annotations/, 'a.jsonld', /^[[{]/],
  ]
  for (const [format, name, looks] of files) {
    await test.step(name, async () => {
      await app.button('Export…').first().click()
      await expect(app.dialog).toContainText('2 picked articles')
      await app.dialog.getByRole('radio', { name: format }).check()
      const target = app.place.path(name)
      await app.answerSave(target)
      await app.dialog.getByRole('button', { name: /^Export .*…$/ }).click()
      await expect(app.dialog).toBeHidden()
      await app.importEnded(`written to ${target}`, 40_000)
      await app.dismissNotifications()
      if (looks) expect(readFileSync(target, 'utf8').replace(/^\ufeff/, '')).toMatch(looks)
      else expect(readdirSync(target).length).toBeGreaterThan(0)
    })
  }
  expect(readdirSync(app.place.documents).filter((name) => /part/.test(name))).toEqual([])
})

test('a collection, a saved search and an article are proposed by their names', async ({ app }) => {
  await threeArticles(app)
  const proposed = async (): Promise<string> => {
    const asked = async () => (await app.dialogs()).filter(({ kind }) => kind === 'save')
    const before = (await asked()).length
    await app.expectCancel('save')
    await app.dialog.getByRole('button', { name: /^Export .*…$/ }).click()
    await expect.poll(async () => (await asked()).length).toBe(before + 1)
    const options = (await asked()).at(-1)!.options as { defaultPath?: string }
    await expect(app.dialog.getByRole('button', { name: /^Export .*…$/ })).toBeEnabled()
    await app.press('Escape')
    await expect(app.dialog).toBeHidden()
    return options.defaultPath!.split('/').at(-1)!
  }
  await app.list.focus()
  await app.press('Home', 'c')
  await app.page.keyboard.type('Market: 1/2')
  await app.press('Enter')
  const collection = app.sidebar.getByRole('treeitem', { name: /^Market/ })
  await collection.click({ button: 'right' })
  await app.page.getByRole('menuitem', { name: 'Export…' }).click()
  await expect(app.dialog).toContainText('“Market: 1/2”, 1 article')
  expect(await proposed()).toBe('Market 1 2.pdf')
  await app.row('Night market returns').click({ button: 'right' })
  await app.page.getByRole('menuitem', { name: 'Export…' }).click()
  await app.dialog.getByRole('radio', { name: /^RIS/ }).check()
  expect(await proposed()).toMatch(/^Night market returns.*\.ris$/)
  await app.nativeMenu('File', 'Export…')
  await expect(app.dialog).toContainText('The whole archive, 3 articles')
  expect(await proposed()).toBe('News.pdf')
})

test('nothing to export is said; a bad place is said; nothing is left behind', async ({ app, trouble }) => {
  trouble.allow(/refused: write-failed There is already a file/)
  await app.newArchive()
  await openExport(app)
  await expect(app.dialog).toContainText('There is no article in this selection.')
  await expect(app.button('Export PDF…')).toBeDisabled()
  await app.press('Escape')
  await app.importFiles(app.place.copy('night-market.txt'))
  await app.importEnded('1 article imported')
  await app.dismissNotifications()
  const locked = app.place.path('locked')
  mkdirSync(locked)
  app.place.own(locked)
  chmodSync(locked, 0o555)
  for (const [format, target] of [
    [/^PDF/, `${locked}/a.pdf`],
    [/^CSV/, `${locked}/a.csv`],
    [/^Markdown/, `${locked}/a`],
    [/^CSV/, app.place.path('gone/a.csv')],
  ] as const) {
    await openExport(app)
    await app.dialog.getByRole('radio', { name: format }).check()
    await app.answerSave(target)
    await app.dialog.getByRole('button', { name: /^Export .*…$/ }).click()
    await expect(app.notifications.getByRole('alert')).toContainText(/cannot be written|not be written/, {
      timeout: 30_000,
    })
    await app.dismissNotifications()
    expect(existsSync(target)).toBe(false)
  }
  expect(readdirSync(locked)).toEqual([])
  await test.step('a file that the dialog did not ask about is not replaced', async () => {
    const there = app.place.write('there.csv', 'mine')
    await openExport(app)
    await app.dialog.getByRole('radio', { name: /^CSV/ }).check()
    await app.answerSave(app.place.path('there'))
    await app.button('Export CSV…').click()
    await expect(app.dialog.last()).toContainText('There is already a file')
    expect(readFileSync(there, 'utf8')).toBe('mine')
    await app.dialog.last().getByRole('button', { name: 'OK' }).click()
    await app.press('Escape')
  })
})

test('an export is cancelled from the footer, and leaves no file', async ({ app }) => {
  test.slow()
  await app.openSample()
  await openExport(app)
  const target = app.place.path('a.pdf')
  await app.answerSave(target)
  await app.button('Export PDF…').click()
  await app.footer.getByRole('button', { name: /^Cancel/ }).click()
  await expect(app.notifications).toContainText('cancelled', { timeout: 30_000 })
  expect(existsSync(target)).toBe(false)
  expect(readdirSync(app.place.documents).filter((name) => /part/.test(name))).toEqual([])
})

test('citations: from the reader, of several, in another style, by the keyboard', async ({ app }) => {
  await threeArticles(app)
  await app.row('Night market returns').click()
  await expect(app.title).toContainText('Night market returns')
  await app.press('Control+Shift+C')
  await expect(app.notifications).toContainText('Citation copied (APA)')
  expect(await app.clipboard()).toContain('Night market returns')
  await app.notifications.getByRole('button', { name: 'Other style…' }).click()
  await expect(app.dialog.getByRole('group', { name: 'Citations' })).toContainText('Night market returns')
  await app.dialog.getByRole('radio', { name: 'MLA' }).check()
  await expect(app.dialog.getByRole('group', { name: 'Citations' })).toContainText('“Night')
  await app.button('Copy').click()
  await expect(app.notifications).toContainText('Citation copied (MLA)')
  expect(await app.clipboard()).toMatch(/“Night market returns/i)
  expect(await app.clipboardHtml()).toMatch(/<i>[^<]+<\/i>/)
  await app.list.focus()
  await app.press('Control+a', 'Control+Shift+C')
  await expect(app.notifications).toContainText('3 citations copied (MLA)')
  expect((await app.clipboard()).trim().split('\n').filter(Boolean)).toHaveLength(3)
})

test('Markdown to the clipboard, and a file under the pointer that goes with the app', async ({ app }) => {
  await threeArticles(app)
  await app.row('Night market returns').click()
  await expect(app.title).toContainText('Night market returns')
  await app.button('Share this article').click()
  await app.page.getByRole('menuitem', { name: 'Copy as Markdown' }).click()
  await expect(app.notifications).toContainText('Copied as Markdown')
  expect(await app.clipboard()).toContain('Night market returns')
  await app.electron.evaluate(({ webContents }) => {
    const given = globalThis as typeof globalThis & { draggedFiles: string[] }
    given.draggedFiles = []
    for (const contents of webContents.getAllWebContents())
      contents.startDrag = ({ file }) => void given.draggedFiles.push(file)
  })
  await app.button('Share this article').dispatchEvent('dragstart')
  const files = () =>
    app.electron.evaluate(() => (globalThis as typeof globalThis & { draggedFiles: string[] }).draggedFiles)
  await expect.poll(files).toHaveLength(1)
  const [file = ''] = await files()
  expect(file).toMatch(/Night market returns.*\.md$/)
  expect(readFileSync(file, 'utf8')).toContain('Night market returns')
  expect(statSync(file).mode & 0o077).toBe(0)
  await app.quit()
  expect(existsSync(file)).toBe(false)
})

test('printing: the system is asked, and on paper stands the article alone', async ({ app }) => {
  await threeArticles(app)
  await app.setTheme('Dark')
  await app.row('Night market returns').click()
  await expect(app.title).toContainText('Night market returns')
  await app.electron.evaluate(({ webContents }) => {
    const given = globalThis as typeof globalThis & { printed: unknown[]; ended: () => void }
    given.printed = []
    for (const contents of webContents.getAllWebContents())
      contents.print = (options, ended) => {
        given.printed.push(options)
        given.ended = () => ended?.(false, 'cancelled')
      }
  })
  await app.press('Control+p')
  const printed = () =>
    app.electron.evaluate(() => (globalThis as typeof globalThis & { printed: unknown[] }).printed)
  await expect.poll(printed).toEqual([{ silent: false, printBackground: true }])
  const ground = () =>
    app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.getBackgroundColor())
  expect(await ground()).toMatch(/^#ffffff$/i)
  await test.step('as Chromium would put it on paper', async () => {
    await app.page.emulateMedia({ media: 'print' })
    await expect(app.title).toBeVisible()
    for (const hidden of [app.list, app.sidebar, app.search, app.footer, app.provenance])
      await expect(hidden).toBeHidden()
    await expect(app.button('Share this article')).toBeHidden()
    expect(await colours(app.page)).toEqual({ ink: 'rgb(0, 0, 0)', paper: 'rgb(255, 255, 255)' })
    await app.page.emulateMedia({ media: null })
  })
  const bytes = await app.electron.evaluate(async ({ BrowserWindow }) =>
    (await BrowserWindow.getAllWindows()[0]!.webContents.printToPDF({})).toString('latin1'),
  )
  expect(bytes.match(/\/Type\s*\/Page\b/g)?.length).toBe(1)
  await app.electron.evaluate(() => (globalThis as typeof globalThis & { ended: () => void }).ended())
  expect(await ground()).not.toMatch(/^#ffffff$/i)
})

function colours(page: Page): Promise<{ ink: string; paper: string }> {
  return page.evaluate(() => ({
    ink: getComputedStyle(document.querySelector('article h1')!).color,
    paper: getComputedStyle(document.body).backgroundColor,
  }))
}
