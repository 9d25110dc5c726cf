// Where set-up keeps what it fetches and builds: outside node_modules, so that a reinstall fetches nothing again.

import { homedir } from 'node:os'
import { join } from 'node:path'
import { root } from './install.mjs'

export { root }

/** The platform and processor as every download names them. */
export const platform = `${process.platform}-${process.arch}`

/** Whether we run as root, where Electron has to run as somebody else to keep its sandbox. */
export const isRoot = process.getuid?.() === 0

/** The folder for runtimes and compiled bindings; CLIPFILE_CACHE moves it. */
export function cacheFolder(env: NodeJS.ProcessEnv = process.env): string {
  if (env.CLIPFILE_CACHE) return env.CLIPFILE_CACHE
  if (process.platform === 'win32')
    return join(env.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'), 'clipfile', 'cache')
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'clipfile')
  // root's home is closed to the user that Electron runs as
  if (isRoot) return '/var/cache/clipfile'
  return join(env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'clipfile')
}
