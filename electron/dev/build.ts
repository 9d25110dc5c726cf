// Builds the app into dist/: the renderer as its own vite.config.ts says, and the Node side in one go, with all
// that is not native bundled into it. `node electron/dev/run.mjs electron/dev/build.ts` builds when anything changed.

import { existsSync } from 'node:fs'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { builtinModules } from 'node:module'
import { dirname, join } from 'node:path'
import { withLock } from './lock.mjs'
import { root } from './paths.ts'
import { say, withProgress } from './progress.mjs'
import { hashOfSources } from './source-hash.ts'
import { runScript } from './script.ts'

/** Entry by output name. The preload script is apart: a sandboxed one has to be a single CommonJS file. */
const NODE_ENTRIES = {
  main: 'electron/main/main.ts',
  'archive-process': 'electron/processes/archive-process.ts',
  'job-process': 'electron/processes/job-process.ts',
  'parse-worker': 'electron/core/import/parse-worker.ts',
  'typeset-worker': 'electron/core/export/pdf/typeset-worker.ts',
  cli: 'electron/cli.ts',
}
const PRELOAD = 'electron/preload.ts'

/** Has native code, which no bundler can take in: stays in node_modules, where electron-builder.yml names it too. */
const NATIVE = ['better-sqlite3', '@myriaddreamin/typst-ts-node-compiler']
const EXTERNAL = ['electron', ...NATIVE, ...builtinModules, /^node:/]

const STAMP = join(root, 'dist', '.stamp')

/** Builds everything, unless dist/ was built from the very same sources. */
export async function build(options: { force?: boolean } = {}): Promise<void> {
  const hash = await hashOfSources()
  if (!options.force && (await isBuilt(hash))) return
  await withLock(join(root, '.cache', 'build.lock'), async () => {
    if (!options.force && (await isBuilt(hash))) return
    await withProgress('Building', () => buildAll(hash))
  })
}

async function isBuilt(hash: string): Promise<boolean> {
  return (await readFile(STAMP, 'utf8').catch(() => '')) === hash
}

async function buildAll(hash: string): Promise<void> {
  await rm(STAMP, { force: true })
  const missing = [PRELOAD, ...Object.values(NODE_ENTRIES)].filter((entry) => !existsSync(join(root, entry)))
  if (missing.length > 0)
    throw new Error(`Nothing at ${missing.join(', ')}: mend the list in electron/dev/build.ts.`)
  // loaded only here: a start that has nothing to build does not pay for it
  const { build: viteBuild } = await import('vite')
  const level = { logLevel: 'warn', clearScreen: false } as const
  await viteBuild({ ...level, ...nodeSide(NODE_ENTRIES, 'es') })
  await viteBuild({ ...level, ...nodeSide({ preload: PRELOAD }, 'cjs') })
  await viteBuild({ ...level, configFile: join(root, 'renderer', 'vite.config.ts') })
  await mkdir(dirname(STAMP), { recursive: true })
  await writeFile(STAMP, hash)
}

function nodeSide(entries: Record<string, string>, format: 'es' | 'cjs') {
  const input = Object.fromEntries(Object.entries(entries).map(([name, path]) => [name, join(root, path)]))
  const extension = format === 'cjs' ? 'cjs' : 'js'
  return {
    root: join(root, 'electron'),
    configFile: false,
    publicDir: false,
    // `true` bundles what npm modules are imported; what is external is named below
    ssr: { noExternal: true, external: NATIVE },
    build: {
      ssr: true,
      outDir: join(root, 'dist', 'electron'),
      // the ES modules are built first
      emptyOutDir: format === 'es',
      target: 'node20',
      minify: false,
      sourcemap: true,
      rolldownOptions: {
        input,
        external: EXTERNAL,
        output: {
          format,
          entryFileNames: `[name].${extension}`,
          chunkFileNames: `chunks/[name]-[hash].${extension}`,
        },
      },
    },
  } as const
}

if (import.meta.main) {
  await runScript(async () => {
    await build({ force: process.argv.includes('--force') })
    say('Built: dist/')
  })
}
