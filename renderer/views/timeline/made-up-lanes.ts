import type { TimelineLanes } from '../../../electron/shared/api.ts'

/** For tests and the page of inventions: an answer of archive.lanes from rows of `[lane, day, span, articles, headlines, id]`. */
export function lanesOf(level: TimelineLanes['level'], rows: number[][]): TimelineLanes {
  const column = (i: number) => Int32Array.from(rows, (row) => row[i]!)
  return {
    level,
    lane: column(0),
    day: column(1),
    span: column(2),
    articles: column(3),
    headlines: column(4),
    id: Float64Array.from(rows, (row) => row[5] ?? 0),
    headlinesCounted: true,
  }
}
