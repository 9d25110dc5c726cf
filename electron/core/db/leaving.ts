/**
 * The rows of an archive as its JSON Lines have them (export/lines.ts). Of a selection only what its articles, which stand in
 * `temp.selected`, are made of and what people added to them.
 */
import type {
  AnnotationLine,
  ApartLine,
  BroughtLine,
  BroughtMadeLine,
  CollectionLine,
  DeletedLine,
  DumpLine,
  FateLine,
  HeadlineLine,
  ImportLine,
  ItemLine,
  JoinLine,
  MappingLine,
  OutletLine,
  RecordLine,
  TagLine,
} from '../export/lines.ts'
import { dateOfDay } from '../../shared/days.ts'
import type { ReadDb } from './connection.ts'

/** What of the archive leaves. */
export interface Leaving {
  /** all of it, or the articles in `temp.selected` with what belongs to them */
  scope: 'archive' | 'selection'
  /** the collection that was chosen */
  collectionId: number | null
}

const CHOSEN = 'SELECT article_id FROM temp.selected'
const PAGE = 500

type Fields<T extends { type: string }> = Omit<T, 'type'>

/** Goes through rows by their key, a page at a time, so that memory stays bounded. */
function* paged<R extends { key: number }>(db: ReadDb, sql: string): Generator<R> {
  const page = db.prepare(`${sql} LIMIT ${PAGE}`)
  for (let after = -1; ;) {
    const rows = page.all({ after }) as R[]
    yield* rows
    if (rows.length < PAGE) return
    after = rows.at(-1)!.key
  }
}

const only = ({ scope }: Leaving, condition: string): string =>
  scope === 'archive' ? '' : `AND ${condition}`

export function archiveInfo(db: ReadDb): Record<string, string> {
  const rows = db
    .prepare("SELECT key, value FROM archive_info WHERE key <> 'extraction_preview' ORDER BY key")
    .raw()
    .all() as [string, string][]
  return Object.fromEntries(rows)
}

export function* leavingOutlets(db: ReadDb, leaving: Leaving): Generator<Fields<OutletLine>> {
  // an outlet that is merged into a chosen one, or under which something came in, belongs to it
  const named = `id IN (
    SELECT coalesce(hidden_article.outlet_id, article.outlet_id) FROM article
      LEFT JOIN hidden_article ON hidden_article.article_id = article.id WHERE article.id IN (${CHOSEN})
    UNION SELECT outlet_id FROM moved_article WHERE article_id IN (${CHOSEN})
    UNION SELECT coalesce(hidden_headline.outlet_id, headline.outlet_id) FROM listing
      JOIN headline ON headline.id = listing.headline_id
      LEFT JOIN hidden_headline ON hidden_headline.headline_id = headline.id WHERE listing.article_id IN (${CHOSEN})
    UNION SELECT outlet_id FROM moved_headline JOIN listing ON listing.headline_id = moved_headline.headline_id
      WHERE listing.article_id IN (${CHOSEN}))`
  const aliases = db.prepare('SELECT name FROM outlet_alias WHERE outlet_id = ? ORDER BY name_key').pluck()
  for (const row of paged<{
    key: number
    name: string
    hue: number
    colour: number | null
    into: number | null
    atMs: number
  }>(
    db,
    `SELECT id AS key, name, outlet.hue, outlet_colour.hue AS colour, into_id AS "into", at_ms AS atMs FROM outlet
     LEFT JOIN outlet_colour ON outlet_colour.outlet_id = outlet.id
     LEFT JOIN outlet_merge ON outlet_merge.outlet_id = outlet.id
     WHERE id > max(0, :after) ${only(leaving, named)} ORDER BY id`,
  )) {
    const { key: id, name, hue, colour, into, atMs } = row
    const merged = into === null ? null : { into, atMs }
    yield { id, name, hue, colour, aliases: aliases.all(id) as string[], merged }
  }
}

const SOURCES = `SELECT record.import_id, record.dump_id FROM record WHERE record.article_id IN (${CHOSEN})`

