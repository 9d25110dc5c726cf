/** A flattened page as an article: the prose that `flattened` found, and the title, date and authors around it. */

import type { Author, Block, ExtractedArticle, PublishedDate } from '../../../../shared/model.ts'
import type { DateOptions } from '../../../text/dates.ts'
import { addAuthors, readByline } from './authors.ts'
import { readDateLine } from './date-lines.ts'
import type { FlattenedPage } from './flattened.ts'
import { findPageTitle } from './page-title.ts'

export type PageParts = Pick<ExtractedArticle, 'title' | 'outlet' | 'authors' | 'published' | 'blocks'>

/** Title, people, date and blocks of a flattened page. */
export function readPage(page: FlattenedPage, dates: DateOptions): PageParts {
  const { title, outlet, index } = findPageTitle(page, dates)
  const published = pagePublished(page, dates)
  return { title, outlet, authors: pageAuthors(page), published, blocks: pageBlocks(page, index) }
}

const NEAR = 14

function pagePublished(page: FlattenedPage, dates: DateOptions): PublishedDate | null {
  const { units, start, end } = page
  // above the article the nearest date counts, below it the first
  const places = [
    ...range(Math.min(start + 2, units.length - 1), Math.max(0, start - NEAR)),
    ...range(end, Math.min(end + 5, units.length - 1)),
  ]
  for (const i of places) {
    const date = units[i] && readDateLine(units[i].text, dates)?.date
    if (date)
      return { value: date.value, precision: date.precision, source: i <= start + 2 ? 'header' : 'dateline' }
  }
  return null
}

function range(from: number, to: number): number[] {
  const step = from <= to ? 1 : -1
  return Array.from({ length: Math.abs(to - from) + 1 }, (_, i) => from + i * step)
}

function pageAuthors(page: FlattenedPage): Author[] {
  const authors: Author[] = []
  const until = Math.min(page.units.length, page.end + 3)
  for (let i = Math.max(0, page.start - NEAR); i < until; i++) {
    const inside = i > page.start + 2 && i < page.end - 2
    const text = page.units[i]!.text
    if (inside || text.length > 250) continue
    const byline = readByline(text.split(/\s[|•·]\s/)[0]!)
    if (!byline) continue
    addAuthors(authors, byline.authors)
    if (i >= page.start && i < page.end) page.kinds[i] = 'byline'
  }
  return authors
}

/** Units as blocks; sentences that one line was taken apart into become one paragraph again. */
function pageBlocks(page: FlattenedPage, title: number): Block[] {
  const blocks: Block[] = []
  let lastLine = -1
  page.units.forEach((unit, i) => {
    if (i === title) return
    const kind = page.kinds[i]!
    const last = blocks.at(-1)
    if (last && last.kind === kind && unit.line === lastLine) last.text += ` ${unit.text}`
    else blocks.push({ kind, text: unit.text })
    lastLine = unit.line
  })
  return blocks
}
