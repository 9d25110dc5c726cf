import { afterEach, expect, test } from 'vitest'
import { addArticles, onDay, prepared, temporaryArchive } from '../../dev/test-archive.ts'
import { dayOfDate } from '../../shared/days.ts'
import type { Archive } from '../archive.ts'

const cleanups: (() => void)[] = []
afterEach(() => cleanups.splice(0).forEach((remove) => remove()))

function archiveWith(...articles: Parameters<typeof prepared>[0][]): Archive {
  const { archive, remove } = temporaryArchive()
  cleanups.push(remove)
  addArticles(archive, articles.map(prepared), false)
  return archive
}

const day = (date: string) => dayOfDate(date)!

const NEWS = [
  {
    published: onDay('2025-03-10'),
    headlines: [
      { title: 'A', outlet: 'Delta Courier', date: '2025-03-09' },
      { title: 'A', outlet: 'Delta Courier', date: '2025-03-09' },
      { title: 'B', outlet: null, date: '2025-03-09' },
      { title: 'C', outlet: 'Delta Courier', date: null },
    ],
  },
  {
    published: onDay('2025-03-10'),
    headlines: [{ title: 'A', outlet: 'DELTA courier', date: '2025-03-09' }],
  },
  { published: onDay('2025-03') },
  { published: onDay('2025') },
  {},
]

test('the overview counts what the lanes hold', () => {
  const archive = archiveWith(...NEWS)
  const overview = archive.answer('archive.timeline', undefined)
  const [harbor, delta, none] = overview.outlets
  expect(harbor).toMatchObject({
    name: 'Harbor Ledger',
    articles: 5,
    headlines: 0,
    undated: 1,
    firstMonth: 2025 * 12,
  })
  expect(delta).toMatchObject({ name: 'Delta Courier', articles: 0, headlines: 2, undated: 1 })
  expect(none).toMatchObject({ id: 0, headlines: 1 })
  expect([...overview.articles]).toEqual([0, 0, 3])
  expect([...overview.headlines]).toEqual([0, 0, 2])
  expect(overview).toMatchObject({ undatedArticles: 1, undatedHeadlines: 1, firstMonth: 2025 * 12 })
  expect([overview.firstDay, overview.lastDay]).toEqual([day('2025-01-01'), day('2025-03-10')])
})

test('a headline listed three times is one, and each listing keeps its own spelling', () => {
  const archive = archiveWith(...NEWS)
  const id = archive.db.prepare("SELECT id FROM headline WHERE title = 'A'").pluck().get() as number
  expect(archive.answer('archive.headline', { id })).toMatchObject({
    listings: 3,
    outlet: 'Delta Courier',
    date: '2025-03-09',
    listedIn: 1,
  })
  const second = archive.db
    .prepare('SELECT outlet_as_written FROM listing WHERE article_id = 2')
    .pluck()
    .get()
  expect(second).toBe('DELTA courier')
})

test.each([
  ['item', '2025-03-01', '2025-03-31', 100],
  ['day', '2025-03-01', '2025-03-31', 0],
  ['month', '2000-01-01', '2025-12-31', 0],
] as const)(
  '%s: every dated article and headline once, none on a day it does not know',
  (level, from, to, maxItems) => {
    const archive = archiveWith(...NEWS)
    const lanes = archive.answer('archive.lanes', {
      outletIds: [1, 2],
      fromDay: day(from),
      toDay: day(to),
      maxItems,
    })
    expect(lanes.level).toBe(level)
    const rows = [...lanes.lane].map((lane, i) => ({
      lane,
      day: lanes.day[i]!,
      span: lanes.span[i]!,
      articles: lanes.articles[i]!,
      headlines: lanes.headlines[i]!,
    }))
    const sum = (lane: number, kind: 'articles' | 'headlines') =>
      rows.filter((row) => row.lane === lane).reduce((total, row) => total + row[kind], 0)
    expect([sum(0, 'articles'), sum(1, 'headlines')]).toEqual([4, 1])
    expect(rows.find((row) => row.span > 31)).toMatchObject({ articles: 1, span: 365 })
    if (level !== 'month') {
      expect(rows.find((row) => row.span === 31)).toMatchObject({ articles: 1, day: day('2025-03-01') })
      expect(rows.filter((row) => row.span === 1 && row.day === day('2025-03-01'))).toEqual([])
    }
  },
)

test('days before 1970 and far ahead stay on their day', () => {
  const archive = archiveWith({ published: onDay('1066-10-14') }, { published: onDay('9999-12-31') })
  for (const maxItems of [0, 10]) {
    const at = (date: string) =>
      archive.answer('archive.lanes', { outletIds: [1], fromDay: day(date), toDay: day(date), maxItems })
        .day[0]
    expect(at('1066-10-14')).toBe(day('1066-10-14'))
    expect(at('9999-12-31')).toBe(day('9999-12-31'))
  }
})
