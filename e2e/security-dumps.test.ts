import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from './fixtures.ts'
import { listen } from './listener.ts'

test('hostile dumps are text, in every view', async ({ app, trouble, place }) => {
  const listener = await listen()
  const dumps = readdirSync(join(import.meta.dirname, 'dumps', 'hostile')).map((name) =>
    place.copy(`hostile/${name}`),
  )
  const named = place.write(
    `<img src=x onerror=console.log('PWN:name')>.txt`,
    'A hostile name – Harbor Ledger\nMay 9, 2025\nThe name of this file is markup.\n',
  )
  await app.newArchive(`<b>PWN & "archive".clipfile`)
  await app.importFiles(...dumps, named)
  await app.importEnded(`${dumps.length + 1} articles imported`)
  await test.step('rows, reader, margin', async () => {
    for (let i = 0; i < dumps.length + 1; i++) {
      const row = app.rows.nth(i)
      await row.hover()
      await row.click()
      await expect(row).toHaveAttribute('aria-selected', 'true')
      const show = app.article.getByRole('button', { name: 'Show' })
      if (await show.isVisible()) await show.click()
      const headlines = app.provenance.getByRole('button', { name: /headlines?$/ })
      if (await headlines.isVisible()) await headlines.click()
      await app.nothingFromTheDump()
    }
  })
  await test.step('markup is shown as it was written', async () => {
    await app.row('Markup in a title').click()
    await expect(app.title).toContainText(`<script>console.log('PWN:title')</script>`)
    await expect(app.article).toContainText(`<img src="http://127.0.0.1:47901/pixel.gif"`)
    await expect(app.article).toContainText(`{{constructor.constructor(`)
  })
  await test.step('search, with its marks', async () => {
    for (const words of ['script', 'onerror', 'iframe', 'javascript']) {
      await app.search.fill(words)
      await expect(app.page.getByRole('search')).toContainText(/of \d+ ·/)
      await app.nothingFromTheDump()
    }
    await app.search.fill('<script>console.log("PWN:search")</script>')
    await app.press('Enter')
    await app.nothingFromTheDump()
    await app.search.fill('')
  })
  await test.step('imports, timeline, cards, start', async () => {
    await app.goTo('Imports')
    await app.imports.getByRole('button').first().click()
    await expect(app.page.getByRole('row').filter({ hasText: 'PWN:name' })).toBeVisible()
    await app.page.getByRole('radio', { name: 'Records' }).check()
    await app.nothingFromTheDump()
    await app.goTo('Outlet timeline')
    await app.page.getByRole('radio', { name: 'Table' }).check()
    await app.nothingFromTheDump()
    await app.page.getByRole('radio', { name: 'Lanes' }).check()
    await app.timeline.focus()
    await app.press('ArrowDown', 'ArrowRight', 'Enter')
    await app.nothingFromTheDump()
    await app.choose('More', 'Close the archive')
    await expect(app.recents).toContainText('<b>PWN & "archive"')
    await app.nothingFromTheDump()
  })
  expect(trouble.pwned).toEqual([])
  expect(listener.knocks).toEqual([])
  await listener.close()
})

test('long and turned-around titles break no layout', async ({ app, place }) => {
  await app.newArchive()
  await app.importFiles(
    place.copy('hostile/long-title.txt'),
    place.copy('hostile/long-word.txt'),
    place.copy('hostile/bidi.txt'),
    place.copy('night-market.txt'),
  )
  await app.importEnded('4 articles imported')
  for (const title of ['title0 title1', 'xxxxxxxx', 'Totals', 'Night market']) {
    await app.row(title).click()
    const wide = await app.page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
    expect(wide, title).toBe(0)
    expect(
      await app.reader.evaluate((pane) => pane.scrollWidth - pane.clientWidth),
      title,
    ).toBeLessThanOrEqual(0)
    expect(await app.list.evaluate((pane) => pane.scrollWidth - pane.clientWidth), title).toBeLessThanOrEqual(
      0,
    )
  }
  await test.step('every row is as high as any other', async () => {
    const heights = await Promise.all(
      (await app.rows.all()).map(async (row) => (await row.boundingBox())!.height),
    )
    expect(new Set(heights).size).toBe(1)
  })
  await test.step('an override ends with the text that holds it', async () => {
    const row = app.row('Totals')
    for (const part of await row.locator('[dir=auto]').all()) {
      expect(await part.evaluate((one) => getComputedStyle(one).unicodeBidi)).toMatch(/isolate|plaintext/)
    }
  })
})
