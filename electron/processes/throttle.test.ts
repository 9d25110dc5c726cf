import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { throttle } from './throttle.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('sends the first at once, then the newest, at most once in the interval', () => {
  const sent: number[] = []
  const { push } = throttle<number>(100, (value) => sent.push(value))
  for (let i = 0; i < 49; i++) {
    push(i)
    vi.advanceTimersByTime(10)
  }
  expect(sent).toHaveLength(5)
  expect(sent[0]).toBe(0)
  vi.advanceTimersByTime(100)
  expect(sent.at(-1)).toBe(48)
})

it('speaks even when no timer gets a turn', () => {
  const sent: number[] = []
  let nowMs = 0
  const { push } = throttle<number>(
    100,
    (value) => sent.push(value),
    () => nowMs,
  )
  for (; nowMs <= 300; nowMs += 50) push(nowMs)
  expect(sent).toEqual([0, 100, 200, 300])
})

it('holds nothing back at the end', () => {
  const sent: number[] = []
  const { push, flush } = throttle<number>(100, (value) => sent.push(value))
  push(1)
  push(2)
  flush()
  flush()
  vi.advanceTimersByTime(1_000)
  expect(sent).toEqual([1, 2])
})
