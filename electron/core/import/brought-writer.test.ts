import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { temporaryArchive } from '../../dev/test-archive.ts'
import type { ExtractedArticle } from '../../shared/model.ts'
import type { Archive } from '../archive.ts'
import { deleteAnnotations, saveAnnotation } from '../own/annotations.ts'
import { selectArticles } from '../db/selected.ts'
import { deleteTag, tagArticles } from '../own/tags.ts'
import { markArticles } from '../own/reading.ts'
import { annotationsOf } from '../db/annotations.ts'
import { savedAtMs } from '../db/brought.ts'
import { itemIds, listCollections } from '../db/collections.ts'
import { listFieldFates } from '../db/field-fates.ts'
import { listTags } from '../db/tags.ts'
import { readingState } from '../db/reading.ts'
import { recordChange, undo } from '../own/history.ts'
import { importRecords } from './brought-fixtures.ts'
import { lookTakeBack } from '../own/take-back.ts'
import { takeBackBrought } from '../own/take-back-brought.ts'
import type { Brought } from './brought.ts'
import { PARAGRAPHS } from './import-fixtures.ts'
import type { RecordContent } from './format.ts'

let archive: Archive
let remove: () => void
beforeEach(() => ({ archive, remove } = temporaryArchive()))
afterEach(() => remove())

const URL_OF_IT = 'https://tidewater.example/2024/05/bridge'

function record(brought: Brought, article: Partial<ExtractedArticle> = {}): RecordContent {
  const outcome: ExtractedArticle = {
    title: 'Council closes the swing bridge',
    outlet: null,
    authors: [],
    published: null,
    url: URL_OF_IT,
    language: 'en',
    blocks: PARAGRAPHS.map((text) => ({ kind: 'paragraph' as const, text })),
    headlines: [],
    notices: [],
    ...article,
  }
  return { outcome, brought }
}

const GIFT: Brought = {
  tags: [['harbour'], ['policy', 'water'], ['C/C++']],
  starred: true,
  read: true,
  notes: ['Ask the mayor.'],
  highlights: [
    { quote: 'the detour adds  forty minutes', note: 'really?', colour: 2, createdAtMs: 1_600_000_000_000 },
    { quote: 'words that stand nowhere in this text' },
  ],
  collections: [['Reading', 'Harbours']],
  savedAtMs: 1_650_000_000_000,
}

const paths = () => listTags(archive.db).map(({ path, articles }) => `${path} ${articles}`)
const counts = () =>
  Object.fromEntries(
    [
      'article_tag',
      'article_read',
      'article_star',
      'annotation',
      'collection',
      'collection_item',
      'brought',
    ].map((table) => [table, archive.db.prepare(`SELECT count(*) FROM ${table}`).pluck().get()]),
  )

