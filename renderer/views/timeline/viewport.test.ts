import { beforeAll, describe, expect, test, vi } from 'vitest'
import { dayOf } from './calendar.ts'
import { Viewport } from './viewport.svelte.ts'

beforeAll(() => {
  vi.stubGlobal('navigator', { language: 'en-GB' })
  vi.stubGlobal('cancelAnimationFrame', () => {})
  // reduced motion: every movement is over at once
  vi.stubGlobal('matchMedia', () => ({ matches: true }))
})

function viewOf(first = dayOf(2020), last = dayOf(2025), rows = 100): Viewport {
  const view = new Viewport()
  view.resize(900, 600)
  view.bound({ first, last }, { from: first, to: last, earlier: 0, later: 0, strays: [] }, rows)
  view.fit(false)
  return view
}

describe('what is seen', () => {
  test('fits all, with the range in words', () => {
    const view = viewOf()
    expect(view.scale.from).toBeLessThan(dayOf(2020))
    expect(view.scale.from + view.scale.span).toBeGreaterThan(dayOf(2025))
    expect(view.range).toMatch(/^2020.–.2024$/)
  })

  test('today is put in the middle at the same zoom, or the end of the archive is shown', () => {
    const view = viewOf()
    view.showSpan('month', dayOf(2021))
    view.goToToday(dayOf(2023, 5, 15))
    expect(view.range).toBe('31 May – 30 Jun 2023'.replaceAll(' – ', '\u2009–\u2009'))
    expect(view.span).toBe('month')
    view.goToToday(dayOf(2090))
    expect(view.scale.from + view.scale.span).toBeGreaterThan(dayOf(2024, 11, 31))
    expect(view.scale.span).toBeCloseTo(31)
  })

  test('it is told whether somebody chose what is seen', () => {
    const view = viewOf()
    expect(view.isChosen).toBe(false)
    view.resize(800, 500)
    expect(view.isChosen).toBe(false)
    view.showSpan('year', dayOf(2021))
    expect(view.isChosen).toBe(true)
  })

  test('a single day gets a month around it', () => {
    const view = viewOf(dayOf(2025, 2, 14), dayOf(2025, 2, 15), 1)
    expect(view.scale.span).toBeGreaterThan(27)
    expect(view.range).toBe('14 Mar 2025')
  })

  test('a span is shown whole, and stays chosen until zoomed', () => {
    const view = viewOf()
    view.showSpan('month', dayOf(2023, 1, 10))
    expect(view.range).toBe('February 2023')
    expect(view.span).toBe('month')
    view.panBy(300)
    expect(view.span).toBe('month')
    view.zoomAt(1.1, 100)
    expect(view.span).toBeNull()
  })

  test('lanes scroll within their number', () => {
    const view = viewOf()
    view.scrollTo(1e9)
    expect(view.endRow).toBe(100)
    expect(view.endRow - view.firstRow).toBeLessThan(20)
    view.revealRow(0)
    expect(view.firstRow).toBe(0)
    view.bound(view.limits, null, 3)
    expect(view.top).toBe(0)
    expect(view.endRow).toBe(3)
  })

  test('days are revealed with as little movement as will do', () => {
    const view = viewOf()
    view.showSpan('week', dayOf(2022, 5, 8))
    const { from } = view.scale
    view.revealDays(from + 3, from + 4)
    expect(view.scale.from).toBe(from)
    view.revealDays(from + 30, from + 31)
    expect(view.scale.from + view.scale.span).toBeGreaterThanOrEqual(from + 31)
    expect(view.scale.from + view.scale.span).toBeLessThan(from + 33)
  })

  test('days revealed while the view is on its way leave it its span', () => {
    const view = viewOf()
    const frames: FrameRequestCallback[] = []
    vi.stubGlobal('matchMedia', () => ({ matches: false }))
    vi.stubGlobal('requestAnimationFrame', (frame: FrameRequestCallback) => frames.push(frame))
    try {
      view.showSpan('month', dayOf(2023, 1, 10))
      frames.shift()!(1000)
      frames.shift()!(1050)
      expect(view.scale.span).toBeGreaterThan(40)
      frames.length = 0
      // data come in, the window changes, a key is pressed
      view.bound(view.limits, null, 100)
      view.resize(800, 600)
      frames.length = 0
      view.revealDays(dayOf(2023, 3, 1), dayOf(2023, 3, 2))
      for (let now = 1100; frames.length > 0; now += 50) frames.shift()!(now)
      expect(view.scale.span).toBeLessThan(32)
      expect(view.span).toBe('month')
    } finally {
      vi.stubGlobal('matchMedia', () => ({ matches: true }))
    }
  })
})
