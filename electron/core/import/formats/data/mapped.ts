/** Rows read by a mapping, and which mapping that was kept is meant for a file's columns. */
import type { ColumnMapping, MappedField, SavedMapping } from '../../../../shared/mapping.ts'
import type { RecordContent, Row } from '../../format.ts'
import { newsArticle, type NewsFields } from './news-row.ts'
import { isMissing, valueAt } from './values.ts'

/** Reads one row. */
export function readMapped(row: Row, { fields, dates, body }: ColumnMapping): RecordContent {
  const one = (field: MappedField) => firstOf(row, fields[field])
  const all = (field: MappedField) =>
    fields[field]?.map((path) => valueAt(row, path)).filter((value) => !isMissing(value))
  const news: NewsFields = {
    title: one('title'),
    body: one('body'),
    url: one('url'),
    published: one('published'),
    outlet: one('outlet'),
    summary: one('summary'),
    language: one('language'),
    section: one('section'),
    modified: one('modified'),
    saved: one('saved'),
    authors: all('authors') ?? [],
    tags: all('tags') ?? [],
  }
  return newsArticle(news, { dates, body })
}

function firstOf(row: Row, paths: readonly string[] | undefined): unknown {
  for (const path of paths ?? []) {
    const value = valueAt(row, path)
    if (!isMissing(value)) return value
  }
  return undefined
}

/** Of what two sets of columns hold together, how much both have: JSON leaves out what it has nothing for. */
const ALIKE = 0.75

/** The mapping that was kept for these columns; null where there is none. */
export function mappingFor(columns: readonly string[], saved: readonly SavedMapping[]): ColumnMapping | null {
  const own = new Set(columns)
  let best: SavedMapping | null = null
  let bestShare = ALIKE
  for (const one of saved) {
    const used = Object.values(one.mapping.fields).flatMap((paths) => paths ?? [])
    const shared = one.columns.filter((column) => own.has(column)).length
    const share = shared / (own.size + one.columns.length - shared)
    if (share < bestShare || (best && share === bestShare) || !used.some((column) => own.has(column)))
      continue
    best = one
    bestShare = share
  }
  return best?.mapping ?? null
}
