// Whether a build is still the one of these sources.

import { createHash } from 'node:crypto'
import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { root } from './paths.ts'

/** All that a build depends on; fonts and pictures of the renderer lie under resources. */
const SOURCES = ['electron', 'renderer', 'resources', 'package.json', 'package-lock.json']

/** Not in any build: the tools' caches in node_modules, tests, and what runs only in a checkout but for the build itself. */
export function isBuilt(path: string): boolean {
  if (/\/node_modules\/|\.test\.ts$|\.d\.ts$|\/tsconfig[^/]*\.json$/.test(path)) return false
  return !path.startsWith('electron/dev/') || path === 'electron/dev/build.ts'
}

/** A hash over names and contents. Contents, not times: git sets new times when it changes branches. */
export async function hashOfSources(): Promise<string> {
  const files = (await Promise.all(SOURCES.map(filesOf))).flat().filter(isBuilt).sort()
  const contents = await Promise.all(files.map((path) => readFile(join(root, path))))
  const hash = createHash('sha256')
  for (const [index, path] of files.entries()) {
    const content = contents[index]
    if (content) hash.update(`${path}\0${content.length}\0`).update(content)
  }
  return hash.digest('hex')
}

async function filesOf(path: string): Promise<string[]> {
  if (path.includes('.')) return [path]
  const entries = await readdir(join(root, path), { recursive: true, withFileTypes: true }).catch(() => [])
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(root.length + 1)
        .replaceAll('\\', '/'),
    )
}
