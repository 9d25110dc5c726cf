/** One line of a benchmark: what, how much, and what was wanted. */
export interface Figure {
  what: string
  measured: string
  goal: string
}

/** @returns the value below which the share of the measurements lies */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

export function inMs(ms: number): string {
  return `${ms < 10 ? ms.toFixed(1) : ms.toFixed(0)} ms`
}

export function printFigures(figures: readonly Figure[]): void {
  const width = Math.max(...figures.map((figure) => figure.what.length))
  for (const { what, measured, goal } of figures) {
    console.log(`${what.padEnd(width)}  ${measured}${goal ? `   (goal: ${goal})` : ''}`)
  }
}
