// A screen for Electron: the one that is there, or a virtual one (Xvfb) that nobody sees.

import { spawn } from 'node:child_process'
import type { Socket } from 'node:net'
import { run } from './command.ts'
import { ensurePackages, type Want } from './system-packages.ts'

export interface Display {
  /** what Electron's environment needs */
  env: Record<string, string>
  virtual: boolean
  stop: () => void
}

const START_MS = 15_000

/** The virtual screen's server, if it will be needed and is not there. */
export async function wantedDisplay(): Promise<Want | null> {
  if (hasDisplay() || (await run('which', ['Xvfb'])).code === 0) return null
  return { what: 'a display, real or virtual (Xvfb)', packages: [['xvfb']] }
}

/** The screen of this session, or a virtual one that lives until `stop` or until this process ends. */
export async function ensureDisplay(): Promise<Display> {
  if (hasDisplay()) return { env: {}, virtual: false, stop: () => {} }
  await ensurePackages([await wantedDisplay()])
  return startVirtual()
}

function hasDisplay(): boolean {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env
  return process.platform !== 'linux' || Boolean(DISPLAY || WAYLAND_DISPLAY)
}

/** Where it can be had, the server ends with us even when we are killed. */
const BOUND_TO_US = ['setpriv', '--pdeathsig', 'TERM']

async function startVirtual(): Promise<Display> {
  // Xvfb takes a free number by itself and tells it on descriptor 3, once it answers
  const args = ['-displayfd', '3', '-screen', '0', '1920x1200x24', '-nolisten', 'tcp', '-noreset']
  const bound = (await run('setpriv', [...BOUND_TO_US.slice(1), 'true'])).code === 0
  const [command = '', ...all] = [...(bound ? BOUND_TO_US : []), 'Xvfb', ...args]
  const server = spawn(command, all, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] })
  const stop = (): void => void server.kill()
  process.on('exit', stop)
  return new Promise((resolve, reject) => {
    const fail = (why: string): void => {
      stop()
      reject(new Error(`The virtual display (Xvfb) did not start: ${why}`))
    }
    const timer = setTimeout(() => fail('no answer'), START_MS)
    server.on('error', (error) => fail(error.message))
    server.on('exit', (code) => fail(`exit code ${code}`))
    const answer = server.stdio[3] as Socket
    answer.once('data', (number: Buffer) => {
      clearTimeout(timer)
      // Left open: Xvfb writes there once more, and a closed pipe would end it
      answer.resume()
      answer.unref()
      server.unref()
      resolve({ env: { DISPLAY: `:${number.toString().trim()}` }, virtual: true, stop })
    })
  })
}
