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
