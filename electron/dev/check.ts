// `npm run check`: what is known without running anything. Types layer by layer, components, formatting.

import { createRequire } from 'node:module'
import { join } from 'node:path'
import { run } from './command.ts'
import { root } from './paths.ts'
import { say } from './progress.mjs'
import { runScript } from './script.ts'

const require = createRequire(import.meta.url)

interface Check {
  name: string
  program: string
  args: string[]
}

const tsc = require.resolve('typescript/bin/tsc')
const prettier = require.resolve('prettier/bin/prettier.cjs')
const svelteCheck = require.resolve('svelte-check/bin/svelte-check')
const RENDERER = ['--workspace', 'renderer', '--tsconfig', join(root, 'renderer', 'tsconfig.json')]

const CHECKS: Check[] = [
  { name: 'types of electron', program: tsc, args: ['-p', 'electron'] },
  { name: 'types and markup of renderer', program: svelteCheck, args: [...RENDERER, '--fail-on-warnings'] },
  { name: 'types of electron/shared', program: tsc, args: ['-p', 'electron/shared'] },
  { name: 'types of e2e', program: tsc, args: ['-p', 'e2e'] },
  {
    name: 'formatting (mended by `npm run format`)',
    program: prettier,
    args: ['--check', '.', '--log-level=warn'],
  },
]

/** Runs every check, two at a time, and tells what failed; returns how many did. */
export async function check(): Promise<number> {
  const waiting = [...CHECKS]
  const failed: Check[] = []
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift())
      if (!(await passes(next))) failed.push(next)
  }
  await Promise.all([worker(), worker()])
  return failed.length
}

async function passes({ name, program, args }: Check): Promise<boolean> {
  const startedAt = performance.now()
  const { code, output } = await run(process.execPath, [program, ...args], { cwd: root })
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
  say(`${code === 0 ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)`)
  if (code !== 0) say(output.trim())
  return code === 0
}

if (import.meta.main) await runScript(async () => ((await check()) > 0 ? 1 : 0))
