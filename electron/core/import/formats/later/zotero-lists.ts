/** Zotero’s CSL-JSON and CSV. */
import type { DocumentShape, RecordContent, Row, RowShape } from '../../format.ts'
import { fatesOf, plan } from './fates.ts'
import { isObject, isoMs, objectsIn, split, textOf } from './values.ts'
import { NO_ITEM, personName, turnedName, zoteroContent } from './zotero-item.ts'

const CSL_FATES = plan({
  type: { lost: 'an article is an article' },
  title: 'kept',
  URL: 'kept',
  author: 'kept',
  'container-title': { to: 'the outlet' },
  issued: { to: 'the date, as precise as it is known' },
  abstract: { to: 'the description' },
  language: { to: 'the language' },
  keyword: { to: 'tags' },
  note: { to: 'a note on the article' },
  accessed: { lost: 'when it was looked at is not kept' },
  id: { lost: 'a number of another program’s own' },
  'citation-key': { lost: 'a name for citing of another program’s own' },
})

/** Types of the Citation Style Language that are texts, https://docs.citationstyles.org/en/stable/specification.html */
const TYPES =
  /^(?:article(?:-\w+)?|webpage|post(?:-weblog)?|entry(?:-\w+)?|review(?:-book)?|interview|broadcast|report|document|book|chapter|paper-conference|thesis|manuscript|speech|pamphlet|legislation|legal_case|bill|patent|personal_communication|dataset|figure|graphic|map|motion_picture|song|software|standard|treaty|hearing|regulation|performance|periodical|collection|classic|event)$/

function isCsl(item: Readonly<Record<string, unknown>>): boolean {
  const { type, id, URL: url } = item
  if (typeof type !== 'string' || !TYPES.test(type) || !('title' in item)) return false
  const isStructured = ['issued', 'accessed', 'author'].some(
    (key) => isObject(item[key]) || Array.isArray(item[key]),
  )
  return isStructured || (id !== undefined && url !== undefined)
}

export const cslRows: RowShape = {
  name: 'CSL-JSON',
  extractor: 'export/csl/1',
  recognises: (_keys, rows, container) => container === 'json' && rows.length > 0 && rows.every(isCsl),
  read: readCsl,
}

/** One item by itself, or a list of them under a name. */
export const cslDocument: DocumentShape = {
  name: 'CSL-JSON',
  extractor: 'export/csl/1',
  recognises: (document) =>
    isObject(document) && itemsOf(document).length > 0 && itemsOf(document).every(isCsl),
  *records(document) {
    if (isObject(document)) for (const json of itemsOf(document)) yield { json, ...readCsl(json) }
  },
}

function itemsOf(document: Record<string, unknown>): Record<string, unknown>[] {
  return Array.isArray(document['items']) ? objectsIn(document['items']) : [document]
}

function readCsl(item: Row): RecordContent {
  const note = textOf(item['note'])
  return {
    ...zoteroContent({
      ...NO_ITEM,
      title: textOf(item['title']),
      url: textOf(item['URL']),
      authors: objectsIn(item['author']).map(
        ({ family, given, literal }) => textOf(literal) || personName(textOf(family), textOf(given)),
      ),
      outlet: textOf(item['container-title']),
      date: cslDate(item['issued']),
      abstract: textOf(item['abstract']),
      language: textOf(item['language']),
      tags: split(item['keyword'], ','),
      notes: note === '' ? [] : [note],
    }),
    fields: fatesOf(item, CSL_FATES),
  }
}

/** `{"date-parts": [[2024, 5, 3]]}`, with parts as numbers or texts, fewer of them, or a text instead. */
function cslDate(issued: unknown): string {
  if (!isObject(issued)) return textOf(issued)
  const parts = Array.isArray(issued['date-parts']) ? (issued['date-parts'] as unknown[])[0] : null
  if (!Array.isArray(parts)) return textOf(issued['raw']) || textOf(issued['literal'])
  const [year = '', month = '', day = ''] = parts.map((part) => textOf(part))
  if (!/^\d{4}$/.test(year)) return ''
  return [year, month, day]
    .filter((part) => part !== '')
    .map((part) => part.padStart(2, '0'))
    .join('-')
}

const CSV_FATES = plan({
  'Item Type': { lost: 'an article is an article' },
  Title: 'kept',
  Author: 'kept',
  'Publication Title': { to: 'the outlet' },
  'Publication Year': { to: 'the date, where Date does not say more' },
  Date: 'kept',
  Url: 'kept',
  'Abstract Note': { to: 'the description' },
  Language: { to: 'the language' },
  Notes: { to: 'notes on the article' },
  'Manual Tags': { to: 'tags' },
  'Automatic Tags': { to: 'tags' },
  'Date Added': { to: 'when it was saved' },
  'Access Date': { lost: 'when it was looked at is not kept' },
  'Date Modified': { lost: 'when it was last changed there is not kept' },
  'File Attachments': { lost: 'the files are not in the export' },
  'Link Attachments': { lost: 'links to other places are not kept' },
  Key: { lost: 'a number of Zotero’s own' },
})

export const zoteroCsv: RowShape = {
  name: 'Zotero table',
  extractor: 'export/zotero-csv/1',
  recognises: (keys, _rows, container) =>
    container === 'csv' && ['Key', 'Item Type', 'Title', 'Url', 'Date Added'].every((key) => keys.has(key)),
  read: (row) => ({
    ...zoteroContent({
      ...NO_ITEM,
      title: textOf(row['Title']),
      url: textOf(row['Url']),
      authors: split(row['Author'], ';').map(turnedName),
      outlet: textOf(row['Publication Title']),
      date: textOf(row['Date']) || textOf(row['Publication Year']),
      abstract: textOf(row['Abstract Note']),
      language: textOf(row['Language']),
      tags: [...split(row['Manual Tags'], ';'), ...split(row['Automatic Tags'], ';')],
      notes: split(row['Notes'], /;(?=\s*<)/),
      addedAtMs: isoMs(row['Date Added']),
    }),
    fields: fatesOf(row, CSV_FATES),
  }),
}
