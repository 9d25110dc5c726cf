/** Archives for tests: real SQLite in a temporary folder, filled through the same writers as an import. */
import { createHash, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openArchive, type Archive } from '../core/archive.ts'
import { packBlocks } from '../core/db/blobs.ts'
import { ArticleWriter } from '../core/db/articles.ts'
import { OriginalWriter } from '../core/db/originals.ts'
import { CODEC_PLAIN, type PreparedArticle } from '../core/db/prepared.ts'
import { indexText } from '../core/index/tokens.ts'
import { textKey, urlKey } from '../core/text/identity.ts'
import { IndexWriter } from '../core/index/index-writer.ts'
import { bodyText, type Block, type PublishedDate } from '../shared/model.ts'

/** A folder that is gone after the test; call the second to remove it. */
export function temporaryFolder(): { folder: string; remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'clipfile-test-'))
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

/** An article as a worker would hand it over; only what a test cares for needs to be named. */
export function prepared(
  article: Partial<Omit<PreparedArticle, 'blocks'>> & { text?: string; published?: PublishedDate | null },
): PreparedArticle {
  const text = article.text ?? 'The gates stayed shut for a ninth day.'
  const blocks: Block[] = text.split('\n\n').map((paragraph) => ({ kind: 'paragraph', text: paragraph }))
  const packed = packBlocks(blocks)
  return {
    title: 'Dam gates stay shut',
    outlet: 'Harbor Ledger',
    authors: [],
    published: null,
    url: null,
    language: 'en',
    headlines: [],
    summary: text.slice(0, 240),
    words: text.split(/\s+/).length,
    textBytes: Buffer.byteLength(bodyText(blocks)),
    indexText: indexText(bodyText(blocks)),
    notices: [],
    urlKey: urlKey(article.url ?? null),
    textKey: textKey(text),
    signature: null,
    details: null,
    ...article,
    blocks: packed.data,
    codec: packed.codec,
  }
}

/** A date known to the day, as a header gives it. */
export function onDay(value: string): PublishedDate {
  const precision =
    value.length === 4 ? 'year' : value.length === 7 ? 'month' : value.length === 10 ? 'day' : 'minute'
  return { value, precision, source: 'header' }
}

let moments = 0

/** No two imports of a test begin in the same millisecond. */
function nextMoment(): number {
  return Date.now() + moments++
}

/** Writes articles under one import and indexes them. @returns their ids */
export function addArticles(archive: Archive, articles: readonly PreparedArticle[], index = true): number[] {
  const writer = new ArticleWriter(archive.db)
  const ids = archive.db.transaction(() => {
    const importId = Number(
      archive.db
        .prepare(
          "INSERT INTO import_run (name, state, started_at_ms, paths) VALUES ('test', 'done', ?, '[]')",
        )
        .run(nextMoment()).lastInsertRowid,
    )
    const added = articles.map((article) => {
      const source = { originalId: keepOriginal(archive, article), capturedAtMs: null }
      return writer.insert(article, importId, source).articleId
    })
    writer.flush()
    return added
  })()
  if (index) indexAll(archive)
  return ids
}

/** Something for an article to have come from. */
function keepOriginal(archive: Archive, { title }: PreparedArticle): number {
  const bytes = Buffer.from(`${title} ${randomUUID()}`)
  const sha256 = createHash('sha256').update(bytes).digest()
  return new OriginalWriter(archive.db).keep({
    sha256,
    sizeBytes: bytes.length,
    codec: CODEC_PLAIN,
    data: bytes,
  }).id
}

export function indexAll(archive: Archive): void {
  const writer = IndexWriter.open(archive.path, archive.db)
  while (writer.catchUp() > 0);
  writer.close()
}

/** A new archive in its own folder. */
export function temporaryArchive(): { archive: Archive; path: string; remove: () => void } {
  const { folder, remove } = temporaryFolder()
  const path = join(folder, 'test.clipfile')
  const archive = openArchive(path, { create: true })
  return {
    archive,
    path,
    remove: () => {
      if (archive.db.open) archive.close()
      remove()
    },
  }
}
