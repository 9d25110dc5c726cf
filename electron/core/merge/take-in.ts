/** Takes another archive in, as one of an import's dumps. */
import type { MergeReport } from '../../shared/export.ts'
import type { Archive } from '../archive.ts'
import type { Db } from '../db/connection.ts'
import { lastArticleId } from '../db/foreign.ts'
import { breathe, type Progress } from '../job-control.ts'
import { ArticleTaker } from './take-articles.ts'
import { takeBrought } from './take-brought.ts'
import { takeOwn } from './take-own.ts'

/** One transaction: a person who saves something meanwhile waits no longer. */
const BATCH_MS = 25
const BATCH_BYTES = 8 * 1024 * 1024
const PAGE = 100

export interface TakeIn {
  archive: Archive
  foreign: Db
  /** what the other archive is called */
  name: string
  importId: number
  /** the dump that is the other archive */
  dumpId: number
  report: MergeReport
  signal: AbortSignal
  progress: Progress
  /** called after each batch, with how many articles came in */
  onBatch(articles: number): void
}

/**
 * Everything of another archive that is not here yet: articles with their originals, pictures, versions and headlines, the
 * ledger of where they came from, and what people added. Whole batches at a time; begun anew after a stop, it ends the same.
 * @returns whether it came to its end
 */
export async function takeIn(taking: TakeIn): Promise<boolean> {
  const { archive, foreign, importId, report, signal, progress } = taking
  const { db } = archive
  const taker = new ArticleTaker(db, foreign, importId, taking.dumpId, report)
  progress.update({ step: 'Merging', current: 0, total: lastArticleId(foreign) })
  const batches = async <T>(
    page: (after: number, most: number) => T[],
    keyOf: (one: T) => number,
    take: (one: T) => void,
  ): Promise<boolean> => {
    for (let after = 0; ;) {
      if (signal.aborted) return false
      const before = report.articles
      const end = oneBatch(db, taker, page(after, PAGE), keyOf, take)
      if (end === null) return true
      after = end
      taking.onBatch(report.articles - before)
      const { articles: imported, known: duplicates, headlines } = report
      progress.update({ current: Math.max(progress.counts.current, after), imported, duplicates, headlines })
      await breathe()
    }
  }
  const articles = await batches(
    (after, most) => taker.articleIds(after, most),
    (id) => id,
    (id) => taker.takeArticle(id),
  )
  const loose =
    articles &&
    (await batches(
      (after, most) => taker.looseRecords(after, most),
      (record) => record.id,
      (record) => taker.takeLoose(record),
    ))
  if (!loose) return false
  progress.update({ step: 'Merging what people added' })
  const isOfImport = db.prepare('SELECT 1 FROM article WHERE id = ? AND import_id = ?')
  takeOwn(
    { db, foreign, here: taker.here, isNew: (id) => isOfImport.get(id, importId) !== undefined, report },
    taking.name,
  )
  takeBrought(db, foreign, taker.here, importId)
  taker.finish()
  return true
}

/** @returns the key of the last one taken; null when there was none */
function oneBatch<T>(
  db: Db,
  taker: ArticleTaker,
  due: readonly T[],
  keyOf: (one: T) => number,
  take: (one: T) => void,
): number | null {
  if (due.length === 0) return null
  const until = performance.now() + BATCH_MS
  let last = 0
  try {
    db.transaction(() => {
      for (const one of due) {
        take(one)
        last = keyOf(one)
        if (performance.now() > until || taker.bytes > BATCH_BYTES) break
      }
      taker.flush()
    }).immediate()
    return last
  } catch (error) {
    taker.reset()
    throw error
  }
}
