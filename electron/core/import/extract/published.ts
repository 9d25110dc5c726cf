/** When the article was published and changed: every date the page gives, and the one to believe. */

import type { PublishedDate } from '../../../shared/model.ts'
import { dateFromUrl, readDate, readTrailingDate, type DateOptions, type ReadDate } from '../../text/dates.ts'
import { embeddedDates } from './embedded-text.ts'
import { Hint, hintsOf } from './hints.ts'
import type { Elem, HtmlTree } from './html-tree.ts'
import type { LinkedData } from './json-ld.ts'
import { META, metaValues, type MetaTags } from './meta-tags.ts'
import type { Candidate } from '../../../shared/model.ts'
import { elemText, linesNear } from './title.ts'

export interface DateCandidates {
  published: Candidate[]
  modified: Candidate[]
}

export function dateCandidates(
  tree: HtmlTree,
  tags: MetaTags,
  data: LinkedData,
  url: string | null,
  options: DateOptions,
): DateCandidates {
  const found: DateCandidates = { published: [], modified: [] }
  const add = (list: Candidate[], text: string, source: Candidate['source'], detail: string) => {
    const date = readAnyDate(text, options)
    if (date && !list.some((known) => known.value === date.value && known.source === source))
      list.push({ value: date.value, source, detail, precision: date.precision })
  }
  for (const text of data.published) add(found.published, text, 'json-ld', 'datePublished')
  for (const text of data.modified) add(found.modified, text, 'json-ld', 'dateModified')
  for (const { name, value } of metaValues(tags, META.published)) add(found.published, value, 'meta', name)
  for (const { name, value } of metaValues(tags, META.modified)) add(found.modified, value, 'meta', name)
  fromElements(tree, found, add)
  if (found.published.length === 0)
    for (const text of embeddedDates(tree.scripts)) add(found.published, text, 'embedded-json', 'key')
  if (found.published.length === 0)
    for (const line of linesNear(tree)) if (line.length < 160 && hasYear(line)) fromLine(line, found, add)
  const inUrl = url ? dateFromUrl(url) : null
  if (inUrl)
    found.published.push({ value: inUrl.value, source: 'url', detail: 'path', precision: inUrl.precision })
  return found
}

type Add = (list: Candidate[], text: string, source: Candidate['source'], detail: string) => void

/** `Datum 28.04.2023`: the page's own table of facts. */
const LABELLED =
  /^(?:datum|date|published|publié|erschienen|veröffentlicht|fecha|publicado|pubblicato|data|дата|опубликовано|tarih|日期|发布时间|公開日)(?:[^\p{L}]|$)/iu

function hasYear(text: string): boolean {
  return /(?:19|20)\d{2}/.test(text)
}

const CHANGED =
  /updated?|modified|edited|aktualisiert|geändert|mis à jour|actualizad|aggiornat|aktualizac|обновлен|更新|수정|güncel/i

function fromElements(tree: HtmlTree, found: DateCandidates, add: Add): void {
  const title = tree.all.find((elem) => elem.tag === 'h1')?.index ?? 0
  let marked = 0
  const times: Elem[] = []
  const named: Elem[] = []
  for (const elem of tree.all) {
    const attrs = elem.attrs
    const itemprop = attrs?.itemprop ?? attrs?.property
    if (
      itemprop &&
      marked < 20 &&
      /^(?:schema:|dc:)?(?:datePublished|dateCreated|dateModified)$/i.test(itemprop)
    ) {
      marked++
      const list = /modified/i.test(itemprop) ? found.modified : found.published
      add(list, attrs!.content ?? attrs!.datetime ?? elemText(elem, 200), 'microdata', itemprop)
    } else if (elem.tag === 'time' && times.length < 40) times.push(elem)
    else if (attrs && (attrs.class || attrs.id) && named.length < 60 && hintsOf(elem) & Hint.Byline)
      named.push(elem)
  }
  for (const line of linesNear(tree)) if (line.length < 60 && LABELLED.test(line)) fromLine(line, found, add)
  const near = (a: Elem, b: Elem) => Math.abs(a.index - title) - Math.abs(b.index - title)
  for (const elem of times.sort(near).slice(0, 6)) {
    const changed = CHANGED.test(`${elem.attrs?.class ?? ''} ${before(elem)}`)
    add(
      changed ? found.modified : found.published,
      elem.attrs?.datetime ?? elemText(elem, 200),
      'time',
      'datetime',
    )
  }
  // a date before the headline is more often another article's
  const below = (elem: Elem) => (elem.index >= title ? elem.index - title : (title - elem.index) * 3)
  for (const elem of named.sort((a, b) => below(a) - below(b)).slice(0, 12)) {
    const text = elemText(elem, 300)
    if (text.length < 200) fromLine(text, found, add)
  }
}

