/** The lines of core/export/lines.ts as schemas: each line of a file from elsewhere is checked against its own. */
import * as v from 'valibot'
import { foreignSchemas } from './foreign.ts'
import { listQuery } from './list-query.ts'

const natural = v.pipe(v.number(), v.safeInteger(), v.minValue(0))
const id = v.pipe(v.number(), v.safeInteger(), v.minValue(1))
const text = v.string()
const maybe = v.nullable(text)
const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))
const wheel = v.nullable(v.pipe(natural, v.maxValue(11)))
const revision = v.pipe(v.number(), v.safeInteger(), v.minValue(1))
const { authors, published, blocks, candidates } = foreignSchemas
const json = v.pipe(text, v.check(isJson, 'it is no JSON'))
const base64 = v.pipe(v.string(), v.regex(/^[A-Za-z0-9+/]*={0,2}$/))

const textFields = {
  title: text,
  outlet: maybe,
  authors,
  published: v.nullable(published),
  url: maybe,
  language: maybe,
  modified: v.nullish(published),
  section: v.nullish(text),
  canonicalUrl: v.nullish(text),
  candidates: v.nullish(candidates),
  words: natural,
  blocks,
  original: v.nullable(sha256),
  capturedAtMs: v.nullable(natural),
}

const field = v.picklist(['title', 'outlet', 'authors', 'published'])

const cells = v.nullable(v.record(v.string(), v.nullable(v.union([text, v.pipe(v.number(), v.finite())]))))
/** What a thing made by hand consists of. */
const ownTable = v.picklist([
  'tag',
  'article_tag',
  'annotation',
  'collection',
  'collection_item',
  'saved_search',
  'rule',
])

