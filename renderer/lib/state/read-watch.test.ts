import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { fakeClient } from '../../dev/fake-client.ts'
import { needsMs, ReadWatch } from './read-watch.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function watch() {
  const client = fakeClient({ 'archive.reading': () => undefined })
  const read: number[] = []
  const watched = new ReadWatch(
    client,
    (id) => read.push(id),
    () => Date.now(),
  )
  return { client, read, watched }
}

it('what is leafed past is not read, however short', () => {
  const { read, watched } = watch()
  for (let id = 1; id < 20; id += 1) {
    watched.open(id, 80, false)
    watched.sawEnd()
    vi.advanceTimersByTime(1_000)
  }
  expect(read).toEqual([])
})

it('read to the end is read, once', () => {
  const { client, read, watched } = watch()
  watched.open(1, 400, false)
  vi.advanceTimersByTime(14_000)
  watched.sawEnd()
  vi.advanceTimersByTime(60_000)
  watched.sawEnd()
  vi.advanceTimersByTime(200_000)
  expect(read).toEqual([1])
  expect(client.asked).toEqual([{ method: 'archive.reading', input: { articleId: 1, read: true } }])
})

it('open for most of its reading time is read; what is longer counts at most three minutes', () => {
  const { read, watched } = watch()
  watched.open(1, 400, false)
  vi.advanceTimersByTime(59_000)
  expect(read).toEqual([])
  vi.advanceTimersByTime(1_500)
  expect(read).toEqual([1])
  expect(needsMs(100_000, false)).toBe(180_000)
})

it('a hidden window reads nothing', () => {
  const { read, watched } = watch()
  watched.open(1, 400, false)
  vi.advanceTimersByTime(30_000)
  watched.look(false)
  vi.advanceTimersByTime(500_000)
  expect(read).toEqual([])
  watched.look(true)
  vi.advanceTimersByTime(31_000)
  expect(read).toEqual([1])
})

it('marked by hand it stays so', () => {
  const { read, watched } = watch()
  watched.open(1, 400, false)
  watched.handsOff()
  watched.sawEnd()
  vi.advanceTimersByTime(500_000)
  watched.open(2, 400, true)
  vi.advanceTimersByTime(500_000)
  expect(read).toEqual([])
})

it('remembers how far, not at every scrolled line, and when it is left', () => {
  const { client, watched } = watch()
  watched.at(0.5)
  watched.open(1, 400, true)
  for (let i = 0; i < 100; i += 1) watched.at(i / 100)
  expect(client.asked).toEqual([])
  vi.advanceTimersByTime(1_000)
  watched.at(7)
  watched.leave()
  vi.advanceTimersByTime(5_000)
  expect(client.asked.map(({ input }) => input)).toEqual([
    { articleId: 1, position: 0.99 },
    { articleId: 1, position: 1 },
  ])
})
