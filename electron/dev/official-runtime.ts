// The Electron that package.json pins, from where Electron publishes it.

import { downloadArtifact } from '@electron/get'
import { extract } from '@electron-internal/extract-zip'
import { existsSync } from 'node:fs'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { cacheFolder, platform } from './paths.ts'
import { withProgress } from './progress.mjs'
import { makeOnce } from './workshop.ts'

const require = createRequire(import.meta.url)
const checksums = require('electron/checksums.json') as Record<string, string>

/** The version that package.json pins. */
export const officialVersion = (require('electron/package.json') as { version: string }).version

const FIRST_BYTE_MS = 8_000
const STALLED_MS = 30_000
const REMEMBER_FAILURE_MS = 24 * 60 * 60 * 1000

export class Unreachable extends Error {}

/** The folder of the official runtime, downloaded if need be; throws `Unreachable` when that cannot be done. */
export async function officialRuntime(options: { retry: boolean }): Promise<string> {
  const target = join(cacheFolder(), `electron-${officialVersion}-${platform}`)
  if (existsSync(target)) return target
  const remembered = options.retry ? null : await rememberedFailure()
  if (remembered) throw new Unreachable(remembered)
  return makeOnce(target, async (scratch) => {
    const zip = await download().catch(async (error: unknown) => {
      const reason = reasonOf(error)
      await rememberFailure(reason)
      throw new Unreachable(reason)
    })
    const folder = join(scratch, 'electron')
    await withProgress('Unpacking Electron', () => extract(zip, { dir: folder }))
    await rm(failureFile(), { force: true })
    return folder
  })
}

async function download(): Promise<string> {
  let percent = 0
  const patience = new AbortController()
  const giveUp = (): void => patience.abort(new Error('no answer'))
  let timer = setTimeout(giveUp, FIRST_BYTE_MS)
  const downloadOptions = {
    quiet: true,
    signal: patience.signal,
    getProgressCallback: async (progress: { percent: number }) => {
      percent = Math.round(progress.percent * 100)
      clearTimeout(timer)
      timer = setTimeout(giveUp, STALLED_MS)
    },
  }
  try {
    return await withProgress(
      `Downloading Electron ${officialVersion}`,
      () =>
        downloadArtifact({ version: officialVersion, artifactName: 'electron', checksums, downloadOptions }),
      () => `${percent} %`,
    )
  } finally {
    clearTimeout(timer)
  }
}

/** The innermost cause says what happened (`ENOTFOUND`), the outer ones only that something did. */
function reasonOf(error: unknown): string {
  let cause = error
  while (cause instanceof Error && cause.cause) cause = cause.cause
  return cause instanceof Error ? cause.message : String(cause)
}

function failureFile(): string {
  return join(cacheFolder(), 'official-unreachable.json')
}

async function rememberFailure(reason: string): Promise<void> {
  await mkdir(cacheFolder(), { recursive: true })
  await writeFile(failureFile(), JSON.stringify({ version: officialVersion, at: Date.now(), reason }))
}

/** Why the last attempt failed, if that was less than a day ago and for this version. */
async function rememberedFailure(): Promise<string | null> {
  try {
    const { version, at, reason } = JSON.parse(await readFile(failureFile(), 'utf8'))
    return version === officialVersion && Date.now() - at < REMEMBER_FAILURE_MS ? String(reason) : null
  } catch {
    return null
  }
}