export function* leavingImports(db: ReadDb, leaving: Leaving): Generator<Fields<ImportLine>> {
  const named = `(id IN (SELECT import_id FROM (${SOURCES})) OR id IN (SELECT import_id FROM article WHERE id IN (${CHOSEN})))`
  type Row = Omit<Fields<ImportLine>, 'paths' | 'id'> & { key: number; paths: string }
  for (const { key: id, name, paths, ...row } of paged<Row>(
    db,
    `SELECT id AS key, name, state, started_at_ms AS startedAtMs, finished_at_ms AS finishedAtMs, paths, listed,
       left_out AS leftOut, headlines, size_bytes AS sizeBytes, error, paused, only_new AS onlyNew,
       (SELECT at_ms FROM taken_back WHERE import_id = import_run.id) AS takenBackAtMs
     FROM import_run WHERE id > :after ${only(leaving, named)} ORDER BY id`,
  ))
    yield { id, name, paths: JSON.parse(paths) as string[], ...row }
}

export function* leavingDumps(db: ReadDb, leaving: Leaving): Generator<Fields<DumpLine>> {
  const named = `id IN (SELECT dump_id FROM (${SOURCES}))`
  type Row = Omit<Fields<DumpLine>, 'pathBytes' | 'id' | 'cameWith'> & {
    key: number
    pathBytes: Buffer | null
    cameWithId: number | null
    cameAs: number
    importName: string
    importedAtMs: number
  }
  for (const { key: id, pathBytes, cameWithId, cameAs: as, importName, importedAtMs, ...row } of paged<Row>(
    db,
    `SELECT id AS key, import_id AS importId, path, path_bytes AS pathBytes, format, size_bytes AS sizeBytes,
       modified_at_ms AS modifiedAtMs, state, next_record AS nextRecord, headlines, problem,
       place, is_set AS isSet, retry_from AS retryFrom,
       came_with AS cameWithId, came_as AS cameAs, first_import_name AS importName, first_imported_at_ms AS importedAtMs
     FROM dump WHERE id > :after ${only(leaving, named)} ORDER BY id`,
  ))
    yield {
      id,
      ...row,
      pathBytes: pathBytes?.toString('base64') ?? null,
      cameWith: cameWithId === null ? null : { dumpId: cameWithId, as, importName, importedAtMs },
    }
}

/** Parents first, as an id is never given twice but may be moved: by depth, then by id. */
export function leavingTags(db: ReadDb, leaving: Leaving): Fields<TagLine>[] {
  const named = `id IN (WITH RECURSIVE used (id) AS (
      SELECT tag_id FROM article_tag WHERE article_id IN (${CHOSEN})
      UNION SELECT parent_id FROM tag JOIN used ON used.id = tag.id WHERE parent_id IS NOT NULL)
    SELECT id FROM used)`
  return db
    .prepare(
      `WITH RECURSIVE tree (id, path, depth) AS (
         SELECT id, name, 0 FROM tag WHERE parent_id IS NULL
         UNION ALL SELECT tag.id, tree.path || '/' || tag.name, depth + 1 FROM tag JOIN tree ON tag.parent_id = tree.id)
       SELECT tag.id, parent_id AS parentId, name, path, colour FROM tag JOIN tree USING (id)
       WHERE 1 ${only(leaving, named)} ORDER BY depth, tag.id`,
    )
    .all() as Fields<TagLine>[]
}

/** Numbers of originals, with those of versions. */
export function* leavingOriginals(
  db: ReadDb,
  leaving: Leaving,
): Generator<{ key: number; sha256: string; sizeBytes: number }> {
  const named = `id IN (SELECT original_id FROM body WHERE article_id IN (${CHOSEN})
    UNION SELECT original_id FROM version WHERE article_id IN (${CHOSEN})
    UNION SELECT original_id FROM record WHERE article_id IN (${CHOSEN}))`
  yield* paged(
    db,
    `SELECT id AS key, lower(hex(sha256)) AS sha256, size_bytes AS sizeBytes FROM original
     WHERE id > :after ${only(leaving, named)} ORDER BY id`,
  )
}

export function* leavingParts(
  db: ReadDb,
  leaving: Leaving,
): Generator<{ key: number; sha256: string; mime: string; sizeBytes: number }> {
  const named = `id IN (SELECT part_id FROM original_part WHERE original_id IN (
      SELECT original_id FROM body WHERE article_id IN (${CHOSEN})
      UNION SELECT original_id FROM version WHERE article_id IN (${CHOSEN})
      UNION SELECT original_id FROM record WHERE article_id IN (${CHOSEN})))`
  yield* paged(
    db,
    `SELECT id AS key, lower(hex(sha256)) AS sha256, mime, size_bytes AS sizeBytes FROM part
     WHERE id > :after ${only(leaving, named)} ORDER BY id`,
  )
}

