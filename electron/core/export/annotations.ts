import { portable } from '../annotations/exchange.ts'
import { collectionOf, toW3c } from '../annotations/w3c.ts'
import { annotationsLeaving } from '../db/portable.ts'
import type { ExportRun } from './export-run.ts'
import type { Write } from './write-whole.ts'

/** The annotations of the selection as one W3C AnnotationCollection (JSON-LD), in the order of its list. */
export async function writeAnnotations(run: ExportRun, write: Write): Promise<void> {
  const { db } = run.archive
  const head = JSON.stringify({ ...collectionOf(run.scope.title, []), total: undefined, first: undefined })
  await write(`${head.slice(0, -1)},"first":{"type":"AnnotationPage","startIndex":0,"items":[`)
  let total = 0
  for await (const id of run.ids()) {
    for (const row of annotationsLeaving(db, id)) {
      await write(`${total === 0 ? '' : ','}\n${JSON.stringify(toW3c(portable(row)))}`)
      total++
    }
  }
  await write(`\n]},"total":${total}}\n`)
}
