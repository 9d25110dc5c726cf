/**
 * The nouns of Clipfile as types. Every layer speaks these words; tables, files and the screen use them too.
 * Days are counted in days since 1970-01-01 (UTC); times are milliseconds since then, and say so in their name.
 */
import type { RowOwn } from './own.ts'

/** How exactly a date is known. A date is never made more precise than its source. */
export type DatePrecision = 'year' | 'month' | 'day' | 'minute' | 'second'

/** Where a date was read. */
export type DateSource = 'header' | 'dateline' | 'body' | 'url' | 'list' | 'metadata' | 'corrected'

/** A published date: `value` is ISO 8601 cut to its precision: `2025`, `2025-02`, `2025-02-11`, `2025-02-11T09:41Z`. */
export interface PublishedDate {
  value: string
  precision: DatePrecision
  source: DateSource
}

export interface Author {
  name: string
  /** with its sign, e.g. `@UAMichaelLee` */
  handle?: string
}

/** A stretch of a block's text that is set differently, as [start, end) in UTF-16 units. */
export interface Mark {
  type: 'em' | 'strong' | 'link' | 'code' | 'sub' | 'sup'
  start: number
  end: number
  /** of a link, as written: shown and copied, never followed */
  href?: string
}

/** A picture of an article. */
export interface BlockImage {
  /** its address as the page writes it (a data URI only up to its comma): shown as text where the picture is missing */
  src: string
  alt: string
  /** SHA-256 of the picture's bytes in the archive, lower-case hex; null where the page came without it */
  sha256: string | null
  /** in pixels, where the picture says so */
  width?: number
  height?: number
}

/**
 * What a block of an article is. A `figure` is a picture with its caption, a `caption` one whose picture is not known.
 * `promo` is another article's headline set between paragraphs, `cruft` a line of the
 * page's machinery (player, app, newsletter). `furniture` stands around the article: labels, date lines, menus, the
 * title said again, "read more". All are kept and shown on demand.
 */
export type BlockKind =
  | 'paragraph'
  | 'heading'
  | 'quote'
  | 'list'
  | 'preformatted'
  | 'table'
  | 'figure'
  | 'caption'
  | 'byline'
  | 'promo'
  | 'cruft'
  | 'furniture'

/** One block of an article's body, in the order of the dump. `text` alone always says all of it in plain words. */
export interface Block {
  kind: BlockKind
  /** of a list an item a line, of a table a row a line with tabs between cells, of a figure its caption (may be empty) */
  text: string
  /** of a heading, 1–6 */
  level?: number
  /** of a list */
  items?: string[]
  ordered?: boolean
  /** of a table: rows of cells */
  rows?: string[][]
  marks?: Mark[]
  /** of a figure */
  image?: BlockImage
}

/** Blocks that are the article itself; the rest is kept, marked and hidden by default. */
export const BODY_KINDS: ReadonlySet<BlockKind> = new Set([
  'paragraph',
  'heading',
  'quote',
  'list',
  'preformatted',
  'table',
])

/** The article's own text: its body blocks, parted by blank lines. This is what is indexed and exported as `text`. */
export function bodyText(blocks: readonly Block[]): string {
  return blocks
    .filter((block) => BODY_KINDS.has(block.kind))
    .map((block) => block.text)
    .join('\n\n')
}

/** A headline listed in a dump: another article known by its headline only. `date` is when the list linked it. */
export interface ListedHeadline {
  title: string
  /** null where the list cut it off or left it empty: never guessed */
  outlet: string | null
  /** `YYYY-MM-DD`, or null */
  date: string | null
}

/** Where a page says something. */
export type CandidateSource =
  | 'json-ld'
  | 'meta'
  | 'microdata'
  | 'time'
  | 'byline'
  | 'url'
  | 'title-element'
  | 'heading'
  | 'link'
  | 'embedded-json'
  | 'domain'
  | 'file-name'
  | 'mail'

