/**
 * Text of the web without titles: FineWeb and C4. Their date is the day on which a crawler came by, never that of publication:
 * a publication day is only taken from the address.
 */
import { DATA_EXTRACTOR } from '../../../extractors.ts'
import type { RowShape } from '../../../format.ts'
import { newsArticle } from '../news-row.ts'
import { hasKeys, hasOneOf } from './keys.ts'

/** https://huggingface.co/datasets/HuggingFaceFW/fineweb, -edu and what was derived from them. */
export const fineWeb: RowShape = {
  name: 'FineWeb',
  extractor: DATA_EXTRACTOR,
  recognises: (keys) =>
    hasKeys(keys, 'text url') &&
    hasOneOf(keys, 'dump file_path') &&
    hasOneOf(keys, 'token_count language_score score int_score'),
  read: (row) => newsArticle({ body: row.text, url: row.url, saved: row.date, language: row.language }),
}

/** https://huggingface.co/datasets/allenai/c4, `realnewslike` among them; some derivatives lost the addresses' schemes. */
export const c4: RowShape = {
  name: 'C4',
  extractor: DATA_EXTRACTOR,
  recognises: (keys) =>
    hasKeys(keys, 'text url') &&
    [...keys].every((key) => ['text', 'url', 'timestamp', 'id', 'source'].includes(key)),
  read: (row) => newsArticle({ body: row.text, url: row.url, saved: row.timestamp }),
}