describe('what came with an article', () => {
  test('is there: tags, marks, notes, highlights in their places, collections, when it was saved', () => {
    importRecords(archive, [record(GIFT)])
    expect(paths()).toEqual(['C∕C++ 1', 'harbour 1', 'policy 1', 'policy/water 1'])
    expect(readingState(archive.db, 1)).toMatchObject({ read: true, starred: true })
    expect(annotationsOf(archive.db, 1)).toMatchObject([
      { quote: null, note: 'Ask the mayor.', orphan: false },
      {
        quote: { exact: 'the detour adds forty minutes' },
        note: 'really?',
        colour: 2,
        orphan: false,
        createdAtMs: 1_600_000_000_000,
      },
      {
        quote: { exact: 'words that stand nowhere in this text' },
        orphan: true,
        createdAtMs: GIFT.savedAtMs,
      },
    ])
    const [reading, harbours] = listCollections(archive.db)
    expect([reading!.title, harbours!.title, harbours!.parentId]).toEqual([
      'Reading',
      'Harbours',
      reading!.id,
    ])
    expect(itemIds(archive.db, harbours!.id)).toEqual([1])
    expect(savedAtMs(archive.db, 1)).toBe(GIFT.savedAtMs)
    expect(listFieldFates(archive.db, 1)).toEqual([
      {
        format: 'Test export',
        field: 'highlights: places',
        fate: 'mapped',
        how: 'words not found in the text: kept among the notes without a place',
        records: 1,
      },
      {
        format: 'Test export',
        field: 'tags: names',
        fate: 'mapped',
        how: '“/” within a tag’s name became “∕”',
        records: 1,
      },
    ])
    // the history of steps is a person's own
    expect(archive.db.prepare('SELECT count(*) FROM change').pluck().get()).toBe(0)
  })

  test('comes once, however often it is imported, also beside other bytes', () => {
    importRecords(archive, [record(GIFT)])
    const before = counts()
    importRecords(archive, [record(GIFT)])
    importRecords(archive, [record(GIFT), record(GIFT, { notices: ['in another file'] })])
    expect(counts()).toEqual(before)
    expect(paths()).toEqual(['C∕C++ 1', 'harbour 1', 'policy 1', 'policy/water 1'])
  })

  test('is added to an article that is there already', () => {
    importRecords(archive, [record({})])
    const { sums } = importRecords(archive, [record(GIFT, { notices: ['with what was added'] })])
    expect(sums).toMatchObject({ imported: 0, duplicates: 1 })
    expect(annotationsOf(archive.db, 1)).toHaveLength(3)
    expect(paths()).toContain('harbour 1')
  })

  test('does not come back when a person took it away, and what a person changed stays so', () => {
    importRecords(archive, [record(GIFT)])
    selectArticles(archive.db, [1])
    tagArticles(archive.db, [], ['harbour'])
    markArticles(archive.db, { starred: false, read: false })
    const [note, detour, lost] = annotationsOf(archive.db, 1)
    saveAnnotation(archive.db, detour!.id, 1, { note: 'It does.', colour: 1 })
    deleteAnnotations(archive.db, [note!.id, lost!.id])
    const water = listTags(archive.db).find(({ path }) => path === 'policy/water')!
    deleteTag(archive.db, water.id)
    const before = counts()
    importRecords(archive, [record(GIFT, { notices: ['once more'] })])
    expect(counts()).toEqual(before)
    expect(paths()).not.toContain('policy/water 1')
    expect(annotationsOf(archive.db, 1)).toMatchObject([{ note: 'It does.', colour: 1 }])
    expect(readingState(archive.db, 1)).toMatchObject({ read: false, starred: false })
  })

  test('is not doubled where a person had made the same by hand', () => {
    importRecords(archive, [record({})])
    selectArticles(archive.db, [1])
    tagArticles(archive.db, ['Harbour'], [])
    archive.db
      .exec(`INSERT INTO annotation (uuid, article_id, colour, note, created_at_ms, modified_at_ms, revision)
      VALUES ('x', 1, 0, 'Ask the mayor.', 0, 0, 1)`)
    importRecords(archive, [record(GIFT, { notices: ['with what was added'] })])
    expect(annotationsOf(archive.db, 1).filter(({ note }) => note === 'Ask the mayor.')).toHaveLength(1)
    expect(paths()).toContain('Harbour 1')
    expect(paths()).not.toContain('harbour 1')
  })

  test('what is no name, no note and no time does no harm', () => {
    importRecords(archive, [
      record({
        tags: [
          [],
          [''],
          ['\u200b'],
          ['a\u0000b\nc'],
          ['x'.repeat(200)],
          Array.from({ length: 30 }, (_, i) => `l${i}`),
        ],
        notes: ['  '],
        highlights: [
          { quote: ' ' },
          { quote: '—' },
          { quote: 'half \ud800 a letter', createdAtMs: Number.NaN },
        ],
        collections: [[' ']],
        savedAtMs: -1,
      }),
    ])
    expect(listTags(archive.db).find(({ name }) => name.startsWith('x'))!.name).toHaveLength(100)
    expect(listTags(archive.db).map(({ name }) => name)).toContain('a b c')
    expect(annotationsOf(archive.db, 1).map(({ orphan }) => orphan)).toEqual([true, true])
    expect(listCollections(archive.db)).toEqual([])
    expect(savedAtMs(archive.db, 1)).toBeNull()
  })
})

