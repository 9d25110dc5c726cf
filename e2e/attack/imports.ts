/** Imports the items as a person does, a folder of the set at a time, and reads what the ledger says of each. */
import { execFileSync } from 'node:child_process'
import { chmodSync, cpSync, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { JobProgress, Output } from '../../electron/shared/api.ts'
import type { DumpRow, RecordRow } from '../../electron/shared/model.ts'
import type { Clipfile } from '../app.ts'
import { familyOf } from '../sockets.ts'
import type { Batch, Evidence } from './evidence.ts'
import { topFolder, type AttackSet, type Item } from './set.ts'

const LONGEST_MS = 180_000
const ENDED = new Set<JobProgress['state']>(['done', 'failed', 'cancelled', 'interrupted'])

/** Calls the bridge; a refusal is an error here. */
export async function ask<T>(app: Clipfile, method: string, input?: unknown): Promise<T> {
  const reply = await app.call(method, input as never)
  if (!reply.ok) throw new Error(`${method}: ${reply.error.code} ${reply.error.message}`)
  return reply.value as T
}

/** Of a class that holds thousands of articles: imported when all others were opened, for nobody opens these one by one. */
const CROWDS = new Set(['zip.many'])

/** Imports all items but the crowds, each folder of the set with a good file of its own. */
export async function importAll(app: Clipfile, set: AttackSet): Promise<Evidence[]> {
  // strings need an article to be tried on
  await importBatch(app, 'alone', 'files', [goodFile(app, 'alone')])
  return importItems(app, set, (item) => (CROWDS.has(item.class) ? null : topFolder(item)))
}

/** Imports what `importAll` left out. Its articles are searched for, not opened. */
export function importCrowds(app: Clipfile, set: AttackSet): Promise<Evidence[]> {
  return importItems(app, set, (item) => (CROWDS.has(item.class) ? item.id : null))
}

/** @param batchOf names the batch that an item is imported with; null leaves it out */
async function importItems(
  app: Clipfile,
  set: AttackSet,
  batchOf: (item: Item) => string | null,
): Promise<Evidence[]> {
  const batches = new Map<string, Item[]>()
  for (const item of set.items) {
    const name = item.kind === 'strings' ? null : batchOf(item)
    if (name !== null) batches.set(name, [...(batches.get(name) ?? []), item])
  }
  const all: Evidence[] = []
  for (const [name, items] of batches) {
    const good = goodFile(app, name)
    const isFolder = items[0]!.kind === 'folder'
    const paths = isFolder ? [copyTree(app, set, name, good)] : itemPaths(set, items)
    const batch = await importBatch(
      app,
      name,
      isFolder ? 'folder' : 'files',
      isFolder ? paths : [...paths, good],
    )
    all.push(...(await readLedger(app, items, batch)))
  }
  return all
}

/** An article that nobody can take offence at, in an outlet of its batch. */
function goodFile(app: Clipfile, batch: string): string {
  const text = `The ferry runs again, says batch ${batch} – Harbor Ledger\nMay 9, 2025\nKEEPGOOD${batch} The ferry between the two banks runs again since Monday, and nobody was asked to pay for it.\n`
  return app.place.write(`good-${batch}.txt`, text)
}

function itemPaths(set: AttackSet, items: readonly Item[]): string[] {
  return items.map(({ file }) => join(set.folder, file))
}

/** With its links, its pipe, its holes and its bytes that are no names; closed where it says so. */
function copyTree(app: Clipfile, set: AttackSet, name: string, good: string): string {
  const folder = app.place.folder('documents/trees')
  const copy = join(folder, name)
  execFileSync('cp', ['-a', '--sparse=always', join(set.folder, name), folder])
  cpSync(good, join(copy, 'good.txt'))
  if (process.getuid?.() === 0) execFileSync('chown', ['-hR', '--reference', app.place.documents, copy])
  if (existsSync(join(copy, 'unreadable'))) chmodSync(join(copy, 'unreadable'), 0)
  return copy
}

async function importBatch(
  app: Clipfile,
  name: string,
  kind: 'files' | 'folder',
  paths: string[],
): Promise<Batch> {
  const memory = new MemoryWatch(app.pid)
  const started = performance.now()
  await startImport(app, kind, paths)
  const { job, slowestAnswerMs } = await importEnded(app)
  const seconds = (performance.now() - started) / 1000
  const growthBytes = memory.stop()
  await app.dismissNotifications()
  const good = await ask<Output<'archive.list'>>(app, 'archive.list', {
    query: { text: `KEEPGOOD${name}`, outletId: null, importId: null },
    offset: 0,
    limit: 1,
  })
  const fault =
    job?.state !== 'done'
      ? `the import ended as ${job?.state}: ${job?.error?.message ?? ''}`
      : good.rows.length === 0
        ? 'the good file of the batch was not found afterwards'
        : null
  return { name, seconds, growthBytes, slowestAnswerMs, fault }
}

async function startImport(app: Clipfile, kind: 'files' | 'folder', paths: string[]): Promise<void> {
  const before = (await app.lastJob())?.jobId ?? 0
  if (kind === 'folder') await app.importFolder(paths[0]!)
  else await app.importFiles(...paths)
  while (((await app.lastJob())?.jobId ?? 0) <= before) await pause(20)
}

/** Asks the window again and again, as a person's eye does. */
async function importEnded(
  app: Clipfile,
): Promise<{ job: JobProgress | undefined; slowestAnswerMs: number }> {
  const started = performance.now()
  let slowestAnswerMs = 0
  for (;;) {
    const asked = performance.now()
    const job = await app.lastJob()
    slowestAnswerMs = Math.max(slowestAnswerMs, performance.now() - asked)
    if (!job || ENDED.has(job.state) || performance.now() - started > LONGEST_MS)
      return { job, slowestAnswerMs }
    await pause(50)
  }
}

/** Cancels the import of these files in its middle. @returns how long the cancelling took */
export async function cancelImport(app: Clipfile, set: AttackSet, items: readonly Item[]): Promise<number> {
  await startImport(app, 'files', itemPaths(set, items))
  while ((await app.lastJob())!.bytes === 0 && !ENDED.has((await app.lastJob())!.state)) await pause(20)
  const { jobId } = (await app.lastJob())!
  const started = performance.now()
  await ask(app, 'job.cancel', { jobId }).catch(() => {})
  await importEnded(app)
  return performance.now() - started
}

/** What the ledger of the last import says of each item. */
async function readLedger(app: Clipfile, items: readonly Item[], batch: Batch): Promise<Evidence[]> {
  const [run] = await ask<Output<'archive.imports'>>(app, 'archive.imports')
  const importId = run!.id
  const records = await allRows<RecordRow>(app, 'archive.records', { importId, dumpId: null, state: null })
  const dumps = await allRows<DumpRow>(app, 'archive.dumps', { importId, problemsOnly: false })
  return items.map((item) => {
    const mine = item.kind === 'folder' ? dumps : dumps.filter(({ path }) => path.endsWith(`/${item.file}`))
    const ids = new Set(mine.map(({ id }) => id))
    return {
      item,
      batch,
      records: records.filter(({ dumpId }) => ids.has(dumpId)),
      format: mine[0]?.format ?? null,
      looks: [],
      found: [],
      longestSnippet: 0,
      keeps: [],
      source: null,
      judged: new Map(),
    }
  })
}

async function allRows<T>(app: Clipfile, method: string, input: object): Promise<T[]> {
  const rows: T[] = []
  for (;;) {
    const page = await ask<{ rows: T[]; total: number }>(app, method, {
      ...input,
      offset: rows.length,
      limit: 500,
    })
    rows.push(...page.rows)
    if (page.rows.length === 0 || rows.length >= page.total) return rows
  }
}

/** The memory of a process and all that it started, looked at again and again. */
class MemoryWatch {
  readonly #pid: number
  readonly #before: number
  readonly #timer: NodeJS.Timeout
  #most = 0

  constructor(pid: number) {
    this.#pid = pid
    this.#before = this.#now()
    this.#timer = setInterval(() => (this.#most = Math.max(this.#most, this.#now())), 200)
  }

  /** @returns by how much it grew at most */
  stop(): number {
    clearInterval(this.#timer)
    return Math.max(0, this.#most - this.#before)
  }

  #now(): number {
    return familyOf(this.#pid).reduce((sum, pid) => sum + residentBytes(pid), 0)
  }
}

function residentBytes(pid: number): number {
  try {
    return Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024
  } catch {
    return 0
  }
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
