/**
 * The manifest of an evidence dossier: what every member of the zip is, down to its SHA-256, and per article which bytes it
 * was made from. A shape that stays: a dossier is looked at again after years.
 */
import { createHash } from 'node:crypto'
import * as v from 'valibot'

export const MANIFEST = 'manifest.json'
/** as `sha256sum -c` reads it; lists all members but itself */
export const SUMS = 'SHA256SUMS'
export const README = 'README.txt'
export const DOCUMENT = 'dossier.pdf'
export const ANNOTATIONS = 'annotations.jsonld'

const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))

const member = v.object({
  /** in the zip, with `/` */
  path: v.pipe(v.string(), v.minLength(1), v.maxLength(1000)),
  kind: v.picklist(['document', 'readme', 'annotations', 'original', 'part']),
  sizeBytes: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  sha256,
})
export type Member = v.InferOutput<typeof member>

const source = v.object({
  dump: v.string(),
  /** 1-based, in its dump */
  record: v.number(),
  place: v.string(),
  sizeBytes: v.number(),
  sha256,
  /** null where the archive's own copy is damaged */
  member: v.nullable(v.string()),
  capturedAt: v.nullable(v.string()),
  importedAt: v.string(),
  extractor: v.string(),
})

const article = v.object({
  /** its place in the document */
  number: v.number(),
  id: v.number(),
  title: v.string(),
  outlet: v.nullable(v.string()),
  published: v.nullable(v.string()),
  url: v.nullable(v.string()),
  /** of its text, UTF-8, paragraphs parted by blank lines */
  textSha256: sha256,
  sources: v.array(source),
  /** fields that a person corrected: what the text says is in the originals */
  corrected: v.array(v.string()),
})
export type ManifestArticle = v.InferOutput<typeof article>

export const manifest = v.object({
  format: v.literal('clipfile-dossier'),
  version: v.literal(1),
  title: v.string(),
  createdAt: v.string(),
  algorithm: v.literal('SHA-256'),
  members: v.array(member),
  articles: v.array(article),
})
export type Manifest = v.InferOutput<typeof manifest>

export function sha256Of(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex')
}

export function readmeText(title: string, articles: number): string {
  return `${title}
${'='.repeat(Math.min(72, Math.max(8, title.length)))}

An evidence dossier made by Clipfile: ${articles.toLocaleString('en')} ${articles === 1 ? 'article' : 'articles'} with the bytes that ${articles === 1 ? 'it was' : 'they were'} taken from.

  ${DOCUMENT.padEnd(20)} the articles, typeset, with their sources in the appendix
  ${'originals/'.padEnd(20)} the records as they were imported, byte for byte; each is called by its SHA-256
  ${'parts/'.padEnd(20)} pictures and other files that came with saved pages
  ${ANNOTATIONS.padEnd(20)} highlights and notes as W3C Web Annotations
  ${MANIFEST.padEnd(20)} every file with its size and SHA-256; per article its sources: dump, record, dates
  ${SUMS.padEnd(20)} the same sums for a tool that every system has

How to check it
---------------

With Clipfile, offline:

  clipfile verify THIS-FILE.zip

Without Clipfile: unpack the zip, open a terminal in its folder, and run

  sha256sum -c ${SUMS}            (Linux)
  shasum -a 256 -c ${SUMS}        (macOS)
  Get-FileHash -Algorithm SHA256 * (Windows; compare with ${SUMS} by eye)

Every line must say OK, and no file may be there that ${SUMS} does not name (but ${SUMS} itself).

Sums show that nothing changed since the manifest was written. That nobody wrote another manifest is shown only by the
manifest's own SHA-256, which Clipfile told when it made this dossier. Keep that number apart from this file: in a letter, a
court file, a signed message. This computes it:

  sha256sum ${MANIFEST}
`
}
