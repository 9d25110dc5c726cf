/** What each kind of job does, and what it says of its end to people. */
import {
  runAnnotationsExport,
  runAnnotationsImport,
  runCheck,
  runExport,
  runExtraction,
  runImport,
  runIndex,
  type ImportedAnnotations,
  type JobControl,
} from '../core/archive.ts'
import { EVERYTHING, type Selection } from '../shared/api.ts'
import { AppError } from '../shared/errors.ts'
import type { ExtractionPreview, ImportRun } from '../shared/model.ts'
import type { JobEnd, JobRequest } from '../shared/wire.ts'

export type WorkOptions = NonNullable<Parameters<typeof runCheck>[2]>

const DONE: JobEnd = { state: 'done', error: null, result: null, counts: {} }
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
    case 'annotations':
      return annotationsEnd(await runAnnotationsImport(request.path, request.source, control, options))
    case 'index':
      await runIndex(request.path, control, options)
      return DONE
    case 'backup':
    case 'restore':
    case 'merge':
      throw new AppError('internal', 'Not here yet.')
  }
}

function importOf(
  request: Extract<JobRequest, { kind: 'import' }>,
): { resume: number } | { paths: string[] } {
  return 'resume' in request ? { resume: request.resume } : { paths: request.paths }
}

function importEnd({ id, state, imported, duplicates, rejected, headlines }: ImportRun): JobEnd {
  const counts = { importId: id, imported, duplicates, rejected, headlines }
  return { ...DONE, counts, state: state === 'cancelled' || state === 'failed' ? state : 'done' }
}

async function writeOut(
  { path, format, selection, target }: Extract<JobRequest, { kind: 'export' }>,
  control: JobControl,
  options: WorkOptions,
): Promise<JobEnd> {
  if (format === 'annotations' && isEverything(selection)) {
    const { annotations } = await runAnnotationsExport(path, target, control, options)
    return { ...DONE, result: `${counted(annotations, 'annotation')} written to ${target}` }
  }
  if (format === 'pdf' || format === 'dossier') throw new AppError('internal', 'Not here yet.')
  const { articles, warnings } = await runExport(path, { format, selection, target }, control, options)
  return written(articles, target, warnings)
}

function written(articles: number, target: string, warnings: readonly string[]): JobEnd {
  const result = `${counted(articles, 'article')} written to ${target}`
  return { ...DONE, result, report: warnings.slice(0, MOST_LINES) }
}

/** All of an archive's annotations, those without their passage and those in the trash among them. */
function isEverything(selection: Selection): boolean {
  if (!('query' in selection) || selection.except.length > 0) return false
  return JSON.stringify({ ...EVERYTHING, ...selection.query }) === JSON.stringify(EVERYTHING)
}

function extractionResult(did: 'preview' | 'apply', { looked, changed, gained }: ExtractionPreview): string {
  if (did === 'apply')
    return `${counted(changed, 'article')} extracted again, ${counted(gained, 'article')} gained`
  return `${counted(looked, 'original')} looked at: ${counted(changed, 'article')} would change, ${gained.toLocaleString('en')} gained`
}

/** What was not taken in is told one by one: nothing is lost in silence. */
function annotationsEnd({ imported, orphans, known, refused }: ImportedAnnotations): JobEnd {
  const words = [
    `${imported.toLocaleString('en')} annotations taken in`,
    ...(orphans > 0 ? [`${orphans} of them without their passage`] : []),
    ...(known > 0 ? [`${known} were here already`] : []),
    ...(refused.length > 0 ? [`${refused.length} refused`] : []),
  ].join(', ')
  if (refused.length === 0) return { ...DONE, result: words }
  const error = { code: 'bad-input', message: `${words}.`, detail: refused.slice(0, 20).join('\n') } as const
  return { ...DONE, state: 'failed', error }
}

function checkFailed(problems: string[]): JobEnd {
  const message =
    problems.length === 1 ? 'The check found a problem.' : `The check found ${problems.length} problems.`
  const error = { code: 'archive-damaged', message, detail: problems.slice(0, 20).join('\n') } as const
  return { ...DONE, state: 'failed', error }
}

function counted(n: number, one: string): string {
  return `${n.toLocaleString('en')} ${n === 1 ? one : `${one}s`}`
}
