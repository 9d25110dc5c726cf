import { expect, test } from 'vitest'
import { matterRows, matterZip } from './matter.ts'
import { articleOf, fatesIn, files, recordsIn, rowsOf } from './test-exports.ts'

const FIRST =
  'Title,Author,Publisher,URL,Word Count,Saved,Read,Highlight Count,Last Interaction Date,File Id\n' +
  'Gates,Hanne Lund,Tidewater Post,https://tidewater.example/gates,120,2022-12-17 10:00:00,False,1,2022-12-18 14:49:11,content_15.html\n'
const SECOND =
  'Title,Author,Publisher,URL,Tags,Word Count,In Queue,Favorited,Read,Highlight_Count,Last Interaction Date,File Id\n' +
  'Bridge,,Ledger,https://ledger.example/bridge,one;two words,50,TRUE,True,TRUE,0,2022-12-18 14:49:11,content_99.html\n'

test('the first header, with texts and highlights in the same zip', () => {
  const set = files([
    ['m/_matter_history.csv', FIRST],
    ['m/content_15.html', '<article><p>The gates stay shut.</p></article>'],
    [
      'm/highlights.csv',
      'Title,Author,Publisher,Text,Highlighted Date\nGates,Hanne Lund,Tidewater Post,The gates stay shut.,2022-12-18 14:49:11\n' +
        'Another,,Ledger,Of an article that is not there.,2022-12-18 14:49:11\n',
    ],
  ])
  expect(matterZip.recognise(set)!.size).toBe(3)
  const [gates, another, more] = recordsIn(matterZip, set)
  expect(more).toBeUndefined()
  expect(articleOf(gates!)).toMatchObject({
    outlet: 'Tidewater Post',
    authors: [{ name: 'Hanne Lund' }],
    blocks: [{ text: 'The gates stay shut.' }],
  })
  expect(gates!.brought).toEqual({
    tags: [],
    read: false,
    starred: false,
    highlights: [{ quote: 'The gates stay shut.', createdAtMs: Date.UTC(2022, 11, 18, 14, 49, 11) }],
    savedAtMs: Date.UTC(2022, 11, 17, 10),
  })
  expect(gates!.parts).toMatchObject([{ name: 'm/content_15.html' }])
  expect(articleOf(another!)).toMatchObject({ title: 'Another', outlet: 'Ledger' })
})

test('the second header; a text that is missing', () => {
  const [one] = recordsIn(matterZip, files([['_matter_history.csv', SECOND]]))
  expect(articleOf(one!).notices).toEqual(['The export holds only its address and title.'])
  expect(one!.brought).toMatchObject({ tags: [['one'], ['two words']], read: true, starred: true })
  expect(fatesIn(one!)).toContain('In Queue: lost')
  expect(rowsOf(matterRows, SECOND)).toHaveLength(1)
})
