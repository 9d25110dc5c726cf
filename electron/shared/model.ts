/**
 * The nouns of Clipfile as types. Every layer speaks these words; tables, files and the screen use them too.
 * Days are counted in days since 1970-01-01 (UTC); times are milliseconds since then, and say so in their name.
 */

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

/**
 * What a block of an article is. `promo` is another article's headline set between paragraphs, `cruft` a line of the
 * page's machinery (player, app, newsletter). `furniture` stands around the article: labels, date lines, menus, the
 * title said again, "read more". All are kept and shown on demand.
 */
export type BlockKind =
  | 'paragraph'
  | 'heading'
  | 'quote'
  | 'list'
  | 'preformatted'
  | 'caption'
  | 'byline'
  | 'promo'
  | 'cruft'
  | 'furniture'

/** One block of an article's body, in the order of the dump. */
export interface Block {
  kind: BlockKind
  text: string
}

/** Blocks that are the article itself; the rest is kept, marked and hidden by default. */
export const BODY_KINDS: ReadonlySet<BlockKind> = new Set([
  'paragraph',
  'heading',
  'quote',
  'list',
  'preformatted',
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

/** What a format's extractor makes of one record. */
export interface ExtractedArticle {
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

/** An article, whole, for the reader. */
export interface Article {
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
}

export interface Outlet {
  id: number
  name: string
  articles: number
  headlines: number
  /** 0–11, its place on the colour wheel: stable for the outlet's life */
  hue: number
}

export type ImportState = 'running' | 'interrupted' | 'cancelled' | 'done' | 'failed'

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
export interface ExportedArticle extends Omit<ExtractedArticle, 'notices'> {
  id: number
  /** the article's own text, see {@link bodyText} */
  text: string
  source: { dump: string; record: number; sha256: string }
}
