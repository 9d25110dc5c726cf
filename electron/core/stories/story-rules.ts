/** Keeps the index's stories in step with what a person said of them. */
import type { Db, ReadDb } from '../db/connection.ts'
import { storyRules, type StoryRules } from '../db/story-rules.ts'
import { joinPairs, likePairs, type StoryTexts } from './find-stories.ts'
import { NearCopies } from './near-copies.ts'
import { fromBytes, storyMembers } from './story-table.ts'

/** Of more articles the near-copies are looked for by the next index job. */
const MOST_AT_ONCE = 500

const KEY = 'storyRules'

/** Whether a person has said something that the index does not know yet. */
export function rulesPending(archive: ReadDb, index: ReadDb): boolean {
  return applied(index) !== JSON.stringify(storyRules(archive))
}

/**
 * Looks again at the stories of which something was said, or is not said any more. Runs inside the caller's transaction.
 */
export function applyRules(archive: ReadDb, index: Db, texts: StoryTexts): void {
  const rules = storyRules(archive)
  const now = JSON.stringify(rules)
  const before = applied(index)
  if (now === before) return
  const changed = changedIds(JSON.parse(before) as StoryRules, rules)
  const left = new LeftStories(index)
  const apart = new Set(rules.apart)
  for (const id of [...changed]) {
    if (apart.has(id)) left.note(id)
    else for (const member of left.takeBack(id)) changed.add(member)
  }
  revise(index, changed, rules, texts)
  index
    .prepare('INSERT INTO state (key, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value')
    .run(KEY, now)
}

const NO_RULES = JSON.stringify({ apart: [], joins: [] } satisfies StoryRules)

function applied(index: ReadDb): string {
  return (
    (index.prepare('SELECT value FROM state WHERE key = ?').pluck().get(KEY) as string | undefined) ??
    NO_RULES
  )
}

/** The articles of all that is in one of the two alone. */
function changedIds(before: StoryRules, now: StoryRules): Set<number> {
  const wordsOf = ({ apart, joins }: StoryRules) => new Set([...apart, ...joins].map((rule) => String(rule)))
  const [was, is] = [wordsOf(before), wordsOf(now)]
  const changed = [...was, ...is].filter((rule) => was.has(rule) !== is.has(rule))
  return new Set(changed.flatMap((rule) => rule.split(',').map(Number)))
}

/** Which stories articles left, so that they find back at once when a person wants them to. */
class LeftStories {
  readonly #index: Db

  constructor(index: Db) {
    this.#index = index
  }

  note(articleId: number): void {
    const member = storyMembers(this.#index, articleId).find((id) => id !== articleId)
    if (member === undefined) return
    this.#index
      .prepare('INSERT OR REPLACE INTO story_left (article_id, member_id) VALUES (?, ?)')
      .run(articleId, member)
  }

  /** One of those it left; where that is not known, or is gone, the next index job looks through all. */
  takeBack(articleId: number): number[] {
    const member = this.#index
      .prepare('DELETE FROM story_left WHERE article_id = ? RETURNING member_id')
      .pluck()
      .get(articleId) as number | undefined
    this.#index
      .prepare('INSERT OR IGNORE INTO story_due SELECT article_id FROM signature WHERE article_id = ?')
      .run(articleId)
    return member === undefined ? [] : [member]
  }
}

/** Makes the stories of these articles anew, from all that they were connected with. */
function revise(index: Db, articleIds: ReadonlySet<number>, rules: StoryRules, texts: StoryTexts): void {
  const concerned = new Set<number>()
  const partners = new Map<number, number[]>()
  for (const [a, b] of rules.joins) {
    for (const [id, other] of [
      [a, b],
      [b, a],
    ] as const)
      partners.set(id, [...(partners.get(id) ?? []), other])
  }
  const open = [...articleIds]
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (concerned.has(id)) continue
    concerned.add(id)
    open.push(...storyMembers(index, id), ...(partners.get(id) ?? []))
  }
  const forget = index.prepare('DELETE FROM story WHERE article_id = ?')
  for (const id of concerned) forget.run(id)
  if (concerned.size > MOST_AT_ONCE) {
    const due = index.prepare(
      'INSERT OR IGNORE INTO story_due SELECT article_id FROM signature WHERE article_id = ?',
    )
    for (const id of concerned) due.run(id)
  }
  const near = new NearCopies(concerned.size)
  const read = index.prepare('SELECT bins FROM signature WHERE article_id = ?').pluck()
  const signatures = [...concerned].flatMap((id) => {
    const bins = read.get(id) as Buffer | undefined
    return bins ? [{ id, bins: fromBytes(bins) }] : []
  })
  for (const { id, bins } of signatures) near.add(id, bins)
  const pairs = concerned.size > MOST_AT_ONCE ? [] : likePairs(near, signatures, concerned, texts)
  joinPairs(index, pairs, rules)
}
