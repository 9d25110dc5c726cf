import { expect, test } from 'vitest'
import type { ArticleDiff, Story } from '../../../electron/shared/timeline.ts'
import { fakeClient, later, settled } from '../../dev/fake-client.ts'
import { Changes } from './changes.svelte.ts'
import { Notices } from './notices.svelte.ts'
import { StoryState } from './story.svelte.ts'

const member = (articleId: number) => ({
  articleId,
  title: `Title ${articleId}`,
  outletId: 1,
  outlet: 'Harbor Ledger',
  published: null,
  language: 'en',
  words: 100,
  maybeFirst: false,
  alike: 0.9,
  shared: 0.95,
  byHand: false,
})
const storyOf = (...ids: number[]): Story => ({
  id: Math.min(...ids),
  size: ids.length,
  members: ids.map(member),
  firstId: ids[0]!,
  doubt: null,
  undated: 0,
})
const side = (articleId: number) => ({
  articleId,
  version: 0,
  title: '',
  outlet: null,
  published: null,
  language: null,
  capturedAtMs: null,
})
const diffOf = (a: number, b: number): ArticleDiff => ({
  a: side(a),
  b: side(b),
  title: [],
  byline: [],
  body: [{ kind: 'same', text: `${a} ${b}` }],
  same: 1,
  exact: true,
})
function stateOf(story: () => Story | null) {
  const client = fakeClient({
    'archive.story': story,
    'archive.diff': ({ a, b }) => diffOf(a.articleId, b.articleId),
    'archive.leaveStory': () => ({ value: 1, change: null }),
  })
  return { client, state: new StoryState(client, new Changes(client, new Notices()), 7) }
}

test('the first is set beside the next, and any two can be', async () => {
  const { state } = stateOf(() => storyOf(3, 7, 9))
  await state.load()
  await settled()
  expect(state.diff!.body[0]!.text).toBe('3 7')
  await state.compare({ articleId: 7 }, { articleId: 9 })
  expect(state.diff!.body[0]!.text).toBe('7 9')
  await state.load()
  expect(state.pair).toEqual({ a: { articleId: 7 }, b: { articleId: 9 } })
})

test('a comparison that comes late for other two is not shown', async () => {
  const { client, state } = stateOf(() => storyOf(3, 7, 9))
  await state.load()
  await settled()
  const slow = later<ArticleDiff>()
  client.answers['archive.diff'] = ({ b }) => (b.articleId === 9 ? slow.promise : diffOf(3, b.articleId))
  void state.compare({ articleId: 3 }, { articleId: 9 })
  await state.compare({ articleId: 3 }, { articleId: 7 })
  slow.resolve(diffOf(3, 9))
  await settled()
  expect(state.diff!.body[0]!.text).toBe('3 7')
})

test('one that is taken out leaves the others, also when it was the one that led here', async () => {
  let members = [3, 7, 9]
  const { client, state } = stateOf(() => storyOf(...(members as [number])))
  await state.load()
  members = [3, 9]
  await state.takeOut(member(7))
  expect(client.asked.find(({ method }) => method === 'archive.leaveStory')!.input).toEqual({
    articleIds: [7],
  })
  expect(client.asked.filter(({ method }) => method === 'archive.story').at(-1)!.input).toEqual({
    articleId: 3,
  })
  expect(state.story!.size).toBe(2)
  await settled()
  expect(state.pair).toEqual({ a: { articleId: 3 }, b: { articleId: 9 } })
})

test('an article without near-copies has no story', async () => {
  const { state } = stateOf(() => null)
  await state.load()
  expect(state.isRead).toBe(true)
  expect(state.story).toBeNull()
})
