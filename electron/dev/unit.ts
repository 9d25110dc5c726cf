// `npm run unit`: the tests that lie beside the code, in plain Node. Arguments go to vitest: `npm run unit -- dates`.

import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { inherit } from './command.ts'
import { countsOf, reportFile, vitestCounts, type Counts } from './reports.ts'
import { runScript } from './script.ts'

const vitest = join(dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs')

/** Runs the unit tests and tells how many passed. */
export async function unit(args: string[] = []): Promise<Counts> {
  const report = await reportFile('unit')
  const config = ['run', '--config', join(import.meta.dirname, 'vitest.config.ts')]
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  let errors = ''
  const hear = (text: string): void => void (errors += text)
  const code = await inherit(process.execPath, [vitest, ...config, ...reporters, ...args], {}, hear)
  return countsOf(report, code, vitestCounts, errors)
}

if (import.meta.main) await runScript(async () => ((await unit(process.argv.slice(2))).failed > 0 ? 1 : 0))
