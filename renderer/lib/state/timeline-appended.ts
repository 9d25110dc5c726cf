import type { TimelineLanes } from '../../../electron/shared/api.ts'

/** An answer that holds one more lane than the outlets asked for: that of all others, or of all. */
export interface Extra {
  data: TimelineLanes
  /** the index of the lane that counts in `data` */
  from: number
  /** its index in the whole */
  to: number
}

/** An answer with summed lanes behind it. Bins have no id: where the answer has items, they are told apart by that. */
export function appended(data: TimelineLanes, extras: readonly Extra[]): TimelineLanes {
  const rows: number[][] = []
  for (const { data: more, from, to } of extras) {
    for (let i = 0; i < more.lane.length; i++) {
      if (more.lane[i] === from)
        rows.push([to, more.day[i]!, more.span[i]!, more.articles[i]!, more.headlines[i]!])
    }
  }
  const column = (before: Int32Array, at: number): Int32Array => {
    const all = new Int32Array(before.length + rows.length)
    all.set(before)
    rows.forEach((row, i) => (all[before.length + i] = row[at]!))
    return all
  }
  const id = new Float64Array(data.id.length + rows.length)
  id.set(data.id)
  return {
    // Months among days would be drawn as days that are not known.
    level: extras.some((extra) => extra.data.level === 'month') ? 'month' : data.level,
    lane: column(data.lane, 0),
    day: column(data.day, 1),
    span: column(data.span, 2),
    articles: column(data.articles, 3),
    headlines: column(data.headlines, 4),
    id,
    headlinesCounted: data.headlinesCounted && extras.every((extra) => extra.data.headlinesCounted),
  }
}
