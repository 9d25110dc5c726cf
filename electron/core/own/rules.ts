/** Rules: what matches a query gets tags or goes into a collection, when it comes in or all at once. */
import { AppError } from '../../shared/errors.ts'
import { EVERYTHING } from '../../shared/list-query.ts'
import type { Outcome, Rule, RuleTrial } from '../../shared/own.ts'
import { explainQuery, parseQuery } from '../../shared/query.ts'
import type { Archive } from '../archive.ts'
import { readRows } from '../db/articles.ts'
import { addSelected, itemNote, readCollection } from '../db/collections.ts'
import type { Db } from '../db/connection.ts'
import { lackingSelected, listRules, readRule, removeRule, writeRule } from '../db/rules.ts'
import { selectArticles } from '../db/selected.ts'
import { findTag, listTags, tagIdsOf, tagSelected } from '../db/tags.ts'
import { removeToTrash } from './deleted.ts'
import { recordChange } from './history.ts'
import { cleanName, cleanTagPath } from './names.ts'
import { ensureTag } from './tags.ts'
import { articlesIn, shortened } from './words.ts'

/** What a rule gives. */
type Gift = Pick<Rule, 'tags' | 'collectionId'>

const SAMPLE = 20

/** @throws AppError `bad-input` for a rule that asks for nothing or gives nothing */
export function saveRule(db: Db, id: number | null, rule: Omit<Rule, 'id'>): Outcome<Rule> {
  const clean = { ...rule, name: cleanName(rule.name), query: rule.query.trim(), tags: cleanPaths(rule.tags) }
  mustAsk(clean.query)
  if (clean.collectionId !== null) readCollection(db, clean.collectionId)
  if (clean.tags.length === 0 && clean.collectionId === null) {
    throw new AppError(
      'bad-input',
      'This rule gives nothing.',
      'Give it a tag to add, or a collection to put into.',
    )
  }
  if (id !== null) readRule(db, id)
  const label = `Rule “${shortened(clean.name)}” ${id === null ? 'made' : 'changed'}`
  const { value, change } = recordChange(db, label, () => writeRule(db, id, clean))
  return { value: readRule(db, value), change }
}

export function deleteRule(db: Db, id: number): Outcome {
  const { name } = readRule(db, id)
  const { change } = recordChange(db, `Rule “${shortened(name)}” deleted`, () =>
    removeToTrash(db, { kind: 'rule', name }, () => removeRule(db, id)),
  )
  return { value: null, change }
}

/** What a rule would do to all articles there are, and some of them before and after. Changes nothing. */
export function tryRule(archive: Archive, { query, ...gift }: Gift & { query: string }): RuleTrial {
  const { db, lists } = archive
  mustAsk(query)
  const paths = cleanPaths(gift.tags)
  const matches = selectArticles(db, lists.allIds({ ...EVERYTHING, text: query }))
  const lacking = lackingSelected(db, idsOf(db, paths), gift.collectionId)
  const byId = new Map(listTags(db).map((tag) => [tag.id, tag.path]))
  const sample = readRows(db, lacking.slice(0, SAMPLE)).map((row) => {
    const tagsBefore = tagIdsOf(db, row.id).map((tagId) => byId.get(tagId)!)
    const joinsCollection = gift.collectionId !== null && itemNote(db, gift.collectionId, row.id) === null
    return { row, tagsBefore, tagsAfter: [...new Set([...tagsBefore, ...paths])].sort(), joinsCollection }
  })
  const parsed = parseQuery(query)
  return { matches, changes: lacking.length, sample, hint: [explainQuery(parsed), ...parsed.notes].join(' ') }
}

/** Runs a rule on all articles there are, as one step. @returns how many it changed */
export function runRule(archive: Archive, id: number): Outcome<number> {
  const { db, lists } = archive
  const rule = readRule(db, id)
  const ids = lists.allIds({ ...EVERYTHING, text: rule.query })
  const label = (count: number): string => `Rule “${shortened(rule.name)}” applied to ${articlesIn(count)}`
  return recordChange(db, label, () => give(db, ids, rule))
}

/**
 * Runs the rules that are on, on what an import brought, all as one step; call when the index has caught up.
 * @param after of what it brought, only articles with a higher number
 * @returns how many articles they changed
 */
export function runRulesOnImport(archive: Archive, importId: number, after = 0): Outcome<number> {
  const { db, lists } = archive
  const rules = listRules(db).filter((rule) => rule.enabled)
  const found = rules.map((rule) => ({
    rule,
    ids: [...lists.allIds({ ...EVERYTHING, importId, text: rule.query })].filter((id) => id > after),
  }))
  const label = (count: number): string => `Rules applied to ${articlesIn(count)} of import ${importId}`
  return recordChange(db, label, () => {
    let most = 0
    for (const { rule, ids } of found) most = Math.max(most, give(db, ids, rule))
    return most
  })
}

function give(db: Db, articleIds: readonly number[], { tags, collectionId }: Gift): number {
  selectArticles(db, articleIds)
  const changed = lackingSelected(db, idsOf(db, tags), collectionId).length
  if (changed === 0) return 0
  for (const path of tags) tagSelected(db, ensureTag(db, path.split('/')))
  if (collectionId !== null) addSelected(db, collectionId)
  return changed
}

function idsOf(db: Db, paths: readonly string[]): (number | null)[] {
  return paths.map((path) => findTag(db, path.split('/')))
}

function cleanPaths(paths: readonly string[]): string[] {
  return [...new Set(paths.map((path) => cleanTagPath(path).join('/')))]
}

/** A rule for everything is hardly ever meant. */
function mustAsk(query: string): void {
  const { text, own, outlets, notOutlets, languages, after, before } = parseQuery(query)
  const asks =
    text || own.length + outlets.length + notOutlets.length + languages.length > 0 || after || before
  if (!asks) {
    throw new AppError(
      'bad-input',
      'This rule looks for nothing.',
      'Write a search, as in the box above the list.',
    )
  }
}