function before(elem: Elem): string {
  const parent = elem.parent
  if (!parent) return ''
  const at = parent.children.indexOf(elem)
  const text = parent.children[at - 1]
  return typeof text === 'string' ? text.slice(-60) : ''
}

/** A line that holds a date among other words: `Published: 3 May 2024, 10:12`, `03.05.2024 – Von …`. */
function fromLine(text: string, found: DateCandidates, add: Add): void {
  for (const part of text.split(/\s*(?:\||•|·|–|—|\n|(?<=\d{4}),?\s+(?=\p{L}{5,}))\s*/u)) {
    const changed = CHANGED.test(part)
    const bare = part.replace(/^[^\d:：]{0,40}[:：]\s*/, '').trim()
    add(changed ? found.modified : found.published, bare, 'byline', 'text')
    const inside = DATE_IN_TEXT.exec(part)
    if (inside) add(changed ? found.modified : found.published, inside[0], 'byline', 'text')
  }
}

const DATE_IN_TEXT =
  /(?<!\d)(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}\.\s?\d{1,2}\.\s?\d{4}|\d{1,2}[-/]\d{1,2}[-/]\d{4}|\d{1,2}(?:st|nd|rd|th|\.|er|º)?\s+(?:de\s+)?\p{L}{3,12}\.?,?\s+(?:de\s+|del\s+)?\d{4}|\p{L}{3,12}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}|\d{4}\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日)(?:[\sT,|–-]{0,4}(?:um |at |à |alle |kl\. ?)?\d{1,2}[:h]\d{2}(?::\d{2})?)?/u

/** Also what only machines write: epoch seconds, `20240503T1200Z`, JavaScript's and Java's own forms. */
export function readAnyDate(text: string, options: DateOptions): ReadDate | null {
  const plain = text
    .trim()
    .replace(/\[[^\]]*\]$/, '')
    .replace(/\s*\([^)]*\)$/, '')
    .slice(0, 120)
  if (/^\d{10}$|^\d{13}$/.test(plain)) return fromEpoch(Number(plain.length === 10 ? `${plain}000` : plain))
  const packed =
    /^(\d{4})(\d{2})(\d{2})(?:[T\s]?(\d{2}):?(\d{2})(?::?(\d{2}))?\s?(Z|[+-]\d{2}:?\d{2})?)?$/.exec(plain)
  if (packed) {
    const [, year, month, day, hour, minute, second, zone] = packed
    return readDate(
      `${year}-${month}-${day}${hour ? `T${hour}:${minute}${second ? `:${second}` : ''}${zone ?? ''}` : ''}`,
    )
  }
  const spoken = /^\w{3} (\w{3}) (\d{1,2}) (\d{4}) (\d{2}:\d{2}:\d{2}) GMT([+-]\d{4})?/.exec(plain)
  if (spoken) return readDate(`${spoken[2]} ${spoken[1]} ${spoken[3]} ${spoken[4]}`, options)
  const isoStart =
    /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s?(?:Z|[+-]\d{2}(?::?\d{2})?)?/.exec(plain)
  const iso = isoStart
    ? readDate(
        isoStart[0].replace(/([+-]\d{2})$/, (zone) =>
          /T|:\d{2}[+-]/.test(isoStart[0]) && isoStart[0].length > 16 ? `${zone}:00` : zone,
        ),
      )
    : null
  return iso ?? readDate(plain, options) ?? readTrailingDate(plain, options)
}

function fromEpoch(ms: number): ReadDate | null {
  const date = new Date(ms)
  const year = date.getUTCFullYear()
  if (!(year >= 1990 && year <= 2199)) return null
  return { value: `${date.toISOString().slice(0, 19)}Z`, precision: 'second' }
}

const RANK: Record<string, number> = { year: 0, month: 1, day: 2, minute: 3, second: 4 }

/** The first that names a day; a later one for the same day that also knows the time makes it more precise. */
export function chooseDate(
  candidates: readonly Candidate[],
  after?: PublishedDate | null,
): PublishedDate | null {
  const usable = after
    ? candidates.filter(({ value }) => value.slice(0, 10) >= after.value.slice(0, 10))
    : candidates
  const best = usable.find(({ precision }) => RANK[precision ?? 'year']! >= 2) ?? usable[0]
  if (!best) return null
  const finer =
    best.precision === 'day'
      ? usable.find(
          ({ value, precision, source }) =>
            RANK[precision ?? 'year']! > 2 && source !== 'url' && value.startsWith(best.value),
        )
      : undefined
  const chosen = finer ?? best
  const source = chosen.source === 'url' ? 'url' : chosen.source === 'byline' ? 'dateline' : 'metadata'
  return { value: chosen.value, precision: chosen.precision ?? 'day', source }
}
