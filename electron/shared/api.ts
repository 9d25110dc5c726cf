/**
 * The one IPC contract. A method is a name in `Outputs` and a schema in `inputs`; the two must agree or nothing compiles.
 * `archive.*` is answered by the archive process of the asking window, everything else by main.
 */
import * as v from 'valibot'
import { columnMapping, columnNames, type ColumnsPreview, type SavedMapping } from './mapping.ts'
import type { ErrorReply } from './errors.ts'
import { CITATION_STYLES, exportInputs, type ExportOutputs } from './export.ts'
import { id, limit, listQuery, offset } from './list-query.ts'
import type {
  Article,
  ArticleRow,
  ArchiveStats,
  DumpRow,
  ExtractionChange,
  ExtractionState,
  Headline,
  ImportRun,
  ImportState,
  Outlet,
  ReasonGroup,
  RecordRow,
} from './model.ts'
import type { FieldFateRow } from './losses.ts'
import type { OwnChanged } from './own.ts'
import { ownInputs, type OwnOutputs } from './own-api.ts'
import { timelineInputs, type TimelineOutputs } from './timeline.ts'

export type { TimelineLanes, TimelineOutlet, TimelineOverview } from './timeline.ts'
export { EVERYTHING, listQuery, MOST_NAMED, type ListQuery, type Selection } from './list-query.ts'

// ---------------------------------------------------------------- inputs

const path = v.pipe(
  v.string(),
  v.minLength(1),
  v.maxLength(4096),
  v.check((p) => !p.includes('\0'), 'a path holds no NUL'),
)
const nothing = v.undefined()

const theme = v.picklist(['system', 'light', 'dark'])
export type Theme = v.InferOutput<typeof theme>

/** How the lanes of an archive's timeline are arranged, and how they are drawn. */
const arrangedIds = v.pipe(v.array(id), v.maxLength(2000))
const timelineMemory = v.strictObject({
  order: v.optional(v.picklist(['volume', 'name', 'first', 'hand'])),
  hand: v.optional(arrangedIds),
  pinned: v.optional(arrangedIds),
  hidden: v.optional(arrangedIds),
  most: v.optional(v.nullable(limit)),
  form: v.optional(v.picklist(['lanes', 'heat', 'stacked', 'table'])),
  measure: v.optional(v.picklist(['count', 'share'])),
})
export type TimelineMemory = v.InferOutput<typeof timelineMemory>

const branches = v.pipe(v.array(id), v.maxLength(5000))

/** What the window remembers between starts; every field optional so that an old file stays readable. */
const viewState = v.strictObject({
  sidebarWidth: v.optional(v.pipe(v.number(), v.minValue(120), v.maxValue(600))),
  sidebarShown: v.optional(v.boolean()),
  listWidth: v.optional(v.pipe(v.number(), v.minValue(200), v.maxValue(1200))),
  /** of the timeline, while an article is open beside it */
  timelineWidth: v.optional(v.pipe(v.number(), v.minValue(200), v.maxValue(4000))),
  showPromos: v.optional(v.boolean()),
  textSize: v.optional(v.pipe(v.number(), v.minValue(14), v.maxValue(28))),
  /** how citations were last copied */
  citationStyle: v.optional(v.picklist(CITATION_STYLES)),
  /** per archive path: what was open, to come back to */
  places: v.optional(
    v.record(
      v.pipe(v.string(), v.maxLength(4096)),
      v.strictObject({
        articleId: v.nullable(id),
        offset: offset,
        /** branches of the sidebar's trees; without them those of a small tree are open */
        openTags: v.optional(branches),
        openCollections: v.optional(branches),
        timeline: v.optional(timelineMemory),
      }),
    ),
  ),
})
export type ViewState = v.InferOutput<typeof viewState>

const name = v.pipe(v.string(), v.trim(), v.maxLength(500))
const author = v.strictObject({
  name: v.pipe(name, v.minLength(1)),
  handle: v.optional(v.pipe(v.string(), v.trim(), v.regex(/^@\S{1,100}$/))),
})

