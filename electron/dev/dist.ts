// `npm run dist`: the packaged app in release/, as a folder; `npm run dist -- --installers` makes this system's
// installers too, for which electron-builder downloads tools.

import { build as pack, type AfterPackContext } from 'electron-builder'
import type { LinuxPackager } from 'app-builder-lib/out/linuxPackager.js'
import { copyFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from './build.ts'
import { setFuses } from './fuses.ts'
import { platform, root } from './paths.ts'
import { say } from './progress.mjs'
import { ensureRuntime } from './runtime.ts'
import { runScript } from './script.ts'

await runScript(async () => {
  const runtime = await ensureRuntime()
  say(runtime.describe)
  await build()
  const paths = await pack({
    projectDir: root,
    dir: !process.argv.includes('--installers'),
    publish: 'never',
    config: {
      electronDist: runtime.folder,
      electronVersion: runtime.version,
      afterPack: (context) => finish(context, runtime.env.CLIPFILE_SQLITE_BINDING),
    },
  })
  say(`Packed: ${paths.length > 0 ? paths.join(', ') : 'release/'}`)
})

/** After the files are in place and before anything is signed. */
async function finish(context: AfterPackContext, binding: string | undefined): Promise<void> {
  const { appOutDir } = context
  say(`Fuses set: ${await setFuses(join(appOutDir, executableOf(context)))}`)
  // the app is in app.asar; this one starts any folder
  const resources = join(appOutDir, 'resources')
  await rm(join(resources, 'default_app.asar'), { force: true })
  if (!binding) return
  // what better-sqlite3 ships does not run on the stand-in
  const unpacked = join(resources, 'app.asar.unpacked', 'node_modules', 'better-sqlite3')
  await copyFile(binding, join(unpacked, 'prebuilds', `${platform}.node`))
}

function executableOf({ packager, electronPlatformName }: AfterPackContext): string {
  if (electronPlatformName === 'darwin') return `${packager.appInfo.productFilename}.app`
  if (electronPlatformName === 'win32') return `${packager.appInfo.productFilename}.exe`
  return (packager as LinuxPackager).executableName
}
