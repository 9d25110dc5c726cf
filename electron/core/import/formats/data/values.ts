/** Values of data sets as people meant them: what stands for nothing, paths into nested objects, anything as text. */
import type { Row } from '../../format.ts'

/** What tools write where there is nothing: Python's and pandas' words among them. */
const NOTHING = /^(?:none|null|nan|nat|n\/a|undefined|unknown|#n\/a|-+|\?+|\[\]|\{\})$/i

/** True for the many ways in which a data set says that it has no value. */
export function isMissing(value: unknown): boolean {
  if (value === null || value === undefined) return true
  if (typeof value === 'number') return !Number.isFinite(value)
  if (typeof value === 'string')
    return value.length < 10 && (value.trim() === '' || NOTHING.test(value.trim()))
  return Array.isArray(value) ? value.length === 0 : false
}

/**
 * What stands at a path: a column's own name first, dots and all (CSV made of nested data has columns named so), then
 * the way through the objects: `meta.date`, `authors.0.name`.
 */
export function valueAt(row: Row, path: string): unknown {
  if (Object.hasOwn(row, path)) return row[path]
  if (!path.includes('.')) return undefined
  let value: unknown = row
  for (const key of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined
    value = (value as Row)[key]
  }
  return value
}

/** Names under which an object that stands for a person, an outlet or a text says it. */
const TELLING = [
  'name',
  'title',
  'text',
  'value',
  'rendered',
  '#text',
  '$',
  '_',
  'displayName',
  'label',
  'term',
  'url',
]

/** A value as text: `''` where it is missing, or an object that says nothing. */
export function asText(value: unknown): string {
  if (typeof value === 'string') return isMissing(value) ? '' : value
  if (isMissing(value)) return ''
  if (typeof value === 'number' || typeof value === 'bigint') return String(value)
  if (typeof value !== 'object') return ''
  if (Array.isArray(value)) return value.map(asText).filter(Boolean).join('\n')
  const key = TELLING.find((name) => Object.hasOwn(value as object, name))
  return key === undefined ? '' : asPlain((value as Row)[key])
}

function asPlain(value: unknown): string {
  return typeof value === 'object' ? '' : asText(value)
}

/**
 * A value as a list of texts: an array's members, a list that was written as text (`["a", "b"]`, `['a', "b's"]`), or the
 * text alone.
 */
export function asTexts(value: unknown): string[] {
  if (Array.isArray(value)) return value.map(asText).filter((text) => text.trim() !== '')
  const text = asText(value).trim()
  if (text.startsWith('[') && text.endsWith(']')) {
    const listed = listIn(text)
    if (listed) return listed.filter((item) => !isMissing(item))
  }
  return text === '' ? [] : [text]
}

/** A list as JSON or as Python prints it; null where it is none. */
export function listIn(text: string): string[] | null {
  try {
    const parsed: unknown = JSON.parse(text)
    if (Array.isArray(parsed)) return parsed.map(asText)
  } catch {
    // Python's own way of writing lists
  }
  const items: string[] = []
  const item = /\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|([^,'"\][]+))\s*(,|\]$)/y
  item.lastIndex = 1
  if (text.trim() === '[]') return []
  for (let match = item.exec(text); match; match = item.exec(text)) {
    items.push(match[3]?.trim() ?? (match[1] ?? match[2] ?? '').replace(/\\(['"\\])/g, '$1'))
    if (match[4] === ']') return items
  }
  return null
}

/** All paths of a row that lead to a value, arrays taken whole: `title`, `meta.date`. */
export function pathsOf(row: Row, deepest = 4): string[] {
  const paths: string[] = []
  const visit = (value: unknown, path: string, depth: number) => {
    const isNested = typeof value === 'object' && value !== null && !Array.isArray(value) && depth < deepest
    const keys = isNested ? Object.keys(value) : []
    // `{"$date": …}` and kin are how databases write a single value
    if (keys.length === 0 || keys.length > 200 || keys.every((key) => key.startsWith('$')))
      return void (path && paths.push(path))
    for (const key of keys) visit((value as Row)[key], path ? `${path}.${key}` : key, depth + 1)
  }
  visit(row, '', 0)
  return paths.slice(0, 1000)
}

/** How deep objects and arrays lie in each other, up to `most`; without recursion. */
export function depthOf(value: unknown, most: number): number {
  let level: unknown[] = [value]
  for (let depth = 0; depth <= most; depth++) {
    const next: unknown[] = []
    for (const one of level) {
      if (typeof one !== 'object' || one === null) continue
      if (Array.isArray(one)) for (const inner of one) next.push(inner)
      else for (const key of Object.keys(one)) next.push((one as Row)[key])
    }
    if (next.length === 0) return depth
    level = next.filter((inner) => typeof inner === 'object' && inner !== null)
    if (level.length === 0) return depth + 1
  }
  return most + 1
}
