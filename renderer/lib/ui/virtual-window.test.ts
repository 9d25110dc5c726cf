import { describe, expect, it } from 'vitest'
import { VirtualWindow } from './virtual-window.ts'

const ROW = 100
const VIEW = 700

function list(count: number): VirtualWindow {
  const rows = new VirtualWindow(ROW)
  rows.resize(count, VIEW)
  return rows
}

describe('a list below the cap', () => {
  it('scrolls pixel for pixel', () => {
    const rows = list(1000)
    expect(rows.boxHeight).toBe(100_000)
    rows.scrolled(5050)
    expect(rows.top).toBe(5050)
    expect(rows.range()).toEqual({ first: 50, end: 58 })
    rows.scrolled(90_000)
    expect(rows.range(3)).toEqual({ first: 897, end: 910 })
    expect(rows.settle()).toBe(90_000)
  })

  it('keeps within its rows', () => {
    const rows = list(3)
    rows.scrolled(400)
    expect(rows.top).toBe(0)
    expect(rows.range(5)).toEqual({ first: 0, end: 3 })
    expect(list(0).range(2)).toEqual({ first: 0, end: 0 })
  })
})

describe('a million rows', () => {
  it('stays under the cap', () => {
    expect(list(1_000_000).boxHeight).toBe(8_000_000)
  })

  it('reaches the first and the last row', () => {
    const rows = list(1_000_000)
    rows.scrolled(8_000_000 - VIEW)
    expect(rows.range()).toEqual({ first: 999_993, end: 1_000_000 })
    rows.scrolled(0)
    expect(rows.range().first).toBe(0)
  })

  it('shows every region when the bar is dragged: the steps are even and rise', () => {
    const rows = list(1_000_000)
    let last = -1
    for (let scrollTop = 0; scrollTop <= 8_000_000 - VIEW; scrollTop += 10_000) {
      rows.scrolled(scrollTop)
      const { first } = rows.range()
      expect(first).toBeGreaterThan(last)
      expect(first - last).toBeLessThan(2000)
      last = first
    }
    expect(last).toBeGreaterThan(999_800)
  })

  it('moves by the wheel pixel for pixel in the middle too', () => {
    const rows = list(1_000_000)
    rows.scrolled(4_000_000)
    const before = rows.top
    rows.scrolled(4_000_100)
    expect(rows.top).toBe(before + 100)
    rows.scrolled(4_000_000)
    expect(rows.top).toBe(before)
  })

  it('settles without moving the rows, however far the wheel went', () => {
    const rows = list(1_000_000)
    rows.scrolled(4_000_000)
    for (let i = 1; i <= 500; i += 1) rows.scrolled(4_000_000 + i * 120)
    const top = rows.top
    const scrollTop = rows.settle()
    expect(scrollTop).toBeLessThan(4_010_000)
    rows.scrolled(scrollTop)
    expect(rows.top).toBe(top)
  })

  it('has every row within reach of the keyboard: reveal shows it whole', () => {
    const rows = list(1_000_000)
    for (const index of [0, 7, 12_345, 500_000, 999_999, 999_990, 250_000, 1]) {
      rows.reveal(index)
      expect(rows.top).toBeLessThanOrEqual(index * ROW)
      expect(rows.top + VIEW).toBeGreaterThanOrEqual((index + 1) * ROW)
    }
  })

  it('maps there and back', () => {
    const rows = list(1_000_000)
    for (let index = 0; index < 1_000_000; index += 997) {
      rows.moveTo(index * ROW)
      const scrollTop = rows.scrollTop
      const other = list(1_000_000)
      other.scrolled(scrollTop)
      expect(Math.abs(other.top - rows.top)).toBeLessThan(ROW)
    }
  })
})

it('keeps its place when rows arrive, and is pulled in when they go', () => {
  const rows = list(500_000)
  rows.moveTo(30_000_000)
  rows.resize(600_000, VIEW)
  expect(rows.top).toBe(30_000_000)
  rows.resize(10, VIEW)
  expect(rows.top).toBe(300)
})
