import { expect, test } from 'vitest'
import { comparedByOutlet } from './compared.ts'

const outlet = (id: number, articles: number, headlines: number) => ({
  ...{ id, name: `Outlet ${id}`, hue: 0, undated: 0, firstMonth: null },
  ...{ articles, headlines },
})

test('every outlet of either query is there once, the one with most of both first', () => {
  const rows = comparedByOutlet([outlet(1, 5, 0), outlet(2, 3, 1)], [outlet(2, 4, 0), outlet(3, 6, 0)])
  expect(rows.map(({ outlet: { id }, counts }) => [id, ...counts.map((one) => one.articles)])).toEqual([
    [2, 3, 4],
    [3, 0, 6],
    [1, 5, 0],
  ])
})
