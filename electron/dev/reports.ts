// What the test runners counted, read from the reports that they write.

import { mkdir, readFile, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { tail } from './command.ts'
import { root } from './paths.ts'

export interface Counts {
  passed: number
  failed: number
  skipped: number
  /** what failed, in a few lines each: the closing summary repeats it, for logs that are cut */
  failures?: string[]
}

/** A place for a runner's report, with an older one out of the way. */
export async function reportFile(name: string): Promise<string> {
  const path = join(root, '.cache', `${name}.json`)
  await mkdir(dirname(path), { recursive: true })
  await rm(path, { force: true })
  return path
}

/**
 * Reads a report. A runner that failed without counting a failure (a file that does not load, a process that died)
 * counts as one.
 * @param errors what the runner said on stderr: all that is known of a failure that is in no report
 */
export async function countsOf(
  path: string,
  exitCode: number,
  parse: (report: unknown) => Counts,
  errors = '',
): Promise<Counts> {
  const text = await readFile(path, 'utf8').catch(() => null)
  const counts = text === null ? { passed: 0, failed: 0, skipped: 0 } : parse(JSON.parse(text))
  if (exitCode === 0 || counts.failed > 0) return counts
  return { ...counts, failed: 1, failures: [tail(stripVTControlCharacters(errors))] }
}

interface VitestReport {
  numPassedTests?: number
  numFailedTests?: number
  numPendingTests?: number
  numTodoTests?: number
  testResults?: {
    name: string
    status: string
    message: string
    assertionResults: { fullName: string; status: string; failureMessages: string[] }[]
  }[]
}

/** Vitest's JSON report. */
export function vitestCounts(report: unknown): Counts {
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } =
    report as VitestReport
  const failures = (testResults ?? [])
    .filter(({ status }) => status === 'failed')
    .flatMap(({ name, message, assertionResults }) => {
      const failed = assertionResults.filter(({ status }) => status === 'failed')
      if (failed.length === 0) return [`${name}\n${message}`]
      return failed.map(
        ({ fullName, failureMessages }) => `${name} › ${fullName}\n${failureMessages.join('\n')}`,
      )
    })
  return {
    passed: numPassedTests ?? 0,
    failed: numFailedTests ?? 0,
    skipped: (numPendingTests ?? 0) + (numTodoTests ?? 0),
    failures: failures.map(readable),
  }
}

interface PlaywrightSuite {
  suites?: PlaywrightSuite[]
  specs?: {
    ok: boolean
    title: string
    file: string
    tests: { results: { errors?: { message?: string }[] }[] }[]
  }[]
}

/** Playwright's JSON report. A flaky test is one that failed. */
export function playwrightCounts(report: unknown): Counts {
  const { stats = {}, suites = [] } = report as PlaywrightSuite & { stats?: Record<string, number> }
  const { expected = 0, unexpected = 0, flaky = 0, skipped = 0 } = stats
  const failures: string[] = []
  const visit = (suite: PlaywrightSuite): void => {
    for (const { ok, title, file, tests } of suite.specs ?? []) {
      const errors = tests.flatMap(({ results }) => results.flatMap((result) => result.errors ?? []))
      if (!ok) failures.push(`${file} › ${title}\n${errors.map(({ message }) => message).join('\n')}`)
    }
    suite.suites?.forEach(visit)
  }
  suites.forEach(visit)
  return { passed: expected, failed: unexpected + flaky, skipped, failures: failures.map(readable) }
}

/** lines of one failure that the summary repeats */
const FAILURE_LINES = 12

function readable(failure: string): string {
  return stripVTControlCharacters(failure).trim().split('\n').slice(0, FAILURE_LINES).join('\n')
}

/** The line that closes a run. */
export function closingLine(all: Counts[]): string {
  const sum = (key: 'passed' | 'failed' | 'skipped'): number =>
    all.reduce((total, counts) => total + counts[key], 0)
  const skipped = sum('skipped') > 0 ? `, ${sum('skipped')} skipped` : ''
  return `${sum('passed')} passed, ${sum('failed')} failed${skipped}`
}
