import { readFileSync } from 'node:fs'
import type { Locator } from '@playwright/test'
import type { Clipfile } from './app.ts'
import { expect, test } from './fixtures.ts'
import { inkOf, spoken, walkTo } from './timeline-chart.ts'

test('lanes by hand: moved, pinned, hidden, summed, and so again when the timeline is opened next', async ({
  app,
}) => {
  await app.openSample()
  await app.goTo('Outlet timeline')
  const first = (await names(app))[0]!
  await test.step('by keyboard', async () => {
    await app.timeline.focus()
    await app.press('ArrowDown')
    await app.press('Alt+ArrowDown')
    await expect.poll(() => spoken(app)).toBe(`${first} is lane 2 of 26 now.`)
    expect((await names(app))[1]).toBe(first)
    await expect(app.page.getByRole('combobox', { name: 'Order of the lanes' })).toHaveValue('hand')
    await app.press('p')
    await expect.poll(() => names(app).then(([top]) => top)).toBe(first)
    await expect(app.timeline.getByRole('img', { name: 'pinned' })).toHaveCount(1)
    await app.press('ArrowDown')
    const hidden = (await names(app))[1]!
    await app.press('x')
    await expect.poll(() => spoken(app)).toBe(`${hidden} is hidden. The Lanes menu shows it again.`)
    expect(await names(app)).not.toContain(hidden)
  })
  await test.step('by dragging a label', async () => {
    const [, second, third] = await names(app)
    const from = (await labelOf(app, third!).boundingBox())!
    const to = (await labelOf(app, second!).boundingBox())!
    await app.page.mouse.move(from.x + 30, from.y + 15)
    await app.page.mouse.down()
    await app.page.mouse.move(to.x + 30, to.y + 15, { steps: 6 })
    await app.page.mouse.up()
    await expect.poll(() => names(app).then((all) => all[1])).toBe(third)
  })
  await test.step('the menu of a lane, from a right click', async () => {
    await labelOf(app, first).locator('.name').click({ button: 'right' })
    await app.page.getByRole('menuitem', { name: 'Unpin' }).click()
    await expect(app.timeline.getByRole('img', { name: 'pinned' })).toHaveCount(0)
  })
  await test.step('few lanes, and the rest in one that counts for all of them', async () => {
    await app.choose(/^Lanes/, /^10 lanes/)
    await expect.poll(() => names(app)).toHaveLength(11)
    await expect(labelOf(app, '15 other outlets')).toBeVisible()
    const counts = await app.timeline.locator('[title*=": "] .count').allTextContents()
    const total = counts.reduce((sum, text) => sum + Number.parseInt(text.trim(), 10), 0)
    const hidden = (await itemsOf(app)) - total
    expect(hidden).toBeGreaterThan(0)
    expect(hidden).toBeLessThan(100)
  })
  await test.step('kept', async () => {
    const before = await names(app)
    await app.goTo('All articles')
    await app.goTo('Outlet timeline')
    await expect.poll(() => names(app)).toEqual(before)
    await app.choose(/^Lanes/, 'A lane for every outlet')
    await app.choose(/^Lanes/, /^Show .*hidden$/)
    await expect.poll(() => app.page.getByText('hidden').count()).toBe(0)
  })
})

test('heat map and stack: the same data, told, pointed at, and measured as shares', async ({ app }) => {
  await app.openSample()
  await app.goTo('Outlet timeline')
  for (const form of ['Heat map', 'Stacked'] as const) {
    await test.step(form, async () => {
      await app.page.getByRole('radio', { name: form }).check()
      await app.timeline.focus()
      await app.press('ArrowDown')
      await app.press('End')
      await expect
        .poll(() => spoken(app))
        .toMatch(/^Harbor Ledger, lane 1 of \d+\. \d+ (articles?|headlines?)/)
      const ring = (await app.timeline.locator('.ring').boundingBox())!
      await app.page.mouse.move(ring.x + ring.width / 2, ring.y + ring.height / 2)
      await expect(app.page.getByRole('tooltip')).toContainText('Harbor Ledger')
      await app.page.mouse.move(5, 5)
      await app.timeline.focus()
      await app.press('Escape')
      await expect(app.timeline.locator('.ring')).toBeHidden()
    })
  }
  expect(await inkOf(app.timeline.locator('canvas'))).toBeGreaterThan(5000)
  await test.step('as shares', async () => {
    await app.page.getByRole('radio', { name: 'Heat map' }).check()
    await app.page.getByRole('radio', { name: 'Share' }).check()
    await app.timeline.focus()
    await app.press('ArrowDown')
    await app.press('ArrowUp')
    await expect.poll(() => spoken(app)).toMatch(/[\d.]+ % of its \d+ items\.$/)
    await expect(app.page.getByRole('list', { name: 'Legend' })).toContainText('%')
  })
})

