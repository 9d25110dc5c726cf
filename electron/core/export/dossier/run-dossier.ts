/** An evidence dossier: one zip with the typeset articles, the bytes they were taken from, and the SHA-256 of everything. */
import { createReadStream, mkdtempSync, rmSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { basename, join, resolve } from 'node:path'
import { AppError } from '../../../shared/errors.ts'
import type { PdfOptions } from '../../../shared/export.ts'
import { EVERYTHING, type Selection } from '../../../shared/list-query.ts'
import type { ArchiveOptions } from '../../archive.ts'
import { asAppError } from '../../db/connection.ts'
import { originalsOf } from '../../db/exported.ts'
import { linksOf } from '../../db/leaving.ts'
import { readOriginal } from '../../db/originals.ts'
import { readPicture } from '../../db/parts.ts'
import { closeAfterJob, type JobControl, openForJob } from '../../job-control.ts'
import { writeAnnotations } from '../annotations.ts'
import { fitLine } from '../clean.ts'
import { ExportRun } from '../export-run.ts'
import type { ExportedItem } from '../exported-item.ts'
import { mustNotBeArchive } from '../run-export.ts'
import { exportScope } from '../scope.ts'
import { titleOf } from '../shown.ts'
import { wholeFile } from '../write-whole.ts'
import { ZipWriter } from '../zip-writer.ts'
import {
  ANNOTATIONS,
  DOCUMENT,
  type Manifest,
  type ManifestArticle,
  MANIFEST,
  type Member,
  README,
  readmeText,
  sha256Of,
  SUMS,
} from './manifest.ts'

export interface DossierRequest {
  selection?: Selection | undefined
  /** a file */
  target: string
  options: PdfOptions
}

/** Typesets the same selection into a file: `runPdfExport`, handed in so that a test of the zip needs no typesetter. */
export type MakePdf = (
  path: string,
  request: { selection: Selection; target: string; options: PdfOptions },
  control: JobControl,
  options: ArchiveOptions,
) => Promise<{ files: string[]; warnings: string[] }>

export interface DossierResult {
  articles: number
  originals: number
  target: string
  warnings: string[]
  /** of `manifest.json`: to be kept apart from the file */
  manifestSha256: string
}

/** @throws AppError `cancelled`, `disk-full`, `write-failed`, `bad-request`, and what typesetting throws */
export async function runDossier(
  path: string,
  request: DossierRequest,
  makePdf: MakePdf,
  control: JobControl,
  options: ArchiveOptions = {},
): Promise<DossierResult> {
  const target = resolve(request.target)
  mustNotBeArchive(path, target)
  const { selection = { query: EVERYTHING, except: [] } } = request
  return wholeFile(target, async (write) => {
    const unfinished = mkdtempSync(`${target}.partial-`)
    try {
      const document = { selection, options: request.options, target: join(unfinished, DOCUMENT) }
      const { files, warnings } = await makePdf(path, document, control, options)
      const archive = openForJob(path, options, false)
      try {
        const run = new ExportRun(archive, exportScope(archive, selection), control)
        warnings.forEach((warning) => run.warn(warning))
        return await new DossierWriter(run, new ZipWriter(write)).write(files, target)
      } catch (error) {
        throw asAppError(error, path)
      } finally {
        closeAfterJob(archive)
      }
    } finally {
      rmSync(unfinished, { recursive: true, force: true })
    }
  })
}

class DossierWriter {
  readonly #run: ExportRun
  readonly #zip: ZipWriter
  /** by path */
  readonly #members = new Map<string, Member>()
  readonly #articles: ManifestArticle[] = []

  constructor(run: ExportRun, zip: ZipWriter) {
    this.#run = run
    this.#zip = zip
  }

  /** @param documents `dossier.pdf`, or its volumes */
  async write(documents: readonly string[], target: string): Promise<DossierResult> {
    const { scope } = this.#run
    const title = fitLine(scope.title) || basename(target)
    await this.#add(README, 'readme', readmeText(title, scope.articles))
    for (const file of documents) await this.#addFile(basename(file), 'document', file)
    for await (const item of this.#run.items('Packing originals')) await this.#addArticle(item)
    await this.#addAnnotations()
    const manifest: Manifest = {
      format: 'clipfile-dossier',
      version: 1,
      title,
      createdAt: new Date().toISOString(),
      algorithm: 'SHA-256',
      members: [...this.#members.values()],
      articles: this.#articles,
    }
    const text = `${JSON.stringify(manifest, null, 1)}\n`
    const manifestSha256 = sha256Of(text)
    await this.#zip.add(MANIFEST, text)
    const sums = [...this.#members.values(), { path: MANIFEST, sha256: manifestSha256 }]
    await this.#zip.add(SUMS, sums.map(({ path, sha256 }) => `${sha256}  ${path}\n`).join(''))
    await this.#zip.end()
    const originals = manifest.members.filter(({ kind }) => kind === 'original').length
    return {
      articles: this.#articles.length,
      originals,
      target,
      warnings: this.#run.warnings,
      manifestSha256,
    }
  }

  async #addArticle(item: ExportedItem): Promise<void> {
    const kept = originalsOf(this.#run.archive.db, item.id)
    const captured = new Map(kept.map(({ sha256, capturedAtMs }) => [sha256, capturedAtMs]))
    const paths = new Map<string, string | null>()
    for (const { id, sha256 } of kept) {
      paths.set(sha256, await this.#addOriginal(item, id, sha256))
      await this.#addParts(item, id)
    }
    this.#articles.push({
      number: this.#articles.length + 1,
      id: item.id,
      title: titleOf(item),
      outlet: item.outlet,
      published: item.published?.value ?? null,
      url: item.url,
      textSha256: sha256Of(item.text),
      sources: item.sources.map((source) => {
        const capturedAtMs = captured.get(source.sha256) ?? null
        return {
          dump: source.dump,
          record: source.record,
          place: source.place,
          sizeBytes: source.sizeBytes,
          sha256: source.sha256,
          member: paths.get(source.sha256) ?? null,
          capturedAt: capturedAtMs === null ? null : new Date(capturedAtMs).toISOString(),
          importedAt: new Date(source.importedAtMs).toISOString(),
          extractor: source.extractor,
        }
      }),
      corrected: Object.keys(item.corrections),
    })
  }

  /** @returns its path; null where the archive's own copy is damaged, which is told */
  async #addOriginal(item: ExportedItem, id: number, sha256: string): Promise<string | null> {
    const path = `originals/${sha256}`
    if (this.#members.has(path)) return path
    const bytes = this.#tryRead(`An original of “${titleOf(item)}”`, () =>
      readOriginal(this.#run.archive.db, id),
    )
    if (!bytes) return null
    await this.#add(path, 'original', bytes)
    return path
  }

  async #addParts(item: ExportedItem, originalId: number): Promise<void> {
    const { db } = this.#run.archive
    for (const { sha256 } of linksOf(db, originalId)) {
      const path = `parts/${sha256}`
      if (this.#members.has(path)) continue
      const bytes = this.#tryRead(
        `A picture or file of “${titleOf(item)}”`,
        () => readPicture(db, sha256).data,
      )
      if (bytes) await this.#add(path, 'part', bytes)
      await this.#run.pause()
    }
  }

  #tryRead(name: string, read: () => Uint8Array): Uint8Array | null {
    try {
      return read()
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      this.#run.warn(`${name} is left out: ${error.message}`)
      return null
    }
  }

  async #addAnnotations(): Promise<void> {
    const pieces: string[] = []
    await writeAnnotations(this.#run, (piece) => void pieces.push(String(piece)))
    await this.#add(ANNOTATIONS, 'annotations', pieces.join(''))
  }

  async #add(path: string, kind: Member['kind'], content: string | Uint8Array): Promise<void> {
    const bytes = typeof content === 'string' ? Buffer.from(content) : content
    this.#members.set(path, { path, kind, sizeBytes: bytes.length, sha256: sha256Of(bytes) })
    await this.#zip.add(path, bytes)
  }

  async #addFile(path: string, kind: Member['kind'], file: string): Promise<void> {
    const hash = createHash('sha256')
    let sizeBytes = 0
    const pieces = async function* (): AsyncGenerator<Buffer> {
      for await (const piece of createReadStream(file)) {
        hash.update(piece as Buffer)
        sizeBytes += (piece as Buffer).length
        yield piece as Buffer
      }
    }
    await this.#zip.addPieces(path, pieces())
    this.#members.set(path, { path, kind, sizeBytes, sha256: hash.digest('hex') })
  }
}
