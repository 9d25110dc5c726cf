import type { CorrectionInput } from '../../shared/api.ts'
import type { CorrectableField } from '../../shared/model.ts'
import type { Db } from './connection.ts'

/** Keeps what a person says of a field, as JSON. */
export function keepCorrected(
  db: Db,
  articleId: number,
  field: CorrectableField,
  value: CorrectionInput['value'],
): void {
  db.prepare(
    `INSERT INTO corrected (article_id, field, value) VALUES (?, ?, ?)
     ON CONFLICT DO UPDATE SET value = excluded.value`,
  ).run(articleId, field, JSON.stringify(value))
}

export function forgetCorrected(db: Db, articleId: number, field: CorrectableField): void {
  db.prepare('DELETE FROM corrected WHERE article_id = ? AND field = ?').run(articleId, field)
}
