/** What a format is to the import. A new one is a file (or folder) in `formats/` and an entry in `registry.ts`. */
import type { ExtractedArticle } from '../../shared/model.ts'
import type { Around } from './around.ts'
import type { Brought, FieldFate } from './brought.ts'
import type { ByteReader } from './bytes/reader.ts'
import type { ByteSource, UnpackedStream } from './bytes/source.ts'
import type { FoundPart } from './pictures.ts'

export interface Refusal {
  refusal: string
}

/** What a record says. */
export interface RecordContent {
  outcome: ExtractedArticle | Refusal
  /** what came with it, to be kept beside it */
  parts?: FoundPart[]
  /** when it was saved or sent, where it says so; never the day of publication */
  capturedAtMs?: number | null
  /** what a person had added to it */
  brought?: Brought
  /** what became of the fields that it had */
  fields?: FieldFate[]
}

/** One record as a format finds it in a dump's bytes. */
export interface FoundRecord extends RecordContent {
  /** of the file, or of the member that `member` names; of what the reader reads, where it is streamed */
  byteStart: number
  byteEnd: number
  /** 1-based line of its beginning, where the format has lines */
  line: number | null
  /**
   * Its original bytes, where they are not simply those from `byteStart` to `byteEnd` of a file read whole. What is streamed or
   * read as a set gives them with each article, and with a refusal whose bytes are to be kept.
   */
  bytes?: Uint8Array
  /** the same `bytes` as raw deflate data, where the dump has them so already: they need not be packed again */
  packed?: Uint8Array
  /** the file within a container that it stands in, e.g. `part_000001.csv`; the containers' own names come before it by themselves */
  member?: string
  /** where its format does not say it of all records alike */
  extractor?: string
  /** of a set: with what {@link SetFormat.records} goes on after this record; without it, all is read again and passed over */
  token?: string
}

export interface Format {
  /** as the ledger calls it: `text`, `HTML page` */
  name: string
  /** kept with each record, so that one knows later what made the article, e.g. `text-dump/1` */
  extractor: string | null
  /** of the whole file; what is larger is refused without being read. Infinity for what streams */
  maxBytes: number
  /** whether a refused record's bytes are kept, because a later extractor could take them */
  keepsRefused: boolean
  /** holds a whole archive, which is taken in by the writer: no parser thread reads it */
  holdsArchive?: boolean
  /** finds the records of a whole dump; of one that is streamed, of one record's original (it is extracted again one day) */
  read(bytes: Uint8Array, around: Around): Iterable<FoundRecord>
  /** finds them without ever holding all of it; used instead of `read` where it is there */
  stream?: StreamFormat
}

/**
 * A format whose dumps may be larger than memory. A large file is read in stretches by several threads, a stopped import goes on
 * where its last record began, and a thread that fails at a record is replaced by one that begins after it: so `records` must
 * work from any record's beginning, with nothing remembered from before but `context.head`.
 */
export interface StreamFormat {
  /**
   * The records from the reader's place on, in order, until one would begin at `context.until` or beyond. Leaves the reader
   * where that one begins. Never throws for anything in the bytes: each trouble is a refused record with its place.
   * Places (`byteStart`, `byteEnd`, `until`) are those of `reader.position`, the line is `reader.lineNumber` at its beginning.
   * Records of the same beginning (several pages in one capture) come one after the other.
   */
  records(reader: ByteReader, context: StreamContext): Iterable<FoundRecord>
  /**
   * Where a record begins at or after an offset, so that the stretches of a large file can be read at once by several threads;
   * null where none does within reach. It may err: a stretch that does not begin where the one before it ended is read anew.
   */
  findStart?(source: ByteSource, offset: number): number | null
  /** its records have lines: the reader counts them, also where it skips */
  hasLines?: true
  /**
   * Its gzip files have a member for each record: then `records` and `findStart` get the packed bytes (`context.isPacked`),
   * and all places are places in them. Without this, gzip is unpacked before, and cannot be read in stretches.
   */
  readsGzip?: true
}

export interface StreamContext {
  fileName: string
  around: Around
  /** the first bytes of the whole (64 kB at most): a CSV's header, wherever the reader stands; unpacked also of what is packed */
  head: Uint8Array
  /** Infinity for all of it */
  until: number
  /** what the reader reads is gzip, see {@link StreamFormat.readsGzip} */
  isPacked: boolean
  /** the same bytes for reading anywhere in them; null for what is unpacked while it is read */
  source: ByteSource | null
  /** to be called now and then where nothing is found or read for long: a thread without a beat for a minute is stopped */
  beat(): void
}

/** Files that came together: those of a zip, of a tar, of a folder. */
export interface FileSet {
  /** paths with parts joined by `/`, in the container's order; one name may stand there twice, the last of them counts */
  readonly names: readonly string[]
  /** unpacked, as the container says; null where there is none */
  size(name: string): number | null
  /** all of one, unpacked; null where there is none, where it is damaged, or larger than an importer takes at once (128 MB) */
  read(name: string): Uint8Array | null
  /**
   * One of any size: for reading anywhere in it where it lies there unpacked (a file of a folder, a stored member), else from
   * front to back. null where there is none. It need not be closed.
   */
  open(name: string): ByteSource | UnpackedStream | null
}

/** An export that is several files: metadata here, bodies and highlights there. Also a container with an order of its own (WACZ). */
export interface SetFormat {
  name: string
  extractor: string | null
  /** Which of the files are its own; null where these are no such export. Files not taken are read as dumps by themselves. */
  recognise(files: FileSet): ReadonlySet<string> | null
  /**
   * The records, each with `member`, and with `bytes` (its original, e.g. the JSON or CSV row that it stands in), in an order
   * that is the same every time. Never throws for anything in the bytes.
   */
  records(files: FileSet, context: SetContext): Iterable<FoundRecord>
}

export interface SetContext {
  /** of the container or folder */
  fileName: string
  /** go on after the record that had this token; null: from the beginning */
  after: string | null
  /** see {@link StreamContext.beat} */
  beat(): void
}

/** A row of a data set: an object of JSON (Lines), or of CSV by column names (values are texts then, `''` where empty). */
export type Row = Record<string, unknown>

/** Data sets and exports known by their columns or keys. The first that recognises a file reads it. */
export interface RowShape {
  /** as the ledger calls it: `Instapaper export` */
  name: string
  extractor: string
  /** @param keys of the first row, as written (of CSV the header) @param rows the first few */
  recognises(keys: ReadonlySet<string>, rows: readonly Row[], container: 'csv' | 'json'): boolean
  read(row: Row): RecordContent
}

/** Exports that are one JSON document with everything in it, e.g. `{"bookmarks": […], "lists": […]}`. */
export interface DocumentShape {
  name: string
  extractor: string
  recognises(document: unknown): boolean
  /** The records; `json` is the part of the document that the record was made of, kept as its original. */
  records(document: unknown): Iterable<RecordContent & { json: unknown }>
}
