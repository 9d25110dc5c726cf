/**
 * All that an archive says, field by field, with names in place of its own numbers: what two archives must have in common
 * when one was made of the other. It reads the tables themselves, so that nothing an export leaves out escapes it.
 */
import { createHash } from 'node:crypto'
import type { Archive } from '../core/archive.ts'
import { readContent } from '../core/db/articles.ts'
import { unpack } from '../core/db/blobs.ts'
import type { ReadDb } from '../core/db/connection.ts'
import { readVersion } from '../core/db/versions.ts'
import { unpackSteps } from '../core/own/steps.ts'

/** What each thing says, as JSON, by its name. */
export type Contents = Map<string, string>

type Row = Record<string, unknown>

/** @param ledger whether the imports themselves count, which a merge makes one of */
export function contentsOf({ db }: Pick<Archive, 'db'>, ledger: boolean): Contents {
  const contents: Contents = new Map()
  const put = (kind: string, name: string, value: unknown): void => {
    let key = `${kind} ${name}`
    for (let n = 2; contents.has(key); n++) key = `${kind} ${name} #${n}`
    contents.set(key, JSON.stringify(value))
  }
  const all = (sql: string, ...values: unknown[]): Row[] => db.prepare(sql).all(...values) as Row[]
  const names = articleNames(db)
  const tags = pathsOf(all('SELECT id, parent_id AS parent, name FROM tag'))
  const collections = pathsOf(all('SELECT id, parent_id AS parent, title AS name FROM collection'))
  for (const [id, name] of names) put('article', name, articleOf(db, id, tags))
  for (const row of all('SELECT id, parent_id, name, colour FROM tag')) {
    put('tag', tags.get(row['id'] as number)!, row['colour'])
  }
  for (const row of all('SELECT * FROM outlet WHERE id > 0')) {
    const id = row['id']
    put('outlet', row['name'] as string, {
      colour: all('SELECT hue FROM outlet_colour WHERE outlet_id = ?', id),
      aliases: all('SELECT name FROM outlet_alias WHERE outlet_id = ? ORDER BY name_key', id),
      merged: all('SELECT name FROM outlet_merge JOIN outlet ON outlet.id = into_id WHERE outlet_id = ?', id),
      counts: [row['articles'], row['headlines']],
      ...(ledger ? { hue: row['hue'] } : {}),
    })
  }
  for (const row of all(
    `SELECT headline.*, outlet.name AS outlet, origin.name AS origin FROM headline
     LEFT JOIN hidden_headline ON hidden_headline.headline_id = headline.id
     JOIN outlet ON outlet.id = coalesce(hidden_headline.outlet_id, headline.outlet_id)
     LEFT JOIN moved_headline ON moved_headline.headline_id = headline.id
     LEFT JOIN outlet AS origin ON origin.id = moved_headline.outlet_id`,
  )) {
    const { title, outlet, origin, day, month, listings } = row
    put('headline', `${String(title)} / ${String(outlet)} / ${String(day)}`, { origin, month, listings })
  }
  for (const row of all(
    `SELECT annotation.*, anchor.start_at AS anchorStart, anchor.end_at AS anchorEnd FROM annotation
     LEFT JOIN anchor ON annotation_id = annotation.id`,
  )) {
    const { id, article_id: articleId, uuid, ...rest } = row
    put('annotation', uuid as string, {
      ...rest,
      ...(ledger ? { id } : {}),
      article: names.get(articleId as number),
    })
  }
  for (const row of all('SELECT * FROM collection ORDER BY position, id')) {
    const items = all(
      'SELECT article_id, note FROM collection_item WHERE collection_id = ? ORDER BY position, article_id',
      row['id'],
    ).map((item) => [names.get(item['article_id'] as number), item['note']])
    put('collection', collections.get(row['id'] as number)!, { description: row['description'], items })
  }
  const named = (json: string): string =>
    json
      .replace(/"tagId":(\d+)/, (_, id) => `"tag":${JSON.stringify(tags.get(Number(id)))}`)
      .replace(
        /"collectionId":(\d+)/,
        (_, id) => `"collection":${JSON.stringify(collections.get(Number(id)))}`,
      )
      .replace(/"outletId":(\d+)/, (_, id) => `"outlet":${JSON.stringify(outletNameOf(db, Number(id)))}`)
  for (const row of all('SELECT name, query FROM saved_search')) {
    put('search', row['name'] as string, named(row['query'] as string))
  }
  for (const row of all('SELECT * FROM rule')) {
    const { name, query, tags: paths, collection_id: collection, enabled } = row
    put('rule', name as string, {
      query,
      paths,
      collection: collection && collections.get(collection as number),
      ...(ledger ? { enabled } : {}),
    })
  }
  const nameOf = (id: unknown): string => names.get(id as number) ?? ''
  for (const { article_id: id, at_ms: atMs } of all('SELECT * FROM story_apart'))
    put('apart', nameOf(id), atMs)
  for (const { article_id: id, with_id: other, at_ms: atMs } of all('SELECT * FROM story_join'))
    put('join', [nameOf(id), nameOf(other)].sort().join(' + '), atMs)
  for (const { kind, name, at_ms: atMs, article_id: id, articles, below, codec, steps } of all(
    'SELECT * FROM deleted ORDER BY id',
  )) {
    const rows = unpackSteps(codec as number, Buffer.from(steps as string, 'base64'))
    const tables = rows.map(({ table }) => table).sort()
    const said = [atMs, nameOf(id), articles, below, ledger ? rows : tables]
    put('deleted', `${String(kind)} ${String(name)}`, said)
  }
  for (const table of ['original', 'part'] as const) {
    for (const row of db.prepare(`SELECT * FROM ${table}`).iterate() as Iterable<Row>) {
      const bytes = unpack(row['codec'] as number, row['data'] as Buffer)
      const links =
        table === 'original'
          ? all(
              `SELECT name, is_shown, hex(sha256) AS sha256 FROM original_part JOIN part ON part.id = part_id
               WHERE original_id = ? ORDER BY 3`,
              row['id'],
            )
          : row['mime']
      put(table, hex(row['sha256']), [
        row['size_bytes'],
        createHash('sha256').update(bytes).digest('hex'),
        links,
      ])
    }
  }
  for (const row of recordsWhere(db, 'record.article_id IS NULL')) put('refused', String(row[0]), row)
  if (ledger) {
    // numbers and all: they name the tags, annotations and collections that an import is taken back with
    for (const table of ['brought', 'brought_made', 'field_fate', 'column_mapping', 'taken_back'])
      for (const row of all(`SELECT * FROM ${table}`)) put(table, Object.values(row).join(' / '), row)
    for (const row of all('SELECT * FROM import_run')) {
      const { runner: _, ...rest } = row
      put('import', String(row['id']), rest)
    }
    for (const row of all('SELECT * FROM dump'))
      put('dump', String(row['id']), { ...row, path_bytes: hex(row['path_bytes']) })
  }
  put(
    'totals',
    '',
    all(
      'SELECT articles, headlines, first_headline_day, last_headline_day, originals_bytes, text_bytes FROM total',
    ),
  )
  put('months', '', all('SELECT * FROM month WHERE articles + headlines > 0 ORDER BY month'))
  return contents
}

