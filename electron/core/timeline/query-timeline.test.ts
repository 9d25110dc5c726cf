import { afterEach, describe, expect, test } from 'vitest'
import { addArticles, onDay, prepared, temporaryArchive } from '../../dev/test-archive.ts'
import { random } from '../../dev/generate.ts'
import { dayOfDate } from '../../shared/days.ts'
import { EVERYTHING, type Input, type ListQuery } from '../../shared/api.ts'
import type { TimelineLanes } from '../../shared/timeline.ts'
import type { Archive } from '../archive.ts'
import { IndexWriter } from '../index/index-writer.ts'
import { weekOf } from './bins.ts'

const cleanups: (() => void)[] = []
afterEach(() => cleanups.splice(0).forEach((remove) => remove()))

function emptyArchive(): Archive {
  const { archive, remove } = temporaryArchive()
  cleanups.push(remove)
  return archive
}

const day = (date: string) => dayOfDate(date)!
const query = (text: string, more: Partial<ListQuery> = {}): ListQuery => ({ ...EVERYTHING, text, ...more })

/** Articles of three outlets over two years, of every precision, each third with the word; headlines of two outlets. */
function mixed(archive: Archive, count = 300): void {
  const next = random(9)
  const two = (n: number) => String(n).padStart(2, '0')
  const dates = Array.from({ length: count }, () => {
    const [year, month, date] = [
      2023 + Math.floor(next() * 2),
      1 + Math.floor(next() * 12),
      1 + Math.floor(next() * 28),
    ]
    const precise = `${year}-${two(month)}-${two(date)}`
    const kind = next()
    return kind < 0.1 ? null : kind < 0.2 ? `${year}` : kind < 0.35 ? `${year}-${two(month)}` : precise
  })
  const outlets = ['Harbor Ledger', 'Delta Courier', 'Tidewater Post', null]
  addArticles(
    archive,
    dates.map((date, i) =>
      prepared({
        title: `Number ${i}`,
        text: `${i % 3 === 0 ? 'sluice' : 'gate'} number ${i}`,
        outlet: outlets[Math.floor(next() * 4)]!,
        published: date === null ? null : onDay(date),
        headlines:
          i % 5 === 0
            ? [{ title: `Headline ${i}`, outlet: outlets[i % 2]!, date: date?.length === 10 ? date : null }]
            : [],
      }),
    ),
  )
}

type Lanes = Omit<Input<'archive.lanes'>, 'query'>

/** As text, in any order. */
const entries = ({ lane, day: days, span, articles, headlines, id }: TimelineLanes) =>
  [...lane].map((l, i) => [l, days[i], span[i], articles[i], headlines[i], id[i]].join(' ')).sort()

test.each<[string, Partial<Lanes>]>([
  ['items', { maxItems: 5000 }],
  ['days', { fromDay: day('2023-06-10'), toDay: day('2024-02-20') }],
  ['days and others', { fromDay: day('2023-06-10'), toDay: day('2024-02-20'), others: true, outletIds: [2] }],
  ['weeks', { step: 'week', weekStart: 0, others: true, outletIds: [1, 3] }],
  ['months', { step: 'month' }],
  ['months and others', { step: 'month', others: true, outletIds: [3] }],
])('a query that finds everything draws the same as everything: %s', (_, more) => {
  const archive = emptyArchive()
  mixed(archive)
  const input: Lanes = {
    outletIds: [0, 1, 2, 3],
    fromDay: day('2023-01-01'),
    toDay: day('2024-12-31'),
    maxItems: 0,
    ...more,
  }
  const all = archive.answer('archive.lanes', input)
  // finds every article, and does not look into the kept counts
  const found = archive.answer('archive.lanes', {
    ...input,
    query: query('-outlet:"Nobody at all"', { only: undefined }),
  })
  const byDate = archive.answer('archive.lanes', { ...input, query: query('after:1900') })
  expect(found.level).toBe(all.level)
  expect(found.headlinesCounted).toBe(true)
  expect(entries(found)).toEqual(entries(all))
  expect(entries(byDate)).toEqual(entries(all))
})

