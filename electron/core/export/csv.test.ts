import { expect, test } from 'vitest'
import { csvCell } from './csv.ts'

test.each([
  ['=1+1', `"'=1+1"`],
  ['+1', `"'+1"`],
  ['-1', `"'-1"`],
  ['@SUM(A1)', `"'@SUM(A1)"`],
  ['\t=1', `"'\t=1"`],
  ['\r=1', `"'\n=1"`],
  ['\n@x', `"'\n@x"`],
  ['\tplain', `"'\tplain"`],
  ['  =1', `"'  =1"`],
  ['＝1', `"'＝1"`],
  ['＋1', `"'＋1"`],
  ['－1', `"'－1"`],
  ['＠x', `"'＠x"`],
  ['\ufeff=1', `"'\ufeff=1"`],
  ['\u0000=1', `"'=1"`],
  ['=cmd|"/c calc"!A0', `"'=cmd|""/c calc""!A0"`],
  // what is no formula stays as it is
  ['a=b', '"a=b"'],
  ['"quoted", and comma', '"""quoted"", and comma"'],
  ['two\nlines', '"two\nlines"'],
  ['', '""'],
  [-7, '-7'],
])('%j', (value, cell) => {
  expect(csvCell(value)).toBe(cell)
})
