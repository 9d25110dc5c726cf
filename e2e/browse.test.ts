import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from './fixtures.ts'

const SAMPLE = join(import.meta.dirname, '..', 'resources', 'sample')

test('outlets, months and rows: what is counted is what is listed', async ({ app }) => {
  await app.openSample()
  await test.step('the sidebar counts every article once', async () => {
    const outlets = app.outlets.getByRole('button')
    await expect(outlets.filter({ hasText: 'Harbor Ledger' })).toHaveText(/Harbor Ledger\s*4/)
    const counts = await outlets.allTextContents()
    const sum = counts.reduce((total, text) => total + Number(/\d+$/.exec(text.trim())?.[0]), 0)
    expect(sum).toBe(44)
  })
  await test.step('an outlet shows its articles alone', async () => {
    await app.outlets.getByRole('button', { name: /^Harbor Ledger/ }).click()
    await expect(app.total).toHaveText('4 articles')
    await expect(app.rows).toHaveCount(4)
    for (const row of await app.rows.all()) await expect(row).toContainText('Harbor Ledger')
    await app.goTo('All articles')
    await expect(app.total).toHaveText('44 articles')
  })
  await test.step('newest first, those without a date last', async () => {
    await expect(app.rows.first()).toContainText('17 Nov 2026')
    await app.list.focus()
    await app.press('End')
    await expect(app.rows.last()).toContainText('No date')
    await expect(app.rows.last()).toHaveAttribute('aria-posinset', '44')
  })
  await test.step('a month leads to its articles', async () => {
    await app.months.focus()
    await app.press('Home')
    await expect(app.row('7 Nov 2023')).toBeInViewport()
    await app.press('End')
    await expect(app.row('17 Nov 2026')).toBeInViewport()
    await expect(app.months).toHaveAttribute('aria-valuetext', /^November 2026: \d+ articles/)
  })
  await test.step('the outlet above an article leads to its others', async () => {
    await app.row('Dam gates stay shut').click()
    await app.article.getByRole('button', { name: 'Harbor Ledger' }).click()
    await expect(app.total).toHaveText('4 articles')
  })
})

test('the reader shows an article with all that is known about it', async ({ app }) => {
  await app.openSample()
  await app.row('Dam gates stay shut as river commission talks falter').click()
  await test.step('title, outlet, author, date, language', async () => {
    await expect(app.title).toHaveText('Dam gates stay shut as river commission talks falter')
    await expect(app.article).toContainText('By Ines Kallas @ineskallas')
    await expect(app.article).toContainText('9 November 2026')
    await expect(app.article).toContainText('English')
    await expect(app.article).toContainText(/\d+ words · \d+ min/)
    await expect(app.article).toHaveAttribute('lang', 'en')
    await expect(app.article).toHaveAttribute('dir', 'ltr')
  })
  await test.step('captions stand apart from paragraphs', async () => {
    const captions = app.article.getByRole('figure')
    await expect(captions).toHaveCount(3)
    await expect(captions.first()).toContainText(
      'with the reservoir behind it 38 percent full. (River Commission)',
    )
    await expect(
      app.article.getByRole('paragraph').filter({ hasText: 'QUENNET — The eleven gates' }),
    ).toBeVisible()
  })
  await test.step('promos are kept, hidden, and shown when asked for', async () => {
    const promo = app.article.getByText('SALT LINE MOVES ELEVEN KILOMETRES')
    const cruft = app.article.getByText('CLICK HERE TO GET THE HARBOR LEDGER APP')
    await expect(promo).toHaveCount(0)
    await expect(cruft).toHaveCount(0)
    await expect(app.article).toContainText(/2 promo lines and \d page lines? hidden\./)
    await app.article.getByRole('button', { name: 'Show' }).click()
    await expect(promo).toBeVisible()
    await expect(cruft).toBeVisible()
    await app.press('Control+Shift+P')
    await app.article.getByRole('button', { name: 'Hide' }).click()
    await expect(promo).toHaveCount(0)
  })
  await test.step('the page’s own furniture is not taken for the article', async () => {
    await expect(app.article).not.toContainText('NEWYou can now listen to')
    await expect(app.article).not.toContainText('Read more here:')
    await app.row('Ostrel gates opened after overnight deal').click()
    await expect(app.title).toHaveText('Ostrel gates opened after overnight deal')
    await expect(app.article).not.toContainText('2026-11-17 08:40')
    await app.row('Dam gates stay shut as river commission talks falter').click()
    await expect(app.title).toHaveText('Dam gates stay shut as river commission talks falter')
  })
  await test.step('where it came from, to the byte', async () => {
    const dump = readFileSync(join(SAMPLE, '01-dam-gates-stay-shut.txt'))
    const sha256 = createHash('sha256').update(dump).digest('hex')
    await expect(app.provenance).toContainText('01-dam-gates-stay-shut.txt')
    await expect(app.provenance.getByTitle(sha256)).toHaveText(`${sha256.slice(0, 4)}…${sha256.slice(-4)}`)
    await expect(app.provenance).toContainText('kept unaltered')
    await expect(app.provenance).toContainText(/1, bytes 0–[\d,]+/)
  })
  await test.step('the headlines it lists, also those whose outlet was cut off', async () => {
    const listed = app.provenance.getByRole('button', { name: /^\d+ headlines/ })
    await expect(listed).toHaveAttribute('aria-expanded', 'false')
    await listed.click()
    await expect(
      app.provenance.getByRole('listitem').filter({ hasText: 'Four days to wait for the water' }),
    ).toContainText('The Delta Courier')
    await expect(app.provenance).toContainText(/\d without outlet/)
    await expect(app.provenance).toContainText('Outlet cut off')
  })
})

test('dates are told as exactly as they are known, and no more', async ({ app, place }) => {
  await app.newArchive()
  await app.importFiles(
    place.copy('night-market.txt'),
    place.copy('tide-tables.txt'),
    place.copy('no-date.txt'),
  )
  await app.importEnded('3 articles imported')
  await app.row('How the tide tables are made').click()
  await expect(app.article).toContainText('June 2024 (day unknown)')
  await expect(app.row('How the tide tables are made')).toContainText('Jun 2024')
  await app.row('The bell that nobody rings').click()
  await expect(app.article).toContainText('Date unknown')
  await expect(app.row('The bell that nobody rings')).toContainText('No date')
  await app.row('Night market returns').click()
  await expect(app.article).toContainText('3 March 2025')
})

test('right-to-left and other scripts read as they should', async ({ app }) => {
  await app.openSample()
  const scripts = [
    { title: 'مزارعو الدلتا ينتظرون الماء', lang: 'ar', dir: 'rtl' },
    { title: 'מאה ושבעה־עשר ימים בלי גשם', lang: 'he', dir: 'rtl' },
    { title: '闸门紧闭第九天', lang: 'zh', dir: 'ltr' },
  ]
  for (const { title, lang, dir } of scripts) {
    await app.search.fill(title)
    await expect(app.rows).toHaveCount(1)
    await app.row(title).click()
    await expect(app.title).toContainText(title)
    await expect(app.article).toHaveAttribute('dir', dir)
    await expect(app.article).toHaveAttribute('lang', lang)
    await expect(app.article.getByRole('paragraph').first()).toHaveCSS('direction', dir)
    await expect(app.title).toHaveCSS('text-align', 'start')
  }
  await test.step('what we say about them stays English and left-to-right', async () => {
    await expect(app.provenance).toHaveCSS('direction', 'ltr')
  })
})
