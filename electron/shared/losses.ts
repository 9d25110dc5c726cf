/** The loss report: what became of each field of what an import read. */

export interface FieldFateRow {
  /** as the ledger calls it: `Pocket export` */
  format: string
  /** as the export calls it */
  field: string
  fate: 'kept' | 'mapped' | 'lost'
  /** of `mapped` what it became, of `lost` why; else empty */
  how: string
  records: number
}

export const FATE_WORDS: Readonly<Record<FieldFateRow['fate'], string>> = {
  kept: 'Kept',
  mapped: 'Changed',
  lost: 'Not kept',
}

/** By format, in the order in which they come. */
export function byFormat(rows: readonly FieldFateRow[]): { format: string; rows: FieldFateRow[] }[] {
  const groups = new Map<string, FieldFateRow[]>()
  for (const row of rows) {
    const group = groups.get(row.format)
    if (group) group.push(row)
    else groups.set(row.format, [row])
  }
  return [...groups].map(([format, rows]) => ({ format, rows }))
}
