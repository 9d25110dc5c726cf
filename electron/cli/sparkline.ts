const SIGNS = [...'▁▂▃▄▅▆▇█']

/** Counts as bars, `step` of them summed to one sign; a blank is nothing at all. */
export function sparkline(counts: readonly number[], step: number): string {
  const sums: number[] = []
  counts.forEach((count, i) => {
    const at = Math.floor(i / step)
    sums[at] = (sums[at] ?? 0) + count
  })
  const most = Math.max(1, ...sums)
  return sums.map((sum) => (sum === 0 ? ' ' : SIGNS[Math.ceil((sum / most) * SIGNS.length) - 1]!)).join('')
}

/** The years above the bars, each where it begins, as many as fit. */
export function yearAxis(firstMonth: number, lastMonth: number, step: number): string {
  const length = Math.ceil((lastMonth - firstMonth + 1) / step)
  let axis = ''
  for (let year = Math.floor(firstMonth / 12); year <= Math.floor(lastMonth / 12); year++) {
    const at = Math.max(0, Math.round((year * 12 - firstMonth) / step))
    if ((axis === '' || at > axis.length) && at < length) axis = axis.padEnd(at) + year
  }
  return axis.padEnd(length)
}

/** @param month year × 12 + month (0–11) @returns `2024-05` */
export function monthName(month: number): string {
  return `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`
}