/** More properties than these are passed over: a later Clipfile may write them. */
export const lineSchemas = {
  archive: v.object({
    format: v.literal('clipfile-lines'),
    version: v.number(),
    uuid: v.pipe(text, v.maxLength(100)),
    scope: v.picklist(['archive', 'selection']),
    originals: v.boolean(),
    info: v.record(v.string(), v.string()),
  }),
  outlet: v.object({
    id,
    name: text,
    hue: v.pipe(natural, v.maxValue(11)),
    colour: wheel,
    aliases: v.array(text),
    merged: v.nullable(v.object({ into: id, atMs: natural })),
  }),
  import: v.object({
    id,
    name: text,
    state: v.picklist(['running', 'interrupted', 'cancelled', 'done', 'failed']),
    startedAtMs: natural,
    finishedAtMs: v.nullable(natural),
    paths: v.array(text),
    listed: v.picklist([0, 1]),
    leftOut: natural,
    headlines: natural,
    sizeBytes: natural,
    error: maybe,
    paused: v.nullish(v.picklist([0, 1])),
    onlyNew: v.nullish(v.picklist([0, 1])),
    takenBackAtMs: v.nullish(natural),
  }),
  dump: v.object({
    id,
    importId: id,
    path: text,
    pathBytes: v.nullable(base64),
    format: maybe,
    sizeBytes: natural,
    modifiedAtMs: v.nullable(v.pipe(v.number(), v.safeInteger())),
    state: v.picklist(['pending', 'done']),
    nextRecord: natural,
    headlines: natural,
    problem: maybe,
    place: v.nullish(text),
    isSet: v.nullish(v.picklist([0, 1])),
    retryFrom: v.nullish(natural),
    cameWith: v.nullish(v.object({ dumpId: id, as: id, importName: text, importedAtMs: natural })),
  }),
  tag: v.object({ id, parentId: v.nullable(id), name: text, colour: wheel }),
  part: v.object({ sha256, mime: text, sizeBytes: natural, data: v.optional(base64) }),
  original: v.object({
    sha256,
    sizeBytes: natural,
    parts: v.array(v.object({ sha256, name: text, shown: v.boolean() })),
    data: v.optional(base64),
  }),
  bytes: v.object({ sha256, offset: natural, data: base64 }),
  headline: v.object({
    id,
    title: text,
    outletId: natural,
    originId: v.nullable(id),
    date: v.nullable(v.pipe(text, v.regex(/^\d{4}-\d\d-\d\d$/))),
    listedIn: id,
  }),
  article: v.object({
    id,
    ...textFields,
    summary: text,
    importId: id,
    outletId: natural,
    outletAsWritten: maybe,
    originId: v.nullable(id),
    corrections: v.array(v.object({ field, extracted: v.unknown(), value: v.unknown(), atMs: natural })),
    versions: v.array(v.object({ id, ...textFields })),
    listings: v.array(v.object({ headlineId: id, outletAsWritten: maybe })),
    tags: v.array(id),
    readAtMs: v.nullable(natural),
    starredAtMs: v.nullable(natural),
    position: v.nullable(v.object({ at: v.number(), atMs: natural })),
    trashedAtMs: v.nullable(natural),
  }),
  record: v.object({
    importId: id,
    dumpId: id,
    number: natural,
    byteStart: natural,
    byteEnd: natural,
    line: v.nullable(natural),
    member: v.optional(maybe),
    state: v.picklist(['imported', 'duplicate', 'rejected']),
    reason: maybe,
    original: v.nullable(sha256),
    articleId: v.nullable(id),
    extractor: maybe,
  }),
  annotation: v.object({
    id: v.optional(id),
    articleId: id,
    uuid: v.pipe(text, v.regex(/^[\w:.+/#-]{1,200}$/)),
    quote: v.nullable(v.object({ exact: text, prefix: text, suffix: text })),
    startAt: v.nullable(natural),
    endAt: v.nullable(natural),
    textKey: maybe,
    colour: v.picklist([0, 1, 2, 3]),
    note: text,
    createdAtMs: natural,
    modifiedAtMs: natural,
    revision,
    foreign: v.nullable(v.record(v.string(), v.unknown())),
  }),
  collection: v.object({
    id,
    parentId: v.nullable(id),
    title: text,
    description: text,
    position: v.pipe(v.number(), v.safeInteger()),
    revision,
  }),
  item: v.object({
    collectionId: id,
    articleId: id,
    position: v.pipe(v.number(), v.safeInteger()),
    note: text,
    revision,
  }),
  search: v.object({ id, name: text, query: listQuery }),
  rule: v.object({
    id,
    name: text,
    query: text,
    tags: v.array(text),
    collectionId: v.nullable(id),
    enabled: v.boolean(),
  }),
  apart: v.object({ articleId: id, atMs: natural }),
  join: v.object({ articleId: id, withId: id, atMs: natural }),
  deleted: v.object({
    id,
    kind: v.picklist(['tag', 'collection', 'annotation', 'search', 'rule']),
    name: text,
    atMs: natural,
    articleId: v.nullable(id),
    articles: natural,
    below: natural,
    rows: v.pipe(
      v.array(v.object({ table: ownTable, before: cells, after: cells })),
      v.check((rows) => rows.every(isSoundRow), 'a row of it is damaged'),
    ),
  }),
  brought: v.object({
    articleId: id,
    kind: v.picklist(['tag', 'read', 'star', 'annotation', 'collection', 'saved']),
    key: natural,
    importId: id,
    what: v.nullable(v.pipe(v.number(), v.safeInteger())),
  }),
  'brought-made': v.object({ kind: v.picklist(['tag', 'collection']), id, importId: id }),
  fate: v.object({
    importId: id,
    format: text,
    field: text,
    fate: v.picklist(['kept', 'mapped', 'lost']),
    how: text,
    records: natural,
  }),
  mapping: v.object({ columns: json, mapping: json, savedAtMs: natural }),
  end: v.object({ lines: v.record(v.string(), natural) }),
}

function isJson(value: string): boolean {
  try {
    JSON.parse(value)
    return true
  } catch {
    return false
  }
}

/** Columns that are read as JSON hold some: what is put back from the trash must not break the list that it comes to. */
const JSON_CELLS: Record<string, { column: string; isSound: (value: unknown) => boolean }> = {
  saved_search: { column: 'query', isSound: (value) => v.is(listQuery, value) },
  rule: { column: 'tags', isSound: (value) => v.is(v.array(text), value) },
  annotation: { column: 'foreign_json', isSound: (value) => v.is(v.record(v.string(), v.unknown()), value) },
}

function isSoundRow({ table, before, after }: { table: string; before: unknown; after: unknown }): boolean {
  if (before === null && after === null) return false
  const kept = JSON_CELLS[table]
  return [before, after].every((row) => {
    const value = kept && (row as Record<string, unknown> | null)?.[kept.column]
    if (!kept || value === null || value === undefined) return true
    try {
      return kept.isSound(JSON.parse(String(value)))
    } catch {
      return false
    }
  })
}

export type LineType = keyof typeof lineSchemas
export type CheckedLine<T extends LineType = LineType> = {
  [K in T]: { type: K } & v.InferOutput<(typeof lineSchemas)[K]>
}[T]

/** @returns the line, or in words why it is none */
export function checkLine(value: unknown): CheckedLine | string {
  const type = (value as { type?: unknown } | null)?.type
  if (typeof type !== 'string' || !Object.hasOwn(lineSchemas, type)) {
    return typeof type === 'string'
      ? `Lines of the type “${type.slice(0, 60)}” are not known.`
      : 'It says no type.'
  }
  const result = v.safeParse(lineSchemas[type as LineType], value)
  if (result.success) return { type, ...result.output } as CheckedLine
  const [issue] = result.issues
  return `Its ${v.getDotPath(issue) ?? 'form'} is not as it should be: ${issue.message.slice(0, 200)}.`
}
