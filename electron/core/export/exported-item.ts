import type { Block, Corrections, ListedHeadline, Source, VersionInfo } from '../../shared/model.ts'
import { bodyText, type ArticleDetails, type Author, type PublishedDate } from '../../shared/model.ts'
import type { Annotation } from '../../shared/own.ts'
import { reanchor } from '../annotations/reanchor.ts'
import { annotationsOf } from '../db/annotations.ts'
import { readContent } from '../db/articles.ts'
import type { Db } from '../db/connection.ts'
import { readCorrections } from '../db/corrections.ts'
import { captureOf, noteInCollection } from '../db/exported.ts'
import { listedHeadlines } from '../db/headlines.ts'
import { readPicture, type Picture } from '../db/parts.ts'
import { readingState } from '../db/reading.ts'
import { sourcesOf } from '../db/records.ts'
import { listTags, tagIdsOf } from '../db/tags.ts'
import { versionsOf } from '../db/versions.ts'

/** An article with everything that an export may say of it. */
export interface ExportedItem extends ArticleDetails {
  id: number
  /** as it is; may be empty */
  title: string
  /** as the archive calls it, after merging */
  outlet: string | null
  /** as its own dump spells it */
  outletAsWritten: string | null
  authors: Author[]
  published: PublishedDate | null
  url: string | null
  language: string | null
  summary: string
  words: number
  blocks: Block[]
  /** its own text, see bodyText: where {@link Annotation.place} counts */
  text: string
  headlines: ListedHeadline[]
  /** first the record it was extracted from; empty only where a ledger is damaged */
  sources: Source[]
  versions: VersionInfo[]
  corrections: Corrections
  capturedAtMs: number | null
  /** paths */
  tags: string[]
  read: boolean
  starred: boolean
  /** in the order of the text; those on the whole article first, orphans last */
  annotations: Annotation[]
  /** what the exported collection says of it, Markdown; empty where it says nothing */
  note: string
  /** SHA-256 of the pictures that its figures show, each once, in order */
  pictures: string[]
}

/** Reads items one after the other; the tags' paths are read once. */
export function itemLoader(db: Db, collectionId: number | null): (id: number) => ExportedItem {
  let paths: Map<number, string> | null = null
  return (id) => {
    const { row, outletAsWritten, authors, url, blocks, details } = readContent(db, id)
    // the text may have been extracted again since
    reanchor(db, id)
    const tagIds = tagIdsOf(db, id)
    if (tagIds.length > 0) paths ??= new Map(listTags(db).map((tag) => [tag.id, tag.path]))
    const { read, starred } = readingState(db, id)
    return {
      id,
      title: row.title,
      outlet: row.outlet,
      outletAsWritten,
      authors,
      published: row.published,
      url,
      language: row.language,
      summary: row.summary,
      words: row.words,
      ...details,
      blocks,
      text: bodyText(blocks),
      headlines: listedHeadlines(db, id),
      sources: sourcesOf(db, id),
      versions: versionsOf(db, id),
      corrections: readCorrections(db, id),
      capturedAtMs: captureOf(db, id).capturedAtMs,
      tags: tagIds.flatMap((tagId) => paths?.get(tagId) ?? []).sort(),
      read,
      starred,
      annotations: annotationsOf(db, id),
      note: noteInCollection(db, collectionId, id),
      pictures: [...new Set(blocks.flatMap(({ image }) => image?.sha256 ?? []))],
    }
  }
}

/** One item. @throws AppError `not-found` */
export function exportedItem(db: Db, id: number, collectionId: number | null = null): ExportedItem {
  return itemLoader(db, collectionId)(id)
}

/** Formats that every program shows and that cannot run anything. SVG can, and others are not known widely. */
const SHOWN = new Map([
  ['image/jpeg', 'jpg'],
  ['image/png', 'png'],
  ['image/gif', 'gif'],
  ['image/webp', 'webp'],
])

export interface ExportedPicture extends Picture {
  /** `SHA256.jpg` */
  name: string
}

/**
 * A picture as it can be shown anywhere, its type told from its own bytes.
 * @returns why not, in words, where it is missing, damaged or of a format that could run something
 */
export function exportedPicture(db: Db, sha256: string): ExportedPicture | string {
  let picture: Picture
  try {
    picture = readPicture(db, sha256)
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
  const mime = typeOf(picture.data)
  const extension = mime && SHOWN.get(mime)
  if (!mime || !extension) return `It is of a kind (${picture.mime}) that is not taken along.`
  return { mime, data: picture.data, name: `${sha256}.${extension}` }
}

/** By the first bytes, as the WHATWG MIME sniffing standard tells pictures. */
function typeOf(data: Uint8Array): string | null {
  const head = Buffer.from(data.buffer, data.byteOffset, Math.min(data.byteLength, 12)).toString('latin1')
  if (head.startsWith('\xff\xd8\xff')) return 'image/jpeg'
  if (head.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png'
  if (/^GIF8[79]a/.test(head)) return 'image/gif'
  if (head.startsWith('RIFF') && head.slice(8) === 'WEBP') return 'image/webp'
  return null
}
