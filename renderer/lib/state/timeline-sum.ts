import type { TimelineLanes } from '../../../electron/shared/api.ts'

/** The counts of many outlets summed into one lane, day by day or month by month. */
export class Sum {
  level: TimelineLanes['level'] = 'day'
  /** by day and length: articles and headlines */
  readonly #bins = new Map<number, { articles: number; headlines: number }>()

  add({ level, day, span, articles, headlines }: TimelineLanes): void {
    if (level === 'month') this.level = 'month'
    for (let i = 0; i < day.length; i++) {
      const key = day[i]! * 1000 + span[i]!
      const bin = this.#bins.get(key)
      if (!bin) this.#bins.set(key, { articles: articles[i]!, headlines: headlines[i]! })
      else {
        bin.articles += articles[i]!
        bin.headlines += headlines[i]!
      }
    }
  }

  /** `[day, span, articles, headlines]`, by day */
  rows(): number[][] {
    const rows = [...this.#bins].map(([key, { articles, headlines }]) => {
      const day = Math.floor(key / 1000)
      return [day, key - day * 1000, articles, headlines]
    })
    return rows.sort((a, b) => a[0]! - b[0]! || a[1]! - b[1]!)
  }
}

/** An answer with a summed lane behind it. Bins have no id: where the answer has items, they are told apart by that. */
export function appended(data: TimelineLanes, sum: Sum, lane: number): TimelineLanes {
  const rows = sum.rows()
  const column = (before: Int32Array, of: (row: number[]) => number): Int32Array => {
    const all = new Int32Array(before.length + rows.length)
    all.set(before)
    rows.forEach((row, i) => (all[before.length + i] = of(row)))
    return all
  }
  const id = new Float64Array(data.id.length + rows.length)
  id.set(data.id)
  return {
    // Months among days would be drawn as days that are not known.
    level: sum.level === 'month' ? 'month' : data.level,
    lane: column(data.lane, () => lane),
    day: column(data.day, (row) => row[0]!),
    span: column(data.span, (row) => row[1]!),
    articles: column(data.articles, (row) => row[2]!),
    headlines: column(data.headlines, (row) => row[3]!),
    id,
  }
}
