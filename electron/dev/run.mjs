// Runs one of our TypeScript scripts from any checkout: `node electron/dev/run.mjs [--here] SCRIPT ARGUMENT…`.
// Plain JavaScript: installs what is missing first, then hands over to a Node that runs TypeScript.

import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { currentNode, ensureInstalled, root } from './install.mjs'
import { say } from './progress.mjs'

const ORPHAN_CHECK_MS = 500
const SIGNALS = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])

// npm runs every script in the root of the checkout; --here goes back to where the person is, for paths they type
const [first, ...rest] = process.argv.slice(2)
const [script, ...args] = first === '--here' ? rest : [first, ...rest]
const folder = first === '--here' ? process.env.INIT_CWD : undefined
// threads start faster with it, and need no WebAssembly: steady-wasm.ts
const env =
  first === '--here' ? { ...process.env, NODE_COMPILE_CACHE: join(root, '.cache', 'node') } : process.env
if (!script) {
  say('Usage: node electron/dev/run.mjs [--here] SCRIPT ARGUMENT…')
  process.exit(2)
}

try {
  await ensureInstalled()
  runWith(currentNode(), join(root, script))
} catch (error) {
  say(error instanceof Error ? error.message : String(error))
  process.exit(1)
}

/** @param {string} node @param {string} path */
function runWith(node, path) {
  const child = spawn(node, [path, ...args], { stdio: 'inherit', cwd: folder, env })
  for (const signal of SIGNALS) process.on(signal, () => child.kill(signal))
  if (process.env.npm_lifecycle_event) endWithParent(() => child.kill())
  child.on('error', (error) => {
    say(`${node} could not be started: ${error.message}`)
    process.exit(1)
  })
  child.on('close', (code, signal) => {
    if (!signal) process.exit(code ?? 1)
    // ends as the script ended, so that a shell sees the signal
    for (const handled of SIGNALS) process.removeAllListeners(handled)
    process.kill(process.pid, signal)
  })
}

/**
 * npm passes a signal to the shell between it and us, and the shell dies of it without passing it on.
 * @param {() => void} end
 */
function endWithParent(end) {
  const parent = process.ppid
  setInterval(() => process.ppid === parent || end(), ORPHAN_CHECK_MS).unref()
}
