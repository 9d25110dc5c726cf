/**
 * JSON Lines: everything an archive holds, one JSON object a line, each with its `type`. Version 1, a shape that stays:
 * lines and properties may be added, none is taken away or means something else one day.
 *
 * The order: `archive`, `outlet`*, `import`*, `dump`*, `tag`* (parents first), `part`*, `original`*, `headline`*,
 * `article`*, `record`*, `annotation`*, `collection`* (parents first), `item`*, `search`*, `rule`*, `apart`*, `join`*,
 * `deleted`*, `brought`*, `brought-made`*, `fate`*, `mapping`*, `end`.
 * Whatever a line names stands before it, but for `merged.into` of an outlet and `listedIn` of a headline. A file without
 * its `end` line is cut off.
 *
 * - Ids are those of the archive that was exported: names within this file, nothing more. Originals and parts go by their
 *   SHA-256 in lower-case hex. Times are milliseconds since 1970 (UTC).
 * - Bytes are base64. So that no line grows without bound, `data` holds the first {@link BYTES_A_LINE} bytes, and `bytes`
 *   lines that follow at once the rest, in order. Without originals (an option) `original` lines have no `data`.
 * - A selection (`scope: "selection"`) has the articles chosen, what they are made from, what people added to them, and the
 *   tags, outlets and imports they name; of collections the one chosen. `record` lines are those of its articles.
 * - Left out because it follows from the rest: kept counts, the index, where annotations stand in today's text. Left out
 *   because it is no part of an archive's contents: the history of undo, and the preview of extracting again.
 */
import type {
  Author,
  Block,
  Candidates,
  CorrectableField,
  ExportedArticle,
  ImportState,
  PublishedDate,
  RecordState,
} from '../../shared/model.ts'
import type { ListQuery } from '../../shared/list-query.ts'
import type { AnnotationColour, DeletedKind, Quote } from '../../shared/own.ts'
import type { RowChange } from '../own/recorder.ts'

export const LINES_VERSION = 1
/** 3 MB are 4 MB of base64. */
export const BYTES_A_LINE = 3 * 1024 * 1024

/** the first line */
export interface ArchiveLine {
  type: 'archive'
  format: 'clipfile-lines'
  version: typeof LINES_VERSION
  /** of the archive exported */
  uuid: string
  exportedAt: string
  scope: 'archive' | 'selection'
  /** whether `original` lines have their bytes; pictures and other parts always have theirs */
  originals: boolean
  /** what else the archive says of itself, e.g. after how many days its trash is emptied */
  info: Record<string, string>
}

/** `id` 0, “no outlet”, has no line */
export interface OutletLine {
  type: 'outlet'
  id: number
  name: string
  /** 0–11, as it is shown */
  hue: number
  /** chosen by hand */
  colour: number | null
  aliases: string[]
  /** perhaps a line further down */
  merged: { into: number; atMs: number } | null
}

export interface ImportLine {
  type: 'import'
  id: number
  name: string
  state: ImportState
  startedAtMs: number
  finishedAtMs: number | null
  paths: string[]
  listed: number
  leftOut: number
  headlines: number
  sizeBytes: number
  error: string | null
  /** 1: by a person who means to go on with it */
  paused: number
  /** 1: of a watched folder */
  onlyNew: number
  /** when it was undone as a whole */
  takenBackAtMs: number | null
}

export interface DumpLine {
  type: 'dump'
  id: number
  importId: number
  path: string
  /** base64, where the name is no Unicode */
  pathBytes: string | null
  format: string | null
  sizeBytes: number
  modifiedAtMs: number | null
  state: 'pending' | 'done'
  nextRecord: number
  headlines: number
  problem: string | null
  /** where reading goes on, see import/place.ts */
  place: string | null
  /** 1: a folder whose files are one export */
  isSet: number
  /** its refused records from this number on are being read again */
  retryFrom: number | null
  /** of one that came with another archive: the dump which is that archive, its number there, and the import that first read it */
  cameWith: { dumpId: number; as: number; importName: string; importedAtMs: number } | null
}

/** `policy/water` is two tags, the one the parent of the other */
export interface TagLine {
  type: 'tag'
  id: number
  parentId: number | null
  name: string
  path: string
  /** 0–11; null for none */
  colour: number | null
}

/** a picture, or another file that came with a page */
export interface PartLine {
  type: 'part'
  sha256: string
  mime: string
  sizeBytes: number
  /** missing where the archive itself is damaged */
  data?: string
}

export interface OriginalLine {
  type: 'original'
  sha256: string
  sizeBytes: number
  /** what came with it: which part, under what name, and whether it is a picture of the article */
  parts: { sha256: string; name: string; shown: boolean }[]
  data?: string
}

/** more bytes of the `part` or `original` before it */
export interface BytesLine {
  type: 'bytes'
  sha256: string
  /** where in the whole they begin */
  offset: number
  data: string
}

/** a headline that some article lists; which ones do is said by `article` lines */
export interface HeadlineLine {
  type: 'headline'
  id: number
  title: string
  /** 0 for none; the outlet it stands under, after merging */
  outletId: number
  /** under which it came in, where that one is merged */
  originId: number | null
  /** `YYYY-MM-DD` */
  date: string | null
  /** the article that listed it first */
  listedIn: number
}

