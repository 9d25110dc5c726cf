/** What goes into the extractor and what comes out. */

import type { Candidates, ExtractedArticle } from '../../../shared/model.ts'

/** What extraction yields: all fields that a page can have. A figure's picture is still where the page says it is. */
export type ExtractedPage = Required<Omit<ExtractedArticle, 'description'>> & { candidates: Candidates }

export interface PageOptions {
  /** the address the page was saved from, where the dump knows it */
  url?: string | null
  fileName?: string
  /** where no article stands out, all text is taken, were it only links: a message is what somebody wrote */
  anyText?: boolean
}
