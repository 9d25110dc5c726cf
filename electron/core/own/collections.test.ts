import { afterEach, describe, expect, test } from 'vitest'
import { addArticles, onDay, prepared, temporaryArchive } from '../../dev/test-archive.ts'
import { EVERYTHING } from '../../shared/api.ts'
import type { Archive } from '../archive.ts'

const cleanups: (() => void)[] = []
afterEach(() => cleanups.splice(0).forEach((remove) => remove()))

/** Articles 1 to `count`, the newest first in a list. */
function archiveOf(count: number): Archive {
  const { archive, remove } = temporaryArchive()
  cleanups.push(remove)
  const day = (i: number) => onDay(`20${String(99 - i).padStart(2, '0')}-01-01`)
  addArticles(
    archive,
    Array.from({ length: count }, (_, i) => prepared({ title: `Article ${i + 1}`, published: day(i) })),
  )
  return archive
}

function create(archive: Archive, title: string, parentId: number | null = null): number {
  return archive.answer('archive.createCollection', { title, parentId }).value.id
}

function add(archive: Archive, collectionId: number, ids: number[], beforeId: number | null = null): void {
  archive.answer('archive.addToCollection', { collectionId, selection: { ids }, beforeId })
}

function order(archive: Archive, collectionId: number): number[] {
  const query = { ...EVERYTHING, collectionId }
  return archive.answer('archive.list', { query, offset: 0, limit: 500 }).rows.map((row) => row.id)
}

const undo = (archive: Archive) => archive.answer('archive.undo', {})

describe('a collection', () => {
  test('keeps its own order, whatever is put in and moved', () => {
    const archive = archiveOf(9)
    const dams = create(archive, 'Dams')
    add(archive, dams, [3, 1, 2])
    add(archive, dams, [5, 2, 4], 1)
    expect(order(archive, dams)).toEqual([3, 5, 4, 1, 2])
    archive.answer('archive.moveInCollection', { collectionId: dams, articleIds: [2, 3], beforeId: 4 })
    expect(order(archive, dams)).toEqual([5, 2, 3, 4, 1])
    archive.answer('archive.moveInCollection', { collectionId: dams, articleIds: [5], beforeId: null })
    expect(order(archive, dams)).toEqual([2, 3, 4, 1, 5])
    archive.answer('archive.removeFromCollection', { collectionId: dams, selection: { ids: [4, 9] } })
    expect(order(archive, dams)).toEqual([2, 3, 1, 5])
    for (const before of [[2, 3, 4, 1, 5], [5, 2, 3, 4, 1], [3, 5, 4, 1, 2], [3, 1, 2], []]) {
      undo(archive)
      expect(order(archive, dams)).toEqual(before)
    }
  })

  test('is reordered a hundred times at one place', () => {
    const archive = archiveOf(4)
    const id = create(archive, 'Dams')
    add(archive, id, [1, 2, 3, 4])
    for (let i = 0; i < 100; i++) {
      const [first, second, third] = order(archive, id)
      archive.answer('archive.moveInCollection', {
        collectionId: id,
        articleIds: [third!],
        beforeId: second!,
      })
      expect(order(archive, id).slice(0, 3)).toEqual([first, third, second])
    }
  })

  test('lies within another one, and goes with it, and comes back whole', () => {
    const archive = archiveOf(3)
    const treaty = create(archive, 'Treaty')
    const court = create(archive, 'Court', treaty)
    const dams = create(archive, 'Dams')
    add(archive, court, [2, 1])
    const tree = () =>
      archive.answer('archive.collections', undefined).map(({ title, items }) => `${title} ${items}`)
    expect(tree()).toEqual(['Treaty 0', 'Court 2', 'Dams 0'])
    archive.answer('archive.moveCollection', { collectionId: dams, parentId: null, beforeId: treaty })
    expect(tree()).toEqual(['Dams 0', 'Treaty 0', 'Court 2'])
    expect(() =>
      archive.answer('archive.moveCollection', { collectionId: treaty, parentId: court, beforeId: null }),
    ).toThrow('within itself')
    archive.answer('archive.deleteCollection', { collectionId: treaty })
    expect(tree()).toEqual(['Dams 0'])
    undo(archive)
    expect(tree()).toEqual(['Dams 0', 'Treaty 0', 'Court 2'])
    expect(order(archive, court)).toEqual([2, 1])
  })

  test('is found by title or path, and lists with words and filters', () => {
    const archive = archiveOf(5)
    const treaty = create(archive, 'Treaty')
    const court = create(archive, 'Court', treaty)
    add(archive, treaty, [5, 1])
    add(archive, court, [3])
    const found = (text: string) =>
      archive
        .answer('archive.list', { query: { ...EVERYTHING, text }, offset: 0, limit: 9 })
        .rows.map((row) => row.id)
    expect(found('in:treaty')).toEqual([1, 3, 5])
    expect(found('in:"Treaty/Court"')).toEqual([3])
    expect(found('in:Treaty -in:court gates')).toEqual([1, 5])
    expect(
      archive.answer('archive.list', { query: { ...EVERYTHING, text: 'in:nothing' }, offset: 0, limit: 1 })
        .hint,
    ).toBe('No collection is called “nothing”.')
  })

  test('says something of each of its articles', () => {
    const archive = archiveOf(2)
    const id = create(archive, 'Dams')
    add(archive, id, [1])
    const save = (revision: number, note: string) =>
      archive.answer('archive.saveItemNote', { collectionId: id, articleId: 1, revision, note })
    expect(save(1, 'Lead with this')).toMatchObject({
      state: 'saved',
      value: { note: 'Lead with this', revision: 2 },
    })
    expect(save(1, 'other')).toMatchObject({ state: 'conflict', theirs: { note: 'Lead with this' } })
    const { rows } = archive.answer('archive.list', {
      query: { ...EVERYTHING, collectionId: id },
      offset: 0,
      limit: 1,
    })
    expect(rows[0]!.own.item).toEqual({ note: 'Lead with this', revision: 2 })
    expect(archive.answer('archive.articleOwn', { articleId: 1 }).collections).toMatchObject([
      { id, title: 'Dams' },
    ])
  })
})

