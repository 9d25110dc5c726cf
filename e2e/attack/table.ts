/** The table of a run: a line for each item, the points that do not hold below it, and the sums of each point. */
import type { Evidence, Run } from './evidence.ts'
import { judge, type Verdict } from './points.ts'

/** Prints everything. @returns how many points do not hold */
export function printTable(all: readonly Evidence[], run: Run): number {
  const sums = new Map<string, Record<'holds' | 'fails' | 'open', number>>()
  for (const evidence of all) {
    const verdicts = judge(evidence, run)
    const { item } = evidence
    console.log(`${item.id}  ${item.class.padEnd(21)} ${verdicts.map(sign).join('')}  ${ending(evidence)}`)
    for (const [i, text] of item.must_hold.entries()) {
      const verdict = verdicts[i]
      if (typeof verdict === 'string') console.log(`         ✘ ${text.slice(0, 70)}: ${printable(verdict)}`)
      const sum = sums.get(text) ?? { holds: 0, fails: 0, open: 0 }
      sum[verdict === null ? 'holds' : verdict === undefined ? 'open' : 'fails']++
      sums.set(text, sum)
    }
  }
  printBatches(all, run)
  return printSums(sums)
}

function sign(verdict: Verdict): string {
  return verdict === null ? '✔' : verdict === undefined ? '–' : '✘'
}

function ending({ records, item }: Evidence): string {
  if (item.kind === 'strings') return 'tried'
  const count = (state: string) => records.filter((record) => record.state === state).length
  if (records.length === 1) {
    const [{ state, reason }] = records as [Evidence['records'][0]]
    return `${state === 'rejected' ? 'refused' : state}${reason ? `: ${printable(reason)}` : ''}`
  }
  const told = [...new Set(records.flatMap(({ reason }) => reason ?? []))]
  const sums = `${count('imported')} imported, ${count('duplicate')} duplicate, ${count('rejected')} refused`
  return [sums, ...told.slice(0, MOST_REASONS).map(printable)].join(' | ')
}

/** so many different ones are printed of a file of many records */
const MOST_REASONS = 6

function printable(text: string): string {
  return text.replace(/[^\x20-\x7e\xa1-\u1fff\u2010-\u2027\u3000-\ud7ff]+/g, ' ').slice(0, 160)
}

function printBatches(all: readonly Evidence[], { cancelMs, ...faults }: Run): void {
  console.log()
  for (const batch of new Set(all.flatMap((evidence) => evidence.batch ?? []))) {
    const { name, seconds, growthBytes, slowestAnswerMs, fault } = batch
    const memory = `all processes +${(growthBytes / 1e6).toFixed(0)} MB`
    console.log(
      `batch ${name.padEnd(12)} ${seconds.toFixed(1).padStart(6)} s, ${memory}, slowest answer ${slowestAnswerMs.toFixed(0)} ms${fault ? `; ${fault}` : ''}`,
    )
  }
  if (cancelMs !== null) console.log(`cancelled in ${cancelMs.toFixed(0)} ms`)
  for (const [what, list] of Object.entries(faults))
    for (const one of list as string[]) console.log(`✘ ${what}: ${printable(one)}`)
}

function printSums(sums: Map<string, Record<'holds' | 'fails' | 'open', number>>): number {
  console.log('\nholds  fails     open')
  const total = { holds: 0, fails: 0, open: 0 }
  for (const [text, sum] of [...sums].sort(([, a], [, b]) => b.holds + b.open - a.holds - a.open)) {
    console.log(`${row(sum)}  ${text.slice(0, 120)}`)
    for (const key of ['holds', 'fails', 'open'] as const) total[key] += sum[key]
  }
  console.log(`${row(total)}  all points`)
  return total.fails
}

function row({ holds, fails, open }: Record<'holds' | 'fails' | 'open', number>): string {
  return [String(holds).padStart(5), String(fails).padStart(6), String(open).padStart(8)].join(' ')
}
