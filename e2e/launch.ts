/** Starts the built app on a real Electron with its sandbox on. */
import { _electron, expect, type ElectronApplication } from '@playwright/test'
import { ensureRuntime } from '../electron/dev/runtime.ts'
import { Clipfile } from './app.ts'
import { takeOverDialogs } from './dialogs.ts'
import type { Place } from './place.ts'
import type { Trouble } from './trouble.ts'

export interface StartOptions {
  /** words after the app's folder: files, switches */
  args?: string[]
  env?: Record<string, string>
  /** another data folder than the test's */
  userData?: string
}

/** On a virtual screen there is no graphics card to be found, and looking for one takes a while. */
const HEADLESS = ['--disable-gpu', '--disable-dev-shm-usage']

export async function launch(place: Place, trouble: Trouble, options: StartOptions = {}): Promise<Clipfile> {
  const runtime = await ensureRuntime()
  const { args = [], env = {}, userData = place.userData } = options
  const electron = await connect({
    executablePath: runtime.executablePath,
    args: [...runtime.args, ...HEADLESS, `--user-data-dir=${userData}`, runtime.appDir, ...args],
    env: { ...(process.env as Record<string, string>), ...runtime.env, ...env },
    cwd: place.documents,
    // or Playwright switches it off
    chromiumSandbox: !runtime.args.includes('--no-sandbox'),
  })
  trouble.watch(electron)
  await takeOverDialogs(electron)
  const app = new Clipfile(electron, await electron.firstWindow(), place)
  await app.page.waitForFunction(() => document.getElementById('app')?.hasChildNodes())
  // a window that comes up under the screen's own pointer is told of it, which would end a drag
  await expect.poll(() => app.isShown()).toBe(true)
  return app
}

/**
 * On a busy machine Playwright and Chromium's debugger once in some hundred starts wait for each other. The app is up then,
 * as its log shows; so it is started once more.
 */
async function connect(options: LaunchOptions): Promise<ElectronApplication> {
  try {
    return await _electron.launch({ ...options, timeout: 15_000 })
  } catch {
    return _electron.launch({ ...options, timeout: 30_000 })
  }
}

type LaunchOptions = NonNullable<Parameters<typeof _electron.launch>[0]>
