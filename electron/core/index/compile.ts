import type { Query, QueryNode } from '../../shared/query.ts'
import { firstDayOfMonth } from '../../shared/days.ts'
import { dayOfDate } from '../../shared/days.ts'
import { metaOf } from './index-writer.ts'
import { segment } from './tokens.ts'

/** A query as the index takes it: an FTS5 expression that we wrote ourselves, and a range of days, both ends included. */
export interface Compiled {
  match: string
  fromDay: number | null
  toDay: number | null
}

/** Filters that come from the window, not from the search box. */
export interface Scope {
  /** with those merged into it */
  outletIds: readonly number[] | null
  importId: number | null
}

/**
 * @param outletsNamed finds the outlets that a person's words after `outlet:` mean
 * @returns null when the query can match nothing, e.g. an outlet that does not exist
 */
export function compile(
  query: Query,
  scope: Scope,
  outletsNamed: (name: string) => number[],
): Compiled | null {
  const filters: string[] = []
  if (scope.outletIds !== null) filters.push(meta(scope.outletIds.map(metaOf.outlet)))
  if (scope.importId !== null) filters.push(meta([metaOf.import(scope.importId)]))
  if (query.outlets.length > 0) {
    const ids = query.outlets.flatMap(outletsNamed)
    if (ids.length === 0) return null
    filters.push(meta(ids.map(metaOf.outlet)))
  }
  if (query.languages.length > 0) filters.push(meta(query.languages.map(metaOf.language)))
  const { must, mustNot } = sides(query.text)
  const without = query.notOutlets.flatMap(outletsNamed)
  if (without.length > 0) mustNot.push(meta(without.map(metaOf.outlet)))
  const all = [...filters, ...must]
  const match = (all.length > 0 ? all : [meta([metaOf.all])]).join(' AND ')
  return {
    match: mustNot.length > 0 ? `(${match}) NOT (${mustNot.join(' OR ')})` : match,
    fromDay: query.after ? edgeDay(query.after, 'first') : null,
    toDay: query.before ? edgeDay(query.before, 'last') : null,
  }
}

/**
 * What a query asks of a title, as an expression for headlines, whose words are their titles.
 * @returns null where it only says what is not to be in it: that is nearly all of them
 */
export function compileTitle(node: QueryNode): string | null {
  if (!hasWords(node)) return null
  const { must, mustNot } = sides(node)
  const match = must.join(' AND ')
  return mustNot.length > 0 ? `(${match}) NOT (${mustNot.join(' OR ')})` : match
}

/** Whether every part that excludes something stands beside one that asks for something. */
function hasWords(node: QueryNode): boolean {
  if (node.type === 'words') return true
  if (node.type === 'not') return false
  if (node.type === 'or') return node.parts.every(hasWords)
  const asked = node.parts.filter((part) => part.type !== 'not')
  return asked.length > 0 && asked.every(hasWords)
}

function meta(words: string[]): string {
  return `(${words.map((word) => `"${word}"`).join(' OR ')})`
}

/** FTS5 knows NOT only between two expressions, so exclusions are gathered on the right. */
function sides(node: QueryNode | null): { must: string[]; mustNot: string[] } {
  if (!node) return { must: [], mustNot: [] }
  const parts = node.type === 'and' ? node.parts : [node]
  return {
    must: parts.filter((part) => part.type !== 'not').map(expression),
    mustNot: parts.flatMap((part) => (part.type === 'not' ? [expression(part.part)] : [])),
  }
}

function expression(node: QueryNode): string {
  if (node.type === 'words') {
    const column = node.field === 'title' ? 'title : ' : ''
    return `${column}${quote(segment(node.text).trim())}${node.prefix ? ' *' : ''}`
  }
  if (node.type === 'or') return `(${node.parts.map(expression).join(' OR ')})`
  const { must, mustNot } = sides(node)
  const match = `(${(must.length > 0 ? must : [meta([metaOf.all])]).join(' AND ')})`
  return mustNot.length > 0 ? `(${match} NOT (${mustNot.join(' OR ')}))` : match
}

/** Every word goes in as a string: raw user text is a syntax error in nine of nine tries (security.md). */
function quote(text: string): string {
  return `"${text.replaceAll('"', ' ').replaceAll('\0', ' ')}"`
}

/** `2025-02` begins on the first of February and ends on the last. */
export function edgeDay(date: string, edge: 'first' | 'last'): number | null {
  if (date.length === 10) return dayOfDate(date)
  const [year, month] = date.split('-').map(Number)
  const first = year! * 12 + (month ?? 1) - 1
  const length = month === undefined ? 12 : 1
  return edge === 'first' ? firstDayOfMonth(first) : firstDayOfMonth(first + length) - 1
}
