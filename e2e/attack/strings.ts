/** Hostile strings where strings go: the search box's language, corrections, addresses of our protocol, arguments of calls. */
import * as v from 'valibot'
import { inputs, type Output } from '../../electron/shared/api.ts'
import type { Article } from '../../electron/shared/model.ts'
import type { Clipfile } from '../app.ts'
import type { Evidence } from './evidence.ts'
import { ask } from './imports.ts'
import { stringsOf, type AttackSet, type Item } from './set.ts'

const LONGEST_QUERY = 2000
const SQL_WORDS = /sqlite|fts5|syntax error|no such column|unterminated|malformed|SQLITE_/i

/** Tries all strings items of the set. */
export async function tryStrings(app: Clipfile, set: AttackSet): Promise<Evidence[]> {
  const all: Evidence[] = []
  for (const item of set.items.filter(({ kind }) => kind === 'strings')) {
    const strings = stringsOf(set, item)
    const evidence = emptyEvidence(item)
    const tries = TRIES[item.class]
    for (const [point, attempt] of Object.entries(tries ?? {}))
      evidence.judged.set(point, await attempt(app, strings).then(firstFault, (error) => String(error)))
    all.push(evidence)
  }
  return all
}

function emptyEvidence(item: Item): Evidence {
  return {
    item,
    batch: null,
    records: [],
    format: null,
    looks: [],
    found: [],
    longestSnippet: 0,
    keeps: [],
    source: null,
    judged: new Map(),
  }
}

function firstFault(faults: string[]): string | null {
  if (faults.length === 0) return null
  return faults.length === 1 ? faults[0]! : `${faults[0]!} (and ${faults.length - 1} more)`
}

type Try = (app: Clipfile, strings: unknown[]) => Promise<string[]>

/** By class, and by the beginning of the point. */
const TRIES: Record<string, Record<string, Try>> = {
  'inject.fts': { 'each query returns': searchAll },
  'inject.sql': {
    'use as tag': async (app, strings) => [
      ...(await searchAll(app, strings)),
      ...(await correctAll(app, strings)),
    ],
  },
  'proto.traversal': { 'request each': fetchAll },
  'ipc.badargs': { 'send every value': callAll },
}

async function searchAll(app: Clipfile, strings: unknown[]): Promise<string[]> {
  const faults: string[] = []
  for (const text of strings as string[]) {
    const started = performance.now()
    const query = { text, outletId: null, importId: null }
    const reply = await app.call('archive.list', { query, offset: 0, limit: 50 })
    const ms = performance.now() - started
    const shown = JSON.stringify(text.slice(0, 40))
    if (ms > 1000) faults.push(`${shown} took ${ms.toFixed(0)} ms`)
    const said = reply.ok ? ((reply.value as Output<'archive.list'>).hint ?? '') : reply.error.message
    if (SQL_WORDS.test(said)) faults.push(`${shown} is answered with “${said}”`)
    // what is longer than a query may be is refused as such
    if (!reply.ok && !(text.length > LONGEST_QUERY && reply.error.code === 'bad-request'))
      faults.push(`${shown} is refused: ${reply.error.code} ${reply.error.message}`)
  }
  return faults
}

/** The fields that a person can write today: title and outlet. */
async function correctAll(app: Clipfile, strings: unknown[]): Promise<string[]> {
  const faults: string[] = []
  const { rows } = await ask<Output<'archive.list'>>(app, 'archive.list', {
    query: { text: '', outletId: null, importId: null },
    offset: 0,
    limit: 1,
  })
  const { id } = rows[0]!
  for (const value of strings as string[]) {
    for (const field of ['title', 'outlet'] as const) {
      const article = await ask<Article>(app, 'archive.correct', { id, correction: { field, value } })
      const back = field === 'title' ? article.title : article.outlet
      if (back !== value.trim())
        faults.push(`${JSON.stringify(value)} as ${field} comes back as ${JSON.stringify(back)}`)
      await ask(app, 'archive.uncorrect', { id, field })
    }
  }
  return faults
}

