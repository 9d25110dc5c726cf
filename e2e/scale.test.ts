import { archiveOf } from './archives.ts'
import type { Clipfile } from './app.ts'
import { expect, test } from './fixtures.ts'
import { inventedFolder } from './invented.ts'

const MANY = 5000

test('a long list: dragged from end to end no row stays blank, and few rows are ever drawn', async ({
  start,
  place,
}) => {
  const path = await archiveOf(place, 'Long.clipfile', inventedFolder(place, MANY))
  const app = await start({ args: [path] })
  await expect(app.total).toHaveText('5,000 articles')

  await test.step('by the scrollbar', async () => {
    const box = (await app.list.boundingBox())!
    const x = box.x + box.width - 5
    const at = (share: number): number => box.y + 12 + (box.height - 24) * share
    await app.page.mouse.move(x, at(0))
    await app.page.mouse.down()
    for (const share of [0.1, 0.35, 0.36, 0.8, 0.5, 0.02, 1]) {
      await app.page.mouse.move(x, at(share), { steps: 12 })
      await expectRows(app)
    }
    await app.page.mouse.up()
    await expect(app.rows.last()).toHaveAttribute('aria-posinset', '5000')
    await expectRows(app)
  })
  await test.step('by the wheel, far and fast', async () => {
    for (let i = 0; i < 40; i++) await app.page.mouse.wheel(0, i % 8 === 7 ? 9000 : -4000)
    await expectRows(app)
  })
  await test.step('by keys', async () => {
    await app.list.focus()
    await app.press('Home')
    await expect(app.openRow).toHaveAttribute('aria-posinset', '1')
    await app.press('End')
    await expect(app.openRow).toHaveAttribute('aria-posinset', '5000')
    for (let i = 0; i < 30; i++) await app.press('PageUp')
    await expectRows(app)
    await expect(app.openRow).toBeInViewport()
  })
  await test.step('neighbours are neighbours: no row twice, none left out', async () => {
    const places = await app.rows.evaluateAll((rows) =>
      rows.map((row) => Number(row.getAttribute('aria-posinset'))),
    )
    expect(places).toEqual(places.map((_, i) => places[0]! + i))
    const titles = await app.rows.allTextContents()
    expect(new Set(titles).size).toBe(titles.length)
  })
  await test.step('a search in it, and its end', async () => {
    await app.search.fill('"report number 4321"')
    await expect(app.rows).toHaveCount(1)
    await app.search.fill('gauge')
    await expect(app.page.getByRole('search')).toContainText('5,000 of 5,000')
    await app.list.focus()
    await app.press('End')
    await expect(app.openRow).toHaveAttribute('aria-posinset', '5000')
    await expectRows(app)
  })
  await test.step('a thousand j held down end where they should', async () => {
    await app.press('Home')
    await expect(app.openRow).toHaveAttribute('aria-posinset', '1')
    for (let i = 0; i < 200; i++) await app.press('j')
    await expect(app.openRow).toHaveAttribute('aria-posinset', '201')
    await expect(app.openRow).toBeInViewport()
    await expect(app.title).toHaveText((await app.openRow.locator('.title').textContent())!.trim())
  })
})

/** Every row in sight has its article; few more are in the page. */
async function expectRows(app: Clipfile): Promise<void> {
  await expect(app.list.getByText('Loading')).toHaveCount(0)
  const box = (await app.list.boundingBox())!
  await expect.poll(async () => covered(app, box)).toBe(true)
  expect(await app.rows.count()).toBeLessThan(60)
}

/** Whether rows stand from the top of the list to its bottom. */
async function covered(app: Clipfile, { y, height }: { y: number; height: number }): Promise<boolean> {
  const edges = await app.rows.evaluateAll((rows) =>
    rows.map((row) => row.getBoundingClientRect()).map(({ top, bottom }) => [top, bottom] as const),
  )
  const top = Math.min(...edges.map(([from]) => from))
  const bottom = Math.max(...edges.map(([, to]) => to))
  return top <= y + 1 && bottom >= y + height - 1
}
