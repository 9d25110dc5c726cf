/** What is asked aside of all jobs: pages to look at, and the backups in a folder. */
import { AppError } from '../shared/errors.ts'
import type { AsideAnswers, AsideRequest } from '../shared/wire.ts'
import type { WorkOptions } from './job-work.ts'

/** Answers. @throws what its part of core throws */
export async function answerAside(
  request: AsideRequest,
  signal: AbortSignal,
  options: WorkOptions,
): Promise<AsideAnswers[AsideRequest['kind']]> {
  throw new AppError('internal', `Not here yet: ${request.kind} ${signal.aborted} ${typeof options.log}`)
}
