/**
 * What follows from a change to own tables, brought up to date in the same transaction: alike when something is done, undone
 * or done again, because it looks at the rows alone.
 */
import { followAnnotations } from '../annotations/reanchor.ts'
import type { Db } from '../db/connection.ts'
import type { OwnTableName } from '../db/own-tables.ts'
import { followCorrections } from './corrections.ts'
import { countTags } from './count-tags.ts'
import { followOutlets } from './follow-outlets.ts'
import { followTrash } from './follow-trash.ts'
import type { RowChange } from './recorder.ts'

interface Effect {
  of: readonly OwnTableName[]
  apply(db: Db, rows: readonly RowChange[]): void
}

/** In this order: what counts articles counts those that were in sight before the trash takes or gives some. */
const EFFECTS: readonly Effect[] = [
  { of: ['tag', 'article_tag'], apply: countTags },
  { of: ['annotation'], apply: followAnnotations },
  { of: ['outlet_merge', 'outlet_colour'], apply: followOutlets },
  { of: ['corrected'], apply: followCorrections },
  { of: ['trashed'], apply: followTrash },
]

export function applyEffects(db: Db, rows: readonly RowChange[]): void {
  for (const { of, apply } of EFFECTS) {
    const concerned = rows.filter((row) => of.includes(row.table))
    if (concerned.length > 0) apply(db, concerned)
  }
}
