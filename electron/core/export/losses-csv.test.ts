import { expect, test } from 'vitest'
import { lossesCsv } from './losses-csv.ts'

test('a loss report as a table, in which no field of a hostile export is a formula', () => {
  const row = { format: 'Pocket export', fate: 'lost' as const, records: 12 }
  expect(lossesCsv([{ ...row, field: '=1+1', how: 'it "has" no place' }])).toBe(
    '\ufeff"format","field","fate","how","records"\r\n"Pocket export","\'=1+1","not kept","it ""has"" no place",12\r\n',
  )
})
