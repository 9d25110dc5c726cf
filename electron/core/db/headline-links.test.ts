import { afterEach, beforeEach, expect, test } from 'vitest'
import { addArticles, onDay, prepared, temporaryArchive } from '../../dev/test-archive.ts'
import { dayOfDate } from '../../shared/days.ts'
import { type Archive, runCheck } from '../archive.ts'
import { emptyTrash } from '../own/empty-trash.ts'

let archive: Archive
let path: string
let remove: () => void
beforeEach(() => ({ archive, path, remove } = temporaryArchive()))
afterEach(() => remove())

const TITLE = 'Gates of the Karsun dam stay shut'
const listing = (headline: { title?: string; outlet?: string | null; date?: string | null } = {}) =>
  prepared({
    title: 'A list of others',
    text: 'Other things that happened along the river today.',
    headlines: [{ title: TITLE, outlet: 'Delta Courier', date: '2025-03-09', ...headline }],
  })
const article = (more: Parameters<typeof prepared>[0] = {}) =>
  prepared({ title: TITLE, outlet: 'Delta Courier', published: onDay('2025-03-11'), ...more })

const add = (...articles: ReturnType<typeof prepared>[]) => addArticles(archive, articles)
const linked = () => archive.db.prepare('SELECT article_id FROM headline ORDER BY id').pluck().all()

/** Counted headlines; all counts of the archive must agree with its rows. */
async function counted(): Promise<number> {
  const found = await runCheck(path, { signal: new AbortController().signal, onProgress: () => {} })
  // these articles came without records
  expect(found.problems.filter((problem) => !/record|bytes/.test(problem))).toEqual([])
  return archive.answer('archive.stats', undefined).headlines
}

test('a headline is linked when its article comes, and an article that is there links the headlines to come', async () => {
  const [list] = add(listing())
  expect(linked()).toEqual([null])
  expect(await counted()).toBe(1)
  const [itself] = add(article({ title: 'GATES of the Karsun  dam stay shut' }))
  expect(linked()).toEqual([itself])
  expect(await counted()).toBe(0)
  expect(archive.answer('archive.headline', { id: 1 })).toMatchObject({ articleId: itself, listedIn: list })
  // another list, another day: one more row, of the same article
  add(
    prepared({
      title: 'More',
      text: 'And more.',
      headlines: [{ title: TITLE, outlet: 'Delta Courier', date: '2025-03-12' }],
    }),
  )
  expect(linked()).toEqual([itself, itself])
  expect(await counted()).toBe(0)
  const lanes = archive.answer('archive.lanes', {
    outletIds: [
      archive.db.prepare("SELECT id FROM outlet WHERE name = 'Delta Courier'").pluck().get() as number,
    ],
    fromDay: dayOfDate('2025-03-01')!,
    toDay: dayOfDate('2025-03-31')!,
    maxItems: 10,
  })
  expect([[...lanes.articles], [...lanes.headlines]]).toEqual([[1], [0]])
})

test.each<[string, Parameters<typeof listing>[0], Parameters<typeof article>[0], boolean]>([
  ['a week before', { date: '2025-03-04' }, {}, true],
  ['a month before', { date: '2025-02-04' }, {}, false],
  ['without a date', { date: null }, {}, true],
  ['an undated article', {}, { published: null }, true],
  [
    'a short title without a date',
    { title: 'Morning briefing', date: null },
    { title: 'Morning briefing' },
    false,
  ],
  ['a short title of that day', { title: 'Morning briefing' }, { title: 'Morning briefing' }, true],
  ['another outlet', { outlet: 'Harbor Ledger' }, {}, false],
  ['no outlet', { outlet: null }, { outlet: null }, false],
  ['an article known to the month', { date: '2025-03-30' }, { published: onDay('2025-03') }, true],
  ['an article known to another month', { date: '2025-05-30' }, { published: onDay('2025-03') }, false],
])('either order tells the same: %s', async (_, headline, more, isLinked) => {
  const [, itself] = add(listing(headline), article(more))
  expect(linked()).toEqual([isLinked ? itself : null])
  expect(await counted()).toBe(isLinked ? 0 : 1)
  remove()
  ;({ archive, path, remove } = temporaryArchive())
  const [before] = add(article(more), listing(headline))
  expect(linked()).toEqual([isLinked ? before : null])
  expect(await counted()).toBe(isLinked ? 0 : 1)
})

test('the trash, its undo and its emptying take the link and give it back', async () => {
  const [list, itself] = add(listing(), article())
  archive.answer('archive.trashArticles', { selection: { ids: [itself!] } })
  expect(linked()).toEqual([null])
  expect(await counted()).toBe(1)
  archive.answer('archive.trashArticles', { selection: { ids: [list!] } })
  expect(await counted()).toBe(0)
  archive.answer('archive.undo', {})
  expect(await counted()).toBe(1)
  archive.answer('archive.undo', {})
  expect(linked()).toEqual([itself])
  expect(await counted()).toBe(0)
  archive.answer('archive.takeBackImport', { importId: 1 })
  expect(await counted()).toBe(0)
  archive.answer('archive.undo', {})
  expect(linked()).toEqual([itself])
  archive.answer('archive.trashArticles', { selection: { ids: [itself!] } })
  await emptyTrash(archive.db, 'all', { signal: new AbortController().signal, onProgress: () => {} })
  expect(await counted()).toBe(1)
  const [again] = add(article())
  expect(linked()).toEqual([again])
  expect(await counted()).toBe(0)
})

test('an article that gets another title, outlet or date loses its headline, and finds it again', async () => {
  const [, itself] = add(listing(), article())
  for (const correction of [
    { field: 'title', value: 'Something else altogether' },
    { field: 'outlet', value: 'Tidewater Post' },
    { field: 'published', value: '2020-01-01' },
  ] as const) {
    archive.answer('archive.correct', { id: itself!, correction })
    expect(linked()).toEqual([null])
    expect(await counted()).toBe(1)
    archive.answer('archive.undo', {})
    expect(linked()).toEqual([itself])
    expect(await counted()).toBe(0)
  }
})

test('merged outlets keep the link, and what was linked while they were one is parted with them', async () => {
  const [, itself] = add(listing(), article())
  const idOf = (name: string) =>
    archive.db.prepare('SELECT id FROM outlet WHERE name = ?').pluck().get(name) as number
  const [delta, harbor] = [idOf('Delta Courier'), idOf('Harbor Ledger')]
  archive.answer('archive.mergeOutlets', { from: [delta], into: harbor })
  expect(linked()).toEqual([itself])
  expect(await counted()).toBe(0)
  const [other] = add(
    article({ title: 'Another thing that happened there', outlet: 'Harbor Ledger', text: 'Else.' }),
  )
  add(
    prepared({
      title: 'L',
      text: 'L.',
      headlines: [
        { title: 'Another thing that happened there', outlet: 'Delta Courier', date: '2025-03-10' },
      ],
    }),
  )
  expect(linked()).toEqual([itself, other])
  archive.answer('archive.splitOutlet', { outletId: delta })
  expect(linked()).toEqual([itself, null])
  expect(await counted()).toBe(1)
})
