/** What extraction from a web page yields beyond the model: every candidate with its source, richer blocks, pictures. */

import type { Block, ExtractedArticle, PublishedDate, DatePrecision } from '../../../shared/model.ts'

/** Where a page says something. */
export type CandidateSource =
  | 'json-ld'
  | 'meta'
  | 'microdata'
  | 'time'
  | 'byline'
  | 'url'
  | 'title-element'
  | 'heading'
  | 'link'
  | 'embedded-json'
  | 'domain'
  | 'file-name'

/** One reading of a field, best first in its list. */
export interface Candidate {
  value: string
  source: CandidateSource
  /** the name it was read from: `datePublished`, `article:published_time`, `h1` */
  detail?: string
  precision?: DatePrecision
}

/** A stretch of a block's text that is set differently, as [start, end) in UTF-16 units. */
export interface Mark {
  type: 'em' | 'strong' | 'link' | 'code' | 'sub' | 'sup'
  start: number
  end: number
  /** of a link, as written */
  href?: string
}

/** A block with its structure; `text` alone always says the same in plain words. */
export interface RichBlock extends Omit<Block, 'kind'> {
  kind: Block['kind'] | 'table'
  /** of a heading, 1–6 */
  level?: number
  /** of a list; `text` holds them a line each */
  items?: string[]
  /** of a list */
  ordered?: boolean
  /** of a table: rows of cells; `text` holds a row a line, cells parted by tabs */
  rows?: string[][]
  marks?: Mark[]
}

/** A picture of the article; `src` as the page writes it. */
export interface PageImage {
  src: string
  alt: string
  caption: string
  /** the caption block of `blocks` where it has one, else the block it follows; -1 before the first */
  blockIndex: number
}

export interface PageCandidates {
  title: Candidate[]
  published: Candidate[]
  modified: Candidate[]
  authors: Candidate[]
  outlet: Candidate[]
}

export interface ExtractedPage extends Omit<ExtractedArticle, 'blocks'> {
  blocks: RichBlock[]
  modified: PublishedDate | null
  section: string | null
  canonicalUrl: string | null
  images: PageImage[]
  candidates: PageCandidates
}

export interface PageOptions {
  /** the address the page was saved from, where the dump knows it */
  url?: string | null
  fileName?: string
}
