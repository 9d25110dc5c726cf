/** An item of a Zotero library, whichever of its exports it comes from. */
import type { Brought } from '../../brought.ts'
import type { RecordContent } from '../../format.ts'
import { fragmentBlocks } from '../../extract/fragment.ts'
import { savedArticle } from './saved-article.ts'
import { flat, publishedOn } from './values.ts'

export interface ZoteroItem {
  title: string
  url: string
  authors: readonly string[]
  /** newspaper, website, blog */
  outlet: string
  date: string
  abstract: string
  language: string
  tags: readonly string[]
  /** HTML */
  notes: readonly string[]
  collections: readonly (readonly string[])[]
  /** when it came into the library */
  addedAtMs: number | null
}

export const NO_ITEM: ZoteroItem = {
  title: '',
  url: '',
  authors: [],
  outlet: '',
  date: '',
  abstract: '',
  language: '',
  tags: [],
  notes: [],
  collections: [],
  addedAtMs: null,
}

/** `snapshot`: its text, where the library keeps the page. */
export function zoteroContent(item: ZoteroItem, snapshot: RecordContent | null = null): RecordContent {
  const { title, url, authors, outlet, date, abstract, language, tags, collections, addedAtMs } = item
  const own = savedArticle({
    ...{ title, url, authors, outlet, language, description: abstract },
    published: publishedOn(date),
  })
  const notes = item.notes.map(noteText).filter((note) => note !== '')
  const brought: Brought = {
    tags: flat(tags),
    ...(notes.length > 0 ? { notes } : {}),
    ...(collections.length > 0 ? { collections: collections.map((path) => [...path]) } : {}),
    ...(addedAtMs === null ? {} : { savedAtMs: addedAtMs }),
  }
  const page = snapshot && !('refusal' in snapshot.outcome) ? snapshot.outcome : null
  if (!page) return { outcome: own, capturedAtMs: addedAtMs, brought }
  // Zotero’s own fields are a person’s or a translator’s: they know better than the page
  const known = 'refusal' in own ? {} : withoutNothing(own)
  return {
    ...snapshot,
    outcome: { ...page, ...known, blocks: page.blocks, headlines: [], notices: page.notices },
    capturedAtMs: snapshot?.capturedAtMs ?? addedAtMs,
    brought,
  }
}

function withoutNothing<T extends object>(fields: T): Partial<T> {
  const said = Object.entries(fields).filter(
    ([, value]) => value !== null && value !== '' && !(Array.isArray(value) && value.length === 0),
  )
  return Object.fromEntries(said) as Partial<T>
}

/** Zotero’s notes are HTML; those of other programs plain text. */
export function noteText(html: string): string {
  if (!/<[a-z!/]/i.test(html)) return html.trim()
  return fragmentBlocks(html)
    .map(({ text }) => text)
    .join('\n\n')
    .trim()
}

/** `Lund, Hanne` or `Hanne Lund`, as they are read. */
export function personName(family: string, given: string): string {
  return [given.trim(), family.trim()].filter((part) => part !== '').join(' ')
}

/** `Lund, Hanne` → `Hanne Lund`; a name without comma, or an institution’s, stays. */
export function turnedName(name: string): string {
  const [family = '', given = '', ...more] = name.split(',').map((part) => part.trim())
  return given === '' || more.length > 1 ? name.trim() : personName(family, given)
}
