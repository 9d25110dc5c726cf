/** The points that must hold, and how each is judged by what was seen. */
import { bodyText } from '../../electron/shared/model.ts'
import type { Evidence, Look, Run } from './evidence.ts'
import { FILE_POINTS } from './file-points.ts'
import { markersOf } from './set.ts'

/** null: it holds; a text: why it does not; undefined: it cannot be judged here. */
export type Verdict = string | null | undefined

export interface Point {
  /** how the manifest's text begins */
  begins: string
  judge: (evidence: Evidence, run: Run) => Verdict
}

const MOST_MEMORY = 1.5e9
const LONGEST_S = 60
const LONGEST_CANCEL_MS = 2000
const LONGEST_ANSWER_MS = 5000
const LONGEST_DRAWING_MS = 2000
const LONGEST_SNIPPET = 1000

const POINTS: Point[] = [
  { begins: 'no script runs', judge: (e, run) => first(run.script) ?? seen(e, 'script') },
  {
    begins: 'no network request',
    judge: (e, run) => first(run.network) ?? seen(e, 'network'),
  },
  { begins: 'no navigation', judge: (e) => seen(e, 'navigation') },
  {
    begins: 'the app chrome stays usable',
    judge: (e) => (e.looks.length === 0 ? undefined : (seen(e, 'chrome') ?? isolated(e))),
  },
  { begins: 'main+worker+renderer RSS', judge: bounded },
  { begins: 'clear error naming', judge: clearError },
  { begins: 'benign marker text', judge: markers },
  { begins: 'decoded text contains', judge: decoded },
  { begins: 'no U+FFFD', judge: undamaged },
  { begins: 'never a crash or silent empty article', judge: notSilent },
  { begins: 'stored text is exactly', judge: exactText },
  {
    begins: 'controls isolated',
    judge: (e) => opened(e) ?? first(e.looks.flatMap(({ isolation }) => isolation)),
  },
  { begins: 'the url in the SingleFile comment', judge: safeAddress },
  { begins: 'no local file content', judge: noLocalFile },
  { begins: 'nothing is written outside', judge: (_e, run) => first(run.outside) },
  { begins: 'integrity_check ok', judge: (_e, run) => first(run.integrity) },
  { begins: 'text KEEPDEEP', judge: (e) => words(e, ['KEEPDEEP', 'KEEPDEPTH']) },
  { begins: 'first paint of the reader', judge: drawnSoon },
  { begins: '10 MB single line', judge: markers },
  {
    begins: 'snippet shown is bounded',
    judge: (e) => (e.longestSnippet > LONGEST_SNIPPET ? `${e.longestSnippet} characters` : null),
  },
  { begins: 'no quadratic time', judge: bounded },
]

/** @returns one verdict for each point of the item */
export function judge(evidence: Evidence, run: Run): Verdict[] {
  return evidence.item.must_hold.map((text) => {
    for (const [begins, verdict] of evidence.judged) if (text.startsWith(begins)) return verdict
    const point = [...POINTS, ...FILE_POINTS].find(({ begins }) => text.startsWith(begins))
    return point?.judge(evidence, run)
  })
}

function first(...lists: string[][]): string | null {
  return lists.flat()[0] ?? null
}

/** What went on while its articles were open; where none was, nothing is proven. */
function seen({ looks }: Evidence, what: 'script' | 'network' | 'navigation' | 'chrome'): Verdict {
  return looks.length === 0 ? undefined : first(looks.flatMap((look) => look[what]))
}

function isolated({ looks }: Evidence): string | null {
  return first(looks.flatMap(({ isolation }) => isolation))
}

/** What most points of an item that should be imported begin with. */
function opened({ looks, records, item }: Evidence): string | null {
  if (looks.length > 0) return null
  const [record] = records
  return record
    ? `${item.file} was ${record.state}: ${record.reason ?? ''}`
    : `${item.file} has no line in the ledger`
}

function bounded({ batch }: Evidence, { cancelMs }: Run): Verdict {
  if (!batch) return undefined
  if (batch.growthBytes > MOST_MEMORY) return `the batch grew by ${(batch.growthBytes / 1e6).toFixed(0)} MB`
  if (batch.seconds > LONGEST_S) return `the batch took ${batch.seconds.toFixed(0)} s`
  if (cancelMs !== null && cancelMs > LONGEST_CANCEL_MS) return `cancelling took ${cancelMs.toFixed(0)} ms`
  return batch.fault
}

