/** What the word at the cursor of the search box may go on to: tags, collections, and what is: and has: know. */
import { HAS_WHAT, IS_WHAT } from '../../../electron/shared/own-query.ts'

export interface Completion {
  /** what it puts in place of the word */
  insert: string
  label: string
  hint: string
}

export interface Completions {
  /** the word's place in the text */
  from: number
  to: number
  options: Completion[]
}

export interface Known {
  tags: readonly { path: string; articles: number }[]
  collections: readonly { title: string; items: number }[]
}

const MOST = 8
const FIELDS: Record<string, string> = {
  'tag:': 'with a tag, or one below it',
  'is:': 'read, unread or starred',
  'has:': 'with notes, highlights or tags',
  'in:': 'of a collection',
  'note:': 'with these words in a note or quote',
  'title:': 'with this word in the title',
  'outlet:': 'from this outlet',
  'lang:': 'in this language: en, ar …',
  'after:': 'from this day, month or year on',
  'before:': 'up to this day, month or year',
}
const HAS_WORDS: Record<(typeof HAS_WHAT)[number], string> = {
  tag: 'a tag',
  highlight: 'a highlight',
  note: 'a note',
  annotation: 'a highlight or a note',
  orphan: 'a note that lost its passage',
  copies: 'near-identical articles',
}
const IS_WORDS: Record<(typeof IS_WHAT)[number], string> = {
  unread: 'not opened yet',
  read: 'read, or marked so',
  starred: 'with a star',
}

/** @param caret where the cursor stands; what is behind it in the same word goes too */
export function completionsAt(text: string, caret: number, known: Known): Completions | null {
  const word = wordAt(text, caret)
  const minus = word.text.startsWith('-') ? '-' : ''
  const typed = word.text.slice(minus.length)
  const field = /^([a-z]+):/.exec(typed)?.[1]
  const options = field === undefined ? fieldsLike(typed) : valuesOf(field, valueOf(typed), known)
  const open = options.filter(({ insert }) => insert !== typed)
  if (open.length === 0) return null
  return {
    from: word.from,
    to: word.to,
    options: open.slice(0, MOST).map((one) => ({ ...one, insert: minus + one.insert })),
  }
}

/** The word around the cursor; within quotes, up to the closing one. */
function wordAt(text: string, caret: number): { from: number; to: number; text: string } {
  let from = 0
  let quoted = false
  for (let at = 0; at < caret; at += 1) {
    if (text[at] === '"') quoted = !quoted
    else if (text[at] === ' ' && !quoted) from = at + 1
  }
  let to = caret
  while (to < text.length && text[to] !== (quoted ? '"' : ' ')) to += 1
  if (quoted && text[to] === '"') to += 1
  return { from, to, text: text.slice(from, to) }
}

/** Two letters of a field's name are enough to be reminded of it. */
function fieldsLike(typed: string): Completion[] {
  if (typed.length < 2) return []
  return Object.entries(FIELDS)
    .filter(([field]) => field.startsWith(typed))
    .map(([field, hint]) => ({ insert: field, label: field, hint }))
}

function valuesOf(field: string, value: string, { tags, collections }: Known): Completion[] {
  if (field === 'is')
    return IS_WHAT.filter((one) => one.startsWith(value)).map((one) => fixed('is', one, IS_WORDS[one]))
  if (field === 'has')
    return HAS_WHAT.filter((one) => one.startsWith(value)).map((one) => fixed('has', one, HAS_WORDS[one]))
  if (field === 'tag')
    return named(
      'tag',
      value,
      tags.map(({ path, articles }) => [path, articles]),
    )
  if (field === 'in')
    return named(
      'in',
      value,
      collections.map(({ title, items }) => [title, items]),
    )
  return []
}

function fixed(field: string, value: string, hint: string): Completion {
  return { insert: `${field}:${value}`, label: `${field}:${value}`, hint }
}

/** Names that begin with what is typed come before names with a part that does. */
function named(field: string, value: string, names: [name: string, count: number][]): Completion[] {
  const wanted = value.toLocaleLowerCase()
  const begins = names.filter(([name]) => name.toLocaleLowerCase().startsWith(wanted))
  const holds = names.filter(([name]) => name.toLocaleLowerCase().indexOf(wanted) > 0)
  return [...begins, ...holds].slice(0, MOST + 1).map(([name, count]) => ({
    insert: `${field}:${/[\s"]/.test(name) ? `"${name.replaceAll('"', ' ')}"` : name}`,
    label: name,
    hint: new Intl.NumberFormat('en').format(count),
  }))
}

function valueOf(typed: string): string {
  return typed.slice(typed.indexOf(':') + 1).replaceAll('"', '')
}
