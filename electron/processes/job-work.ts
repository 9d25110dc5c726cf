/** What each kind of job does, and what it says of its end to people. */
import {
  backupPath,
  restoreBackup,
  runAnnotationsExport,
  runAnnotationsImport,
  runBackup,
  runCheck,
  runDossier,
  runEmptyTrash,
  runExport,
  runExtraction,
  runImport,
  runIndex,
  runLedger,
  runMerge,
  runPdfExport,
  type Emptied,
  type ImportRequest,
  type ImportedAnnotations,
  type JobControl,
  type MadeBackup,
  type Merged,
} from '../core/archive.ts'
import { EVERYTHING, type Selection } from '../shared/api.ts'
import { PDF_DEFAULTS } from '../shared/export.ts'
import type { ExtractionPreview, ImportRun } from '../shared/model.ts'
import type { JobEnd, JobRequest } from '../shared/wire.ts'

export type WorkOptions = NonNullable<Parameters<typeof runCheck>[2]>

const DONE: JobEnd = { state: 'done', error: null, result: null, counts: {} }
type Restored = Awaited<ReturnType<typeof restoreBackup>>

/** So many lines of a report are kept: more is read by nobody. */
const MOST_LINES = 10_000

/** Does a job. @throws what its part of core throws */
export async function work(request: JobRequest, control: JobControl, options: WorkOptions): Promise<JobEnd> {
  switch (request.kind) {
    case 'import':
      return importEnd(await runImport(request.path, importOf(request), control, options))
    case 'export':
      return writeOut(request, control, options)
    case 'check': {
      const { problems } = await runCheck(request.path, control, options)
      return problems.length === 0 ? { ...DONE, result: 'No problems found' } : checkFailed(problems)
    }
    case 'extract': {
      const found = await runExtraction(request.path, request.request, control, options)
      const state = control.signal.aborted ? 'cancelled' : 'done'
      return { ...DONE, result: extractionResult(request.request.do, found), state }
    }
    case 'trash': {
      const emptied = await runEmptyTrash(request.path, request.what, control, options)
      return { ...DONE, result: emptiedResult(emptied) }
    }
    case 'annotations':
      return annotationsEnd(await runAnnotationsImport(request.path, request.source, control, options))
    case 'index':
      await runIndex(request.path, control, options)
      return DONE
    case 'backup':
      return backupEnd(
        await runBackup(request.path, request.folder, control, { ...options, keep: request.keep }),
      )
    case 'restore':
      return restoreEnd(
        await restoreBackup(backupPath(request.folder, request.name), request.target, control, options),
      )
    case 'ledger': {
      const { importId, dumpId, state, target } = request
      const records = await runLedger(request.path, { importId, dumpId, state, target }, control, options)
      return { ...DONE, result: `${counted(records, 'record')} written to ${target}`, target }
    }
    case 'merge':
      return mergeEnd(await runMerge(request.path, request.other, control, options))
  }
}

function importOf(request: Extract<JobRequest, { kind: 'import' }>): ImportRequest {
  if ('resume' in request) return { resume: request.resume }
  if ('retry' in request) return { retry: request.retry, dumpId: request.dumpId }
  if ('folder' in request) return { paths: [request.folder], onlyNew: { only: request.only } }
  return { paths: request.paths }
}

function importEnd({ id, state, imported, duplicates, rejected, headlines }: ImportRun): JobEnd {
  const counts = { importId: id, imported, duplicates, rejected, headlines }
  const isEnd = state === 'cancelled' || state === 'paused' || state === 'failed'
  return { ...DONE, counts, state: isEnd ? state : 'done' }
}

async function writeOut(
  { path, format, selection, target, options: pages }: Extract<JobRequest, { kind: 'export' }>,
  control: JobControl,
  options: WorkOptions,
): Promise<JobEnd> {
  if (format === 'annotations' && isEverything(selection)) {
    const { annotations } = await runAnnotationsExport(path, target, control, options)
    return { ...DONE, result: `${counted(annotations, 'annotation')} written to ${target}` }
  }
  if (format === 'pdf') {
    const request = { selection, target, options: pages ?? PDF_DEFAULTS }
    const { articles, pages: many, files, warnings } = await runPdfExport(path, request, control, options)
    const what = `${counted(articles, 'article')}, ${counted(many, 'page')}`
    return written(what, files[0] ?? target, files.length, warnings)
  }
  if (format === 'dossier') {
    const request = { selection, target, options: pages ?? PDF_DEFAULTS }
    const made = await runDossier(path, request, runPdfExport, control, options)
    const what = `${counted(made.articles, 'article')} and ${counted(made.originals, 'original')}`
    const sum = `SHA-256 of its manifest, to be kept apart from the file: ${made.manifestSha256}`
    return written(what, target, 1, [sum, ...made.warnings])
  }
  const { articles, warnings } = await runExport(path, { format, selection, target }, control, options)
  return written(counted(articles, 'article'), target, 1, warnings)
}

