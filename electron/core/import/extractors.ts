/** The extractors of today, apart from their code: a process that only answers questions need not load them. */

/** To be raised when an extractor changes what it yields: kept with each record, so that older ones can be extracted again. */
export const TEXT_EXTRACTOR = 'text-dump/1'
export const PAGE_EXTRACTOR = 'page/1'
export const DATA_EXTRACTOR = 'data/1'
export const FEED_EXTRACTOR = 'feed/1'

/** Those of the exports of other programs, see shapes.ts. */
const OF_EXPORTS = [
  'csl/1',
  'instapaper/1',
  'karakeep/1',
  'linkwarden/1',
  'matter/1',
  'omnivore/1',
  'pocket/1',
  'raindrop/1',
  'readwise/1',
  'ris/1',
  'wallabag-csv/1',
  'wallabag/1',
  'zotero-csv/1',
  'zotero-rdf/1',
] as const

/** With the formats, as the ledger calls them, that have one; those that others made or refused can be extracted again. */
export const today = {
  extractors: [TEXT_EXTRACTOR, PAGE_EXTRACTOR, DATA_EXTRACTOR, FEED_EXTRACTOR, ...OF_EXPORTS],
  formats: [
    'text',
    'HTML page',
    'MHTML page',
    'e-mail',
    'WARC',
    'WACZ',
    'JSON',
    'JSON Lines',
    'table',
    'Parquet',
    'XML',
    'bookmarks',
  ],
} as const
