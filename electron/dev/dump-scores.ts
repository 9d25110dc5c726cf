/** How well parsed dumps agree with their truth: the measures of `../shared/dumps` and of page bodies. */

import type { Block, ExtractedArticle } from '../shared/model.ts'

/** The truth of one dump of `made/`, and of the one that the product was asked for. */
export interface DumpTruth {
  file: string
  title: string
  outlet: string | null
  authors: string[]
  author_handle?: string
  published: string | { value: string } | null
  paragraphs: string[]
  captions: string[]
  promos: string[]
  cruft: string[]
  headlines: { title: string; outlet: string | null; date: string | null }[]
}

/** Things found right, things in the truth, things found. */
export interface Tally {
  right: number
  wanted: number
  found: number
}

export const DUMP_FIELDS = [
  'title',
  'outlet',
  'published',
  'authors',
  'paragraphs',
  'captions',
  'promos',
  'cruft',
  'headlines',
] as const
export type DumpField = (typeof DUMP_FIELDS)[number]

export function emptyTallies(): Record<DumpField, Tally> {
  const empty = () => ({ right: 0, wanted: 0, found: 0 })
  return Object.fromEntries(DUMP_FIELDS.map((field) => [field, empty()])) as Record<DumpField, Tally>
}

export function precision(tally: Tally): number {
  return tally.found ? tally.right / tally.found : tally.wanted ? 0 : 1
}

export function recall(tally: Tally): number {
  return tally.wanted ? tally.right / tally.wanted : tally.found ? 0 : 1
}

export function f1(tally: Tally): number {
  const [p, r] = [precision(tally), recall(tally)]
  return p + r ? (2 * p * r) / (p + r) : 0
}

/** Adds one dump to the sums. */
export function addDump(sums: Record<DumpField, Tally>, truth: DumpTruth, got: ExtractedArticle): void {
  for (const field of DUMP_FIELDS) {
    const tally = tallyField(field, truth, got)
    sums[field].right += tally.right
    sums[field].wanted += tally.wanted
    sums[field].found += tally.found
  }
}

/** The fields of one dump that are not exactly as the truth says. */
export function wrongFields(truth: DumpTruth, got: ExtractedArticle): DumpField[] {
  return DUMP_FIELDS.filter((field) => {
    const { right, wanted, found } = tallyField(field, truth, got)
    return right !== wanted || right !== found
  })
}

function tallyField(field: DumpField, truth: DumpTruth, got: ExtractedArticle): Tally {
  const ofKind = (kind: Block['kind']) =>
    got.blocks.filter((block) => block.kind === kind).map((block) => block.text)
  const headline = (row: DumpTruth['headlines'][number]) =>
    `${plain(row.title)}|${plain(row.outlet)}|${day(row.date)}`
  switch (field) {
    case 'title':
      return bag([truth.title], [got.title])
    case 'outlet':
      return bag([truth.outlet], [got.outlet])
    case 'published':
      return bag([day(truth.published)], [day(got.published)])
    case 'authors':
      return bag(
        truth.authors,
        got.authors.map((author) => author.name),
      )
    case 'paragraphs':
      return bag(truth.paragraphs, ofKind('paragraph'))
    case 'captions':
      return bag(truth.captions, ofKind('caption'))
    case 'promos':
      return bag(truth.promos, ofKind('promo'))
    case 'cruft':
      return bag(truth.cruft, ofKind('cruft'))
    case 'headlines':
      return bag(truth.headlines.map(headline), got.headlines.map(headline))
  }
}

/** Each wanted text is found at most as often as it is there. */
function bag(wanted: readonly (string | null)[], found: readonly (string | null)[]): Tally {
  const left = new Map<string, number>()
  for (const text of wanted) left.set(plain(text), (left.get(plain(text)) ?? 0) + 1)
  let right = 0
  for (const text of found) {
    const count = left.get(plain(text)) ?? 0
    if (count > 0) right++
    left.set(plain(text), count - 1)
  }
  return { right, wanted: wanted.length, found: found.length }
}

function plain(text: string | null): string {
  return (text ?? '').normalize('NFC').replace(/\s+/g, ' ').trim()
}

function day(date: string | { value: string } | null): string | null {
  return date === null ? null : (typeof date === 'string' ? date : date.value).slice(0, 10)
}

const CHARACTER_SCRIPTS = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}'
const TOKEN = new RegExp(`[${CHARACTER_SCRIPTS}]|(?:(?![${CHARACTER_SCRIPTS}])[\\p{L}\\p{M}\\p{N}_])+`, 'gu')

/** Runs of four tokens, as scrapinghub's evaluation of article bodies counts them. */
function shingles(text: string): Map<string, number> {
  const tokens = text.normalize('NFC').match(TOKEN) ?? []
  const counts = new Map<string, number>()
  for (let i = 0; i < Math.max(1, tokens.length - 3) && tokens.length > 0; i++) {
    const shingle = tokens.slice(i, i + 4).join(' ')
    counts.set(shingle, (counts.get(shingle) ?? 0) + 1)
  }
  return counts
}

/** Agreement of two bodies by their shingles. */
export function tallyBody(wanted: string, found: string): Tally {
  const [a, b] = [shingles(wanted), shingles(found)]
  const total = (counts: Map<string, number>) => [...counts.values()].reduce((sum, count) => sum + count, 0)
  let right = 0
  for (const [shingle, count] of a) right += Math.min(count, b.get(shingle) ?? 0)
  return { right, wanted: total(a), found: total(b) }
}

/** Precision and recall as the means over documents, and their F1: the published figures are made so. */
export function meanBody(tallies: readonly Tally[]): { precision: number; recall: number; f1: number } {
  const mean = (values: number[]) =>
    values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)
  const p = mean(tallies.filter((tally) => tally.found > 0).map(precision))
  const r = mean(tallies.map(recall))
  return { precision: p, recall: r, f1: p + r ? (2 * p * r) / (p + r) : 0 }
}