/** Each address as it is and turned towards each place that our protocol serves; by the page and by the app itself. */
async function fetchAll(app: Clipfile, strings: unknown[]): Promise<string[]> {
  const state = await ask<Output<'session.state'>>(app, 'session.state')
  const picture = `app://ui/picture/${state.archive!.key}`
  const sha256 = '0'.repeat(64)
  const places = [
    'app://ui',
    'app://ui/assets',
    picture,
    `${picture}/${sha256}`,
    `app://ui/picture/${'0'.repeat(8)}`,
  ]
  const addresses = [
    ...(strings as string[]).flatMap((address) => [
      address,
      ...places.map((place) => address.replace(/^app:\/\/asset(?=\/)/i, place)),
    ]),
    `${picture}/${sha256}`,
    `${picture}/${sha256}?x=1`,
    `${picture}/${sha256.toUpperCase()}/..`,
  ]
  const known = new Set(
    await app.page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name)),
  )
  known.add('app://ui/index.html')
  const faults: string[] = []
  for (const address of new Set(addresses))
    for (const reply of [await fetchInPage(app, address), await fetchInMain(app, address)])
      faults.push(...replyFaults(address, reply, known))
  return faults
}

/** null: refused before anybody answered */
type Answer = { status: number; policy: string | null; sniff: string | null } | null

function replyFaults(address: string, reply: Answer, known: ReadonlySet<string>): string[] {
  if (!reply) return []
  const faults: string[] = []
  const isKnown = URL.canParse(address) && known.has(new URL(address).href)
  if (!(reply.status >= 400 && reply.status < 500) && !isKnown)
    faults.push(`${address} is answered with ${reply.status}`)
  if (!reply.policy?.includes("default-src 'none'")) faults.push(`${address}: no policy`)
  if (reply.sniff !== 'nosniff') faults.push(`${address}: no nosniff`)
  return faults
}

function fetchInPage(app: Clipfile, address: string): Promise<Answer> {
  return app.page.evaluate(
    (url) =>
      fetch(url).then(
        ({ status, headers }) => ({
          status,
          policy: headers.get('Content-Security-Policy'),
          sniff: headers.get('X-Content-Type-Options'),
        }),
        () => null,
      ),
    address,
  )
}

function fetchInMain(app: Clipfile, address: string): Promise<Answer> {
  return app.electron.evaluate(
    ({ webContents }, url) =>
      webContents
        .getAllWebContents()[0]!
        .session.fetch(url)
        .then(
          ({ status, headers }) => ({
            status,
            policy: headers.get('Content-Security-Policy'),
            sniff: headers.get('X-Content-Type-Options'),
          }),
          () => null,
        ),
    address,
  )
}

/** What a call is refused with; `internal` would be something thrown in main. */
const REFUSALS = new Set(['bad-request', 'bad-input', 'not-allowed', 'not-found'])

/** These name files of the system: no page may choose one. */
const NAMES_FILES = new Set(['session.openRecent', 'import.paths'])

async function callAll(app: Clipfile, values: unknown[]): Promise<string[]> {
  const faults: string[] = []
  for (const value of values) {
    for (const [method, schema] of Object.entries(inputs)) {
      const code = await callInPage(app, method, value)
      const isRight = REFUSALS.has(code) || (code === 'answered' && mayBeAnswered(method, schema, value))
      if (!isRight) faults.push(`${method}(${JSON.stringify(value)?.slice(0, 40)}): ${code}`)
    }
  }
  return faults
}

/** Some of the values are what a method takes, `{path}` a new tag's for one. The bridge passes on no `__proto__`. */
function mayBeAnswered(method: string, schema: v.GenericSchema, value: unknown): boolean {
  const arrives = JSON.stringify(value).startsWith('{"__proto__"') ? {} : value
  return !NAMES_FILES.has(method) && v.is(schema, arrives)
}

/** The value is made in the page: on its way there a key called `__proto__` would be lost. */
function callInPage(app: Clipfile, method: string, value: unknown): Promise<string> {
  const json = value === Infinity ? '1e999' : JSON.stringify(value)
  return app.page.evaluate(
    ([name, text]) =>
      window.clipfile.call(name, JSON.parse(text) as never).then(
        (reply) => (reply.ok ? 'answered' : reply.error.code),
        (error: unknown) => `thrown: ${String(error)}`,
      ),
    [method, json] as const,
  )
}
