import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ArticleRow } from '../../../electron/shared/model.ts'
import type { ArticleOwn, OwnArea, OwnChanged } from '../../../electron/shared/own.ts'
import { fakeClient } from '../../dev/fake-client.ts'
import { Browse } from './browse.svelte.ts'
import { Notices } from './notices.svelte.ts'
import { Own } from './own.svelte.ts'
import { Session } from './session.svelte.ts'

const NOTHING = { read: false, starred: false, tags: [], annotations: 0, item: null }
const event = (areas: OwnArea[], articleIds: number[] | null): OwnChanged => ({
  areas,
  articleIds,
  undo: null,
  redo: null,
})

async function open() {
  const client = fakeClient({
    'archive.list': () => ({
      rows: [1, 2, 3].map((id) => ({ id, own: NOTHING }) as unknown as ArticleRow),
      total: 3,
      exact: true,
      tookMs: 1,
      hint: null,
    }),
    'archive.articleOwn': ({ articleId }) =>
      ({ read: true, starred: articleId === 2, tags: [{ id: 9 }], annotations: [] }) as unknown as ArticleOwn,
    'archive.tags': () => [],
    'archive.collections': () => [],
    'archive.savedSearches': () => [
      { id: 4, name: 'Gates', query: { text: 'gates', outletId: null, importId: null } },
    ],
    'archive.searchCounts': () => [109],
  })
  const browse = new Browse(client)
  await browse.ask({})
  const onrows = vi.fn()
  const own = new Own(client, browse, new Session(client), new Notices(), onrows)
  return { client, browse, own, onrows }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())
const wait = () => vi.advanceTimersByTimeAsync(100)

describe('when something changed', () => {
  it('mends the rows in sight where few are concerned, and moves none', async () => {
    const { own, browse, onrows, client } = await open()
    await own.changed(event(['reading', 'tags'], [2, 77]))
    expect(onrows).not.toHaveBeenCalled()
    expect(browse.rows?.at(1)?.own).toEqual({ ...NOTHING, read: true, starred: true, tags: [9] })
    expect(browse.rows?.at(0)?.own).toEqual(NOTHING)
    expect(client.count('archive.articleOwn')).toBe(1)
  })

  it('asks for the list again where many are, or where rows come and go', async () => {
    const { own, browse, onrows } = await open()
    await own.changed(event(['tags'], null))
    await own.changed(event(['trash'], [1]))
    await browse.ask({ only: 'starred' })
    await own.changed(event(['reading'], [1]))
    expect(onrows).toHaveBeenCalledTimes(3)
  })

  it('leaves the list alone for what no list shows, and leaves what is read in the list of the unread', async () => {
    const { own, browse, onrows } = await open()
    await own.changed(event(['searches', 'rules'], null))
    await browse.ask({ only: 'unread' })
    await own.changed(event(['reading'], [1]))
    expect(onrows).not.toHaveBeenCalled()
  })

  it('asks each part once for many events', async () => {
    const { own, client } = await open()
    for (const area of ['tags', 'tags', 'collections'] as const) void own.changed(event([area], [1]))
    await wait()
    expect(client.count('archive.tags')).toBe(1)
    expect(client.count('archive.collections')).toBe(1)
    expect(client.count('archive.savedSearches')).toBe(0)
  })
})

it('shows saved searches before their counts, and keeps what can be told when some cannot', async () => {
  const { own } = await open()
  await own.refresh()
  expect(own.searches.all).toHaveLength(1)
  expect(own.searches.count(4)).toBe(109)
  expect(own.counts).toBeNull()
})
