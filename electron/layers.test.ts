/**
 * Who may import whom, and where dangerous words may stand. Fails with the fix in its message.
 * A new dependency or a new layer is a decision: make it here, in `LAYERS`.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = resolve(import.meta.dirname, '..')

interface Layer {
  name: string
  /** the files it consists of, as the start of their path; the first layer that fits counts */
  files: string[]
  /** our own files it may import, as the start of their path; its own are always allowed */
  ours: string[]
  /** packages, by name; `node:` stands for Node's own except its network modules */
  packages: string[]
}

const UI = ['svelte', '@fontsource-variable/inter', '@fontsource-variable/newsreader']
const PARSERS = ['chardet', 'diff', 'eld', 'entities', 'fzstd', 'htmlparser2', 'hyparquet', 'image-size']
const SHARED = 'electron/shared/'
const CORE = 'electron/core/archive.ts'
const LIB = 'renderer/lib/'

const LAYERS: Layer[] = [
  { name: 'shared', files: [SHARED], ours: [], packages: ['valibot'] },
  {
    name: 'core',
    files: ['electron/core/'],
    ours: [SHARED],
    packages: [
      'node:',
      'better-sqlite3',
      '@myriaddreamin/typst-ts-node-compiler',
      'yazl',
      'yauzl',
      'valibot',
      ...PARSERS,
    ],
  },
  { name: 'processes', files: ['electron/processes/'], ours: [CORE, SHARED], packages: [] },
  {
    name: 'cli',
    files: ['electron/cli.ts', 'electron/cli/'],
    ours: [CORE, SHARED],
    packages: ['node:', 'commander', 'cli-progress'],
  },
  { name: 'main', files: ['electron/main/'], ours: [SHARED], packages: ['node:', 'electron', 'valibot'] },
  { name: 'preload', files: ['electron/preload.ts'], ours: [SHARED], packages: ['electron'] },
  // Markdown knows nothing of the app: the window and the exports read it alike
  { name: 'ui', files: [`${LIB}ui/`], ours: [`${SHARED}markdown.ts`], packages: UI },
  { name: 'client', files: [`${LIB}client.ts`], ours: [SHARED], packages: [] },
  {
    name: 'state',
    files: [`${LIB}state/`],
    ours: [`${LIB}client.ts`, `${LIB}format.ts`, `${LIB}keys.ts`, SHARED],
    packages: ['svelte'],
  },
  { name: 'lib', files: [LIB], ours: [SHARED], packages: ['svelte'] },
  {
    name: 'views',
    files: ['renderer/views/'],
    ours: [`${LIB}state/`, `${LIB}ui/`, `${LIB}format.ts`, `${LIB}keys.ts`, SHARED],
    packages: UI,
  },
  {
    name: 'app',
    files: ['renderer/main.ts', 'renderer/App.svelte', 'renderer/env.d.ts', 'renderer/styles/'],
    ours: ['renderer/', SHARED],
    packages: UI,
  },
]

/** Only run in a checkout, never by a person's Clipfile: free to import anything. */
const TOOLS = ['electron/dev/', 'renderer/dev/', 'renderer/vite.config.ts', 'electron/layers.test.ts']
/** Beside what it tests, a test may use the test runner, files, and the workshop's fixtures. */
const FOR_TESTS = {
  ours: ['electron/dev/', 'renderer/dev/', 'electron/core/import/import-fixtures.ts'],
  packages: ['vitest', 'node:', 'svelte', 'pdfjs-dist'],
}
/** Clipfile works without a network, so nobody needs these. */
const NETWORK = ['http', 'https', 'http2', 'net', 'tls', 'dgram', 'dns', 'inspector']

/** Where markup may be made from text. None for now: article text is drawn as blocks. */
const MARKUP_FILE: string | null = null

