/**
 * The search language: words (all must occur), "phrases", -exclusions, OR, prefixes (taliban*), and the fields title:,
 * outlet:, lang:, after:, before:, story:, and of what people added tag:, has:, is:, in:, note:. Whatever a person types can be read:
 * what makes no sense is taken as words, and said.
 */
import { explainOwn, OWN_FIELDS, printOwn, readOwn, type OwnTerm, type OwnToken } from './own-query.ts'

export type Field = 'any' | 'title'

/** What the text must hold. */
export type QueryNode =
  | { type: 'words'; field: Field; text: string; phrase: boolean; prefix: boolean }
  | { type: 'and' | 'or'; parts: QueryNode[] }
  | { type: 'not'; part: QueryNode }

export interface Query {
  text: QueryNode | null
  /** what people added: all of these, of each at least one (`tag:a OR tag:b`) */
  own: OwnTerm[][]
  /** names as typed; an article of any of them will do */
  outlets: string[]
  notOutlets: string[]
  languages: string[]
  /** first and last day as typed (`2025`, `2025-02`, `2025-02-11`), both included */
  after: string | null
  before: string | null
  /** what was read another way than written, in words */
  notes: string[]
}

type Token = OwnToken

const DATE = /^\d{4}(-\d{2}(-\d{2})?)?$/
const FIELDS = new Set(['title', 'outlet', 'lang', 'after', 'before', ...OWN_FIELDS])
const HAS_LETTER = /[\p{L}\p{N}]/u

/** Reads a query. Never throws, takes time linear in the length. */
export function parseQuery(input: string): Query {
  const query: Query = {
    text: null,
    own: [],
    outlets: [],
    notOutlets: [],
    languages: [],
    after: null,
    before: null,
    notes: [],
  }
  const groups: QueryNode[][] = [[]]
  let afterOwn = false
  let or = false
  for (const token of tokenize(input)) {
    if (isOr(token)) {
      if (afterOwn) or = true
      else groups.push([])
      continue
    }
    const own = readOwn(token, query.notes)
    if (own) takeOwn(query, own, or)
    else if (or) query.notes.push('OR joins words with words and tags with tags, not one with the other.')
    afterOwn = own !== null
    or = false
    if (own !== null || takeFilter(query, token)) continue
    const node = toNode(token)
    if (node) groups.at(-1)!.push(node)
  }
  const alternatives = groups.filter((group) => group.length > 0).map((group) => join('and', group))
  if (alternatives.length > 0) query.text = join('or', alternatives)
  return query
}

function isOr(token: Token): boolean {
  return token.text === 'OR' && !token.phrase && !token.negated && token.field === null
}

function join(type: 'and' | 'or', parts: QueryNode[]): QueryNode {
  return parts.length === 1 ? parts[0]! : { type, parts }
}

function toNode(token: Token): QueryNode | null {
  const prefix = !token.phrase && token.text.endsWith('*')
  const text = prefix ? token.text.replace(/\*+$/, '') : token.text
  if (!HAS_LETTER.test(text)) return null
  const field: Field = token.field === 'title' ? 'title' : 'any'
  const node: QueryNode = { type: 'words', field, text, phrase: token.phrase, prefix }
  return token.negated ? { type: 'not', part: node } : node
}

/** Adds a term as one more demand, or after OR as another way to meet the last one. */
function takeOwn(query: Query, terms: OwnTerm[], or: boolean): void {
  if (terms.length === 0) return
  if (or) query.own.at(-1)?.push(...terms)
  else query.own.push(terms)
}

/** @returns whether the token was a filter, and so is no text to look for */
function takeFilter(query: Query, token: Token): boolean {
  const value = token.text.trim()
  switch (token.field) {
    case 'outlet':
      if (value) (token.negated ? query.notOutlets : query.outlets).push(value)
      return true
    case 'lang':
      if (value) query.languages.push(value.toLowerCase())
      return true
    case 'after':
    case 'before':
      if (!DATE.test(value)) {
        query.notes.push(`“${token.field}:${value}” is not a date: write 2025, 2025-02 or 2025-02-11.`)
        return true
      }
      query[token.field] = value
      return true
    default:
      return false
  }
}

function tokenize(input: string): Token[] {
  const tokens: Token[] = []
  let at = 0
  while (at < input.length) {
    if (isSpace(input, at)) {
      at++
      continue
    }
    const { token, end } = readToken(input, at)
    tokens.push(token)
    at = end
  }
  return tokens
}

