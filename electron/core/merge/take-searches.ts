import { AppError } from '../../shared/errors.ts'
import { foreign as check } from '../../shared/foreign.ts'
import type { ListQuery } from '../../shared/list-query.ts'
import type { Rule } from '../../shared/own.ts'
import { outletName } from '../db/foreign-own.ts'
import { OutletDirectory } from '../db/outlets.ts'
import { listRules, writeRule } from '../db/rules.ts'
import { insertSearch, listSearches } from '../db/saved-searches.ts'
import { cleanName, cleanTagPath } from '../own/names.ts'
import { shortened } from '../own/words.ts'
import { tell } from './take-articles.ts'
import type { OwnTaking } from './take-own.ts'

/** Saved searches, with the numbers they name turned into those of here. One of the same name and words is here already. */
export function takeSearches(
  taking: OwnTaking,
  tags: ReadonlyMap<number, number>,
  collections: ReadonlyMap<number, number>,
): void {
  const { db, foreign, report } = taking
  for (const search of readable(taking, 'The saved searches', () => listSearches(foreign))) {
    try {
      const name = cleanName(String(search.name))
      const query = queryHere(taking, name, search.query, tags, collections)
      const words = JSON.stringify(sorted(query))
      const isHere = listSearches(db).some(
        (one) => one.name === name && JSON.stringify(sorted(one.query)) === words,
      )
      if (isHere) continue
      insertSearch(db, name, query)
      report.savedSearches++
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      tell(report, `A saved search was not taken: ${error.message}`)
    }
  }
}

function sorted(query: ListQuery): [string, unknown][] {
  return Object.entries(query).sort(([a], [b]) => (a < b ? -1 : 1))
}

/** A search of there with the numbers of here. @throws AppError `bad-input` where it is about what is not here */
export function queryHere(
  { db, foreign, report }: OwnTaking,
  name: string,
  query: ListQuery,
  tags: ReadonlyMap<number, number>,
  collections: ReadonlyMap<number, number>,
): ListQuery {
  if (!check.query(query))
    throw new AppError('bad-input', `“${shortened(name)}” asks for nothing that is known.`)
  const { tagId, collectionId, outletId } = query
  const missing = (what: string): AppError =>
    new AppError('bad-input', `“${shortened(name)}” is about ${what} that is not there.`)
  const ours: ListQuery = { ...query, outletId: null, importId: null }
  if (query.importId !== null) {
    tell(report, `The search “${shortened(name)}” was about one import; here it is about all.`)
  }
  if (outletId !== null) {
    const outlet = outletName(foreign, outletId)
    if (outlet === null) throw missing('an outlet')
    ours.outletId = new OutletDirectory(db).find(outlet).id
  }
  if (tagId !== undefined) {
    if (!tags.has(tagId)) throw missing('a tag')
    ours.tagId = tags.get(tagId)!
  }
  if (collectionId !== undefined) {
    if (!collections.has(collectionId)) throw missing('a collection')
    ours.collectionId = collections.get(collectionId)!
  }
  return ours
}

/** Rules come in asleep: what was meant for another archive must not begin to act here by itself. */
export function takeRules(taking: OwnTaking, collections: ReadonlyMap<number, number>): void {
  const { db, foreign, report } = taking
  for (const rule of readable(taking, 'The rules', () => listRules(foreign))) {
    const clean = cleanRule(rule, collections)
    if (!clean) {
      tell(report, `The rule “${shortened(String(rule.name))}” was not taken: it is none.`)
      continue
    }
    const key = keyOf(clean)
    if (listRules(db).some((one) => keyOf(one) === key)) continue
    writeRule(db, null, clean)
    tell(report, `The rule “${shortened(clean.name)}” came in switched off: switch it on under Rules.`)
  }
}

/** JSON that is none in one row keeps its whole table from being read. */
function readable<T>({ report }: OwnTaking, what: string, read: () => T[]): T[] {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    tell(report, `${what} of the other archive cannot be read.`)
    return []
  }
}

function keyOf({ name, query, tags, collectionId }: Omit<Rule, 'id'>): string {
  return JSON.stringify([name, query, tags, collectionId])
}

function cleanRule(rule: Rule, collections: ReadonlyMap<number, number>): Omit<Rule, 'id'> | null {
  const { query, tags, collectionId } = rule
  if (typeof query !== 'string' || !Array.isArray(tags)) return null
  if (collectionId !== null && !collections.has(collectionId)) return null
  try {
    return {
      name: cleanName(String(rule.name)),
      query,
      tags: tags.map((path) => cleanTagPath(String(path)).join('/')),
      collectionId: collectionId === null ? null : collections.get(collectionId)!,
      enabled: false,
    }
  } catch (error) {
    if (error instanceof AppError) return null
    throw error
  }
}
