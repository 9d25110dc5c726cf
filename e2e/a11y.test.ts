import { AxeBuilder } from '@axe-core/playwright'
import type { Clipfile } from './app.ts'
import { expect, test } from './fixtures.ts'
import { GATES, GATES_EARLIER, mhtml, png, savePage } from './saved.ts'

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

for (const theme of ['Light', 'Dark'] as const) {
  test(`nothing to object to at WCAG 2.2 AA: ${theme.toLowerCase()}`, async ({ app, place }) => {
    test.slow()
    const check = async (name: string): Promise<void> => {
      await test.step(name, async () => expect.soft(await violations(app), `${name}, ${theme}`).toEqual([]))
    }
    await app.nativeMenu('View', 'Theme', theme)
    await expect.poll(() => app.theme()).toBe(theme.toLowerCase())
    await check('start')
    await app.newArchive()
    await check('an empty archive')
    await app.goTo('Outlet timeline')
    await check('an empty timeline')
    await app.goTo('Imports')
    await check('no imports')
    await app.importFiles(
      place.copy('night-market.txt'),
      place.copy('hebrew.txt'),
      place.copy('tide-tables.txt'),
      place.copy('no-date.txt'),
      place.write('empty.txt', ''),
    )
    await app.importEnded('4 articles imported, 1 refused')
    await check('a notification')
    await app.imports.getByRole('button').first().click()
    await check('an import by its files')
    await app.page.getByRole('radio', { name: 'Records' }).check()
    await check('an import by its records')
    await app.dismissNotifications()
    await app.goTo('All articles')
    await app.row('Night market returns').click()
    await app.provenance.getByRole('button', { name: /headlines$/ }).click()
    await app.article.getByRole('button', { name: 'Show' }).click()
    await check('the library')
    await app.row('השוק הלילי').click()
    await expect(app.article).toHaveAttribute('dir', 'rtl')
    await check('a right-to-left article')
    await app.search.fill('market')
    await expect(app.rows).toHaveCount(1)
    await check('a search')
    await app.search.fill('nothing of the kind')
    await expect(app.results).toContainText('No article matches')
    await check('a search without result')
    await app.search.fill('')
    await ownViews(app, check, 'market')
    await app.goTo('Outlet timeline')
    await expect(app.timeline).toBeVisible()
    await app.timeline.focus()
    await app.press('ArrowDown')
    await check('the timeline')
    await app.page.getByRole('radio', { name: 'Table' }).check()
    await check('the timeline as a table')
    for (const form of ['Heat map', 'Stacked'] as const) {
      await app.page.getByRole('radio', { name: form }).check()
      await app.page.getByRole('radio', { name: 'Share' }).check()
      await check(`the timeline: ${form}`)
    }
    await app.page.getByRole('radio', { name: 'Lanes', exact: true }).check()
    await app.button('Compare with another…').click()
    await expect(app.page.getByRole('textbox', { name: 'Second query' })).toBeVisible()
    await check('two queries compared')
    await app.button('Stop comparing').click()
    await app.timeline.focus()
    await app.press('ArrowDown')
    await app.press('s')
    await app.press('s')
    await expect(app.page.getByRole('group', { name: 'Marked days' })).toContainText('article')
    await check('marked days')
    await app.press('Escape')
    await app.button(/undated$/).click()
    await expect(app.dialog.getByRole('listitem').first()).toBeVisible()
    await check('what has no date')
    await app.press('Escape')
    await app.choose('More', 'Settings…')
    await check('the settings')
    await app.press('Escape')
    await app.press('?')
    await expect(app.dialog).toBeVisible()
    await check('the shortcuts')
    await app.press('Escape')
    await app.button('More').click()
    await check('a menu')
    await app.press('Escape')
    await app.closeArchive()
    await check('start, with a recent archive')
  })
}

