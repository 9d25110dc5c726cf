import { existsSync } from 'node:fs'
import type { Archive, ArchiveOptions } from '../archive.ts'
import { connect, type ReadDb } from '../db/connection.ts'
import { TRASH_OUTLET } from '../db/trash.ts'
import { indexPath, readState } from '../index/index-file.ts'
import type { Problems } from './problems.ts'

const REMEDY = 'It holds nothing of its own: delete %, and Clipfile makes it anew.'

/** The index as it lies there. Opening it as the app does would throw a damaged one away before anybody heard of it. */
export function checkIndex(archive: Archive, problems: Problems, options: ArchiveOptions): void {
  const path = indexPath(archive.path)
  // a missing one is made when it is needed
  if (!existsSync(path)) return
  const remedy = REMEDY.replace('%', path)
  try {
    const index = connect(path, { nativeBinding: options.nativeBinding })
    try {
      for (const { integrity_check: line } of index.pragma('integrity_check(10)') as {
        integrity_check: string
      }[]) {
        if (line !== 'ok') problems.add('index', `The search index is damaged: ${line}. ${remedy}`)
      }
      index.exec("INSERT INTO article_text (article_text) VALUES ('integrity-check')")
      const state = readState(index)
      // what waits to be taken in is no fault
      if (hasChangesSince(archive.db, state.throughChange)) return
      const taken = archive.db
        .prepare(`SELECT count(*) FROM article WHERE id <= ? AND outlet_id <> ${TRASH_OUTLET}`)
        .pluck()
        .get(state.throughArticle) as number
      const held = index.prepare('SELECT count(*) FROM doc').pluck().get() as number
      if (taken !== held) {
        problems.add(
          'index',
          `The search index holds ${held} articles where it should hold ${taken}. ${remedy}`,
        )
      }
    } finally {
      index.close()
    }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    problems.add('index', `The search index is damaged: ${why}. ${remedy}`)
  }
}

function hasChangesSince(db: ReadDb, change: number): boolean {
  return db.prepare('SELECT 1 FROM index_change WHERE seq > ? LIMIT 1').get(change) !== undefined
}