/** The parts that came with an original. */
export function linksOf(db: ReadDb, originalId: number): { sha256: string; name: string; shown: boolean }[] {
  const rows = db
    .prepare(
      `SELECT lower(hex(part.sha256)) AS sha256, name, is_shown AS shown FROM original_part
       JOIN part ON part.id = part_id WHERE original_id = ? ORDER BY part_id`,
    )
    .all(originalId) as { sha256: string; name: string; shown: number }[]
  return rows.map(({ shown, ...row }) => ({ ...row, shown: shown === 1 }))
}

export function* leavingHeadlines(db: ReadDb, leaving: Leaving): Generator<Fields<HeadlineLine>> {
  const named = `headline.id IN (SELECT headline_id FROM listing WHERE article_id IN (${CHOSEN}))`
  // of a selection the first of its own articles
  const listedIn =
    leaving.scope === 'archive'
      ? 'listed_in'
      : `coalesce((SELECT article_id FROM temp.selected WHERE article_id = listed_in),
           (SELECT min(article_id) FROM listing WHERE headline_id = headline.id AND article_id IN (${CHOSEN})))`
  type Row = Omit<Fields<HeadlineLine>, 'id' | 'date'> & { key: number; day: number | null }
  for (const { key: id, day, ...row } of paged<Row>(
    db,
    `SELECT headline.id AS key, title, coalesce(hidden_headline.outlet_id, headline.outlet_id) AS outletId,
       moved_headline.outlet_id AS originId, day, ${listedIn} AS listedIn
     FROM headline LEFT JOIN hidden_headline ON hidden_headline.headline_id = headline.id
       LEFT JOIN moved_headline ON moved_headline.headline_id = headline.id
     WHERE headline.id > :after ${only(leaving, named)} ORDER BY headline.id`,
  ))
    yield { id, ...row, date: day === null ? null : dateOfDay(day) }
}

export function* leavingRecords(db: ReadDb, leaving: Leaving): Generator<Fields<RecordLine>> {
  const named = `article_id IN (${CHOSEN})`
  for (const { key: _, ...row } of paged<Fields<RecordLine> & { key: number }>(
    db,
    `SELECT record.id AS key, import_id AS importId, dump_id AS dumpId, number, byte_start AS byteStart,
       byte_end AS byteEnd, line, member, state, reason, lower(hex(original.sha256)) AS original, article_id AS articleId, extractor
     FROM record LEFT JOIN original ON original.id = original_id
     WHERE record.id > :after ${only(leaving, named)} ORDER BY record.id`,
  ))
    yield { ...row, original: row.original || null }
}

/** Without the W3C form, which the exchange of annotations knows how to write. */
export function* leavingAnnotationRows(
  db: ReadDb,
  leaving: Leaving,
): Generator<Omit<Fields<AnnotationLine>, 'w3c'>> {
  const named = `article_id IN (${CHOSEN})`
  type Row = Omit<Fields<AnnotationLine>, 'id' | 'quote' | 'foreign' | 'w3c'> & {
    key: number
    exact: string | null
    prefix: string | null
    suffix: string | null
    foreignJson: string | null
  }
  for (const { key: id, exact, prefix, suffix, foreignJson, ...row } of paged<Row>(
    db,
    `SELECT id AS key, uuid, article_id AS articleId, exact, prefix, suffix, start_at AS startAt, end_at AS endAt,
       text_key AS textKey, colour, note, created_at_ms AS createdAtMs, modified_at_ms AS modifiedAtMs, revision,
       foreign_json AS foreignJson
     FROM annotation WHERE id > :after ${only(leaving, named)} ORDER BY id`,
  )) {
    const quote = exact === null ? null : { exact, prefix: prefix ?? '', suffix: suffix ?? '' }
    const foreign = foreignJson === null ? null : (JSON.parse(foreignJson) as Record<string, unknown>)
    yield { id, ...row, quote, foreign }
  }
}

/** Parents first. */
export function leavingCollections(db: ReadDb, { scope, collectionId }: Leaving): Fields<CollectionLine>[] {
  if (scope === 'selection' && collectionId === null) return []
  return db
    .prepare(
      `WITH RECURSIVE tree (id, depth) AS (
         SELECT id, 0 FROM collection WHERE parent_id IS NULL
         UNION ALL SELECT collection.id, depth + 1 FROM collection JOIN tree ON collection.parent_id = tree.id)
       SELECT collection.id, CASE WHEN :chosen IS NULL THEN parent_id END AS parentId, title, description, position, revision
       FROM collection JOIN tree USING (id) WHERE :chosen IS NULL OR collection.id = :chosen
       ORDER BY depth, position, collection.id`,
    )
    .all({ chosen: scope === 'archive' ? null : collectionId }) as Fields<CollectionLine>[]
}