/** A text with its fields, as extracted: no correction by a person is in it. */
export interface TextLine {
  title: string
  outlet: string | null
  authors: Author[]
  published: PublishedDate | null
  url: string | null
  language: string | null
  modified: PublishedDate | null
  section: string | null
  canonicalUrl: string | null
  /** all that its page says of title, date, authors and outlet */
  candidates: Candidates | null
  words: number
  summary: string
  blocks: Block[]
  /** SHA-256 of the original it was extracted from */
  original: string | null
  capturedAtMs: number | null
}

/** In file order, oldest first; a version has no summary of its own. */
export interface VersionLine extends Omit<TextLine, 'summary'> {
  id: number
}

/** `{type, id, …}` and then what every line of the export had from the first: see {@link ExportedArticle}. */
export interface ArticleLine
  extends ExportedArticle, Pick<TextLine, 'candidates' | 'words' | 'summary' | 'original' | 'capturedAtMs'> {
  type: 'article'
  importId: number
  /** 0 for none; the outlet it stands under, after merging. `outlet` is how its own dump spells it. */
  outletId: number
  /** where its dump spells it in another way than the outlet is called */
  outletAsWritten: string | null
  /** under which it came in, where that one is merged */
  originId: number | null
  /** The fields above have a person's `value`; this is what the text says. */
  corrections: { field: CorrectableField; extracted: unknown; value: unknown; atMs: number }[]
  versions: VersionLine[]
  /** in order; `headlines` says the same in words */
  listings: { headlineId: number; outletAsWritten: string | null }[]
  /** ids of `tag` lines */
  tags: number[]
  readAtMs: number | null
  starredAtMs: number | null
  position: { at: number; atMs: number } | null
  /** it lies in the trash since */
  trashedAtMs: number | null
}

/** one line of the ledger */
export interface RecordLine {
  type: 'record'
  importId: number
  dumpId: number
  /** 1-based, in its dump */
  number: number
  byteStart: number
  byteEnd: number
  line: number | null
  /** the file within its dump, where that is a zip or the like */
  member: string | null
  state: RecordState
  reason: string | null
  /** SHA-256 */
  original: string | null
  articleId: number | null
  extractor: string | null
}

export interface AnnotationLine {
  type: 'annotation'
  /** its number, by which `deleted` and `brought` lines name it */
  id: number
  articleId: number
  uuid: string
  quote: Quote | null
  /** where it stood in which text (its key) when it was made; the quote is what it is found by */
  startAt: number | null
  endAt: number | null
  textKey: string | null
  colour: AnnotationColour
  note: string
  createdAtMs: number
  modifiedAtMs: number
  revision: number
  /** what other programs said of it, kept as it was */
  foreign: Record<string, unknown> | null
  /** the same as a W3C Web Annotation, for other programs */
  w3c: Record<string, unknown>
}

/** in the order in which they are shown */
export interface CollectionLine {
  type: 'collection'
  id: number
  parentId: number | null
  title: string
  description: string
  position: number
  revision: number
}

/** an article in a collection; by collection, in its order */
export interface ItemLine {
  type: 'item'
  collectionId: number
  articleId: number
  position: number
  note: string
  revision: number
}

export interface SearchLine {
  type: 'search'
  id: number
  name: string
  query: ListQuery
}

export interface RuleLine {
  type: 'rule'
  id: number
  name: string
  query: string
  tags: string[]
  collectionId: number | null
  enabled: boolean
}

/** an article of which a person said that it is no copy of anything */
export interface ApartLine {
  type: 'apart'
  articleId: number
  atMs: number
}

/** two articles of which a person said that they tell the same story; `withId` is the lesser */
export interface JoinLine {
  type: 'join'
  articleId: number
  withId: number
  atMs: number
}

/** something made by hand that lies in the trash, with the rows that went: what putting it back makes again */
export interface DeletedLine {
  type: 'deleted'
  id: number
  kind: DeletedKind
  name: string
  atMs: number
  /** of an annotation */
  articleId: number | null
  articles: number
  below: number
  rows: RowChange[]
}

/** what an import added to an article of what a person had added elsewhere */
export interface BroughtLine {
  type: 'brought'
  articleId: number
  kind: 'tag' | 'read' | 'star' | 'annotation' | 'collection' | 'saved'
  /** 48 bits of a SHA-256 of it */
  key: number
  importId: number
  /** its number, or of ‘saved’ the time; null where it was there before, and in a selection for all but times */
  what: number | null
}

/** a tag or collection that an import made */
export interface BroughtMadeLine {
  type: 'brought-made'
  kind: 'tag' | 'collection'
  id: number
  importId: number
}

/** what became of a field of an export: the report of losses */
export interface FateLine {
  type: 'fate'
  importId: number
  format: string
  field: string
  fate: 'kept' | 'mapped' | 'lost'
  how: string
  records: number
}

/** how a person said that columns are to be read; both JSON as it is kept */
export interface MappingLine {
  type: 'mapping'
  columns: string
  mapping: string
  savedAtMs: number
}

/** the last line: how many there were of each type, itself left out */
export interface EndLine {
  type: 'end'
  lines: Partial<Record<Line['type'], number>>
}

export type Line =
  | ArchiveLine
  | OutletLine
  | ImportLine
  | DumpLine
  | TagLine
  | PartLine
  | OriginalLine
  | BytesLine
  | HeadlineLine
  | ArticleLine
  | RecordLine
  | AnnotationLine
  | CollectionLine
  | ItemLine
  | SearchLine
  | RuleLine
  | ApartLine
  | JoinLine
  | DeletedLine
  | BroughtLine
  | BroughtMadeLine
  | FateLine
  | MappingLine
  | EndLine
