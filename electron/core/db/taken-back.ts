/** Imports that were taken back: what went with them into the trash, and what stays because others have it too. */
import type { TakingBack } from '../../shared/own.ts'
import type { Db, ReadDb } from './connection.ts'

/** What a rule gives is not a person's work. */
export interface GivenByRules {
  tagIds: readonly number[]
  collectionIds: readonly number[]
}

const BROUGHT = `article.import_id = :importId AND NOT EXISTS (SELECT 1 FROM hidden_article WHERE article_id = article.id)`

/** By an import that was not taken back itself. */
const SHARED = `EXISTS (SELECT 1 FROM record WHERE record.article_id = article.id AND record.import_id <> :importId
  AND record.import_id NOT IN (SELECT import_id FROM taken_back))`

/** What came with an article is not a person's work either, as long as nobody changed it. */
const came = (kind: string, what: string) =>
  `${what} IN (SELECT what FROM brought WHERE brought.article_id = article.id AND kind = '${kind}' AND what IS NOT NULL)`

const OWN = `(EXISTS (SELECT 1 FROM annotation
    WHERE article_id = article.id AND (revision > 1 OR NOT ${came('annotation', 'annotation.id')}))
  OR EXISTS (SELECT 1 FROM article_star WHERE article_id = article.id AND NOT ${came('star', '1')})
  OR EXISTS (SELECT 1 FROM corrected WHERE article_id = article.id)
  OR EXISTS (SELECT 1 FROM article_tag WHERE article_id = article.id AND tag_id NOT IN (SELECT value FROM json_each(:tagIds))
    AND NOT ${came('tag', 'tag_id')})
  OR EXISTS (SELECT 1 FROM collection_item WHERE article_id = article.id
    AND (note <> '' OR NOT ${came('collection', 'collection_id')}) AND collection_id NOT IN (SELECT value FROM json_each(:collectionIds))))`

function values(importId: number, { tagIds, collectionIds }: GivenByRules) {
  return { importId, tagIds: JSON.stringify(tagIds), collectionIds: JSON.stringify(collectionIds) }
}

export function countTakingBack(db: ReadDb, importId: number, given: GivenByRules): TakingBack {
  const sums = db
    .prepare(
      `SELECT count(*) AS articles, coalesce(sum(shared), 0) AS shared, coalesce(sum(own AND NOT shared), 0) AS own
       FROM (SELECT ${SHARED} AS shared, ${OWN} AS own FROM article WHERE ${BROUGHT})`,
    )
    .get(values(importId, given)) as Omit<TakingBack, 'versions'>
  const versions = db
    .prepare(
      `SELECT count(*) FROM record JOIN article ON article.id = record.article_id
       WHERE record.import_id = ? AND record.state = 'imported' AND article.import_id <> record.import_id`,
    )
    .pluck()
    .get(importId) as number
  return { ...sums, versions }
}

/** The articles that go with an import. @param keepOwn those with something of a person's stay */
export function articlesToTakeBack(
  db: ReadDb,
  importId: number,
  keepOwn: boolean,
  given: GivenByRules,
): number[] {
  const own = keepOwn ? `AND NOT ${OWN}` : ''
  const all = values(importId, given)
  return db
    .prepare(`SELECT article.id FROM article WHERE ${BROUGHT} AND NOT ${SHARED} ${own}`)
    .pluck()
    .all(keepOwn ? all : { importId: all.importId }) as number[]
}

export function takenBackAtMs(db: ReadDb, importId: number): number | null {
  const at = db.prepare('SELECT at_ms FROM taken_back WHERE import_id = ?').pluck().get(importId)
  return (at as number | undefined) ?? null
}

/** Marks an import as taken back at a time; what went with it before counts as of then. */
export function setTakenBack(db: Db, importId: number, atMs: number): void {
  const before = takenBackAtMs(db, importId)
  if (before === null) {
    db.prepare('INSERT INTO taken_back (import_id, at_ms) VALUES (?, ?)').run(importId, atMs)
    return
  }
  db.prepare(
    `UPDATE trashed SET at_ms = :atMs WHERE at_ms = :before AND article_id IN
       (SELECT article_id FROM hidden_article WHERE import_id = :importId)`,
  ).run({ importId, atMs, before })
  db.prepare('UPDATE taken_back SET at_ms = ? WHERE import_id = ?').run(atMs, importId)
}

export function unsetTakenBack(db: Db, importId: number): void {
  db.prepare('DELETE FROM taken_back WHERE import_id = ?').run(importId)
}

/** An article in the trash that went there with its import, and not by a person's hand. */
const WENT_WITH = `trashed JOIN hidden_article ON hidden_article.article_id = trashed.article_id
  JOIN taken_back ON taken_back.import_id = hidden_article.import_id AND taken_back.at_ms = trashed.at_ms`

/** What went into the trash with an import and lies there still. */
export function wentWith(db: ReadDb, importId: number): number[] {
  return db
    .prepare(`SELECT trashed.article_id FROM ${WENT_WITH} WHERE taken_back.import_id = ?`)
    .pluck()
    .all(importId) as number[]
}

/** What went with imports that were taken back, and came again with this one. */
export function cameAgain(db: ReadDb, importId: number): number[] {
  return db
    .prepare(
      `SELECT trashed.article_id FROM ${WENT_WITH} WHERE taken_back.import_id <> :importId AND EXISTS
         (SELECT 1 FROM record WHERE record.article_id = trashed.article_id AND record.import_id = :importId)`,
    )
    .pluck()
    .all({ importId }) as number[]
}

/** The imports that brought articles in the trash. */
export function importsOfHidden(db: ReadDb, articleIds: readonly number[]): number[] {
  return db
    .prepare(
      'SELECT DISTINCT import_id FROM hidden_article WHERE article_id IN (SELECT value FROM json_each(?))',
    )
    .pluck()
    .all(JSON.stringify(articleIds)) as number[]
}

/** Tells whether an article lies in the trash because its import was taken back, many times over. */
export function takenBackReader(db: ReadDb): (articleId: number) => boolean {
  const read = db.prepare(`SELECT 1 FROM ${WENT_WITH} WHERE trashed.article_id = ?`)
  return (articleId) => read.get(articleId) !== undefined
}
