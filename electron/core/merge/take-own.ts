/** What people added to another archive comes into this one, as one step of the history: nothing here is lost by it. */
import type { CorrectionInput } from '../../shared/api.ts'
import type { MergeReport } from '../../shared/export.ts'
import { AppError } from '../../shared/errors.ts'
import { foreign } from '../../shared/foreign.ts'
import type { CorrectableField } from '../../shared/model.ts'
import type { Db } from '../db/connection.ts'
import { isExtracted } from '../db/corrections.ts'
import { keepCorrected } from '../db/corrected.ts'
import {
  correctedRows,
  correctedValue,
  markedRows,
  positionRows,
  putMark,
  putPosition,
  putTagging,
  setCorrectionTime,
  taggings,
} from '../db/foreign-own.ts'
import { findTag, listTags, readTag, setTagColour } from '../db/tags.ts'
import { recordChange } from '../own/history.ts'
import { cleanTagPath } from '../own/names.ts'
import { ensureTag } from '../own/tags.ts'
import { shortened } from '../own/words.ts'
import { takeAnnotations } from './take-annotations.ts'
import { tell } from './take-articles.ts'
import { takeCollections } from './take-collections.ts'
import { takeDeleted } from './take-deleted.ts'
import { takeOutlets } from './take-outlets.ts'
import { takeRules, takeSearches } from './take-searches.ts'
import { takeStories } from './take-stories.ts'

/** What each part of the work knows. */
export interface OwnTaking {
  db: Db
  foreign: Db
  /** the articles of the other archive that are here, with their numbers here */
  here: ReadonlyMap<number, number>
  /** whether an article came in with this very archive */
  isNew(articleId: number): boolean
  report: MergeReport
}

export function takeOwn(taking: OwnTaking, name: string): void {
  const { db } = taking
  const correctedAt: [articleId: number, field: CorrectableField, atMs: number][] = []
  recordChange(db, `What people added to “${shortened(name)}” taken over`, () => {
    takeOutlets(taking)
    const tags = takeTags(taking)
    takeMarks(taking)
    takeCorrections(taking, correctedAt)
    takeAnnotations(taking)
    const collections = takeCollections(taking)
    takeSearches(taking, tags, collections)
    takeRules(taking, collections)
    takeStories(taking)
    takeDeleted(taking, { tags, collections })
  })
  // what follows from a correction says when it was made: then, not now
  db.transaction(() => correctedAt.forEach((one) => setCorrectionTime(db, ...one))).immediate()
}

/** Tags by their paths; a colour is taken where there is none here. @returns theirs → ours */
function takeTags({ db, foreign: other, here, report }: OwnTaking): Map<number, number> {
  const ours = new Map<number, number>()
  for (const tag of listTags(other)) {
    let path: string[]
    try {
      path = cleanTagPath(tag.path)
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      tell(report, `The tag “${shortened(tag.path)}” was not taken: ${error.message}`)
      continue
    }
    if (findTag(db, path) === null) report.tags++
    const id = ensureTag(db, path)
    const { colour } = tag
    const isColour = Number.isInteger(colour) && colour! >= 0 && colour! < 12
    if (isColour && readTag(db, id).colour === null) setTagColour(db, id, colour)
    ours.set(tag.id, id)
  }
  const put = putTagging(db)
  for (const { articleId, tagId } of taggings(other)) {
    const [article, tag] = [here.get(articleId), ours.get(tagId)]
    if (article !== undefined && tag !== undefined) put(article, tag)
  }
  return ours
}

function takeMarks({ db, foreign: other, here, isNew }: OwnTaking): void {
  for (const table of ['article_read', 'article_star'] as const) {
    const put = putMark(db, table)
    for (const { articleId, atMs } of markedRows(other, table)) {
      const article = here.get(articleId)
      if (article !== undefined) put(article, timeOf(atMs))
    }
  }
  const place = putPosition(db)
  for (const { articleId, position, atMs } of positionRows(other)) {
    const article = here.get(articleId)
    if (article !== undefined && Number.isFinite(position)) place(article, position, timeOf(atMs))
  }
  // what is here already stays where it is: in sight, or in the trash
  const trash = putMark(db, 'trashed')
  for (const { articleId, atMs } of markedRows(other, 'trashed')) {
    const article = here.get(articleId)
    if (article !== undefined && isNew(article)) trash(article, timeOf(atMs))
  }
}

function timeOf(ms: number): number {
  return Number.isSafeInteger(ms) && ms >= 0 ? ms : Date.now()
}

const FIELDS: Record<CorrectableField, (value: unknown) => boolean> = {
  title: (value) => typeof value === 'string',
  outlet: (value) => value === null || typeof value === 'string',
  authors: foreign.authors,
  published: (value) => value === null || typeof value === 'string',
}

function takeCorrections(
  { db, foreign: other, here, report }: OwnTaking,
  correctedAt: [articleId: number, field: CorrectableField, atMs: number][],
): void {
  for (const { articleId, field, value: json, atMs } of correctedRows(other)) {
    const article = here.get(articleId)
    if (article === undefined) continue
    const mine = correctedValue(db, article, field)
    if (mine === json) continue
    const refuse = (why: string) =>
      tell(
        report,
        `A correction (${field}) of article ${articleId} of the other archive was not taken: ${why}`,
      )
    if (mine !== null) {
      refuse(`here it says ${shortened(mine)}, there ${shortened(json)}.`)
      continue
    }
    const correction = readCorrection(field, json)
    if (!correction) refuse('it is none.')
    else if (isNews(db, article, correction)) {
      keepCorrected(db, article, field, correction.value)
      if (atMs !== null) correctedAt.push([article, field, timeOf(atMs)])
    }
  }
}

function readCorrection(field: CorrectableField, json: string): CorrectionInput | null {
  try {
    const value: unknown = JSON.parse(json)
    return FIELDS[field]?.(value) ? ({ field, value } as CorrectionInput) : null
  } catch {
    return null
  }
}

/** Whether it says more than what was extracted here; a date that is none says nothing. */
function isNews(db: Db, articleId: number, correction: CorrectionInput): boolean {
  try {
    return !isExtracted(db, articleId, correction)
  } catch (error) {
    if (error instanceof AppError) return false
    throw error
  }
}
