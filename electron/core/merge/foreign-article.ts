/** An article of another archive, read, checked and ready to be written into this one. */
import { createHash } from 'node:crypto'
import { foreign } from '../../shared/foreign.ts'
import { bodyText, type CorrectableField, type ListedHeadline } from '../../shared/model.ts'
import { type ArticleContent, readContent } from '../db/articles.ts'
import { needsOriginal, packBlocks, unpack } from '../db/blobs.ts'
import type { Db } from '../db/connection.ts'
import type { ForeignReader, StoredBytes, StoredText } from '../db/foreign.ts'
import { listedHeadlines } from '../db/headlines.ts'
import type { NewOriginal } from '../db/originals.ts'
import type { NewPart } from '../db/parts.ts'
import { CODEC_PLAIN, type PreparedArticle } from '../db/prepared.ts'
import { readVersion } from '../db/versions.ts'
import { summarise } from '../import/prepare.ts'
import { indexText } from '../index/tokens.ts'
import { textKey, urlKey } from '../text/identity.ts'

/** Why something of another archive cannot be taken, in words that follow on its name. */
export class Unfit extends Error {}

export interface ForeignText {
  /** its number in the other archive; null where that has none */
  originalId: number | null
  original: NewOriginal
  parts: NewPart[]
  capturedAtMs: number | null
  article: PreparedArticle
}

export interface ForeignArticle {
  title: string
  /** the current one first, then the versions in the order in which they came */
  texts: ForeignText[]
}

/** @throws Unfit */
export function readForeignArticle(db: Db, reader: ForeignReader, id: number): ForeignArticle {
  try {
    const texts = reader.texts(id).map((stored): ForeignText => {
      const content = stored.version === 0 ? readContent(db, id) : readVersion(db, id, stored.version)
      const extracted = stored.version === 0 ? reader.extracted(id) : []
      const headlines = stored.version === 0 ? listedHeadlines(db, id) : []
      return textOf(reader, stored, content, extracted, headlines)
    })
    if (texts.length === 0) throw new Unfit('it has no text')
    return { title: texts[0]!.article.title, texts }
  } catch (error) {
    if (error instanceof Unfit) throw error
    throw new Unfit(error instanceof Error ? error.message : String(error))
  }
}

const NOTHING = new Uint8Array()

function textOf(
  reader: ForeignReader,
  stored: StoredText,
  content: ArticleContent,
  extracted: readonly { field: CorrectableField; extracted: string }[],
  headlines: ListedHeadline[],
): ForeignText {
  const { row, url, blocks, details } = content
  const said: Record<string, unknown> = {
    title: row.title,
    outlet: content.outletAsWritten,
    authors: content.authors,
    published: row.published,
  }
  // a person's own values come in afterwards, as corrections
  for (const { field, extracted: json } of extracted) said[field] = JSON.parse(json)
  const { title, outlet, authors, published } = said
  if (typeof title !== 'string') throw new Unfit('its title is no text')
  if (outlet !== null && typeof outlet !== 'string') throw new Unfit('its outlet is no text')
  if (!foreign.authors(authors)) throw new Unfit('its authors are none')
  if (!foreign.published(published)) throw new Unfit('its date is none')
  if (![url, row.language].every((value) => value === null || typeof value === 'string'))
    throw new Unfit('its address or language is no text')
  if (!Number.isSafeInteger(row.words) || typeof row.summary !== 'string')
    throw new Unfit('its summary is none')
  if (!foreign.blocks(blocks)) throw new Unfit('its text is not as Clipfile writes one')
  if (!foreign.details(details)) throw new Unfit('what its page says of it is not as Clipfile writes it')
  const body = bodyText(blocks)
  const key = textKey(body)
  const original = originalOf(reader, stored, () =>
    JSON.stringify({ title, outlet, authors, published, url, blocks }),
  )
  const isAfterAnother =
    needsOriginal(stored.codec) &&
    Buffer.compare(stored.blocks.subarray(0, original.sha256.length), original.sha256) !== 0
  const packed = isAfterAnother ? packBlocks(blocks) : { codec: stored.codec, data: stored.blocks }
  return {
    originalId: stored.originalId,
    original,
    parts: stored.originalId === null ? [] : reader.parts(stored.originalId).map(partOf),
    capturedAtMs: stored.capturedAtMs,
    article: {
      title,
      outlet,
      authors,
      published,
      url,
      language: row.language,
      headlines,
      notices: [],
      blocks: packed.data,
      codec: packed.codec,
      summary: stored.version === 0 ? row.summary : summarise(body),
      words: row.words,
      textBytes: Buffer.byteLength(body),
      urlKey: urlKey(url),
      textKey: key,
      details:
        stored.detailsCodec === null || stored.details === null
          ? null
          : { codec: stored.detailsCodec, data: stored.details },
      // only texts too short for a key are compared themselves
      indexText: key ? NOTHING : indexText(body),
      // the index makes it of the text, when it takes that in
      signature: null,
    },
  }
}

/** @param otherwise what stands for the bytes of a text that says of none */
function originalOf(reader: ForeignReader, stored: StoredText, otherwise: () => string): NewOriginal {
  if (stored.originalId !== null) return foreignOriginal(reader, stored.originalId)
  const data = Buffer.from(otherwise())
  return {
    sha256: createHash('sha256').update(data).digest(),
    sizeBytes: data.length,
    codec: CODEC_PLAIN,
    data,
  }
}

/** @throws Unfit where the bytes are not what their checksum says */
export function foreignOriginal(reader: ForeignReader, id: number): NewOriginal {
  const original = reader.original(id)
  if (!original) throw new Unfit('the bytes it came from are missing')
  mustBeWhole(original, 'the bytes it came from are')
  return original
}

export function partOf({ isShown, ...part }: ReturnType<ForeignReader['parts']>[number]): NewPart {
  mustBeWhole(part, 'a picture or file of it is')
  if (typeof part.mime !== 'string' || typeof part.name !== 'string')
    throw new Unfit('a file of it has no name')
  return { ...part, isShown: isShown === 1 }
}

function mustBeWhole({ sha256, sizeBytes, codec, data }: StoredBytes, what: string): void {
  const bytes = unpack(codec, data)
  const isWhole = bytes.length === sizeBytes && createHash('sha256').update(bytes).digest().equals(sha256)
  if (!isWhole)
    throw new Unfit(`${what} not what their SHA-256 says`.replace('is not what their', 'is not what its'))
}
