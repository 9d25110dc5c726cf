import type { Around } from './around.ts'
import { ByteReader } from './bytes/reader.ts'
import { memorySource } from './bytes/source.ts'
import type { ContentKind } from './detect.ts'
import { DATA_EXTRACTOR, FEED_EXTRACTOR, PAGE_EXTRACTOR, TEXT_EXTRACTOR } from './extractors.ts'
import type { Format, FoundRecord, StreamContext, StreamFormat } from './format.ts'
import { csv } from './formats/data/csv.ts'
import { jsonLines } from './formats/data/json-lines.ts'
import { parquet } from './formats/data/parquet.ts'
import { jsonValues } from './formats/data/json-values.ts'
import { readBookmarks } from './formats/feeds/bookmarks.ts'
import { feed } from './formats/feeds/feed.ts'
import { POCKET } from './formats/later/pocket.ts'
import { readPocketHtml } from './formats/later/pocket-html.ts'
import { readRis, RIS } from './formats/later/ris.ts'
import { readZoteroRdf, ZOTERO_RDF } from './formats/later/zotero-rdf.ts'
import { warcFormat } from './formats/warc.ts'
import { limits } from './limits.ts'
import { readHtmlPage, readMessages, readMhtmlPages } from './saved-pages.ts'
import { binaryName } from './signatures.ts'
import { readTextDump } from './text-dump-records.ts'

/** What lies in it is read, see read-content.ts; this only names it. */
function packing(name: string): Format {
  return {
    name,
    extractor: null,
    maxBytes: 0,
    keepsRefused: false,
    read: (bytes) => [whole(bytes, `It is packed more than ${limits.packedDepth} times.`)],
  }
}

/** A packing that nothing here can undo. */
function notUnpacked(name: string): Format {
  const refusal = `Files packed with ${name} are not read: unpack it, and import what was in it.`
  return {
    name,
    extractor: null,
    maxBytes: 0,
    keepsRefused: false,
    read: (bytes) => [whole(bytes, refusal)],
  }
}

/** A data set of any size, read row by row. */
function dataSet(name: string, stream: StreamFormat, extractor = DATA_EXTRACTOR): Format {
  return {
    name,
    extractor,
    maxBytes: Infinity,
    keepsRefused: true,
    stream,
    read: (bytes, around) =>
      stream.records(ByteReader.from(memorySource(bytes), 0, { countsLines: true }), wholeOf(bytes, around)),
  }
}

/** All of what is in memory, as a stream's context. */
function wholeOf(bytes: Uint8Array, around: Around): StreamContext {
  return {
    fileName: around.fileName,
    around,
    head: bytes.subarray(0, limits.sniffBytes),
    until: Infinity,
    isPacked: false,
    source: memorySource(bytes),
    beat: () => {},
  }
}

/** A database, which only the writer may open: of Zotero's it takes the items, see take-zotero.ts; any other is refused there. */
export const ZOTERO_LIBRARY = 'Zotero library'

/** Its records are those of the archive that it holds, see merge/. */
function archiveIn(name: string): Format {
  return {
    name,
    extractor: null,
    maxBytes: 0,
    keepsRefused: false,
    holdsArchive: true,
    read: (bytes) => [whole(bytes, 'An archive within another file is not read: unpack it first.')],
  }
}

function savedPage(name: string, read: Format['read']): Format {
  return { name, extractor: PAGE_EXTRACTOR, maxBytes: limits.textDumpBytes, keepsRefused: true, read }
}

/** A file of another program, read whole. */
function exported(name: string, extractor: string, read: Format['read']): Format {
  return { name, extractor, maxBytes: limits.textDumpBytes, keepsRefused: false, read }
}

/** The formats by what {@link sniffKind} tells. A new format is one entry here and one file in `formats/`. */
export const formats: Record<ContentKind, Format> = {
  text: {
    name: 'text',
    extractor: TEXT_EXTRACTOR,
    maxBytes: limits.textDumpBytes,
    keepsRefused: true,
    read: (bytes, { fileName }) => readTextDump(bytes, fileName),
  },
  empty: {
    name: 'empty',
    extractor: null,
    maxBytes: Infinity,
    keepsRefused: false,
    read: (bytes) => [
      whole(bytes, bytes.length === 0 ? 'The file is empty.' : 'The file holds nothing but white space.'),
    ],
  },
  binary: {
    name: 'binary',
    extractor: null,
    maxBytes: 0,
    keepsRefused: false,
    read: (bytes) => [whole(bytes, `This is ${binaryName(bytes)}, not text.`)],
  },
  html: savedPage('HTML page', readHtmlPage),
  xml: dataSet('XML', feed, FEED_EXTRACTOR),
  bookmarks: {
    name: 'bookmarks',
    extractor: FEED_EXTRACTOR,
    maxBytes: limits.textDumpBytes,
    keepsRefused: false,
    read: readBookmarks,
  },
  pocket: exported('Pocket export', POCKET, readPocketHtml),
  zotero: exported('Zotero RDF', ZOTERO_RDF, readZoteroRdf),
  ris: exported('RIS', RIS, readRis),
  mhtml: savedPage('MHTML page', readMhtmlPages),
  eml: savedPage('e-mail', readMessages),
  json: dataSet('JSON', jsonValues),
  jsonl: dataSet('JSON Lines', jsonLines),
  csv: dataSet('table', csv),
  parquet: dataSet('Parquet', parquet),
  warc: warcFormat,
  gzip: packing('gzip'),
  zstd: packing('zstd'),
  zip: packing('zip'),
  tar: packing('tar'),
  bzip2: notUnpacked('bzip2'),
  xz: notUnpacked('xz'),
  clipfile: archiveIn('Clipfile archive'),
  sqlite: {
    ...archiveIn(ZOTERO_LIBRARY),
    read: (bytes) => [whole(bytes, 'A database within another file is not read: unpack it first.')],
  },
  lines: archiveIn('Clipfile JSON Lines'),
}

function whole(bytes: Uint8Array, refusal: string): FoundRecord {
  return { byteStart: 0, byteEnd: bytes.length, line: null, outcome: { refusal } }
}
