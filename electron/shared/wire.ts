/** What main and its utility processes say to each other. Plain data; an id wherever an answer is due. */
import type { ArchiveMethod, JobCounts, Reply, Selection } from './api.ts'
import type { ErrorReply } from './errors.ts'
import type { Backup, BackupPlan, ExportFormat, PdfOptions, PdfPreview } from './export.ts'
import type { RecordState } from './model.ts'
import type { ColumnMapping, ColumnsPreview } from './mapping.ts'
import type { OwnChanged } from './own.ts'

export interface LogMessage {
  type: 'log'
  level: 'info' | 'warn' | 'error'
  message: string
}

/** A picture of an article, for the page's own protocol. */
export interface Picture {
  mime: string
  data: Uint8Array
}

export type ToArchiveProcess =
  | { type: 'open'; path: string; create: boolean; readOnly: boolean; nativeBinding?: string }
  | { type: 'call'; id: number; method: ArchiveMethod; input: unknown }
  | { type: 'lag'; id: number }
  | { type: 'picture'; id: number; sha256: string }
  | { type: 'close' }

export type FromArchiveProcess =
  /** `indexLag`: what an index job would find to do */
  | { type: 'opened'; readOnly: boolean; indexLag: number; oldTrash: boolean }
  | { type: 'failed'; error: ErrorReply }
  | { type: 'reply'; id: number; reply: Reply<unknown> }
  | { type: 'own'; changed: OwnChanged }
  | { type: 'closed' }
  | LogMessage

/** What a job process is to do; `path` is the archive's. */
export type JobRequest =
  | { kind: 'import'; path: string; paths: string[] }
  /** of a watched folder: what is new in it, and of that these files alone */
  | { kind: 'import'; path: string; folder: string; only: string[] }
  | { kind: 'import'; path: string; resume: number; byItself?: boolean }
  /** reads refused records once more: all of an import's, or those of one dump */
  | { kind: 'import'; path: string; retry: number; dumpId: number | null }
  | {
      kind: 'export'
      path: string
      format: ExportFormat
      selection: Selection
      /** a file, or for some formats a folder, that is made */
      target: string
      /** of typeset formats */
      options?: PdfOptions
    }
  /** the ledger of an import as CSV */
  | {
      kind: 'ledger'
      path: string
      importId: number
      dumpId: number | null
      state: RecordState | null
      target: string
    }
  /** makes a copy in `folder`, and removes the oldest of this archive's beyond `keep` */
  | { kind: 'backup'; path: string; folder: string; keep: number; byItself: boolean }
  /** makes a new archive of a backup */
  | { kind: 'restore'; path: string; folder: string; name: string; target: string }
  /** takes what another archive holds into this one */
  | { kind: 'merge'; path: string; other: string }
  /** takes in W3C Web Annotations */
  | { kind: 'annotations'; path: string; source: string }
  | { kind: 'check'; path: string }
  /** removes from the trash for good: all, what has lain there for too long, or some of it */
  | { kind: 'trash'; path: string; what: 'all' | 'old' | { articleIds: number[]; deletedIds: number[] } }
  | { kind: 'index'; path: string }
  | { kind: 'extract'; path: string; request: { do: 'preview'; all: boolean } | { do: 'apply' } }

/** What a job process is asked that is no job: nobody sees it, it cannot be cancelled but killed, and it has an answer. */
export type AsideRequest =
  /** pages to look at */
  | { kind: 'preview'; path: string; selection: Selection; options: PdfOptions }
  /** the archive's backups in a folder, which may lie on a drive that takes its time */
  | { kind: 'backups'; path: string; folder: string; plan: BackupPlan }
  /** what a watched folder holds that no import has read as it is now */
  | { kind: 'new-files'; path: string; folder: string }
  /** the first rows of a dump, as a mapping reads them */
  | { kind: 'columns'; path: string; dumpId: number; mapping: ColumnMapping | null }

/** What is new in a watched folder. */
export interface NewFiles {
  /** those that no import has read as they are now */
  files: { path: string; sizeBytes: number; modifiedAtMs: number }[]
  /** the folder, and those below it, as far as they can be watched */
  folders: string[]
}

export interface AsideAnswers {
  preview: PdfPreview
  backups: { backups: Backup[]; isDue: boolean }
  'new-files': NewFiles
  columns: ColumnsPreview
}

export type ToJobProcess =
  | { type: 'start'; request: JobRequest; nativeBinding?: string }
  | { type: 'ask'; request: AsideRequest; nativeBinding?: string }
  /** `pause`: a person means to go on with it */
  | { type: 'cancel'; pause?: boolean }

/** How a job ended; `cancelled` and `paused` are ends like any other, with whole batches kept. */
export interface JobEnd {
  state: 'done' | 'cancelled' | 'paused' | 'failed'
  error: ErrorReply | null
  result: string | null
  counts: Partial<JobCounts>
  report?: string[]
  /** the file or folder that it wrote, where that is not what it was told */
  target?: string
}

export type FromJobProcess =
  | { type: 'progress'; counts: JobCounts }
  | { type: 'answer'; reply: Reply<unknown> }
  | { type: 'end'; end: JobEnd }
  | LogMessage
