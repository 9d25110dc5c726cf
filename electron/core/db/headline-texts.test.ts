import { afterEach, expect, test } from 'vitest'
import { addArticles, onDay, prepared, temporaryArchive } from '../../dev/test-archive.ts'
import { headlinePlaces } from './headline-texts.ts'

let remove = () => {}
afterEach(() => remove())

const FILTER = { outletIds: null, notOutletIds: [], fromDay: null, toDay: null }

test('looked up one by one or in a walk along all of them, they are the same ones in the same order', () => {
  const temporary = temporaryArchive()
  ;({ remove } = temporary)
  const { archive } = temporary
  const MANY = 900
  addArticles(archive, [
    prepared({
      published: onDay('2024-01-01'),
      headlines: Array.from({ length: MANY }, (_, i) => ({
        title: `Number ${i}`,
        outlet: `Outlet ${(i * 7) % 11}`,
        date:
          i % 50 === 0
            ? null
            : new Date(Date.UTC(1960 + (i % 70), i % 12, 1 + (i % 28))).toISOString().slice(0, 10),
      })),
    }),
  ])
  const ids = archive.db.prepare('SELECT id FROM headline ORDER BY id').pluck().all() as number[]
  for (const filter of [
    FILTER,
    { ...FILTER, fromDay: -1000, toDay: 9000 },
    { ...FILTER, outletIds: [3, 5], notOutletIds: [5] },
  ]) {
    const walked = headlinePlaces(archive.db, ids, filter, MANY - 1)
    const halves = [ids.slice(0, MANY / 2), ids.slice(MANY / 2)].map((half) =>
      headlinePlaces(archive.db, half, filter),
    )
    const rows = ({ id, outlet, day }: typeof walked) => [...id].map((one, i) => [outlet[i]!, day[i]!, one])
    const both = halves.flatMap(rows)
    expect(walked.id.length).toBeGreaterThan(50)
    expect(
      rows(walked)
        .map(([, , id]) => id)
        .sort(),
    ).toEqual(both.map(([, , id]) => id).sort())
    for (const half of [...halves, walked]) {
      const order = rows(half).map(([outlet, day]) => outlet! * 1e7 + (Number.isNaN(day) ? -2e6 : day!))
      expect(order).toEqual(order.toSorted((a, b) => a - b))
    }
  }
})
