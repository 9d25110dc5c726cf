import { agedArchive } from './archives.ts'
import { expect, test } from './fixtures.ts'
import { listen, REFUSED_REQUEST } from './listener.ts'
import { ARABIC, GATES, GATES_EARLIER, mhtml, PICTURE, png, savePage } from './saved.ts'

const NOV_10 = 'Tue, 10 Nov 2026 07:30:00 -0000'
const NOV_12 = 'Thu, 12 Nov 2026 18:02:00 -0000'

test('a saved page is read with its pictures, tables, lists and links', async ({ app, place }) => {
  await app.newArchive()
  await app.importFiles(savePage(place, 'gates.html', GATES, { 'dam.png': png() }))
  await app.importEnded('1 article imported')
  await app.dismissNotifications()
  await expect(app.title).toHaveText(GATES.title)

  await test.step('the picture is there, in its size, with its caption', async () => {
    const picture = app.picture('A dam seen from above')
    await app.expectDrawn(picture)
    expect(await picture.evaluate((img: HTMLImageElement) => [img.naturalWidth, img.naturalHeight])).toEqual([
      PICTURE.width,
      PICTURE.height,
    ])
    await expect(app.article.getByRole('figure').first()).toContainText('Karsun dam on 8 November.')
  })
  await test.step('one that was not saved says what would stand there, and where it was', async () => {
    const missing = app.article.getByRole('figure').filter({ hasText: 'Picture not saved' })
    await expect(missing).toContainText('Children on the dry bank')
    await expect(missing).toContainText('gates_files/gone.jpg')
    await missing.getByRole('button', { name: 'Copy the picture’s address' }).click()
    expect(await app.clipboard()).toContain('gone.jpg')
  })
  await test.step('it can be seen larger, by the keyboard too, and the focus comes back', async () => {
    const enlarge = app.button('Enlarge: A dam seen from above')
    await enlarge.focus()
    await app.press('Enter')
    await expect(app.dialog.getByRole('img')).toBeVisible()
    await app.press('Escape')
    await expect(app.dialog).toBeHidden()
    await expect(enlarge).toBeFocused()
  })
  await test.step('table, list, heading, quotation', async () => {
    await expect(app.article.getByRole('columnheader')).toHaveText(['Gauge', 'Level'])
    await expect(app.article.getByRole('cell', { name: '11.82 m' })).toBeVisible()
    await expect(app.article.getByRole('listitem').filter({ hasText: 'The commission meets' })).toBeVisible()
    await expect(app.article.getByRole('heading', { level: 2 })).toHaveText('A number nobody disputes')
    await expect(app.article.getByRole('blockquote')).toContainText('We plant by the almanac')
    await expect(app.article.getByRole('strong')).toHaveText('ninth straight day')
  })
  await test.step('a link copies where it leads, and leads nowhere', async () => {
    await app.article.getByRole('button', { name: 'the 1961 treaty' }).click()
    await expect(app.notifications).toContainText('Address copied')
    expect(await app.clipboard()).toBe('https://ledger.example/treaty?from=article')
    expect(app.page.url()).toBe('app://ui/index.html')
  })
  await test.step('a search lights its words, in tables too', async () => {
    await app.search.fill('ferry')
    await expect.poll(async () => (await app.litWords()).length).toBeGreaterThan(2)
    await app.search.fill('')
  })
  await app.nothingFromTheDump()
})

test('a right-to-left page in one file', async ({ app, place }) => {
  await app.newArchive()
  const pictures = { 'cid:hall@alwadi.example': png() }
  await app.importFiles(place.write('majlis.mhtml', mhtml(ARABIC, NOV_12, pictures)))
  await app.importEnded('1 article imported')
  await expect(app.article).toHaveAttribute('dir', 'rtl')
  await expect(app.title).toHaveText(ARABIC.title)
  await app.expectDrawn(app.picture('قاعة المجلس'))
  const right = (box: { x: number; width: number } | null) => Math.round(box!.x + box!.width)
  const paragraph = app.article.getByRole('paragraph').filter({ hasText: 'أعضاء المجلس' })
  expect(right(await app.picture('قاعة المجلس').boundingBox())).toBe(right(await paragraph.boundingBox()))
})

