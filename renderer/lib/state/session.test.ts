import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { SessionState } from '../../../electron/shared/api.ts'
import { fakeClient } from '../../dev/fake-client.ts'
import { Session } from './session.svelte.ts'

const state: SessionState = {
  version: '1',
  runtime: 'x',
  platform: 'linux',
  archive: { path: '/a.clipfile', name: 'a', key: 'k', sizeBytes: 1, readOnly: false },
  recents: [],
  theme: 'system',
  notify: true,
  view: {
    textSize: 20,
    places: { '/a.clipfile': { articleId: 7, offset: 40 }, '/b.clipfile': { articleId: 9, offset: 0 } },
  },
  failure: null,
}

async function started() {
  const client = fakeClient({
    'session.state': () => state,
    'settings.view': () => {},
    'settings.theme': () => {},
  })
  const session = new Session(client)
  await session.start()
  return { client, session }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('comes back to where each archive was left', async () => {
  const { session } = await started()
  expect(session.place).toEqual({ articleId: 7, offset: 40 })
  session.rememberPlace({ articleId: 8, offset: 3 })
  session.accept({ ...state, archive: { ...state.archive!, path: '/b.clipfile' } })
  expect(session.place).toEqual({ articleId: 9, offset: 0 })
  session.accept(state)
  expect(session.place).toEqual({ articleId: 8, offset: 3 })
})

it('saves once the changes pause, and only what changed', async () => {
  const { client, session } = await started()
  session.remember({ listWidth: 400 })
  session.remember({ listWidth: 410 })
  session.rememberPlace({ articleId: 1, offset: 2 })
  await vi.advanceTimersByTimeAsync(500)
  expect(client.asked.filter((one) => one.method === 'settings.view').map((one) => one.input)).toEqual([
    { listWidth: 410, places: { '/a.clipfile': { articleId: 1, offset: 2 } } },
  ])
})

it('keeps its own widths when another window changes them', async () => {
  const { session } = await started()
  session.remember({ listWidth: 333 })
  session.accept({ ...state, view: { listWidth: 999 } })
  expect(session.view.listWidth).toBe(333)
})

it('follows the system, unless told otherwise', async () => {
  const { session } = await started()
  session.followSystem(true)
  expect(session.resolvedTheme).toBe('dark')
  await session.setTheme('light')
  expect(session.resolvedTheme).toBe('light')
})

it('keeps the text readable', async () => {
  const { session } = await started()
  session.setTextSize(99)
  expect(session.textSize).toBe(28)
  session.setTextSize(1)
  expect(session.textSize).toBe(14)
})