function clearError({ batch, records, item }: Evidence): Verdict {
  if (records.length === 0) return `${item.file} has no line in the ledger`
  const silent = records.find(({ state, reason }) => state === 'rejected' && !reason?.trim())
  if (silent) return `record ${silent.record} was refused without a reason`
  if (batch && batch.slowestAnswerMs > LONGEST_ANSWER_MS)
    return `the window took ${batch.slowestAnswerMs.toFixed(0)} ms to answer`
  return batch?.fault ?? null
}

/** Each marker stands in the text of an article, is found by a search and shown by the reader. */
function markers(evidence: Evidence): Verdict {
  const wanted = markersOf(evidence.item)
  if (wanted.length === 0) return undefined
  const missing = opened(evidence) ?? words(evidence, wanted)
  if (missing) return missing
  const unfound = wanted.find((marker) => !evidence.found.includes(marker))
  if (unfound) return `a search for “${unfound}” does not find it`
  const hidden = wanted.find((marker) => !evidence.looks.some(({ shown }) => shown.includes(marker)))
  return hidden ? `the reader does not show “${hidden}”` : null
}

function words(evidence: Evidence, wanted: string[]): string | null {
  const texts = evidence.looks.map(textOf)
  const missing = wanted.find((word) => !texts.some((text) => text.includes(word)))
  return missing ? `“${missing}” is not in “${(texts[0] ?? '').slice(0, 60)}”` : null
}

export function textOf({ article }: Look): string {
  return [article.title, ...article.blocks.map(({ text }) => text)].join('\n')
}

function noticesOf({ records }: Evidence): string {
  return records.map(({ reason }) => reason ?? '').join(' ')
}

/** That a person could choose another encoding is not judged: nothing in the window offers it yet. */
function decoded(evidence: Evidence): Verdict {
  const wrong = markers(evidence)
  if (wrong) return wrong
  const { item, looks } = evidence
  const isProven = item.bom || /^utf-8/.test(item.encoding ?? '')
  if (!isProven && !noticesOf(evidence).includes('Encoding guessed'))
    return 'the ledger does not say that its encoding was guessed'
  const kept = looks.some(({ article }) => article.sources.some(({ sha256 }) => sha256 === item.sha256))
  return item.sha256 && !kept ? 'the original is not kept as it was' : null
}

function undamaged(evidence: Evidence): Verdict {
  const damaged = evidence.looks.some((look) => textOf(look).includes('\ufffd'))
  return damaged && !/\d+ damaged character/.test(noticesOf(evidence))
    ? 'U+FFFD, and no notice says so'
    : opened(evidence)
}

function notSilent(evidence: Evidence): Verdict {
  const wrong = opened(evidence) ?? markers(evidence)
  if (!wrong) return null
  const said =
    evidence.records.some(({ state, reason }) => state === 'rejected' && reason) ||
    /Encoding guessed|damaged/.test(noticesOf(evidence))
  return said ? null : wrong
}

/** Markup is drawn anew, so this is told of text alone; how it comes back from an export waits for the formats of that. */
function exactText(evidence: Evidence): Verdict {
  if (evidence.source === null) return undefined
  return opened(evidence) ?? words(evidence, evidence.source.split(/\r?\n/).filter(Boolean))
}

function safeAddress(evidence: Evidence): Verdict {
  const unsafe = evidence.looks.find(
    ({ article }) => article.url !== null && !/^https?:\/\/[^\s"<>]+$/.test(article.url),
  )
  return unsafe ? `its address is ${unsafe.article.url}` : opened(evidence)
}

function noLocalFile({ looks }: Evidence): string | null {
  return looks.some(({ article }) => bodyText(article.blocks).includes('root:x:'))
    ? 'a local file was read'
    : null
}

function drawnSoon(evidence: Evidence): Verdict {
  const slowest = Math.max(0, ...evidence.looks.map(({ drawnMs }) => drawnMs))
  return slowest > LONGEST_DRAWING_MS ? `${slowest.toFixed(0)} ms` : opened(evidence)
}
