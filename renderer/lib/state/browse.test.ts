import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Histogram, ListPage, ListQuery } from '../../../electron/shared/api.ts'
import type { ArticleRow } from '../../../electron/shared/model.ts'
import { fakeClient, later } from '../../dev/fake-client.ts'
import { Browse } from './browse.svelte.ts'

const row = (id: number) => ({ id, title: `Article ${id}` }) as ArticleRow

function listing(total: number, from = 0): (input: { offset: number; limit: number }) => ListPage {
  return ({ offset, limit }) => ({
    rows: Array.from({ length: Math.max(0, Math.min(limit, total - offset)) }, (_, i) =>
      row(from + offset + i),
    ),
    total,
    exact: true,
    tookMs: 3,
    hint: null,
  })
}

function archive(total = 500) {
  const client = fakeClient({
    'archive.list': listing(total),
    'archive.histogram': () => ({
      firstMonth: 0,
      counts: new Int32Array(0),
      undated: 0,
      total,
      firstDay: null,
      lastDay: null,
    }),
    'archive.locate': ({ id }) => id,
  })
  return { client, browse: new Browse(client) }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('asking', () => {
  it('waits for a pause in typing, and asks once', async () => {
    const { client, browse } = archive()
    for (const text of ['w', 'wa', 'wat']) browse.type(text)
    await vi.advanceTimersByTimeAsync(149)
    expect(client.count('archive.list')).toBe(0)
    await vi.advanceTimersByTimeAsync(2)
    expect(client.asked.filter((one) => one.method === 'archive.list')).toEqual([
      {
        method: 'archive.list',
        input: { query: { text: 'wat', outletId: null, importId: null }, offset: 0, limit: 50 },
      },
    ])
    expect(browse.total).toBe(500)
  })

  it('does not wait for the pause when Enter is pressed', async () => {
    const { client, browse } = archive()
    browse.type('water')
    await browse.submit()
    await vi.advanceTimersByTimeAsync(500)
    expect(client.count('archive.list')).toBe(1)
    expect(browse.query.text).toBe('water')
  })

  it('takes along what was just typed when a filter is set', async () => {
    const { browse } = archive()
    await browse.ask({ text: 'old' })
    browse.type('')
    await browse.ask({ outletId: 3 })
    expect(browse.query).toEqual({ text: '', outletId: 3, importId: null })
  })

  it('ignores the answer to an earlier question', async () => {
    const { client, browse } = archive()
    const slow = later<ListPage>()
    const byText = (input: { query: ListQuery; offset: number; limit: number }) =>
      input.query.text === 'slow' ? slow.promise : listing(7)(input)
    client.answers['archive.list'] = byText
    void browse.ask({ text: 'slow' })
    await browse.ask({ text: 'fast' })
    slow.resolve(listing(99)({ offset: 0, limit: 100 }))
    await vi.advanceTimersByTimeAsync(1)
    expect(browse.total).toBe(7)
    expect(browse.query.text).toBe('fast')
  })

  it('keeps the list that was there until the answer comes, and beside an error', async () => {
    const { client, browse } = archive()
    await browse.reset()
    client.answers['archive.list'] = () => {
      throw new Error('odd quotation mark')
    }
    await browse.ask({ text: '"' })
    expect(browse.error?.message).toBe('odd quotation mark')
    expect(browse.total).toBe(500)
    client.answers['archive.list'] = listing(3)
    await browse.submit()
    expect(browse.error).toBeNull()
    expect(browse.total).toBe(3)
  })

  it('knows whether it is narrowed', async () => {
    const { browse } = archive()
    await browse.reset()
    expect(browse.filtered).toBe(false)
    await browse.ask({ outletId: 3 })
    expect(browse.filtered).toBe(true)
    await browse.ask({ outletId: null, text: '  ' })
    expect(browse.filtered).toBe(false)
  })
})

describe('the active row', () => {
  it('stays within the list', async () => {
    const { browse } = archive(3)
    await browse.reset()
    browse.activate(-1)
    expect(browse.active).toBe(0)
    browse.activate(99)
    expect(browse.activeRow?.id).toBe(2)
  })

  it('goes with its article into the next answer, if that holds it', async () => {
    const { client, browse } = archive()
    await browse.reset()
    browse.activate(9)
    client.answers['archive.list'] = listing(5, 7)
    await browse.ask({ text: 'water' })
    expect(browse.activeRow?.id).toBe(9)
    client.answers['archive.list'] = listing(5, 50)
    await browse.ask({ text: 'fire' })
    expect(browse.active).toBeNull()
  })

  it('is found wherever the article is', async () => {
    const { client, browse } = archive()
    await browse.reset()
    await browse.activateArticle(42)
    expect(browse.active).toBe(42)
    expect(client.count('archive.locate')).toBe(0)
    await browse.activateArticle(420)
    expect(browse.active).toBe(420)
    expect(client.count('archive.locate')).toBe(1)
  })
})

describe('a total that is not known at once', () => {
  function counting(total: number) {
    const { client, browse } = archive(total)
    const histogram = later<Histogram>()
    const soFar: ReturnType<typeof listing> = (input) => ({
      ...listing(total)(input),
      total: 100,
      exact: false,
    })
    client.answers['archive.list'] = soFar
    client.answers['archive.histogram'] = () => histogram.promise
    return { client, browse, tell: () => histogram.resolve({ total } as Histogram) }
  }

  it('is what is known so far, and exact when all were counted', async () => {
    const { client, browse, tell } = counting(4321)
    await browse.ask({ text: 'of the' })
    expect([browse.total, browse.exact]).toEqual([100, false])
    expect(client.asked.map((one) => one.method)).toEqual(['archive.list', 'archive.histogram'])
    tell()
    await vi.advanceTimersByTimeAsync(1)
    expect([browse.total, browse.exact]).toEqual([4321, true])
    browse.show(4310, 4320)
    await vi.advanceTimersByTimeAsync(1)
    expect(browse.rows?.at(4320)?.id).toBe(4320)
    expect(browse.total).toBe(4321)
  })

  it('takes along who went to the end, and nobody else', async () => {
    const { browse, tell } = counting(4321)
    await browse.ask({ text: 'of the' })
    browse.activate(99)
    tell()
    await vi.advanceTimersByTimeAsync(1)
    expect(browse.active).toBe(4320)
    const other = counting(4321)
    await other.browse.ask({ text: 'of the' })
    other.browse.activate(42)
    other.tell()
    await vi.advanceTimersByTimeAsync(1)
    expect(other.browse.active).toBe(42)
  })

  it('is exact again at once when the list is refreshed', async () => {
    const { browse, tell } = counting(4321)
    await browse.ask({ text: 'of the' })
    browse.show(15, 25)
    tell()
    await browse.refresh()
    expect([browse.total, browse.exact]).toEqual([4321, true])
  })
})

describe('refreshing', () => {
  it('moves with the rows in sight when others came in before them', async () => {
    const { client, browse } = archive()
    await browse.reset()
    browse.activate(20)
    browse.show(15, 25)
    client.answers['archive.list'] = listing(530, -30)
    client.answers['archive.locate'] = ({ id }) => id + 30
    await browse.refresh()
    expect(browse.start).toEqual({ index: 45, keepOffset: true })
    expect(browse.active).toBe(50)
    expect(browse.activeRow?.id).toBe(20)
    expect(browse.total).toBe(530)
  })

  it('shows no gaps: what is in sight is there before the list is replaced', async () => {
    const { browse } = archive()
    await browse.reset()
    browse.show(395, 405)
    await vi.advanceTimersByTimeAsync(1)
    await browse.refresh()
    expect(browse.rows?.has(395, 405)).toBe(true)
  })

  it('stays at the top when it was there', async () => {
    const { browse } = archive()
    await browse.reset()
    browse.show(0, 8)
    const { start } = browse
    await browse.refresh()
    expect(browse.start).toBe(start)
  })
})
