/**
 * WACZ 1.1.1 (https://specs.webrecorder.net/wacz/1.1.1/): originals that were saved from the web, as a web archive that
 * replay programs open. What was no capture is told and stays behind.
 */
import { createHash } from 'node:crypto'
import { originalsOf } from '../../db/exported.ts'
import { fitLine } from '../clean.ts'
import type { ExportRun } from '../export-run.ts'
import { titleOf } from '../shown.ts'
import type { Write } from '../write-whole.ts'
import { ZipWriter } from '../zip-writer.ts'
import { type SavedPage, savedPage } from './saved-contents.ts'
import {
  digestOf,
  infoRecord,
  resourceRecord,
  surtOf,
  takenRecord,
  warcDate,
  type WarcContent,
} from './warc-record.ts'

const WARC = 'data.warc.gz'

interface ListedFile {
  name: string
  path: string
  hash: string
  bytes: number
}

export async function writeWacz(run: ExportRun, write: Write): Promise<void> {
  const zip = new ZipWriter(write)
  const wacz = new WaczContents(run)
  const files: ListedFile[] = []
  const hash = createHash('sha256')
  let size = 0
  const pieces = async function* (): AsyncGenerator<Buffer> {
    for await (const piece of wacz.records()) {
      hash.update(piece)
      size += piece.length
      yield piece
    }
  }
  // stored: replay reads single records out of the middle
  await zip.addPieces(`archive/${WARC}`, pieces(), { stored: true })
  files.push({ name: WARC, path: `archive/${WARC}`, hash: `sha256:${hash.digest('hex')}`, bytes: size })
  const add = async (path: string, text: string): Promise<void> => {
    const bytes = Buffer.from(text)
    files.push({ name: path.split('/').at(-1)!, path, hash: digestOf(bytes), bytes: bytes.length })
    await zip.add(path, bytes)
  }
  await add('indexes/index.cdxj', wacz.index.sort().join(''))
  await add(
    'pages/pages.jsonl',
    [PAGES_HEAD, ...wacz.pages].map((line) => `${JSON.stringify(line)}\n`).join(''),
  )
  const packed = {
    profile: 'data-package',
    wacz_version: '1.1.1',
    title: fitLine(run.scope.title),
    description: fitLine(run.scope.description),
    created: warcDate(Date.now()),
    software: 'Clipfile',
    resources: files,
  }
  const text = `${JSON.stringify(packed, null, 2)}\n`
  await zip.add('datapackage.json', text)
  const digest = { path: 'datapackage.json', hash: digestOf(Buffer.from(text)) }
  await zip.add('datapackage-digest.json', `${JSON.stringify(digest, null, 2)}\n`)
  await zip.end()
  wacz.warn()
}

const PAGES_HEAD = { format: 'json-pages-1.0', id: 'pages', title: 'All pages' }

/** The records of the web archive, and what the index says of them. */
class WaczContents {
  readonly index: string[] = []
  readonly pages: Record<string, string>[] = []
  readonly #run: ExportRun
  readonly #written = new Set<string>()
  readonly #leftOut = new Map<string, string[]>()
  #undated = 0
  #offset = 0

  constructor(run: ExportRun) {
    this.#run = run
  }

  async *records(): AsyncGenerator<Buffer> {
    yield this.#placed(infoRecord(WARC, fitLine(this.#run.scope.title)))
    for await (const item of this.#run.items()) {
      let isIn = false
      let why = 'it has no original'
      for (const original of originalsOf(this.#run.archive.db, item.id)) {
        const saved = savedPage(this.#run.archive.db, item, original)
        if (typeof saved === 'string') {
          why = saved
          continue
        }
        isIn = true
        yield* this.#pageRecords(saved, titleOf(item))
        await this.#run.pause()
      }
      if (!isIn) this.#leftOut.set(why, [...(this.#leftOut.get(why) ?? []), titleOf(item)])
    }
  }

  /** What could not be taken along, by reason. */
  warn(): void {
    for (const [why, titles] of this.#leftOut) {
      const count =
        titles.length === 1 ? 'One article is' : `${titles.length.toLocaleString('en')} articles are`
      this.#run.warn(
        `${count} left out, because ${why}: ${titles
          .slice(0, 3)
          .map((title) => `“${title}”`)
          .join(', ')}${titles.length > 3 ? ' …' : ''}`,
      )
    }
    if (this.#undated === 0) return
    this.#run.warn(
      this.#undated === 1
        ? 'One page does not say when it was saved: in the web archive it has the date of its import.'
        : `${this.#undated.toLocaleString('en')} pages do not say when they were saved: in the web archive they have the date of their import.`,
    )
  }

  *#pageRecords({ page, others, isDated }: SavedPage, title: string): Generator<Buffer> {
    if (!isDated) this.#undated++
    const isNew = yield* this.#record(page)
    if (isNew) {
      const id = digestOf(Buffer.from(`${page.url} ${page.atMs}`)).slice(7, 29)
      this.pages.push({ id, url: page.url, ts: warcDate(page.atMs), title: fitLine(title) })
    }
    for (const other of others) yield* this.#record(other)
  }

  /** Each address once at each moment. */
  *#record(content: WarcContent): Generator<Buffer, boolean> {
    const key = `${surtOf(content.url)} ${warcDate(content.atMs).replaceAll(/\D/g, '')}`
    if (this.#written.has(key)) return false
    this.#written.add(key)
    const offset = this.#offset
    const { record } = content
    const bytes = this.#placed(record ? takenRecord(record) : resourceRecord(content))
    const fields = {
      url: content.url,
      mime: content.mime.split(';')[0],
      status: String(content.status ?? 200),
      digest: digestOf(content.bytes),
      length: String(bytes.length),
      offset: String(offset),
      filename: WARC,
    }
    this.index.push(`${key} ${JSON.stringify(fields)}\n`)
    yield bytes
    return true
  }

  #placed(bytes: Buffer): Buffer {
    this.#offset += bytes.length
    return bytes
  }
}
