import { expect, test } from './fixtures.ts'

test('what is typed is found, lit, counted and given up again', async ({ app }) => {
  await app.openSample()
  await test.step('the list follows the typing', async () => {
    await app.press('/')
    await expect(app.search).toBeFocused()
    await app.search.pressSequentially('gates')
    await expect(app.total).toHaveText(/^[12]\d articles$/)
    await expect(app.page.getByRole('search')).toContainText(/[12]\d of 44 · \d+ ms/)
    const found = Number(/(\d+) of 44/.exec((await app.page.getByRole('search').textContent()) ?? '')?.[1])
    await expect(app.total).toHaveText(`${found} articles`)
    await expect(app.page.getByRole('status').filter({ hasText: `${found} articles found` })).toBeAttached()
  })
  await test.step('every row shows where', async () => {
    for (const row of await app.rows.all()) {
      await expect(row.locator('mark').first()).toHaveText(/^gates$/i)
    }
  })
  await test.step('Enter reads the first result, with the words lit', async () => {
    await app.press('Enter')
    await expect(app.list).toBeFocused()
    await expect(app.openRow).toHaveAttribute('aria-posinset', '1')
    await expect.poll(() => app.litWords()).toContain('gates')
  })
  await test.step('Esc clears, and Esc leaves', async () => {
    await app.press('/', 'Escape')
    await expect(app.search).toHaveValue('')
    await expect(app.total).toHaveText('44 articles')
    await app.press('Escape')
    await expect(app.list).toBeFocused()
  })
})

test('words may be folded, quoted, begun or left out', async ({ app, place }) => {
  await app.newArchive()
  await app.importFiles(
    place.write(
      'a.txt',
      'Une clé rangée – Le Courrier\n1 mai 2025\nLe gardien a rangé la clé à côté de la fenêtre du phare, puis il est rentré chez lui.\n',
    ),
    place.copy('night-market.txt'),
    place.copy('no-date.txt'),
    place.copy('hostile/query-characters.txt'),
  )
  await app.importEnded('4 articles imported')
  const cases: [query: string, titles: (string | RegExp)[]][] = [
    ['range cle', ['Une clé rangée']],
    ['FENÊTRE', ['Une clé rangée']],
    ['traders', ['Night market returns']],
    ['trad*', ['Night market returns']],
    ['"fried dough"', ['Night market returns']],
    ['"dough fried"', []],
    ['rope', [/Night market returns/, /The bell that nobody rings/]],
    ['rope -clapper', ['Night market returns']],
    ['DROP TABLE article', ['DROP TABLE']],
  ]
  for (const [query, titles] of cases) {
    await test.step(query, async () => {
      await app.search.fill(query)
      if (titles.length === 0) await expect(app.results).toContainText('No article matches')
      else await expect(app.rows).toHaveCount(titles.length)
      for (const title of titles) await expect(app.row(title)).toHaveCount(1)
    })
  }
  await test.step('no input is an error', async () => {
    for (const query of [
      '"',
      'a AND',
      'title:',
      'NEAR(',
      '*',
      '(((',
      '^',
      '-',
      '\\',
      "'; --",
      '%_',
      'x'.repeat(2000),
      '\u202e',
    ]) {
      await app.search.fill(query)
      await app.press('Enter')
      await expect(app.results).toHaveAttribute('aria-busy', 'false')
      await expect(app.results.getByRole('button', { name: 'Try again' })).toHaveCount(0)
      await expect(app.dialog).toHaveCount(0)
    }
  })
})

test('nothing found says what to try, and filters show as chips', async ({ app }) => {
  await app.openSample()
  await test.step('nothing anywhere', async () => {
    await app.search.fill('zymurgy')
    await expect(app.results.getByRole('heading')).toHaveText('No article matches “zymurgy”')
    await expect(app.results).toContainText('try zymurgy* for words that begin so')
    await app.results.getByRole('button', { name: 'Show everything' }).click()
    await expect(app.total).toHaveText('44 articles')
  })
  await test.step('nothing where the filter points', async () => {
    await app.outlets.getByRole('button', { name: /^Harbor Ledger/ }).click()
    await expect(app.page.getByRole('search')).toContainText('outlet: Harbor Ledger')
    await expect(app.search).toHaveAttribute('placeholder', 'Search within')
    await app.search.fill('eel')
    await app.results.getByRole('button', { name: 'Search all 44 articles' }).click()
    await expect(app.row('A recipe for river eel')).toHaveCount(1)
    await expect(app.page.getByRole('search')).not.toContainText('outlet:')
  })
  await test.step('Backspace at the beginning takes the last chip away', async () => {
    await app.search.fill('')
    await app.outlets.getByRole('button', { name: /^Harbor Ledger/ }).click()
    await expect(app.total).toHaveText('4 articles')
    await app.search.press('Backspace')
    await expect(app.total).toHaveText('44 articles')
  })
})

test('a question with fields and operators is said in words; mere words speak for themselves', async ({
  app,
}) => {
  await app.openSample()
  const words = app.page.locator('#query-in-words')
  const status = app.page.getByRole('search').getByRole('status')
  await app.search.fill('salt water')
  await expect(app.page.getByRole('search')).toContainText(/ of 44/)
  await expect(words).toHaveText('')
  await app.search.fill('salt -treaty lang:en after:2026-09')
  await expect(words).toHaveText('Articles with “salt”, without “treaty”, in en, from 2026-09 on.')
  await expect(words).toBeInViewport()
  await expect(app.search).toHaveAccessibleDescription(/without “treaty”/)
  await expect(status).toHaveText(/^\d+ articles? found\. Articles with “salt”, without “treaty”/)
  await test.step('what makes no sense is said beside what was found', async () => {
    await app.search.fill('salt after:yesterday')
    await expect(words).toContainText('“after:yesterday” is not a date')
    await expect(app.rows.first()).toBeVisible()
  })
  await test.step('hostile words stay words', async () => {
    await app.search.fill('salt OR "<img src=x onerror=alert(1)>"')
    await expect(words).toContainText('<img src=x onerror=alert(1)>')
    await app.nothingFromTheDump()
  })
  await app.search.fill('')
  await expect(words).toHaveText('')
})
