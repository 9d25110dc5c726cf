/**
 * What another archive knows of where people's additions came from: an export that comes again adds nothing twice here
 * either. The report of losses stays behind, as it is of an import's run, which a merge makes one of; so do pauses, places
 * of reading and imports taken back, whose articles lie in the trash like others.
 */
import type { Db } from '../db/connection.ts'
import { broughtRows, mappingRows, putBrought, putMapping } from '../db/foreign-own.ts'
import { checkLine } from '../../shared/foreign-lines.ts'

/** @param here the articles of the other archive with their numbers here; all is said to be of this import */
export function takeBrought(db: Db, foreign: Db, here: ReadonlyMap<number, number>, importId: number): void {
  db.transaction(() => {
    const put = putBrought(db)
    for (const row of broughtRows(foreign)) {
      const article = here.get(row.articleId)
      if (article === undefined || typeof checkLine({ type: 'brought', ...row }) === 'string') continue
      // it came in as what people added: taking the merge back is another step than taking that import back
      put({ ...row, articleId: article, importId, what: row.kind === 'saved' ? row.what : null })
    }
    const keep = putMapping(db)
    for (const row of mappingRows(foreign))
      if (typeof checkLine({ type: 'mapping', ...row }) !== 'string') keep(row)
  }).immediate()
}
