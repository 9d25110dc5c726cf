import type { Db } from '../db/connection.ts'
import { moveOutlet, refreshHue, rootOutlet, takeOutOutlet } from '../db/outlet-merges.ts'
import { HUES } from '../db/outlets.ts'
import type { RowChange } from './recorder.ts'

/** After outlets were merged, split or coloured: moves what stands under them, whatever came in since. */
export function followOutlets(db: Db, rows: readonly RowChange[]): void {
  for (const { table, before, after } of rows) {
    const id = (after ?? before)!['outlet_id'] as number
    if (table === 'outlet_colour') refreshHue(db, id, HUES)
    else if (after) moveOutlet(db, id, rootOutlet(db, id))
    else takeOutOutlet(db, id, rootOutlet(db, before!['into_id'] as number))
  }
}