describe('an article of which only the address was saved', () => {
  const bookmark = (brought: Brought, more: Partial<ExtractedArticle> = {}) =>
    record(brought, { blocks: [], language: null, ...more })

  test('gets the text that comes later, and its highlights find their places', () => {
    importRecords(archive, [bookmark({ highlights: [{ quote: 'the detour adds forty minutes' }] })])
    expect(annotationsOf(archive.db, 1)).toMatchObject([{ orphan: true }])
    const { sums } = importRecords(archive, [record({ tags: [['harbour']] }, { title: '' })])
    expect(sums).toMatchObject({ imported: 1, duplicates: 0 })
    const article = archive.answer('archive.article', { id: 1 })
    expect(article.title).toBe('Council closes the swing bridge')
    expect(article.blocks).toHaveLength(3)
    expect(article.versions).toHaveLength(1)
    expect(archive.db.prepare('SELECT articles FROM total').pluck().get()).toBe(1)
    expect(archive.db.prepare('SELECT reason FROM record WHERE id = 2').pluck().get()).toContain(
      'of which only the address had been saved',
    )
    expect(archive.answer('archive.articleOwn', { articleId: 1 }).annotations).toMatchObject([
      { orphan: false },
    ])
    // of the two records, the one with the text counts as imported
    expect(archive.answer('archive.imports', undefined)).toMatchObject([
      { imported: 1, duplicates: 0 },
      { imported: 0, duplicates: 1 },
    ])
    // and once more is once more
    expect(importRecords(archive, [record({}, { title: '' })]).sums).toMatchObject({ duplicates: 1 })
  })

  test('is a duplicate of the article that is there, whose text stays', () => {
    importRecords(archive, [record({})])
    const { sums } = importRecords(archive, [
      bookmark({ tags: [['later']], read: true }, { title: 'Another headline' }),
      bookmark({ tags: [['later']] }, { title: 'And another', url: `${URL_OF_IT}?utm_source=pocket` }),
    ])
    expect(sums).toMatchObject({ imported: 0, duplicates: 2 })
    expect(archive.answer('archive.article', { id: 1 }).blocks).toHaveLength(3)
    expect(paths()).toEqual(['later 1'])
  })

  test('two bookmarks of one address are one article; of two addresses two', () => {
    const { sums } = importRecords(archive, [
      bookmark({}),
      bookmark({ starred: true }, { title: 'Read this' }),
      bookmark({}, { url: 'https://tidewater.example/other' }),
    ])
    expect(sums).toMatchObject({ imported: 2, duplicates: 1 })
    expect(readingState(archive.db, 1).starred).toBe(true)
  })
})

test('the articles of a collection keep the order in which they came, import after import', () => {
  const one = (n: number) =>
    record({ collections: [['Order']] }, { url: `https://tidewater.example/${n}`, blocks: [] })
  importRecords(archive, [one(3), one(1)])
  importRecords(archive, [one(2), one(3)])
  const [collection] = listCollections(archive.db)
  const order = itemIds(archive.db, collection!.id)
  expect(order.map((id) => archive.answer('archive.article', { id }).url!.at(-1))).toEqual(['3', '1', '2'])
})

describe('taking back an import', () => {
  test('takes what it brought to articles of others, and nothing that a person changed since', () => {
    importRecords(archive, [record({ tags: [['kept']] })])
    const before = counts()
    const { importId } = importRecords(archive, [record(GIFT, { notices: ['with what was added'] })])
    const detour = annotationsOf(archive.db, 1).find(({ note }) => note === 'really?')!
    saveAnnotation(archive.db, detour.id, 1, { note: 'It does.' })
    recordChange(archive.db, 'Taken back', () => takeBackBrought(archive.db, importId))
    expect(counts()).toEqual({ ...before, annotation: 1 })
    expect(paths()).toEqual(['kept 1'])
    expect(annotationsOf(archive.db, 1)).toMatchObject([{ note: 'It does.', orphan: false }])
    // undone, it is all there again; and what was taken back may come again
    undo(archive.db)
    expect(annotationsOf(archive.db, 1)).toHaveLength(3)
    expect(paths()).toEqual(['C∕C++ 1', 'harbour 1', 'kept 1', 'policy 1', 'policy/water 1'])
    importRecords(archive, [record(GIFT, { notices: ['again'] })])
    expect(paths()).toEqual(['C∕C++ 1', 'harbour 1', 'kept 1', 'policy 1', 'policy/water 1'])
  })

  test('an article that goes with its import keeps what came with it, and none of that is a person’s work', () => {
    const { importId } = importRecords(archive, [record(GIFT)])
    expect(lookTakeBack(archive.db, importId)).toMatchObject({ articles: 1, own: 0 })
    const detour = annotationsOf(archive.db, 1).find(({ note }) => note === 'really?')!
    saveAnnotation(archive.db, detour.id, 1, { note: 'It does.' })
    expect(lookTakeBack(archive.db, importId)).toMatchObject({ articles: 1, own: 1 })
    archive.answer('archive.takeBackImport', { importId })
    archive.answer('archive.bringBackImport', { importId })
    expect(annotationsOf(archive.db, 1)).toHaveLength(3)
    expect(paths()).toContain('harbour 1')
  })

  test('a step from before the import is not taken back from under it', () => {
    importRecords(archive, [record({})])
    archive.answer('archive.createTag', { path: 'harbour' })
    importRecords(archive, [record(GIFT, { notices: ['with what was added'] })])
    expect(() => undo(archive.db)).toThrow('something that came later needs it')
    expect(paths()).toContain('harbour 1')
  })
})
