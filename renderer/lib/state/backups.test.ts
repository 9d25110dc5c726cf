import { expect, it } from 'vitest'
import type { JobProgress } from '../../../electron/shared/api.ts'
import type { BackupState } from '../../../electron/shared/export.ts'
import { fakeClient, settled } from '../../dev/fake-client.ts'
import { Backups } from './backups.svelte.ts'

const state: BackupState = {
  ...{ folder: '/backups', plan: { everyDays: 7, keep: 10 }, backups: [], problem: null },
}
const failed = (message: string, byItself = true) =>
  ({ kind: 'backup', byItself, state: 'failed', error: { code: 'write-failed', message } }) as JobProgress
const done = { kind: 'backup', byItself: true, state: 'done', error: null } as JobProgress

it('a plan changes part by part, and shows at once', async () => {
  const client = fakeClient({
    'backup.state': () => state,
    'backup.plan': (plan) => ({ ...state, plan }),
  })
  const backups = new Backups(client)
  await backups.refresh()
  const change = backups.setPlan({ keep: 3 })
  expect(backups.state?.plan).toEqual({ everyDays: 7, keep: 3 })
  await change
  await backups.setPlan({ everyDays: null })
  expect(backups.state?.plan).toEqual({ everyDays: null, keep: 3 })
})

it('a scheduled backup is told of when it fails, once for a reason, and not when it is made', () => {
  const backups = new Backups(fakeClient())
  expect(backups.ended(done)).toBe(false)
  expect(backups.ended(failed('The drive is gone.'))).toBe(true)
  expect(backups.ended(failed('The drive is gone.'))).toBe(false)
  expect(backups.ended(failed('The disk is full.'))).toBe(true)
  expect(backups.ended(done)).toBe(false)
  expect(backups.ended(failed('The disk is full.'))).toBe(true)
  expect(backups.ended(failed('The disk is full.', false))).toBe(true)
})

it('the list is read again when a backup ends while it is looked at', async () => {
  const client = fakeClient({ 'backup.state': () => state })
  const backups = new Backups(client)
  backups.ended(done)
  expect(client.count('backup.state')).toBe(0)
  await backups.refresh()
  backups.ended(done)
  await settled()
  expect(client.count('backup.state')).toBe(2)
})
