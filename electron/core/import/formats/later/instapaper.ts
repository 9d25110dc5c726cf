/** Instapaper’s CSV in its three generations: without a date, with one, with tags. */
import type { Brought } from '../../brought.ts'
import type { RecordContent, Row, RowShape } from '../../format.ts'
import { fatesOf, plan } from './fates.ts'
import { savedArticle } from './saved-article.ts'
import { epochMs, flat, jsonList, textOf } from './values.ts'

const FATES = plan({
  URL: 'kept',
  Title: 'kept',
  Selection: { to: 'a highlight, placed by its words' },
  Folder: { to: '“Archive” is read, “Starred” starred, other folders are collections' },
  Timestamp: { to: 'when it was saved' },
  Tags: 'kept',
})
const TEXT_ITEM = { ...FATES, ...plan({ Selection: { to: 'the text, as there is no address' } }) }

export const instapaper: RowShape = {
  name: 'Instapaper export',
  extractor: 'export/instapaper/1',
  recognises: (keys, _rows, container) =>
    container === 'csv' && ['URL', 'Title', 'Selection', 'Folder'].every((key) => keys.has(key)),
  read: readRow,
}

function readRow(row: Row): RecordContent {
  const url = textOf(row['URL'])
  const selection = textOf(row['Selection'])
  const savedAtMs = epochMs(row['Timestamp'])
  const isText = url === '' && selection !== ''
  const brought: Brought = {
    ...placeIn(textOf(row['Folder'])),
    tags: flat(jsonList(row['Tags'])),
    ...(selection !== '' && !isText ? { highlights: [{ quote: selection }] } : {}),
    ...(savedAtMs === null ? {} : { savedAtMs }),
  }
  return {
    outcome: savedArticle({ title: textOf(row['Title']), url, ...(isText ? { text: selection } : {}) }),
    capturedAtMs: savedAtMs,
    brought,
    fields: fatesOf({ ...row, Tags: brought.tags }, isText ? TEXT_ITEM : FATES),
  }
}

/** A folder says the state, or is one; a starred article that lies in one says only one of both. */
function placeIn(folder: string): Brought {
  if (folder === '' || folder === 'Unread') return {}
  if (folder === 'Archive') return { read: true }
  if (folder === 'Starred') return { starred: true }
  return { collections: [[folder]] }
}
