import type { OutletAlias } from '../../shared/own.ts'
import type { Db, ReadDb } from './connection.ts'
import { KeptCounts } from './kept-counts.ts'
import { TRASH_OUTLET } from './trash.ts'

/** The outlet under which another one's articles stand: itself, where it is merged into none. */
export function rootOutlet(db: ReadDb, id: number): number {
  return rootReader(db)(id)
}

/** {@link rootOutlet} for one outlet after the other: to prepare the statement takes longer than to run it. */
export function rootReader(db: ReadDb): (id: number) => number {
  const into = db.prepare('SELECT into_id FROM outlet_merge WHERE outlet_id = ?').pluck()
  return (id) => {
    const seen = new Set<number>()
    let at = id
    for (;;) {
      const next = into.get(at) as number | undefined
      // a ring cannot be made; should there be one, it must not hang us
      if (next === undefined || seen.has(next)) return at
      seen.add(next)
      at = next
    }
  }
}

/** An outlet and all that are merged into it. */
export function outletWithMerged(db: ReadDb, id: number): number[] {
  return db
    .prepare(
      `WITH RECURSIVE merged (id) AS (
         VALUES (?) UNION SELECT outlet_id FROM outlet_merge JOIN merged ON into_id = merged.id)
       SELECT id FROM merged`,
    )
    .pluck()
    .all(id) as number[]
}

export function insertMerge(db: Db, outletId: number, intoId: number): void {
  db.prepare('INSERT INTO outlet_merge (outlet_id, into_id, at_ms) VALUES (?, ?, ?)').run(
    outletId,
    intoId,
    Date.now(),
  )
}

export function removeMerge(db: Db, outletId: number): boolean {
  return db.prepare('DELETE FROM outlet_merge WHERE outlet_id = ?').run(outletId).changes > 0
}

export function listAliases(db: ReadDb, outletId: number): OutletAlias[] {
  const merged = outletWithMerged(db, outletId).slice(1)
  const named = db.prepare(
    `SELECT name, id AS mergedId, (SELECT count(*) FROM moved_article WHERE outlet_id = id) AS articles
     FROM outlet WHERE id = ?`,
  )
  const given = db
    .prepare(
      'SELECT name, NULL AS mergedId, 0 AS articles FROM outlet_alias WHERE outlet_id = ? ORDER BY name',
    )
    .all(outletId) as OutletAlias[]
  return [...merged.map((id) => named.get(id) as OutletAlias), ...given]
}

export function findAlias(db: ReadDb, key: string): number | null {
  const id = db.prepare('SELECT outlet_id FROM outlet_alias WHERE name_key = ?').pluck().get(key)
  return (id as number | undefined) ?? null
}

export function insertAlias(db: Db, key: string, name: string, outletId: number): void {
  db.prepare('INSERT INTO outlet_alias (name_key, name, outlet_id) VALUES (?, ?, ?)').run(key, name, outletId)
}

export function removeAlias(db: Db, key: string, outletId: number): void {
  db.prepare('DELETE FROM outlet_alias WHERE name_key = ? AND outlet_id = ?').run(key, outletId)
}

export function setOutletColour(db: Db, outletId: number, hue: number): void {
  db.prepare(
    `INSERT INTO outlet_colour (outlet_id, hue) VALUES (?, ?)
     ON CONFLICT DO UPDATE SET hue = excluded.hue WHERE hue <> excluded.hue`,
  ).run(outletId, hue)
}

// ---------------------------------------------------------------- derived: where articles and headlines stand

/** The tables that say where something stands, in sight and in the trash. */
const KINDS = [
  { table: 'article', hidden: 'hidden_article', moved: 'moved_article', key: 'article_id' },
  { table: 'headline', hidden: 'hidden_headline', moved: 'moved_headline', key: 'headline_id' },
] as const