test('an article opens beside the timeline, and is left for it again', async ({ app }) => {
  await app.openSample()
  await app.goTo('Outlet timeline')
  const shown = app.page.getByRole('slider', { name: 'Time shown' })
  // all of it is there, then a month, then the last one: a key pressed before would act on what is still to come
  await expect(shown).toHaveAttribute('aria-valuetext', /2023.*2026/)
  await app.page.getByRole('radio', { name: 'Month' }).check()
  await expect(shown).not.toHaveAttribute('aria-valuetext', /202\d.*202\d/)
  await app.timeline.focus()
  await app.press('End')
  await expect(shown).toHaveAttribute('aria-valuetext', /^[^–]*(–[^–]*)?Nov(ember)? 2026$/)
  await app.press('ArrowDown')
  await walkTo(app, /Article\.$/)
  const said = await spoken(app)
  await app.press('Enter')
  await expect(app.title).toBeVisible()
  expect(said).toContain((await app.title.textContent())!.trim())
  await expect(app.timeline).toBeVisible()
  const edge = app.page.getByRole('separator', { name: 'Timeline width' })
  const width = Number(await edge.getAttribute('aria-valuenow'))
  await edge.press('ArrowLeft')
  await expect(edge).toHaveAttribute('aria-valuenow', String(width - 16))
  await app.button('Close the article').click()
  await expect(app.title).toBeHidden()
  await expect(app.timeline).toBeFocused()
  await app.press('Enter')
  await app.button('Show in the library').click()
  await expect(app.list).toBeVisible()
  await expect(app.title).toBeVisible()
})

test('marked days become a search and a collection', async ({ app }) => {
  await app.openSample()
  await app.goTo('Outlet timeline')
  const bar = app.page.getByRole('group', { name: 'Marked days' })
  await test.step('dragged along the axis', async () => {
    const box = (await app.timeline.locator('canvas').boundingBox())!
    await app.page.mouse.move(box.x + box.width * 0.5, box.y + 12)
    await app.page.mouse.down()
    await app.page.mouse.move(box.x + box.width - 6, box.y + 14, { steps: 6 })
    await app.page.mouse.up()
    await expect(bar).toContainText(/\d+ articles?/)
  })
  const many = Number(/(\d+) article/.exec((await bar.textContent())!)![1])
  expect(many).toBeGreaterThan(0)
  expect(many).toBeLessThan(44)
  await bar.getByRole('button', { name: 'Collect' }).click()
  await expect(app.sidebar.getByRole('tree', { name: 'Collections' })).toContainText(/20\d\d/)
  await test.step('a PDF of them, which begins with their own timeline', async () => {
    await bar.getByRole('button', { name: 'Export…' }).click()
    await expect(app.dialog).toContainText(new RegExp(`20\\d\\d, ${many} articles`))
    await expect(app.dialog.getByRole('checkbox', { name: 'Timeline of the outlets' })).toBeChecked()
    await app.press('Escape')
    await app.choose('Export the view', /these articles/)
    await expect(app.dialog).toContainText('The 44 articles in the list')
    await app.press('Escape')
    await expect(app.dialog).toBeHidden()
  })
  await bar.getByRole('button', { name: 'Search' }).click()
  await expect(app.search).toHaveValue(/^after:\d{4}-\d\d-\d\d before:\d{4}-\d\d-\d\d$/)
  await expect(app.total).toContainText(String(many))
  await test.step('by keyboard', async () => {
    await app.goTo('Outlet timeline')
    await app.timeline.focus()
    await app.press('ArrowDown')
    await app.press('s')
    await expect.poll(() => spoken(app)).toMatch(/^Marking from /)
    await app.press('ArrowLeft')
    await expect.poll(() => spoken(app)).toMatch(/Marked: .+\.$/)
    await app.press('s')
    await expect(bar).toContainText(/articles?/)
    await app.press('Escape')
    await expect(bar).toBeHidden()
  })
})

