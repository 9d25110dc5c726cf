/** A flattened page as an article: the prose that `flattened` found, and the title, date and authors around it. */

import type { Author, Block, ExtractedArticle, PublishedDate } from '../../../../shared/model.ts'
import type { DateOptions } from '../../../text/dates.ts'
import { sameText } from '../../../text/folding.ts'
import { tidy } from '../../../text/lines.ts'
import { addAuthors, readByline } from './authors.ts'
import { readDateLine } from './date-lines.ts'
import type { FlattenedPage } from './flattened.ts'
import { isFurniture } from './header.ts'
import { isCruft } from './phrases.ts'
import { looksLikeName, strongSplits } from './separators.ts'
import type { Unit } from './units.ts'

export type PageParts = Pick<ExtractedArticle, 'title' | 'outlet' | 'authors' | 'published' | 'blocks'>

/** Title, people, date and blocks of a flattened page. */
export function readPage(page: FlattenedPage, dates: DateOptions): PageParts {
  const title = pageTitle(page, dates)
  const published = pagePublished(page, dates)
  return { ...title.found, authors: pageAuthors(page), published, blocks: pageBlocks(page, title.index) }
}

interface PageTitle {
  found: { title: string; outlet: string | null }
  /** unit that is the title and nothing else; -1 where the title is part of a longer line */
  index: number
}

const NEAR = 14

function pageTitle(page: FlattenedPage, dates: DateOptions): PageTitle {
  const { units, start } = page
  const top = units[0]
  if (!top) return { found: { title: '', outlet: null }, index: -1 }
  const named = documentTitle(page)
  if (named) return named
  const oneLine = units.at(-1)!.line === top.line ? titleTwice(units) : ''
  if (oneLine) return { found: { title: oneLine, outlet: null }, index: -1 }
  const near = units.slice(Math.max(0, start - NEAR), Math.min(start + 2, units.length))
  const offset = Math.max(0, start - NEAR)
  const heading = near.findLastIndex((unit) => unit.heading === 1 && isHeadline(unit, dates))
  const headline =
    heading >= 0 ? heading : near.findLastIndex((unit, i) => i + offset <= start && isHeadline(unit, dates))
  if (headline >= 0) return { found: { title: near[headline]!.text, outlet: null }, index: headline + offset }
  return { found: { title: titleTwice(units), outlet: null }, index: -1 }
}

/** The page's own title comes first (`Headline - Outlet`) and its headline again later, alone. */
function documentTitle(page: FlattenedPage): PageTitle | null {
  const top = page.units[0]!.text
  if (top.length > 300 || top.length < 10) return null
  const splits = strongSplits(top)
  const until = Math.min(page.units.length, page.start + 3)
  for (let i = 1; i < until; i++) {
    const text = page.units[i]!.text
    if (text.length < 10 || text.length > 300) continue
    if (sameText(text, top)) return { found: { title: tidy(text), outlet: null }, index: i }
    const split = splits.find((found) => sameText(found.head, text))
    if (split)
      return {
        found: { title: tidy(text), outlet: looksLikeName(split.tail) ? tidy(split.tail) : null },
        index: i,
      }
  }
  return null
}

function isHeadline(unit: Unit, dates: DateOptions): boolean {
  const { text } = unit
  if (text.length < 15 || text.length > 220 || unit.prose.words < 3 || unit.prose.words > 35) return false
  if (unit.prose.ended && /[.:]$/.test(text)) return false
  if (unit.bullet || isFurniture(text) || isCruft(text) || readByline(text) || readDateLine(text, dates))
    return false
  return unit.heading > 0 || unit.prose.words >= 4
}

function titleTwice(units: readonly Unit[]): string {
  return repeatedBeginning(units.map((unit) => unit.text).join(' ')) ?? ''
}

/** A page in one line begins with its title, and says it again as its headline: the longest beginning that comes twice. */
function repeatedBeginning(text: string): string | null {
  const head = text.slice(0, 300)
  let found: string | null = null
  for (const match of head.matchAll(/\S+(?=\s)/g)) {
    const end = match.index + match[0].length
    if (end < 15) continue
    const beginning = head.slice(0, end)
    if (text.indexOf(beginning, end) < 0) break
    found = beginning
  }
  return found && found.split(' ').length >= 3 ? found.replace(/[\s|–—-]+$/, '') : null
}

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
