import type { Locator } from '@playwright/test'
import type { Clipfile } from './app.ts'
import { expect, test } from './fixtures.ts'
import { inkOf, spoken, walkTo } from './timeline-chart.ts'

test('lanes by outlet: counted, ordered, zoomed, and a click opens what is hovered', async ({ app }) => {
  await app.openSample()
  await app.goTo('Outlet timeline')
  await test.step('every outlet has a lane, the largest first', async () => {
    await expect(app.page.getByRole('heading', { level: 1, name: 'Outlet timeline' })).toBeVisible()
    await expect(app.page.getByText(/503 items · 25 outlets/)).toBeVisible()
    await expect(app.timeline.getByTitle(/^Harbor Ledger: 4 articles, 48 headlines/)).toBeVisible()
    await expect(app.timeline.getByTitle(/^Northfield Wire: 5 articles, .*; 1 without a date/)).toBeVisible()
    const order = app.page.getByRole('combobox', { name: 'Order of the lanes' })
    await order.selectOption('name')
    await expect(lanes(app).nth(1)).toHaveAttribute('title', /^Agence Meridian/)
    await order.selectOption('first')
    await expect(lanes(app).nth(1)).not.toHaveAttribute('title', /^Agence Meridian/)
    await order.selectOption('volume')
    await expect(lanes(app).first()).toHaveAttribute('title', /^Harbor Ledger/)
  })
  await test.step('the canvas shows them', async () => {
    await expect.poll(() => inkOf(app.timeline.locator('canvas'))).toBeGreaterThan(500)
  })
  await test.step('hovering tells, one click opens', async () => {
    await app.page.getByRole('radio', { name: 'Month' }).check()
    const shown = app.page.getByRole('slider', { name: 'Time shown' })
    await expect(shown).toHaveAttribute('aria-valuetext', /^\w+ \d{4}$/)
    await app.timeline.focus()
    await app.press('End')
    await expect(shown).toHaveAttribute('aria-valuetext', /Nov 2026|November 2026/)
    await app.press('ArrowDown')
    // walk the first lane to an article, and point where the cursor stands
    await walkTo(app, /^Harbor Ledger, lane 1 of 26\. .*\. Article\.$/)
    const ring = await restingBox(app.timeline.locator('.ring'))
    await app.page.mouse.move(ring.x + ring.width / 2, ring.y + ring.height / 2)
    const card = app.page.getByRole('tooltip')
    await expect(card).toContainText(/Harbor Ledger\s*·\s*\d+ \w{3} 20\d\d/)
    await expect(card.locator('.title')).not.toHaveText('…')
    const title = (await card.locator('.title').textContent())!.trim()
    await app.page.mouse.click(ring.x + ring.width / 2, ring.y + ring.height / 2)
    await expect(app.title).toHaveText(title)
    await expect(app.article).toContainText('Harbor Ledger')
  })
})

test('zoom, pan and the whole, by button, wheel and minimap', async ({ app }) => {
  await app.openSample()
  await app.goTo('Outlet timeline')
  const shown = app.page.getByRole('slider', { name: 'Time shown' })
  const whole = (await shown.getAttribute('aria-valuetext'))!
  await app.page.getByRole('radio', { name: 'Month' }).check()
  await expect(shown).not.toHaveAttribute('aria-valuetext', whole)
  const month = (await shown.getAttribute('aria-valuetext'))!
  await app.button('Zoom in').click()
  await expect(shown).not.toHaveAttribute('aria-valuetext', month)
  await app.button('Fit').click()
  await expect(shown).toHaveAttribute('aria-valuetext', whole)
  await test.step('the wheel zooms where it points', async () => {
    const box = (await app.timeline.locator('canvas').boundingBox())!
    await app.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
    await app.page.keyboard.down('Control')
    await app.page.mouse.wheel(0, -300)
    await app.page.keyboard.up('Control')
    await expect(shown).not.toHaveAttribute('aria-valuetext', whole)
  })
  await test.step('the minimap by keys', async () => {
    const before = Number(await shown.getAttribute('aria-valuenow'))
    await shown.press('Home')
    await expect.poll(async () => Number(await shown.getAttribute('aria-valuenow'))).toBeLessThan(before)
    await shown.press('End')
    await expect.poll(async () => Number(await shown.getAttribute('aria-valuenow'))).toBeGreaterThan(before)
  })
  await test.step('End pressed while it still zooms goes to the end, and zooms on', async () => {
    await app.button('Fit').click()
    await expect(shown).toHaveAttribute('aria-valuetext', whole)
    await app.page.getByRole('radio', { name: 'Month' }).check()
    await app.timeline.focus()
    await app.press('End')
    await expect(shown).toHaveAttribute('aria-valuetext', /Nov 2026|November 2026/)
    await expect(shown).not.toHaveAttribute('aria-valuetext', /2023|2024|2025/)
  })
  await test.step('dragging the lanes pans', async () => {
    await app.page.getByRole('radio', { name: 'Year' }).check()
    const before = await shown.getAttribute('aria-valuenow')
    const box = (await app.timeline.locator('canvas').boundingBox())!
    await app.page.mouse.move(box.x + box.width / 2, box.y + 200)
    await app.page.mouse.down()
    await app.page.mouse.move(box.x + box.width / 2 + 200, box.y + 200, { steps: 5 })
    await app.page.mouse.up()
    await expect(shown).not.toHaveAttribute('aria-valuenow', before!)
  })
})

