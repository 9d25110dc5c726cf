/** Data sets of news known by their keys. The stricter stand first; whatever is known by good names alone comes after them. */
import type { RowShape } from '../../../format.ts'
import { c4, fineWeb } from './web-text.ts'
import { mediaCloud, mediaCloudArchive } from './media-cloud.ts'
import { ccNews, newsPlease, realNews } from './news-please.ts'
import { frontPages, jsonFeed, newsApi, trafilatura } from './other-news.ts'

export const newsShapes: readonly RowShape[] = [
  newsPlease,
  realNews,
  ccNews,
  fineWeb,
  c4,
  mediaCloudArchive,
  mediaCloud,
  trafilatura,
  newsApi,
  frontPages,
  jsonFeed,
]
