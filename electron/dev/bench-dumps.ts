/**
 * `npm run bench:dumps [-- FOLDER]`: how well text dumps are read, against dumps with known answers, and how fast. The
 * folder is `../shared/dumps` unless another is named.
 */

import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseTextDump, splitTextDump } from '../core/import/formats/text-dump.ts'
import { bodyText } from '../shared/model.ts'
import {
  addDump,
  DUMP_FIELDS,
  emptyTallies,
  f1,
  meanBody,
  precision,
  recall,
  tallyBody,
  wrongFields,
  type Tally,
} from './dump-scores.ts'
import { runScript } from './script.ts'
import { askedForDump, flattenedPages, madeDumps, sharedDumps, type KnownDump } from './shared-dumps.ts'

const print = (line = '') => process.stdout.write(`${line}\n`)
const share = (value: number) => value.toFixed(4)

function benchAskedFor(folder: string): boolean {
  const { file, text, truth } = askedForDump(folder)
  const got = parseTextDump(text, { fileName: file })
  const wrong = new Set<string>(wrongFields(truth, got))
  print(file)
  for (const field of DUMP_FIELDS) print(`  ${field.padEnd(12)} ${wrong.has(field) ? 'WRONG' : 'exact'}`)
  const handle = got.authors[0]?.handle === truth.author_handle
  print(`  ${'handle'.padEnd(12)} ${handle ? 'exact' : 'WRONG'}`)
  for (const notice of got.notices) print(`  notice: ${notice}`)
  return wrong.size === 0 && handle
}

function benchMade(dumps: readonly KnownDump[]): void {
  const sums = emptyTallies()
  let exact = 0
  for (const { file, text, truth } of dumps) {
    const got = parseTextDump(text, { fileName: file })
    addDump(sums, truth, got)
    if (wrongFields(truth, got).length === 0) exact++
  }
  const split = dumps.filter(({ text }) => splitTextDump(text).length > 1).length
  print(`made: ${dumps.length} dumps, ${exact} exact in every field, ${split} wrongly split`)
  for (const field of DUMP_FIELDS) {
    const tally = sums[field]
    print(
      `  ${field.padEnd(12)} precision ${share(precision(tally))}  recall ${share(recall(tally))}  F1 ${share(f1(tally))}`,
    )
  }
}

function benchFlattened(folder: string): void {
  const pages = flattenedPages(folder)
  if (pages.length === 0) {
    print('flattened: no truth beside it (../data/html-dev), left out')
    return
  }
  const byTool = new Map<string, Tally[]>()
  const all = pages.map(({ file, tool, text, body }) => {
    const tally = tallyBody(body, bodyText(parseTextDump(text, { fileName: file }).blocks))
    byTool.set(tool, [...(byTool.get(tool) ?? []), tally])
    return tally
  })
  print(`flattened: ${pages.length} pages, their bodies by 4-token shingles`)
  for (const [name, tallies] of [['all', all] as const, ...byTool]) {
    const body = meanBody(tallies)
    const count = String(tallies.length).padStart(3)
    print(
      `  ${name.padEnd(14)}${count} pages  precision ${share(body.precision)}  recall ${share(body.recall)}  F1 ${share(body.f1)}`,
    )
  }
}

/** Processor time of the best of several rounds: the clock would tell what else the machine was doing. */
function benchSpeed(dumps: readonly KnownDump[]): void {
  let best = Infinity
  for (let round = 0; round < 8; round++) {
    const before = process.cpuUsage()
    for (const { text, file } of dumps) {
      for (const record of splitTextDump(text)) parseTextDump(record.text, { fileName: file })
    }
    const { user, system } = process.cpuUsage(before)
    best = Math.min(best, user + system)
  }
  const kilobytes = dumps.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0) / 1000
  const perDump = best / dumps.length
  const perSixKb = (best * 6) / kilobytes
  print('speed: split, parse and language, processor time')
  print(`  ${perDump.toFixed(0)} µs a dump of ${(kilobytes / dumps.length).toFixed(1)} kB`)
  print(`  ${Math.round(1e6 / perSixKb)} dumps of 6 kB a second and core`)
}

await runScript(async () => {
  const folder = process.argv[2] ? resolve(process.argv[2]) : sharedDumps
  if (!existsSync(join(folder, 'fox-afghanistan.txt'))) {
    print(
      `No dumps with known answers in ${folder}: nothing measured. Name their folder: npm run bench:dumps -- FOLDER`,
    )
    return 0
  }
  const exact = benchAskedFor(folder)
  const dumps = madeDumps(folder)
  benchMade(dumps)
  benchFlattened(folder)
  benchSpeed(dumps)
  return exact ? 0 : 1
})