test('the overview of a query counts what its list and its lanes hold', () => {
  const archive = emptyArchive()
  mixed(archive)
  const asked = query('sluice')
  const list = archive.answer('archive.histogram', { query: asked })
  const overview = archive.answer('archive.timeline', { query: asked })
  const sum = (counts: Iterable<number>) => [...counts].reduce((total, count) => total + count, 0)
  expect(sum(overview.outlets.map(({ articles }) => articles))).toBe(list.total)
  expect(overview).toMatchObject({ headlinesCounted: true, firstDay: list.firstDay, lastDay: list.lastDay })
  const outletIds = overview.outlets.map(({ id }) => id)
  const { firstDay, lastDay } = overview as { firstDay: number; lastDay: number }
  const lanes = archive.answer('archive.lanes', {
    outletIds,
    fromDay: firstDay,
    toDay: lastDay,
    maxItems: 0,
    query: asked,
  })
  expect(sum(lanes.articles) + overview.undatedArticles).toBe(list.total)
  const top = archive.answer('archive.timeline', { query: asked, top: 1 })
  expect(top.outlets).toEqual(overview.outlets.slice(0, 1))
  expect(top.outlets[0]!.articles + top.rest.articles).toBe(list.total)
  const everything = archive.answer('archive.timeline', undefined)
  const all = archive.answer('archive.timeline', { query: query('-outlet:"Nobody at all"') })
  expect(all).toEqual(everything)
})

test('of an outlet and a time the headlines are counted too, of words those with them in their titles, of imports none', () => {
  const archive = emptyArchive()
  mixed(archive)
  const headlines = (asked: ListQuery) => {
    const overview = archive.answer('archive.timeline', { query: asked })
    return overview.headlinesCounted
      ? overview.outlets.reduce((sum, outlet) => sum + outlet.headlines, 0)
      : null
  }
  const count = (where: string) =>
    archive.db.prepare(`SELECT count(*) FROM headline WHERE ${where}`).pluck().get() as number
  const harbor = archive.db
    .prepare("SELECT id FROM outlet WHERE name = 'Harbor Ledger'")
    .pluck()
    .get() as number
  expect(headlines(query('', { outletId: harbor }))).toBe(count(`outlet_id = ${harbor}`))
  expect(headlines(query('outlet:"Harbor Ledger"'))).toBe(count(`outlet_id = ${harbor}`))
  expect(headlines(query('-outlet:"Harbor Ledger"'))).toBe(count(`outlet_id <> ${harbor}`))
  expect(headlines(query('after:2023-03-15 before:2024-01-20'))).toBe(
    count(`day BETWEEN ${day('2023-03-15')} AND ${day('2024-01-20')}`),
  )
  expect(headlines(query('sluice'))).toBe(0)
  expect(headlines(query('', { importId: 1 }))).toBeNull()
})

test('the list behind a bar and behind the undated holds what they count, page by page', () => {
  const archive = emptyArchive()
  mixed(archive)
  for (const asked of [undefined, query('after:1900'), query('sluice')]) {
    const inMarch = { from: day('2023-03-01'), to: day('2023-03-31') }
    const all = archive.answer('archive.items', {
      query: asked,
      outletIds: [1, 2],
      days: inMarch,
      offset: 0,
      limit: 500,
    })
    expect(all.rows).toHaveLength(all.articles + all.headlines)
    expect(
      all.rows.every(({ date, outletId }) => date!.startsWith('2023-03') && [1, 2].includes(outletId!)),
    ).toBe(true)
    const pages = Array.from({ length: all.rows.length }, (_, offset) =>
      archive.answer('archive.items', { query: asked, outletIds: [1, 2], days: inMarch, offset, limit: 1 }),
    )
    expect(pages.flatMap(({ rows }) => rows)).toEqual(all.rows)
    const vague = archive.answer('archive.items', {
      query: asked,
      outletIds: [1, 2],
      days: inMarch,
      precision: 'month',
      offset: 0,
      limit: 500,
    })
    expect(vague.rows.every(({ date }) => date === '2023-03')).toBe(true)
    expect(all.rows.filter(({ precision }) => precision === 'month')).toEqual(vague.rows)
  }
  const overview = archive.answer('archive.timeline', undefined)
  const undated = archive.answer('archive.items', { outletIds: null, days: null, offset: 0, limit: 500 })
  expect([undated.articles, undated.headlines]).toEqual([overview.undatedArticles, overview.undatedHeadlines])
  expect(undated.rows.every(({ date }) => date === null)).toBe(true)
})

