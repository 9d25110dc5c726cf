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
import { type Standard, TypesetError, type Typesetter } from './typesetter.ts'
import type { Typesetting } from './typesetting.ts'
import type { PrintedAttachment } from './printed.ts'
import type { Warnings } from './warnings.ts'

export interface Volume {
  part: VolumePart
  /** of the articles that could be read */
  labels: string[]
  rows: ArticleRow[]
  /** the articles' JSON, each */
  articles: string[]
  /** their bytes are with the typesetter already */
  attachments: PrintedAttachment[]
  attachedBytes: number
}

/** Who is given a volume's files. */
type Press = Pick<Typesetter | Typesetting, 'put'>

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
  readonly #checks: () => Typesetter
  readonly #limits: VolumeLimits
  readonly #isPreview: boolean
  readonly #fonts: Fonts
  readonly #hues: ReadonlyMap<number, number>
  readonly #madeAtMs = Date.now()
  #at = 0
  #number = 0
  /** articles so far */
  printed = 0

  /** @param checks looks at fonts and pictures, where there are any to look at; lays out nothing */
  constructor(
    archive: Archive,
    chosen: Chosen,
    options: PdfOptions,
    warnings: Warnings,
    checks: () => Typesetter,
    preview?: VolumeLimits,
  ) {
    this.#archive = archive
    this.#chosen = chosen
    this.#options = effective(options, warnings)
    this.#warnings = warnings
    this.#checks = checks
    this.#limits = preview ?? LIMITS
    this.#isPreview = preview !== undefined
    this.#fonts = new Fonts(options.font)
    this.#hues = outletHues(archive.db)
  }

  get areAllMade(): boolean {
    return this.#at >= this.#chosen.ids.length
  }

  /**
   * Reads the articles of the next volume, of which there must be some.
   * @param press takes their pictures and attachments
   * @param pause called now and then with how many are read
   */
  async next(press: Press, pause: (done: number) => Promise<void>): Promise<Volume> {
    const { ids } = this.#chosen
    const first = this.#at + 1
    const volume: Volume = {
      part: this.#part(first),
      labels: [],
      rows: [],
      articles: [],
      attachments: [],
      attachedBytes: 0,
    }
    const pictures = new Pictures(this.#archive.db, this.#checks, (path, bytes) => press.put(path, bytes))
    const maker = this.#maker(pictures)
    let letters = 0
    while (!this.areAllMade && !this.#isFull(volume, letters, pictures)) {
      const id = ids[this.#at++]!
      letters += this.#add(volume, id, maker, press) + LETTERS_A_PAGE
      if (this.#at % 20 === 0) await pause(this.#at)
    }
    await pause(this.#at)
    if (!this.#isPreview && !this.areAllMade && this.#number === 0) this.#number = 1
    volume.part = this.#part(first)
    if (this.#number > 0) this.#number++
    this.printed += volume.labels.length
    return volume
  }

  #maker(pictures: Pictures): ArticleMaker {
    const { column, full, small } = pageGeometry(this.#options)
    return {
      db: this.#archive.db,
      options: this.#options,
      pictures,
      collectionId: this.#chosen.collectionId,
      measure: column / this.#options.textSize,
      headLetters: Math.floor(full / small / 0.56),
      hueOf: this.#hueOf,
      warn: (message) => this.#warnings.add(message),
    }
  }

  readonly #hueOf = (outletId: number | null): number | null =>
    outletId === null ? null : (this.#hues.get(outletId) ?? null)

  #part(first: number): VolumePart {
    return {
      number: this.#number === 0 ? null : this.#number,
      first,
      last: this.#at,
      of: this.#chosen.ids.length,
    }
  }

  #isFull({ articles, attachedBytes }: Volume, letters: number, { pixels }: Pictures): boolean {
    return (
      articles.length > 0 &&
      (articles.length >= this.#limits.articles ||
        letters >= this.#limits.letters ||
        pixels >= MOST_PIXELS ||
        attachedBytes >= MOST_ATTACHED_BYTES)
    )
  }

  /** @returns how long its data is */
  #add(volume: Volume, id: number, maker: ArticleMaker, press: Press): number {
    const label = `a${volume.articles.length}`
    try {
      const [row] = readRows(this.#archive.db, [id])
      if (!row) throw new AppError('not-found', 'it is not there any more.')
      const article = printedArticle(maker, id, label)
      const json = JSON.stringify(article)
      this.#look(article.title, json)
      if (this.#options.standard === 'a-3b') this.#attachOriginal(volume, id, article.title, press)
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

  #attachOriginal(volume: Volume, id: number, title: string, press: Press): void {
    try {
      const original = originalOf(this.#archive.db, id, volume.articles.length + 1, shortened(title, 120))
      if (original) attach(volume, original, press)
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
    this.#fonts.findAlso(lacked, (families) => this.#checks().unknownFamilies(families))
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

  /** @returns the PDF's bytes. @throws TypesetError, AppError `cancelled` */
  async typeset(volume: Volume, typesetting: Pick<Typesetting, 'put' | 'pdf'>): Promise<Uint8Array> {
    const isWithFiles = this.#options.standard === 'a-3b'
    // PDF/A-2 allows no files within; a plain PDF does
    const filesFor = (standard: Standard) => (standard === 'a-2b' ? [] : volume.attachments)
    if (isWithFiles) this.#attachAnnotations(volume, typesetting)
    this.hand(volume, typesetting)
    for (let standard: Standard = this.#options.standard; ;) {
      try {
        return await typesetting.pdf(standard, this.#madeAtMs)
      } catch (error) {
        const weaker: Standard | null = WEAKER[standard]
        if (!(error instanceof TypesetError) || weaker === null) throw error
        const without = isWithFiles && weaker === 'a-2b' ? ', without its attachments' : ''
        this.#warnings.add(
          `This is ${NAMES[weaker]} and not ${NAMES[standard]}${without}: ${error.reasons[0] ?? error.message}.`,
        )
        if (isWithFiles) this.#handAttachments(filesFor(weaker), typesetting)
        standard = weaker
      }
    }
  }

  #attachAnnotations(volume: Volume, press: Press): void {
    const ids = new Set(volume.rows.map((row) => row.id))
    const annotations = annotationsFile(this.#archive.db, ids, this.#chosen.title)
    if (annotations) attach(volume, annotations, press)
  }

  /** Hands the volume to the typesetter as data. */
  hand({ part, rows, articles, attachments }: Volume, press: Press): void {
    const frame = documentFrame({
      chosen: this.#chosen,
      options: this.#options,
      rows,
      part,
      madeAtMs: this.#madeAtMs,
      hueOf: this.#hueOf,
    })
    this.#look(frame.title, JSON.stringify(frame))
    press.put('document.json', this.#printed(JSON.stringify({ ...frame, fonts: this.#fonts.lists() })))
    press.put('articles.json', this.#printed(`[${articles.join(',\n')}]`))
    this.#handAttachments(attachments, press)
  }

  #handAttachments(attachments: readonly PrintedAttachment[], press: Press): void {
    press.put('attachments.json', this.#printed(JSON.stringify(attachments)))
  }

  #printed(json: string): Buffer {
    return Buffer.from(this.#fonts.withoutMissing(json))
  }
}

function attach(volume: Volume, { bytes, ...file }: Attachment, press: Press): void {
  press.put(file.from, bytes)
  volume.attachments.push(file)
  volume.attachedBytes += bytes.length
}

/** What is set, where not all that was asked for goes together. */
function effective(options: PdfOptions, warnings: Warnings): PdfOptions {
  if (options.notes !== 'margin' || (options.columns === 1 && options.paper !== 'a5')) return options
  const why = options.columns === 2 ? 'two columns leave no margin' : 'A5 has no room for a margin'
  warnings.add(`Notes stand at the foot of the page: ${why} for them.`)
  return { ...options, notes: 'footnotes' }
}
