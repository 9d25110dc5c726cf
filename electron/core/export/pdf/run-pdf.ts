/** A collection, a search or a selection becomes a PDF, typeset without a window. */
import { dirname, join, parse, resolve } from 'node:path'
import { existsSync, statSync } from 'node:fs'
import { AppError } from '../../../shared/errors.ts'
import type { PdfOptions, PdfPreview, PdfWritten } from '../../../shared/export.ts'
import type { Selection } from '../../../shared/list-query.ts'
import type { ArchiveOptions } from '../../archive.ts'
import { asAppError } from '../../db/connection.ts'
import { breathe, closeAfterJob, type JobControl, openForJob, Progress } from '../../job-control.ts'
import { wholeFiles } from '../write-whole.ts'
import { chosenArticles } from './chosen.ts'
import { pageGeometry } from './page-geometry.ts'
import { svgPages } from './svg-pages.ts'
import { Typesetter } from './typesetter.ts'
import { Typesetting } from './typesetting.ts'
import { Volumes } from './volumes.ts'
import { Warnings } from './warnings.ts'

export interface PdfRequest {
  selection: Selection
  options: PdfOptions
  target: string
}

/**
 * Typesets articles into `target`; where they are too many to be typeset at once, into `NAME-1.pdf`, `NAME-2.pdf` and so on,
 * each with contents of its own. Under the final names there are either whole files or what was there before. A cancel is heard at
 * once; a thread of the process may then go on typesetting until the process is ended.
 * @throws AppError `cancelled`, `disk-full`, `write-failed`, `bad-request`, `not-found`
 */
export async function runPdfExport(
  path: string,
  { selection, options, target }: PdfRequest,
  control: JobControl,
  archiveOptions: ArchiveOptions = {},
): Promise<PdfWritten> {
  const wanted = resolve(target)
  mustBePlace(wanted, path)
  // each article is read once: a larger cache would only be memory that typesetting lacks
  const archive = openForJob(path, { cacheMb: 16, ...archiveOptions }, false)
  const progress = new Progress(control)
  try {
    progress.update({ step: 'Reading articles' })
    const chosen = chosenArticles(archive, selection)
    if (chosen.ids.length === 0)
      throw new AppError('bad-request', 'There is no article to export.', 'Choose some articles first.')
    progress.update({ total: chosen.ids.length })
    const warnings = new Warnings()
    let typesetter: Typesetter | null = null
    const checks = () => (typesetter ??= new Typesetter('none'))
    const volumes = new Volumes(archive, chosen, options, warnings, checks)
    const pause = async (): Promise<void> => {
      await breathe()
      if (control.signal.aborted)
        throw new AppError('cancelled', 'The export was cancelled; no file was written.')
    }
    return await wholeFiles(async (write) => {
      const files: string[] = []
      let pages = 0
      while (!volumes.areAllMade) {
        // a thread each: with it goes all the memory that a volume took
        const typesetting = new Typesetting(control.signal)
        try {
          const volume = await volumes.next(typesetting, async (done) => {
            progress.update({ step: 'Reading articles', current: done })
            await pause()
          })
          progress.update({ step: 'Typesetting' })
          const bytes = await volumes.typeset(volume, typesetting)
          await pause()
          const file = volume.part.number === null ? wanted : volumeFile(wanted, volume.part.number)
          write(file, bytes)
          files.push(file)
          pages += pageCount(bytes)
        } finally {
          await typesetting.end()
        }
      }
      progress.say(true)
      return { articles: volumes.printed, pages, files, warnings: warnings.all }
    })
  } catch (error) {
    throw asAppError(error, path)
  } finally {
    closeAfterJob(archive)
  }
}

/** So many articles are typeset for a preview at most, and no more than make a few pages. */
const PREVIEW_ARTICLES = 6
const PREVIEW_LETTERS = 12_000
const PREVIEW_PAGES = 14

/** The first articles of a selection as they would be printed. @throws AppError `cancelled`, `not-found` */
export async function makePdfPreview(
  path: string,
  { selection, options }: Omit<PdfRequest, 'target'>,
  control: JobControl,
  archiveOptions: ArchiveOptions = {},
): Promise<PdfPreview> {
  const archive = openForJob(path, archiveOptions, false)
  try {
    const chosen = chosenArticles(archive, selection)
    const warnings = new Warnings()
    const { width, height } = pageGeometry(options)
    const empty = { pages: [], pageWidth: width, pageHeight: height, articles: chosen.ids.length, shown: 0 }
    if (chosen.ids.length === 0) return { ...empty, warnings: [] }
    const typesetter = new Typesetter()
    const volumes = new Volumes(
      archive,
      chosen,
      { ...options, standard: 'none' },
      warnings,
      () => typesetter,
      {
        articles: PREVIEW_ARTICLES,
        letters: PREVIEW_LETTERS,
      },
    )
    const volume = await volumes.next(typesetter, breathe)
    if (control.signal.aborted) throw new AppError('cancelled', 'The preview was cancelled.')
    volumes.hand(volume, typesetter)
    const pages = svgPages(typesetter.svg(), width, height, PREVIEW_PAGES)
    return { ...empty, pages, shown: volume.labels.length, warnings: warnings.all }
  } catch (error) {
    throw asAppError(error, path)
  } finally {
    closeAfterJob(archive)
  }
}

/** Said before a minute of work, not after it. */
function mustBePlace(target: string, archivePath: string): void {
  if (target === resolve(archivePath))
    throw new AppError(
      'bad-request',
      'An export cannot take the place of its own archive.',
      'Choose another name.',
    )
  const folder = dirname(target)
  if (!existsSync(folder) || !statSync(folder).isDirectory())
    throw new AppError(
      'write-failed',
      `${target} cannot be written: there is no folder ${folder}`,
      'Choose another folder or name.',
    )
}

/**
 * Where a volume goes. A person was asked about the target's own name and no other, so what stands there is not replaced.
 * @throws AppError `write-failed`
 */
export function volumeFile(target: string, number: number): string {
  const { dir, name, ext } = parse(target)
  const file = join(dir, `${name}-${number}${ext}`)
  if (!existsSync(file)) return file
  throw new AppError(
    'write-failed',
    `There is already something at ${file}; nothing was written.`,
    'So many articles make several volumes: choose another name, or move the older ones away.',
  )
}

/** As the document's metadata tell it, which Typst writes uncompressed. */
function pageCount(bytes: Uint8Array): number {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const at = buffer.lastIndexOf('<xmpTPg:NPages>')
  return at < 0 ? 0 : Number(/\d+/.exec(buffer.toString('latin1', at, at + 40))?.[0] ?? 0)
}
