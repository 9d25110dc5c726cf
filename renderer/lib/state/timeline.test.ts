import { describe, expect, test, vi } from 'vitest'
import type { Input, TimelineLanes, TimelineOutlet, TimelineOverview } from '../../../electron/shared/api.ts'
import { FIRST_QUERY, OTHER, SECOND_QUERY, USUAL } from './timeline-arrangement.ts'
import { TimelineState, type LaneRequest, type TimelineClient } from './timeline.svelte.ts'

const outlet = (id: number, name: string, articles: number, firstMonth: number | null): TimelineOutlet => ({
  id,
  name,
  articles,
  headlines: 1,
  hue: 0,
  undated: 0,
  firstMonth,
})
const overview: TimelineOverview = {
  outlets: [outlet(1, 'Zeit', 5, 24_300), outlet(2, 'Abend 10', 9, null), outlet(3, 'Abend 2', 2, 24_200)],
  rest: { outlets: 0, articles: 0, headlines: 0 },
  firstMonth: 24_200,
  articles: new Int32Array(200),
  headlines: new Int32Array(200),
  undatedArticles: 0,
  undatedHeadlines: 0,
  firstDay: 19_000,
  lastDay: 21_000,
  headlinesCounted: true,
}
function answer(level: TimelineLanes['level'], rows: number[][] = []): TimelineLanes {
  const column = (i: number) => Int32Array.from(rows, (row) => row[i]!)
  const id = Float64Array.from(rows, () => 1)
  return {
    level,
    lane: column(0),
    day: column(1),
    span: column(2),
    articles: column(3),
    headlines: column(4),
    id,
    headlinesCounted: true,
  }
}
const request = (fromDay: number, toDay: number, outletIds = [1, 2], spanDays = 100): LaneRequest => ({
  outletIds,
  fromDay,
  toDay,
  spanDays,
})

/** What is read behind the lanes has tests of its own. */
const BEHIND = ['archive.coverage', 'archive.captures']
function clientWith(call: (method: string, input?: never) => Promise<unknown>): TimelineClient {
  const known = async (method: string, input?: never): Promise<unknown> => {
    if (BEHIND.includes(method)) throw new Error(`${method} is not answered here`)
    return call(method, input)
  }
  return { call: known } as unknown as TimelineClient
}

/** A client whose archive.lanes answers when told to. */
function clientOf(level: TimelineLanes['level'] = 'item') {
  const asked: Input<'archive.lanes'>[] = []
  const answers: (() => void)[] = []
  const failures: ((error: Error) => void)[] = []
  const call = vi.fn(async (method: string, input?: unknown): Promise<unknown> => {
    if (method === 'archive.timeline') return overview
    asked.push(input as Input<'archive.lanes'>)
    return new Promise((resolve, reject) => {
      answers.push(() => resolve(answer(level)))
      failures.push(reject)
    })
  })
  return { client: clientWith(call), asked, answers, failures }
}
const settled = () => new Promise((resolve) => setTimeout(resolve))

describe('asking for lanes', () => {
  test('one request is under way; of those wanted meanwhile only the last is sent', async () => {
    const { client, asked, answers } = clientOf()
    const state = new TimelineState(client)
    await state.load()
    for (let day = 0; day < 50; day++) state.want(request(day, day + 100))
    expect(asked).toHaveLength(1)
    answers[0]!()
    await settled()
    expect(asked.map((input) => input.fromDay)).toEqual([0, 49])
    answers[1]!()
    await settled()
    expect(asked).toHaveLength(2)
    expect(state.lanes?.request.fromDay).toBe(49)
  })

  test('what is loaded covers what lies within', async () => {
    const { client, answers } = clientOf()
    const state = new TimelineState(client)
    await state.load()
    expect(state.covers(request(0, 10))).toBe(false)
    state.want(request(0, 300))
    answers[0]!()
    await settled()
    expect(state.covers(request(100, 200))).toBe(true)
    expect(state.covers(request(100, 301))).toBe(false)
    expect(state.covers(request(100, 200, [1, 3]))).toBe(false)
    expect(state.covers(request(100, 101, [1], 1))).toBe(true)
  })

  test('bins are asked for again when zoomed in by two', async () => {
    const { client, answers } = clientOf('day')
    const state = new TimelineState(client)
    await state.load()
    state.want(request(0, 300))
    answers[0]!()
    await settled()
    expect(state.covers(request(100, 160, [1], 60))).toBe(true)
    expect(state.covers(request(100, 150, [1], 50))).toBe(false)
  })

  test('an answer from before a change is asked for again', async () => {
    const { client, asked, answers } = clientOf()
    const state = new TimelineState(client)
    await state.load()
    state.want(request(0, 300))
    await state.load()
    answers[0]!()
    await settled()
    expect(state.lanes).toBeNull()
    expect(asked).toHaveLength(2)
    answers[1]!()
    await settled()
    expect(state.covers(request(0, 300))).toBe(true)
  })

  test('a failure is said, and loading again clears it', async () => {
    const { client, failures } = clientOf()
    const state = new TimelineState(client)
    await state.load()
    state.want(request(0, 300))
    failures[0]!(new Error('gone'))
    await settled()
    expect(state.error).toMatchObject({ code: 'internal', message: 'gone' })
    await state.load()
    expect(state.error).toBeNull()
  })
})

