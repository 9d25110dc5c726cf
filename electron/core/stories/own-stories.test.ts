import { afterEach, beforeEach, expect, test } from 'vitest'
import { addArticles, onDay, prepared, temporaryFolder } from '../../dev/test-archive.ts'
import { generateArticles } from '../../dev/generate.ts'
import { EVERYTHING, type ListQuery } from '../../shared/api.ts'
import { type Archive, openArchive, runIndex } from '../archive.ts'
import { indexPath, removeIndex } from '../index/index-file.ts'
import { emptyTrash } from '../own/empty-trash.ts'

let archive: Archive
let remove: () => void
let path: string
beforeEach(() => {
  const temporary = temporaryFolder()
  remove = temporary.remove
  path = `${temporary.folder}/test.clipfile`
  archive = openArchive(path, { create: true })
})
afterEach(() => {
  archive.close()
  remove()
})

const texts = [...generateArticles(40, 3)]
  .filter(({ copyOf }) => copyOf === null)
  .map(({ paragraphs }) => paragraphs.join('\n\n'))
const copyOf = (text: string, by: string) => `${by} reports. ${text} More by ${by} tomorrow.`

const control = () => ({ signal: new AbortController().signal, onProgress: () => {} })
const find = () => runIndex(path, control())

function add(...all: [text: string, date: string | null][]): number[] {
  return addArticles(
    archive,
    all.map(([text, date], i) =>
      prepared({ title: `Title ${i}`, text, published: date === null ? null : onDay(date) }),
    ),
  )
}

/** The other articles of its story, by number. */
function storyOf(articleId: number): number[] | null {
  const story = archive.answer('archive.story', { articleId })
  return story && story.members.map((member) => member.articleId).sort((a, b) => a - b)
}

async function madeAnew(): Promise<void> {
  archive.close()
  removeIndex(indexPath(path))
  await find()
  archive = openArchive(path)
}

test('a story is read in order of time, its first marked, and says how alike its members are', async () => {
  const text = texts[0]!
  const [late, first, undated, other] = add(
    [copyOf(text, 'The Ledger'), '2025-03-12'],
    [text, '2025-03-10T08:30Z'],
    [`${text} ${texts[1]!}`, null],
    [texts[2]!, '2025-03-10'],
  )
  await find()
  const story = archive.answer('archive.story', { articleId: late! })!
  expect(story).toMatchObject({ id: late, size: 3, firstId: first, doubt: null, undated: 1 })
  expect(story.members.map(({ articleId }) => articleId)).toEqual([first, late, undated])
  const [own, ledger, longer] = story.members
  expect([own!.alike, own!.shared]).toEqual([1, 1])
  expect(ledger!.alike).toBeGreaterThan(0.9)
  expect(longer!.shared).toBeCloseTo(text.length / (text.length + texts[1]!.length), 1)
  expect(archive.answer('archive.story', { articleId: other! })).toBeNull()
  const { articleId, storyId, size } = archive.answer('archive.storiesOf', {
    articleIds: [other!, undated!, first!],
  })
  expect([[...articleId], [...storyId], [...size]]).toEqual([
    [undated, first],
    [late, late],
    [3, 3],
  ])
})

test.each([
  ['the same day', ['2025-03-10', '2025-03-10'], 'tied', [true, true]],
  ['a moment of the same day', ['2025-03-10', '2025-03-10T23:00Z'], 'tied', [true, true]],
  ['only the month of one', ['2025-03', '2025-03-31'], 'tied', [true, true]],
  ['the month before', ['2025-02', '2025-03-01'], null, [true, false]],
  ['no date at all', [null, null], 'undated', [false, false]],
] as const)(
  'who was first cannot be told by more than the dates say: %s',
  async (_, dates, doubt, maybeFirst) => {
    const ids = add([texts[0]!, dates[0]], [copyOf(texts[0]!, 'The Post'), dates[1]])
    await find()
    const story = archive.answer('archive.story', { articleId: ids[0]! })!
    expect(story.doubt).toBe(doubt)
    expect(story.firstId).toBe(doubt === null ? ids[0] : null)
    expect(story.members.map((member) => member.maybeFirst)).toEqual(maybeFirst)
  },
)

test('an article is taken out of its story at once, also after an index made anew, until that is undone', async () => {
  const [a, b, c] = add(
    ...['', 'The Ledger', 'The Post'].map((by) => [copyOf(texts[0]!, by), null] as [string, null]),
  )
  await find()
  expect(storyOf(a!)).toEqual([a, b, c])
  const { value } = archive.answer('archive.leaveStory', { articleIds: [a!] })
  expect(value).toBe(1)
  expect(storyOf(a!)).toBeNull()
  expect(storyOf(b!)).toEqual([b, c])
  await madeAnew()
  expect(storyOf(a!)).toBeNull()
  expect(storyOf(b!)).toEqual([b, c])
  archive.answer('archive.undo', {})
  await find()
  expect(storyOf(a!)).toEqual([a, b, c])
  archive.answer('archive.redo', undefined)
  expect(storyOf(a!)).toBeNull()
  // now the index knows what it left
  archive.answer('archive.undo', {})
  expect(storyOf(a!)).toEqual([a, b, c])
})

