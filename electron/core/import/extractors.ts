/** The extractors of today, apart from their code: a process that only answers questions need not load them. */

/** To be raised when an extractor changes what it yields: kept with each record, so that older ones can be extracted again. */
export const TEXT_EXTRACTOR = 'text-dump/1'
export const PAGE_EXTRACTOR = 'page/1'
export const DATA_EXTRACTOR = 'data/1'
export const FEED_EXTRACTOR = 'feed/1'

/** With the formats, as the ledger calls them, that have one; those that others made or refused can be extracted again. */
export const today = {
  extractors: [TEXT_EXTRACTOR, PAGE_EXTRACTOR, DATA_EXTRACTOR, FEED_EXTRACTOR],
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
