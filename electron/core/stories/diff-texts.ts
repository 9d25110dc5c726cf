import { bodyText } from '../../shared/model.ts'
import type { ArticleDiff, DiffRun, DiffSide } from '../../shared/timeline.ts'
import { type ArticleContent, readContent } from '../db/articles.ts'
import type { ReadDb } from '../db/connection.ts'
import { capturedAtMs, readVersion } from '../db/versions.ts'
import { diffWords } from '../diff/words.ts'

interface TextOf {
  articleId: number
  version?: number | undefined
}

/** What differs between two articles, or two versions of one. @throws AppError `not-found` */
export function diffTexts(db: ReadDb, a: TextOf, b: TextOf): ArticleDiff {
  const [before, after] = [read(db, a), read(db, b)]
  const body = diffWords(bodyText(before.blocks), bodyText(after.blocks))
  return {
    a: sideOf(db, a, before),
    b: sideOf(db, b, after),
    title: diffWords(before.row.title, after.row.title).runs,
    byline: diffWords(bylineOf(before), bylineOf(after)).runs,
    body: body.runs,
    same: sameOf(body.runs),
    exact: body.exact,
  }
}

function read(db: ReadDb, { articleId, version = 0 }: TextOf): ArticleContent {
  return version === 0 ? readContent(db, articleId) : readVersion(db, articleId, version)
}

function bylineOf({ authors }: ArticleContent): string {
  return authors.map(({ name, handle }) => (handle ? `${name} ${handle}` : name)).join(', ')
}

function sideOf(
  db: ReadDb,
  { articleId, version = 0 }: TextOf,
  { row, outletAsWritten }: ArticleContent,
): DiffSide {
  return {
    articleId,
    version,
    title: row.title,
    outlet: outletAsWritten ?? row.outlet,
    published: row.published,
    language: row.language,
    capturedAtMs: capturedAtMs(db, articleId, version),
  }
}

const WORDS = /[\p{L}\p{N}]+/gu

/** Of the words of both, how many stand in both. */
function sameOf(runs: readonly DiffRun[]): number {
  let same = 0
  let all = 0
  for (const { kind, text } of runs) {
    const words = text.match(WORDS)?.length ?? 0
    same += kind === 'same' ? 2 * words : 0
    all += kind === 'same' ? 2 * words : words
  }
  return all === 0 ? 1 : same / all
}