test('two are joined by hand, with all that theirs hold, and parted by an undo', async () => {
  const [a, b, c, d] = add(
    [texts[0]!, null],
    [texts[1]!, null],
    [copyOf(texts[1]!, 'The Post'), null],
    ['Three words only.', null],
  )
  await find()
  archive.answer('archive.joinStories', { articleIds: [b!, a!] })
  expect(storyOf(c!)).toEqual([a, b, c])
  archive.answer('archive.joinStories', { articleIds: [a!, d!] })
  expect(storyOf(d!)).toEqual([a, b, c, d])
  const byHand = archive.answer('archive.story', { articleId: a! })!.members.filter((member) => member.byHand)
  expect(byHand.map(({ articleId }) => articleId).sort()).toEqual([a, b, d])
  await madeAnew()
  expect(storyOf(a!)).toEqual([a, b, c, d])
  // the bridge leaves: what was joined to it stays with the others
  archive.answer('archive.leaveStory', { articleIds: [a!] })
  expect(storyOf(d!)).toEqual([b, c, d])
  for (let i = 0; i < 3; i++) archive.answer('archive.undo', {})
  expect([storyOf(a!), storyOf(b!), storyOf(d!)]).toEqual([null, [b, c], null])
})

test('what lies in the trash is in no story, though it was joined by hand, and comes back into it', async () => {
  const [a, b] = add([texts[0]!, null], [texts[1]!, null])
  await find()
  archive.answer('archive.joinStories', { articleIds: [a!, b!] })
  archive.answer('archive.trashArticles', { selection: { ids: [b!] } })
  await find()
  expect(storyOf(a!)).toBeNull()
  archive.answer('archive.undo', {})
  await find()
  expect(storyOf(a!)).toEqual([a, b])
  archive.answer('archive.trashArticles', { selection: { ids: [b!] } })
  await emptyTrash(archive.db, 'all', control())
  expect(archive.db.prepare('SELECT count(*) FROM story_join').pluck().get()).toBe(0)
  expect(archive.db.pragma('foreign_key_check')).toEqual([])
})

test('a collapsed list shows each story once, in its own order, and counts what it leaves out', async () => {
  const text = texts[0]!
  const ids = add(
    [copyOf(text, 'A'), '2025-03-12'],
    [text, '2025-03-10'],
    [texts[2]!, '2025-03-11'],
    [copyOf(text, 'B'), '2025-03-13'],
    [copyOf(texts[3]!, 'B'), '2025-03-09'],
  )
  await find()
  const list = (query: Partial<ListQuery>) =>
    archive.answer('archive.list', {
      query: { ...EVERYTHING, collapse: true, ...query },
      offset: 0,
      limit: 10,
    })
  const shown = (query: Partial<ListQuery>) => list(query).rows.map(({ id, copies = 0 }) => [id, copies])
  expect(shown({})).toEqual([
    [ids[3], 2],
    [ids[2], 0],
    [ids[4], 0],
  ])
  expect(list({})).toMatchObject({ total: 3, exact: true })
  expect(list({}).rows[0]!.storyId).toBe(ids[0])
  const query = { ...EVERYTHING, collapse: true }
  expect(archive.answer('archive.histogram', { query }).total).toBe(3)
  expect(archive.answer('archive.locate', { query, id: ids[2]! })).toBe(1)
  expect(archive.answer('archive.locate', { query, id: ids[1]! })).toBeNull()
  expect(shown({ text: 'before:2025-03-12' })).toEqual([
    [ids[0], 1],
    [ids[2], 0],
    [ids[4], 0],
  ])
  archive.answer('archive.leaveStory', { articleIds: [ids[3]!] })
  expect(shown({})).toEqual([
    [ids[3], 0],
    [ids[0], 1],
    [ids[2], 0],
    [ids[4], 0],
  ])
  const { value } = archive.answer('archive.createCollection', { title: 'Mine', parentId: null })
  archive.answer('archive.addToCollection', {
    collectionId: value.id,
    selection: { ids: [ids[1]!, ids[0]!, ids[4]!] },
    beforeId: null,
  })
  expect(shown({ collectionId: value.id })).toEqual([
    [ids[1], 1],
    [ids[4], 0],
  ])
})

test('has:copies and story: find what they say', async () => {
  const [a, b, c] = add([texts[0]!, null], [texts[1]!, null], [copyOf(texts[0]!, 'The Post'), null])
  await find()
  const found = (text: string) =>
    archive
      .answer('archive.list', { query: { ...EVERYTHING, text }, offset: 0, limit: 10 })
      .rows.map(({ id }) => id)
      .sort((x, y) => x - y)
  expect(found('has:copies')).toEqual([a, c])
  expect(found('-has:copies')).toEqual([b])
  expect(found(`story:${c}`)).toEqual([a, c])
  expect(found(`story:${b}`)).toEqual([b])
  expect(found('story:4000000000')).toEqual([])
  const { hint } = archive.answer('archive.list', {
    query: { ...EVERYTHING, text: 'story:x' },
    offset: 0,
    limit: 1,
  })
  expect(hint).toMatch(/number of an article/)
})