/** Puts all that stands under one outlet under another, and keeps from where. */
export function moveOutlet(db: Db, from: number, into: number): void {
  for (const { table, hidden, moved, key } of KINDS) {
    db.prepare(
      `INSERT OR IGNORE INTO ${moved} (${key}, outlet_id) SELECT id, ? FROM ${table} WHERE outlet_id = ?`,
    ).run(from, from)
    db.prepare(
      `INSERT OR IGNORE INTO ${moved} (${key}, outlet_id) SELECT ${key}, ? FROM ${hidden} WHERE outlet_id = ?`,
    ).run(from, from)
    db.prepare(`UPDATE ${table} SET outlet_id = ? WHERE outlet_id = ?`).run(into, from)
    db.prepare(`UPDATE ${hidden} SET outlet_id = ? WHERE outlet_id = ?`).run(into, from)
  }
  recount(db, [from, into])
}

/** Takes an outlet, with those merged into it, out of another one again: all that came in under their names. */
export function takeOutOutlet(db: Db, outletId: number, from: number): void {
  const origins = JSON.stringify(outletWithMerged(db, outletId))
  for (const { table, hidden, moved, key } of KINDS) {
    const itsOwn = `IN (SELECT ${key} FROM ${moved} WHERE outlet_id IN (SELECT value FROM json_each(?)))`
    db.prepare(`UPDATE ${table} SET outlet_id = ? WHERE id ${itsOwn} AND outlet_id <> ${TRASH_OUTLET}`).run(
      outletId,
      origins,
    )
    db.prepare(`UPDATE ${hidden} SET outlet_id = ? WHERE ${key} ${itsOwn}`).run(outletId, origins)
    db.prepare(`DELETE FROM ${moved} WHERE outlet_id = ?`).run(outletId)
  }
  unlinkForeign(db, [outletId, from])
  recount(db, [outletId, from])
}

/** Headlines linked while the outlets were one stand for themselves again where their article is of the other one. */
function unlinkForeign(db: Db, outletIds: readonly number[]): void {
  const rows = db
    .prepare(
      `UPDATE headline SET article_id = NULL WHERE outlet_id IN (${outletIds.join(', ')}) AND article_id IS NOT NULL
         AND (SELECT outlet_id FROM article WHERE article.id = article_id) <> outlet_id
       RETURNING outlet_id AS outletId, month, day`,
    )
    .all() as { outletId: number; month: number; day: number | null }[]
  const counts = new KeptCounts(db)
  for (const { outletId, month, day } of rows) counts.addHeadline(outletId, month, day)
  counts.flush()
}

/** The kept counts of these outlets; the months of everything stay what they are. */
function recount(db: Db, outletIds: readonly number[]): void {
  const ids = outletIds.join(', ')
  db.exec(`
    UPDATE outlet_month SET articles = 0, headlines = 0, year_only = 0 WHERE outlet_id IN (${ids});
    INSERT INTO outlet_month (outlet_id, month, articles, year_only)
      SELECT outlet_id, month, count(*), sum(published_precision IS 'year') FROM article
      WHERE outlet_id IN (${ids}) GROUP BY outlet_id, month
      ON CONFLICT DO UPDATE SET articles = excluded.articles, year_only = excluded.year_only;
    INSERT INTO outlet_month (outlet_id, month, headlines)
      SELECT outlet_id, month, count(*) FROM headline WHERE outlet_id IN (${ids}) AND article_id IS NULL GROUP BY outlet_id, month
      ON CONFLICT DO UPDATE SET headlines = excluded.headlines;
    UPDATE outlet SET
      articles = (SELECT coalesce(sum(articles), 0) FROM outlet_month WHERE outlet_id = outlet.id),
      headlines = (SELECT coalesce(sum(headlines), 0) FROM outlet_month WHERE outlet_id = outlet.id)
      WHERE id IN (${ids});
  `)
}

/** Without a colour of its own choosing, an outlet has that of its number. */
export function refreshHue(db: Db, outletId: number, hues: number): void {
  db.prepare(
    `UPDATE outlet SET hue = coalesce((SELECT hue FROM outlet_colour WHERE outlet_id = outlet.id), (id - 1) % ?)
     WHERE id = ?`,
  ).run(hues, outletId)
}
