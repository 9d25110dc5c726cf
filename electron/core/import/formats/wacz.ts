/** WACZ: a zip (or a folder) of web archives with the list of their pages. https://specs.webrecorder.net/wacz/1.1.1/ */
import { PAGE_EXTRACTOR } from '../extractors.ts'
import type { FileSet, SetFormat } from '../format.ts'
import { readJson } from './wacz/data-package.ts'
import { waczRecords } from './wacz/records.ts'

/** What belongs to the package itself; nested packages and anything else are read for what they are. */
const OWN =
  /^(?:datapackage(?:-digest)?\.json|webarchive\.yaml|(?:archive|indexes|pages|logs|text|screenshots)\/[^]+)$/
const WEB_ARCHIVE = /^archive\/[^]+\.w?arc(?:\.gz)?$/i

export const waczFormat: SetFormat = {
  name: 'WACZ',
  extractor: PAGE_EXTRACTOR,
  recognise(files) {
    if (!isWacz(files)) return null
    return new Set(files.names.filter((name) => OWN.test(name) && !/\.wacz$/i.test(name)))
  },
  records: waczRecords,
}

function isWacz(files: FileSet): boolean {
  const names = new Set(files.names)
  const hasArchive = files.names.some((name) => WEB_ARCHIVE.test(name))
  if (names.has('webarchive.yaml')) return true
  if (!names.has('datapackage.json'))
    return hasArchive && (names.has('pages/pages.jsonl') || names.has('indexes/index.cdx'))
  if (hasArchive) return true
  // other packages of data have this file too
  const value = readJson(files, 'datapackage.json')
  if (!value) return false
  const paths = Array.isArray(value['resources'])
    ? (value['resources'] as { path?: unknown }[]).map((resource) => String(resource?.path ?? ''))
    : []
  return (
    'wacz_version' in value ||
    /wacz/.test(String(value['profile'])) ||
    paths.some((path) => /(?:^|\/)index\.(?:cdxj?(?:\.gz)?|idx)$|\.wacz$/.test(path))
  )
}
