import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { addArticles, indexAll, prepared, temporaryArchive, temporaryFolder } from '../../dev/test-archive.ts'
import { EVERYTHING, type ListQuery } from '../../shared/api.ts'
import { openArchive, type Archive } from '../archive.ts'
import { runCheck } from '../check.ts'
import { dumpText, numbered, pictureOf, watched, writeFiles } from '../import/import-fixtures.ts'
import { runImport } from '../import/run-import.ts'
import { emptyTrash, hasOldTrash, runEmptyTrash, type Emptying } from './empty-trash.ts'

let made: { folder: string; remove: () => void }
const cleanups: (() => void)[] = []

/** Ten articles of one import; then five of another. */
beforeAll(async () => {
  made = temporaryFolder()
  const { folder } = made
  writeFiles(
    join(folder, 'one'),
    numbered(10, (i) => dumpText(i)),
  )
  writeFiles(
    join(folder, 'two'),
    numbered(5, (i) => dumpText(i + 20)),
  )
  await bring('one')
  copyFileSync(join(folder, 'made'), join(folder, 'only-one'))
  await bring('two')
}, 60_000)
afterAll(() => made.remove())
afterEach(() => cleanups.splice(0).forEach((remove) => remove()))
vi.setConfig({ testTimeout: 60_000 })

function bring(dump: string, path = join(made.folder, 'made')) {
  return runImport(path, { paths: [join(made.folder, dump)] }, watched().control, { create: true })
}

function filled(): Archive {
  const { folder, remove } = temporaryFolder()
  const path = join(folder, 'test.clipfile')
  for (const suffix of ['', '-index']) copyFileSync(join(made.folder, `made${suffix}`), path + suffix)
  const archive = openArchive(path)
  cleanups.push(() => {
    archive.close()
    remove()
  })
  return archive
}

function ids(archive: Archive, query: Partial<ListQuery> = {}): number[] {
  const page = { query: { ...EVERYTHING, ...query }, offset: 0, limit: 100 }
  return archive.answer('archive.list', page).rows.map((row) => row.id)
}

/** All that people see counted. */
function counts(archive: Archive) {
  const { articles, headlines, outlets, undated } = archive.answer('archive.stats', undefined)
  const timeline = archive.answer('archive.timeline', undefined)
  return {
    articles,
    headlines,
    outlets,
    undated,
    months: [...timeline.articles].join(),
    headlineMonths: [...timeline.headlines].join(),
    perOutlet: timeline.outlets.map((outlet) => [outlet.name, outlet.articles, outlet.headlines]),
    histogram: archive.answer('archive.histogram', { query: EVERYTHING }).total,
    found: archive.answer('archive.histogram', { query: { ...EVERYTHING, text: 'council' } }).total,
    tags: archive.answer('archive.tags', undefined).map((tag) => tag.articles),
  }
}

const empty = ({ path }: Archive, what: Emptying = 'all') => runEmptyTrash(path, what, watched().control)
const problems = async (archive: Archive) => (await runCheck(archive.path, watched().control)).problems
const trash = (archive: Archive, ...articleIds: number[]) =>
  archive.answer('archive.trashArticles', { selection: { ids: articleIds } })

