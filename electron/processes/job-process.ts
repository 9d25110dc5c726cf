/** The process of one job: an import, an export, a check or an indexing. It runs it and has no other use. */
import {
  runCheck,
  runEmptyTrash,
  runExport,
  runExtraction,
  runImport,
  runIndex,
  type JobControl,
  runAnnotationsExport,
  runAnnotationsImport,
  type Emptied,
  type ImportedAnnotations,
} from '../core/archive.ts'
import { AppError, toErrorReply } from '../shared/errors.ts'
import type { JobCounts } from '../shared/api.ts'
import type { ExtractionPreview } from '../shared/model.ts'
import type { FromJobProcess, JobEnd, JobRequest, ToJobProcess } from '../shared/wire.ts'
import { throttle } from './throttle.ts'

const PROGRESS_MS = 100

const stop = new AbortController()

function send(message: FromJobProcess): void {
  process.parentPort.postMessage(message)
}

async function run(request: JobRequest, nativeBinding: string | undefined): Promise<JobEnd> {
  const progress = throttle<JobCounts>(PROGRESS_MS, (counts) => send({ type: 'progress', counts }))
  const control: JobControl = { signal: stop.signal, onProgress: progress.push }
  const options = {
    nativeBinding,
    log: (level: 'info' | 'warn' | 'error', message: string) => send({ type: 'log', level, message }),
  }
  try {
    return await runKind(request, control, options)
  } catch (error) {
    const cancelled = stop.signal.aborted || (error instanceof AppError && error.code === 'cancelled')
    if (cancelled) return { state: 'cancelled', error: null, result: null, counts: {} }
    return { state: 'failed', error: toErrorReply(error), result: null, counts: {} }
  } finally {
    progress.flush()
  }
}

type Options = NonNullable<Parameters<typeof runCheck>[2]>

async function runKind(request: JobRequest, control: JobControl, options: Options): Promise<JobEnd> {
  const done = { state: 'done', error: null, result: null, counts: {} } as const
  switch (request.kind) {
    case 'import': {
      const what = 'resume' in request ? { resume: request.resume } : { paths: request.paths }
      const { id, state, imported, duplicates, rejected, headlines } = await runImport(
        request.path,
        what,
        control,
        options,
      )
      const counts = { importId: id, imported, duplicates, rejected, headlines }
      return { ...done, counts, state: state === 'cancelled' || state === 'failed' ? state : 'done' }
    }
    case 'export': {
      const { format, target } = request
      if (format === 'annotations') {
        const { annotations } = await runAnnotationsExport(request.path, target, control, options)
        return { ...done, result: `${counted(annotations, 'annotation')} written to ${target}` }
      }
      const { articles } = await runExport(request.path, { format, target }, control, options)
      return { ...done, result: `${counted(articles, 'article')} written to ${target}` }
    }
    case 'check': {
      const { problems } = await runCheck(request.path, control, options)
      return problems.length === 0 ? { ...done, result: 'No problems found' } : checkFailed(problems)
    }
    case 'extract': {
      const found = await runExtraction(request.path, request.request, control, options)
      return {
        ...done,
        result: extractionResult(request.request.do, found),
        state: stop.signal.aborted ? 'cancelled' : 'done',
      }
    }
    case 'trash': {
      const emptied = await runEmptyTrash(request.path, request.what, control, options)
      return { ...done, result: emptiedResult(emptied) }
    }
    case 'annotations':
      return annotationsEnd(await runAnnotationsImport(request.path, request.source, control, options))
    case 'index':
      await runIndex(request.path, control, options)
      return done
  }
}

function emptiedResult({ articles, deleted }: Emptied): string {
  const gone = [
    ...(articles > 0 || deleted === 0 ? [counted(articles, 'article')] : []),
    ...(deleted > 0 ? [counted(deleted, 'deleted thing')] : []),
  ]
  return `${gone.join(' and ')} removed for good`
}

function counted(n: number, one: string): string {
  return `${n.toLocaleString('en')} ${n === 1 ? one : `${one}s`}`
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
  if (refused.length === 0) return { state: 'done', error: null, result, counts: {} }
  const more = refused.length - MOST_REASONS
  const told = [
    ...refused.slice(0, MOST_REASONS),
    ...(more > 0 ? [`… and ${more.toLocaleString('en')} more`] : []),
  ]
  const error = { code: 'bad-input', message: result, detail: told.join('\n') } as const
  return { state: 'failed', error, result, counts: {} }
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
  return { state: 'failed', error, result: null, counts: {} }
}

process.parentPort.on('message', ({ data }) => {
  const message = data as ToJobProcess
  if (message.type === 'cancel') stop.abort()
  // main ends this process when it has heard the end: a message sent just before exit() can be lost
  else void run(message.request, message.nativeBinding).then((end) => send({ type: 'end', end }))
})
