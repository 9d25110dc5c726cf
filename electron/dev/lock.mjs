// One lock per slow, shared piece of set-up, so that two commands started at once do it once.
// Plain JavaScript, because it also runs before anything is installed, on the machine's own Node.

import { randomUUID } from 'node:crypto'
import { mkdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const BEAT_MS = 2_000
/** A holder that has not touched its lock for this long is gone, wherever it ran. */
const SILENT_MS = 30_000
const RETRY_MS = 200

/**
 * Runs `work` while this process, alone on the machine, holds the lock file at `path`. A lock left by a
 * process that died is taken over.
 * @template T
 * @param {string} path
 * @param {() => Promise<T>} work
 * @param {(holder: string) => void} [onWait] called once, when somebody else holds the lock
 * @returns {Promise<T>}
 */
export async function withLock(path, work, onWait = () => {}) {
  const token = `${hostname()} ${process.pid} ${randomUUID()}`
  await mkdir(dirname(path), { recursive: true })
  for (let waited = false; !(await tryAcquire(path, token)); waited = true) {
    const holder = await readFile(path, 'utf8').catch(() => '')
    if (await isAbandoned(path, holder)) await takeAway(path, holder)
    else {
      if (!waited) onWait(holder.split(' ')[1] ?? '?')
      await sleep(RETRY_MS)
    }
  }
  const beat = setInterval(() => {
    const now = new Date()
    utimes(path, now, now).catch(() => {})
  }, BEAT_MS)
  try {
    return await work()
  } finally {
    clearInterval(beat)
    await takeAway(path, token)
  }
}

/** @param {string} path @param {string} token */
async function tryAcquire(path, token) {
  try {
    await writeFile(path, token, { flag: 'wx' })
    return true
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false
    throw error
  }
}

/**
 * Whether the holder written in the lock can no longer release it.
 * @param {string} path
 * @param {string} holder
 */
export async function isAbandoned(path, holder) {
  const written = await stat(path).catch(() => null)
  if (!written) return false
  if (Date.now() - written.mtimeMs > SILENT_MS) return true
  const [host, pid] = holder.split(' ')
  return host === hostname() && pid !== undefined && !isAlive(Number(pid))
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return errorCode(error) === 'EPERM'
  }
}

/**
 * Removes the lock if it is still the one expected. Moved aside first, because between reading and removing
 * another process may have taken it over; then theirs is put back.
 * @param {string} path
 * @param {string} expected
 */
async function takeAway(path, expected) {
  const aside = `${path}.${randomUUID()}`
  try {
    await rename(path, aside)
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return
    throw error
  }
  if ((await readFile(aside, 'utf8')) === expected) await rm(aside, { force: true })
  else await rename(aside, path)
}

/** @param {unknown} error */
function errorCode(error) {
  return /** @type {NodeJS.ErrnoException} */ (error).code
}
