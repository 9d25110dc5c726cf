import { afterEach, describe, expect, test } from 'vitest'
import { addArticles, indexAll, onDay, prepared, temporaryArchive } from '../../dev/test-archive.ts'
import { EVERYTHING } from '../../shared/api.ts'
import type { Archive } from '../archive.ts'
import { checkCounts } from '../check/counts.ts'
import { Problems } from '../check/problems.ts'

const cleanups: (() => void)[] = []
afterEach(() => cleanups.splice(0).forEach((remove) => remove()))

const headline = { title: 'Listed', outlet: 'foxnews.com', date: '2024-03-01' }

function filled(): Archive {
  const { archive, remove } = temporaryArchive()
  cleanups.push(remove)
  add(archive, 'Fox News', '2024-01-01')
  add(archive, 'foxnews.com', '2023-05-01')
  add(archive, 'foxnews.com', '2022-05-01')
  add(archive, 'Fox-News', '2021')
  add(archive, 'Delta Courier', '2020-01-01')
  return archive
}

function add(archive: Archive, outlet: string, day: string): void {
  const title = `${outlet} ${day}`
  addArticles(archive, [prepared({ title, outlet, published: onDay(day), headlines: [headline] })])
}

function id(archive: Archive, name: string): number {
  return archive.db.prepare('SELECT id FROM outlet WHERE name = ?').pluck().get(name) as number
}

function outlets(archive: Archive): string[] {
  return archive
    .answer('archive.outlets', { limit: 99 })
    .map((one) => `${one.name} ${one.articles}+${one.headlines}`)
}

function titles(archive: Archive, text: string, outletId: number | null = null): string[] {
  const query = { ...EVERYTHING, text, outletId }
  return archive.answer('archive.list', { query, offset: 0, limit: 99 }).rows.map((row) => row.title)
}

function wrongCounts(archive: Archive): string[] {
  const problems = new Problems()
  checkCounts(archive.db, problems)
  // the fixtures write no records
  return problems.list.filter((problem) => !/of (dump|import)|originals/.test(problem))
}

const merge = (archive: Archive, into: string, ...from: string[]) =>
  archive.answer('archive.mergeOutlets', {
    from: from.map((name) => id(archive, name)),
    into: id(archive, into),
  })
const undo = (archive: Archive) => archive.answer('archive.undo', {})

const APART = ['foxnews.com 2+1', 'Fox News 1+0', 'Fox-News 1+0', 'Delta Courier 1+0']

describe('merging', () => {
  test('puts all under one name: lists, counts, search, timeline', () => {
    const archive = filled()
    const merged = merge(archive, 'Fox News', 'foxnews.com', 'Fox-News')
    expect(merged.change?.label).toBe('“foxnews.com” and “Fox-News” merged into “Fox News”')
    expect(merged.value.aliases).toEqual([
      { name: 'foxnews.com', mergedId: id(archive, 'foxnews.com'), articles: 2 },
      { name: 'Fox-News', mergedId: id(archive, 'Fox-News'), articles: 1 },
    ])
    expect(outlets(archive)).toEqual(['Fox News 4+1', 'Delta Courier 1+0'])
    expect(titles(archive, '', id(archive, 'Fox News'))).toHaveLength(4)
    expect(titles(archive, 'gates', id(archive, 'Fox News'))).toHaveLength(4)
    expect(titles(archive, 'outlet:foxnews.com')).toHaveLength(4)
    expect(titles(archive, 'gates -outlet:"fox news"')).toHaveLength(1)
    expect(archive.answer('archive.timeline', undefined).outlets).toMatchObject([
      { articles: 4, headlines: 1 },
      {},
    ])
    expect(archive.answer('archive.article', { id: 2 }).outlet).toBe('Fox News')
    expect(wrongCounts(archive)).toEqual([])
  })

  test('is undone and redone, also after more came in under the merged name', () => {
    const archive = filled()
    merge(archive, 'Fox News', 'foxnews.com', 'Fox-News')
    add(archive, 'foxnews.com', '2025-01-01')
    add(archive, 'FOX NEWS', '2025-02-01')
    expect(outlets(archive)[0]).toBe('Fox News 6+1')
    expect(wrongCounts(archive)).toEqual([])
    undo(archive)
    expect(outlets(archive)).toEqual(['foxnews.com 3+1', 'Fox News 2+0', 'Fox-News 1+0', 'Delta Courier 1+0'])
    expect(titles(archive, 'gates outlet:foxnews.com')).toHaveLength(3)
    expect(wrongCounts(archive)).toEqual([])
    archive.answer('archive.redo', undefined)
    expect(outlets(archive)[0]).toBe('Fox News 6+1')
    indexAll(archive)
    expect(titles(archive, 'gates outlet:fox-news')).toHaveLength(6)
  })

  test('is split again, one by one, and survives the trash', () => {
    const archive = filled()
    merge(archive, 'Fox News', 'foxnews.com', 'Fox-News')
    archive.answer('archive.trashArticles', { selection: { ids: [2] } })
    archive.answer('archive.splitOutlet', { outletId: id(archive, 'foxnews.com') })
    expect(outlets(archive)).toEqual(['Fox News 2+0', 'foxnews.com 1+1', 'Delta Courier 1+0'])
    archive.answer('archive.restoreArticles', { selection: { ids: [2] } })
    expect(outlets(archive)).toEqual(['foxnews.com 2+1', 'Fox News 2+0', 'Delta Courier 1+0'])
    expect(wrongCounts(archive)).toEqual([])
    for (let i = 0; i < 4; i++) undo(archive)
    expect(outlets(archive)).toEqual(APART)
    expect(wrongCounts(archive)).toEqual([])
  })

  test('goes on: a merged outlet may be merged with its own', () => {
    const archive = filled()
    merge(archive, 'Fox News', 'foxnews.com')
    merge(archive, 'Delta Courier', 'Fox News')
    expect(outlets(archive)).toEqual(['Delta Courier 4+1', 'Fox-News 1+0'])
    expect(titles(archive, 'gates outlet:foxnews.com')).toHaveLength(4)
    archive.answer('archive.splitOutlet', { outletId: id(archive, 'Fox News') })
    expect(outlets(archive)).toEqual(['Fox News 3+1', 'Fox-News 1+0', 'Delta Courier 1+0'])
    expect(wrongCounts(archive)).toEqual([])
    expect(() => merge(archive, 'foxnews.com', 'Fox-News')).toThrow('merged into another')
    expect(() => archive.answer('archive.splitOutlet', { outletId: id(archive, 'Fox News') })).toThrow(
      'no other',
    )
  })

  test('keeps what a correction says', () => {
    const archive = filled()
    merge(archive, 'Fox News', 'foxnews.com')
    archive.answer('archive.correct', { id: 5, correction: { field: 'outlet', value: 'foxnews.com' } })
    archive.answer('archive.correct', { id: 2, correction: { field: 'outlet', value: 'Delta Courier' } })
    expect(outlets(archive)).toEqual(['Fox News 3+1', 'Fox-News 1+0', 'Delta Courier 1+0'])
    archive.answer('archive.splitOutlet', { outletId: id(archive, 'foxnews.com') })
    expect(outlets(archive)).toEqual(['foxnews.com 2+1', 'Fox News 1+0', 'Fox-News 1+0', 'Delta Courier 1+0'])
    expect(wrongCounts(archive)).toEqual([])
  })
})

