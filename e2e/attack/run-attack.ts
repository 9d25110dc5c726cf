/**
 * Runs the attack set through the real app: imports it, opens every article, tries the strings, and prints what held.
 * Started by `npm run bench:attack`, where it can be in a namespace without a network.
 */
import { readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { openArchive, runCheck } from '../../electron/core/archive.ts'
import { ensureDisplay } from '../../electron/dev/display.ts'
import { ensureRuntime } from '../../electron/dev/runtime.ts'
import { runScript } from '../../electron/dev/script.ts'
import type { Clipfile } from '../app.ts'
import { launch } from '../launch.ts'
import { listen } from '../listener.ts'
import { Place } from '../place.ts'
import { readNetLog, watchRequests } from '../requests.ts'
import { Trouble } from '../trouble.ts'
import { readAll, Watch } from './articles.ts'
import type { Evidence, Run } from './evidence.ts'
import { cancelImport, importAll, importCrowds } from './imports.ts'
import { bytesOf, keptWords, readSet, topFolder, type AttackSet } from './set.ts'
import { tryStrings } from './strings.ts'
import { printTable } from './table.ts'
import { judgeTree, treeCopy } from './tree.ts'

/** Where the set's payloads report to. */
const CANARY_PORT = 47_901

async function attack(source: string, only: string | undefined): Promise<number> {
  const runtime = await ensureRuntime()
  const display = await ensureDisplay()
  Object.assign(process.env, display.env)
  const place = new Place(runtime.dataOwner)
  try {
    const set = readSet(source, only, place)
    const { all, run } = await attackIn(place, set)
    return printTable(all, run) > 0 ? 1 : 0
  } finally {
    place.remove()
    display.stop()
  }
}

async function attackIn(place: Place, set: AttackSet): Promise<{ all: Evidence[]; run: Run }> {
  const run: Run = { cancelMs: null, network: [], outside: [], integrity: [], script: [], polluted: [] }
  const listener = await listen(CANARY_PORT)
  const netLog = `${place.folder('net')}/log.json`
  const trouble = new Trouble()
  const app = await launch(place, trouble, { args: [`--log-net-log=${netLog}`] })
  await watchRequests(app)
  run.cancelMs = await tryCancel(app, set)
  const archive = await app.newArchive()
  const watch = new Watch(app, trouble, listener)
  await watch.prove(app)
  const files = await importAll(app, set)
  for (const evidence of files) {
    evidence.source = shortText(set, evidence)
    evidence.keeps = keptWords(set, evidence.item)
  }
  await readAll(app, files, watch)
  files.push(...(await importCrowds(app, set)))
  const schema = schemaOf(archive)
  const strings = await tryStrings(app, set)
  for (const evidence of files)
    if (evidence.item.kind === 'folder') await judgeTree(app, evidence, treeCopy(app))
  run.script.push(...(await watch.since(app)).script)
  run.polluted = await pollution(app)
  await app.quit()
  await listener.close()
  const { outward, addresses } = readNetLog(netLog)
  run.network.push(...[...outward, ...addresses].map((one) => `Chromium's log of the network: ${one}`))
  run.network.push(...listener.knocks.map((kind) => `a knock by ${kind}`))
  run.integrity = await integrityFaults(archive, schema)
  run.outside = strangeFiles(place)
  return { all: [...files, ...strings], run }
}

/** The heaviest files are for cancelling, in an archive of its own. */
async function tryCancel(app: Clipfile, set: AttackSet): Promise<number | null> {
  const heavy = set.items.filter((item) => topFolder(item) === 'dos')
  if (heavy.length === 0) return null
  await app.newArchive('Cancelled.clipfile')
  const ms = await cancelImport(app, set, heavy)
  await app.dismissNotifications()
  await app.closeArchive()
  return ms
}

function shortText(set: AttackSet, { item }: Evidence): string | null {
  if (item.format !== 'txt' || item.class !== 'enc.bidi') return null
  return bytesOf(set, item).toString()
}

/** What a list of objects with a `__proto__` would have left behind. */
async function pollution(app: Clipfile): Promise<string[]> {
  const inPage = await app.page.evaluate(() => 'polluted' in {})
  const inMain = await app.electron.evaluate(() => 'polluted' in {})
  return [...(inPage ? ['every object of the window'] : []), ...(inMain ? ['every object of main'] : [])]
}

function schemaOf(path: string): string {
  const archive = openArchive(path)
  try {
    return JSON.stringify(archive.db.prepare('SELECT name, sql FROM sqlite_schema ORDER BY name').all())
  } finally {
    archive.close()
  }
}

async function integrityFaults(path: string, schema: string): Promise<string[]> {
  const { problems } = await runCheck(path, { signal: new AbortController().signal, onProgress: () => {} })
  return [...problems.map(String), ...(schemaOf(path) === schema ? [] : ['the archive has another schema'])]
}

/** What nobody asked for: traces of payloads, and files beside the archives and what was imported. */
function strangeFiles(place: Place): string[] {
  const ours = /^(?:News|Cancelled)\.clipfile(?:-index)?(?:-wal|-shm)?$|^good-[\w-]+\.txt$|^trees$/
  return [
    ...readdirSync(tmpdir()).filter((name) => /^pwn/i.test(name)),
    ...readdirSync(place.documents).filter((name) => !ours.test(name)),
  ].map((name) => `a file nobody asked for: ${name}`)
}

const [source, only] = process.argv.slice(2)
await runScript(() => attack(source!, only))
