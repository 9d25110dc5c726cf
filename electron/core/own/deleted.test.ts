import { afterEach, describe, expect, test, vi } from 'vitest'
import { addArticles, prepared, temporaryArchive } from '../../dev/test-archive.ts'
import { EVERYTHING } from '../../shared/api.ts'
import { openArchive, type Archive } from '../archive.ts'
import { KEPT_CHANGES } from '../db/changes.ts'
import { watched } from '../import/import-fixtures.ts'
import { emptyTrash, hasOldTrash, runEmptyTrash } from './empty-trash.ts'

const cleanups: (() => void)[] = []
afterEach(() => cleanups.splice(0).forEach((remove) => remove()))
// two hundred steps, each on the disk
vi.setConfig({ testTimeout: 60_000 })

/** Three articles, closed and opened again at the end of the test at the latest. */
function filled(): Archive {
  const { archive, remove } = temporaryArchive()
  cleanups.push(remove)
  addArticles(archive, [
    prepared({ title: 'One', text: 'The gates stayed shut for a ninth day.' }),
    prepared({ title: 'Two', text: 'Nobody came to the harbour to see the ships.' }),
    prepared({ title: 'Three', text: 'The council met behind closed doors again.' }),
  ])
  return archive
}

/** Does so much else that the history forgets what was before, and opens the archive anew. */
function muchLater(archive: Archive): Archive {
  for (let i = 0; i <= KEPT_CHANGES; i++) {
    archive.answer('archive.mark', { selection: { ids: [3] }, starred: i % 2 === 0 })
  }
  const { path } = archive
  archive.close()
  const again = openArchive(path)
  cleanups.unshift(() => again.close())
  expect(again.answer('archive.history', { limit: 500 }).changes).toHaveLength(KEPT_CHANGES)
  return again
}

const tag = (archive: Archive, path: string, ...ids: number[]) =>
  archive.answer('archive.tagArticles', { selection: { ids }, add: [path], remove: [] })
const tags = (archive: Archive) =>
  archive.answer('archive.tags', undefined).map(({ path, own, articles }) => [path, own, articles])
const tagId = (archive: Archive, path: string) =>
  archive.answer('archive.tags', undefined).find((one) => one.path === path)!.id
const deleted = (archive: Archive) => archive.answer('archive.deleted', { offset: 0, limit: 100 }).rows
const restore = (archive: Archive, ...deletedIds: number[]) =>
  archive.answer('archive.restoreDeleted', { deletedIds })
const restoreAll = (archive: Archive) => restore(archive, ...deleted(archive).map(({ id }) => id))
const undo = (archive: Archive) => archive.answer('archive.undo', {})
const redo = (archive: Archive) => archive.answer('archive.redo', undefined)

describe('a deleted tag', () => {
  test('comes back with those below it and its taggings, when the history has long forgotten it', () => {
    let archive = filled()
    tag(archive, 'policy/water', 1, 2)
    tag(archive, 'policy', 3)
    archive.answer('archive.colourTag', { tagId: tagId(archive, 'policy/water'), colour: 4 })
    const before = archive.answer('archive.tags', undefined)
    archive.answer('archive.deleteTag', { tagId: tagId(archive, 'policy') })
    archive = muchLater(archive)
    expect(deleted(archive)).toMatchObject([
      { kind: 'tag', name: 'policy', articles: 3, below: 1, article: null },
    ])
    expect(archive.answer('archive.trash', undefined)).toMatchObject({ articles: 0, deleted: 1 })
    expect(restoreAll(archive)).toMatchObject({ value: 1, change: { label: 'Tag “policy” restored' } })
    expect(archive.answer('archive.tags', undefined)).toEqual(before)
    expect(deleted(archive)).toEqual([])
    undo(archive)
    expect([tags(archive), deleted(archive).length]).toEqual([[], 1])
    redo(archive)
    expect(archive.answer('archive.tags', undefined)).toEqual(before)
    expect(archive.db.pragma('foreign_key_check')).toEqual([])
  })

  test('joins one of its name that was made since', () => {
    const archive = filled()
    tag(archive, 'policy/water', 1, 2)
    archive.answer('archive.deleteTag', { tagId: tagId(archive, 'policy') })
    tag(archive, 'Policy/Water', 2, 3)
    restoreAll(archive)
    expect(tags(archive)).toEqual([
      ['Policy', 0, 3],
      ['Policy/Water', 3, 3],
    ])
    undo(archive)
    expect(tags(archive).at(1)).toEqual(['Policy/Water', 2, 2])
  })

  test('comes back to its path when the tag above it is gone, too', () => {
    const archive = filled()
    tag(archive, 'policy/water/rights', 1)
    archive.answer('archive.deleteTag', { tagId: tagId(archive, 'policy/water/rights') })
    archive.answer('archive.deleteTag', { tagId: tagId(archive, 'policy') })
    const rights = deleted(archive).find(({ name }) => name === 'policy/water/rights')!
    restore(archive, rights.id)
    expect(tags(archive).map(([path]) => path)).toEqual(['policy', 'policy/water', 'policy/water/rights'])
    restoreAll(archive)
    expect(tags(archive)).toHaveLength(3)
  })

  test('is not kept there twice when its deletion is undone and done again', () => {
    const archive = filled()
    tag(archive, 'a', 1)
    archive.answer('archive.deleteTag', { tagId: tagId(archive, 'a') })
    undo(archive)
    expect(deleted(archive)).toEqual([])
    redo(archive)
    expect(deleted(archive)).toHaveLength(1)
  })

  test('leaves out articles that are gone for good', async () => {
    const archive = filled()
    tag(archive, 'a', 1, 2)
    archive.answer('archive.deleteTag', { tagId: tagId(archive, 'a') })
    archive.answer('archive.trashArticles', { selection: { ids: [1] } })
    await runEmptyTrash(archive.path, { articleIds: [1] }, watched().control)
    restoreAll(archive)
    expect(tags(archive)).toEqual([['a', 1, 1]])
    expect(archive.db.pragma('foreign_key_check')).toEqual([])
  })
})