test('a name given by hand leads an import to its outlet', () => {
  const archive = filled()
  const outletId = id(archive, 'Delta Courier')
  const give = (name: string) => archive.answer('archive.addOutletAlias', { outletId, name })
  give('The Courier of the Delta')
  add(archive, 'the courier of the delta', '2026-01-01')
  expect(outlets(archive)).toContain('Delta Courier 2+0')
  expect(titles(archive, 'outlet:"courier of the delta"')).toEqual([])
  expect(titles(archive, 'outlet:"the courier of the delta"')).toHaveLength(2)
  expect(() => give('Fox News')).toThrow('outlet of its own')
  expect(() => give('delta courier')).toThrow('its name already')
  expect(() => give('THE COURIER OF THE DELTA')).toThrow('already')
  archive.answer('archive.removeOutletAlias', { outletId, name: 'The Courier of the Delta' })
  undo(archive)
  expect(archive.answer('archive.outletNames', { outletId }).aliases).toMatchObject([
    { name: 'The Courier of the Delta', mergedId: null },
  ])
})

test('a colour is chosen and taken back', () => {
  const archive = filled()
  const outletId = id(archive, 'Fox News')
  const hue = () => archive.answer('archive.outletNames', { outletId }).outlet.hue
  const before = hue()
  archive.answer('archive.colourOutlet', { outletId, hue: 9 })
  expect(hue()).toBe(9)
  undo(archive)
  expect(hue()).toBe(before)
})

test('outlets and tags that may be one are suggested', () => {
  const archive = filled()
  add(archive, 'The Delta Courier', '2026-01-01')
  add(archive, 'Harbor Ledger', '2026-01-01')
  add(archive, 'Harbour Ledger', '2026-01-02')
  const found = archive.answer('archive.outletSuggestions', undefined)
  expect(found.map(({ reason, from, into }) => `${reason}: ${from.name} → ${into.name}`).sort()).toEqual([
    'article: The Delta Courier → Delta Courier',
    'case: Fox-News → Fox News',
    'domain: foxnews.com → Fox News',
    'domain: foxnews.com → Fox-News',
    'spelling: Harbour Ledger → Harbor Ledger',
  ])
  archive.answer('archive.tagArticles', {
    selection: { ids: [1] },
    add: [
      'policy',
      'policies',
      'Wáter',
      'water',
      'elections/2024',
      'elections/2025',
      'election',
      'dam gates',
      'dam-gates',
      'tag',
      'tax',
    ],
    remove: [],
  })
  const tags = archive.answer('archive.tagSuggestions', undefined)
  expect(tags.map(({ reason, from, into }) => `${reason}: ${from.path}, ${into.path}`).sort()).toEqual([
    'case: Wáter, water',
    'case: dam-gates, dam gates',
    'plural: elections, election',
    'plural: policy, policies',
  ])
})
