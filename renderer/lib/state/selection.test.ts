import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { ArticleRow } from '../../../electron/shared/model.ts'
import { fakeClient } from '../../dev/fake-client.ts'
import { Browse } from './browse.svelte.ts'
import { ListSelection } from './selection.svelte.ts'

const EVERYTHING = { text: '', outletId: null, importId: null }

async function list(total = 20_000) {
  const client = fakeClient({
    'archive.list': ({ offset, limit }) => ({
      rows: Array.from(
        { length: Math.max(0, Math.min(limit, total - offset)) },
        (_, i) => ({ id: 1000 + offset + i }) as ArticleRow,
      ),
      total,
      exact: true,
      tookMs: 1,
      hint: null,
    }),
    'archive.histogram': () => Promise.reject(new Error('none')),
  })
  const browse = new Browse(client)
  const tooMany = vi.fn()
  await browse.ask({})
  return { client, browse, tooMany, picked: new ListSelection(client, browse, tooMany) }
}

let all: Awaited<ReturnType<typeof list>>
beforeEach(async () => void (all = await list()))

describe('picking', () => {
  it('takes one by one and lets go again', () => {
    const { picked } = all
    picked.toggle(3)
    picked.toggle(5)
    expect(picked.selection).toEqual({ ids: [1003, 1005] })
    picked.toggle(3)
    expect(picked.count).toBe(1)
    expect(picked.has(1003)).toBe(false)
    picked.toggle(5)
    expect(picked.selection).toBeNull()
  })

  it('extends from where it began, back as well, and keeps what was picked before', async () => {
    const { picked } = all
    picked.toggle(20)
    picked.anchorAt(10)
    await picked.extend(13)
    await picked.extend(11)
    expect(picked.selection).toEqual({ ids: [1020, 1010, 1011] })
    await picked.extend(8)
    expect(picked.selection).toEqual({ ids: [1020, 1008, 1009, 1010] })
  })

  it('begins a range at the row that the keyboard stands on', async () => {
    const { picked, browse } = all
    browse.activate(4)
    await picked.extend(6)
    expect(picked.count).toBe(3)
  })

  it('fetches a range that was never in sight by pages, not by rows', async () => {
    const { picked, client } = all
    const before = client.count('archive.list')
    picked.anchorAt(0)
    await picked.extend(2_599)
    expect(picked.count).toBe(2_600)
    expect(client.count('archive.list') - before).toBeLessThan(8)
  })

  it('says when a range is longer than can be named', async () => {
    const { picked, tooMany } = all
    picked.anchorAt(0)
    await picked.extend(5_000)
    expect(tooMany).toHaveBeenCalledOnce()
    expect(picked.count).toBe(0)
  })
})

describe('all that the list shows', () => {
  it('is told by the question, whatever its length', () => {
    const { picked, client } = all
    const asked = client.asked.length
    picked.all()
    expect(picked.count).toBe(20_000)
    expect(picked.has(19_999 + 1000)).toBe(true)
    picked.toggle(2)
    expect(picked.count).toBe(19_999)
    expect(picked.selection).toEqual({ query: EVERYTHING, except: [1002] })
    expect(client.asked).toHaveLength(asked)
  })

  it('ends with the list that it was picked from', async () => {
    const { picked, browse } = all
    picked.all()
    await browse.ask({ text: 'water' })
    expect(picked.count).toBe(0)
    expect(picked.selection).toBeNull()
    picked.toggle(0)
    expect(picked.selection).toEqual({ ids: [1000] })
  })
})
