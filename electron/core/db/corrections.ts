import type { CorrectionInput } from '../../shared/api.ts'
import { secondsOf } from '../../shared/days.ts'
import { AppError } from '../../shared/errors.ts'
import type { CorrectableField, Corrections, DatePrecision, PublishedDate } from '../../shared/model.ts'
import { fieldsOf, type FieldValues, writeFields } from './article-fields.ts'
import { ArticleWriter, readContent } from './articles.ts'
import type { Db, ReadDb } from './connection.ts'

interface CorrectionRow {
  field: CorrectableField
  extracted: string
  atMs: number
}

/** The corrected fields of an article, each with what was extracted. */
export function readCorrections(db: ReadDb, articleId: number): Corrections {
  const rows = db
    .prepare('SELECT field, extracted, at_ms AS atMs FROM correction WHERE article_id = ? ORDER BY field')
    .all(articleId) as CorrectionRow[]
  return Object.fromEntries(
    rows.map(({ field, extracted, atMs }) => [field, { extracted: JSON.parse(extracted) as unknown, atMs }]),
  )
}

/**
 * Sets a field to what a person knows better; what was extracted is kept. Correcting it back to that ends the correction.
 * @throws AppError `not-found`; `bad-request` for a date that is none
 */
export function correct(
  db: Db,
  articleId: number,
  { field, value }: CorrectionInput,
  nowMs = Date.now(),
): void {
  const corrected = field === 'published' ? correctedDate(value) : value
  change(db, articleId, (before) => {
    const known = readCorrections(db, articleId)[field]
    const extracted = known ? known.extracted : before[field]
    if (isSame(field, extracted, corrected)) {
      forget(db, articleId, field)
      return { [field]: extracted }
    }
    db.prepare(
      `INSERT INTO correction (article_id, field, extracted, at_ms) VALUES (?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET at_ms = excluded.at_ms`,
    ).run(articleId, field, JSON.stringify(extracted), nowMs)
    return { [field]: corrected }
  })
}

/** Whether a correction says no more than what was extracted. @throws AppError `not-found`, `bad-request` */
export function isExtracted(db: ReadDb, articleId: number, { field, value }: CorrectionInput): boolean {
  const known = readCorrections(db, articleId)[field]
  const extracted = known ? known.extracted : fieldsOf(readContent(db, articleId))[field]
  return isSame(field, extracted, field === 'published' ? correctedDate(value) : value)
}

/** Sets a field back to what was extracted; nothing to do where it was never corrected. */
export function uncorrect(db: Db, articleId: number, field: CorrectableField): void {
  change(db, articleId, () => {
    const known = readCorrections(db, articleId)[field]
    forget(db, articleId, field)
    return known ? { [field]: known.extracted } : {}
  })
}

function forget(db: Db, articleId: number, field: CorrectableField): void {
  db.prepare('DELETE FROM correction WHERE article_id = ? AND field = ?').run(articleId, field)
}

/** The way in which a date was found is no part of it. */
function isSame(field: CorrectableField, extracted: unknown, corrected: unknown): boolean {
  if (field !== 'published') return JSON.stringify(extracted) === JSON.stringify(corrected)
  return (extracted as PublishedDate | null)?.value === (corrected as PublishedDate | null)?.value
}

function change(db: Db, articleId: number, decide: (before: FieldValues) => Partial<FieldValues>): void {
  db.transaction(() => {
    const before = fieldsOf(readContent(db, articleId))
    const after = decide(before)
    if (Object.keys(after).length === 0) return
    const writer = new ArticleWriter(db)
    writeFields(db, writer, articleId, { ...before, ...after })
    writer.flush()
  }).immediate()
}

const PRECISIONS: readonly (readonly [shape: RegExp, precision: DatePrecision])[] = [
  [/^\d{4}$/, 'year'],
  [/^\d{4}-\d{2}$/, 'month'],
  [/^\d{4}-\d{2}-\d{2}$/, 'day'],
  [/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?:Z|[+-]\d{2}:\d{2})?$/, 'minute'],
  [/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:Z|[+-]\d{2}:\d{2})?$/, 'second'],
]

function correctedDate(value: string | null): PublishedDate | null {
  if (value === null) return null
  const precision = PRECISIONS.find(([shape]) => shape.test(value))?.[1]
  if (precision && secondsOf(value) !== null) return { value, precision, source: 'corrected' }
  throw new AppError(
    'bad-request',
    `“${value}” is no date.`,
    'Write it as 2025, 2025-02, 2025-02-11 or 2025-02-11T09:41.',
  )
}