/** @param target the first of what was written, by which the rest is found */
function written(what: string, target: string, files: number, warnings: readonly string[]): JobEnd {
  const where = files > 1 ? `${files} volumes, the first of them ${target}` : target
  return { ...DONE, result: `${what} written to ${where}`, report: shortened(warnings), target }
}

function backupEnd({ backup, path, removed, problems }: MadeBackup): JobEnd {
  const count = backup.articles === null ? '' : `: ${counted(backup.articles, 'article')}`
  const older =
    removed.length > 0 ? [`Older ones that had had their time were removed: ${removed.join(', ')}`] : []
  const faults = problems.map((problem) => `The archive itself is not sound: ${problem}`)
  // what is routine needs no report
  const report = problems.length > 0 ? shortened([...faults, ...older]) : []
  return { ...DONE, result: `Backed up${count}, to ${path}`, report, target: path }
}

function restoreEnd({ target, articles, problems }: Restored): JobEnd {
  return {
    ...DONE,
    result: `${counted(articles, 'article')} restored to ${target}`,
    report: shortened(problems),
    target,
  }
}

function mergeEnd(merged: Merged): JobEnd {
  const { articles, known, versions, headlines, annotations, tags, collections, savedSearches, notTaken } =
    merged
  const lines = [
    `${counted(articles, 'article')} taken in`,
    `${counted(known, 'article')} here already, with what was added to them there`,
    `${counted(versions, 'other version')} of articles here`,
    counted(headlines, 'headline'),
    counted(annotations, 'annotation'),
    counted(tags, 'tag'),
    counted(collections, 'collection'),
    counted(savedSearches, 'saved search', 'saved searches'),
    ...notTaken.map((line) => `Not taken in: ${line}`),
  ]
  const left = notTaken.length > 0 ? `, ${notTaken.length.toLocaleString('en')} not taken in` : ''
  const result = `${counted(articles, 'article')} merged in, ${known.toLocaleString('en')} known already${left}`
  return { ...DONE, result, report: shortened(lines), counts: { importId: merged.importId } }
}

function shortened(lines: readonly string[]): string[] {
  if (lines.length <= MOST_LINES) return [...lines]
  return [...lines.slice(0, MOST_LINES), `… and ${(lines.length - MOST_LINES).toLocaleString('en')} more`]
}

/** All of an archive's annotations, those without their passage and those in the trash among them. */
function isEverything(selection: Selection): boolean {
  if (!('query' in selection) || selection.except.length > 0) return false
  return JSON.stringify({ ...EVERYTHING, ...selection.query }) === JSON.stringify(EVERYTHING)
}

function emptiedResult({ articles, deleted }: Emptied): string {
  const gone = [
    ...(articles > 0 || deleted === 0 ? [counted(articles, 'article')] : []),
    ...(deleted > 0 ? [counted(deleted, 'deleted thing')] : []),
  ]
  return `${gone.join(' and ')} removed for good`
}

function extractionResult(did: 'preview' | 'apply', { looked, changed, gained }: ExtractionPreview): string {
  if (did === 'apply')
    return `${counted(changed, 'article')} extracted again, ${counted(gained, 'article')} gained`
  return `${counted(looked, 'original')} looked at: ${counted(changed, 'article')} would change, ${gained.toLocaleString('en')} gained`
}

/** So many reasons are sent to be read; a file of another kind has one for each of its lines. */
const MOST_REASONS = 500

/** What was not taken in is told one by one, beside what was: nothing is lost in silence. */
function annotationsEnd({ imported, orphans, known, refused }: ImportedAnnotations): JobEnd {
  const words = [
    `${counted(imported, 'annotation')} taken in`,
    ...(known > 0 ? [`${known.toLocaleString('en')} were here already`] : []),
    ...(refused.length > 0 ? [`${refused.length.toLocaleString('en')} refused`] : []),
  ].join(', ')
  const result = `${words}.${lostPassages(orphans)}`
  if (refused.length === 0) return { ...DONE, result }
  const more = refused.length - MOST_REASONS
  const told = [
    ...refused.slice(0, MOST_REASONS),
    ...(more > 0 ? [`… and ${more.toLocaleString('en')} more`] : []),
  ]
  const error = { code: 'bad-input', message: result, detail: told.join('\n') } as const
  return { ...DONE, state: 'failed', error, result }
}

function lostPassages(orphans: number): string {
  if (orphans === 0) return ''
  const [was, waits] = orphans === 1 ? ['was', 'waits'] : ['were', 'wait']
  return ` ${counted(orphans, 'passage')} ${was} not found in the text and ${waits} among the lost ones.`
}

function checkFailed(problems: string[]): JobEnd {
  const message =
    problems.length === 1 ? 'The check found a problem.' : `The check found ${problems.length} problems.`
  const error = { code: 'archive-damaged', message, detail: problems.slice(0, 20).join('\n') } as const
  return { ...DONE, state: 'failed', error }
}

function counted(n: number, one: string, many = `${one}s`): string {
  return `${n.toLocaleString('en')} ${n === 1 ? one : many}`
}
