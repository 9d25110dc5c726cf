import { expect, it } from 'vitest'
import { sniffKind } from '../../detect.ts'
import { articleOf, recordsOf, said, stretchOf } from './data-fixtures.ts'
import { parquet } from './parquet.ts'

/** Invented, written with hyparquet-writer (Snappy): title, text, authors (a list), meta (outlet, date); groups of three rows. */
const FILE = Buffer.from(
  `UEFSMRUGFYgBFWBcFQYVABUGFQAVBBUAAAADB0JUEgAAAEdhdGUgMSDigJMgw4ljbHVzZRUWBDIgThYAMDMg4oCTIMOJY2x1
c2UVBhVwFWJcFQYVAhUGFQAVBBUAAAADBTZoFwAAAFRoZSBnYXRlIDEgc3RheWVkIHNodXQuMhsANDMgc3RheWVkIHNodXQu
FQYVOBU8XBUIFQQVBhUAFQYVBAAAAwQDPQAXWAgAAABKYW5lIERvZQcAAABSdWkgU8OhFQQVHBUgTBUCFQAAAA40CgAAAFRo
ZSBIZXJhbGQVBhUKFQ5cFQYVABUGFRAVBhUAAAADKgACBAADFQYVWhVMXBUGFQAVBhUAFQYVAAAAAyoAKjQKAAAAMjAyNC0w
My0wMTIOADgyCgAAADIwMjQtMDMtMDMVBhVcFVRcFQQVABUEFQAVBBUAAAADAyxUEgAAAEdhdGUgNCDigJMgw4ljbHVzZRUW
MDUg4oCTIMOJY2x1c2UVBhVwFWJcFQQVABUEFQAVBBUAAAADAzZoFwAAAFRoZSBnYXRlIDQgc3RheWVkIHNodXQuMhsANDUg
c3RheWVkIHNodXQuFQYVZhVCXBUIFQAVBBUAFQYVBAAAAwoD/wAuWAgAAABKYW5lIERvZQcAAABSdWkgU8OhWhcAFQQVHBUg
TBUCFQAAAA40CgAAAFRoZSBIZXJhbGQVBhUKFQ5cFQQVABUEFRAVBhUAAAADCgACBAADFQYVPhVCXBUEFQAVBBUAFQYVAAAA
AwoAHGwKAAAAMjAyNC0wMy0wNAoAAAAyMDI0LTAzLTA1FQQZnEgEcm9vdBUIABUMJQIYBXRpdGxlJQAAFQwlAhgEdGV4dCUA
ADUCGAdhdXRob3JzFQIVBgA1BBgEbGlzdBUCABUMJQIYB2VsZW1lbnQlAAA1AhgEbWV0YRUEABUMJQIYBm91dGxldCUAABUM
JQIYBGRhdGUlAAAWChksGVwmCBwVDBkVABkYBXRpdGxlFQIWBha0ARaMASYIPDYAKBBHYXRlIDMg4oCTIMOJY2x2GBBHYXRl
IDEg4oCTIMOJY2x1EhIAGRwVBhUAFQIAAAAmlAEcFQwZFQAZGAR0ZXh0FQIWBhaaARaMASaUATw2AigQVGhlIGdhdGUgMyBz
dGF5ZhgQVGhlIGdhdGUgMSBzdGF5ZRISABkcFQYVABUCAAAAJqACHBUMGRUAGTgHYXV0aG9ycwRsaXN0B2VsZW1lbnQVAhYI
FmIWZiagAjw2BCgHUnVpIFPDoRgISmFuZSBEb2UAGRwVBhUAFQIAAAAmhgMcFQwZJQAQGSgEbWV0YQZvdXRsZXQVAhYGFmoW
cibAAyaGAxw2ACgKVGhlIEhlcmFsZBgKVGhlIEhlcmFsZAAZLBUEFQAVAgAVBhUQFQIAAAAm+AMcFQwZFQAZKARtZXRhBGRh
dGUVAhYGFoQBFnYm+AM8NgAoCjIwMjQtMDMtMDMYCjIwMjQtMDMtMDEAGRwVBhUAFQIAAAAWngUWBjbmBAAZXCbuBBwVDBkV
ABkYBXRpdGxlFQIWBBaGARZ+Ju4EPDYAKBBHYXRlIDUg4oCTIMOJY2x2GBBHYXRlIDQg4oCTIMOJY2x1EhIAGRwVBhUAFQIA
AAAm7AUcFQwZFQAZGAR0ZXh0FQIWBBaaARaMASbsBTw2ACgQVGhlIGdhdGUgNSBzdGF5ZhgQVGhlIGdhdGUgNCBzdGF5ZRIS
ABkcFQYVABUCAAAAJvgGHBUMGRUAGTgHYXV0aG9ycwRsaXN0B2VsZW1lbnQVAhYIFpABFmwm+AY8NgAoB1J1aSBTw6EYCEph
bmUgRG9lABkcFQYVABUCAAAAJuQHHBUMGSUAEBkoBG1ldGEGb3V0bGV0FQIWBBZqFnImnggm5AccNgAoClRoZSBIZXJhbGQY
ClRoZSBIZXJhbGQAGSwVBBUAFQIAFQYVEBUCAAAAJtYIHBUMGRUAGSgEbWV0YQRkYXRlFQIWBBZoFmwm1gg8NgAoCjIwMjQt
MDMtMDUYCjIwMjQtMDMtMDQAGRwVBhUAFQIAAAAWggUWBDbUBAAoCWh5cGFycXVldBlcHAAAHAAAHAAAHAAAHAAAAMoDAABQ
QVIx`,
  'base64',
)

it('rows are articles, with what is nested, missing and in lists', () => {
  expect(sniffKind(FILE)).toBe('parquet')
  const records = recordsOf(FILE)
  expect(records.map(said)).toEqual([1, 2, 3, 4, 5].map((n) => `Gate ${n} – Écluse`))
  expect(articleOf(records[3]!)).toMatchObject({
    outlet: 'The Herald',
    published: { value: '2024-03-04' },
    authors: [{ name: 'Jane Doe' }, { name: 'Rui Sá' }],
    blocks: [{ text: 'The gate 4 stayed shut.' }],
  })
  expect(articleOf(records[0]!).authors).toEqual([])
  expect(articleOf(records[1]!).blocks).toEqual([])
})

it('a row’s original is JSON that is read as the row was; its place is that of its group', () => {
  const records = recordsOf(FILE)
  expect(records.map(({ byteStart }) => byteStart)).toEqual([4, 4, 4, 311, 311])
  for (const { bytes, outcome } of records) expect(recordsOf(bytes!)[0]!.outcome).toEqual(outcome)
  expect(stretchOf(parquet, FILE, 311).records).toEqual(records.slice(3))
})

it('what is damaged says where, and the other groups are read', () => {
  expect(recordsOf(FILE.subarray(0, -30)).map(said)).toEqual([
    '! This Parquet file has no end: it was cut off.',
  ])
  const footer = Buffer.from(FILE)
  footer.writeUInt32LE(0x7fffffff, footer.length - 8)
  expect(recordsOf(footer).map(said)).toEqual(['! The end of this Parquet file is damaged.'])
  const page = Buffer.from(FILE)
  page.fill(0xff, 330, 480)
  expect(recordsOf(page).map(said)).toEqual([
    'Gate 1 – Écluse',
    'Gate 2 – Écluse',
    'Gate 3 – Écluse',
    expect.stringMatching(/^! Row 4 and those after it in its group cannot be read: /),
  ])
})
