/** For tests and benchmarks: kills imports with SIGKILL, resumes them, and compares the result with an unbroken one. */
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { ImportRun } from '../../shared/model.ts'
import { openArchive, runCheck } from '../archive.ts'
import { markInterrupted } from '../db/imports.ts'
import { pictureOf, watched } from './import-fixtures.ts'

const IMPORTER = fileURLToPath(new URL('./killed-import.ts', import.meta.url))

export interface Killed {
  /** records in the archive after the kill */
  records: number
  /** records that the import had said to be in before */
  acknowledged: number
  /** what a check of the archive found */
  problems: string[]
}

/**
 * Imports in another process and kills it after so many milliseconds of importing.
 * @returns null when the import was done before
 */
export async function importAndKill(
  archivePath: string,
  folder: string,
  afterMs: number,
  workerFile?: string,
): Promise<Killed | null> {
  const last = lastImport(archivePath)
  // killed while the index took in the last articles: nothing is left to resume
  if (last?.state === 'done') return null
  const args = last === null ? [folder] : ['--resume', String(last.id)]
  const acknowledged = await runAndKill([IMPORTER, archivePath, ...args], afterMs, workerFile)
  if (acknowledged === null) return null
  const { problems } = await runCheck(archivePath, watched().control, { create: true })
  const archive = openArchive(archivePath)
  markInterrupted(archive.db)
  const { records } = archive.answer('archive.stats', undefined)
  archive.close()
  return { records, acknowledged, problems }
}

/** @returns what it said last before it was killed; null when it was done */
function runAndKill(args: string[], afterMs: number, workerFile?: string): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...(workerFile && { CLIPFILE_TEST_WORKER: workerFile }) },
    })
    let errors = ''
    let said = ''
    let timer: NodeJS.Timeout | undefined
    // From the first word on: the time a process takes to start is none of the import's.
    child.stdout.once('data', () => {
      timer = setTimeout(() => child.kill('SIGKILL'), afterMs)
    })
    child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()))
    child.on('error', reject)
    child.on('close', (code, signal) => {
      clearTimeout(timer)
      if (signal === 'SIGKILL') resolve(lastLine(said))
      else if (code === 0) resolve(null)
      else reject(new Error(`The import ended with ${code}: ${errors}`))
    })
  })
}

/** The last line that was said to its end. */
function lastLine(said: string): number {
  return Number(said.split('\n').at(-2) ?? 0)
}

function lastImport(archivePath: string): ImportRun | null {
  const archive = openArchive(archivePath, { create: true })
  const [newest] = archive.answer('archive.imports', undefined)
  archive.close()
  return newest ?? null
}

export function pictureAt(archivePath: string): Record<string, string> {
  const archive = openArchive(archivePath)
  try {
    return pictureOf(archive.db)
  } finally {
    archive.close()
  }
}