describe('an article in the trash', () => {
  test('is gone from lists, counts, timeline and search at once, and comes back as it was', async () => {
    const archive = filled()
    archive.answer('archive.tagArticles', { selection: { ids: [1, 2, 3] }, add: ['a/b'], remove: [] })
    const before = counts(archive)
    expect(trash(archive, 1, 2)).toMatchObject({
      value: 2,
      change: { label: '2 articles moved to the trash' },
    })
    expect(counts(archive)).toMatchObject({ articles: 13, histogram: 13, found: 13, tags: [1, 1] })
    expect(ids(archive)).toHaveLength(13)
    expect([
      ids(archive, { text: 'council' }),
      ids(archive, { importId: 1 }),
      ids(archive, { text: 'tag:a' }),
    ]).toEqual([expect.not.arrayContaining([1, 2]), expect.not.arrayContaining([1, 2]), [3]])
    expect(await problems(archive)).toEqual([])
    indexAll(archive)
    expect(counts(archive).found).toBe(13)
    expect(await problems(archive)).toEqual([])
    archive.answer('archive.undo', {})
    indexAll(archive)
    expect(counts(archive)).toEqual(before)
    expect(await problems(archive)).toEqual([])
  })

  test('is listed there with its outlet and date, last trashed first, and found by its title', async () => {
    const archive = filled()
    const known = archive.answer('archive.article', { id: 4 })
    trash(archive, 4)
    trash(archive, 6)
    expect(ids(archive, { only: 'trash' })).toEqual([6, 4])
    const found = { query: { ...EVERYTHING, only: 'trash' as const, text: 'number 3' }, offset: 0, limit: 9 }
    const { rows } = archive.answer('archive.list', found)
    expect(rows).toMatchObject([{ id: 4, outlet: known.outlet, published: known.published }])
    expect(archive.answer('archive.article', { id: 4 })).toEqual(known)
    expect(archive.answer('archive.articleOwn', { articleId: 4 }).trashedAtMs).toBeGreaterThan(0)
    expect(archive.answer('archive.locate', { query: EVERYTHING, id: 4 })).toBeNull()
    archive.answer('archive.restoreArticles', {
      selection: { query: { ...EVERYTHING, only: 'trash' }, except: [6] },
    })
    expect(ids(archive, { only: 'trash' })).toEqual([6])
  })

  test('that is imported again says where it is', async () => {
    const archive = filled()
    trash(archive, 1)
    const run = await bring('one/00000.txt', archive.path)
    expect(run).toMatchObject({ imported: 0, duplicates: 1 })
    const records = { importId: run.id, dumpId: null, state: null, offset: 0, limit: 9 }
    expect(archive.answer('archive.records', records).rows).toMatchObject([
      { reason: expect.stringContaining('That article is in the trash.'), trashed: true },
    ])
  })

  test('whose fields are corrected stays there', async () => {
    const archive = filled()
    trash(archive, 2)
    archive.answer('archive.correct', { id: 2, correction: { field: 'outlet', value: 'Delta Courier' } })
    expect(ids(archive)).not.toContain(2)
    expect(await problems(archive)).toEqual([])
    archive.answer('archive.restoreArticles', { selection: { ids: [2] } })
    expect(archive.answer('archive.article', { id: 2 }).outlet).toBe('Delta Courier')
    expect(await problems(archive)).toEqual([])
  })
})

test('an import is taken back whole, and its ledger says so', async () => {
  const archive = filled()
  const before = counts(archive)
  expect(archive.answer('archive.takeBackImport', { importId: 1 })).toMatchObject({
    value: 10,
    change: { label: 'Import “one” taken back: 10 articles moved to the trash' },
  })
  expect(archive.answer('archive.imports', undefined).map((run) => run.trashed)).toEqual([0, 10])
  expect(counts(archive)).toMatchObject({ articles: 5, found: 5 })
  expect(counts(archive).headlines).toBeLessThan(before.headlines)
  expect(await problems(archive)).toEqual([])
  archive.answer('archive.undo', {})
  indexAll(archive)
  expect(counts(archive)).toEqual(before)
})

