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
import { CODEC_PLAIN, type PreparedArticle } from './prepared.ts'

/** An article of the archive that a new record turned out to be. */
export interface Known {
  articleId: number
  title: string
  outlet: string
  /**
   * `same`: the article itself, once more. `version`: what stood at its address another time. `copy`: an article of its own
   * with the same text, in another outlet or under another headline. `bare`: the article, which had no text until now.
   */
  is: 'same' | 'version' | 'copy' | 'bare'
  by: 'address' | 'text'
  /** which of its texts it is: 0 the current one, else a version's number */
  version: number
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
  version: number
  title: string
  textKey: Buffer | null
}

/** A body without any block, as it is packed. */
const NO_BLOCKS = Buffer.from('[]')
const IS_BARE = `codec = ${CODEC_PLAIN} AND blocks = x'${NO_BLOCKS.toString('hex')}'`

/** Whether only an address, a title and the like are known of it. */
export function hasNoBody({ codec, blocks }: Pick<PreparedArticle, 'codec' | 'blocks'>): boolean {
  return codec === CODEC_PLAIN && NO_BLOCKS.equals(blocks)
}

/** More articles with one text are syndicated so widely that the first of them say enough. */
const MOST_CANDIDATES = 100

/** Finds the article that comes again, by its address or by its text. */
export class Recogniser {
  readonly #hasUrl
  readonly #hasText
  readonly #byUrl
  readonly #byText
  readonly #texts
  readonly #isBare

  constructor(db: Db) {
    const extracted = (field: string) =>
      `(SELECT json_extract(extracted, '$') FROM correction WHERE article_id = article.id AND field = '${field}')`
    const candidates = (key: 'url_key' | 'text_key') =>
      db.prepare(
        `SELECT article.id AS articleId, article.title, outlet.name AS outlet, ${extracted('title')} AS extractedTitle,
           ${extracted('outlet')} AS extractedOutlet
         FROM body JOIN article ON article.id = body.article_id JOIN outlet ON outlet.id = article.outlet_id
         WHERE body.${key} = ? ORDER BY body.article_id LIMIT ${MOST_CANDIDATES}`,
      )
    // Nearly every article is new: a look into the index alone takes 3 µs where the joins are set up in 20.
    const has = (key: 'url_key' | 'text_key') => db.prepare(`SELECT 1 FROM body WHERE ${key} = ?`).pluck()
    this.#hasUrl = has('url_key')
    this.#hasText = has('text_key')
    this.#byUrl = candidates('url_key')
    this.#byText = candidates('text_key')
    this.#isBare = db.prepare(`SELECT 1 FROM body WHERE article_id = ? AND ${IS_BARE}`)
    this.#texts = db.prepare(
      `SELECT 0 AS version, '' AS title, text_key AS textKey, ${BODY_COLUMNS} FROM ${BODY_TABLES} WHERE article_id = :id
       UNION ALL SELECT version.id, title, text_key, ${VERSION_COLUMNS} FROM ${VERSION_TABLES} WHERE article_id = :id`,
    )
  }

  /** Whether an article has no text yet: only its address was saved. */
  isBare(articleId: number): boolean {
    return this.#isBare.get(articleId) !== undefined
  }

  find(article: PreparedArticle): Known | null {
    return this.#byAddress(article) ?? this.#bySameText(article)
  }

  #byAddress(article: PreparedArticle): Known | null {
    if (!article.urlKey || this.#hasUrl.get(article.urlKey) === undefined) return null
    const found = this.#byUrl.get(article.urlKey) as Candidate | undefined
    if (!found) return null
    // a bookmark says nothing against a text, nor against another bookmark
    if (hasNoBody(article)) return { ...found, is: 'same', by: 'address', version: 0 }
    if (this.isBare(found.articleId)) return { ...found, is: 'bare', by: 'address', version: 0 }
    const version = this.#knownText(found, article)
    return { ...found, is: version === null ? 'version' : 'same', by: 'address', version: version ?? 0 }
  }

  /** Which text of the article this is, under the headline that it had then; null for a new one. */
  #knownText(found: Candidate, article: PreparedArticle): number | null {
    const [current, ...versions] = this.#texts.all({ id: found.articleId }) as StoredText[]
    if (current && hasTitle(found, article) && isSameText(current, article)) return 0
    const known = versions.find(
      (version) => foldName(version.title) === foldName(article.title) && isSameText(version, article),
    )
    return known?.version ?? null
  }

  #bySameText(article: PreparedArticle): Known | null {
    if (!article.textKey || this.#hasText.get(article.textKey) === undefined) return null
    const found = this.#byText.all(article.textKey) as Candidate[]
    const same = found.find((candidate) => hasTitle(candidate, article) && hasOutlet(candidate, article))
    if (same) return { ...same, is: 'same', by: 'text', version: 0 }
    return found[0] ? { ...found[0], is: 'copy', by: 'text', version: 0 } : null
  }
}

/** A record without a title says nothing against one. */
function hasTitle({ title, extractedTitle }: Candidate, article: PreparedArticle): boolean {
  if (article.title === '') return true
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