const correction = v.variant('field', [
  v.strictObject({
    field: v.literal('title'),
    value: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(2000)),
  }),
  /** null: no outlet */
  v.strictObject({ field: v.literal('outlet'), value: v.nullable(v.pipe(name, v.minLength(1))) }),
  v.strictObject({ field: v.literal('authors'), value: v.pipe(v.array(author), v.maxLength(200)) }),
  /** ISO 8601 cut to what is known: `2025`, `2025-02`, `2025-02-11`, `2025-02-11T09:41Z`; null: unknown */
  v.strictObject({
    field: v.literal('published'),
    value: v.nullable(v.pipe(v.string(), v.trim(), v.maxLength(40))),
  }),
])
export type CorrectionInput = v.InferOutput<typeof correction>

/** More is exported, not copied; as in renderer/lib/state/citing.ts. */
const MOST_COPIED = 1_000_000

const changeLabel = v.nullable(v.pipe(v.string(), v.maxLength(2000)))

/** A picture of a large screen is some megabytes, the data of a million items some fifty. */
const MOST_SAVED_BYTES = 200_000_000

const recordState = v.picklist(['imported', 'duplicate', 'rejected'])
const reasonKind = v.pipe(v.string(), v.maxLength(100_000))

export const inputs = {
  'archive.stats': nothing,
  'archive.outlets': v.strictObject({
    limit: v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(100_000)),
  }),
  'archive.list': v.strictObject({ query: listQuery, offset, limit }),
  'archive.histogram': v.strictObject({ query: listQuery }),
  'archive.locate': v.strictObject({ query: listQuery, id }),
  'archive.article': v.strictObject({
    id,
    /** one of its versions; without it the current one */
    version: v.optional(id),
  }),
  /** sets a field to what a person knows better */
  'archive.correct': v.strictObject({ id, correction }),
  /** sets it back to what was extracted */
  'archive.uncorrect': v.strictObject({ id, field: v.picklist(['title', 'outlet', 'authors', 'published']) }),
  'archive.extraction': nothing,
  'archive.extractionChanges': v.strictObject({ offset, limit }),
  'archive.discardExtraction': nothing,
  'archive.headline': v.strictObject({ id }),
  'archive.imports': nothing,
  'archive.import': v.strictObject({ id }),
  'archive.dumps': v.strictObject({ importId: id, offset, limit, problemsOnly: v.boolean() }),
  /** what became of each field of the exports that an import read */
  'archive.losses': v.strictObject({ importId: id }),
  'archive.records': v.strictObject({
    importId: id,
    dumpId: v.nullable(id),
    state: v.nullable(recordState),
    /** with a state: only those whose reason is of this kind */
    reason: v.optional(v.nullable(reasonKind)),
    offset,
    limit,
  }),

  /** what the ledger gives as reasons, those that are alike together */
  'archive.reasons': v.strictObject({ importId: id, dumpId: v.nullable(id) }),
  /** how columns of data sets are read that nothing else says how to read */
  'archive.mappings': nothing,
  'archive.saveMapping': v.strictObject({ columns: columnNames, mapping: columnMapping }),

  'session.state': nothing,
  'session.new': nothing,
  'session.open': nothing,
  'session.openRecent': v.strictObject({ path }),
  'session.forgetRecent': v.strictObject({ path }),
  'session.openSample': nothing,
  'session.close': nothing,
  /** the answer to `leaving` */
  'session.saved': nothing,
  'settings.theme': v.strictObject({ theme }),
  'settings.view': viewState,
  /** whether the system tells of the end of long work while the window is not in front */
  'settings.notify': v.strictObject({ on: v.boolean() }),
  'watch.state': nothing,
  'watch.choose': nothing,
  'watch.stop': nothing,
  /** what Undo and Redo of the Edit menu would do now */
  'menu.changes': v.strictObject({ undo: changeLabel, redo: changeLabel }),
  'import.choose': v.strictObject({ kind: v.picklist(['files', 'folder']) }),
  'import.paths': v.strictObject({ paths: v.pipe(v.array(path), v.minLength(1), v.maxLength(10_000)) }),
  'import.resume': v.strictObject({ importId: id }),
  /** reads refused records once more: all of an import's, or those of one dump */
  'import.retry': v.strictObject({ importId: id, dumpId: v.nullable(id) }),
  /** the first rows of a dump, and what a mapping makes of them; null: the one that was kept, or a proposal */
  'import.columns': v.strictObject({ dumpId: id, mapping: v.nullable(columnMapping) }),
  /** the ledger as a CSV file, which the person names */
  'import.ledger': v.strictObject({ importId: id, dumpId: v.nullable(id), state: v.nullable(recordState) }),
  /** looks what today's extractors make of the originals; `all`: also those that today's extractor made */
  'extraction.preview': v.strictObject({ all: v.boolean() }),
  'extraction.apply': nothing,
  'job.cancel': v.strictObject({ jobId: id }),
  /** stops an import that is to go on later, also after a restart */
  'job.pause': v.strictObject({ jobId: id }),
  'job.list': nothing,
  'archiveFile.check': nothing,
  'archiveFile.show': nothing,
  /** a picture, drawing or table of the timeline, made by the page; the person names the file */
  'timeline.save': v.strictObject({
    kind: v.picklist(['png', 'svg', 'csv']),
    data: v.custom<Uint8Array>(
      (data) => data instanceof Uint8Array && data.byteLength > 0 && data.byteLength <= MOST_SAVED_BYTES,
    ),
  }),
  'clipboard.write': v.strictObject({
    text: v.pipe(v.string(), v.maxLength(MOST_COPIED)),
    /** the same for programs that paste it set, as a citation with its title in italics */
    html: v.optional(v.pipe(v.string(), v.maxLength(2 * MOST_COPIED))),
  }),
  ...timelineInputs,
  ...ownInputs,
  ...exportInputs,
} satisfies Record<keyof Outputs, v.GenericSchema>

