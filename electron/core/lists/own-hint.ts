import type { OwnTerm } from '../../shared/own-query.ts'
import { collectionsNamed } from '../db/collections.ts'
import type { ReadDb } from '../db/connection.ts'
import { meantTags } from '../own/members.ts'

/** Why a search by what people added finds nothing, where a name is the reason. */
export function ownHint(db: ReadDb, clauses: readonly OwnTerm[][]): string | null {
  for (const term of clauses.flat()) {
    if (term.negated) continue
    if (term.kind === 'tag' && meantTags(db, term.path).length === 0) return `There is no tag “${term.path}”.`
    if (term.kind === 'in' && collectionsNamed(db, term.collection).length === 0) {
      return `No collection is called “${term.collection}”.`
    }
  }
  return null
}
