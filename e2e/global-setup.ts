/** Once before all tests: the built app and a runtime. `npm run e2e` has seen to them already; an IDE has not. */
import { build } from '../electron/dev/build.ts'
import { ensureRuntime } from '../electron/dev/runtime.ts'

export default async function globalSetup(): Promise<void> {
  await ensureRuntime()
  await build()
}