const ANYWHERE: readonly (readonly [word: RegExp, allowedIn: (path: string) => boolean, fix: string])[] = [
  [
    /\{@html\b|\b(inner|outer)HTML\b|\binsertAdjacentHTML\b|\bdocument\.write|\bcreateContextualFragment\b|\bsrcdoc\b/,
    (path) => path === MARKUP_FILE,
    'draw text as text; markup made from text is allowed in MARKUP_FILE of layers.test.ts alone',
  ],
  [/\beval\s*\(|\bnew Function\s*\(/, () => false, 'code is never made from text'],
  [
    /\bipcMain\b/,
    (path) => path === 'electron/main/ipc.ts',
    'only main/ipc.ts may touch ipcMain: it checks who asks',
  ],
  [
    /\bipcRenderer\b|\bcontextBridge\b/,
    (path) => path === 'electron/preload.ts',
    'only the preload script bridges',
  ],
  [/\bopenExternal\b|\bopenPath\b/, () => false, 'nothing is opened outside Clipfile: offer to copy instead'],
  [/\bautoUpdater\b|\bcrashReporter\b/, () => false, 'Clipfile does not use the network'],
  [
    /(?<![.#\w])fetch\s*\(|\bnew (WebSocket|EventSource|XMLHttpRequest)\b|\bsendBeacon\b/,
    () => false,
    'Clipfile does not use the network',
  ],
]

const NODE_OR_DOM =
  /(?<![.\w'"`])(process|Buffer|__dirname|require|window|document|navigator|localStorage)(?=[.(\[])/

const sources = ['electron', 'renderer'].flatMap(filesBelow)
const shipped = sources.filter(({ path }) => !startsWithAny(path, TOOLS) && !isTest(path))

describe('layers', () => {
  it('every file belongs to a layer', () => {
    const homeless = sources
      .filter(({ path }) => !startsWithAny(path, TOOLS) && !layerOf(path))
      .map(({ path }) => path)
    expect(homeless, 'move the file into a folder of architecture.md, or add its layer to LAYERS').toEqual([])
  })

  it('imports go only where architecture.md lets them', () => {
    const faults = sources.flatMap(({ path, text }) =>
      importsOf(text).flatMap((target) => importFault(path, target)),
    )
    expect(faults).toEqual([])
  })

  it('dangerous words stand only where they may', () => {
    const faults = shipped.flatMap(({ path, text }) =>
      ANYWHERE.flatMap(([word, allowedIn, fix]) => {
        const found = word.exec(withoutComments(text))
        return found && !allowedIn(path) ? [`${path}: “${found[0]}”: ${fix}`] : []
      }),
    )
    expect(faults).toEqual([])
  })

  it('shared uses neither Node nor the DOM', () => {
    const faults = shipped.flatMap(({ path, text }) => {
      const found = path.startsWith(SHARED) && NODE_OR_DOM.exec(withoutComments(text))
      return found
        ? [`${path}: “${found[1]}”: shared runs in every process; pass the value in as an argument`]
        : []
    })
    expect(faults).toEqual([])
    const { compilerOptions } = JSON.parse(read('electron/shared/tsconfig.json'))
    expect(compilerOptions, 'shared compiles without Node and DOM types').toMatchObject({
      lib: ['ES2023'],
      types: [],
    })
  })
})

describe('the layer test itself', () => {
  it.each([
    ['electron/main/ipc.ts', '../core/archive.ts', 'main may not import electron/core/archive.ts'],
    ['electron/main/ipc.ts', 'better-sqlite3', 'main may not import better-sqlite3'],
    ['electron/core/archive.ts', 'electron', 'core may not import electron'],
    ['electron/core/archive.ts', 'node:https', 'core may not import node:https'],
    [
      'electron/processes/job-process.ts',
      '../core/db/articles.ts',
      'processes may not import electron/core/db/articles.ts',
    ],
    ['electron/shared/api.ts', 'node:path', 'shared may not import node:path'],
    [
      'renderer/views/library/List.svelte',
      '../../lib/client.ts',
      'views may not import renderer/lib/client.ts',
    ],
    [
      'renderer/lib/ui/Dialog.svelte',
      '../state/jobs.svelte.ts',
      'ui may not import renderer/lib/state/jobs.svelte.ts',
    ],
    [
      'renderer/lib/state/a.svelte.ts',
      '../../../electron/core/archive.ts',
      'state may not import electron/core/archive.ts',
    ],
  ])('%s importing %s is a fault', (path, target, message) => {
    expect(importFault(path, target)).toEqual([expect.stringContaining(message)])
  })

  it('reads every form of import', () => {
    const text = `import a from 'a'\nimport {\n  b,\n} from "b"\nimport 'c.css'\nexport * from 'd'\nconst e = await import('e')\ntype F = import('f').F\n@import 'g.css';`
    expect(importsOf(text)).toEqual(['a', 'b', 'c.css', 'd', 'e', 'f', 'g.css'])
  })
})

/** What is wrong with one import, in words that say what to do. */
function importFault(path: string, target: string): string[] {
  const layer = layerOf(path)
  if (!layer) return []
  const isOurs = target.startsWith('.')
  const imported = isOurs ? toSlashes(relative(root, resolve(root, dirname(path), target))) : target
  const extra = isTest(path) ? FOR_TESTS : { ours: [], packages: [] }
  const allowed = isOurs
    ? startsWithAny(imported, [...layer.files, ...layer.ours, ...extra.ours]) && !beyond(layer, imported)
    : [...layer.packages, ...extra.packages].some((name) => isPackage(imported, name))
  if (allowed) return []
  const may = [...layer.ours, ...layer.packages].join(', ') || 'nothing'
  return [`${path}: ${layer.name} may not import ${imported}. Beside its own files it may import: ${may}.`]
}

/** `lib` begins like `lib/ui` and `lib/state`, which are layers of their own. */
function beyond(layer: Layer, imported: string): boolean {
  const target = layerOf(imported)
  if (!target || target === layer || startsWithAny(imported, layer.ours)) return false
  return layer.files.includes(LIB)
}

function isPackage(imported: string, name: string): boolean {
  if (name === 'node:')
    return imported.startsWith('node:') && !NETWORK.includes(imported.slice('node:'.length).split('/')[0]!)
  return imported === name || imported.startsWith(`${name}/`)
}

function layerOf(path: string): Layer | undefined {
  // a test belongs to what it tests
  return LAYERS.find(({ files }) => startsWithAny(path.replace(/\.test\.ts$/, '.ts'), files))
}

function importsOf(text: string): string[] {
  const form = /(?:\bfrom\s*|\bimport\s*\(?\s*|@import\s+)(['"])([\w@.:/?-]+)\1/g
  return [...withoutComments(text).matchAll(form)].map((match) => match[2]!)
}

/** Good enough for words that matter: a string that holds a comment sign is rarer than a comment that holds the word. */
function withoutComments(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\/|<!--[\s\S]*?-->|(?<=^|\s)\/\/.*$/gm, '')
}

function isTest(path: string): boolean {
  return /\.test\.ts$/.test(path)
}

function startsWithAny(path: string, starts: readonly string[]): boolean {
  return starts.some((start) => path.startsWith(start))
}

function filesBelow(folder: string): { path: string; text: string }[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter(
      (entry) =>
        entry.isFile() && /\.(ts|svelte)$/.test(entry.name) && !entry.parentPath.includes('node_modules'),
    )
    .map((entry) => toSlashes(relative(root, join(entry.parentPath, entry.name))))
    .map((path) => ({ path, text: read(path) }))
}

function read(path: string): string {
  return readFileSync(join(root, path), 'utf8')
}

function toSlashes(path: string): string {
  return path.split(sep).join('/')
}