function isSpace(input: string, at: number): boolean {
  const code = input.charCodeAt(at)
  return code === 32 || (code >= 9 && code <= 13) || code === 0xa0 || code === 0x3000
}

const QUOTES: Record<string, string> = { '"': '"', '“': '”', '„': '“', '«': '»', '”': '”' }

function readToken(input: string, start: number): { token: Token; end: number } {
  let at = start
  const negated = input[at] === '-' && at + 1 < input.length && !isSpace(input, at + 1)
  if (negated) at++
  const field = /^([a-z]{2,8}):/.exec(input.slice(at, at + 9))?.[1] ?? null
  const known = field !== null && FIELDS.has(field)
  if (known) at += field.length + 1
  const closing = QUOTES[input[at] ?? '']
  if (closing !== undefined) {
    const end = closingQuote(input, at + 1, closing)
    return {
      token: { negated, field: known ? field : null, text: input.slice(at + 1, end), phrase: true },
      end: end + 1,
    }
  }
  let end = at
  while (end < input.length && !isSpace(input, end)) end++
  return { token: { negated, field: known ? field : null, text: input.slice(at, end), phrase: false }, end }
}

/** A phrase that was never closed goes to the end. */
function closingQuote(input: string, from: number, closing: string): number {
  for (let at = from; at < input.length; at++) {
    if (input[at] === closing || (input[at] === '"' && closing !== '»')) return at
  }
  return input.length
}

/** Prints a query so that parsing it again gives the same one. */
export function printQuery(query: Query): string {
  const parts = [
    ...query.outlets.map((name) => `outlet:${quoted(name)}`),
    ...query.notOutlets.map((name) => `-outlet:${quoted(name)}`),
    ...query.languages.map((code) => `lang:${code}`),
    ...(query.after ? [`after:${query.after}`] : []),
    ...(query.before ? [`before:${query.before}`] : []),
    ...query.own.map((terms) => terms.map(printOwn).join(' OR ')),
    ...(query.text ? [printNode(query.text)] : []),
  ]
  return parts.join(' ')
}

function printNode(node: QueryNode): string {
  switch (node.type) {
    case 'words': {
      const field = node.field === 'title' ? 'title:' : ''
      return field + (node.phrase ? quoted(node.text) : node.text + (node.prefix ? '*' : ''))
    }
    case 'not':
      return `-${printNode(node.part)}`
    default:
      return node.parts.map(printNode).join(node.type === 'or' ? ' OR ' : ' ')
  }
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', ' ')}"`
}

/** Says in words what a query asks for. */
export function explainQuery(query: Query): string {
  const parts = query.text ? [explainNode(query.text)] : []
  if (query.outlets.length > 0) parts.push(`from ${query.outlets.join(' or ')}`)
  if (query.notOutlets.length > 0) parts.push(`not from ${query.notOutlets.join(' or ')}`)
  if (query.languages.length > 0) parts.push(`in ${query.languages.join(' or ')}`)
  if (query.after) parts.push(`from ${query.after} on`)
  if (query.before) parts.push(`up to ${query.before}`)
  for (const terms of query.own) parts.push(terms.map(explainOwn).join(' or '))
  return parts.length > 0 ? `Articles ${parts.join(', ')}.` : 'All articles.'
}

/** Whether {@link explainQuery} tells more than the query itself does: it has fields or operators, not mere words. */
export function needsWords({ text, own, outlets, notOutlets, languages, after, before }: Query): boolean {
  const filters = own.length + outlets.length + notOutlets.length + languages.length
  return filters > 0 || after !== null || before !== null || (text !== null && !isPlain(text))
}

function isPlain(node: QueryNode): boolean {
  if (node.type === 'words') return node.field === 'any' && !node.prefix
  return node.type === 'and' && node.parts.every(isPlain)
}

function explainNode(node: QueryNode): string {
  switch (node.type) {
    case 'words': {
      const what = node.phrase
        ? `the words “${node.text}” in this order`
        : `“${node.text}${node.prefix ? '…' : ''}”`
      return `with ${what}${node.field === 'title' ? ' in the title' : ''}`
    }
    case 'not':
      return `without${explainNode(node.part).slice(4)}`
    default:
      return node.parts.map(explainNode).join(node.type === 'or' ? ', or ' : ', ')
  }
}

/** The words and phrases to mark in a hit: everything asked for that is not excluded. */
export function markedWords(node: QueryNode | null): Extract<QueryNode, { type: 'words' }>[] {
  if (!node || node.type === 'not') return []
  if (node.type === 'words') return [node]
  return node.parts.flatMap(markedWords)
}