/** What is not alike in two archives: each in a line. */
export function differences(a: Contents, b: Contents): string[] {
  const lines: string[] = []
  for (const [name, value] of a) {
    const other = b.get(name)
    if (other === undefined) lines.push(`missing: ${name}`)
    else if (other !== value) lines.push(`other: ${name}\n  ${firstDifference(value, other)}`)
  }
  for (const name of b.keys()) if (!a.has(name)) lines.push(`too much: ${name}`)
  return lines
}

function firstDifference(a: string, b: string): string {
  let at = 0
  while (a[at] === b[at]) at++
  const from = Math.max(0, at - 60)
  return `…${a.slice(from, at + 80)}…\n  …${b.slice(from, at + 80)}…`
}

/** An article's name: the bytes it came from, and its title as it was extracted. */
function articleNames(db: ReadDb): Map<number, string> {
  const rows = db
    .prepare(
      `SELECT article.id, hex(sha256) AS sha256, (SELECT group_concat(hex(sha256)) FROM version
         JOIN original ON original.id = original_id WHERE version.article_id = article.id) AS versions
       FROM article JOIN body ON body.article_id = article.id LEFT JOIN original ON original.id = body.original_id ORDER BY article.id`,
    )
    .all() as { id: number; sha256: string; versions: string | null }[]
  const seen = new Map<string, number>()
  return new Map(
    rows.map(({ id, sha256, versions }) => {
      const name = [sha256, ...(versions?.split(',') ?? [])].sort().join(' ').slice(0, 150).toLowerCase()
      const n = (seen.get(name) ?? 0) + 1
      seen.set(name, n)
      return [id, n > 1 ? `${name} (${n})` : name]
    }),
  )
}

