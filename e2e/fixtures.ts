/**
 * The real app, built, on a real Electron with its sandbox on: each test with a data folder and documents of its own.
 * At the end of every test nothing may have gone wrong unnoticed, and the app must have quit by itself.
 */
import { writeFileSync } from 'node:fs'
import { _electron, expect, test as base, type ElectronApplication, type TestInfo } from '@playwright/test'
import { ensureDisplay } from '../electron/dev/display.ts'
import { ensureRuntime } from '../electron/dev/runtime.ts'
import { Clipfile } from './app.ts'
import { dialogsAsked, takeOverDialogs } from './dialogs.ts'
import { Place } from './place.ts'
import { Trouble } from './trouble.ts'

export { expect }

export interface StartOptions {
  /** words after the app's folder: files, switches */
  args?: string[]
  env?: Record<string, string>
  /** another data folder than the test's */
  userData?: string
}

interface Fixtures {
  /** the name of this test's folder, where it is seen; a new one otherwise */
  placeName: string
  place: Place
  /** what may go wrong on purpose: `trouble.allow(/…/)` */
  trouble: Trouble
  /** starts the app; several times where a test needs it */
  start: (options?: StartOptions) => Promise<Clipfile>
  /** the app, started on an empty data folder */
  app: Clipfile
}

export const test = base.extend<Fixtures, { display: void }>({
  // of its own for each worker: a window that opens on a shared one takes the focus, and the drag, from another
  display: [
    async ({}, use) => {
      const screen = await ensureDisplay()
      Object.assign(process.env, screen.env)
      await use()
      screen.stop()
    },
    { scope: 'worker', auto: true },
  ],

  placeName: ['', { option: true }],

  place: async ({ placeName }, use) => {
    const { dataOwner } = await ensureRuntime()
    const place = new Place(dataOwner, placeName)
    await use(place)
    place.remove()
  },

  trouble: async ({ place }, use, testInfo) => {
    const trouble = new Trouble()
    await use(trouble)
    trouble.readLog(place.log)
    if (trouble.rest.length > 0 || testInfo.status !== testInfo.expectedStatus) {
      const path = testInfo.outputPath('clipfile.log')
      writeFileSync(path, place.log)
      await testInfo.attach('clipfile.log', { path })
    }
    expect.soft(trouble.rest, 'nothing went wrong unnoticed').toEqual([])
  },

  start: async ({ place, trouble }, use, testInfo) => {
    const started: Clipfile[] = []
    await use(async (options = {}) => {
      const app = await launch(place, trouble, options)
      started.push(app)
      return app
    })
    if (testInfo.status !== testInfo.expectedStatus) await keepEvidence(started, testInfo)
    for (const app of started) await end(app, trouble)
  },

  app: async ({ start }, use) => use(await start()),
})

/** On a virtual screen there is no graphics card to be found, and looking for one takes a while. */
const HEADLESS = ['--disable-gpu', '--disable-dev-shm-usage']

async function launch(place: Place, trouble: Trouble, options: StartOptions): Promise<Clipfile> {
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

/** What a person would want to see of a failed test. */
async function keepEvidence(apps: Clipfile[], testInfo: TestInfo): Promise<void> {
  const windows = apps.flatMap((app) => (app.isOver ? [] : app.electron.windows()))
  for (const [i, page] of windows.entries()) {
    const path = testInfo.outputPath(`window-${i + 1}.png`)
    const taken = await page.screenshot({ path, timeout: 5_000 }).catch(() => null)
    if (taken) await testInfo.attach('window', { path })
  }
}

async function end(app: Clipfile, trouble: Trouble): Promise<void> {
  if (!app.isOver) {
    for (const { kind, options, expected } of await asked(app.electron)) {
      if (!expected) trouble.add(`dialog nobody expected: ${kind} ${JSON.stringify(options)}`)
    }
  }
  await app.quit().catch((error: unknown) => trouble.add(`the app did not quit: ${String(error)}`))
}

function asked(electron: ElectronApplication): ReturnType<typeof dialogsAsked> {
  return dialogsAsked(electron).catch(() => [])
}
