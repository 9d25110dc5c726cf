/** An invented timeline for looking at the window without a backend: some hundred items an outlet, the same every time. */
import type { Input, TimelineLanes, TimelineOverview } from '../../electron/shared/api.ts'
import { dateOfDay } from '../../electron/shared/days.ts'
import type { Captures, Coverage, Recaptured, StoriesOf } from '../../electron/shared/timeline.ts'
import { lanesOf } from '../views/timeline/made-up-lanes.ts'
import type { Outlet } from '../../electron/shared/model.ts'

interface Item {
  id: number
  day: number
  span: number
  isArticle: boolean
}

const FIRST = 19_723
const LAST = 20_766
/** nothing was imported for these days, of any outlet */
const GAP = [20_089, 20_180] as const

function numbers(seed: number): () => number {
  let state = seed * 2_654_435_761
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

function itemsOf(outlet: number): Item[] {
  const random = numbers(outlet + 7)
  const count = Math.max(6, Math.round(420 / (1 + outlet * 0.32)))
  const begins = FIRST + Math.round(random() ** 2 * 400)
  const bursts = Array.from({ length: 5 }, () => begins + random() * (LAST - begins))
  const items: Item[] = []
  for (let i = 0; i < count; i++) {
    const burst = bursts[Math.floor(random() * 9)]
    const at = burst === undefined ? begins + random() * (LAST - begins) : burst + (random() - 0.5) * 26
    const day = Math.min(LAST, Math.max(begins, Math.floor(at)))
    if (day >= GAP[0] && day < GAP[1]) continue
    const isVague = random() < 0.012
    const span = isVague ? 30 : 1
    items.push({
      id: outlet * 10_000 + i + 1,
      day: isVague ? firstOfMonth(day) : day,
      span,
      isArticle: random() < 0.62,
    })
  }
  return items.sort((a, b) => a.day - b.day)
}

function firstOfMonth(day: number): number {
  const date = new Date(day * 86_400_000)
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth()) / 86_400_000
}
function monthOf(day: number): number {
  const date = new Date(day * 86_400_000)
  return date.getUTCFullYear() * 12 + date.getUTCMonth()
}

const known = new Map<number, Item[]>()
export function items(outletId: number): Item[] {
  let found = known.get(outletId)
  if (!found) known.set(outletId, (found = itemsOf(outletId - 1)))
  return found
}

export function overview(outlets: Outlet[]): TimelineOverview {
  const firstMonth = monthOf(FIRST)
  const articles = new Int32Array(monthOf(LAST) - firstMonth + 1)
  const headlines = new Int32Array(articles.length)
  const lanes = outlets.map(({ id, name, hue }, i) => {
    const all = items(id)
    for (const item of all) (item.isArticle ? articles : headlines)[monthOf(item.day) - firstMonth]!++
    const counted = all.filter((item) => item.isArticle).length
    const undated = i % 4 === 1 ? 3 : 0
    return {
      id,
      name,
      hue,
      articles: counted + undated,
      headlines: all.length - counted,
      undated,
      firstMonth: monthOf(all[0]!.day),
    }
  })
  const undatedArticles = lanes.reduce((sum, lane) => sum + lane.undated, 0)
  return {
    outlets: lanes,
    firstMonth,
    articles,
    headlines,
    rest: { outlets: 0, articles: 0, headlines: 0 },
    headlinesCounted: true,
    undatedArticles,
    undatedHeadlines: 0,
    firstDay: FIRST,
    lastDay: LAST,
  }
}

export function lanes(
  { outletIds, fromDay, toDay, maxItems, others }: Input<'archive.lanes'>,
  outlets: Outlet[],
): TimelineLanes {
  const rows: number[][] = []
  outletIds.forEach((id, lane) => {
    for (const item of items(id)) {
      if (item.day + item.span <= fromDay || item.day > toDay) continue
      rows.push([lane, item.day, item.span, item.isArticle ? 1 : 0, item.isArticle ? 0 : 1, item.id])
    }
  })
  if (others) {
    for (const { id } of outlets) {
      if (outletIds.includes(id)) continue
      for (const { day, span, isArticle } of items(id))
        rows.push([outletIds.length, day, span, isArticle ? 1 : 0, isArticle ? 0 : 1, 0])
    }
  }
  const level = rows.length <= maxItems ? 'item' : toDay - fromDay <= 1100 ? 'day' : 'month'
  const filled = level === 'item' ? rows : binned(rows, level)
  return lanesOf(level, filled)
}

function binned(rows: number[][], level: 'day' | 'month'): number[][] {
  const bins = new Map<string, number[]>()
  for (const [lane, day, span, articles, headlines] of rows as [number, number, number, number, number][]) {
    const start = level === 'month' ? firstOfMonth(day) : day
    const length = level === 'month' ? 30 : span
    const bin = bins.get(`${lane} ${start} ${length}`)
    if (!bin) bins.set(`${lane} ${start} ${length}`, [lane, start, length, articles, headlines, 0])
    else {
      bin[3]! += articles
      bin[4]! += headlines
    }
  }
  return [...bins.values()].sort((a, b) => a[0]! - b[0]! || a[1]! - b[1]!)
}

/** Two imports, and between them nothing. */
export function coverage(outletIds: number[]): Coverage {
  return {
    firstDay: Float64Array.from(outletIds, (id) => items(id)[0]!.day),
    lastDay: Float64Array.from(outletIds, (id) => items(id).at(-1)!.day),
    importedFrom: Int32Array.of(FIRST, GAP[1]),
    importedTo: Int32Array.of(GAP[0] - 1, LAST),
  }
}

/** Of some articles a page that was saved again a few days later, and once more. */
export function captures(articleIds: number[]): Captures {
  const again = articleIds.filter((id) => id % 23 === 4)
  const rows = again.flatMap((id) => {
    const item = items(Math.floor(id / 10_000) + 1).find((one) => one.id === id)
    const at = (days: number) => ((item?.day ?? FIRST) + days) * 86_400_000
    return [
      [id, 1, at(1)],
      [id, 2, at(4)],
      [id, 0, at(9)],
    ]
  })
  const column = (i: number) => Float64Array.from(rows, (row) => row[i]!)
  return { articleId: column(0), version: column(1), capturedAtMs: column(2), importedAtMs: column(2) }
}

export function recaptured(outlets: Outlet[], limit: number): Recaptured {
  const all = outlets.flatMap(({ id, name }) =>
    items(id)
      .filter((item) => item.isArticle && item.id % 23 === 4)
      .map((item) => ({ ...item, name, outletId: id })),
  )
  const rows = all.slice(0, limit).map((item) => ({
    kind: 'article' as const,
    id: item.id,
    title: `Dam gates stay shut, report ${item.id}`,
    outletId: item.outletId,
    outlet: item.name,
    date: dateOfDay(item.day),
    precision: 'day' as const,
    language: 'en',
  }))
  return { rows, total: all.length }
}

/** Every tenth article is a copy of the tenth of every other outlet, so to speak. */
export function stories(articleIds: number[]): StoriesOf {
  const copied = articleIds.filter((id) => (id % 10_000) % 9 === 0)
  const sizes = new Map<number, number>()
  for (const id of copied) sizes.set(id % 100, (sizes.get(id % 100) ?? 0) + 1)
  return {
    articleId: Float64Array.from(copied),
    storyId: Float64Array.from(copied, (id) => id % 100),
    size: Int32Array.from(copied, (id) => sizes.get(id % 100)!),
  }
}
