import { expect, it } from 'vitest'
import type { DumpRow, RecordRow } from '../../../electron/shared/model.ts'
import { fakeClient, later } from '../../dev/fake-client.ts'
import { Ledger } from './ledger.svelte.ts'

const fate = (records: number) => ({ format: 'x', field: 'y', fate: 'lost' as const, how: '', records })
const REASON = {
  state: 'rejected',
  kind: 'It is # years old.',
  example: 'x',
  alike: false,
  records: 9,
} as const

function ledger() {
  const client = fakeClient({
    'archive.dumps': ({ offset }) => ({ rows: [{ id: offset } as DumpRow], total: 250 }),
    'archive.losses': ({ importId }) => [fate(importId)],
    'archive.records': ({ offset }) => ({ rows: [{ id: offset } as RecordRow], total: 900 }),
    'archive.reasons': () => ({ groups: [REASON], isAll: true }),
  })
  return { client, ledger: new Ledger(client) }
}

it('begins with the dumps of an import, and turns their pages', async () => {
  const { ledger: one } = ledger()
  await one.choose(3)
  expect(one.dumps).toMatchObject({ total: 250, offset: 0 })
  await one.turnTo(100)
  expect(one.dumps).toMatchObject({ rows: [{ id: 100 }], offset: 100 })
})

it('filters records by state and dump, from the first page on', async () => {
  const { client, ledger: one } = ledger()
  await one.choose(3, { tab: 'records' })
  await one.turnTo(200)
  await one.showState('rejected')
  expect(one.records.offset).toBe(0)
  await one.showDump({ id: 8 } as DumpRow)
  expect(client.asked.at(-1)?.input).toEqual({
    importId: 3,
    dumpId: 8,
    state: 'rejected',
    offset: 0,
    limit: 100,
  })
})

it('shows the records of one reason, and counts reasons only when nothing comes in any more', async () => {
  const { client, ledger: one } = ledger()
  await one.choose(3)
  expect(one.reasons?.groups).toEqual([REASON])
  await one.showDump({ id: 8 } as DumpRow)
  await one.showReason(REASON)
  expect(client.asked.at(-1)?.input).toMatchObject({ dumpId: null, state: 'rejected', reason: REASON.kind })
  await one.showState('imported')
  expect([one.reason, client.asked.at(-1)?.input]).toEqual([
    null,
    expect.not.objectContaining({ reason: REASON.kind }),
  ])
  const before = client.asked.length
  await one.refresh(true)
  expect(client.asked.slice(before).map(({ method }) => method)).toEqual(['archive.records'])
})

it('forgets filters with another import', async () => {
  const { ledger: one } = ledger()
  await one.choose(3, { tab: 'records', state: 'rejected' })
  await one.choose(4)
  expect([one.tab, one.state, one.dump]).toEqual(['dumps', null, null])
})

it('ignores the late answer of another import', async () => {
  const { client, ledger: one } = ledger()
  const slow = later<{ rows: DumpRow[]; total: number }>()
  client.answers['archive.dumps'] = ({ importId }) => (importId === 3 ? slow.promise : { rows: [], total: 1 })
  const first = one.choose(3)
  await one.choose(4)
  slow.resolve({ rows: [], total: 99 })
  await first
  expect(one.dumps.total).toBe(1)
})

it('says what went wrong', async () => {
  const { client, ledger: one } = ledger()
  client.answers['archive.dumps'] = () => {
    throw new Error('gone')
  }
  await one.choose(3)
  expect(one.error?.message).toBe('gone')
})

it('shows what became of the fields of the import that is chosen, and nothing of another', async () => {
  const { client, ledger: one } = ledger()
  const slow = later<ReturnType<typeof fate>[]>()
  client.answers['archive.losses'] = ({ importId }) => (importId === 3 ? slow.promise : [fate(importId)])
  const first = one.choose(3)
  await one.choose(4)
  expect(one.losses).toEqual([fate(4)])
  slow.resolve([fate(3)])
  await first
  expect(one.losses).toEqual([fate(4)])
})
