/** What a format is to the import. A new one is a file (or folder) in `formats/` and an entry in `registry.ts`. */
import type { ExtractedArticle } from '../../shared/model.ts'
import type { Around } from './around.ts'
import type { Brought, FieldFate } from './brought.ts'
import type { ByteReader } from './bytes/reader.ts'
import type { ByteSource } from './bytes/source.ts'
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
  /** of the file, or of the member that `member` names */
  byteStart: number
  byteEnd: number
  /** 1-based line of its beginning, where the format has lines */
  line: number | null
  /** its original bytes, where they are not simply those from `byteStart` to `byteEnd` of a file read whole */
  bytes?: Uint8Array
  /** the file within a container that it stands in, e.g. `part_000001.csv`; the containers' own names come before it by themselves */
  member?: string
  /** where its format does not say it of all records alike */
  extractor?: string
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
  /** finds the records of a whole dump */
  read(bytes: Uint8Array, around: Around): Iterable<FoundRecord>
  /** finds them without ever holding all of it; used instead of `read` where it is there */
  stream?: StreamFormat
}

/** A format whose dumps may be larger than memory. */
export interface StreamFormat {
  /**
   * The records from the reader's place on, in order, until one would begin at `context.until` or beyond. Leaves the reader
   * where that one begins. Never throws for anything in the bytes: each trouble is a refused record with its place.
   */
  records(reader: ByteReader, context: StreamContext): Iterable<FoundRecord>
  /**
   * Where a record begins at or after an offset, so that the stretches of a large file can be read at once by several threads;
   * null where none does within reach. It may err: a stretch that does not begin where the one before it ended is read anew.
   */
  findStart?(source: ByteSource, offset: number): number | null
}

export interface StreamContext {
  fileName: string
  around: Around
  /** the first bytes of the whole (64 kB at most): a CSV's header, wherever the reader stands */
  head: Uint8Array
  /** Infinity for all of it */
  until: number
}

/** Files that came together: those of a zip, of a tar, of a folder. */
export interface FileSet {
  /** paths with parts joined by `/`, in the container's order; one name may stand there twice, the last of them counts */
  readonly names: readonly string[]
  /** all of one, unpacked; null where there is none, or where it is larger than an importer takes at once (128 MB) */
  read(name: string): Uint8Array | null
}

/** An export that is several files: metadata here, bodies and highlights there. */
export interface SetFormat {
  name: string
  extractor: string | null
  /** Which of the files are its own; null where these are no such export. Files not taken are read as dumps by themselves. */
  recognise(files: FileSet): ReadonlySet<string> | null
  /**
   * The records, each with `member`, and with `bytes` (its original, e.g. the JSON or CSV row that it stands in), in an order
   * that is the same every time. Never throws for anything in the bytes.
   */
  records(files: FileSet): Iterable<FoundRecord>
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
