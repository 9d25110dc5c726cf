/** What is asked aside of all jobs: pages to look at, the backups in a folder, what is new in a watched one, the columns of a dump. */
import { findNewFiles, isBackupDue, listBackups, makePdfPreview, previewDump } from '../core/archive.ts'
import type { AsideAnswers, AsideRequest } from '../shared/wire.ts'
import type { WorkOptions } from './job-work.ts'

/** Answers. @throws what its part of core throws */
export async function answerAside(
  request: AsideRequest,
  signal: AbortSignal,
  options: WorkOptions,
): Promise<AsideAnswers[AsideRequest['kind']]> {
  if (request.kind === 'preview') {
    const { path, ...wanted } = request
    return makePdfPreview(path, wanted, { signal, onProgress: () => {} }, options)
  }
  if (request.kind === 'new-files') return findNewFiles(request.path, request.folder, signal, options)
  if (request.kind === 'columns') return previewDump(request.path, request.dumpId, request.mapping, options)
  const backups = listBackups(request.folder, request.path, options)
  const isDue = isBackupDue(request.plan, backups[0]?.madeAtMs ?? null, Date.now())
  return { backups, isDue }
}
