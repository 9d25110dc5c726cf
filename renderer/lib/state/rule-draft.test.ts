import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { RuleTrial } from '../../../electron/shared/own.ts'
import { fakeClient, later } from '../../dev/fake-client.ts'
import { Changes } from './changes.svelte.ts'
import { Notices } from './notices.svelte.ts'
import { RuleDraft } from './rule-draft.svelte.ts'
import { Rules } from './rules.svelte.ts'

const trial = (matches: number): RuleTrial => ({ matches, changes: matches, sample: [], hint: null })

function setUp() {
  const client = fakeClient({ 'archive.tryRule': ({ query }) => trial(query.length) })
  const rules = new Rules(client, new Changes(client, new Notices()))
  return { client, draft: new RuleDraft(rules, null) }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('tries once typing pauses, and what it would give counts', async () => {
  const { client, draft } = setUp()
  for (const query of ['w', 'wa', 'water']) draft.type(query)
  draft.setTag('policy/water', true)
  await vi.advanceTimersByTimeAsync(400)
  expect(client.asked).toEqual([
    { method: 'archive.tryRule', input: { query: 'water', tags: ['policy/water'], collectionId: null } },
  ])
  expect(draft.trial?.matches).toBe(5)
})

it('ignores an answer that comes too late', async () => {
  const { client, draft } = setUp()
  const slow = later<RuleTrial>()
  client.answers['archive.tryRule'] = () => slow.promise
  draft.type('slow')
  await vi.advanceTimersByTimeAsync(400)
  client.answers['archive.tryRule'] = () => trial(1)
  draft.type('quick')
  await vi.advanceTimersByTimeAsync(400)
  slow.resolve(trial(999))
  await vi.advanceTimersByTimeAsync(1)
  expect(draft.trial?.matches).toBe(1)
})

it('says what is wrong with a query, and is whole only with a name, a query and something to give', async () => {
  const { client, draft } = setUp()
  client.answers['archive.tryRule'] = () => Promise.reject(new Error('no'))
  draft.type('"')
  await vi.advanceTimersByTimeAsync(400)
  expect(draft.error?.message).toBe('no')
  expect(draft.isComplete).toBe(false)
  draft.name = 'Water'
  draft.setCollection(3)
  expect(draft.isComplete).toBe(true)
  draft.stop()
})
