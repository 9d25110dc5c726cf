import type { LaneBins } from './bins.ts'
import type { LaneColumns } from './lane-columns.ts'

/** Headlines that a query finds, by outlet and day. Days of a range are both included. */
export interface HeadlineCounts {
  count(outletId: number, from: number, to: number): number
  addItems(columns: LaneColumns, lane: number, outletId: number, from: number, to: number): void
  addDays(bins: LaneBins, outletId: number, from: number, to: number): void
  /** of all outlets but these together */
  addOtherDays(bins: LaneBins, outletIds: readonly number[], from: number, to: number): void
  /** @returns of every outlet that has any how many, how many of these are undated, and its first month */
  byOutlet(): { outletId: number; headlines: number; undated: number; firstMonth: number | null }[]
  /** @returns of all outlets together, without the undated */
  byMonth(): { month: number; headlines: number }[]
  /** days at the edges, if any */
  dayRange(): number[]
  /** where `headline` rows are among those found, for lists of them */
  where(): { sql: string; values: (string | number)[] }
}
