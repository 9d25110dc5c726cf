/** A utility process as the rest of main sees it: messages in, messages out, an end. Tests put something else here. */
import { app, utilityProcess } from 'electron'
import { join } from 'node:path'
import type { FromArchiveProcess, FromJobProcess, ToArchiveProcess, ToJobProcess } from '../shared/wire.ts'
import type { Log } from './log.ts'

export interface Child<In, Out> {
  post(message: In): void
  kill(): void
  onMessage(listener: (message: Out) => void): void
  onExit(listener: (code: number) => void): void
}

export type ArchiveChild = Child<ToArchiveProcess, FromArchiveProcess>
export type JobChild = Child<ToJobProcess, FromJobProcess>

export interface Forks {
  archive(log: Log): ArchiveChild
  job(log: Log): JobChild
}

/** Starts our two kinds of process from the folder they were built into. */
export function forksFrom(folder: string): Forks {
  return {
    archive: (log) => fork(join(folder, 'archive-process.js'), 'Clipfile archive', log),
    job: (log) => fork(join(folder, 'job-process.js'), 'Clipfile job', log),
  }
}

/** Enough for any import, and far from what would bring the computer down. */
const HEAP_MB = 1024
const MAX_STDERR_LINES = 40

function fork<In, Out>(entry: string, serviceName: string, log: Log): Child<In, Out> {
  const child = utilityProcess.fork(entry, [], {
    serviceName,
    stdio: ['ignore', 'ignore', 'pipe'],
    execArgv: [`--max-old-space-size=${HEAP_MB}`],
  })
  let lines = 0
  child.stderr?.on('data', (data: Buffer) => {
    if (lines++ < MAX_STDERR_LINES) log('warn', `stderr: ${data.toString().trim().slice(0, 500)}`)
  })
  return {
    post: (message) => child.postMessage(message),
    kill: () => void child.kill(),
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => void child.on('exit', listener),
  }
}

/** The SQLite build to load where the usual one does not fit: told by the checkout's scripts, or packed beside us. */
export function nativeBinding(): string | undefined {
  return app.isPackaged ? undefined : process.env['CLIPFILE_SQLITE_BINDING'] || undefined
}
