/** Once before all tests: the built app, a runtime, a screen. `npm run e2e` has seen to them already; an IDE has not. */
import { build } from '../electron/dev/build.ts'
import { ensureDisplay } from '../electron/dev/display.ts'
import { ensureRuntime } from '../electron/dev/runtime.ts'

export default async function globalSetup(): Promise<() => void> {
  await ensureRuntime()
  await build()
  const display = await ensureDisplay()
  // the workers inherit it
  Object.assign(process.env, display.env)
  return display.stop
}
