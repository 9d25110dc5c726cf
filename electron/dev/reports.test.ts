import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { closingLine, countsOf, playwrightCounts, vitestCounts } from './reports.ts'

test('what the runners counted', () => {
  const vitest = { numPassedTests: 3, numFailedTests: 1, numPendingTests: 1, numTodoTests: 1 }
  expect(vitestCounts(vitest)).toMatchObject({ passed: 3, failed: 1, skipped: 2 })
  const playwright = { stats: { expected: 4, unexpected: 1, flaky: 1, skipped: 0 } }
  expect(playwrightCounts(playwright)).toMatchObject({ passed: 4, failed: 2, skipped: 0 })
})

test('what failed, and why, without colours', () => {
  const failed = {
    fullName: 'sums add up',
    status: 'failed',
    failureMessages: ['\u001b[31mexpected 2\u001b[39m'],
  }
  const passed = { fullName: 'it starts', status: 'passed', failureMessages: [] }
  const testResults = [
    { name: 'a.test.ts', status: 'failed', message: '', assertionResults: [passed, failed] },
    { name: 'b.test.ts', status: 'failed', message: 'no such module', assertionResults: [] },
    { name: 'c.test.ts', status: 'passed', message: '', assertionResults: [passed] },
  ]
  expect(vitestCounts({ testResults }).failures).toEqual([
    'a.test.ts › sums add up\nexpected 2',
    'b.test.ts\nno such module',
  ])
  const spec = (ok: boolean, title: string) => ({
    ok,
    title,
    file: 'x.test.ts',
    tests: [{ results: [{ errors: ok ? [] : [{ message: 'no button' }] }] }],
  })
  const suites = [{ specs: [spec(true, 'one')], suites: [{ specs: [spec(false, 'two')] }] }]
  expect(playwrightCounts({ suites }).failures).toEqual(['x.test.ts › two\nno button'])
})

test('a runner that fails without a report, or without a failed test, has failed', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'clipfile-report-'))
  const report = join(folder, 'report.json')
  expect(await countsOf(report, 1, vitestCounts, 'starting\nFatal error')).toEqual({
    passed: 0,
    failed: 1,
    skipped: 0,
    failures: ['starting\nFatal error'],
  })
  await writeFile(report, JSON.stringify({ numPassedTests: 2 }))
  expect(await countsOf(report, 1, vitestCounts)).toMatchObject({ passed: 2, failed: 1, skipped: 0 })
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
