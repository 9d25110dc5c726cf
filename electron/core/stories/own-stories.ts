/** What a person decides of stories: steps of the history. The index follows (story-rules.ts). */
import type { Outcome } from '../../shared/own.ts'
import type { Db, ReadDb } from '../db/connection.ts'
import { insertApart, insertJoin, joinedTo, removeApart, removeJoins } from '../db/story-rules.ts'
import { recordChange } from '../own/history.ts'
import { articlesIn } from '../own/words.ts'
import { storyMembers } from './story-table.ts'

/** These are no copies of what they were found to be like. @returns how many left a story */
export function leaveStory(db: Db, index: ReadDb, articleIds: readonly number[]): Outcome<number> {
  const leaving = new Set(articleIds)
  return recordChange(
    db,
    (count) => `${articlesIn(count)} taken out of ${count === 1 ? 'its story' : 'their stories'}`,
    () => {
      let left = 0
      for (const id of leaving) {
        const rest = storyMembers(index, id).filter((member) => !leaving.has(member))
        // what a person joined to this one was meant to join what it told
        for (const joined of joinedTo(db, id)) {
          const anchor = rest.find((member) => member !== joined)
          if (!leaving.has(joined) && anchor !== undefined) insertJoin(db, joined, anchor)
        }
        removeJoins(db, id)
        if (insertApart(db, id)) left++
      }
      return left
    },
  )
}

/** These tell one story. @returns how many were joined: all that are there */
export function joinStories(db: Db, articleIds: readonly number[]): Outcome<number> {
  const isThere = db.prepare('SELECT 1 FROM article WHERE id = ?')
  const ids = [...new Set(articleIds)].filter((id) => isThere.get(id)).sort((a, b) => a - b)
  return recordChange(
    db,
    (count) => `${articlesIn(count)} joined to one story`,
    () => {
      for (const id of ids) {
        removeApart(db, id)
        insertJoin(db, id, ids[0]!)
      }
      return ids.length
    },
  )
}
