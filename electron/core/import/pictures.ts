/** The pictures of a page, found in its capture or in the folder beside it, and the page's other files. */
import { createHash } from 'node:crypto'
import { imageSize } from 'image-size'
import type { BlockImage, ExtractedArticle } from '../../shared/model.ts'
import type { Around } from './around.ts'
import { resolveResource, savedFileOf, savedFolderOf, type PageCapture } from './captures/captures.ts'
import { mimeOf } from './captures/media-kind.ts'
import { formatBytes, limits } from './limits.ts'

/** A file that came with a page and is kept beside its article. */
export interface FoundPart {
  /** its address as the page writes it, or its path beside the page */
  name: string
  mime: string
  bytes: Uint8Array
  sha256: Uint8Array
  /** a picture that the article shows; else something that only the saved page needs */
  isShown: boolean
}

export interface FoundParts {
  parts: FoundPart[]
  notices: string[]
}

/**
 * Ties each figure of an article to the bytes of its picture, where the page came with them, and makes its address one that
 * can be read. Changes the blocks.
 */
export function findPictures(
  { blocks, url }: Pick<ExtractedArticle, 'blocks' | 'url'>,
  capture: PageCapture,
  around: Around,
): FoundParts {
  const kept = new Parts()
  let missing = 0
  for (const { image } of blocks) {
    if (!image) continue
    const found = pictureOf(image.src, capture, around)
    if (found) tie(image, found, kept)
    else missing++
    image.src = readableAddress(image.src, capture.baseUrl ?? url)
  }
  if (missing > 0)
    kept.notices.push(
      missing === 1 ? '1 picture was not saved with it.' : `${missing} pictures were not saved with it.`,
    )
  if (capture.format === 'html') keepFolder(around, kept)
  return kept
}

/** Parts each once, and no more than is sensible for one page. */
class Parts implements FoundParts {
  readonly parts: FoundPart[] = []
  readonly notices: string[] = []
  readonly #known = new Map<string, FoundPart>()
  #bytes = 0

  /** @returns the part's SHA-256 in hex, or null where the page has too many */
  add(name: string, mime: string, bytes: Uint8Array, isShown: boolean): string | null {
    const sha256 = createHash('sha256').update(bytes).digest()
    const key = sha256.toString('hex')
    const known = this.#known.get(key)
    if (known) {
      known.isShown ||= isShown
      return key
    }
    if (this.parts.length >= limits.pageParts || this.#bytes + bytes.length > limits.pagePartsBytes) {
      this.#tooMuch()
      return null
    }
    const part = { name, mime, bytes, sha256, isShown }
    this.#bytes += bytes.length
    this.#known.set(key, part)
    this.parts.push(part)
    return key
  }

  #tooMuch(): void {
    const notice = `Not all files of the page were kept: the limit is ${limits.pageParts} files and ${formatBytes(limits.pagePartsBytes)}.`
    if (!this.notices.includes(notice)) this.notices.push(notice)
  }
}

interface Picture {
  name: string
  mime: string
  bytes: Uint8Array
}

function pictureOf(src: string, capture: PageCapture, around: Around): Picture | null {
  const resource = resolveResource(capture, src)
  const found = resource
    ? { name: src, mime: mimeOf(resource.bytes, resource.mime, resource.url || src), bytes: resource.bytes }
    : (cameWith(src, capture, around) ?? besidePage(src, around))
  return found && found.mime.startsWith('image/') ? found : null
}

/** From another record of the page's web archive. */
function cameWith(src: string, { baseUrl, url }: PageCapture, around: Around): Picture | null {
  if (!around.partOf || /^data:/i.test(src)) return null
  const base = baseUrl ?? url
  const address = URL.canParse(src) ? src : base && URL.canParse(src, base) ? new URL(src, base).href : null
  const part = around.partOf(src, address)
  return part && { name: src, mime: mimeOf(part.bytes, part.mime, address ?? src), bytes: part.bytes }
}

function besidePage(src: string, around: Around): Picture | null {
  const place = savedFileOf(around.fileName, src)
  const bytes = place && around.readBeside(place.folder, place.path)
  return bytes ? { name: `${place.folder}/${place.path}`, mime: mimeOf(bytes, '', place.path), bytes } : null
}

function tie(image: BlockImage, { name, mime, bytes }: Picture, kept: Parts): void {
  image.sha256 = kept.add(name.startsWith('data:') ? '' : name.slice(0, 2000), mime, bytes, true)
  if (image.sha256) Object.assign(image, sizeOf(bytes))
}

/** In pixels; nothing where the picture does not say, or is damaged. */
function sizeOf(bytes: Uint8Array): { width: number; height: number } | null {
  try {
    const { width, height } = imageSize(bytes)
    const isSensible = (size: number) => Number.isFinite(size) && size >= 1 && size <= 100_000
    return isSensible(width) && isSensible(height)
      ? { width: Math.round(width), height: Math.round(height) }
      : null
  } catch {
    return null
  }
}

/** Absolute where the page's address is known; of a data URI only what it is. */
function readableAddress(src: string, base: string | null): string {
  if (/^data:/i.test(src)) return src.slice(0, Math.min(200, src.indexOf(',') < 0 ? 200 : src.indexOf(',')))
  const absolute = URL.canParse(src) ? src : base && URL.canParse(src, base) ? new URL(src, base).href : src
  return absolute.slice(0, 4000)
}

/** Everything else in the folder beside a page: the original holds none of it, and the file on disk may go. */
function keepFolder(around: Around, kept: Parts): void {
  for (const folder of savedFolderOf(around.fileName)) {
    for (const path of around.listBeside(folder)) {
      const bytes = around.readBeside(folder, path)
      if (bytes) kept.add(`${folder}/${path}`, mimeOf(bytes, '', path), bytes, false)
    }
  }
}