/** In the order of the collection. */
export function* leavingItems(
  db: ReadDb,
  collectionId: number,
  { scope }: Leaving,
): Generator<Fields<ItemLine>> {
  const chosen = scope === 'archive' ? '' : `AND article_id IN (${CHOSEN})`
  const page = db.prepare(
    `SELECT article_id AS articleId, position, note, revision FROM collection_item
     WHERE collection_id = :collectionId AND (position, article_id) > (:position, :articleId) ${chosen}
     ORDER BY position, article_id LIMIT ${PAGE}`,
  )
  let last = { position: Number.MIN_SAFE_INTEGER, articleId: 0 }
  for (;;) {
    const rows = page.all({ collectionId, position: last.position, articleId: last.articleId }) as Omit<
      Fields<ItemLine>,
      'collectionId'
    >[]
    for (const row of rows) yield { collectionId, ...row }
    if (rows.length < PAGE) return
    last = rows.at(-1)!
  }
}

export function leavingApart(db: ReadDb, leaving: Leaving): Fields<ApartLine>[] {
  const named = `article_id IN (${CHOSEN})`
  return db
    .prepare(
      `SELECT article_id AS articleId, at_ms AS atMs FROM story_apart WHERE true ${only(leaving, named)} ORDER BY article_id`,
    )
    .all() as Fields<ApartLine>[]
}

/** Of a selection those between two of its articles. */
export function leavingJoins(db: ReadDb, leaving: Leaving): Fields<JoinLine>[] {
  const named = `article_id IN (${CHOSEN}) AND with_id IN (${CHOSEN})`
  return db
    .prepare(
      `SELECT article_id AS articleId, with_id AS withId, at_ms AS atMs FROM story_join WHERE true ${only(leaving, named)}
       ORDER BY article_id, with_id`,
    )
    .all() as Fields<JoinLine>[]
}

/** What lies in the trash but articles, oldest first. */
export function* leavingDeleted(
  db: ReadDb,
): Generator<Omit<Fields<DeletedLine>, 'rows'> & { codec: number; steps: Uint8Array }> {
  type Row = Omit<Fields<DeletedLine>, 'rows'> & { key: number; codec: number; steps: string }
  for (const { key: _, steps, ...row } of paged<Row>(
    db,
    `SELECT id AS key, id, kind, name, at_ms AS atMs, article_id AS articleId, articles, below, codec, steps FROM deleted
     WHERE id > :after ORDER BY id`,
  ))
    yield { ...row, steps: Buffer.from(steps, 'base64') }
}

/** Of a selection without numbers, which another archive gives to something else. */
export function leavingBrought(db: ReadDb, leaving: Leaving): Iterable<Fields<BroughtLine>> {
  const what = leaving.scope === 'archive' ? 'what' : "CASE kind WHEN 'saved' THEN what END AS what"
  const named = `article_id IN (${CHOSEN}) AND import_id IN (SELECT import_id FROM (${SOURCES}))`
  return db
    .prepare(
      `SELECT article_id AS articleId, kind, key, import_id AS importId, ${what} FROM brought
       WHERE true ${only(leaving, named)} ORDER BY article_id, kind, key`,
    )
    .all() as Fields<BroughtLine>[]
}

export function leavingBroughtMade(db: ReadDb): Fields<BroughtMadeLine>[] {
  return db
    .prepare('SELECT kind, id, import_id AS importId FROM brought_made ORDER BY kind, id')
    .all() as Fields<BroughtMadeLine>[]
}

export function leavingFates(db: ReadDb): Fields<FateLine>[] {
  return db
    .prepare(
      `SELECT import_id AS importId, format, field, fate, how, records FROM field_fate
       ORDER BY import_id, format, field, fate, how`,
    )
    .all() as Fields<FateLine>[]
}

export function leavingMappings(db: ReadDb): Fields<MappingLine>[] {
  return db
    .prepare('SELECT columns, mapping, saved_at_ms AS savedAtMs FROM column_mapping ORDER BY columns')
    .all() as Fields<MappingLine>[]
}