describe('a headline whose only list lies in the trash', () => {
  const TITLE = 'Second headline 3 of the week'
  /** Another article that lists the headlines of number 3. */
  async function listAgain(archive: Archive) {
    const [, , , , , ...list] = dumpText(3).split('\n')
    const text = [...dumpText(77).split('\n').slice(0, 5), ...list].join('\n')
    writeFiles(join(made.folder, 'again'), { 'again.txt': text })
    return bring('again', archive.path)
  }
  const rowsOf = (archive: Archive) =>
    archive.db
      .prepare(
        `SELECT headline.id, outlet.name AS outlet, listings, listed_in AS listedIn FROM headline
         JOIN outlet ON outlet.id = outlet_id WHERE title = ?`,
      )
      .all(TITLE)

  test('is the same one when another article lists it, and stays when the first is gone for good', async () => {
    const archive = filled()
    const before = rowsOf(archive)
    trash(archive, 4)
    expect(rowsOf(archive)).toMatchObject([{ outlet: '' }])
    const run = await listAgain(archive)
    const [{ id: other }] = archive.db.prepare('SELECT max(id) AS id FROM article').all() as [{ id: number }]
    expect(run).toMatchObject({ imported: 1, headlines: 2 })
    expect(rowsOf(archive)).toEqual([{ ...(before[0] as object), listings: 2 }])
    expect(await problems(archive)).toEqual([])

    archive.answer('archive.restoreArticles', { selection: { ids: [4] } })
    expect(rowsOf(archive)).toEqual([{ ...(before[0] as object), listings: 2 }])
    expect(await problems(archive)).toEqual([])
    trash(archive, 4)
    await empty(archive)
    expect(rowsOf(archive)).toEqual([{ ...(before[0] as object), listings: 1, listedIn: other }])
    expect(await problems(archive)).toEqual([])
  })

  test('comes and goes with both when both lie there', async () => {
    const archive = filled()
    const before = counts(archive)
    trash(archive, 4)
    await listAgain(archive)
    const [{ id: other }] = archive.db.prepare('SELECT max(id) AS id FROM article').all() as [{ id: number }]
    trash(archive, other)
    expect(rowsOf(archive)).toMatchObject([{ outlet: '', listings: 2 }])
    expect(await problems(archive)).toEqual([])
    archive.answer('archive.restoreArticles', { selection: { ids: [4] } })
    indexAll(archive)
    expect(counts(archive)).toMatchObject({
      headlines: before.headlines,
      headlineMonths: before.headlineMonths,
    })
  })

  test('stays out of sight when a copy of that very article brings a longer list', async () => {
    const archive = filled()
    trash(archive, 4)
    const { headlines } = counts(archive)
    const longer = `${dumpText(3).trimEnd()}\n- One more headline for the end - Delta Courier - March 3rd, 2024 [March 3rd, 2024]\n`
    writeFiles(join(made.folder, 'longer'), { 'longer.txt': longer })
    expect(await bring('longer', archive.path)).toMatchObject({ imported: 0, duplicates: 1 })
    expect(counts(archive).headlines).toBe(headlines)
    expect(await problems(archive)).toEqual([])
    archive.answer('archive.restoreArticles', { selection: { ids: [4] } })
    expect(counts(archive).headlines).toBe(headlines + 3)
    expect(await problems(archive)).toEqual([])
  })
})

