/** Corrected fields as steps of the history: `corrected` holds what a person says, the article follows (db/corrections.ts). */
import type { CorrectionInput } from '../../shared/api.ts'
import type { CorrectableField } from '../../shared/model.ts'
import type { Change } from '../../shared/own.ts'
import { readContent } from '../db/articles.ts'
import type { Db } from '../db/connection.ts'
import { correct, isExtracted, uncorrect } from '../db/corrections.ts'
import { forgetCorrected, keepCorrected } from '../db/corrected.ts'
import { recordChange } from './history.ts'
import type { RowChange } from './recorder.ts'
import { shortened } from './words.ts'

const FIELDS: Record<CorrectableField, string> = {
  title: 'Title',
  outlet: 'Outlet',
  authors: 'Authors',
  published: 'Date',
}

/** Sets a field to what a person knows better. @throws AppError `not-found`; `bad-request` for a date that is none */
export function correctField(db: Db, articleId: number, correction: CorrectionInput): Change | null {
  const { title } = readContent(db, articleId).row
  const label = `${FIELDS[correction.field]} of “${shortened(title)}” corrected`
  return recordChange(db, label, () => {
    if (isExtracted(db, articleId, correction)) forgetCorrected(db, articleId, correction.field)
    else keepCorrected(db, articleId, correction.field, correction.value)
  }).change
}

/** Sets a field back to what was extracted. */
export function uncorrectField(db: Db, articleId: number, field: CorrectableField): Change | null {
  const { title } = readContent(db, articleId).row
  const label = `${FIELDS[field]} of “${shortened(title)}” set back`
  return recordChange(db, label, () => forgetCorrected(db, articleId, field)).change
}

/** After corrections came, changed or went: the articles take them over. */
export function followCorrections(db: Db, rows: readonly RowChange[]): void {
  for (const { before, after } of rows) {
    const row = (after ?? before)!
    const articleId = row['article_id'] as number
    const field = row['field'] as CorrectableField
    if (!after) uncorrect(db, articleId, field)
    else correct(db, articleId, { field, value: JSON.parse(after['value'] as string) } as CorrectionInput)
  }
}
