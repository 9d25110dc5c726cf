import type { AnnotationColour, AnnotationGrouping, AnnotationPage, AnnotationRow } from '../../shared/own.ts'
import { ANNOTATION, ANNOTATION_TABLES, toAnnotation } from './annotations.ts'
import { readRows } from './articles.ts'
import type { ReadDb } from './connection.ts'

export interface AnnotationListInput {
  /** runs of words to find, as they stand in `annotation_words` */
  needles: readonly string[]
  group: AnnotationGrouping
  colour?: AnnotationColour | undefined
  collectionId?: number | undefined
  orphans?: boolean | undefined
  note?: boolean | undefined
  offset: number
  limit: number
}

const COLOURS = ['Yellow', 'Green', 'Blue', 'Red']

const GROUPS: Record<AnnotationGrouping, { id: string; label: string; join: string; order: string }> = {
  article: {
    id: 'article.id',
    label: 'article.title',
    join: '',
    order: 'article.sort_at DESC, article.id DESC',
  },
  colour: {
    id: 'annotation.colour',
    label: "''",
    join: '',
    order: 'annotation.colour, article.sort_at DESC, article.id DESC',
  },
  collection: {
    id: 'collection.id',
    label: "coalesce(collection.title, 'In no collection')",
    join: `LEFT JOIN collection_item ON collection_item.article_id = annotation.article_id
      LEFT JOIN collection ON collection.id = collection_item.collection_id`,
    order: `collection.id IS NULL, collection.position, collection.id, collection_item.position, article.id`,
  },
}

type Found = Parameters<typeof toAnnotation>[0]

interface Place {
  id: number
  groupId: number | null
  label: string
}

/** The Annotations view: a page of it, each row with the heading it stands under. Articles in the trash are left out. */
export function listAnnotations(db: ReadDb, input: AnnotationListInput): AnnotationPage {
  const { id, label, join, order } = GROUPS[input.group]
  const { where, values } = conditions(input)
  const from = `FROM ${ANNOTATION_TABLES} JOIN article ON article.id = annotation.article_id ${join} WHERE ${where}`
  const counts = new Map(
    db.prepare(`SELECT ${id}, count(*) ${from} GROUP BY 1`).raw().all(values) as [number | null, number][],
  )
  // numbers alone are sorted: whole notes would be carried about by the thousand
  const places = db
    .prepare(
      `SELECT annotation.id, ${id} AS groupId, ${label} AS label ${from}
       ORDER BY ${order}, annotation.exact IS NOT NULL, anchor.start_at IS NULL, anchor.start_at, annotation.id
       LIMIT :limit OFFSET :offset`,
    )
    .all({ ...values, limit: input.limit, offset: input.offset }) as Place[]
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0)
  return { rows: withArticles(db, places, counts, input.group), total }
}

function conditions(input: AnnotationListInput): { where: string; values: Record<string, string | number> } {
  const parts = ['article.outlet_id >= 0']
  const values: Record<string, string | number> = {}
  if (input.colour !== undefined) {
    parts.push('annotation.colour = :colour')
    values['colour'] = input.colour
  }
  if (input.collectionId !== undefined) {
    parts.push(
      'annotation.article_id IN (SELECT article_id FROM collection_item WHERE collection_id = :collectionId)',
    )
    values['collectionId'] = input.collectionId
  }
  if (input.orphans) parts.push('anchor.annotation_id IS NOT NULL AND anchor.start_at IS NULL')
  if (input.note !== undefined) parts.push(`annotation.note ${input.note ? '<>' : '='} ''`)
  input.needles.forEach((needle, i) => {
    parts.push(
      `EXISTS (SELECT 1 FROM annotation_words WHERE annotation_id = annotation.id AND instr(words, :needle${i}) > 0)`,
    )
    values[`needle${i}`] = needle
  })
  return { where: parts.join(' AND '), values }
}

function withArticles(
  db: ReadDb,
  places: readonly Place[],
  counts: ReadonlyMap<number | null, number>,
  group: AnnotationGrouping,
): AnnotationRow[] {
  const read = db.prepare(`SELECT ${ANNOTATION} FROM ${ANNOTATION_TABLES} WHERE annotation.id = ?`)
  const found = places.map(({ id }) => toAnnotation(read.get(id) as Found))
  const rows = readRows(db, [...new Set(found.map((one) => one.articleId))])
  const articles = new Map(rows.map((row) => [row.id, row]))
  return found.map((one, i) => {
    const { groupId, label } = places[i]!
    const { title = '', outlet = null, published = null, language = null } = articles.get(one.articleId) ?? {}
    const heading = group === 'colour' ? COLOURS[one.colour]! : label
    return {
      ...one,
      title,
      outlet,
      published,
      language,
      group: { id: groupId, label: heading, count: counts.get(groupId) ?? 0 },
    }
  })
}
