// `npm run e2e`: the real app, driven by Playwright on a real or a virtual display. Arguments go to Playwright:
// `npm run e2e -- import.test.ts`, `npm run e2e -- --project=screenshots`.

import { createRequire } from 'node:module'
import { join } from 'node:path'
import { build } from './build.ts'
import { inherit } from './command.ts'
import { wantedDisplay } from './display.ts'
import { withoutNetwork } from './no-network.ts'
import { root } from './paths.ts'
import { say } from './progress.mjs'
import { countsOf, playwrightCounts, reportFile, type Counts } from './reports.ts'
import { ensureRuntime } from './runtime.ts'
import { runScript } from './script.ts'
import { ensurePackages } from './system-packages.ts'

const playwright = createRequire(import.meta.url).resolve('@playwright/test/cli')

/** Runs the end-to-end tests, or another project of e2e/playwright.config.ts, and tells how many passed. */
export async function e2e(args: string[] = []): Promise<Counts> {
  await ensureRuntime()
  await build()
  // each worker makes a screen of its own: e2e/fixtures.ts
  await ensurePackages([await wantedDisplay()])
  const report = await reportFile('e2e')
  const project = args.some((argument) => argument.startsWith('--project')) ? [] : ['--project=e2e']
  const options = [
    'test',
    '--config',
    join(root, 'e2e', 'playwright.config.ts'),
    '--reporter=list,json',
    ...project,
  ]
  const cut = await withoutNetwork()
  if (cut.length > 0) say('Without a network: in a namespace that holds nothing but its own loopback.')
  const [command = '', ...words] = [...cut, process.execPath, playwright, ...options, ...args]
  let errors = ''
  const hear = (text: string): void => void (errors += text)
  const code = await inherit(command, words, { PLAYWRIGHT_JSON_OUTPUT_FILE: report }, hear)
  return countsOf(report, code, playwrightCounts, errors)
}

if (import.meta.main) {
  await runScript(async () => {
    say((await ensureRuntime()).describe)
    return (await e2e(process.argv.slice(2))).failed > 0 ? 1 : 0
  })
}
