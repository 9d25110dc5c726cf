/**
 * Takes from articles in sight what an import had brought to them, as far as nobody has changed it since. For the undo of an
 * import, inside its step of the history: the own rows come back when that is undone; what was brought may then come again.
 * What lies in the trash keeps what is its own, and comes back with it.
 */
import { forgetBrought, madeByImport, takeBroughtRows } from '../db/brought-rows.ts'
import type { Db } from '../db/connection.ts'
import { removeTag } from '../db/tags.ts'
import { removeCollection } from '../db/collections.ts'

export function takeBackBrought(db: Db, importId: number): void {
  takeBroughtRows(db, importId)
  // those that lie in another one come after it
  for (const { kind, id } of madeByImport(db, importId)) {
    if (kind === 'tag') removeTag(db, id)
    else removeCollection(db, id)
  }
  forgetBrought(db, importId)
}