test('the view leaves as a picture, a drawing and a table', async ({ app, place }) => {
  await app.openSample()
  await app.goTo('Outlet timeline')
  const save = async (item: RegExp, name: string): Promise<Buffer> => {
    const path = place.path(name)
    await app.answerSave(path)
    await app.choose('Export the view', item)
    await expect(app.notifications).toContainText(`Exported as ${name}.`)
    await app.dismissNotifications()
    return readFileSync(path)
  }
  const png = await save(/picture/, 'view.png')
  expect(png.subarray(1, 4).toString('latin1')).toBe('PNG')
  expect(png.readUInt32BE(16)).toBeGreaterThan(1200)
  const svg = (await save(/drawing/, 'view.svg')).toString('utf8')
  expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/)
  expect(svg).toContain('>Harbor Ledger</text>')
  expect(svg.match(/<g /g)!.length).toBe(svg.match(/<\/g>/g)!.length)
  const csv = (await save(/data/, 'view.csv')).toString('utf8').trim().split('\r\n')
  const sum = csv.slice(1).reduce((all, line) => {
    const [articles, headlines] = line.split(',').slice(-2).map(Number)
    return all + articles! + headlines!
  }, 0)
  const all = await itemsOf(app)
  const undated = Number.parseInt((await app.button(/^\d+ undated$/).textContent())!, 10)
  expect(sum).toBe(all - undated)
})