function articleOf(db: ReadDb, id: number, tags: ReadonlyMap<number, string>): unknown {
  const { row, ...content } = readContent(db, id)
  const stored = db
    .prepare(
      `SELECT article.month, hidden_article.article_id IS NOT NULL AS hidden, coalesce(hidden_article.sort_at, article.sort_at) AS sortAt,
         captured_at_ms, hex(url_key) AS urlKey, hex(text_key) AS textKey, article_read.at_ms AS readAt,
         article_star.at_ms AS starAt, position, reading_position.at_ms AS positionAt, trashed.at_ms AS trashedAt
       FROM article JOIN body ON body.article_id = article.id
         LEFT JOIN hidden_article ON hidden_article.article_id = article.id
         LEFT JOIN article_read ON article_read.article_id = article.id
         LEFT JOIN article_star ON article_star.article_id = article.id
         LEFT JOIN reading_position ON reading_position.article_id = article.id
         LEFT JOIN trashed ON trashed.article_id = article.id WHERE article.id = ?`,
    )
    .get(id)
  const pluck = (sql: string): unknown[] => db.prepare(sql).pluck().all(id)
  const { title, outlet, published, summary, words, language } = row
  return {
    title,
    outlet,
    published,
    summary,
    words,
    language,
    ...content,
    stored,
    tags: pluck('SELECT tag_id FROM article_tag WHERE article_id = ?')
      .map((tag) => tags.get(tag as number))
      .sort(),
    corrections: db
      .prepare(
        `SELECT field, extracted, value, at_ms FROM correction LEFT JOIN corrected USING (article_id, field)
         WHERE article_id = ? ORDER BY field`,
      )
      .all(id),
    listings: db
      .prepare(
        `SELECT headline.title, day, outlet_as_written FROM listing JOIN headline ON headline.id = headline_id
         WHERE listing.article_id = ? ORDER BY listing.position`,
      )
      .all(id),
    versions: (pluck('SELECT id FROM version WHERE article_id = ? ORDER BY id') as number[])
      .map((version) => {
        const { row: one, ...rest } = readVersion(db, id, version)
        return [
          one.title,
          one.outlet,
          one.published,
          one.words,
          one.language,
          rest,
          versionStored(db, version),
        ]
      })
      .map((version) => JSON.stringify(version))
      .sort(),
    records: recordsWhere(db, 'record.article_id = ?', id),
  }
}

function versionStored(db: ReadDb, id: number): unknown {
  return db
    .prepare(
      `SELECT captured_at_ms, hex(text_key) AS textKey, hex(sha256) AS sha256 FROM version
       JOIN original ON original.id = original_id WHERE version.id = ?`,
    )
    .get(id)
}

function recordsWhere(db: ReadDb, where: string, ...values: unknown[]): unknown[][] {
  return db
    .prepare(
      `SELECT dump.path, hex(path_bytes), record.number, byte_start, byte_end, line, member, record.state, reason, hex(sha256), extractor,
         dump.format, dump.modified_at_ms, coalesce(first_imported_at_ms, import_run.started_at_ms),
         coalesce(first_import_name, import_run.name)
       FROM record JOIN dump ON dump.id = dump_id JOIN import_run ON import_run.id = record.import_id
         LEFT JOIN original ON original.id = original_id WHERE ${where} ORDER BY 14, 1, 3, record.id`,
    )
    .raw()
    .all(...values) as unknown[][]
}

function pathsOf(rows: readonly Row[]): Map<number, string> {
  const byId = new Map(rows.map((row) => [row['id'] as number, row]))
  const path = (row: Row): string => {
    const parent = byId.get(row['parent'] as number)
    return parent ? `${path(parent)}/${String(row['name'])}` : String(row['name'])
  }
  return new Map(rows.map((row) => [row['id'] as number, path(row)]))
}

function outletNameOf(db: ReadDb, id: number): unknown {
  return db.prepare('SELECT name FROM outlet WHERE id = ?').pluck().get(id)
}

function hex(bytes: unknown): string {
  return bytes instanceof Uint8Array ? Buffer.from(bytes).toString('hex') : ''
}