test('a saved search counts what it finds now, and freezes into a collection', () => {
  const archive = archiveOf(6)
  archive.answer('archive.mark', { selection: { ids: [2, 4, 6] }, starred: true })
  const query = { ...EVERYTHING, text: 'is:starred' }
  const { id } = archive.answer('archive.createSavedSearch', { name: 'Stars', query }).value
  expect(archive.answer('archive.searchCounts', { searchIds: [id] })).toEqual([3])
  const frozen = archive.answer('archive.freeze', { query, title: 'Frozen', parentId: null }).value
  archive.answer('archive.mark', { selection: { query, except: [4] }, starred: false })
  expect(archive.answer('archive.searchCounts', { searchIds: [id] })).toEqual([1])
  expect(order(archive, frozen.id)).toEqual([2, 4, 6])
  archive.answer('archive.saveSavedSearch', { searchId: id, name: 'Stars left' })
  archive.answer('archive.deleteSavedSearch', { searchId: id })
  undo(archive)
  expect(archive.answer('archive.savedSearches', undefined)).toEqual([{ id, name: 'Stars left', query }])
})

test('marks are kept, listed and undone', () => {
  const archive = archiveOf(4)
  const ids = (only: 'unread' | 'starred') =>
    archive
      .answer('archive.list', { query: { ...EVERYTHING, only }, offset: 0, limit: 9 })
      .rows.map((row) => row.id)
  archive.answer('archive.reading', { articleId: 2, read: true, position: 0.4 })
  expect(archive.answer('archive.articleOwn', { articleId: 2 })).toMatchObject({ read: true, position: 0.4 })
  expect(archive.answer('archive.history', { limit: 1 }).undo).toBeNull()
  archive.answer('archive.mark', { selection: { query: EVERYTHING, except: [1] }, read: true, starred: true })
  expect([ids('unread'), ids('starred')]).toEqual([[1], [2, 3, 4]])
  expect(archive.answer('archive.ownCounts', undefined)).toMatchObject({ unread: 1, starred: 3 })
  archive.answer('archive.reading', { articleId: 1, read: true })
  undo(archive)
  expect([ids('unread'), ids('starred')]).toEqual([[3, 4], []])
})