describe('a deleted collection', () => {
  test('comes back with its order, its notes, those in it, and the rule that filled it', () => {
    let archive = filled()
    const make = (title: string, parentId: number | null) =>
      archive.answer('archive.createCollection', { title, parentId }).value.id
    const outer = make('Outer', null)
    const inner = make('Inner', outer)
    const into = (collectionId: number, ...ids: number[]) =>
      archive.answer('archive.addToCollection', { collectionId, selection: { ids }, beforeId: null })
    into(outer, 3, 1, 2)
    into(inner, 2)
    archive.answer('archive.saveItemNote', {
      collectionId: outer,
      articleId: 1,
      revision: 1,
      note: 'Begin *here*',
    })
    const rule = { name: 'R', query: 'gates', tags: [], collectionId: outer, enabled: true }
    archive.answer('archive.saveRule', { ruleId: null, ...rule })
    const before = archive.answer('archive.collections', undefined)
    archive.answer('archive.deleteCollection', { collectionId: outer })
    expect(archive.answer('archive.rules', undefined)).toMatchObject([{ collectionId: null }])
    archive = muchLater(archive)
    expect(deleted(archive)).toMatchObject([{ kind: 'collection', name: 'Outer', articles: 3, below: 1 }])
    restoreAll(archive)
    expect(archive.answer('archive.collections', undefined)).toEqual(before)
    const query = { ...EVERYTHING, collectionId: outer }
    const { rows } = archive.answer('archive.list', { query, offset: 0, limit: 9 })
    expect(rows.map(({ id, own }) => [id, own.item?.note])).toEqual([
      [3, ''],
      [1, 'Begin *here*'],
      [2, ''],
    ])
    expect(archive.answer('archive.rules', undefined)).toMatchObject([{ collectionId: outer }])
  })

  test('comes to the top when the one it lay in is gone', () => {
    const archive = filled()
    const make = (title: string, parentId: number | null) =>
      archive.answer('archive.createCollection', { title, parentId }).value.id
    const outer = make('Outer', null)
    const inner = make('Inner', outer)
    archive.answer('archive.deleteCollection', { collectionId: inner })
    archive.answer('archive.deleteCollection', { collectionId: outer })
    restore(archive, deleted(archive).find(({ name }) => name === 'Inner')!.id)
    expect(archive.answer('archive.collections', undefined)).toMatchObject([
      { title: 'Inner', parentId: null },
    ])
  })
})

