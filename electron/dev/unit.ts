// `npm run unit`: the tests that lie beside the code, in plain Node. Arguments go to vitest: `npm run unit -- dates`.

import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { inherit, mustRun } from './command.ts'
import { root } from './paths.ts'
import { countsOf, reportFile, vitestCounts, type Counts } from './reports.ts'
import { runScript } from './script.ts'
import { steadyWasm } from './steady-wasm.ts'

const vitest = join(dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs')

/** Where Node keeps TypeScript without its types. */
const NODE_COMPILE_CACHE = join(root, '.cache', 'node')

/** Runs the unit tests and tells how many passed. */
export async function unit(args: string[] = []): Promise<Counts> {
  await stripThreadOnce()
  const report = await reportFile('unit')
  const config = ['run', '--config', join(import.meta.dirname, 'vitest.config.ts')]
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  let errors = ''
  const hear = (text: string): void => void (errors += text)
  const code = await inherit(
    process.execPath,
    [vitest, ...config, ...reporters, ...args],
    { NODE_COMPILE_CACHE },
    hear,
  )
  return countsOf(report, code, vitestCounts, errors)
}

/**
 * The types of a parser thread's modules are stripped once, and found in the cache by the hundreds of threads of the
 * tests: they start in half the time, and need no WebAssembly (`steady-wasm.ts` says why that is good).
 */
async function stripThreadOnce(): Promise<void> {
  const env = { ...process.env, NODE_COMPILE_CACHE }
  await mustRun(process.execPath, [...steadyWasm, join(import.meta.dirname, 'warm-thread.ts')], { env })
}

if (import.meta.main) await runScript(async () => ((await unit(process.argv.slice(2))).failed > 0 ? 1 : 0))
