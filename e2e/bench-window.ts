// The figures that only the real window can tell: cold start, dragging the list, drawing the timeline.

import type { CDPSession, Page } from 'playwright-core'
import { inMs, percentile, printFigures, type Figure } from '../electron/dev/figures.ts'
import { runScript } from '../electron/dev/script.ts'
import { onCopy, type Launch } from './bench-app.ts'

const STARTS = 5

/** Opens an archive in the real app, several times over, and measures what a person would wait for. */
async function benchWindow(launch: Launch, count: number): Promise<Figure[]> {
  const starts: number[] = []
  for (let i = 0; i < STARTS; i++) starts.push(await coldStart(launch))
  const app = await launch()
  const page = await app.firstWindow()
  await firstRow(page)
  const figures = [
    {
      what: `start to first rows of ${count}, median of ${STARTS}`,
      measured: inMs(percentile(starts, 0.5)),
      goal: '≤ 1,500 ms',
    },
    ...(await dragList(page)),
    ...(await drawTimeline(page)),
  ]
  await app.close()
  return figures
}

async function firstRow(page: Page): Promise<void> {
  await page.getByRole('option').first().waitFor()
}

/** From the start of the process to the frame with the first row in it. Playwright's own attaching is in it. */
async function coldStart(launch: Launch): Promise<number> {
  const app = await launch()
  const page = await app.firstWindow()
  const seen = await page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const look = () =>
          document.querySelector('[role=option]')?.textContent?.trim()
            ? requestAnimationFrame(() => resolve(Date.now()))
            : requestAnimationFrame(look)
        look()
      }),
  )
  const born = await app.evaluate(() => process.getCreationTime()!)
  await app.close()
  return seen - born
}

/** Drags the list from end to end in 120 frames, then 30 leaps: how long until real rows stand where it is. */
async function dragList(page: Page): Promise<Figure[]> {
  const result = await page.evaluate(async () => {
    const list = document.querySelector('[role=listbox]')!
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
    const blank = () => {
      const rows = [...list.querySelectorAll('[role=option]')]
      const box = list.getBoundingClientRect()
      const seen = rows.filter((row) => {
        const place = row.getBoundingClientRect()
        return place.bottom > box.top && place.top < box.bottom
      })
      return seen.length === 0 || seen.some((row) => !row.textContent?.trim())
    }
    const end = list.scrollHeight - list.clientHeight
    const frames: number[] = []
    let blankFrames = 0
    let before = performance.now()
    for (let step = 0; step <= 120; step++) {
      list.scrollTop = (end * step) / 120
      await frame()
      const now = performance.now()
      frames.push(now - before)
      before = now
      if (blank()) blankFrames++
    }
    return { frames, blankFrames }
  })
  return [
    {
      what: 'list dragged from end to end in 121 frames',
      measured: `${result.blankFrames} frames with a blank row; frame p95 ${inMs(percentile(result.frames, 0.95))}`,
      goal: 'no blank rows',
    },
  ]
}

/** From the click to the first frame with an outlet's colour on the canvas; then frames while panning and zooming. */
async function drawTimeline(page: Page): Promise<Figure[]> {
  const drawn: number[] = []
  for (let i = 0; i < 5; i++) {
    await page
      .getByRole('button', { name: /All articles/ })
      .or(page.getByRole('link', { name: /All articles/ }))
      .first()
      .click()
    await firstRow(page)
    drawn.push(await page.evaluate(openTimeline))
  }
  const forms: Figure[] = []
  for (const form of ['Heat map', 'Stacked', 'Lanes']) {
    await page.getByRole('radio', { name: form, exact: true }).check()
    // once for the compiler, as with the second drag of somebody's day
    await page.evaluate(panAndZoom)
    const before = await threadTicks(page)
    const { frames, ours } = await page.evaluate(panAndZoom)
    const after = await threadTicks(page)
    const perFrame = (name: keyof typeof after) => inMs(((after[name] - before[name]) * 1000) / frames.length)
    const heap = (after.JSHeapUsedSize - before.JSHeapUsedSize) / 2 ** 20
    forms.push({
      what: `timeline panned and zoomed, ${frames.length} frames, ${form.toLowerCase()}`,
      measured:
        `p50 ${inMs(percentile(frames, 0.5))}, p99 ${inMs(percentile(frames, 0.99))}; our own code p50 ` +
        `${inMs(percentile(ours, 0.5))}, p99 ${inMs(percentile(ours, 0.99))}; CPU a frame: script ${perFrame('ScriptDuration')}, ` +
        `all of the page ${perFrame('TaskDuration')}; heap ${heap >= 0 ? '+' : ''}${heap.toFixed(1)} MB`,
      goal: 'p99 < 16 ms',
    })
  }
  return [
    {
      what: 'timeline of everything, click to drawn, median of 5',
      measured: inMs(percentile(drawn, 0.5)),
      goal: '≤ 100 ms',
    },
    ...forms,
  ]
}

