/** Which file makes which format. Each is loaded when it is asked for: nobody who opens an archive waits for a zip library. */
import type { ExportRun } from './export-run.ts'
import type { ExportRequest, PlainFormat } from './run-export.ts'
import type { NewFolder, Write } from './write-whole.ts'

export interface FileFormat {
  makes: 'file'
  load(): Promise<(run: ExportRun, write: Write, request: ExportRequest) => Promise<void>>
}

export interface FolderFormat {
  makes: 'folder'
  load(): Promise<(run: ExportRun, folder: NewFolder, request: ExportRequest) => Promise<void>>
}

const file = (load: FileFormat['load']): FileFormat => ({ makes: 'file', load })
const folder = (load: FolderFormat['load']): FolderFormat => ({ makes: 'folder', load })

export const FORMATS: Record<PlainFormat, FileFormat | FolderFormat> = {
  jsonl: file(async () => (await import('./json-lines.ts')).writeLines),
  csv: file(async () => (await import('./csv.ts')).writeCsv),
  bibtex: file(async () => (await import('./bibtex.ts')).writeBibtex),
  ris: file(async () => (await import('./ris.ts')).writeRis),
  csl: file(async () => (await import('./csl.ts')).writeCsl),
  text: file(async () => (await import('./plain-text.ts')).writeText),
  annotations: file(async () => (await import('./annotations.ts')).writeAnnotations),
  markdown: folder(async () => (await import('./markdown.ts')).writeMarkdown),
  html: folder(async () => (await import('./html/write-html.ts')).writeHtml),
  epub: file(async () => (await import('./epub/write-epub.ts')).writeEpub),
  wacz: file(async () => (await import('./wacz/write-wacz.ts')).writeWacz),
}