for (const theme of ['Light', 'Dark'] as const) {
  test(`nothing to object to in saved pages: ${theme.toLowerCase()}`, async ({ app, place }) => {
    const check = async (name: string): Promise<void> => {
      await test.step(name, async () => expect.soft(await violations(app), `${name}, ${theme}`).toEqual([]))
    }
    await app.nativeMenu('View', 'Theme', theme)
    await expect.poll(() => app.theme()).toBe(theme.toLowerCase())
    await app.newArchive()
    await app.importFiles(
      savePage(place, 'gates.html', GATES, { 'dam.png': png() }),
      place.write('earlier.mhtml', mhtml(GATES_EARLIER, 'Tue, 10 Nov 2026 07:30:00 -0000')),
    )
    await app.importEnded(/imported/)
    await app.dismissNotifications()
    await app.article.getByRole('button', { name: '2 versions' }).click()
    await app.button('All that the page says').click()
    await check('a version of an article')
    await app.article.getByRole('list', { name: 'Versions' }).getByRole('button').last().click()
    await expect(app.reader).toContainText('You are reading an earlier version')
    await app.expectDrawn(app.picture('A dam seen from above'))
    await check('an earlier version, with its pictures and tables')
    await app.button('Enlarge: A dam seen from above').click()
    await check('a picture enlarged')
    await app.press('Escape')
    await app.button('Show the current one').click()
    await app.press('Control+e')
    await app.dialog.getByRole('textbox', { name: 'Title' }).fill('')
    await app.dialog.getByRole('button', { name: 'Save' }).click()
    await check('correcting, with a slip')
    await app.dialog.getByRole('textbox', { name: 'Title' }).fill('Corrected')
    await app.dialog.getByRole('button', { name: 'Save' }).click()
    await expect(app.corrected('Title')).toBeVisible()
    await check('a corrected article')
    await app.choose('More', 'Extract again…')
    await check('extracting again')
  })
}

for (const theme of ['Light', 'Dark'] as const) {
  test(`nothing to object to in what people add: ${theme.toLowerCase()}`, async ({ app }) => {
    test.slow()
    const check = async (name: string): Promise<void> => {
      await test.step(name, async () => expect.soft(await violations(app), `${name}, ${theme}`).toEqual([]))
    }
    await app.nativeMenu('View', 'Theme', theme)
    await expect.poll(() => app.theme()).toBe(theme.toLowerCase())
    await app.openSample()
    await ownViews(app, check, 'water')
    await leavingViews(app, check)
  })
}

test('it works enlarged to 200 %, with less motion and with forced colours', async ({ app }) => {
  await app.openSample()
  await test.step('200 % at 1280 × 800: nothing is cut off sideways', async () => {
    await app.electron.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]!.webContents.setZoomFactor(2),
    )
    await expect.poll(() => app.page.evaluate(() => devicePixelRatio)).toBe(2)
    for (const view of ['All articles', 'Imports', 'Outlet timeline'] as const) {
      await app.goTo(view)
      const wide = await app.page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      )
      expect(wide, view).toBeLessThanOrEqual(0)
      await expect(app.search).toBeInViewport()
    }
    await app.electron.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]!.webContents.setZoomFactor(1),
    )
  })
  await test.step('less motion', async () => {
    await app.page.emulateMedia({ reducedMotion: 'reduce' })
    await app.goTo('Imports')
    const moving = await app.page.evaluate(() =>
      document
        .getAnimations()
        .filter((one) => Number(one.effect?.getComputedTiming().duration) > 10)
        .map((one) => (one.effect as KeyframeEffect).target?.className),
    )
    expect(moving).toEqual([])
  })
  await test.step('forced colours', async () => {
    await app.page.emulateMedia({ forcedColors: 'active' })
    await app.goTo('All articles')
    await app.list.focus()
    await app.expectFocusSeen()
  })
})

/**
 * What people add: picking, tags, collections, searches, outlets, rules, the trash and the way back.
 * @param word one that some articles hold
 */