test('titles of many items come in one call, those that are gone left out', () => {
  const archive = emptyArchive()
  mixed(archive, 10)
  const titles = archive.answer('archive.titles', { articleIds: [3, 999, 1], headlineIds: [1, 77] })
  expect(titles.map(({ kind, id, title }) => `${kind} ${id} ${title}`)).toEqual([
    'article 3 Number 2',
    'article 1 Number 0',
    'headline 1 Headline 0',
  ])
})

test('what was imported is told by the first and last day of an outlet, and by the days that imports hold', () => {
  const archive = emptyArchive()
  addArticles(archive, [
    prepared({ published: onDay('2023-03-10') }),
    prepared({ title: 'B', text: 'Other.', published: onDay('2023-05-02'), outlet: 'Delta Courier' }),
    prepared({ title: 'C', text: 'More.', published: onDay('2023'), outlet: 'Delta Courier' }),
  ])
  addArticles(archive, [
    prepared({ title: 'D', text: 'Later.', published: onDay('2023-05-03'), outlet: 'Delta Courier' }),
  ])
  addArticles(archive, [
    prepared({ title: 'E', text: 'Much later.', published: onDay('2025-01-31'), outlet: 'Delta Courier' }),
  ])
  const coverage = archive.answer('archive.coverage', { outletIds: [1, 2, 0], imports: true })
  expect([...coverage.firstDay]).toEqual([day('2023-03-10'), day('2023-01-01'), Number.NaN])
  expect([...coverage.lastDay]).toEqual([day('2023-03-10'), day('2025-01-31'), Number.NaN])
  // the second import follows the first by a day, the third stands alone
  expect([...coverage.importedFrom]).toEqual([day('2023-01-01'), day('2025-01-31')])
  expect([...coverage.importedTo]).toEqual([day('2023-05-03'), day('2025-01-31')])
  expect(archive.answer('archive.coverage', { outletIds: [1] }).importedFrom).toHaveLength(0)
})

test('weeks begin on the day that was asked for, also before 1970', () => {
  for (const date of ['2025-03-10', '1969-12-28', '1066-10-14', '9999-12-31']) {
    for (let weekStart = 0; weekStart < 7; weekStart++) {
      const first = weekOf(day(date), weekStart)
      expect(day(date) - first).toBeGreaterThanOrEqual(0)
      expect(day(date) - first).toBeLessThan(7)
      expect(new Date(first * 86_400_000).getUTCDay()).toBe(weekStart)
    }
  }
})

test('an empty archive, one item, the years 1066 and 9999, names of 500 letters', () => {
  const archive = emptyArchive()
  const everything = { outletIds: [1], fromDay: -1_000_000, toDay: 5_000_000, maxItems: 10 }
  expect(archive.answer('archive.timeline', { query: query('x') })).toMatchObject({
    outlets: [],
    firstDay: null,
  })
  expect(archive.answer('archive.lanes', { ...everything, query: query('x') }).day).toHaveLength(0)
  const long = 'م'.repeat(500)
  addArticles(archive, [
    prepared({ title: 'Hastings', published: onDay('1066-10-14'), outlet: long }),
    prepared({ title: 'Far', text: 'Far ahead.', published: onDay('9999-12-31'), outlet: long }),
  ])
  const overview = archive.answer('archive.timeline', { query: query('after:1000') })
  expect(overview).toMatchObject({ firstDay: day('1066-10-14'), lastDay: day('9999-12-31') })
  expect(overview.outlets[0]!.name).toBe(long)
  expect(overview.articles).toHaveLength((9999 - 1066) * 12 + 3)
  for (const step of ['day', 'week', 'month'] as const) {
    const lanes = archive.answer('archive.lanes', { ...everything, step, query: query('after:1000') })
    expect([...lanes.articles]).toEqual([1, 1])
    expect(entries(lanes)).toEqual(entries(archive.answer('archive.lanes', { ...everything, step })))
  }
})

