// What the test runners counted, read from the reports that they write.

import { mkdir, readFile, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { root } from './paths.ts'

export interface Counts {
  passed: number
  failed: number
  skipped: number
}

/** A place for a runner's report, with an older one out of the way. */
export async function reportFile(name: string): Promise<string> {
  const path = join(root, '.cache', `${name}.json`)
  await mkdir(dirname(path), { recursive: true })
  await rm(path, { force: true })
  return path
}

/** Reads a report. A runner that failed without counting a failure (a file that does not load) counts as one. */
export async function countsOf(
  path: string,
  exitCode: number,
  parse: (report: unknown) => Counts,
): Promise<Counts> {
  const text = await readFile(path, 'utf8').catch(() => null)
  const counts = text === null ? { passed: 0, failed: 0, skipped: 0 } : parse(JSON.parse(text))
  return exitCode !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts
}

/** Vitest's JSON report. */
export function vitestCounts(report: unknown): Counts {
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = report as Record<string, number>
  return {
    passed: numPassedTests ?? 0,
    failed: numFailedTests ?? 0,
    skipped: (numPendingTests ?? 0) + (numTodoTests ?? 0),
  }
}

/** Playwright's JSON report. A flaky test is one that failed. */
export function playwrightCounts(report: unknown): Counts {
  const {
    expected = 0,
    unexpected = 0,
    flaky = 0,
    skipped = 0,
  } = (report as { stats?: Record<string, number> }).stats ?? {}
  return { passed: expected, failed: unexpected + flaky, skipped }
}

/** The line that closes a run. */
export function closingLine(all: Counts[]): string {
  const sum = (key: keyof Counts): number => all.reduce((total, counts) => total + counts[key], 0)
  const skipped = sum('skipped') > 0 ? `, ${sum('skipped')} skipped` : ''
  return `${sum('passed')} passed, ${sum('failed')} failed${skipped}`
}