async function ownViews(app: Clipfile, check: (name: string) => Promise<void>, word: string): Promise<void> {
  const close = async (): Promise<void> => {
    await app.press('Escape')
    await expect(app.dialog).toBeHidden()
  }
  await app.list.focus()
  await app.press('s', 'x', 'j', 'x')
  await app.press('t')
  await expect(app.dialog.getByRole('combobox')).toBeFocused()
  await app.page.keyboard.type('policy/water')
  await app.press('Enter')
  await check('tagging')
  await app.press('Control+Enter')
  await expect(app.sidebar.getByRole('treeitem', { name: /^policy/ })).toBeVisible()
  await check('picked articles and tags')
  await app.rows.first().click({ button: 'right' })
  await check('the menu of an article')
  await app.press('Escape')
  await app.press('c')
  await expect(app.dialog.getByRole('combobox')).toBeFocused()
  await app.page.keyboard.type('Dossier')
  await app.press('Enter')
  await app.sidebar.getByRole('treeitem', { name: /^Dossier/ }).click()
  await app.button('Describe it').click()
  await app.dialog.getByRole('textbox').fill('For **March**:\n\n- one\n- two')
  await check('a description being written')
  await app.press('Control+Enter')
  await check('a collection')
  await app.sidebar.getByRole('treeitem', { name: /^policy/ }).click()
  await check('the articles of a tag')
  await app.sidebar.getByRole('treeitem', { name: /^policy/ }).click({ button: 'right' })
  await app.page.getByRole('menuitem', { name: 'Colour…' }).click()
  await check('colours')
  await close()
  await app.search.fill('has:')
  await check('the search box with what it offers')
  await app.search.fill('')
  await app.outlets.getByRole('button').first().click({ button: 'right' })
  await app.page.getByRole('menuitem', { name: 'Names…' }).click()
  await check('the names of an outlet')
  await close()
  await app.choose('More', 'Last changes…')
  await check('the last changes')
  await close()
  await app.choose('More', 'Rules…')
  await check('no rules')
  await app.button('New rule…').click()
  await app.dialog.getByRole('textbox', { name: 'Articles that match' }).fill(word)
  await expect(app.dialog).toContainText('match')
  await check('a rule being written')
  await close()
  await app.goTo('All articles')
  await app.list.focus()
  await app.press('Home', 'Delete')
  await app.sidebar.getByRole('button', { name: /^Trash/ }).click()
  await expect(app.rows).toHaveCount(1)
  await check('the trash')
  await app.sidebar.getByRole('treeitem', { name: /^Dossier/ }).focus()
  await app.press('Delete')
  await app.page.getByRole('radio', { name: /^Tags, notes and the rest/ }).check()
  await expect(app.button('Restore Dossier')).toBeVisible()
  await check('what else lies in the trash')
  await app.button('Restore Dossier').click()
  await expect(app.results).toContainText('Nothing else was deleted')
  await app.page.getByRole('radio', { name: /^Articles/ }).check()
  await app.button('Empty the trash…').click()
  await check('before emptying it')
  await close()
  await app.press('Control+z')
  await app.goTo('All articles')
  await app.dismissNotifications()
}

/** What leaves the archive: the export dialog with pages and without, citations, backups. */
async function leavingViews(app: Clipfile, check: (name: string) => Promise<void>): Promise<void> {
  const close = async (): Promise<void> => {
    await app.press('Escape')
    await expect(app.dialog).toBeHidden()
  }
  await app.choose('More', 'Export…')
  const preview = app.dialog.getByRole('region', { name: 'Preview' })
  await check('the export dialog before its pages')
  await expect(preview).toContainText(/Page 1 of/, { timeout: 30_000 })
  await check('the export dialog with pages')
  await app.dialog.getByRole('button', { name: 'Presets' }).click()
  await app.page.getByRole('menuitem', { name: 'Save these options…' }).click()
  await check('a preset being named')
  await app.press('Escape')
  await app.dialog.getByRole('radio', { name: /^CSV/ }).check()
  await check('the export dialog with a format without pages')
  await close()
  await app.button('Share this article').click()
  await check('the share menu')
  await app.page.getByRole('menuitem', { name: 'Copy citation as…' }).click()
  await expect(app.dialog.getByRole('group', { name: 'Citations' })).toContainText(/\d{4}/)
  await check('citations')
  await close()
  await app.choose('More', 'Backups…')
  await expect(app.dialog).toContainText('Choose a folder')
  await check('backups')
  await close()
}

/** What axe objects to: rule, and the elements it is about. */
async function violations(app: Clipfile): Promise<string[]> {
  const builder = new AxeBuilder({ page: app.page }).setLegacyMode().withTags(RULES)
  const { violations, passes } = await builder.analyze()
  expect(passes.length, 'axe looked at something').toBeGreaterThan(10)
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(
      ({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary?.split('\n')[1]?.trim()}`,
    ),
  )
}
