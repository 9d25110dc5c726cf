/**
 * The real app, built, on a real Electron with its sandbox on: each test with a data folder and documents of its own.
 * At the end of every test nothing may have gone wrong unnoticed, and the app must have quit by itself.
 */
import { writeFileSync } from 'node:fs'
import { expect, test as base, type ElectronApplication, type TestInfo } from '@playwright/test'
import { ensureDisplay } from '../electron/dev/display.ts'
import { ensureRuntime } from '../electron/dev/runtime.ts'
import type { Clipfile } from './app.ts'
import { dialogsAsked } from './dialogs.ts'
import { launch, type StartOptions } from './launch.ts'
import { Place } from './place.ts'
import { Trouble } from './trouble.ts'

export { expect }

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
