import { apartRows, joinRows, putApart, putJoin } from '../db/foreign-own.ts'
import type { OwnTaking } from './take-own.ts'

/** What a person said of stories there holds here too, for articles that are here. */
export function takeStories({ db, foreign, here }: OwnTaking): void {
  for (const { articleId, atMs } of apartRows(foreign)) {
    const article = here.get(articleId)
    if (article !== undefined) putApart(db, article, atMs)
  }
  for (const { articleId, withId, atMs } of joinRows(foreign)) {
    const [one, other] = [here.get(articleId), here.get(withId)]
    // two captures there may be one article here
    if (one !== undefined && other !== undefined && one !== other) putJoin(db, one, other, atMs)
  }
}
