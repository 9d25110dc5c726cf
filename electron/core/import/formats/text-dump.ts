/**
 * Text dumps: an article pasted or scraped as plain text, with its title and outlet in the first line, promo and caption
 * lines among the paragraphs, and often a list of other headlines after it; or a whole page flattened; or an export of a
 * press database. Every line that is not empty becomes the title, a block or a headline: nothing is thrown away.
 */

import type { ExtractedArticle } from '../../../shared/model.ts'
import type { DateOptions } from '../../text/dates.ts'
import { detectLanguage } from '../../text/languages.ts'
import { splitLines, type Line } from '../../text/lines.ts'
import { readArticleDump } from './text-dump/article.ts'
import { isDatabaseExport, readDatabaseExport } from './text-dump/database-export.ts'
import { mayBeFlattened, readFlattened } from './text-dump/flattened.ts'
import { readHeadlineList, type HeadlineList } from './text-dump/headline-list.ts'
import { readPage } from './text-dump/page.ts'

export { splitTextDump, type TextRecord } from './text-dump/split.ts'

export interface TextDumpOptions {
  /** names the article when nothing in the text does */
  fileName?: string
  /** the text's, where they are at hand */
  lines?: readonly Line[] | undefined
}

/** Reads one record of a text dump. Never throws; what is missing is null, empty or a notice. */
export function parseTextDump(text: string, options: TextDumpOptions = {}): ExtractedArticle {
  const lines = options.lines ?? splitLines(text)
  const language = languageOf(lines)
  const dates: DateOptions = { language, order: language === 'en' ? 'mdy' : language ? 'dmy' : undefined }
  const list = isDatabaseExport(lines) ? null : readHeadlineList(lines, !/[\r\n]$/.test(text), dates)
  const article = list
    ? readDump(lines, list, dates)
    : { ...readDatabaseExport(lines, dates), url: null, headlines: [] }
  return finish({ ...article, language, notices: [] }, list, options)
}

function readDump(
  lines: readonly Line[],
  list: HeadlineList,
  dates: DateOptions,
): Omit<ExtractedArticle, 'language' | 'notices'> {
  const outside = list.rows.size ? lines.filter((_, i) => !list.rows.has(i)) : lines
  const page = mayBeFlattened(outside) ? readFlattened(outside) : null
  const listed = [...list.rows.values()]
  const dump = readArticleDump(lines, list, dates)
  if (page?.flattened && !dump.confirmed) return { ...readPage(page, dates), url: null, headlines: listed }
  return { ...dump.article, headlines: dump.headlines }
}

/** Language of the longest lines: menus and lists around them are often in another one. */
function languageOf(lines: readonly Line[]): string | null {
  const sample: string[] = []
  for (const line of lines) {
    if (line.text.length <= 100) continue
    sample.push(line.text.slice(0, 300))
    if (sample.length === 4) break
  }
  return detectLanguage(
    (sample.length ? sample : lines.slice(0, 8).map((line) => line.text.slice(0, 300))).join(' '),
  )
}

function finish(
  article: ExtractedArticle,
  list: HeadlineList | null,
  options: TextDumpOptions,
): ExtractedArticle {
  if (!article.title) nameIt(article, options)
  if (!article.blocks.some((block) => block.kind === 'paragraph' || block.kind === 'list')) {
    article.notices.push('No article text found')
  }
  const lost = list?.withoutOutlet ?? 0
  if (lost)
    article.notices.push(`${lost} ${lost === 1 ? 'headline' : 'headlines'} without outlet (cut off with “…”)`)
  return article
}

const LONGEST_NAME = 140

function nameIt(article: ExtractedArticle, options: TextDumpOptions): void {
  const first = article.blocks.find((block) => block.kind === 'paragraph')?.text
  const stem = options.fileName?.replace(/^.*[\\/]/, '').replace(/\.[A-Za-z0-9]{1,5}$/, '') ?? ''
  if (first) {
    article.title =
      first.length <= LONGEST_NAME ? first : `${first.slice(0, LONGEST_NAME).replace(/\s+\S*$/, '')}…`
    article.notices.push('No title found: named after its first line')
  } else if (stem) {
    article.title = stem
    article.notices.push('No title found: named after its file')
  } else {
    article.notices.push('No title found')
  }
}
