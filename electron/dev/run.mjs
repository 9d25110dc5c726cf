// Runs one of our TypeScript scripts from any checkout: `node electron/dev/run.mjs SCRIPT.ts ARGUMENT…`.
// Plain JavaScript: installs what is missing first, then hands over to a Node that runs TypeScript.

import { spawn } from 'node:child_process'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { currentNode, ensureInstalled } from './install.mjs'
import { say } from './progress.mjs'

const [script, ...args] = process.argv.slice(2)
if (!script) {
  say('Usage: node electron/dev/run.mjs SCRIPT.ts ARGUMENT…')
  process.exit(2)
}

try {
  await ensureInstalled()
  const node = currentNode()
  if (node === process.execPath) await runHere(resolve(script))
  else runWith(node, script)
} catch (error) {
  say(error instanceof Error ? error.message : String(error))
  process.exit(1)
}

/** @param {string} path */
async function runHere(path) {
  process.argv = [process.execPath, path, ...args]
  await import(pathToFileURL(path).href)
}

/** @param {string} node @param {string} path */
function runWith(node, path) {
  const child = spawn(node, [path, ...args], { stdio: 'inherit' })
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => child.kill(signal))
  }
  child.on('error', (error) => {
    say(`${node} could not be started: ${error.message}`)
    process.exit(1)
  })
  child.on('close', (code, signal) => {
    if (!signal) process.exit(code ?? 1)
    // ends as the script ended, so that a shell sees the signal
    for (const handled of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.removeAllListeners(handled)
    process.kill(process.pid, signal)
  })
}
