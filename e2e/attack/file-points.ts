/** Points of files that hold several records: tables, lists, feeds, containers, web archives. Told by the ledger. */
import type { RecordRow } from '../../electron/shared/model.ts'
import type { Evidence, Run } from './evidence.ts'
import { type Point, textOf, type Verdict } from './points.ts'

/** Each text that the file calls worth keeping: found in an article, or its own record told as lost. */
function kept(evidence: Evidence): string | null {
  const { looks, records, keeps } = evidence
  if (records.length === 0) return `${evidence.item.file} has no line in the ledger`
  const texts = looks.map(textOf)
  const lost = keeps.filter((word) => !texts.some((text) => text.includes(word)))
  const refused = records.filter(({ state }) => state === 'rejected').length
  return lost.length > refused ? `“${lost[0]}” is in no article, and nothing says why` : null
}

/** All of them: a fault elsewhere in the file takes none along. */
function allKept({ looks, keeps, item }: Evidence): string | null {
  const texts = looks.map(textOf)
  const lost = keeps.find((word) => !texts.some((text) => text.includes(word)))
  return lost ? `“${lost}” of ${item.file} is in no article` : null
}

/** Every line of the ledger says where it stands, every refused one why. */
function placed({ records }: Evidence, unit: RegExp): string | null {
  const bare = records.find(({ place }) => !unit.test(place))
  if (bare) return `record ${bare.record} stands at “${bare.place}”`
  const silent = records.find(({ state, reason }) => state === 'rejected' && !reason?.trim())
  return silent ? `record ${silent.record} was refused without a reason` : null
}

/** The line of a file in the container: `slip.zip ▸ tmp/a.txt`. */
function member({ records }: Evidence, name: string): RecordRow | undefined {
  return records.find(({ dump }) => dump.endsWith(`▸ ${name}`) || dump.endsWith(`/${name}`))
}

/** A good file of a container was read: it is an article, or one that was there already. */
function isRead(evidence: Evidence, name: string): string | null {
  const row = member(evidence, name)
  if (!row) return `${name} has no line in the ledger`
  return row.state === 'rejected' ? `${name} was refused: ${row.reason}` : null
}

/** Some line of the ledger says so. */
function says({ records }: Evidence, words: RegExp, state?: RecordRow['state']): string | null {
  const told = records.some((row) => (!state || row.state === state) && words.test(row.reason ?? ''))
  return told ? null : `the ledger says “${records.map(({ reason }) => reason ?? '').join(' ')}”`
}

function each(evidence: Evidence, names: string[], words: RegExp): string | null {
  for (const name of names) {
    const reason = member(evidence, name)?.reason ?? ''
    if (!words.test(reason)) return `of ${name} the ledger says “${reason}”`
  }
  return null
}

function noPolluted({ polluted }: Run): string | null {
  return polluted[0] ?? null
}

function strange({ outside }: Run): Verdict {
  return outside[0] ?? null
}

