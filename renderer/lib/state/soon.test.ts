import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Soon } from './soon.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('happens once, at the earliest time that was wished for', () => {
  const run = vi.fn()
  const soon = new Soon(run)
  soon.in(1000)
  soon.in(30)
  soon.in(500)
  vi.advanceTimersByTime(30)
  expect(run).toHaveBeenCalledOnce()
  vi.advanceTimersByTime(5000)
  expect(run).toHaveBeenCalledOnce()
  soon.in(10)
  soon.cancel()
  vi.advanceTimersByTime(100)
  expect(run).toHaveBeenCalledOnce()
})
