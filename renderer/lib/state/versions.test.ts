import { expect, test } from 'vitest'
import type { Article } from '../../../electron/shared/model.ts'
import { fakeClient, settled } from '../../dev/fake-client.ts'
import { VersionsState } from './versions.svelte.ts'

const version = (id: number, capturedAtMs: number) => ({ id, title: `Text ${id}`, capturedAtMs, words: 9 })
/** newest first, as the archive tells them */
const article = (...ids: number[]) =>
  ({ id: 7, versions: ids.map((id, i) => version(id, 100 - i)) }) as unknown as Article

function stateOf(...ids: number[]) {
  const pairs: string[] = []
  const client = fakeClient({
    'archive.article': () => article(...ids),
    'archive.diff': ({ a, b }) => {
      pairs.push(`${a.version ?? 0} ${b.version ?? 0}`)
      return { same: pairs.length } as never
    },
  })
  return { client, pairs, state: new VersionsState(client, 7) }
}

test('the current text is set beside the one before it, and any two can be', async () => {
  const { state, pairs } = stateOf(0, 5, 3)
  await state.load()
  await settled()
  expect(state.versions.map(({ id }) => id)).toEqual([3, 5, 0])
  expect(pairs).toEqual(['5 0'])
  await state.compare(3, 0)
  expect(pairs.at(-1)).toBe('3 0')
  // read again, as an import goes on: what was picked stays
  await state.load()
  await settled()
  expect(state.pair).toEqual({ a: 3, b: 0 })
})

test.each([
  [5, '3 5'],
  // of the first one, what became of it
  [3, '3 5'],
  [0, '5 0'],
])('opened at version %i it shows what changed there', async (at, pair) => {
  const { state, pairs } = stateOf(0, 5, 3)
  await state.load(at)
  await settled()
  expect(pairs).toEqual([pair])
})

test('one text is compared with nothing; what cannot be read is told', async () => {
  const { state, pairs, client } = stateOf(0)
  await state.load()
  expect(pairs).toEqual([])
  delete client.answers['archive.article']
  await state.load()
  expect(state.error?.message).toContain('has no answer')
})