test('a wide table scrolls by itself, by the keys too, and never widens the page', async ({ app, place }) => {
  const cells = (tag: string, text: (i: number) => string) =>
    `<tr>${Array.from({ length: 14 }, (_, i) => `<${tag}>${text(i)}</${tag}>`).join('')}</tr>`
  const table = `<table>${cells('th', (i) => `Month ${i + 1}`)}${cells('td', (i) => `${i * 1234}.5`)}</table>`
  await app.newArchive()
  await app.importFiles(savePage(place, 'wide.html', { ...GATES, body: GATES.body + table }))
  await app.importEnded('1 article imported')
  const wide = app.article.getByRole('region', { name: 'Table, scrolls sideways' })
  await app.press('Tab')
  await wide.focus()
  await app.expectFocusSeen()
  await app.press('ArrowRight', 'ArrowRight')
  await expect.poll(() => wide.evaluate((box) => box.scrollLeft)).toBeGreaterThan(0)
  expect(await app.reader.evaluate((pane) => pane.scrollWidth - pane.clientWidth)).toBeLessThanOrEqual(0)
})

test('what a page says is never more than text and pictures', async ({ app, place, trouble }) => {
  trouble.allow(...REFUSED_REQUEST)
  const listener = await listen()
  const away = `http://127.0.0.1:${listener.port}/`
  const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="90" height="60" onload="console.log('PWN:svg')">
    <script>console.log('PWN:svg-script')</script><image href="${away}svg.png"/><rect width="90" height="60" fill="teal"/></svg>`
  const hostile = {
    ...GATES,
    title: 'Gates <img src=x onerror=console.log("PWN:title")>',
    body: `${GATES.body}
      <figure><img src="hostile_files/drawing.svg" alt="A drawing"></figure>
      <p>Before the end, <a href="javascript:console.log('PWN:link')">a link that runs</a> stands in this paragraph of text.</p>
      <img src="${away}pixel.png" alt="Far away" onerror="console.log('PWN:onerror')">
      <iframe src="${away}frame"></iframe><script>console.log('PWN:script')</script>`,
  }
  await app.newArchive()
  await app.importFiles(savePage(place, 'hostile.html', hostile, { 'drawing.svg': Buffer.from(drawing) }))
  await app.importEnded('1 article imported')
  await app.expectDrawn(app.picture('A drawing'))
  const link = app.article.getByText('a link that runs')
  await link.click()
  await app.nothingFromTheDump()
  expect(trouble.pwned).toEqual([])
  expect(listener.knocks).toEqual([])
  await listener.close()
})

test('two texts of one address are versions of one article', async ({ app, place }) => {
  await app.newArchive()
  await app.importFiles(
    place.write('1-later.mhtml', mhtml(GATES, NOV_12)),
    place.write('2-earlier.mhtml', mhtml(GATES_EARLIER, NOV_10)),
  )
  await app.importEnded(/2 articles imported|1 article imported/)
  await app.dismissNotifications()
  await expect(app.total).toHaveText('1 article')
  await expect(app.title).toHaveText(GATES.title)
  await app.article.getByRole('button', { name: '2 versions' }).click()
  const versions = app.article.getByRole('list', { name: 'Versions' }).getByRole('button')
  await expect(versions.first()).toHaveAttribute('aria-current', 'true')
  await expect(versions.last()).toContainText(GATES_EARLIER.title)

  await test.step('the earlier one says that it is, wherever one reads', async () => {
    await versions.last().focus()
    await app.press('Enter')
    await expect(app.title).toHaveText(GATES_EARLIER.title)
    await expect(app.article).toContainText('could be reached for comment before noon')
    await expect(app.reader).toContainText('You are reading an earlier version')
    await expect(app.button('Correct details…')).toHaveCount(0)
    await expect(app.row(GATES.title)).toHaveAttribute('aria-selected', 'true')
    await expect(app.provenance).toContainText('2-earlier.mhtml')
  })
  await test.step('and leads back', async () => {
    await app.button('Show the current one').click()
    await expect(app.title).toHaveText(GATES.title)
    await expect(app.reader).not.toContainText('You are reading an earlier version')
    await expect(app.reader).toBeFocused()
  })
})

test('details are corrected, and set back to what was extracted', async ({ app, place }) => {
  await app.newArchive()
  await app.importFiles(savePage(place, 'gates.html', GATES), place.copy('night-market.txt'))
  await app.importEnded('2 articles imported')
  await app.dismissNotifications()
  await app.row('dam gates').click()
  await expect(app.title).toHaveText(GATES.title)
  const field = (name: string) => app.dialog.getByRole('textbox', { name })

  await test.step('title, outlet, authors and date, by the keyboard alone', async () => {
    await app.press('Control+e')
    await expect(field('Title')).toBeFocused()
    await field('Title').fill('A better title for the dam gates')
    await app.dialog.getByRole('combobox', { name: 'Outlet' }).fill('The Evening Ledger')
    await app.dialog.getByRole('button', { name: 'Add an author' }).press('Enter')
    await expect(field('Name of author 1')).toBeFocused()
    await app.page.keyboard.type('Ines Kallas')
    await app.press('Tab')
    await app.page.keyboard.type('ikallas')
    await field('Published').fill('2026-10')
    await expect(app.dialog).toContainText('Read as October 2026 (day unknown)')
    await field('Published').press('Enter')
    await expect(app.dialog).toBeHidden()
    await app.expectFocusKept()
  })
  await test.step('reader, list and sidebar say so', async () => {
    await expect(app.title).toHaveText('A better title for the dam gates')
    await expect(app.article).toContainText('By Ines Kallas @ikallas')
    await expect(app.article).toContainText('October 2026 (day unknown)')
    await expect(app.row('A better title')).toContainText('The Evening Ledger')
    await expect(app.outlets).toContainText('The Evening Ledger')
    await expect(app.corrected('Title')).toHaveAttribute(
      'title',
      `Title corrected. Extracted: ${GATES.title}`,
    )
    await app.search.fill('better title')
    await expect(app.rows).toHaveCount(1)
    await app.search.fill('')
  })
  await test.step('a slip is told where it is, and nothing is lost by Esc', async () => {
    await app.nativeMenu('Edit', 'Correct Details…')
    await field('Published').fill('11/09/2026')
    await app.dialog.getByRole('button', { name: 'Save' }).click()
    await expect(app.dialog).toContainText('Day or month first?')
    await expect(field('Published')).toBeFocused()
    await app.press('Escape')
    await expect(app.dialog).toBeHidden()
    await expect(app.article).toContainText('October 2026')
  })
  await test.step('what the page says is a click away, and so is what was extracted', async () => {
    await app.corrected('Title').click()
    await app.dialog.getByRole('button', { name: 'Back to extracted' }).first().click()
    await expect(field('Title')).toHaveValue(GATES.title)
    await app.dialog
      .getByRole('list', { name: /^Published/ })
      .getByRole('button', { name: /published_time/ })
      .click()
    await expect(field('Published')).toHaveValue('2026-11-09 09:41:00 UTC')
    await app.dialog.getByRole('button', { name: 'Save' }).click()
    await expect(app.title).toHaveText(GATES.title)
    await expect(app.corrected('Title')).toHaveCount(0)
    await expect(app.corrected('Published')).toHaveCount(0)
    await expect(app.corrected('Outlet')).toHaveCount(1)
    await expect(app.row(GATES.title)).toContainText('9 Nov 2026')
  })
})

test('everything can be extracted again, after a look at what would change', async ({ app, place }) => {
  const page = savePage(place, 'gates.html', GATES, { 'dam.png': png() })
  const archive = await agedArchive(place, 'Old.clipfile', page)
  await app.openArchive(archive)
  await expect(app.title).toHaveText('An old title')
  const pane = app.page.getByRole('region', { name: 'Found' })

  await test.step('the imports view offers it', async () => {
    await app.goTo('Imports')
    await app.imports.getByRole('button', { name: /^Extract again… 1 may be read better/ }).click()
    await expect(app.view).toContainText('1 article was read by an older extractor.')
  })
  await test.step('a look changes nothing', async () => {
    await app.button('Look what would change').click()
    await expect(pane).toContainText('1would change')
    const row = app.page.getByRole('row').filter({ hasText: 'gates.html' })
    await expect(row).toContainText('Before: An old title')
    await expect(row).toContainText(`After: ${GATES.title}`)
    await app.button('Discard').click()
    await expect(pane).toBeHidden()
    await app.expectFocusKept()
    await app.goTo('All articles')
    await expect(app.title).toHaveText('An old title')
  })
  await test.step('applied, it is as today’s extractor reads it', async () => {
    await app.choose('More', 'Extract again…')
    await app.button('Look what would change').click()
    await app.button('Apply to 1 article').click()
    await expect(app.view).toContainText('All that is here was read by today’s extractors.')
    await expect(app.view.getByRole('status').first()).toContainText('1 article')
    await app.goTo('All articles')
    await expect(app.title).toHaveText(GATES.title)
    await expect(app.row(GATES.title)).toBeVisible()
  })
  await test.step('again there is nothing to change', async () => {
    await app.choose('More', 'Extract again…')
    await app.button('Look at all 1 record').click()
    await expect(app.view).toContainText('Nothing would change.')
    await app.button('Done').click()
    await expect(app.button('Look at all 1 record')).toBeVisible()
  })
})
