import type { ReadDb } from '../db/connection.ts'
import type { Problems } from './problems.ts'

interface Comparison {
  /** what is compared, for the message */
  what: (row: Row) => string
  /** rows whose kept and counted values differ: columns `name`, `kept`, `counted` */
  sql: string
}

interface Row {
  name: string | number
  kept: number
  counted: number
}

const LEDGER = ['records', 'imported', 'duplicates', 'rejected'] as const
const STATE_OF = { imported: 'imported', duplicates: 'duplicate', rejected: 'rejected' }

const counted = (column: (typeof LEDGER)[number]) =>
  column === 'records' ? 'count(record.id)' : `coalesce(sum(record.state = '${STATE_OF[column]}'), 0)`

/** What is counted: what is in sight; of headlines those whose article is not there. */
const COUNTED = [
  { table: 'article', where: 'outlet_id >= 0' },
  { table: 'headline', where: 'outlet_id >= 0 AND article_id IS NULL' },
]

const COMPARISONS: readonly Comparison[] = [
  ...LEDGER.map((column) => ({
    what: (row: Row) => `${column} of dump ${row.name}`,
    sql: `SELECT dump.id AS name, dump.${column} AS kept, ${counted(column)} AS counted
      FROM dump LEFT JOIN record ON record.dump_id = dump.id GROUP BY dump.id HAVING kept <> counted`,
  })),
  ...[...LEDGER, 'headlines' as const].map((column) => ({
    what: (row: Row) => `${column} of import ${row.name}`,
    sql: `SELECT import_run.id AS name, import_run.${column} AS kept, coalesce(sum(dump.${column}), 0) AS counted
      FROM import_run LEFT JOIN dump ON dump.import_id = import_run.id GROUP BY import_run.id HAVING kept <> counted`,
  })),
  {
    what: (row) => `records left in dump ${row.name}`,
    sql: `SELECT id AS name, next_record - 1 AS kept, records AS counted FROM dump WHERE kept <> counted`,
  },
  {
    what: (row) => `dumps of import ${row.name}`,
    sql: `SELECT import_run.id AS name, dumps AS kept, count(dump.id) AS counted FROM import_run
      LEFT JOIN dump ON dump.import_id = import_run.id WHERE listed = 1 GROUP BY import_run.id HAVING kept <> counted`,
  },
  {
    what: (row) => `dumps still unread of import ${row.name}, which is done`,
    sql: `SELECT import_run.id AS name, 0 AS kept, count(*) AS counted FROM import_run
      JOIN dump ON dump.import_id = import_run.id AND dump.state = 'pending' WHERE import_run.state = 'done'
      GROUP BY import_run.id`,
  },
  ...COUNTED.map(({ table, where }) => ({
    what: (row: Row) => `${table}s of outlet ${row.name}`,
    sql: `SELECT outlet.id AS name, outlet.${table}s AS kept, coalesce(found.n, 0) AS counted FROM outlet
      LEFT JOIN (SELECT outlet_id, count(*) AS n FROM ${table} WHERE ${where} GROUP BY outlet_id) AS found ON found.outlet_id = outlet.id
      WHERE kept <> counted`,
  })),
  ...COUNTED.flatMap(({ table, where }) => [
    {
      what: (row: Row) => `${table}s of outlet and month ${row.name}`,
      sql: differing(
        `SELECT outlet_id || '/' || month AS name, ${table}s AS n FROM outlet_month WHERE ${table}s <> 0`,
        `SELECT outlet_id || '/' || month AS name, count(*) AS n FROM ${table} WHERE ${where} GROUP BY outlet_id, month`,
      ),
    },
    {
      what: (row: Row) => `${table}s of month ${row.name}`,
      sql: differing(
        `SELECT month AS name, ${table}s AS n FROM month WHERE ${table}s <> 0`,
        `SELECT month AS name, count(*) AS n FROM ${table} WHERE ${where} GROUP BY month`,
      ),
    },
    {
      what: () => `${table}s in all`,
      sql: `SELECT 0 AS name, ${table}s AS kept, (SELECT count(*) FROM ${table} WHERE ${where}) AS counted FROM total WHERE kept <> counted`,
    },
  ]),
  {
    what: (row) => `articles dated by the year only in outlet and month ${row.name}`,
    sql: differing(
      `SELECT outlet_id || '/' || month AS name, year_only AS n FROM outlet_month WHERE year_only <> 0`,
      `SELECT outlet_id || '/' || month AS name, count(*) AS n FROM article WHERE published_precision = 'year' AND outlet_id >= 0
        GROUP BY outlet_id, month`,
    ),
  },
  ...['first', 'last'].map((edge) => ({
    what: () => `${edge} day of headlines`,
    sql: `SELECT 0 AS name, coalesce(${edge}_headline_day, -1) AS kept, (SELECT coalesce(${edge === 'first' ? 'min' : 'max'}(day), -1)
      FROM headline) AS counted FROM total WHERE kept <> counted`,
  })),
  {
    what: (row) => `articles of tag ${row.name}`,
    sql: `SELECT tag.id AS name, coalesce(tag_count.own, 0) AS kept,
        (SELECT count(*) FROM article_tag WHERE tag_id = tag.id
           AND article_id NOT IN (SELECT article_id FROM hidden_article)) AS counted
      FROM tag LEFT JOIN tag_count ON tag_count.tag_id = tag.id WHERE kept <> counted`,
  },
  {
    what: (row) => `articles of tag ${row.name} and those below it`,
    sql: `WITH RECURSIVE below (top, id) AS (
        SELECT id, id FROM tag UNION ALL SELECT top, tag.id FROM tag JOIN below ON tag.parent_id = below.id)
      SELECT top AS name, coalesce(tag_count.articles, 0) AS kept, count(DISTINCT seen.article_id) AS counted
      FROM below LEFT JOIN (SELECT * FROM article_tag
          WHERE article_id NOT IN (SELECT article_id FROM hidden_article)) AS seen ON seen.tag_id = below.id
        LEFT JOIN tag_count ON tag_count.tag_id = top
      GROUP BY top HAVING kept <> counted`,
  },
  {
    what: () => 'bytes of all originals',
    sql: `SELECT 0 AS name, originals_bytes AS kept, (SELECT coalesce(sum(size_bytes), 0) FROM original) AS counted
      FROM total WHERE kept <> counted`,
  },
]

/** Rows of two lists of name and number that are not the same in both; by grouping, because a join has no index here. */
function differing(kept: string, counted: string): string {
  return `SELECT name, sum(kept) AS kept, sum(counted) AS counted FROM (
      SELECT name, n AS kept, 0 AS counted FROM (${kept}) UNION ALL SELECT name, 0, n FROM (${counted})
    ) GROUP BY name HAVING sum(kept) <> sum(counted)`
}

/** Every kept number against the same number counted. */
export function checkCounts(db: ReadDb, problems: Problems): void {
  for (const { what, sql } of COMPARISONS) {
    for (const row of db.prepare(sql).iterate() as Iterable<Row>) {
      problems.add(sql, `Wrong count of ${what(row)}: kept ${row.kept}, counted ${row.counted}.`)
    }
  }
}
