import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { closingLine, countsOf, playwrightCounts, vitestCounts } from './reports.ts'

test('what the runners counted', () => {
  const vitest = { numPassedTests: 3, numFailedTests: 1, numPendingTests: 1, numTodoTests: 1 }
  expect(vitestCounts(vitest)).toEqual({ passed: 3, failed: 1, skipped: 2 })
  const playwright = { stats: { expected: 4, unexpected: 1, flaky: 1, skipped: 0 } }
  expect(playwrightCounts(playwright)).toEqual({ passed: 4, failed: 2, skipped: 0 })
})

test('a runner that fails without a report, or without a failed test, has failed', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'clipfile-report-'))
  const report = join(folder, 'report.json')
  expect(await countsOf(report, 1, vitestCounts)).toEqual({ passed: 0, failed: 1, skipped: 0 })
  await writeFile(report, JSON.stringify({ numPassedTests: 2 }))
  expect(await countsOf(report, 1, vitestCounts)).toEqual({ passed: 2, failed: 1, skipped: 0 })
})

test('the closing line', () => {
  expect(
    closingLine([
      { passed: 2, failed: 0, skipped: 0 },
      { passed: 1, failed: 1, skipped: 0 },
    ]),
  ).toBe('3 passed, 1 failed')
  expect(closingLine([{ passed: 2, failed: 0, skipped: 3 }])).toBe('2 passed, 0 failed, 3 skipped')
})
