import type { Outcome } from '../../shared/own.ts'
import type { Db } from '../db/connection.ts'
import { markSelected } from '../db/reading.ts'
import { recordChange } from './history.ts'
import { articlesIn } from './words.ts'

/** Marks the selected articles as read or not, starred or not. @returns how many were not so before */
export function markArticles(
  db: Db,
  marks: { read?: boolean | undefined; starred?: boolean | undefined },
): Outcome<number> {
  const label = (count: number): string => {
    const words = [
      ...(marks.read === undefined ? [] : [marks.read ? 'marked as read' : 'marked as unread']),
      ...(marks.starred === undefined ? [] : [marks.starred ? 'starred' : 'no longer starred']),
    ]
    return `${articlesIn(count)} ${words.join(' and ')}`
  }
  return recordChange(db, label, () => {
    const read = marks.read === undefined ? 0 : markSelected(db, 'article_read', marks.read)
    const starred = marks.starred === undefined ? 0 : markSelected(db, 'article_star', marks.starred)
    return Math.max(read, starred)
  })
}
