import { beforeAll, expect, test, vi } from 'vitest'
import type { TimelineOverview } from '../../../electron/shared/api.ts'
import { fakeClient, later, settled } from '../../dev/fake-client.ts'
import { TimelineState } from '../../lib/state/timeline.svelte.ts'
import { dayOf } from './calendar.ts'
import { Chart } from './chart.svelte.ts'
import { Items } from './items.svelte.ts'

beforeAll(() => {
  vi.stubGlobal('navigator', { language: 'en-GB' })
  vi.stubGlobal('cancelAnimationFrame', () => {})
  vi.stubGlobal('matchMedia', () => ({ matches: true }))
})

const outlet = { id: 1, name: 'Harbor Ledger', articles: 48, headlines: 0, hue: 0, undated: 0 }
const overview: TimelineOverview = {
  outlets: [{ ...outlet, firstMonth: 2021 * 12 }],
  rest: { outlets: 0, articles: 0, headlines: 0 },
  firstMonth: 2021 * 12,
  articles: new Int32Array(48).fill(1),
  headlines: new Int32Array(48),
  undatedArticles: 0,
  undatedHeadlines: 0,
  firstDay: dayOf(2021),
  lastDay: dayOf(2024, 11, 31),
  headlinesCounted: true,
}

function chartOf() {
  const reading = later<TimelineOverview>()
  const client = fakeClient({ 'archive.timeline': () => reading.promise })
  const chart = new Chart(new TimelineState(client), new Items(client), () => {})
  chart.view.resize(900, 600)
  return { chart, reading }
}

test('what is read is shown as a whole', async () => {
  const { chart, reading } = chartOf()
  const loading = chart.load()
  reading.resolve(overview)
  await loading
  expect(chart.view.range).toMatch(/^2021.–.2024$/)
})

test('a month that was chosen while the archive was read stays', async () => {
  const { chart, reading } = chartOf()
  const loading = chart.load()
  chart.view.showSpan('month', dayOf(2023, 4, 9))
  reading.resolve(overview)
  await loading
  await settled()
  expect(chart.view.range).toBe('May 2023')
  expect(chart.view.span).toBe('month')
})