export const FILE_POINTS: Point[] = [
  { begins: 'good rows imported', judge: (e) => kept(e) ?? placed(e, /line \d+|^bytes 0–/) },
  {
    begins: 'good lines imported',
    judge: (e, run) => allKept(e) ?? placed(e, /line \d+|^bytes 0–/) ?? noPolluted(run),
  },
  {
    begins: 'same id + different body',
    judge: (e) => (e.item.class === 'jsonl.dup-id' ? texts(e, ['KEEPJ8 a', 'KEEPJ8 b']) : allKept(e)),
  },
  { begins: 'items before and after the fault', judge: allKept },
  { begins: 'records before the fault', judge: (e) => allKept(e) ?? placed(e, /bytes \d+/) },
  { begins: 'resynchronises on the next', judge: allKept },
  { begins: 'every row imported; unreadable date', judge: dates },
  {
    begins: 'stops at the stated limits',
    judge: (e) => says(e, /more than [\d,.]+ [kMG]B, the limit/, 'rejected'),
  },
  { begins: 'overlapping entries detected', judge: (e) => says(e, /overlap/, 'rejected') },
  {
    begins: 'depth limit (say 3)',
    judge: (e) =>
      says(e, /more than 3 times/, 'rejected') ??
      (e.records[0]!.dump.includes('▸') ? null : 'no inner path is named'),
  },
  { begins: 'no file /tmp/pwn-zip', judge: (_e, run) => strange(run) },
  {
    begins: 'good.html imported; each bad entry',
    judge: (e) =>
      isRead(e, 'good.html') ??
      each(
        e,
        ['tmp/pwn-zip-a.txt', 'tmp/pwn-zip-b.txt', 'a/pwn.html', 'pwn.txt', 'Windows/pwn.txt'],
        /leads out of it/,
      ),
  },
  {
    begins: 'symlink and special entries',
    judge: (e) => isRead(e, 'good.html') ?? each(e, ['link.txt', 'dir'], /link|device/),
  },
  {
    begins: 'both contents imported',
    judge: (e) => (e.records.length === 4 ? allRead(e) : 'a file has no line'),
  },
  {
    begins: 'every entry imported with its name',
    judge: (e) => (e.records.length === 7 ? allRead(e) : 'a file has no line') ?? names(e),
  },
  {
    begins: 'entries readable from local headers',
    judge: (e) => isRead(e, 'good.html') ?? says(e, /directory is missing/),
  },
  {
    begins: 'good.html imported; b.txt',
    judge: (e) => isRead(e, 'good.html') ?? each(e, ['b.txt'], /damaged/),
  },
  { begins: 'declared size not trusted', judge: (e) => says(e, /more than the [\d,]+ bytes/, 'rejected') },
  {
    begins: '"password-protected" said',
    judge: (e) => isRead(e, 'good.html') ?? says(e, /password-protected/, 'rejected'),
  },
  {
    begins: 'all imported or a stated limit',
    judge: (e) => (e.records.length === 20_000 ? allRead(e) : says(e, /limit/)),
  },
  { begins: 'treated by content', judge: (e) => isRead(e, 'good.html') && says(e, /\w/, 'rejected') },
  { begins: 'local/central name mismatch', judge: (e) => says(e, /own header/) ?? isRead(e, 'visible.txt') },
  { begins: '"empty archive"', judge: (e) => says(e, /holds no files|no zip/, 'rejected') },
]

function texts({ looks }: Evidence, wanted: string[]): string | null {
  const lost = wanted.find((words) => !looks.some((look) => textOf(look).includes(words)))
  return lost ? `“${lost}” is in no article` : null
}

function allRead({ records }: Evidence): string | null {
  const lost = records.find(({ state }) => state === 'rejected')
  return lost ? `${lost.dump} was refused: ${lost.reason}` : null
}

/** Nothing in a name breaks its line or turns the direction of what follows. */
function names({ records }: Evidence): string | null {
  const odd = records.find(({ dump }) => /[\p{Cc}\p{Bidi_Control}]/u.test(dump) || dump.length > 400)
  return odd ? `${JSON.stringify(odd.dump)} is shown as it is` : null
}

/** Those that no calendar has stay unknown; none becomes the day of the import or the first of 1970. */
function dates({ looks, records, batch }: Evidence): Verdict {
  const refused = allRead({ records } as Evidence)
  if (refused || !batch) return refused
  const days = new Map(looks.map(({ article }) => [article.title, article.published?.value ?? null]))
  const today = new Date().toISOString().slice(0, 10)
  for (const [title, day] of days)
    if (day?.startsWith('1970-') || day === today) return `“${title}” is dated ${day}`
  for (const number of [0, 5, 8, 9])
    if (days.get(`date ${number}`)) return `“date ${number}” is dated ${days.get(`date ${number}`)}`
  return null
}
