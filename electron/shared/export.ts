/**
 * What leaves an archive, as types and schemas: exports, the PDF's options and its preview, citations, backups, merging.
 * An export is of a {@link Selection}: articles by name, or all that a list shows. A query with a `collectionId` and no
 * text is that collection: in its own order, with its title, description and notes.
 */
import * as v from 'valibot'
import type { ErrorReply } from './errors.ts'
import { id, selection } from './list-query.ts'

// ---------------------------------------------------------------- formats

export const EXPORT_FORMATS = [
  'pdf',
  'dossier',
  'epub',
  'html',
  'markdown',
  'text',
  'jsonl',
  'csv',
  'bibtex',
  'ris',
  'csl',
  'annotations',
  'wacz',
] as const
export type ExportFormat = (typeof EXPORT_FORMATS)[number]
/** those that are typeset with {@link PdfOptions} */
export type TypesetFormat = 'pdf' | 'dossier'

/** What an export's file is called after its name; `html` and `markdown` make a folder, `text` one file. */
export const EXPORT_EXTENSIONS: Record<ExportFormat, string | null> = {
  pdf: 'pdf',
  dossier: 'zip',
  epub: 'epub',
  html: null,
  markdown: null,
  text: 'txt',
  jsonl: 'jsonl',
  csv: 'csv',
  bibtex: 'bib',
  ris: 'ris',
  csl: 'json',
  annotations: 'jsonld',
  wacz: 'wacz',
}

/** What a format is called by people. */
export const EXPORT_NAMES: Record<ExportFormat, string> = {
  pdf: 'PDF',
  dossier: 'Evidence dossier',
  epub: 'EPUB',
  html: 'HTML',
  markdown: 'Markdown',
  text: 'Plain text',
  jsonl: 'JSON Lines',
  csv: 'CSV',
  bibtex: 'BibTeX',
  ris: 'RIS',
  csl: 'CSL-JSON',
  annotations: 'Annotations',
  wacz: 'WACZ',
}

// ---------------------------------------------------------------- PDF

export const pdfOptions = v.strictObject({
  paper: v.picklist(['a4', 'letter', 'a5']),
  columns: v.picklist([1, 2]),
  /** points */
  textSize: v.pipe(v.number(), v.minValue(7), v.maxValue(18)),
  font: v.picklist(['serif', 'sans']),
  /** a title page: title, description, author, date, counts */
  cover: v.boolean(),
  contents: v.boolean(),
  newPageEach: v.boolean(),
  images: v.boolean(),
  highlights: v.boolean(),
  /** people's notes on passages and articles */
  notes: v.picklist(['none', 'margin', 'footnotes']),
  /** the outlet timeline as a figure */
  timeline: v.boolean(),
  /** per article: dump, record, SHA-256, capture and import dates, extractor */
  sources: v.boolean(),
  /** `a-3b` has the originals and the W3C annotations attached */
  standard: v.picklist(['a-2b', 'a-3b', 'ua-1', 'none']),
  /** on the cover; empty for none */
  author: v.pipe(v.string(), v.maxLength(500)),
  /** on the cover in place of the collection's own; empty: the collection's title, or what the selection is */
  title: v.pipe(v.string(), v.maxLength(500)),
})
export type PdfOptions = v.InferOutput<typeof pdfOptions>

export const PDF_DEFAULTS: PdfOptions = {
  paper: 'a4',
  columns: 1,
  textSize: 10,
  font: 'serif',
  cover: true,
  contents: true,
  newPageEach: true,
  images: true,
  highlights: true,
  notes: 'footnotes',
  timeline: true,
  sources: true,
  standard: 'a-2b',
  author: '',
  title: '',
}

/** A named set of options, kept in the settings (not in an archive). */
export const pdfPreset = v.strictObject({
  name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(100)),
  options: pdfOptions,
})
export type PdfPreset = v.InferOutput<typeof pdfPreset>

/** What a typeset export wrote. */
export interface PdfWritten {
  articles: number
  pages: number
  /** several, `NAME-1.pdf` and so on, where one would be too large to typeset at once */
  files: string[]
  /** what could not be printed as it is, each in a sentence that names its article */
  warnings: string[]
}

