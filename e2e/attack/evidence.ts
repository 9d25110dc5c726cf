/** What was seen of each item, for the points to be judged by. */
import type { Article, ArticleRow, RecordRow } from '../../electron/shared/model.ts'
import type { Item } from './set.ts'

/** One import of several items and a good file. */
export interface Batch {
  name: string
  seconds: number
  /** of all the app's processes together */
  growthBytes: number
  /** the longest that the window took to answer meanwhile */
  slowestAnswerMs: number
  /** why not all went well, or null */
  fault: string | null
}

/** An article as it stood in the window. */
export interface Look {
  article: Article
  row: ArticleRow
  /** from the key to the drawn article */
  drawnMs: number
  /** which of the markers the reader shows */
  shown: string[]
  script: string[]
  network: string[]
  navigation: string[]
  chrome: string[]
  isolation: string[]
}

export interface Evidence {
  item: Item
  batch: Batch | null
  records: RecordRow[]
  /** the ledger's name of the file's format */
  format: string | null
  looks: Look[]
  /** markers that a search found in an article of the item's */
  found: string[]
  longestSnippet: number
  /** what the file calls worth keeping, of a table, a list, a feed or a web archive */
  keeps: string[]
  /** the file's own text, where it is short */
  source: string | null
  /** judged where they were tried: by the beginning of the point's text, why it does not hold or null */
  judged: Map<string, string | null>
}

/** What holds or not for the whole run. */
export interface Run {
  /** cancelling the heaviest batch; null when it was not tried */
  cancelMs: number | null
  network: string[]
  outside: string[]
  integrity: string[]
  script: string[]
  /** what every object has that none should, in the window and in the main process */
  polluted: string[]
}
