/** The part of the search language that is about what people added, tag:, has:, is:, in:, note:, and about stories, story:. */

/** One thing to ask of what people added. */
export type OwnTerm = { negated: boolean } & (
  | { kind: 'tag'; path: string }
  | { kind: 'has'; what: HasWhat }
  | { kind: 'is'; what: IsWhat }
  /** a collection, by its title or `parent/title` */
  | { kind: 'in'; collection: string }
  /** words of notes and quotes */
  | { kind: 'note'; text: string; prefix: boolean }
  /** the story that this article belongs to */
  | { kind: 'story'; articleId: number }
)

export const HAS_WHAT = ['tag', 'highlight', 'note', 'annotation', 'orphan', 'copies'] as const
export type HasWhat = (typeof HAS_WHAT)[number]
export const IS_WHAT = ['unread', 'read', 'starred'] as const
export type IsWhat = (typeof IS_WHAT)[number]

export const OWN_FIELDS: ReadonlySet<string> = new Set(['tag', 'has', 'is', 'in', 'note', 'story'])
const HAS_LETTER = /[\p{L}\p{N}]/u

/** A word of a query as it was typed. */
export interface OwnToken {
  negated: boolean
  field: string | null
  text: string
  phrase: boolean
}

/**
 * @param notes is told what makes no sense
 * @returns null when the token does not ask for what people added; nothing in it when it asks for nothing
 */
export function readOwn(token: OwnToken, notes: string[]): OwnTerm[] | null {
  const { field, negated } = token
  const value = token.text.trim()
  if (field === null || !OWN_FIELDS.has(field)) return null
  if (value === '') return []
  if (field === 'tag') return [{ kind: 'tag', negated, path: value }]
  if (field === 'in') return [{ kind: 'in', negated, collection: value }]
  if (field === 'note') {
    const prefix = !token.phrase && value.endsWith('*')
    const text = prefix ? value.replace(/\*+$/, '') : value
    return HAS_LETTER.test(text) ? [{ kind: 'note', negated, text, prefix }] : []
  }
  if (field === 'story') return readStory(value, negated, notes)
  const what = value.toLowerCase()
  const has = HAS_WHAT.find((one) => one === what)
  if (field === 'has' && has) return [{ kind: 'has', negated, what: has }]
  const is = IS_WHAT.find((one) => one === what)
  if (field === 'is' && is) return [{ kind: 'is', negated, what: is }]
  const known: readonly string[] = field === 'has' ? HAS_WHAT : IS_WHAT
  notes.push(`“${field}:${value}” means nothing: write ${known.map((one) => `${field}:${one}`).join(', ')}.`)
  return []
}

function readStory(value: string, negated: boolean, notes: string[]): OwnTerm[] {
  const articleId = /^\d{1,15}$/.test(value) ? Number(value) : null
  if (articleId !== null) return [{ kind: 'story', negated, articleId }]
  notes.push(`“story:${value}” means nothing: write the number of an article, story:12.`)
  return []
}

/** Prints a term so that reading it again gives the same one. */
export function printOwn(term: OwnTerm): string {
  const minus = term.negated ? '-' : ''
  switch (term.kind) {
    case 'tag':
      return `${minus}tag:${quoted(term.path)}`
    case 'in':
      return `${minus}in:${quoted(term.collection)}`
    case 'note':
      return `${minus}note:${term.prefix ? `${term.text}*` : quoted(term.text)}`
    case 'story':
      return `${minus}story:${term.articleId}`
    default:
      return `${minus}${term.kind}:${term.what}`
  }
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', ' ')}"`
}

const HAS_WORDS: Record<HasWhat, string> = {
  tag: 'a tag',
  highlight: 'a highlight',
  note: 'a note',
  annotation: 'a highlight or a note',
  orphan: 'a note that lost its passage',
  copies: 'near-identical articles',
}

/** Says in words what a term asks for. */
export function explainOwn(term: OwnTerm): string {
  const { negated } = term
  switch (term.kind) {
    case 'tag':
      return `${negated ? 'not tagged' : 'tagged'} “${term.path}”`
    case 'has':
      return `${negated ? 'without' : 'with'} ${HAS_WORDS[term.what]}`
    case 'is':
      return `${negated ? 'not ' : ''}${term.what}`
    case 'in':
      return `${negated ? 'not ' : ''}in the collection “${term.collection}”`
    case 'story':
      return `${negated ? 'not ' : ''}of the story of article ${term.articleId}`
    case 'note':
      return `${negated ? 'without' : 'with'} “${term.text}${term.prefix ? '…' : ''}” in a note or quote`
  }
}
