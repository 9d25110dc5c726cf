/** The timeline of archives as no archive should be, but one may. */
import { fillTimeline, type Shape } from '../electron/dev/timeline-archive.ts'
import { ownAll } from './archives.ts'
import type { Clipfile } from './app.ts'
import { expect, test } from './fixtures.ts'
import type { Place } from './place.ts'
import { inkOf, spoken } from './timeline-chart.ts'

const HASTINGS = -329_941
const LAST = 2_932_896
const DAY = 20_000

function oddArchive(place: Place, name: string, shape: Shape): string {
  const path = place.path(name)
  fillTimeline(path, shape).close()
  ownAll(place, path)
  return path
}

/** Nothing sticks out of the window, and what is drawn is there. */
async function expectTidy(app: Clipfile): Promise<void> {
  const sizes = await app.page.evaluate(() => {
    const view = document.querySelector('section.timeline')!
    const box = view.getBoundingClientRect()
    const out = [...view.querySelectorAll('*')].filter((one) => {
      const { right, width } = one.getBoundingClientRect()
      const isClipped = one.closest('.scroller, .row, .bar, .hidden-visually, canvas') !== null
      return width > 0 && right > box.right + 1 && !isClipped
    })
    return {
      wide: document.documentElement.scrollWidth - innerWidth,
      out: out.map((one) => one.outerHTML.slice(0, 200)),
      elements: view.querySelectorAll('*').length,
    }
  })
  expect(sizes.wide).toBeLessThanOrEqual(0)
  expect(sizes.out).toEqual([])
  // of fifty thousand lanes those in sight
  expect(sizes.elements).toBeLessThan(1500)
}

const LONG = 'x'.repeat(490)
const ARABIC = 'صحيفة الوادي الأوسط '.repeat(25)

test('50,000 outlets, names of 500 letters and right-to-left, the years 1066 and 9999, half of all on one day', async ({
  start,
  place,
  trouble,
}, info) => {
  // the ink is counted on a canvas that is made for being drawn on
  trouble.allow(/willReadFrequently/)
  const path = oddArchive(place, 'Odd.clipfile', {
    articles: 60_000,
    headlines: 40_000,
    outlets: 50_000,
    dayAt: (at) => {
      if (at < 0.0002) return HASTINGS
      if (at > 0.9998) return LAST
      if (at > 0.98) return null
      return at < 0.5 ? DAY : DAY - Math.floor((at - 0.5) * 12_000)
    },
    nameOf: (i) => (i % 3 === 0 ? `Outlet ${i} ${LONG}` : i % 3 === 1 ? `${ARABIC}${i}` : `Outlet ${i}`),
  })
  const app = await start({ args: [path] })
  await expect(app.total).toHaveText('60,000 articles')
  await app.goTo('Outlet timeline')
  const shown = app.page.getByRole('slider', { name: 'Time shown' })
  await test.step('the few stray dates do not squeeze the rest', async () => {
    await expect(shown).toHaveAttribute('aria-valuetext', /(?!.*1066).*20\d\d/)
    await expect(app.page.getByText(/earlier|later/).first()).toBeVisible()
  })
  await test.step('every form of it, drawn and tidy', async () => {
    for (const form of ['Lanes', 'Heat map', 'Stacked']) {
      await app.page.getByRole('radio', { name: form, exact: true }).check()
      await expect.poll(() => inkOf(app.timeline.locator('canvas'))).toBeGreaterThan(500)
      await expectTidy(app)
      await app.page.screenshot({ path: info.outputPath(`odd-${form}.png`) })
    }
    await app.page.getByRole('radio', { name: 'Table', exact: true }).check()
    for (const table of ['Outlets', 'Outlets by period', 'Several captures']) {
      await app.page.getByRole('radio', { name: table, exact: true }).check()
      await expect(app.page.getByRole('radio', { name: table, exact: true })).toBeChecked()
      if (table === 'Outlets')
        await expect(app.page.getByRole('button', { name: /^Show 200 more of/ })).toBeVisible()
      await app.page.screenshot({ path: info.outputPath(`odd-${table}.png`) })
    }
  })
  await test.step('by keys from the first lane to the last, into 1066 and to 9999', async () => {
    await app.page.getByRole('radio', { name: 'Lanes', exact: true }).check()
    await app.timeline.focus()
    await app.press('ArrowDown')
    await expect.poll(() => spoken(app)).toMatch(/lane 1 of [\d,]+\./)
    await app.press('Home')
    await expect(shown).toHaveAttribute('aria-valuetext', /1066|1067/)
    await app.press('End')
    await expect(shown).toHaveAttribute('aria-valuetext', /9999/)
    await app.press('0')
    await expect(shown).toHaveAttribute('aria-valuetext', /20\d\d/)
    await app.press('+', '+', '+')
    await app.press('PageDown', 'PageDown', 'PageDown')
    await expect.poll(() => spoken(app)).toMatch(/lane (?!1 )[\d,]+ of [\d,]+\./)
    await expectTidy(app)
  })
  await test.step('few lanes, and fifty thousand in one', async () => {
    await app.choose(/^Lanes/, /^10 lanes/)
    await expect(app.timeline.getByTitle(/other outlets: /)).toBeVisible()
    await expectTidy(app)
    await app.page.screenshot({ path: info.outputPath('odd-rest.png') })
  })
})

test('one item, and none', async ({ start, place }, info) => {
  const path = oddArchive(place, 'One.clipfile', { articles: 1, headlines: 0, outlets: 1, dayAt: () => DAY })
  const app = await start({ args: [path] })
  await expect(app.total).toHaveText('1 article')
  await app.goTo('Outlet timeline')
  await expect(app.page.getByText('1 item · 1 outlet')).toBeAttached()
  await app.timeline.focus()
  await app.press('ArrowDown')
  await expect.poll(() => spoken(app)).toMatch(/^Outlet 0.*, lane 1 of 1\. 4 Oct 2024: Title 0\. Article\.$/)
  await app.press('ArrowRight')
  await expect.poll(() => spoken(app)).toMatch(/Nothing later in this lane\.|Nothing more here/)
  await expectTidy(app)
  await app.page.screenshot({ path: info.outputPath('odd-one.png') })
  await app.page.getByRole('textbox', { name: 'Narrow the timeline' }).fill('nowhere')
  await expect(app.view).toContainText('Nothing of that on the timeline')
  const none = { articles: 0, headlines: 0, outlets: 0, dayAt: () => null }
  await app.closeArchive()
  await app.openArchive(oddArchive(place, 'None.clipfile', none))
  await app.goTo('Outlet timeline')
  await expect(app.view).toContainText('Nothing on the timeline yet.')
})
