/** What an import or another job says of itself, in one line. */
import type { JobProgress } from '../../../electron/shared/api.ts'
import { count, counted } from '../format.ts'

export interface JobWords {
  text: string
  tone: 'plain' | 'problem'
  /** reasons, a line each, that are too many for one line */
  why?: string
}

export function importEnded(job: JobProgress): JobWords {
  if (job.kind === 'annotations' && job.state === 'failed') return annotationsRefused(job)
  if (job.state === 'failed' || job.state === 'interrupted') {
    const why = job.error ? `: ${job.error.message}` : ''
    return {
      text: `${job.name} stopped${why}${job.error?.detail ? ` ${job.error.detail}` : ''}`,
      tone: 'problem',
    }
  }
  if (job.kind !== 'import' && job.state === 'cancelled')
    return { text: job.result ?? `${job.name}: cancelled`, tone: 'plain' }
  if (job.kind !== 'import') return { text: job.result ?? `${job.name}: done`, tone: 'plain' }
  const from = job.byItself ? `From the watched folder “${job.name}”: ` : ''
  const sums = `${from}${sumsInWords(job)}`
  if (job.state === 'cancelled') return { text: `Import cancelled. Kept: ${sums}`, tone: 'plain' }
  if (job.state === 'paused') return { text: `Import paused. In so far: ${sums}`, tone: 'plain' }
  return { text: sums, tone: 'plain' }
}

/** Of an import that nobody started: that it brought nothing, or stopped because the archive is being closed. */
export function isNoNews({ state, imported, rejected }: JobProgress): boolean {
  return state === 'paused' || (state === 'done' && imported === 0 && rejected === 0)
}

/** All of a file of annotations, or some of it, was not taken in. */
function annotationsRefused({ name, result, error }: JobProgress): JobWords {
  if (result !== null) return { text: `“${name}”: ${result}`, tone: 'problem', why: error?.detail ?? '' }
  const why = [error?.message, error?.detail].filter(Boolean).join(' ')
  return { text: `“${name}” could not be taken in. ${why}`, tone: 'problem' }
}

/** `40 articles imported, 2 already here, 1 refused`; what is zero is left out. */
export function sumsInWords(sums: { imported: number; duplicates: number; rejected: number }): string {
  const parts = []
  if (sums.imported > 0) parts.push(`${counted(sums.imported, 'article')} imported`)
  if (sums.duplicates > 0) parts.push(`${count(sums.duplicates)} already here`)
  if (sums.rejected > 0) parts.push(`${count(sums.rejected)} refused`)
  if (parts.length === 0) return 'Nothing to import'
  if (sums.imported === 0 && sums.rejected === 0) return `Nothing new: ${parts.join(', ')}`
  return parts.join(', ')
}