describe('deleted annotations', () => {
  const annotate = (archive: Archive, start: number, end: number, note: string) =>
    archive.answer('archive.annotate', { articleId: 1, place: { start, end }, colour: 2, note }).value

  test('come back one by one, at their passages', () => {
    let archive = filled()
    const first = annotate(archive, 4, 9, '')
    const second = annotate(archive, 10, 21, 'Why *so*\nlong?')
    archive.answer('archive.deleteAnnotations', { annotationIds: [first.id, second.id] })
    archive = muchLater(archive)
    expect(deleted(archive)).toMatchObject([
      { kind: 'annotation', name: 'Why *so* long?', article: { id: 1, title: 'One' } },
      { kind: 'annotation', name: 'gates', article: { id: 1, title: 'One' } },
    ])
    restore(archive, deleted(archive)[0]!.id)
    expect(archive.answer('archive.articleOwn', { articleId: 1 }).annotations).toEqual([second])
    expect(
      archive.answer('archive.annotations', { text: 'long', group: 'article', offset: 0, limit: 9 }).total,
    ).toBe(1)
    restoreAll(archive)
    expect(archive.answer('archive.articleOwn', { articleId: 1 }).annotations).toEqual([first, second])
  })

  test('go for good with their article', async () => {
    const archive = filled()
    const { id } = annotate(archive, 4, 9, '')
    archive.answer('archive.deleteAnnotations', { annotationIds: [id] })
    archive.answer('archive.trashArticles', { selection: { ids: [1] } })
    await runEmptyTrash(archive.path, { articleIds: [1] }, watched().control)
    expect(deleted(archive)).toEqual([])
    undo(archive)
    undo(archive)
    expect(deleted(archive)).toEqual([])
  })

  test('stand beside one of the same name in the world that says something else', () => {
    const archive = filled()
    const { id, uuid } = annotate(archive, 4, 9, 'mine')
    archive.answer('archive.deleteAnnotations', { annotationIds: [id] })
    const other = annotate(archive, 4, 9, 'theirs')
    archive.db.prepare('UPDATE annotation SET uuid = ? WHERE id = ?').run(uuid, other.id)
    restoreAll(archive)
    const { annotations } = archive.answer('archive.articleOwn', { articleId: 1 })
    expect(annotations.map(({ note }) => note).sort()).toEqual(['mine', 'theirs'])
  })
})

test('deleted searches and rules come back', () => {
  let archive = filled()
  const query = { ...EVERYTHING, text: 'gates' }
  const search = archive.answer('archive.createSavedSearch', { name: 'Gates', query }).value
  const made = { name: 'R', query: 'gates', tags: ['a'], collectionId: null, enabled: true }
  const rule = archive.answer('archive.saveRule', { ruleId: null, ...made }).value
  archive.answer('archive.deleteSavedSearch', { searchId: search.id })
  archive.answer('archive.deleteRule', { ruleId: rule.id })
  archive = muchLater(archive)
  expect(deleted(archive)).toMatchObject([
    { kind: 'rule', name: 'R' },
    { kind: 'search', name: 'Gates' },
  ])
  expect(restoreAll(archive)).toMatchObject({ value: 2, change: { label: '2 deleted things restored' } })
  expect(archive.answer('archive.savedSearches', undefined)).toEqual([search])
  expect(archive.answer('archive.rules', undefined)).toEqual([rule])
})

describe('emptying the trash', () => {
  test('takes what was deleted along: all, or what is named', async () => {
    const archive = filled()
    for (const path of ['a', 'b', 'c']) {
      tag(archive, path, 1)
      archive.answer('archive.deleteTag', { tagId: tagId(archive, path) })
    }
    const [c] = deleted(archive)
    const some = { articleIds: [], deletedIds: [c!.id] }
    expect(await runEmptyTrash(archive.path, some, watched().control)).toEqual({ articles: 0, deleted: 1 })
    expect(deleted(archive).map(({ name }) => name)).toEqual(['b', 'a'])
    expect(await runEmptyTrash(archive.path, 'all', watched().control)).toEqual({ articles: 0, deleted: 2 })
    expect(() => restore(archive, c!.id)).toThrow('not in the trash any more')
    // the history still knows its last steps
    undo(archive)
    expect(tags(archive)).toEqual([['c', 1, 1]])
  })

  test('happens to it after a set time as well', async () => {
    const archive = filled()
    tag(archive, 'a', 1)
    archive.answer('archive.deleteTag', { tagId: tagId(archive, 'a') })
    archive.answer('archive.keepTrash', { days: 30 })
    const later = Date.now() + 31 * 86_400_000
    expect([hasOldTrash(archive.db), hasOldTrash(archive.db, later)]).toEqual([false, true])
    await emptyTrash(archive.db, 'old', watched().control)
    expect(deleted(archive)).toHaveLength(1)
    await emptyTrash(archive.db, 'old', watched().control, later)
    expect(deleted(archive)).toEqual([])
  })
})

test('windows are told, and need not read their lists again', () => {
  const archive = filled()
  const { id } = archive.answer('archive.annotate', { articleId: 1, place: null, colour: 0, note: 'x' }).value
  archive.takeOwnChanged()
  archive.answer('archive.deleteAnnotations', { annotationIds: [id] })
  expect(archive.takeOwnChanged()).toMatchObject({ areas: ['annotations', 'deleted'], articleIds: [1] })
})
