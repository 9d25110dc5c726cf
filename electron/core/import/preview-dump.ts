import { AppError } from '../../shared/errors.ts'
import type { ColumnMapping, ColumnsPreview } from '../../shared/mapping.ts'
import { type ArchiveOptions, openArchive } from '../archive.ts'
import { readMappings } from '../db/column-mappings.ts'
import { dumpPath } from '../db/imports.ts'
import { previewColumns } from './preview-columns.ts'

/** What {@link previewColumns} says of a dump of the ledger. @throws AppError `not-found`, `bad-request` */
export function previewDump(
  path: string,
  dumpId: number,
  mapping: ColumnMapping | null,
  options: ArchiveOptions,
): ColumnsPreview {
  const archive = openArchive(path, options)
  try {
    const file = dumpPath(archive.db, dumpId)
    if (file === null) throw new AppError('not-found', 'This file is not in the ledger any more.')
    return previewColumns(file, mapping, readMappings(archive.db))
  } finally {
    archive.close()
  }
}