test('by keyboard alone, told in words', async ({ app }) => {
  await app.openSample()
  await app.press('g', 't')
  await app.timeline.focus()
  await app.press('ArrowDown')
  await expect.poll(() => spoken(app)).toMatch(/^Harbor Ledger, lane 1 of 26\. .+/)
  await app.press('ArrowDown')
  await expect.poll(() => spoken(app)).toMatch(/^Upland Times, lane 2 of 26\. .+/)
  await app.press('ArrowRight')
  await test.step('a title that had to be fetched is told when it is there', async () => {
    await app.page.getByRole('radio', { name: 'Month' }).check()
    await app.timeline.focus()
    await walkTo(app, /(?:Article|Headline only)\.$/)
    await expect.poll(() => spoken(app)).not.toContain('reading title')
  })
  await test.step('a headline is pinned by Enter, and leads to the article that lists it', async () => {
    await walkTo(app, /Headline only\.$/)
    await app.press('Enter')
    const card = app.timeline.getByRole('dialog')
    await expect(card).toContainText('Headline only')
    await app.press('Escape')
    await expect(card).toBeHidden()
    await expect(app.timeline).toBeFocused()
    await app.press('Enter')
    await card.getByRole('button', { name: 'Open the article that lists it' }).press('Enter')
    await expect(app.article).toBeVisible()
    await expect(app.title).not.toBeEmpty()
  })
})

test('the same as a table', async ({ app }) => {
  await app.openSample()
  await app.goTo('Outlet timeline')
  await app.page.getByRole('radio', { name: 'Table' }).check()
  const rows = app.page.getByRole('row')
  await expect(rows).toHaveCount(27)
  await expect(rows.filter({ hasText: 'Harbor Ledger' })).toHaveText(
    /Harbor Ledger\s*4\s*48\s*0\s*Nov 2023\s*Nov 2026/,
  )
  const articles = await rows.locator('td:nth-of-type(1)').allTextContents()
  expect(articles.reduce((sum, text) => sum + Number(text), 0)).toBe(44)
})

test('an archive without dates says so', async ({ app, place }) => {
  await app.newArchive()
  await app.goTo('Outlet timeline')
  await expect(app.view).toContainText('Nothing on the timeline yet')
  await app.importFiles(place.copy('no-date.txt'))
  await app.importEnded('1 article imported')
  await expect(app.view).toContainText('Nothing here has a date')
  await app.button('Show the table').click()
  await expect(app.page.getByRole('row').filter({ hasText: 'Harbor Ledger' })).toBeVisible()
})

function lanes(app: Clipfile): Locator {
  return app.timeline.locator('[title*=": "]')
}

/** Where something is once it has stopped moving. */
async function restingBox(
  locator: Locator,
): Promise<{ x: number; y: number; width: number; height: number }> {
  let last: string | null = null
  const isResting = async (): Promise<boolean> => {
    const before = last
    last = JSON.stringify(await locator.boundingBox())
    return last === before
  }
  await expect.poll(isResting).toBe(true)
  return JSON.parse(last!) as { x: number; y: number; width: number; height: number }
}
