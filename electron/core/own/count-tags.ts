/** Keeps how many articles each tag has, alone and with those below it. */
import type { Db } from '../db/connection.ts'
import { addToTagCounts, countTagsAnew, forgetTagCounts, type TagDelta } from '../db/tag-counts.ts'
import { tagParents } from '../db/tags.ts'
import type { RowChange } from './recorder.ts'

type Parents = Map<number, number | null>

/** After a change to tags or taggings. Articles in the trash do not count. */
export function countTags(db: Db, rows: readonly RowChange[]): void {
  const parents: Parents = tagParents(db)
  const gone: number[] = []
  let moved = false
  for (const { table, before, after } of rows) {
    if (table !== 'tag') continue
    // a tag that went had taggings that went with it
    if (before && !after) gone.push(addParent(parents, before))
    if (before && after && before['parent_id'] !== after['parent_id']) moved = true
  }
  if (moved) countTagsAnew(db, touchedTags(parents, rows))
  else addToTagCounts(db, deltasOf(db, parents, rows))
  forgetTagCounts(db, gone)
}

/** What the taggings of these articles add to the counts, or take from them: for the trash. */
export function countTaggedArticles(db: Db, articleIds: Iterable<number>, sign: 1 | -1): void {
  const parents = tagParents(db)
  const deltas = new Map<number, TagDelta>()
  const tagsOf = db.prepare('SELECT tag_id FROM article_tag WHERE article_id = ?').pluck()
  for (const id of articleIds) {
    const own = tagsOf.all(id) as number[]
    if (own.length > 0) addArticle(deltas, parents, own, sign)
  }
  addToTagCounts(db, deltas)
}

function addParent(parents: Parents, row: Record<string, unknown>): number {
  const id = row['id'] as number
  parents.set(id, row['parent_id'] as number | null)
  return id
}

/** From the tags that each article had before and has now. */
function deltasOf(db: Db, parents: Parents, rows: readonly RowChange[]): Map<number, TagDelta> {
  const changes = new Map<number, { added: Set<number>; taken: Set<number> }>()
  for (const { table, before, after } of rows) {
    if (table !== 'article_tag') continue
    const { article_id: articleId, tag_id: tagId } = (after ?? before) as {
      article_id: number
      tag_id: number
    }
    let change = changes.get(articleId)
    if (!change) changes.set(articleId, (change = { added: new Set(), taken: new Set() }))
    const [to, from] = after ? [change.added, change.taken] : [change.taken, change.added]
    if (!from.delete(tagId)) to.add(tagId)
  }
  const deltas = new Map<number, TagDelta>()
  const tagsOf = db.prepare('SELECT tag_id FROM article_tag WHERE article_id = ?').pluck()
  const isHidden = db.prepare('SELECT 1 FROM hidden_article WHERE article_id = ?')
  for (const [articleId, { added, taken }] of changes) {
    if (isHidden.get(articleId)) continue
    const now = tagsOf.all(articleId) as number[]
    const before = [...now.filter((id) => !added.has(id)), ...taken]
    addArticle(deltas, parents, before, -1)
    addArticle(deltas, parents, now, 1)
  }
  return deltas
}

function addArticle(
  deltas: Map<number, TagDelta>,
  parents: Parents,
  tags: readonly number[],
  sign: 1 | -1,
): void {
  const reached = new Set<number>()
  for (const tag of tags) {
    deltaOf(deltas, tag).own += sign
    for (const id of upwards(parents, tag)) reached.add(id)
  }
  for (const id of reached) deltaOf(deltas, id).articles += sign
}

function deltaOf(deltas: Map<number, TagDelta>, id: number): TagDelta {
  let delta = deltas.get(id)
  if (!delta) deltas.set(id, (delta = { own: 0, articles: 0 }))
  return delta
}

/** A tag and those above it. */
function upwards(parents: Parents, tag: number): number[] {
  const path: number[] = []
  for (let at: number | null | undefined = tag; typeof at === 'number'; at = parents.get(at)) path.push(at)
  return path
}

/** Every tag whose number may differ after some were moved: those touched and those above them, before and after. */
function touchedTags(parents: Parents, rows: readonly RowChange[]): Set<number> {
  const touched = new Set<number>()
  const add = (id: unknown): void => {
    if (typeof id === 'number') for (const one of upwards(parents, id)) touched.add(one)
  }
  for (const { table, before, after } of rows) {
    if (table === 'article_tag') add((after ?? before)!['tag_id'])
    else for (const row of [before, after]) if (row) (add(row['id']), add(row['parent_id']))
  }
  return touched
}