/** Pages as they would be printed, from the first articles of a selection. */
export interface PdfPreview {
  /** one SVG document a page, to be shown as an image */
  pages: string[]
  /** points */
  pageWidth: number
  pageHeight: number
  /** articles of the selection, and how many of them these pages were made from */
  articles: number
  shown: number
  warnings: string[]
}

// ---------------------------------------------------------------- citations

export const CITATION_STYLES = ['apa', 'mla', 'chicago', 'harvard'] as const
export type CitationStyle = (typeof CITATION_STYLES)[number]
export interface Citations {
  text: string
  /** the same with its italics; nothing but `<i>` and `<p>` */
  html: string
}

// ---------------------------------------------------------------- backups and merging

/** When copies are made by themselves, and how many are kept. */
export const backupPlan = v.strictObject({
  /** null: never by itself */
  everyDays: v.nullable(v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(365))),
  keep: v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(100)),
})
export type BackupPlan = v.InferOutput<typeof backupPlan>

export interface Backup {
  /** in the backups' folder */
  name: string
  madeAtMs: number
  sizeBytes: number
  /** what is in it, counted when it was made; null for one that nobody counted */
  articles: number | null
}

export interface BackupState {
  /** where they lie; null until one was chosen or made */
  folder: string | null
  plan: BackupPlan
  /** newest first */
  backups: Backup[]
  /** why the folder cannot be looked into */
  problem: ErrorReply | null
}

/** What merging another archive into this one would do, or did. */
export interface MergeReport {
  articles: number
  /** were here already, and got what the other's people had added */
  known: number
  versions: number
  headlines: number
  annotations: number
  tags: number
  collections: number
  savedSearches: number
  /** what could not be taken over, each in a line */
  notTaken: string[]
}

// ---------------------------------------------------------------- the contract's part

const nothing = v.undefined()

export const exportInputs = {
  /** asks where to, and starts the job; `options` for typeset formats, where they are remembered */
  'export.start': v.strictObject({
    format: v.picklist(EXPORT_FORMATS),
    selection,
    options: v.optional(pdfOptions),
  }),
  /** a job process makes it; a later call of the same window ends an earlier one (`cancelled`) */
  'export.preview': v.strictObject({ selection, options: pdfOptions }),
  /** nobody looks at the preview any more */
  'export.endPreview': nothing,
  'export.presets': nothing,
  'export.savePresets': v.strictObject({ presets: v.pipe(v.array(pdfPreset), v.maxLength(100)) }),
  /** what was last used */
  'export.lastOptions': nothing,
  /** opens the folder with the file that an export of this window wrote */
  'export.show': v.strictObject({ jobId: id }),
  /** the system's print dialog for one article */
  'export.print': v.strictObject({ articleId: id }),
  /** an article as a file under the pointer; called while a drag begins */
  'export.drag': v.strictObject({ articleId: id }),

  'archive.citations': v.strictObject({ selection, style: v.picklist(CITATION_STYLES) }),
  'archive.markdown': v.strictObject({ articleId: id }),

  'backup.state': nothing,
  'backup.chooseFolder': nothing,
  'backup.plan': backupPlan,
  /** makes one now; asks for the folder where there is none */
  'backup.make': nothing,
  /** opens a backup read-only in a window of its own, to look before one restores it */
  'backup.preview': v.strictObject({ name: v.pipe(v.string(), v.maxLength(500)) }),
  /** asks for a name: the restored archive is a new file, and nothing is overwritten */
  'backup.restore': v.strictObject({ name: v.pipe(v.string(), v.maxLength(500)) }),
  /** asks for the other archive; a job that ends with its report as a line */
  'merge.choose': nothing,
}

export interface ExportOutputs {
  /** the job's number, or null when the dialog was cancelled */
  'export.start': number | null
  'export.preview': PdfPreview
  'export.endPreview': void
  'export.presets': PdfPreset[]
  'export.savePresets': PdfPreset[]
  'export.lastOptions': PdfOptions
  'export.show': void
  'export.print': void
  'export.drag': void
  'archive.citations': Citations
  'archive.markdown': string
  'backup.state': BackupState
  'backup.chooseFolder': BackupState
  'backup.plan': BackupState
  'backup.make': number | null
  'backup.preview': void
  'backup.restore': number | null
  'merge.choose': number | null
}