// ---------------------------------------------------------------- outputs

export interface ListPage {
  rows: ArticleRow[]
  total: number
  /** false when there may be more than `total`: all are counted by `archive.histogram`, which takes longer */
  exact: boolean
  /** time in the archive process, for "318 of 1,204,551 · 11 ms" */
  tookMs: number
  /** a hint when nothing matched, or when the query had to be read another way */
  hint: string | null
}

/** Articles per month. `counts[i]` is the month `firstMonth + i`, months counted as year × 12 + month (0–11). */
export interface Histogram {
  firstMonth: number
  counts: Int32Array
  /** with a date known to the year only, or not at all: not in `counts` */
  undated: number
  total: number
  firstDay: number | null
  lastDay: number | null
}

export interface RecentArchive {
  path: string
  name: string
  openedAtMs: number
  missing: boolean
}

export interface OpenArchive {
  path: string
  name: string
  /** names this opening of it; its pictures are at `app://ui/picture/KEY/SHA256` */
  key: string
  sizeBytes: number
  readOnly: boolean
}

export interface SessionState {
  version: string
  runtime: string
  platform: string
  archive: OpenArchive | null
  recents: RecentArchive[]
  theme: Theme
  view: ViewState
  /** the system tells of the end of long work */
  notify: boolean
  /**
   * Why an archive asked for by a double click, the command line or a menu did not open. Shown where the archive
   * would be, until one opens. What the page itself asked for is answered by its call.
   */
  failure: { path: string; error: ErrorReply } | null
}

/** The folder whose new files go into the open archive by themselves. */
export interface WatchState {
  folder: string | null
  /** why it cannot be looked into now */
  problem: ErrorReply | null
}

export type JobKind =
  | 'import'
  | 'export'
  | 'check'
  | 'index'
  | 'extract'
  | 'annotations'
  | 'trash'
  | 'backup'
  | 'restore'
  | 'merge'
  | 'ledger'

/** How far a job is. What an import does not know of (exports, checks) stays at zero. */
export interface JobCounts {
  /** in words, for people: `Reading`, `Indexing`, `Finishing` */
  step: string
  current: number
  total: number | null
  bytes: number
  bytesTotal: number | null
  /** counts of an import's ledger so far */
  imported: number
  duplicates: number
  rejected: number
  headlines: number
  importId: number | null
}

/** What a running job says, at most ten times a second, and once more when it ends. */
export interface JobProgress extends JobCounts {
  jobId: number
  kind: JobKind
  name: string
  state: 'running' | 'cancelling' | ImportState
  startedAtMs: number
  error: ErrorReply | null
  /** one line about the end, e.g. where an export lies */
  result: string | null
  /** what else there is to say about the end, a line each: what an export left out, what a merge did */
  report: string[]
  /** wrote a file that `export.show` shows */
  wrote: boolean
  /** nobody asked for it now: it is told only when it fails */
  byItself: boolean
}

