import { afterEach, describe, expect, test, vi } from 'vitest'
import { addArticles, onDay, prepared, temporaryArchive } from '../dev/test-archive.ts'
import type { ListQuery } from '../shared/api.ts'
import { EVERYTHING } from '../shared/api.ts'
import type { Archive } from './archive.ts'

const cleanups: (() => void)[] = []
afterEach(() => cleanups.splice(0).forEach((remove) => remove()))

function archiveWith(...articles: Parameters<typeof prepared>[0][]): Archive {
  const { archive, remove } = temporaryArchive()
  cleanups.push(remove)
  addArticles(archive, articles.map(prepared))
  return archive
}

function titles(archive: Archive, query: Partial<ListQuery> = {}, offset = 0, limit = 50): string[] {
  return archive
    .answer('archive.list', { query: { ...EVERYTHING, ...query }, offset, limit })
    .rows.map((row) => row.title)
}

function search(archive: Archive, text: string): string[] {
  return titles(archive, { text })
}

const WATER = [
  { title: 'Oldest', published: onDay('1066-10-14'), text: 'A battle.' },
  { title: 'Year', published: onDay('2024'), text: 'A year of drought.' },
  { title: 'Morning', published: onDay('2024-03-05T08:00Z'), text: 'Water rights and the treaty.' },
  {
    title: 'Evening',
    published: onDay('2024-03-05T20:00Z'),
    text: 'The treaty on water rights.',
    outlet: 'Delta Courier',
  },
  { title: 'Undated', text: 'No one knows when.', outlet: null },
  { title: 'Newest', published: onDay('2026-11-09'), text: 'Gates open.' },
]

describe('the newest-first list', () => {
  test('ends with the undated, and sorts by time within a day', () => {
    expect(titles(archiveWith(...WATER))).toEqual([
      'Newest',
      'Evening',
      'Morning',
      'Year',
      'Oldest',
      'Undated',
    ])
  })

  test('gives the same articles page by page as at once, and finds the place of each', () => {
    const articles = Array.from({ length: 500 }, (_, i) => ({
      title: `Article ${i}`,
      outlet: `Outlet ${i % 7}`,
      published: i % 11 === 0 ? null : onDay(`20${10 + (i % 16)}-0${1 + (i % 9)}-1${i % 10}`),
    }))
    const archive = archiveWith(...articles)
    for (const query of [EVERYTHING, { ...EVERYTHING, outletId: 3 }, { ...EVERYTHING, importId: 1 }]) {
      const { total, rows } = archive.answer('archive.list', { query, offset: 0, limit: 500 })
      expect(rows.length).toBe(total)
      for (const offset of [0, 1, 7, 49, total - 3, total]) {
        const page = archive.answer('archive.list', { query, offset, limit: 5 })
        expect(page.rows.map((row) => row.id)).toEqual(rows.slice(offset, offset + 5).map((row) => row.id))
      }
      for (const place of [0, 33, total - 1]) {
        expect(archive.answer('archive.locate', { query, id: rows[place]!.id })).toBe(place)
      }
    }
    expect(archive.answer('archive.locate', { query: { ...EVERYTHING, outletId: 3 }, id: 1 })).toBeNull()
  })

  test('shows an outlet or an import alone', () => {
    const archive = archiveWith(...WATER)
    expect(titles(archive, { outletId: 2 })).toEqual(['Evening'])
    addArticles(archive, [prepared({ title: 'Second import' })])
    expect(titles(archive, { importId: 2 })).toEqual(['Second import'])
    expect(titles(archive, { importId: 2, text: 'gates' })).toEqual(['Second import'])
  })

  test('sees what another connection has added', () => {
    const archive = archiveWith(...WATER)
    expect(titles(archive, { text: 'gates' })).toEqual(['Newest'])
    addArticles(archive, [prepared({ title: 'Later', text: 'gates', published: onDay('2026-12-01') })])
    expect(titles(archive, { text: 'gates' })).toEqual(['Later', 'Newest'])
  })
})

