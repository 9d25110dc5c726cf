/**
 * SingleFile's self-extracting archives: an HTML page that unpacks itself, and a zip at the same time
 * (single-file-core, doc/singlefile-archive.md). In the zip are `index.html`, `manifest.json` with the address, the title and
 * the time of saving, and the page's files under short names; the entry's comment or the manifest has their addresses.
 */

import { isHtmlType, mimeOf } from './media-kind.ts'
import { captureLimits, CaptureError, counted, webAddress, type Resource } from './page-capture.ts'
import {
  readZipDirectory,
  salvageZip,
  unpackEntry,
  type ZipDirectory,
  type ZipEntry,
} from './zip-directory.ts'

export interface ZippedPage {
  index: Uint8Array
  originalUrl: string | null
  title: string | null
  archiveTime: string | null
  resources: Resource[]
  /** the link that stands for each file's name as `index.html` writes it */
  names: Map<string, string>
  notices: string[]
}

const ROOT_INDEX = /^(?:[\d_]+\/)?index\.html$/

/** @returns null where there is no zip with a page in it */
export function readZippedPage(bytes: Uint8Array): ZippedPage | null {
  const source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (!isMarked(source)) return null
  const directory = readZipDirectory(source) ?? salvageZip(source)
  const index = directory?.entries.find(({ name }) => ROOT_INDEX.test(name))
  return directory && index ? unpackPage(source, directory, index) : null
}

/** A page about zip files may hold their signatures: the mark on the root element tells. A bare zip starts with an entry. */
function isMarked(source: Buffer): boolean {
  if (source.indexOf('PK\x03\x04', 0, 'latin1') < 0) return false
  const head = source.toString('latin1', 0, 64 * 1024)
  return (
    head.startsWith('PK\x03\x04') ||
    /<html[^>]{0,2000}\sdata-sfz/i.test(head) ||
    head.includes('sfz-wait-message')
  )
}

function unpackPage(source: Buffer, { entries, isSalvaged }: ZipDirectory, indexEntry: ZipEntry): ZippedPage {
  const folder = indexEntry.name.slice(0, -'index.html'.length)
  const notices: string[] = []
  let budget: number = captureLimits.unpackedBytes
  const unpack = (entry: ZipEntry) => {
    const { bytes, problem } = unpackEntry(source, entry, budget)
    budget -= bytes.length
    if (problem) notices.push(`${problem}.`)
    return bytes
  }
  const index = unpack(indexEntry)
  if (index.length === 0) throw new CaptureError('The page in its zip is empty or damaged.')
  if (isSalvaged)
    notices.push('The zip in this page has no directory, as if it was cut off; what could be found was read.')
  const manifestEntry = entries.find(({ name }) => name === `${folder}manifest.json`)
  const manifest = manifestEntry ? readManifest(unpack(manifestEntry)) : {}
  const addresses = asRecord(manifest.resources)
  const resources: Resource[] = []
  const names = new Map<string, string>()
  for (const entry of entries) {
    const name = entry.name.startsWith(folder) ? entry.name.slice(folder.length) : entry.name
    if (!isWanted(name)) continue
    const url = webAddress(entry.comment) ?? webAddress(asText(addresses[name])) ?? ''
    const contentId = `${name}.clipfile`
    const resource = unpackResource(() => unpack(entry), { url, contentId, name }, notices)
    if (!resource) continue
    resources.push(resource)
    names.set(name, url || `cid:${encodeURI(contentId)}`)
  }
  return {
    index,
    originalUrl: webAddress(asText(manifest.originalUrl)),
    title: asText(manifest.title),
    archiveTime: asText(manifest.archiveTime),
    resources,
    names,
    notices,
  }
}

/** Pictures, and frames as other readers keep them; not scripts, fonts and style sheets. */
function isWanted(name: string): boolean {
  return (
    !ROOT_INDEX.test(name) &&
    !/(?:^|\/)(?:manifest\.json|page\.pdf)$|\.(?:js|css|woff2?|ttf|otf|eot|mp4|webm|mp3|ogg|ogv|m4a)$/.test(
      name,
    ) &&
    !name.endsWith('/')
  )
}

/** One file too large or under a password must not cost the page. */
function unpackResource(
  unpack: () => Uint8Array,
  { url, contentId, name }: { url: string; contentId: string; name: string },
  notices: string[],
): Resource | null {
  try {
    const bytes = unpack()
    const mime = mimeOf(bytes, '', name)
    return bytes.length > 0 ? { url, contentId, mime: isHtmlType(mime) ? 'text/html' : mime, bytes } : null
  } catch (error) {
    if (!(error instanceof CaptureError)) throw error
    notices.push(`${counted(1, 'file')} of the page was left out: ${error.message}`)
    return null
  }
}

function readManifest(bytes: Uint8Array): Record<string, unknown> {
  if (bytes.length > 16 * 1024 * 1024) return {}
  try {
    return asRecord(JSON.parse(new TextDecoder().decode(bytes)))
  } catch {
    return {}
  }
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}

function asText(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null
}
