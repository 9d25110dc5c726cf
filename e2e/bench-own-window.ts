// What people added, in the real window: `node e2e/bench-own-window.ts ARCHIVE`, a part of `npm run bench:own`. Each time
// is that from the key or the click to the frame in which all of it is drawn.

import type { Page } from 'playwright-core'
import { inMs, percentile, printFigures, type Figure } from '../electron/dev/figures.ts'
import { runScript } from '../electron/dev/script.ts'
import { onCopy, type Launch } from './bench-app.ts'

const TIMES = 9
const GOAL = '≤ 100 ms'

async function benchOwnWindow(launch: Launch): Promise<Figure[]> {
  const app = await launch()
  const page = await app.firstWindow()
  await page.getByRole('option').nth(3).waitFor()
  await page.getByRole('treeitem').first().waitFor()
  const figures = [...(await openCrowded(page)), ...(await openTags(page))]
  await app.close()
  return figures
}

/** The first article of the list has hundreds of annotations, the fourth has few: what the many cost is the difference. */
async function openCrowded(page: Page): Promise<Figure[]> {
  const many: number[] = []
  const few: number[] = []
  let cards = 0
  for (let i = 0; i < TIMES; i++) {
    few.push((await page.evaluate(clickRow, { row: 4, least: 0, most: 99 })).ms)
    const result = await page.evaluate(clickRow, { row: 1, least: 100, most: 9999 })
    many.push(result.ms)
    cards = result.cards
  }
  return [
    {
      what: `article with few annotations, click to drawn, median of ${TIMES}`,
      measured: told(few),
      goal: GOAL,
    },
    {
      what: `article with ${cards} annotations in its margin, click to drawn, median of ${TIMES}`,
      measured: told(many),
      goal: GOAL,
    },
  ]
}

async function openTags(page: Page): Promise<Figure[]> {
  const picker: number[] = []
  const tree: number[] = []
  for (let i = 0; i < TIMES; i++) {
    await page.getByRole('listbox', { name: 'Articles' }).focus()
    picker.push(await page.evaluate(pressForPicker))
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    await page.getByRole('button', { name: 'Hide sidebar' }).click()
    tree.push(await page.evaluate(showSidebar))
  }
  return [
    { what: `tag picker of all tags, key to drawn, median of ${TIMES}`, measured: told(picker), goal: GOAL },
    {
      what: `sidebar with the tag tree, click to drawn, median of ${TIMES}`,
      measured: told(tree),
      goal: GOAL,
    },
  ]
}

function told(all: number[]): string {
  return `${inMs(percentile(all, 0.5))} (longest ${inMs(Math.max(...all))})`
}

/** Runs in the page. Only the frame after the one that found all of it there has surely been painted. */
function clickRow(to: {
  row: number
  /** how many cards its margin has */
  least: number
  most: number
}): Promise<{ ms: number; cards: number }> {
  const row = document.querySelector<HTMLElement>(`[role=option][aria-posinset="${to.row}"]`)!
  const title = row.querySelector('.title')!.textContent!.trim()
  const started = performance.now()
  row.click()
  return new Promise((resolve) => {
    const look = () => {
      const cards = document.querySelectorAll('[data-card]').length
      const painted = [...CSS.highlights].reduce(
        (sum, [name, found]) => sum + (/^note-\d/.test(name) ? found.size : 0),
        0,
      )
      const isWhole =
        document.querySelector('article h1')?.textContent?.trim() === title &&
        cards >= to.least &&
        cards <= to.most &&
        painted >= cards - 1
      if (isWhole) requestAnimationFrame(() => resolve({ ms: performance.now() - started, cards }))
      else requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
  })
}

/** Runs in the page. */
function pressForPicker(): Promise<number> {
  const started = performance.now()
  document.activeElement!.dispatchEvent(
    new KeyboardEvent('keydown', { key: 't', code: 'KeyT', bubbles: true, cancelable: true }),
  )
  return new Promise((resolve) => {
    const look = () => {
      if (document.querySelector('dialog [role=option]'))
        requestAnimationFrame(() => resolve(performance.now() - started))
      else requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
  })
}

/** Runs in the page. */
function showSidebar(): Promise<number> {
  const button = document.querySelector<HTMLElement>('[aria-label="Show sidebar"]')!
  const started = performance.now()
  button.click()
  return new Promise((resolve) => {
    const look = () => {
      if (document.querySelector('[role=tree][aria-label=Tags] [role=treeitem]'))
        requestAnimationFrame(() => resolve(performance.now() - started))
      else requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
  })
}

const [archive] = process.argv.slice(2)
await runScript(async () => printFigures(await onCopy(archive!, benchOwnWindow)))