export interface Outputs extends OwnOutputs, ExportOutputs, TimelineOutputs {
  'archive.stats': ArchiveStats
  'archive.outlets': Outlet[]
  'archive.list': ListPage
  'archive.histogram': Histogram
  /** its place in the list, or null */
  'archive.locate': number | null
  'archive.article': Article
  'archive.correct': Article
  'archive.uncorrect': Article
  'archive.extraction': ExtractionState
  'archive.extractionChanges': { rows: ExtractionChange[]; total: number }
  'archive.discardExtraction': void
  'archive.headline': Headline
  'archive.imports': ImportRun[]
  'archive.import': ImportRun
  'archive.dumps': { rows: DumpRow[]; total: number }
  'archive.losses': FieldFateRow[]
  'archive.records': { rows: RecordRow[]; total: number }
  /** `isAll` is false where only the first 50,000 records of a state were looked at */
  'archive.mappings': SavedMapping[]
  'archive.saveMapping': void
  'archive.reasons': { groups: ReasonGroup[]; isAll: boolean }

  'session.state': SessionState
  /** the archive now open, or null when the dialog was cancelled */
  'session.new': OpenArchive | null
  'session.open': OpenArchive | null
  'session.openRecent': OpenArchive | null
  'session.forgetRecent': RecentArchive[]
  'session.openSample': OpenArchive
  'session.close': void
  'session.saved': void
  'settings.theme': void
  'settings.view': void
  'settings.notify': void
  'watch.state': WatchState
  /** as it was when the dialog was cancelled */
  'watch.choose': WatchState
  'watch.stop': WatchState
  'menu.changes': void
  /** the job's number, or null when the dialog was cancelled */
  'import.choose': number | null
  /** the job's number; null when the path was an archive, which is opened instead */
  'import.paths': number | null
  'import.resume': number
  'import.retry': number
  'import.columns': ColumnsPreview
  /** the job's number, or null when the dialog was cancelled */
  'import.ledger': number | null
  'extraction.preview': number
  'extraction.apply': number
  'job.cancel': void
  'job.pause': void
  'job.list': JobProgress[]
  'archiveFile.check': number
  'archiveFile.show': void
  /** the file's name, or null when the dialog was cancelled */
  'timeline.save': string | null
  'clipboard.write': void
}

export type Method = keyof Outputs
export type Input<M extends Method> = v.InferOutput<(typeof inputs)[M]>
export type Output<M extends Method> = Outputs[M]
export type ArchiveMethod = Extract<Method, `archive.${string}`>
export type MainMethod = Exclude<Method, ArchiveMethod>

/** Menu commands that the window carries out. */
export type MenuCommand =
  | 'undo'
  | 'redo'
  | 'history'
  | 'rules'
  | 'find'
  | 'library'
  | 'timeline'
  | 'imports'
  | 'settings'
  | 'shortcuts'
  | 'next'
  | 'previous'
  | 'text-larger'
  | 'text-smaller'
  | 'text-reset'
  | 'toggle-promos'
  | 'correct'
  | 'extract-again'
  | 'export'
  | 'print'
  | 'copy-citation'
  | 'copy-markdown'
  | 'backups'

export interface Events {
  /** the open archive of this window is another one now, or none */
  session: SessionState
  /** articles, headlines or imports came in; `indexing` while search still lags */
  changed: { articles: number; indexing: boolean }
  /** what people own changed, whoever did it: this window's own changes too */
  own: OwnChanged
  job: JobProgress
  watch: WatchState
  menu: MenuCommand
  /** the archive is about to be closed: what waits to be saved is saved now, then `session.saved` is called */
  leaving: null
  /** the archive process ended; `fatal` when it will not be started again */
  'backend-lost': { message: string; fatal: boolean }
  /** files were dropped or opened that are no archive and nothing is open yet */
  'import-offered': { paths: string[] }
}

export type EventName = keyof Events

export type Reply<T> = { ok: true; value: T } | { ok: false; error: ErrorReply }

export const CALL_CHANNEL = 'clipfile:call'
export const EVENT_CHANNEL = 'clipfile:event'

/** What preload puts on `window.clipfile`, and all of it. */
export interface Bridge {
  call(method: string, input: unknown): Promise<Reply<unknown>>
  on(name: string, listener: (payload: unknown) => void): () => void
  /** imports the dropped files; their paths never reach the page */
  importDropped(files: readonly unknown[]): Promise<Reply<unknown>>
  platform: string
}