describe('emptying', () => {
  test('removes what lies there with all that was said of it, and nothing else', async () => {
    const archive = filled()
    archive.answer('archive.takeBackImport', { importId: 2 })
    await empty(archive)
    indexAll(archive)
    const alike = openArchive(join(made.folder, 'only-one'))
    cleanups.push(() => alike.close())
    const [left, right] = [pictureOf(archive.db), pictureOf(alike.db)]
    for (const table of ['article', 'body', 'original', 'headline', 'listing', 'total']) {
      expect({ table, is: left[table] }).toEqual({ table, is: right[table] })
    }
    expect(await problems(archive)).toEqual([])
    expect(archive.answer('archive.import', { id: 2 })).toMatchObject({
      imported: 0,
      rejected: 5,
      trashed: 0,
    })
  })

  test('takes notes and tags along, and leaves later steps undoable', async () => {
    const archive = filled()
    archive.answer('archive.tagArticles', { selection: { ids: [1, 2] }, add: ['a'], remove: [] })
    archive.answer('archive.annotate', { articleId: 1, place: null, colour: 0, note: 'mine' })
    trash(archive, 1)
    expect(archive.answer('archive.trash', undefined)).toEqual({
      articles: 1,
      annotations: 1,
      deleted: 0,
      keepDays: null,
    })
    expect(await empty(archive, { articleIds: [1, 2] })).toMatchObject({ articles: 1 })
    expect(() => archive.answer('archive.article', { id: 1 })).toThrow('no article 1')
    for (let i = 0; i < 3; i++) archive.answer('archive.undo', {})
    expect(archive.answer('archive.tags', undefined)).toEqual([])
    for (let i = 0; i < 3; i++) archive.answer('archive.redo', undefined)
    expect(archive.answer('archive.tags', undefined)).toMatchObject([{ articles: 1 }])
    expect(await problems(archive)).toEqual([])
  })

  test('happens after a set time, if one is set', async () => {
    const archive = filled()
    trash(archive, 1)
    const later = Date.now() + 31 * 86_400_000
    const old = (nowMs: number) => emptyTrash(archive.db, 'old', watched().control, nowMs)
    expect(await old(later)).toMatchObject({ articles: 0 })
    expect(archive.answer('archive.keepTrash', { days: 30 }).keepDays).toBe(30)
    expect(hasOldTrash(archive.db)).toBe(false)
    expect(hasOldTrash(archive.db, later)).toBe(true)
    expect(await old(later)).toMatchObject({ articles: 1 })
    expect(hasOldTrash(archive.db, later)).toBe(false)
    expect(archive.answer('archive.keepTrash', { days: null })).toEqual({
      articles: 0,
      annotations: 0,
      deleted: 0,
      keepDays: null,
    })
  })

  test('what is gone can be imported again', async () => {
    const archive = filled()
    trash(archive, 1)
    await empty(archive)
    const run = await bring('one', archive.path)
    expect(run).toMatchObject({ imported: 1, duplicates: 9 })
    expect(await problems(archive)).toEqual([])
  })

  test('leaves others their turn between some hundred articles, says how far it is, and can be stopped', async () => {
    const { archive, remove } = temporaryArchive()
    cleanups.push(remove)
    addArticles(
      archive,
      Array.from({ length: 450 }, (_, i) => prepared({ title: `Number ${i}`, text: `Text ${i}.` })),
    )
    archive.answer('archive.trashArticles', { selection: { query: EVERYTHING, except: [] } })
    archive.takeOwnChanged()
    const run = watched()
    const seen: number[] = []
    const emptying = runEmptyTrash(archive.path, 'all', run.control)
    // a window asks and writes while the job is at it, on its own connection
    for (let left = 450; left > 50;) {
      left = archive.answer('archive.trash', undefined).articles
      seen.push(left)
      archive.answer('archive.createTag', { path: `while ${left} were left` })
      if (left > 50) await new Promise((resolve) => setImmediate(resolve))
    }
    run.cancel()
    await expect(emptying).rejects.toMatchObject({ code: 'cancelled' })
    expect(seen).toEqual([250, 50])
    expect(run.said.at(0)).toMatchObject({ step: 'Emptying the trash', total: 450 })
    expect(archive.answer('archive.trash', undefined)).toMatchObject({ articles: 50 })
    expect(await empty(archive)).toMatchObject({ articles: 50 })
    expect(archive.answer('archive.stats', undefined).textBytes).toBe(0)
    expect(archive.db.pragma('foreign_key_check')).toEqual([])
    expect(archive.answer('archive.tags', undefined)).toHaveLength(2)
  })

  test('is told to windows, whoever did it', async () => {
    const archive = filled()
    trash(archive, 1)
    expect(archive.takeOwnChanged()).toMatchObject({ areas: ['trash'] })
    await empty(archive)
    expect(archive.takeOwnChanged()).toMatchObject({
      areas: expect.arrayContaining(['trash', 'deleted', 'annotations', 'collections', 'tags', 'reading']),
      articleIds: null,
    })
    expect(archive.takeOwnChanged()).toBeNull()
  })
})
