// better-sqlite3 compiled for the stand-in, whose Node is too old for the binding that npm ships. It needs a C++
// compiler and nothing else: the headers of a Node-API addon come from npm, so neither node-gyp nor Python is used.

import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { mustRun, run } from './command.ts'
import { cacheFolder, platform } from './paths.ts'
import { withProgress } from './progress.mjs'
import type { Want } from './system-packages.ts'
import { makeOnce } from './workshop.ts'

const require = createRequire(import.meta.url)
const sources = dirname(require.resolve('better-sqlite3/package.json'))

// As node-gyp compiles a release, with link-time optimisation where binding.gyp asks for it.
const COMMON = [
  '-O3',
  '-fPIC',
  '-pthread',
  '-m64',
  '-DNDEBUG',
  '-D_LARGEFILE_SOURCE',
  '-D_FILE_OFFSET_BITS=64',
]
const SQLITE_FLAGS = [...COMMON, '-std=c99', '-w']
const ADDON_FLAGS = [
  ...COMMON,
  ...['-std=c++20', '-w', '-fno-rtti', '-fno-exceptions'],
  ...['-fvisibility=hidden', '-fvisibility-inlines-hidden', '-flto'],
  ...[
    '-DBUILDING_NODE_EXTENSION',
    '-DNAPI_DISABLE_CPP_EXCEPTIONS',
    '-DNODE_API_SWALLOW_UNTHROWABLE_EXCEPTIONS',
  ],
  // Declares itself experimental: the older Node has what Node-API 10 added, under that name alone
  '-DNAPI_VERSION=2147483647',
  ...['-include', join(import.meta.dirname, 'node-api-experimental.h')],
]
const LINK_FLAGS = ['-shared', '-pthread', '-m64', '-O3', '-flto', '-Wl,-Bsymbolic', '-Wl,--exclude-libs,ALL']

/** The path of the binding compiled for the stand-in, after compiling it if need be. */
export async function compiledBinding(): Promise<string> {
  return makeOnce(bindingFile(), (scratch) =>
    withProgress('Compiling SQLite for the stand-in (about a minute, once)', () => compile(scratch)),
  )
}

/** The compiler, if it will be needed and is not there. */
export async function wantedCompiler(): Promise<Want | null> {
  if (existsSync(bindingFile())) return null
  const found = await Promise.all(['gcc', 'g++'].map((name) => run(name, ['--version'])))
  return found.every(({ code }) => code === 0) ? null : { what: 'a C++ compiler', packages: [['g++']] }
}

function bindingFile(): string {
  return join(cacheFolder(), `better-sqlite3-${fingerprint()}.node`)
}

/** Changes with the version, with SQLite's options and with ours. */
function fingerprint(): string {
  const { version } = JSON.parse(readFileSync(join(sources, 'package.json'), 'utf8')) as { version: string }
  // without the paths in them, which differ from checkout to checkout
  const flags = [SQLITE_FLAGS, definesOf(), ADDON_FLAGS, LINK_FLAGS]
    .flat()
    .filter((flag) => flag.startsWith('-'))
    .join(' ')
  const hash = createHash('sha256').update(flags).digest('hex').slice(0, 8)
  return `${version}-${platform}-${hash}`
}

/** SQLite's compile-time options as better-sqlite3 lists them. */
export function parseDefines(gypi: string): string[] {
  return [...gypi.matchAll(/^\s*'([A-Z][A-Z0-9_]*(?:=[^']*)?)',?\s*$/gm)].map((match) => `-D${match[1]}`)
}

function definesOf(): string[] {
  return parseDefines(readFileSync(join(sources, 'deps', 'defines.gypi'), 'utf8'))
}

async function compile(scratch: string): Promise<string> {
  const sqlite = join(sources, 'deps', 'sqlite3')
  const include = [sqlite, packageFolder('node-api-headers', 'include'), packageFolder('node-addon-api', '.')]
  const objects = { sqlite: join(scratch, 'sqlite3.o'), addon: join(scratch, 'addon.o') }
  const binding = join(scratch, 'better_sqlite3.node')
  await Promise.all([
    mustRun('gcc', [...SQLITE_FLAGS, ...definesOf(), '-c', join(sqlite, 'sqlite3.c'), '-o', objects.sqlite]),
    mustRun('g++', [
      ...ADDON_FLAGS,
      ...include.map((folder) => `-I${folder}`),
      ...['-c', join(sources, 'src', 'better_sqlite3.cpp'), '-o', objects.addon],
    ]),
  ])
  await mustRun('g++', [...LINK_FLAGS, objects.addon, objects.sqlite, '-ldl', '-lm', '-o', binding])
  await tryOut(binding)
  return binding
}

function packageFolder(name: string, inside: string): string {
  return join(dirname(require.resolve(`${name}/package.json`)), inside)
}

/** A binding that does not load is not kept. */
async function tryOut(binding: string): Promise<void> {
  const program = `const Database = require('better-sqlite3')
    const db = new Database(':memory:', { nativeBinding: process.argv[1] })
    db.exec('CREATE VIRTUAL TABLE t USING fts5(a)')
    for (let i = 0; i < 2e5; i++) db.prepare('SELECT 1')`
  await mustRun(process.execPath, ['-e', program, binding], { cwd: import.meta.dirname })
}
