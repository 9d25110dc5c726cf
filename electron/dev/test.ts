// `npm test`: everything that can be known about this checkout, and an exit code that means it.

import { build } from './build.ts'
import { check } from './check.ts'
import { e2e } from './e2e.ts'
import { say } from './progress.mjs'
import { closingLine, type Counts } from './reports.ts'
import { ensureRuntime } from './runtime.ts'
import { explain, runScript } from './script.ts'
import { unit } from './unit.ts'

interface Outcome {
  name: string
  ok: boolean
  seconds: number
  counts: Counts | null
}

const NO_TESTS: Counts = { passed: 0, failed: 0, skipped: 0 }

await runScript(async () => {
  const outcomes = [
    await step('set-up: the runtime', async () => say((await ensureRuntime()).describe)),
    await step('check: types, components, formatting', async () => mustBeZero(await check())),
    await step('build', () => build()),
    await step('unit tests', () => unit()),
    await step('end-to-end tests', () => e2e()),
  ]
  summarise(outcomes)
  return outcomes.every(({ ok }) => ok) ? 0 : 1
})

function mustBeZero(failed: number): void {
  if (failed > 0) throw new Error(`${failed} of the checks failed.`)
}

/** Runs one step under a heading; a step that throws has failed, and the next one runs all the same. */
async function step(name: string, work: () => Promise<Counts | void>): Promise<Outcome> {
  const startedAt = performance.now()
  const seconds = (): number => (performance.now() - startedAt) / 1000
  process.stdout.write(`\n── ${name} ${'─'.repeat(Math.max(2, 70 - name.length))}\n`)
  try {
    const counts = (await work()) ?? null
    const ranNothing = counts !== null && counts.passed + counts.failed === 0
    return { name, ok: counts === null || (counts.failed === 0 && !ranNothing), seconds: seconds(), counts }
  } catch (error) {
    say(explain(error))
    return { name, ok: false, seconds: seconds(), counts: null }
  }
}

function summarise(outcomes: Outcome[]): void {
  const lines = outcomes.map(({ name, ok, seconds, counts }) => {
    const tests = counts ? `  ${closingLine([counts])}` : ''
    return `${ok ? 'ok    ' : 'FAILED'} ${name.padEnd(40)} ${seconds.toFixed(1).padStart(7)} s${tests}`
  })
  const failures = outcomes.flatMap(({ counts }) => counts?.failures ?? [])
  for (const failure of failures) process.stdout.write(`\n✗ ${failure}\n`)
  const total = closingLine(outcomes.map(({ counts }) => counts ?? NO_TESTS))
  process.stdout.write(`\n── summary ${'─'.repeat(63)}\n${lines.join('\n')}\n\n${total}\n`)
}
