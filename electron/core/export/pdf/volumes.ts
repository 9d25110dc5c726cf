/**
 * A document is made in volumes: as many articles as can be typeset at once in the memory that people have. Most documents
 * have one.
 */
import { AppError } from '../../../shared/errors.ts'
import type { PdfOptions } from '../../../shared/export.ts'
import type { ArticleRow } from '../../../shared/model.ts'
import type { Archive } from '../../archive.ts'
import { readRows } from '../../db/articles.ts'
import { outletHues } from '../../db/outlets.ts'
import { annotationsFile, originalOf, type Attachment } from './attachments.ts'
import type { Chosen } from './chosen.ts'
import { documentFrame, type VolumePart } from './document.ts'
import { characterName, Fonts } from './fonts.ts'
import { pageGeometry } from './page-geometry.ts'
import { Pictures } from './pictures.ts'
import { shortened } from './printable-text.ts'
import { printedArticle, type ArticleMaker } from './printed-article.ts'
import { type Standard, TypesetError, Typesetter } from './typesetter.ts'
import type { Warnings } from './warnings.ts'

export interface Volume {
  part: VolumePart
  /** of the articles that could be read */
  labels: string[]
  rows: ArticleRow[]
  /** the articles' JSON, each */
  articles: string[]
  attachments: Attachment[]
}

export interface VolumeLimits {
  articles: number
  /** of the articles' data */
  letters: number
}

/** About 2,400 pages, which take Typst 1.2 GB. */
const LIMITS: VolumeLimits = { articles: 1500, letters: 7_000_000 }
/** A page is work even where little stands on it. */
const LETTERS_A_PAGE = 1500
/** Typst keeps every picture decoded. */
const MOST_PIXELS = 150_000_000
const MOST_ATTACHED_BYTES = 256 * 1024 * 1024
const WEAKER: Record<Standard, Standard | null> = {
  'ua-1': 'a-2b',
  'a-3b': 'a-2b',
  'a-2b': 'none',
  none: null,
}
const NAMES: Record<Standard, string> = {
  'a-2b': 'PDF/A-2b',
  'a-3b': 'PDF/A-3b',
  'ua-1': 'PDF/UA-1',
  none: 'a plain PDF',
}

export class Volumes {
  readonly #archive: Archive
  readonly #chosen: Chosen
  readonly #options: PdfOptions
  readonly #warnings: Warnings
  readonly #limits: VolumeLimits
  readonly #isPreview: boolean
  readonly #fonts: Fonts
  readonly #typesetter: Typesetter
  readonly #pictures: Pictures
  readonly #maker: ArticleMaker
  readonly #hues: ReadonlyMap<number, number>
  readonly #madeAtMs = Date.now()
  #at = 0
  #number = 0
  /** articles so far */
  printed = 0