describe('headlines whose titles hold the words of a query', () => {
  function withHeadlines(): Archive {
    const archive = emptyArchive()
    const headline = (title: string, outlet: string, date: string | null) => ({ title, outlet, date })
    addArticles(archive, [
      prepared({
        title: 'A list',
        text: 'Nothing of that in here.',
        published: onDay('2024-01-01'),
        headlines: [
          headline('Sluice gates stay shut', 'Delta Courier', '2024-03-05'),
          headline('The gates of the sluice', 'Delta Courier', '2024-03-09'),
          headline('Sluices elsewhere', 'Tidewater Post', '2024-06-01'),
          headline('Écluse: café', 'Tidewater Post', '2024-07-01'),
          headline('A sluice of no date', 'Delta Courier', null),
          headline('沿河闸门仍未开启', 'Tidewater Post', '2024-08-01'),
        ],
      }),
    ])
    return archive
  }
  const all = { fromDay: day('2024-01-01'), toDay: day('2024-12-31'), maxItems: 50 }

  test.each([
    ['sluice', 3, 1],
    ['"sluice gates"', 1, 0],
    ['sluice*', 4, 1],
    ['title:sluice gates', 2, 0],
    ['sluice -gates', 1, 1],
    ['ecluse OR elsewhere', 2, 0],
    ['sluice after:2024-03-06', 1, 0],
    ['sluice* outlet:"Tidewater Post"', 1, 0],
    ['sluice* -outlet:"Tidewater Post"', 3, 1],
    ['闸门', 1, 0],
    ['nobody', 0, 0],
  ])('%s', (text, headlines, undated) => {
    const archive = withHeadlines()
    const overview = archive.answer('archive.timeline', { query: query(text) })
    expect(overview.headlinesCounted).toBe(true)
    expect(overview.outlets.reduce((sum, outlet) => sum + outlet.headlines, 0)).toBe(headlines)
    expect(overview.undatedHeadlines).toBe(undated)
    expect(overview.headlines.reduce((sum, count) => sum + count, 0)).toBe(headlines - undated)
    const outletIds = overview.outlets.map(({ id }) => id)
    const sumOf = ({ headlines: column }: TimelineLanes) => column.reduce((sum, count) => sum + count, 0)
    for (const step of [undefined, 'day', 'month'] as const) {
      const lanes = archive.answer('archive.lanes', {
        ...{ ...all, outletIds, query: query(text) },
        ...(step ? { step } : {}),
      })
      expect(sumOf(lanes)).toBe(headlines - undated)
    }
    const others = archive.answer('archive.lanes', {
      ...all,
      outletIds: [],
      others: true,
      query: query(text),
    })
    expect(sumOf(others)).toBe(headlines - undated)
    const listed = archive.answer('archive.items', {
      ...{ query: query(text), outletIds: null, days: null, offset: 0, limit: 9 },
    })
    expect(listed.headlines).toBe(undated)
  })

  test('what only says what is not to be there, or asks for tags, is of articles alone', () => {
    const archive = withHeadlines()
    for (const text of ['-sluice', 'sluice tag:x', 'sluice OR -gates']) {
      expect(archive.answer('archive.timeline', { query: query(text) }).headlinesCounted).toBe(false)
    }
  })

  test('an index that has none of them yet says so; it is made anew when their numbers are those of others', () => {
    const archive = withHeadlines()
    const found = () => {
      const { headlinesCounted, outlets } = archive.answer('archive.timeline', { query: query('sluice') })
      return headlinesCounted ? outlets.reduce((sum, outlet) => sum + outlet.headlines, 0) : null
    }
    expect(found()).toBe(3)
    archive.index.exec(`DROP TABLE headline_text; DELETE FROM state WHERE key = 'headlines'`)
    expect(found()).toBeNull()
    expect(archive.indexLag()).toBe(1)
    takeAllIn(archive)
    expect(archive.indexLag()).toBe(0)
    expect(found()).toBe(3)
    // as after an import that was undone, and another one
    archive.db.exec(
      `UPDATE headline SET title = 'Something else', title_hash = 5 WHERE title LIKE '%sluice%' OR title LIKE '%闸门%'`,
    )
    expect(archive.indexLag()).toBe(1)
    takeAllIn(archive)
    expect(found()).toBe(0)
  })
})

function takeAllIn(archive: Archive): void {
  const writer = IndexWriter.on(archive.db, archive.index)
  while (writer.catchUp() > 0);
}
