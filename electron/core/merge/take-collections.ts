import { AppError } from '../../shared/errors.ts'
import { insertCollection, itemNote, setItemNote, updateCollection } from '../db/collections.ts'
import { appendItem, type CollectionRow, collectionRows, itemRows } from '../db/foreign-own.ts'
import { cleanName, cleanText } from '../own/names.ts'
import { foldTag } from '../text/names.ts'
import { tell } from './take-articles.ts'
import type { OwnTaking } from './take-own.ts'

/**
 * Collections by their titles and what they lie in; of several with one title the first is the first, and so on. Articles that
 * are not in ours yet come last, in their order; where both say something, both stay.
 * @returns theirs → ours
 */
export function takeCollections(taking: OwnTaking): Map<number, number> {
  const ours = new Map<number, number>()
  takeBelow(taking, collectionRows(taking.foreign), null, null, ours)
  return ours
}

function takeBelow(
  taking: OwnTaking,
  theirs: readonly CollectionRow[],
  theirParent: number | null,
  ourParent: number | null,
  ours: Map<number, number>,
): void {
  const { db, report } = taking
  const seen = new Map<string, number>()
  for (const row of theirs) {
    // a ring cannot be made; a stranger's file may hold one
    if (row.parentId !== theirParent || ours.has(row.id)) continue
    let title: string
    try {
      title = cleanName(String(row.title), 'A title', 300)
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      tell(report, `A collection was not taken: ${error.message}`)
      continue
    }
    const nth = seen.get(foldTag(title)) ?? 0
    seen.set(foldTag(title), nth + 1)
    const same = collectionRows(db).filter(
      (one) => one.parentId === ourParent && foldTag(one.title) === foldTag(title),
    )[nth]
    const id = same?.id ?? insertCollection(db, title, ourParent)
    if (!same) report.collections++
    ours.set(row.id, id)
    const description = both(same?.description ?? '', cleanText(String(row.description)))
    if (description !== (same?.description ?? '')) updateCollection(db, id, { description })
    takeItems(taking, row.id, id)
    takeBelow(taking, theirs, row.id, id, ours)
  }
}

function takeItems({ db, foreign, here }: OwnTaking, theirs: number, ours: number): void {
  for (const { articleId, note } of itemRows(foreign, theirs)) {
    const article = here.get(articleId)
    if (article === undefined) continue
    const clean = cleanText(String(note))
    const mine = itemNote(db, ours, article)
    if (mine === null) appendItem(db, ours, article, clean)
    else if (both(mine.note, clean) !== mine.note) setItemNote(db, ours, article, both(mine.note, clean))
  }
}

/** Two notes side by side; one that says the other already is enough. */
export function both(mine: string, theirs: string): string {
  if (theirs.trim() === '' || mine.includes(theirs)) return mine
  return mine.trim() === '' || theirs.includes(mine) ? theirs : `${mine}\n\n${theirs}`
}
