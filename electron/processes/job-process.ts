/** The process of one job: an import, an export, a check or an indexing. It runs it and has no other use. */
import { PAUSED, type JobControl } from '../core/archive.ts'
import { AppError, toErrorReply } from '../shared/errors.ts'
import type { JobCounts } from '../shared/api.ts'
import type { FromJobProcess, JobEnd, JobRequest, ToJobProcess } from '../shared/wire.ts'
import { answerAside } from './aside-work.ts'
import { work, type WorkOptions } from './job-work.ts'
import { throttle } from './throttle.ts'

const PROGRESS_MS = 100

const stop = new AbortController()

function send(message: FromJobProcess): void {
  process.parentPort.postMessage(message)
}

function optionsFor(nativeBinding: string | undefined): WorkOptions {
  return { nativeBinding, log: (level, message) => send({ type: 'log', level, message }) }
}

async function run(request: JobRequest, nativeBinding: string | undefined): Promise<JobEnd> {
  const progress = throttle<JobCounts>(PROGRESS_MS, (counts) => send({ type: 'progress', counts }))
  const control: JobControl = { signal: stop.signal, onProgress: progress.push }
  try {
    return await work(request, control, optionsFor(nativeBinding))
  } catch (error) {
    const cancelled = stop.signal.aborted || (error instanceof AppError && error.code === 'cancelled')
    if (cancelled) return { state: 'cancelled', error: null, result: null, counts: {} }
    return { state: 'failed', error: toErrorReply(error), result: null, counts: {} }
  } finally {
    progress.flush()
  }
}

async function answer({ request, nativeBinding }: Extract<ToJobProcess, { type: 'ask' }>): Promise<void> {
  try {
    const value = await answerAside(request, stop.signal, optionsFor(nativeBinding))
    send({ type: 'answer', reply: { ok: true, value } })
  } catch (error) {
    send({ type: 'answer', reply: { ok: false, error: toErrorReply(error) } })
  }
}

process.parentPort.on('message', ({ data }) => {
  const message = data as ToJobProcess
  if (message.type === 'cancel') stop.abort(message.pause ? PAUSED : undefined)
  else if (message.type === 'ask') void answer(message)
  // main ends this process when it has heard the end: a message sent just before exit() can be lost
  else void run(message.request, message.nativeBinding).then((end) => send({ type: 'end', end }))
})
