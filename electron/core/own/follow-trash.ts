/** Takes articles out of sight and brings them back: lists, counts, timeline, search. Their rows stay. */
import type { Db } from '../db/connection.ts'
import { HeadlineLinks } from '../db/headline-links.ts'
import { hideHeadlines, showHeadlines } from '../db/hidden-headlines.ts'
import { KeptCounts } from '../db/kept-counts.ts'
import { HiddenArticles } from '../db/trash.ts'
import { countTaggedArticles } from './count-tags.ts'
import type { RowChange } from './recorder.ts'

/** After rows of `trashed` came or went. */
export function followTrash(db: Db, rows: readonly RowChange[]): void {
  const counts = new KeptCounts(db)
  const hidden = new HiddenArticles(db, counts)
  const idsOf = (side: 'before' | 'after') =>
    rows.flatMap((row) =>
      row[side] && !row[side === 'after' ? 'before' : 'after'] ? [row[side]['article_id'] as number] : [],
    )
  const gone = idsOf('after').filter((id) => hidden.hide(id))
  const back = idsOf('before').filter((id) => hidden.show(id))
  const links = new HeadlineLinks(db, counts)
  for (const id of gone) links.left(id)
  hideHeadlines(db, gone, counts)
  showHeadlines(db, back, counts)
  for (const id of back) links.arrived(id)
  counts.flush()
  countTaggedArticles(db, gone, -1)
  countTaggedArticles(db, back, 1)
}
