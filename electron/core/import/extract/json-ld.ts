/** What a page's JSON-LD says about its article. https://schema.org/Article, https://developers.google.com/search/docs/appearance/structured-data/article */

import type { DataScript } from './html-tree.ts'
import { objectsIn, readJson, textOf, type Json, type JsonObject } from './json-data.ts'
import { plainText } from './plain-text.ts'

/** of one field; no article has more authors or headlines than that */
const MAX_VALUES = 50

export interface LinkedData {
  headlines: string[]
  published: string[]
  modified: string[]
  authors: string[]
  /** publisher's names */
  publishers: string[]
  description: string
  articleBody: string
  section: string
  language: string
  url: string
}

const ARTICLE =
  /(?:^|[/#:])(?:[A-Za-z]*Article|BlogPosting|LiveBlogPosting|Report|Review|ClaimReview|CreativeWork|SocialMediaPosting|DiscussionForumPosting|OpinionNewsArticle|Recipe)$/
const PAGE = /(?:^|[/#:])(?:WebPage|ItemPage|VideoObject)$/

export function readLinkedData(scripts: readonly DataScript[]): LinkedData {
  const data: LinkedData = {
    headlines: [],
    published: [],
    modified: [],
    authors: [],
    publishers: [],
    description: '',
    articleBody: '',
    section: '',
    language: '',
    url: '',
  }
  const objects = scripts
    .filter((script) => script.type.includes('ld+json'))
    .flatMap((script) => [...objectsIn(readJson(script.text))])
  const byId = new Map<string, JsonObject>()
  for (const object of objects) {
    const id = textOf(object['@id'])
    if (id && Object.keys(object).length > 1 && !byId.has(id)) byId.set(id, object)
  }
  const articles = objects.filter((object) => isA(object, ARTICLE) && isMain(object))
  for (const article of articles) takeArticle(data, article, byId)
  const hasArticle = articles.length > 0
  for (const object of objects) {
    if (isA(object, PAGE)) takePage(data, object, hasArticle)
    // an agency as author is an organisation too
    const name = isA(object, /(?:NewsMediaOrganization|WebSite|Organization)$/)
      ? plainText(textOf(object.name))
      : ''
    if (!data.authors.includes(name)) push(data.publishers, name)
  }
  return data
}

function typesOf(object: JsonObject): string[] {
  const type = object['@type']
  return Array.isArray(type) ? type.map(textOf) : [textOf(type)]
}

function isA(object: JsonObject, pattern: RegExp): boolean {
  return typesOf(object).some((type) => pattern.test(type))
}

/** Articles that are only listed (`hasPart`, item lists) have a headline and an address, no date or author. */
function isMain(object: JsonObject): boolean {
  return (
    'datePublished' in object || 'articleBody' in object || 'author' in object || 'mainEntityOfPage' in object
  )
}

function takeArticle(data: LinkedData, article: JsonObject, byId: Map<string, JsonObject>): void {
  const first = data.headlines.length === 0
  // the entries of a live blog are articles too; their headlines are not the page's
  if (first) {
    pushText(data.headlines, article.headline)
    pushText(data.headlines, article.name)
    pushText(data.headlines, article.alternativeHeadline)
  }
  pushText(data.published, article.datePublished ?? article.dateCreated ?? article.uploadDate)
  pushText(data.modified, article.dateModified)
  if (first || data.authors.length === 0) {
    for (const author of namesOf(article.author ?? article.creator, byId)) push(data.authors, author)
    if (data.authors.length === 0)
      for (const author of namesOf(article.contributor, byId)) push(data.authors, author)
  }
  for (const name of namesOf(article.publisher ?? article.sourceOrganization, byId))
    push(data.publishers, name)
  const body = plainText(textOf(article.articleBody) || textOf(article.text))
  if (body.length > data.articleBody.length) data.articleBody = body
  data.description ||= plainText(textOf(article.description))
  data.section ||= plainText(textOf(article.articleSection))
  data.language ||= textOf(article.inLanguage)
  data.url ||= addressOf(article.url) || addressOf(article.mainEntityOfPage)
}

function takePage(data: LinkedData, page: JsonObject, hasArticle: boolean): void {
  pushText(data.published, page.datePublished ?? page.uploadDate)
  pushText(data.modified, page.dateModified)
  if (hasArticle) return
  pushText(data.headlines, page.headline ?? page.name)
  data.description ||= plainText(textOf(page.description))
}

function addressOf(value: Json | undefined): string {
  const text =
    value && typeof value === 'object' && !Array.isArray(value)
      ? textOf(value['@id'] ?? value.url)
      : textOf(value)
  return /^https?:\/\//i.test(text) ? text : ''
}

/** Names of people: strings, objects, arrays of either, references by `@id`. */
function namesOf(value: Json | undefined, byId: Map<string, JsonObject>): string[] {
  if (value === undefined || value === null) return []
  const list = Array.isArray(value) ? value.flat(3) : [value]
  return list.flatMap((entry) => {
    if (typeof entry === 'string') return [plainText(entry)]
    if (!entry || typeof entry !== 'object' || Array.isArray(entry)) return []
    if (Array.isArray(entry.name)) return entry.name.map(textOf)
    const known = entry.name === undefined ? byId.get(textOf(entry['@id'])) : undefined
    const person = known ?? entry
    const whole =
      textOf(person.name) || [textOf(person.givenName), textOf(person.familyName)].join(' ').trim()
    return whole ? [plainText(whole)] : []
  })
}

function pushText(list: string[], value: Json | undefined): void {
  push(list, plainText(textOf(value)))
}

function push(list: string[], text: string): void {
  if (text && list.length < MAX_VALUES && !list.includes(text)) list.push(text)
}