/** One reading of a field. */
export interface Candidate {
  value: string
  source: CandidateSource
  /** the name it was read from: `datePublished`, `article:published_time`, `h1` */
  detail?: string
  precision?: DatePrecision
}

/** All that a page says about its article, best first in each list. */
export interface Candidates {
  title: Candidate[]
  published: Candidate[]
  modified: Candidate[]
  authors: Candidate[]
  outlet: Candidate[]
}

/** What only some formats tell of an article. */
export interface ArticleDetails {
  modified: PublishedDate | null
  section: string | null
  canonicalUrl: string | null
  candidates: Candidates | null
  /** what its publisher says of it in a sentence or two, as exports have it; shown where there is no text */
  description?: string
}

/** What a format's extractor makes of one record. */
export interface ExtractedArticle extends Partial<ArticleDetails> {
  title: string
  outlet: string | null
  authors: Author[]
  published: PublishedDate | null
  url: string | null
  /** BCP 47 primary tag, e.g. `en`; null where it cannot be told */
  language: string | null
  blocks: Block[]
  headlines: ListedHeadline[]
  /** things a person should know, e.g. `3 headlines without outlet (cut off with “…”)` */
  notices: string[]
}

/** Every record ends in exactly one of these states. */
export type RecordState = 'imported' | 'duplicate' | 'rejected'

/** One row of the virtual list. */
export interface ArticleRow {
  id: number
  title: string
  outletId: number | null
  outlet: string | null
  published: PublishedDate | null
  /** the first lines of the body, about 240 characters */
  summary: string
  words: number
  /** BCP 47; tells the list which font and direction to use */
  language: string | null
  /** a search's passage with the matches as [start, end) pairs in UTF-16 units; null outside a search */
  snippet: Snippet | null
  /** matches in the title, as pairs; empty outside a search */
  titleMatches: [number, number][]
  /** what people added to it */
  own: RowOwn
  /** in a collapsed list: how many others of its story the list holds, and which story that is */
  copies?: number
  storyId?: number
}

export interface Snippet {
  text: string
  matches: [number, number][]
}

/** Where an article came from: one record of one dump. */
export interface Source {
  importId: number
  dump: string
  path: string
  /** 1-based number of the record in its dump */
  record: number
  /** the place in the dump as people look for it: `line 12`, `bytes 0–20474` */
  place: string
  /** of the record's raw bytes, lower-case hex */
  sha256: string
  sizeBytes: number
  importedAtMs: number
  extractor: string
}

/** A field that a person corrected. The article has the corrected value; this keeps what was extracted. */
export interface Corrected<T> {
  extracted: T
  atMs: number
}

export interface Corrections {
  title?: Corrected<string>
  outlet?: Corrected<string | null>
  authors?: Corrected<Author[]>
  published?: Corrected<PublishedDate | null>
}

export type CorrectableField = keyof Corrections

/** One of the texts that an article had at its address. */
export interface VersionInfo {
  /** 0 for the current one */
  id: number
  title: string
  published: PublishedDate | null
  words: number
  /** when the page was saved, where the dump says so */
  capturedAtMs: number | null
  importedAtMs: number
  dump: string
  /** of the original, lower-case hex */
  sha256: string
  extractor: string
}

/** An article, whole, for the reader. */
export interface Article extends ArticleDetails {
  id: number
  title: string
  outletId: number | null
  outlet: string | null
  authors: Author[]
  published: PublishedDate | null
  url: string | null
  language: string | null
  words: number
  blocks: Block[]
  headlines: ListedHeadline[]
  /** all the records that hold this article, first the one it was extracted from */
  sources: Source[]
  corrections: Corrections
  /** newest first; one entry where the text never changed */
  versions: VersionInfo[]
  /** the version that this is: 0 for the current one */
  version: number
  /** when it was saved in the program that it came from, by the earliest that says so */
  savedAtMs?: number
}

