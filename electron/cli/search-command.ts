import type { Command } from 'commander'
import type { Archive } from '../core/archive.ts'
import type { ArticleRow } from '../shared/model.ts'
import {
  catchUpIndex,
  type CommonOptions,
  type Done,
  useArchive,
  wholeNumber,
  withArchive,
} from './archive-option.ts'
import { articleLine, readPages, tellRest } from './list-command.ts'
import { bold, note, print, printJson, terminalWidth } from './output.ts'
import { safeLine, wrap } from './safe-text.ts'

interface Options extends CommonOptions {
  limit: number
  offset: number
}

export function addSearch(program: Command, done: Done): void {
  withArchive(program.command('search <query...>'))
    .description('find articles by their words')
    .option('--limit <count>', 'as many at most', wholeNumber(1), 20)
    .option('--offset <count>', 'leave out so many first', wholeNumber(0), 0)
    .addHelpText(
      'after',
      `
All words must occur. "in quotes" is a phrase, -word excludes, OR joins, taliban* is a beginning;
title:, outlet:, lang:, after: and before: (2024, 2024-05, 2024-05-31) narrow;
tag:, note:, has:note, is:starred, in: (a collection) ask for what you added.`,
    )
    .action(async (words: string[], options: Options) => {
      await useArchive(options, async (archive) => {
        await catchUpIndex(archive)
        search(archive, words.join(' '), options)
      })
      done(0)
    })
}

function search(archive: Archive, text: string, options: Options): void {
  const found = readPages(archive, { text, outletId: null, importId: null }, options)
  const { rows, total, hint, tookMs } = found
  if (options.json) return printJson({ query: text, total, offset: options.offset, tookMs, hint, rows })
  for (const row of rows) {
    print(articleLine(row, marked(row.title, row.titleMatches)))
    if (row.snippet) print(indented(marked(row.snippet.text, row.snippet.matches)))
  }
  if (hint) note(hint)
  tellRest(rows.length, total, options.offset)
}

/** Safe text with its matches in bold. The pieces are made safe one by one, so that no place shifts. */
function marked(text: string, matches: ArticleRow['titleMatches']): string {
  let at = 0
  let line = ''
  for (const [start, end] of matches) {
    line += piece(text.slice(at, start)) + bold(piece(text.slice(start, end)))
    at = end
  }
  return (line + piece(text.slice(at))).trim()
}

function piece(text: string): string {
  // safeLine trims, but the blanks at the edges of a piece part it from the next
  const edge = (pattern: RegExp) => (pattern.test(text) ? ' ' : '')
  const inner = safeLine(text)
  return inner === '' ? edge(/\s/) : edge(/^\s/) + inner + edge(/\s$/)
}

function indented(text: string): string {
  const width = Math.min(terminalWidth(), 110)
  const lines = terminalWidth() === Infinity ? text : wrap(text, width - 8)
  return lines.replace(/^/gm, '        ')
}
