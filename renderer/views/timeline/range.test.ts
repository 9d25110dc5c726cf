import { describe, expect, test } from 'vitest'
import { fakeClient, later, settled } from '../../dev/fake-client.ts'
import type { Histogram } from '../../../electron/shared/api.ts'
import { dayOf } from './calendar.ts'
import { isoOf, Range } from './range.svelte.ts'

const histogram = (total: number): Histogram => ({
  firstMonth: 0,
  counts: new Int32Array(),
  undated: 0,
  total,
  firstDay: null,
  lastDay: null,
})
const TUESDAY = dayOf(2026, 10, 3)
const MONDAY = 1

describe('a marked range', () => {
  test('takes in whole steps, on whichever side it grows', () => {
    const range = new Range(fakeClient())
    range.begin(TUESDAY, 'week', MONDAY)
    expect(range.words).toMatch(/^2\s–\s8 Nov 2026$/)
    range.extend(TUESDAY + 7, 'week', MONDAY)
    expect(range.words).toMatch(/^2\s–\s15 Nov 2026$/)
    range.extend(TUESDAY - 7, 'week', MONDAY)
    expect(range.words).toMatch(/^26 Oct\s–\s8 Nov 2026$/)
  })

  test('is a search for its first and last day, with what narrows the timeline', () => {
    const range = new Range(fakeClient())
    expect(range.query()).toBeNull()
    range.begin(TUESDAY, 'month', MONDAY)
    expect(range.query()?.text).toBe('after:2026-11-01 before:2026-11-30')
    const query = { text: 'tag:water', outletId: 4, importId: null }
    expect(range.query(query)).toEqual({ ...query, text: 'tag:water after:2026-11-01 before:2026-11-30' })
  })

  test('days are written as the search language reads them, for any year', () => {
    expect(isoOf(dayOf(1066, 9, 14))).toBe('1066-10-14')
    expect(isoOf(dayOf(987, 0, 1))).toBe('0987-01-01')
    expect(isoOf(dayOf(9999, 11, 31))).toBe('9999-12-31')
    expect(isoOf(dayOf(10_500))).toBe('9999-12-31')
    expect(isoOf(dayOf(-44, 2, 15))).toBe('0000-01-01')
  })

  test('is counted when it is done; a count that comes late for another range is not shown', async () => {
    const slow = later<Histogram>()
    let calls = 0
    const client = fakeClient({ 'archive.histogram': () => (calls++ === 0 ? slow.promise : histogram(7)) })
    const range = new Range(client)
    range.begin(TUESDAY, 'day', MONDAY)
    void range.end()
    range.begin(TUESDAY + 1, 'day', MONDAY)
    expect(range.articles).toBeNull()
    await range.end()
    expect(range.articles).toBe(7)
    slow.resolve(histogram(3))
    await settled()
    expect(range.articles).toBe(7)
    range.clear()
    expect(range.days).toBeNull()
  })
})