test('a query narrows the timeline, opened from the list and from its own box, and two are compared', async ({
  app,
}) => {
  await app.openSample()
  await app.search.fill('outlet:"Harbor Ledger"')
  await app.press('Enter')
  await expect(app.total).toHaveText('4 articles')
  await app.button('Show on timeline').click()
  await expect.poll(() => names(app)).toEqual(['Harbor Ledger'])
  await expect(app.timeline.getByTitle(/^Harbor Ledger: 4 articles/)).toBeVisible()
  const box = app.page.getByRole('textbox', { name: 'Narrow the timeline' })
  await expect(box).toHaveValue('outlet:"Harbor Ledger"')
  await test.step('its words are looked for in headlines too; what they do not have is of articles alone', async () => {
    await box.fill('ferry')
    await expect(app.timeline.getByTitle(/\d headlines?$/).first()).toBeVisible()
    await expect(app.page.getByText('Articles only')).toBeHidden()
    await box.fill('is:unread ferry')
    await expect(app.page.getByText('Articles only')).toBeVisible()
  })
  await box.fill('outlet:nobody')
  await expect(app.view).toContainText('Nothing of that on the timeline')
  await box.press('Escape')
  await expect.poll(() => names(app).then((all) => all.length)).toBeGreaterThan(5)
  await app.button('Compare with another…').click()
  await app.page.getByRole('textbox', { name: 'First query' }).fill('outlet:"Harbor Ledger"')
  await app.page.getByRole('textbox', { name: 'Second query' }).fill('outlet:"Northfield Wire"')
  await app.press('Enter')
  await expect.poll(() => names(app)).toEqual(['outlet:"Harbor Ledger"', 'outlet:"Northfield Wire"'])
  await expect(app.timeline.getByTitle(/Northfield Wire": 5 articles/)).toBeVisible()
  await test.step('as it was left, and alone again', async () => {
    await app.goTo('All articles')
    await app.goTo('Outlet timeline')
    await expect.poll(() => names(app)).toHaveLength(2)
    await app.button('Stop comparing').click()
    await expect.poll(() => names(app)).toEqual(['Harbor Ledger'])
  })
})

test('today, and the same data as a table by period, also of two queries', async ({ app }) => {
  await app.openSample()
  await app.goTo('Outlet timeline')
  const shown = app.page.getByRole('slider', { name: 'Time shown' })
  await expect(shown).toHaveAttribute('aria-valuetext', /2023.*2026/)
  await app.page.getByRole('radio', { name: 'Month' }).check()
  await expect(shown).not.toHaveAttribute('aria-valuetext', /202\d.*202\d/)
  await app.button('Today').click()
  await expect.poll(() => spoken(app)).toMatch(/Nov(ember)? 2026\.$/)
  await expect(shown).toHaveAttribute('aria-valuetext', /Nov(ember)? 2026$/)
  await app.page.getByRole('radio', { name: 'Table', exact: true }).check()
  await app.page.getByRole('radio', { name: 'Outlets by period' }).check()
  const byDay = app.page.getByRole('region', { name: 'Outlets by day as a table' })
  await expect(byDay.getByRole('row').nth(1)).toContainText(/Harbor Ledger.*\d+ (article|headline)/)
  await app.button('Fit').click()
  const byMonth = app.page.getByRole('region', { name: /^Outlets by (month|quarter|year) as a table/ })
  const rows = byMonth.getByRole('row')
  await expect(rows.nth(1)).toContainText('Harbor Ledger')
  await expect(byMonth.getByText('nothing imported').first()).toBeAttached()
  await test.step('what the cells say adds up to what has a date', async () => {
    const cells = await byMonth.locator('td').allTextContents()
    const sum = cells.reduce((all, text) => {
      const [, articles = '0'] = /(\d+) articles?/.exec(text) ?? []
      const [, headlines = '0'] = /(\d+) headlines?/.exec(text) ?? []
      return all + Number(articles) + Number(headlines)
    }, 0)
    const vague = (await byMonth.locator('td:last-child').allTextContents())
      .filter((text) => /^\d+$/.test(text.trim()))
      .reduce((all, text) => all + Number(text), 0)
    const undated = await byOutlet(app)
    expect(sum + vague + undated).toBe(await itemsOf(app))
  })
  await test.step('two queries, outlet by outlet', async () => {
    await app.button('Compare with another…').click()
    await app.page.getByRole('textbox', { name: 'Second query' }).fill('outlet:"Northfield Wire"')
    await app.press('Enter')
    await app.page.getByRole('radio', { name: 'Outlets', exact: true }).check()
    const compared = app.page.getByRole('region', { name: 'Two queries by outlet as a table' })
    const wire = compared.getByRole('row', { name: /Northfield Wire/ }).last()
    const counts = await wire.getByRole('cell').allTextContents()
    expect(counts.slice(0, 2)).toEqual(counts.slice(2))
    await expect(
      compared
        .getByRole('row', { name: /Harbor Ledger/ })
        .getByRole('cell')
        .nth(2),
    ).toHaveText('0')
  })
})

test('a saved search and a collection are shown on the timeline', async ({ app }) => {
  await app.openSample()
  await app.search.fill('outlet:"Harbor Ledger"')
  await app.press('Enter')
  await expect(app.total).toHaveText('4 articles')
  await app.button('Save this search').click()
  await app.page.getByRole('textbox', { name: 'Name' }).fill('The ledger')
  await app.press('Enter')
  await app.sidebar.getByText('The ledger').click({ button: 'right' })
  await app.page.getByRole('menuitem', { name: 'Show on timeline' }).click()
  await expect.poll(() => names(app)).toEqual(['Harbor Ledger'])
  await test.step('also from the timeline itself', async () => {
    await app.page.getByRole('textbox', { name: 'Narrow the timeline' }).fill('')
    await app.press('Enter')
    await expect.poll(() => names(app).then((all) => all.length)).toBeGreaterThan(5)
    await app.sidebar.getByText('The ledger').click({ button: 'right' })
    await app.page.getByRole('menuitem', { name: 'Show on timeline' }).click()
    await expect.poll(() => names(app)).toEqual(['Harbor Ledger'])
  })
})

test('what has no date waits in a bucket that opens as a list', async ({ app }) => {
  await app.openSample()
  await app.goTo('Outlet timeline')
  const button = app.button(/^\d+ undated$/)
  const many = Number.parseInt((await button.textContent())!, 10)
  await button.click()
  await expect(app.dialog.getByRole('heading', { level: 2 })).toHaveText(
    `${many} item${many === 1 ? '' : 's'} without a date`,
  )
  const rows = app.dialog.getByRole('list', { name: 'Items without a date' }).getByRole('button')
  await expect(rows).toHaveCount(many)
  await rows.first().click()
  await expect(app.dialog).toBeHidden()
  await expect(app.article).toBeVisible()
})

/** How many items have no date, from the table of outlets; the table of periods is shown again. */
async function byOutlet(app: Clipfile): Promise<number> {
  await app.page.getByRole('radio', { name: 'Outlets', exact: true }).check()
  const undated = await app.page
    .getByRole('region', { name: 'Outlets as a table' })
    .locator('td:nth-of-type(3)')
    .allTextContents()
  await app.page.getByRole('radio', { name: 'Outlets by period' }).check()
  return undated.reduce((all, text) => all + Number(text), 0)
}

/** `503 items · 25 outlets` */
async function itemsOf(app: Clipfile): Promise<number> {
  const text = (await app.page.getByText(/\d items · \d+ outlets/).textContent())!
  return Number.parseInt(text.trim().replaceAll(',', ''), 10)
}

/** The names of the lanes, from the top. */
async function names(app: Clipfile): Promise<string[]> {
  const rows = await app.timeline.locator('[title*=": "]').evaluateAll((all) =>
    all
      .map((row) => ({
        name: row.querySelector('.name')!.textContent!,
        top: row.getBoundingClientRect().top,
      }))
      .sort((a, b) => a.top - b.top),
  )
  return rows.map((row) => row.name)
}

function labelOf(app: Clipfile, name: string): Locator {
  return app.timeline.locator('[title*=": "]').filter({ hasText: name }).first()
}
