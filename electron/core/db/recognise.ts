import { bodyText } from '../../shared/model.ts'
import { indexText } from '../index/tokens.ts'
import { foldName } from '../text/names.ts'
import {
  BODY_COLUMNS,
  BODY_TABLES,
  type StoredBody,
  unpackBlocks,
  VERSION_COLUMNS,
  VERSION_TABLES,
} from './blobs.ts'
import type { Db } from './connection.ts'
import type { PreparedArticle } from './prepared.ts'

/** An article of the archive that a new record turned out to be. */
export interface Known {
  articleId: number
  title: string
  outlet: string
  /**
   * `same`: the article itself, once more. `version`: what stood at its address another time. `copy`: an article of its own
   * with the same text, in another outlet or under another headline.
   */
  is: 'same' | 'version' | 'copy'
  by: 'address' | 'text'
}

interface Candidate {
  articleId: number
  title: string
  outlet: string
  /** what was extracted, where a person corrected it */
  extractedTitle: string | null
  extractedOutlet: string | null
}

interface StoredText extends StoredBody {
  title: string
  textKey: Buffer | null
}

/** More articles with one text are syndicated so widely that the first of them say enough. */
const MOST_CANDIDATES = 100

/** Finds the article that comes again, by its address or by its text. */
export class Recogniser {
  readonly #byUrl
  readonly #byText
  readonly #texts

  constructor(db: Db) {
    const extracted = (field: string) =>
      `(SELECT json_extract(extracted, '$') FROM correction WHERE article_id = article.id AND field = '${field}')`
    const candidates = (key: 'url_key' | 'text_key') =>
      db.prepare(
        `SELECT article.id AS articleId, article.title, outlet.name AS outlet, ${extracted('title')} AS extractedTitle,
           ${extracted('outlet')} AS extractedOutlet
         FROM body JOIN article ON article.id = body.article_id JOIN outlet ON outlet.id = article.outlet_id
         WHERE body.${key} = ? ORDER BY article.id LIMIT ${MOST_CANDIDATES}`,
      )
    this.#byUrl = candidates('url_key')
    this.#byText = candidates('text_key')
    this.#texts = db.prepare(
      `SELECT '' AS title, text_key AS textKey, ${BODY_COLUMNS} FROM ${BODY_TABLES} WHERE article_id = :id
       UNION ALL SELECT title, text_key, ${VERSION_COLUMNS} FROM ${VERSION_TABLES} WHERE article_id = :id`,
    )
  }

  find(article: PreparedArticle): Known | null {
    return this.#byAddress(article) ?? this.#bySameText(article)
  }

  #byAddress(article: PreparedArticle): Known | null {
    if (!article.urlKey) return null
    const found = this.#byUrl.get(article.urlKey) as Candidate | undefined
    if (!found) return null
    const is = this.#isKnownText(found, article) ? 'same' : 'version'
    return { ...found, is, by: 'address' }
  }

  /** Whether this is the current text under its headline, or a version's under that one's. */
  #isKnownText(found: Candidate, article: PreparedArticle): boolean {
    const [current, ...versions] = this.#texts.all({ id: found.articleId }) as StoredText[]
    if (current && hasTitle(found, article) && isSameText(current, article)) return true
    return versions.some(
      (version) => foldName(version.title) === foldName(article.title) && isSameText(version, article),
    )
  }

  #bySameText(article: PreparedArticle): Known | null {
    if (!article.textKey) return null
    const found = this.#byText.all(article.textKey) as Candidate[]
    const same = found.find((candidate) => hasTitle(candidate, article) && hasOutlet(candidate, article))
    if (same) return { ...same, is: 'same', by: 'text' }
    return found[0] ? { ...found[0], is: 'copy', by: 'text' } : null
  }
}

function hasTitle({ title, extractedTitle }: Candidate, article: PreparedArticle): boolean {
  const wanted = foldName(article.title)
  return foldName(title) === wanted || foldName(extractedTitle ?? title) === wanted
}

/** Where one of the two does not know its outlet, the text and the headline tell enough. */
function hasOutlet({ outlet, extractedOutlet }: Candidate, article: PreparedArticle): boolean {
  if (!article.outlet || !outlet) return true
  const wanted = foldName(article.outlet)
  return foldName(outlet) === wanted || foldName(extractedOutlet ?? outlet) === wanted
}

/** By their keys; texts too short to have one are compared themselves. */
function isSameText(stored: StoredText, article: PreparedArticle): boolean {
  if (stored.textKey && article.textKey) return stored.textKey.equals(article.textKey)
  if (stored.textKey || article.textKey) return false
  return Buffer.compare(indexText(bodyText(unpackBlocks(stored))), article.indexText) === 0
}
