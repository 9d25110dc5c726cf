import { describe, expect, it } from 'vitest'
import { later, settled } from '../../dev/fake-client.ts'
import { PagedRows, type Page } from './pages.svelte.ts'

const page = (offset: number, limit: number, total = 1_000_000): Page<number> => ({
  rows: Array.from({ length: Math.min(limit, total - offset) }, (_, i) => offset + i),
  total,
})

function counting(total = 1_000_000) {
  const asked: number[] = []
  const rows = new PagedRows<number>(
    async (offset, limit) => {
      asked.push(offset / limit)
      return page(offset, limit, total)
    },
    page(0, 100, total),
  )
  return { rows, asked }
}

describe('pages', () => {
  it('fetches what is in sight, then its neighbours', async () => {
    const { rows, asked } = counting()
    rows.want(50_030, 50_040)
    await settled()
    expect(asked).toEqual([500, 501, 499])
    expect(rows.at(50_035)).toBe(50_035)
    expect(rows.has(50_030, 50_040)).toBe(true)
    expect(rows.has(50_030, 50_201)).toBe(false)
  })

  it('asks for nothing twice, nor for what lies outside', async () => {
    const { rows, asked } = counting(250)
    rows.want(0, 8)
    rows.want(0, 8)
    await settled()
    rows.want(240, 250)
    await settled()
    expect(asked).toEqual([1, 2])
    expect(rows.at(249)).toBe(249)
    expect(rows.at(250)).toBeUndefined()
  })

  it('forgets earlier wishes while the scrollbar is dragged', async () => {
    const asked: number[] = []
    const gates = new Map<number, ReturnType<typeof later<Page<number>>>>()
    const rows = new PagedRows<number>(
      (offset) => {
        asked.push(offset / 100)
        const gate = later<Page<number>>()
        gates.set(offset / 100, gate)
        return gate.promise
      },
      page(0, 100),
    )
    for (let i = 1; i <= 200; i += 1) rows.want(i * 1000, i * 1000 + 8)
    expect(asked).toEqual([10, 11])
    gates.get(10)!.resolve(page(1000, 100))
    gates.get(11)!.resolve(page(1100, 100))
    await settled()
    expect(asked).toEqual([10, 11, 2000, 2001])
  })

  it('keeps what is near and lets go of what is far', async () => {
    const { rows } = counting()
    for (let i = 0; i < 100; i += 1) {
      rows.want(i * 100, i * 100 + 8)
      await settled()
    }
    expect(rows.at(9_950)).toBe(9_950)
    expect(rows.at(150)).toBeUndefined()
  })

  it('says what failed, and tries again at the next wish', async () => {
    let fails = true
    const rows = new PagedRows<number>(
      async (offset, limit) => {
        if (fails) throw new Error('gone')
        return page(offset, limit)
      },
      page(0, 100),
    )
    rows.want(500, 508)
    await settled()
    expect(rows.error).toMatchObject({ message: 'gone' })
    fails = false
    rows.want(500, 508)
    await settled()
    expect(rows.at(500)).toBe(500)
    expect(rows.error).toBeNull()
  })

  it('keeps the number of all rows once it is known', async () => {
    const rows = new PagedRows<number>(
      async (offset, limit) => ({ ...page(offset, limit), total: offset + limit, exact: false }),
      { ...page(0, 100), total: 150, exact: false },
    )
    await rows.load(100, 101)
    expect([rows.total, rows.exact]).toEqual([200, false])
    rows.settle(1_000_000)
    await rows.load(500, 501)
    expect([rows.total, rows.exact]).toEqual([1_000_000, true])
  })

  it('finds a row among those that are here', () => {
    expect(counting().rows.find((row) => row === 42)).toBe(42)
    expect(counting().rows.find((row) => row === 4200)).toBe(-1)
  })
})