/** Runs in the page. */
function openTimeline(): Promise<number> {
  const coloured = (canvas: HTMLCanvasElement) => {
    const context = canvas.getContext('2d')
    if (!context || canvas.width === 0 || canvas.height === 0) return false
    const { data } = context.getImageData(0, 0, canvas.width, Math.min(canvas.height, 300))
    for (let i = 0; i < data.length; i += 4) {
      const [red, green, blue, alpha] = [data[i]!, data[i + 1]!, data[i + 2]!, data[i + 3]!]
      if (alpha > 200 && Math.max(red, green, blue) - Math.min(red, green, blue) > 50) return true
    }
    return false
  }
  const button = [...document.querySelectorAll<HTMLElement>('nav a, nav button, aside a, aside button')].find(
    (item) => item.textContent?.includes('Outlet timeline'),
  )!
  const started = performance.now()
  button.click()
  return new Promise((resolve) => {
    const look = () => {
      // The frame that is looked at was painted before now: the wait that counts ends with it.
      const now = performance.now()
      const canvas = document.querySelector('canvas')
      if (canvas && coloured(canvas)) resolve(now - started)
      else requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
  })
}

interface Ticks {
  ScriptDuration: number
  TaskDuration: number
  JSHeapUsedSize: number
}

/** What the page's main thread has taken since it began, in seconds of CPU: other processes do not count. */
async function threadTicks(page: Page): Promise<Ticks> {
  let session = sessions.get(page)
  if (!session) {
    session = await page.context().newCDPSession(page)
    await session.send('Performance.enable', { timeDomain: 'threadTicks' })
    sessions.set(page, session)
  }
  const { metrics } = await session.send('Performance.getMetrics')
  const of = (name: string) => metrics.find((one) => one.name === name)?.value ?? 0
  return {
    ScriptDuration: of('ScriptDuration'),
    TaskDuration: of('TaskDuration'),
    JSHeapUsedSize: of('JSHeapUsedSize'),
  }
}
const sessions = new WeakMap<Page, CDPSession>()

/** Runs in the page. `ours`: of each frame the wheel's handler, and what was asked to run with the frame. */
async function panAndZoom(): Promise<{ frames: number[]; ours: number[] }> {
  const next = requestAnimationFrame.bind(window)
  let spent = 0
  const timed = (run: () => void) => {
    const started = performance.now()
    run()
    spent += performance.now() - started
  }
  window.requestAnimationFrame = (run) => next((now) => timed(() => run(now)))
  const region = document.querySelector<HTMLElement>('[role=application]')!
  const canvas = region.querySelector('canvas')!
  const box = canvas.getBoundingClientRect()
  const frames: number[] = []
  const ours: number[] = []
  let before = performance.now()
  for (let step = 0; step < 240; step++) {
    const zooms = step % 3 === 0
    const wheel = new WheelEvent('wheel', {
      bubbles: true,
      cancelable: true,
      clientX: box.left + box.width / 2,
      clientY: box.top + 100,
      ctrlKey: zooms,
      deltaY: zooms ? (step % 120 < 60 ? -40 : 40) : 0,
      deltaX: zooms ? 0 : 30,
    })
    timed(() => canvas.parentElement!.dispatchEvent(wheel))
    await new Promise<unknown>((resolve) => next(resolve))
    const now = performance.now()
    frames.push(now - before)
    ours.push(spent)
    before = now
    spent = 0
  }
  window.requestAnimationFrame = next
  return { frames, ours }
}

const [archive, count] = process.argv.slice(2)
await runScript(async () =>
  printFigures(await onCopy(archive!, (launch) => benchWindow(launch, Number(count)))),
)
