/** The dumps with known answers, where they lie beside the project. */

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseTextDump, splitTextDump } from '../core/import/formats/text-dump.ts'
import { bodyText } from '../shared/model.ts'
import { addDump, DUMP_FIELDS, emptyTallies, f1, meanBody, tallyBody, wrongFields } from './dump-scores.ts'
import { askedForDump, flattenedPages, madeDumps, sharedDumps } from './shared-dumps.ts'

const absent = !existsSync(join(sharedDumps, 'fox-afghanistan.txt'))

describe.skipIf(absent)('the dumps of ../shared', () => {
  it('reads the one that was asked for exactly', () => {
    const { text, truth, file } = askedForDump(sharedDumps)
    const article = parseTextDump(text, { fileName: file })
    expect(wrongFields(truth, article)).toEqual([])
    expect(article.authors).toEqual([{ name: truth.authors[0], handle: truth.author_handle }])
    expect(article.published).toBeNull()
    expect(article.notices).toEqual(['3 headlines without outlet (cut off with “…”)'])
    const count = (kind: string) => article.blocks.filter((block) => block.kind === kind).length
    expect([count('paragraph'), count('caption'), count('promo'), count('cruft')]).toEqual([31, 5, 6, 2])
    expect(article.headlines.filter((headline) => headline.outlet !== null)).toHaveLength(77)
  })

  it('reads the made ones, and splits none', () => {
    const sums = emptyTallies()
    for (const { text, truth, file } of madeDumps(sharedDumps)) {
      expect(splitTextDump(text)).toHaveLength(1)
      addDump(sums, truth, parseTextDump(text, { fileName: file }))
    }
    for (const field of DUMP_FIELDS) expect(f1(sums[field])).toBeGreaterThanOrEqual(0.99)
  })

  it('loses no line of them', () => {
    const plain = (text: string) => text.replace(/[^\p{L}\p{N}]+/gu, '')
    for (const { text } of [askedForDump(sharedDumps), ...madeDumps(sharedDumps)]) {
      const { title, outlet, blocks, headlines } = parseTextDump(text)
      const rows = headlines.map((headline) => plain(headline.title + (headline.outlet ?? '')))
      const whole = [plain(title + (outlet ?? '')), ...blocks.map((block) => plain(block.text))]
      const kept = new Set(whole)
      for (const line of text
        .split(/[\r\n]+/)
        .map(plain)
        .filter(Boolean)) {
        // a row keeps its headline and outlet; its dates are in the headline's date
        if (!kept.has(line)) expect(rows.some((row) => line.startsWith(row))).toBe(true)
      }
    }
  })

  it('finds the articles in flattened pages', () => {
    const pages = flattenedPages(sharedDumps)
    const tallies = pages.map((page) => tallyBody(page.body, bodyText(parseTextDump(page.text).blocks)))
    if (pages.length) expect(meanBody(tallies).f1).toBeGreaterThanOrEqual(0.9)
  })
})