/** A headline with its place on the timeline. */
export interface Headline {
  id: number
  title: string
  outletId: number | null
  outlet: string | null
  date: string | null
  /** how many dumps list it */
  listings: number
  /** an article whose list holds it */
  listedIn: number
  /** the article itself, once it is in the archive: it is drawn and counted in the headline's stead */
  articleId: number | null
}

export interface Outlet {
  id: number
  name: string
  articles: number
  headlines: number
  /** 0–11, its place on the colour wheel: stable for the outlet's life */
  hue: number
}

export type ImportState = 'running' | 'interrupted' | 'cancelled' | 'paused' | 'done' | 'failed'

/** One run over one or more dumps. `records = imported + duplicates + rejected` always holds. */
export interface ImportRun {
  id: number
  name: string
  state: ImportState
  startedAtMs: number
  finishedAtMs: number | null
  dumps: number
  records: number
  imported: number
  duplicates: number
  rejected: number
  headlines: number
  sizeBytes: number
  /** of its articles, how many lie in the trash */
  trashed: number
  /** when it was undone as a whole; its articles went to the trash, where they lie until it is emptied */
  takenBackAtMs: number | null
  /** of what was new in a watched folder */
  watched: boolean
  /** files of the system, found in a folder and not taken for dumps */
  leftOut: number
  /** why it failed, in words */
  error: string | null
}

/** One dump of an import, with the sum of its records. */
export interface DumpRow {
  id: number
  path: string
  format: string | null
  sizeBytes: number
  state: 'pending' | 'done'
  records: number
  imported: number
  duplicates: number
  rejected: number
  headlines: number
  /** the first problem or notice in words, null when all is well */
  problem: string | null
}

/** One line of the ledger. */
export interface RecordRow {
  id: number
  dumpId: number
  dump: string
  record: number
  place: string
  state: RecordState
  /** why it was rejected, or what it is a duplicate of; a notice on an imported one */
  reason: string | null
  articleId: number | null
  title: string | null
  /** its article lies in the trash */
  trashed: boolean
}

/** Records of an import whose reasons are alike but for names and numbers. */
export interface ReasonGroup {
  state: RecordState
  /** what `archive.records` takes to list them: the reason with … for names and # for numbers */
  kind: string
  /** the reason of the first of them */
  example: string
  /** all of them have the very same */
  alike: boolean
  records: number
}

/** Counts of the whole archive. */
export interface ArchiveStats {
  articles: number
  headlines: number
  outlets: number
  imports: number
  records: number
  imported: number
  duplicates: number
  rejected: number
  originalsBytes: number
  textBytes: number
  archiveBytes: number
  indexBytes: number
  firstDay: number | null
  lastDay: number | null
  undated: number
}

/** One article a line: the stable shape of `clipfile export --format jsonl`. */
export interface ExportedArticle extends Omit<ExtractedArticle, 'notices' | 'candidates'> {
  id: number
  /** the article's own text, see {@link bodyText} */
  text: string
  source: { dump: string; record: number; sha256: string }
}

/** Whether the archive holds something that today's extractors may read better, and what a preview of that found. */
export interface ExtractionState {
  /** articles made by an older extractor than today's */
  outdated: number
  /** refused records whose bytes are kept and whose format can be read now */
  readable: number
  /** articles and kept records that can be extracted again at all */
  all: number
  preview: ExtractionPreview | null
}

/** What extracting again would change; nothing is changed yet. */
export interface ExtractionPreview {
  madeAtMs: number
  /** records looked at, and how many of them would change, become articles, or could not be read any more */
  looked: number
  changed: number
  gained: number
  failed: number
  /** how many articles would change in each field */
  fields: Partial<Record<ExtractedField, number>>
}

export type ExtractedField =
  'title' | 'outlet' | 'authors' | 'published' | 'language' | 'url' | 'text' | 'pictures'

/** One record that would change. */
export interface ExtractionChange {
  id: number
  /** null where a refused record would become an article */
  articleId: number | null
  title: string
  dump: string
  record: number
  fields: { field: ExtractedField; before: string; after: string }[]
}