describe('search', () => {
  test('finds all the words, phrases in order, prefixes, alternatives and exclusions', () => {
    const archive = archiveWith(...WATER)
    expect(search(archive, 'treaty water')).toEqual(['Evening', 'Morning'])
    expect(search(archive, '"rights and the treaty"')).toEqual(['Morning'])
    expect(search(archive, 'drou*')).toEqual(['Year'])
    expect(search(archive, 'gates OR battle')).toEqual(['Newest', 'Oldest'])
    expect(search(archive, 'treaty -rights')).toEqual([])
    expect(search(archive, '-treaty -gates')).toEqual(['Year', 'Oldest', 'Undated'])
    expect(search(archive, 'title:evening')).toEqual(['Evening'])
    expect(search(archive, 'title:treaty')).toEqual([])
  })

  test('filters by outlet, language and date', () => {
    const archive = archiveWith(...WATER, {
      title: 'Deutsch',
      language: 'de',
      text: 'Wasser',
      published: onDay('2020-01-01'),
    })
    expect(search(archive, 'outlet:"delta courier"')).toEqual(['Evening'])
    expect(search(archive, 'outlet:nobody')).toEqual([])
    expect(search(archive, '-outlet:harbor -outlet:delta')).toEqual(['Undated'])
    expect(search(archive, 'lang:de')).toEqual(['Deutsch'])
    expect(search(archive, 'after:2024-03 before:2024-03-31')).toEqual(['Evening', 'Morning'])
    expect(search(archive, 'before:1500')).toEqual(['Oldest'])
    expect(search(archive, 'after:2026')).toEqual(['Newest'])
  })

  test('finds no filter word, whoever writes it', () => {
    const archive = archiveWith(...WATER, { title: 'Private', text: 'plain \ue000all \ue000outlet1 words' })
    expect(search(archive, 'all')).toEqual(['Private'])
    expect(search(archive, '\ue000all')).toEqual(['Private'])
    expect(search(archive, 'langen')).toEqual([])
    expect(titles(archive, { outletId: 2, text: '-nothing' })).toEqual(['Evening'])
  })

  test('folds case and diacritics, and cuts scripts without spaces', () => {
    const archive = archiveWith(
      { title: 'Écluse', text: 'Les vannes restent fermées.', published: onDay('2026-01-03') },
      { title: '大坝', text: '卡尔孙大坝的闸门仍然关闭。', published: onDay('2026-01-02') },
      { title: 'سد', text: 'بوابات السد لا تزال مغلقة.', published: onDay('2026-01-01') },
    )
    expect(search(archive, 'FERMEES')).toEqual(['Écluse'])
    expect(search(archive, 'ecluse')).toEqual(['Écluse'])
    expect(search(archive, '闸门')).toEqual(['大坝'])
    expect(search(archive, '门闸')).toEqual([])
    expect(search(archive, 'السد')).toEqual(['سد'])
  })

  test.each([
    '"',
    'a AND',
    'NEAR(',
    '*',
    '(((',
    '^',
    '{title}',
    'a"b',
    "'; DROP TABLE article; --",
    '-',
    '\0',
    'OR OR',
    'title:',
    '"" OR ""',
  ])('takes %j as words or nothing, never as syntax', (text) => {
    expect(() => search(archiveWith(...WATER), text)).not.toThrow()
  })

  test('marks what was found, in text and title', () => {
    const archive = archiveWith({
      title: 'Treaty talks',
      text: `${'Filler words. '.repeat(40)}The TRÉATY on water rights holds. ${'More filler. '.repeat(40)}`,
    })
    const row = archive.answer('archive.list', {
      query: { ...EVERYTHING, text: 'treaty "water rights"' },
      offset: 0,
      limit: 5,
    }).rows[0]!
    expect(row.titleMatches).toEqual([[0, 6]])
    expect(row.snippet!.matches.map(([from, to]) => row.snippet!.text.slice(from, to))).toEqual([
      'TRÉATY',
      'water rights',
    ])
    expect(row.snippet!.text.length).toBeLessThan(240)
    expect(row.snippet!.text).toMatch(/^… .* …$/)
  })

  test('gives the first rows before all are counted, and the rest in order', () => {
    const articles = Array.from({ length: 300 }, (_, i) => ({
      title: `Number ${i}`,
      text: 'Rain of the day.',
    }))
    const archive = archiveWith(...articles, { text: 'Something else.' })
    const query = { ...EVERYTHING, text: '"of the"' }
    const page = (offset: number) => archive.answer('archive.list', { query, offset, limit: 50 })
    let now = 0
    const clock = vi.spyOn(performance, 'now').mockImplementation(() => (now += 2))
    cleanups.push(() => clock.mockRestore())
    const first = page(0)
    expect(first.exact).toBe(false)
    expect(first.total).toBeGreaterThanOrEqual(50)
    expect(first.total).toBeLessThan(300)
    expect(page(100).total).toBeGreaterThanOrEqual(150)
    expect(archive.answer('archive.histogram', { query }).total).toBe(300)
    const ids = [0, 50, 100, 150, 200, 250, 300].flatMap((offset) => page(offset).rows.map((row) => row.id))
    expect(new Set(ids).size).toBe(300)
    expect(ids.slice(0, 50)).toEqual(first.rows.map((row) => row.id))
    expect(page(0)).toMatchObject({ total: 300, exact: true })
  })

  test('counts what is quickly counted at once', () => {
    const archive = archiveWith(...WATER)
    const found = (text: string) =>
      archive.answer('archive.list', { query: { ...EVERYTHING, text }, offset: 0, limit: 1 })
    expect(found('treaty')).toMatchObject({ total: 2, exact: true })
    expect(found('nothing')).toMatchObject({ total: 0, exact: true })
  })

  test('says what to try when nothing is found', () => {
    const archive = archiveWith(...WATER)
    const hint = (text: string) =>
      archive.answer('archive.list', { query: { ...EVERYTHING, text }, offset: 0, limit: 5 }).hint
    expect(hint('drou')).toContain('drou*')
    expect(hint('outlet:Nobody')).toContain('Nobody')
    expect(hint('after:soon gates')).toContain('not a date')
    expect(hint('gates')).toBeNull()
  })
})

describe('the histogram', () => {
  test('counts by month and does not pretend to know a month from a year', () => {
    const archive = archiveWith(...WATER.slice(1))
    for (const query of [EVERYTHING, { ...EVERYTHING, outletId: 1 }]) {
      const { firstMonth, counts, undated, total } = archive.answer('archive.histogram', { query })
      expect([...counts].reduce((sum, count) => sum + count, 0) + undated).toBe(total)
      expect(firstMonth).toBeGreaterThanOrEqual(2024 * 12)
    }
    const { counts, undated } = archive.answer('archive.histogram', {
      query: { ...EVERYTHING, text: 'treaty OR gates' },
    })
    expect(undated).toBe(0)
    expect(counts[0]).toBe(2)
    expect(counts.at(-1)).toBe(1)
    expect(counts.length).toBe(33)
  })

  test('of nothing is empty', () => {
    expect(archiveWith().answer('archive.histogram', { query: EVERYTHING }).counts.length).toBe(0)
  })
})
