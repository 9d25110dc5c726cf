/** Pictures of a volume on their way to the page: what cannot be printed becomes a line that says so, never a failed export. */
import { imageSize } from 'image-size'
import type { BlockImage } from '../../../shared/model.ts'
import type { ReadDb } from '../../db/connection.ts'
import { type Picture, readPicture } from '../../db/parts.ts'
import { printableLine, shortened } from './printable-text.ts'
import type { PrintedPicture } from './printed.ts'
import type { Typesetter } from './typesetter.ts'

/** What Typst decodes; that a file begins so does not mean that the rest is well. */
const KINDS: Record<string, string> = { png: 'png', jpg: 'jpg', gif: 'gif', webp: 'webp' }
/** One this large is no picture of a newspaper, and would take half a gigabyte once decoded. */
const MOST_PIXELS = 100_000_000
const POINTS_A_PIXEL = 72 / 150
const SMALLEST_POINTS = 8
/** A strip that is so long and thin (a tracker's dot, a ruler) is not set larger for it. */
const MOST_RATIO = 40

export class Pictures {
  readonly #db: ReadDb
  readonly #checks: () => Pick<Typesetter, 'pictureFault'>
  readonly #put: (path: string, bytes: Buffer) => void
  readonly #known = new Map<string, PrintedPicture | string>()
  /** of all that were put in */
  pixels = 0

  /** @param put takes what can be printed, once each */
  constructor(
    db: ReadDb,
    checks: () => Pick<Typesetter, 'pictureFault'>,
    put: (path: string, bytes: Buffer) => void,
  ) {
    this.#db = db
    this.#checks = checks
    this.#put = put
  }

  /** @returns the picture, or why there is none, in words */
  printed(image: BlockImage, caption: string): PrintedPicture | string {
    if (image.sha256 === null) return 'not saved with the article'
    const known = this.#known.get(image.sha256)
    const found = known ?? this.#look(image.sha256)
    if (!known) this.#known.set(image.sha256, found)
    if (typeof found === 'string') return found
    const alt = printableLine(image.alt) || printableLine(caption) || 'Picture without a description'
    return { ...found, alt: shortened(alt, 1000) }
  }

  #look(sha256: string): PrintedPicture | string {
    let picture: Picture
    try {
      picture = readPicture(this.#db, sha256)
    } catch {
      return 'its bytes in the archive are damaged or missing'
    }
    const { data: bytes, mime } = picture
    const size = sizeOf(bytes)
    const extension = size ? KINDS[size.type] : undefined
    if (!size || !extension) return kindFault(mime)
    const { width, height } = size
    if (width * height > MOST_PIXELS) return `too large: ${width} × ${height} pixels`
    const path = `pictures/${sha256}.${extension}`
    const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    if (this.#checks().pictureFault(path, data) !== null) return 'damaged'
    this.#put(path, data)
    this.pixels += width * height
    const ratio = Math.min(MOST_RATIO, Math.max(1 / MOST_RATIO, height / width))
    return { path: `/${path}`, alt: '', width: Math.max(SMALLEST_POINTS, width * POINTS_A_PIXEL), ratio }
  }
}

function kindFault(mime: string): string {
  const kind = /^image\/(?:x-)?([a-z\d]{2,5})/i.exec(mime)?.[1]?.toLowerCase().replace('jpeg', 'jpg')
  if (kind === undefined || kind in KINDS) return 'damaged'
  return `${kind.toUpperCase()} pictures cannot be printed`
}

function sizeOf(bytes: Uint8Array): { type: string; width: number; height: number } | null {
  try {
    const { type, width, height, orientation } = imageSize(bytes)
    if (!type || !(width >= 1) || !(height >= 1)) return null
    const isTurned = orientation !== undefined && orientation >= 5
    return isTurned ? { type, width: height, height: width } : { type, width, height }
  } catch {
    return null
  }
}