  constructor(
    archive: Archive,
    chosen: Chosen,
    options: PdfOptions,
    warnings: Warnings,
    preview?: VolumeLimits,
  ) {
    this.#archive = archive
    this.#chosen = chosen
    this.#options = effective(options, warnings)
    this.#warnings = warnings
    this.#limits = preview ?? LIMITS
    this.#isPreview = preview !== undefined
    this.#fonts = new Fonts(options.font)
    this.#typesetter = new Typesetter(this.#fonts.blobs)
    this.#pictures = new Pictures(archive.db, this.#typesetter)
    this.#hues = outletHues(archive.db)
    const { full, small } = pageGeometry(this.#options)
    this.#maker = {
      db: archive.db,
      options: this.#options,
      pictures: this.#pictures,
      collectionId: chosen.collectionId,
      headLetters: Math.floor(full / small / 0.56),
      hueOf: (outletId) => (outletId === null ? null : (this.#hues.get(outletId) ?? null)),
      warn: (message) => warnings.add(message),
    }
  }

  /**
   * Reads the articles of the next volume; null when there are none left.
   * @param pause called now and then with how many are read
   */
  async next(pause: (done: number) => Promise<void>): Promise<Volume | null> {
    const { ids } = this.#chosen
    if (this.#at >= ids.length) return null
    this.#typesetter.release()
    this.#pictures.clear()
    const first = this.#at + 1
    const volume: Volume = { part: this.#part(first), labels: [], rows: [], articles: [], attachments: [] }
    let letters = 0
    let attached = 0
    while (this.#at < ids.length && !this.#isFull(volume, letters, attached)) {
      const id = ids[this.#at++]!
      letters += this.#add(volume, id) + LETTERS_A_PAGE
      attached = volume.attachments.reduce((sum, { bytes }) => sum + bytes.length, 0)
      if (this.#at % 20 === 0) await pause(this.#at)
    }
    await pause(this.#at)
    if (!this.#isPreview && this.#at < ids.length && this.#number === 0) this.#number = 1
    volume.part = this.#part(first)
    if (this.#number > 0) this.#number++
    this.printed += volume.labels.length
    return volume
  }

  #part(first: number): VolumePart {
    return {
      number: this.#number === 0 ? null : this.#number,
      first,
      last: this.#at,
      of: this.#chosen.ids.length,
    }
  }

  #isFull({ articles }: Volume, letters: number, attached: number): boolean {
    return (
      articles.length > 0 &&
      (articles.length >= this.#limits.articles ||
        letters >= this.#limits.letters ||
        this.#pictures.pixels >= MOST_PIXELS ||
        attached >= MOST_ATTACHED_BYTES)
    )
  }

  /** @returns how long its data is */
  #add(volume: Volume, id: number): number {
    const label = `a${volume.articles.length}`
    try {
      const [row] = readRows(this.#archive.db, [id])
      if (!row) throw new AppError('not-found', 'it is not there any more.')
      const article = printedArticle(this.#maker, id, label)
      const json = JSON.stringify(article)
      this.#look(article.title, json)
      if (this.#options.standard === 'a-3b') this.#attach(volume, id, article.title)
      volume.articles.push(json)
      volume.labels.push(label)
      volume.rows.push(row)
      return json.length
    } catch (error) {
      if (!(error instanceof AppError) || !['archive-damaged', 'not-found'].includes(error.code)) throw error
      this.#warnings.add(`Article ${id} is left out: ${error.message}`)
      return 0
    }
  }

  #attach(volume: Volume, id: number, title: string): void {
    try {
      const original = originalOf(this.#archive.db, id, volume.articles.length + 1, shortened(title, 120))
      if (original) volume.attachments.push(original)
    } catch (error) {
      this.#warnings.add(
        `“${shortened(title, 80)}”: its original is not attached (${(error as Error).message})`,
      )
    }
  }

  /** What bundled fonts lack is looked for on the computer; what is nowhere is told. */
  #look(title: string, json: string): void {
    const lacked = this.#fonts.lackedBy(json)
    if (lacked.size === 0) return
    this.#fonts.findAlso(lacked, (families) => this.#typesetter.unknownFamilies(families))
    const missing = [...lacked].filter((code) => this.#fonts.isMissing(code))
    if (missing.length === 0) return
    const letters = missing.filter((code) => !/\s/u.test(String.fromCodePoint(code)))
    if (letters.length === 0) return
    const named = letters.slice(0, 5).map(characterName).join(', ')
    const more = letters.length > 5 ? ` and ${letters.length - 5} more` : ''
    const what = letters.length === 1 ? '1 character' : `${letters.length} characters`
    this.#warnings.add(
      `“${shortened(title, 80)}”: no font on this computer has ${what} (${named}${more}); they are printed as \ufffd.`,
    )
  }

  /** @returns the PDF's bytes. @throws TypesetError */
  typeset(volume: Volume): Uint8Array {
    if (this.#options.standard === 'a-3b') this.#attachAnnotations(volume)
    for (let standard: Standard = this.#options.standard; ;) {
      const hasFiles = standard === 'a-3b' || (standard === 'none' && this.#options.standard === 'a-3b')
      this.#put(volume, hasFiles)
      try {
        return this.#typesetter.pdf(standard, this.#madeAtMs)
      } catch (error) {
        const weaker: Standard | null = WEAKER[standard]
        if (!(error instanceof TypesetError) || weaker === null) throw error
        const without = hasFiles && weaker === 'a-2b' ? ', without its attachments' : ''
        this.#warnings.add(
          `This is ${NAMES[weaker]} and not ${NAMES[standard]}${without}: ${error.reasons[0] ?? error.message}.`,
        )
        standard = weaker
      }
    }
  }

  /** All pages in one SVG. @throws TypesetError */
  typesetSvg(volume: Volume): string {
    this.#put(volume, false)
    return this.#typesetter.svg()
  }

  #attachAnnotations(volume: Volume): void {
    const ids = new Set(volume.rows.map((row) => row.id))
    const annotations = annotationsFile(this.#archive.db, ids, this.#chosen.title)
    if (annotations && !volume.attachments.some(({ path }) => path === annotations.path)) {
      volume.attachments.push(annotations)
    }
  }

  /** Hands the volume to the typesetter as data. */
  #put({ part, rows, articles, attachments }: Volume, hasFiles: boolean): void {
    const frame = documentFrame({
      chosen: this.#chosen,
      options: this.#options,
      rows,
      part,
      madeAtMs: this.#madeAtMs,
      hueOf: this.#maker.hueOf,
    })
    this.#look(frame.title, JSON.stringify(frame))
    const files = hasFiles ? attachments : []
    for (const { from, bytes } of files) this.#typesetter.put(from, bytes)
    const printed = (json: string): Buffer => Buffer.from(this.#fonts.withoutMissing(json))
    this.#typesetter.put('document.json', printed(JSON.stringify({ ...frame, fonts: this.#fonts.lists() })))
    this.#typesetter.put('articles.json', printed(`[${articles.join(',\n')}]`))
    const told = files.map(({ bytes: _, ...file }) => file)
    this.#typesetter.put('attachments.json', printed(JSON.stringify(told)))
  }
}

/** What is set, where not all that was asked for goes together. */
function effective(options: PdfOptions, warnings: Warnings): PdfOptions {
  if (options.notes !== 'margin' || (options.columns === 1 && options.paper !== 'a5')) return options
  const why = options.columns === 2 ? 'two columns leave no margin' : 'A5 has no room for a margin'
  warnings.add(`Notes stand at the foot of the page: ${why} for them.`)
  return { ...options, notes: 'footnotes' }
}
