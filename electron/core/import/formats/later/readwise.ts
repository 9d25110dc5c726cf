/** Readwise Reader’s CSV: addresses with tags as Python prints them; it holds neither texts nor highlights. */
import type { RecordContent, Row, RowShape } from '../../format.ts'
import { fatesOf, plan } from './fates.ts'
import { savedArticle } from './saved-article.ts'
import { flagOf, flat, isoMs, pythonList, textOf } from './values.ts'

const FATES = plan({
  Title: 'kept',
  URL: 'kept',
  'Document tags': { to: 'tags' },
  'Saved date': { to: 'when it was saved' },
  'Reading progress': { to: 'read from 98 % on; the place in the text is not kept' },
  Location: { to: '“archive” is read; “shortlist” and “feed” are collections' },
  Seen: { lost: 'that it was opened once is not kept' },
  ID: { lost: 'a number of Reader’s own' },
})

const COLLECTIONS: Readonly<Record<string, string>> = { shortlist: 'Shortlist', feed: 'Feed' }
const READ_FROM = 0.98

export const readwise: RowShape = {
  name: 'Readwise Reader export',
  extractor: 'export/readwise/1',
  recognises: (keys, _rows, container) =>
    container === 'csv' &&
    ['Title', 'URL', 'Document tags', 'Saved date', 'Location'].every((key) => keys.has(key)),
  read: readRow,
}

function readRow(row: Row): RecordContent {
  const location = textOf(row['Location']).toLowerCase()
  const collection = COLLECTIONS[location]
  const savedAtMs = isoMs(row['Saved date'])
  const tags = pythonList(row['Document tags'])
  return {
    outcome: savedArticle({ title: textOf(row['Title']), url: textOf(row['URL']) }),
    capturedAtMs: savedAtMs,
    brought: {
      tags: flat(tags),
      read: location === 'archive' || progressOf(row['Reading progress']) >= READ_FROM,
      ...(collection ? { collections: [[collection]] } : {}),
      ...(savedAtMs === null ? {} : { savedAtMs }),
    },
    fields: fatesOf({ ...row, 'Document tags': tags, Seen: flagOf(row['Seen']) }, FATES),
  }
}

/** Written as a share or in percent: `1` is all of it in the one and hardly anything in the other. */
function progressOf(value: unknown): number {
  const progress = Number(textOf(value) || 0)
  return progress > 1 ? progress / 100 : textOf(value).includes('.') || progress === 0 ? progress : 0
}
