/** For what time anything was imported at all; see {@link Coverage}. */
import { dayOfSeconds, UNDATED } from '../../shared/days.ts'
import type { Coverage } from '../../shared/timeline.ts'
import type { ReadDb } from './connection.ts'

export function coverage(
  db: ReadDb,
  { outletIds, imports = false }: { outletIds: readonly number[]; imports?: boolean | undefined },
): Coverage {
  const daysOf = outletDays(db)
  const edges = outletIds.map(daysOf)
  const spans = imports ? importSpans(db) : []
  return {
    firstDay: Float64Array.from(edges, ({ first }) => first),
    lastDay: Float64Array.from(edges, ({ last }) => last),
    importedFrom: Int32Array.from(spans, ({ first }) => first),
    importedTo: Int32Array.from(spans, ({ last }) => last),
  }
}

interface Days {
  first: number
  last: number
}

/** Reads the first and last day of an outlet's dated items; NaN for none. Four looks into two indexes. */
function outletDays(db: ReadDb): (outletId: number) => Days {
  const [oldest, newest] = (['ASC', 'DESC'] as const).map((order) => {
    const article = db
      .prepare(
        `SELECT sort_at FROM article WHERE outlet_id = ? AND sort_at > ${UNDATED} ORDER BY sort_at ${order} LIMIT 1`,
      )
      .pluck()
    const headline = db
      .prepare(
        `SELECT day FROM headline WHERE outlet_id = ? AND day IS NOT NULL AND article_id IS NULL ORDER BY day ${order} LIMIT 1`,
      )
      .pluck()
    return (outletId: number) => {
      const seconds = article.get(outletId) as number | undefined
      const days = [headline.get(outletId) as number | undefined]
      if (seconds !== undefined) days.push(dayOfSeconds(seconds))
      return days.filter((day) => day !== undefined)
    }
  })
  return (outletId) => {
    const days = [...oldest!(outletId), ...newest!(outletId)]
    if (days.length === 0) return { first: Number.NaN, last: Number.NaN }
    return { first: Math.min(...days), last: Math.max(...days) }
  }
}

/** Two looks into an index an import; nobody makes more than a few thousand. */
function importSpans(db: ReadDb): Days[] {
  const edge = (order: string) =>
    `(SELECT sort_at FROM article WHERE import_id = import_run.id AND sort_at > ${UNDATED} ORDER BY sort_at ${order} LIMIT 1)`
  const rows = db
    .prepare(
      `SELECT ${edge('ASC')} AS first, ${edge('DESC')} AS last FROM import_run ORDER BY id DESC LIMIT 5000`,
    )
    .all() as { first: number | null; last: number | null }[]
  const days = rows
    .flatMap(({ first, last }) =>
      first === null || last === null ? [] : [{ first: dayOfSeconds(first), last: dayOfSeconds(last) }],
    )
    .sort((a, b) => a.first - b.first)
  const merged: Days[] = []
  for (const span of days) {
    const before = merged.at(-1)
    if (before && span.first <= before.last + 1) before.last = Math.max(before.last, span.last)
    else merged.push(span)
  }
  return merged
}