test('lanes are ordered by volume, name as people count, and first month', async () => {
  const state = new TimelineState(clientOf().client)
  await state.load()
  const names = () => state.outlets.map(({ name }) => name)
  expect(names()).toEqual(['Abend 10', 'Zeit', 'Abend 2'])
  state.arrangement = { ...USUAL, order: 'name' }
  expect(names()).toEqual(['Abend 2', 'Abend 10', 'Zeit'])
  state.arrangement = { ...USUAL, order: 'first' }
  expect(names()).toEqual(['Abend 2', 'Zeit', 'Abend 10'])
})

test('extents are read once, and say what is known of first and last', async () => {
  const call = vi.fn(async (method: string) =>
    method === 'archive.timeline'
      ? overview
      : answer('month', [
          [0, 19_100, 31, 1, 0],
          [0, 19_000, 365, 1, 0],
          [0, 20_900, 30, 1, 0],
          [2, 20_000, 31, 1, 0],
        ]),
  )
  const state = new TimelineState(clientWith(call))
  await state.load()
  state.readExtents([1, 2, 3])
  state.readExtents([2, 1])
  await settled()
  expect(call).toHaveBeenCalledTimes(2)
  expect(state.extents.get(2)).toBeNull()
  expect(state.extents.get(1)).toEqual({
    first: 19_000,
    firstSpan: 365,
    last: 20_900,
    lastSpan: 30,
  })
})

test('the lane of the rest is of all that is neither shown nor hidden, and asked for again when that changes', async () => {
  const many = Array.from({ length: 403 }, (_, i) => outlet(i + 1, `Outlet ${i}`, 1000 - i, 24_200))
  const asked: Input<'archive.lanes'>[] = []
  const call = vi.fn(async (method: string, input?: unknown) => {
    if (method === 'archive.timeline') return { ...overview, outlets: many }
    const { outletIds, others } = input as Input<'archive.lanes'>
    asked.push(input as Input<'archive.lanes'>)
    const lanes = outletIds.length + (others ? 1 : 0)
    return answer(
      'day',
      Array.from({ length: lanes }, (_, lane) => [lane, 19_100, 1, lane === outletIds.length ? 401 : 1, 0]),
    )
  })
  const state = new TimelineState(clientWith(call))
  await state.load()
  state.arrangement = { ...USUAL, most: 2 }
  expect(state.outlets.map(({ id }) => id)).toEqual([1, 2, OTHER])
  state.want(request(19_000, 19_200, [1, 2, OTHER]))
  await settled()
  expect(asked.map(({ outletIds }) => outletIds)).toEqual([
    [1, 2],
    [1, 2],
  ])
  const { laneOf, data } = state.lanes!
  expect([...data.articles]).toEqual([1, 1, 401])
  expect(data.lane.at(-1)).toBe(laneOf.get(OTHER))
  state.arrangement = { ...state.arrangement, hidden: [403] }
  await settled()
  expect(asked.at(-1)!.outletIds).toEqual([1, 2, 403])
  // every outlet with a lane of its own again: nothing is asked of a rest that is none
  asked.length = 0
  state.arrangement = USUAL
  await settled()
  expect(asked.map(({ outletIds, others }) => [outletIds.length, others])).toEqual([[2, undefined]])
})

test('a query narrows the overview and the lanes; two are compared in a lane each', async () => {
  const asked: [string, unknown][] = []
  const call = vi.fn(async (method: string, input?: { query?: { text: string } }) => {
    asked.push([method, input?.query?.text])
    if (method !== 'archive.timeline') return answer('day', [[0, 19_100, 1, 4, 0]])
    return input?.query?.text === 'dam' ? { ...overview, outlets: overview.outlets.slice(0, 1) } : overview
  })
  const state = new TimelineState(clientWith(call))
  const water = { text: 'water', outletId: null, importId: null }
  await state.ask(water)
  state.want(request(19_000, 19_200))
  await settled()
  expect(asked).toEqual([
    // of everything, by which gaps and shares are told
    ['archive.timeline', undefined],
    ['archive.timeline', 'water'],
    ['archive.lanes', 'water'],
  ])
  asked.length = 0
  await state.ask(water, { ...water, text: 'dam' })
  expect(state.outlets.map(({ name, articles }) => [name, articles])).toEqual([
    ['water', 16],
    ['dam', 5],
  ])
  state.want(request(19_000, 19_200, [FIRST_QUERY, SECOND_QUERY]))
  await settled()
  expect(asked.slice(-3)).toEqual([
    ['archive.lanes', 'water'],
    ['archive.lanes', 'water'],
    ['archive.lanes', 'dam'],
  ])
  expect([...state.lanes!.data.lane]).toEqual([0, 0, 1])
})
