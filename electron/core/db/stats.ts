import { statSync } from 'node:fs'
import { NO_MONTH } from '../../shared/days.ts'
import type { ArchiveStats } from '../../shared/model.ts'
import type { ReadDb } from './connection.ts'
import { dayRange } from './timeline.ts'

/** The counts of the whole archive; all kept, none counted. */
export function archiveStats(db: ReadDb, archivePath: string, indexPath: string): ArchiveStats {
  const totals = db
    .prepare(
      `SELECT articles, headlines, originals_bytes AS originalsBytes, text_bytes AS textBytes,
         (SELECT count(*) FROM outlet WHERE id > 0 AND (articles > 0 OR headlines > 0)) AS outlets,
         coalesce((SELECT articles FROM month WHERE month = ${NO_MONTH}), 0) AS undated
       FROM total`,
    )
    .get() as Pick<
    ArchiveStats,
    'articles' | 'headlines' | 'originalsBytes' | 'textBytes' | 'outlets' | 'undated'
  >
  const ledger = db
    .prepare(
      `SELECT count(*) AS imports, coalesce(sum(records), 0) AS records, coalesce(sum(imported), 0) AS imported,
         coalesce(sum(duplicates), 0) AS duplicates, coalesce(sum(rejected), 0) AS rejected FROM import_run`,
    )
    .get() as Pick<ArchiveStats, 'imports' | 'records' | 'imported' | 'duplicates' | 'rejected'>
  return {
    ...totals,
    ...ledger,
    ...dayRange(db),
    archiveBytes: fileBytes(archivePath) + fileBytes(`${archivePath}-wal`),
    indexBytes: fileBytes(indexPath) + fileBytes(`${indexPath}-wal`),
  }
}

function fileBytes(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0
}
