/**
 * Citations by CSL styles. They are set by Hayagriva (MIT/Apache), the citation library inside Typst, which Clipfile has
 * anyway for its PDFs and which brings the styles along (citationstyles.org, CC BY-SA 3.0). citeproc-js, on which the usual
 * packages stand, is CPAL or AGPL: not for a program under the MIT licence.
 */
import { createRequire } from 'node:module'
import { Parser } from 'htmlparser2'
import { AppError } from '../../shared/errors.ts'
import type { Citations, CitationStyle } from '../../shared/export.ts'
import type { Selection } from '../../shared/list-query.ts'
import type { Archive } from '../archive.ts'
import { selectedIds } from '../db/selected.ts'
import type { CitedName } from './cited-name.ts'
import { escapeXml } from './clean.ts'
import { itemLoader } from './exported-item.ts'
import { isoOf, type Reference, References } from './reference.ts'
import { exportScope } from './scope.ts'

type Typst = typeof import('@myriaddreamin/typst-ts-node-compiler')
type Compiler = ReturnType<Typst['NodeCompiler']['create']>

/** As Typst calls them: https://typst.app/docs/reference/model/bibliography/#parameters-style */
const STYLES: Record<CitationStyle, string> = {
  apa: 'apa',
  mla: 'mla',
  chicago: 'chicago-notes',
  harvard: 'harvard-cite-them-right',
}

/** More than anybody pastes; a window waits for the answer. */
export const MOST_CITED = 1000

let compiler: Compiler | null = null

/** Loaded when the first citation is asked for: 45 ms, and nobody else pays them. */
function typst(): Compiler {
  compiler ??= (
    createRequire(import.meta.url)('@myriaddreamin/typst-ts-node-compiler') as Typst
  ).NodeCompiler.create()
  return compiler
}

/**
 * The articles of a selection as a list of works cited, in the order that the style wants.
 * @throws AppError `bad-request` for more than {@link MOST_CITED}, `not-found` for none
 */
export function citationsFor(archive: Archive, selection: Selection, style: CitationStyle): Citations {
  const { articles, collectionId } = exportScope(archive, selection)
  if (articles > MOST_CITED) {
    throw new AppError(
      'bad-request',
      `${articles.toLocaleString('en')} citations are too many to copy.`,
      'Export them as BibTeX, RIS or CSL-JSON instead.',
    )
  }
  if (articles === 0) throw new AppError('not-found', 'There is nothing to cite.', 'Select an article first.')
  const load = itemLoader(archive.db, collectionId)
  const references = new References()
  return cite(
    selectedIds(archive.db).map((id) => references.of(load(id))),
    style,
  )
}

/** @throws AppError `internal` when the library refuses what it was given */
export function cite(references: readonly Reference[], style: CitationStyle): Citations {
  const works = Object.fromEntries(references.map((reference, i) => [`w${i}`, workOf(reference)]))
  const { result } = typst().tryHtml({
    mainFileContent: `#bibliography(bytes(sys.inputs.works), title: none, full: true, style: "${STYLES[style]}")`,
    // JSON is YAML; what articles say never stands in Typst's source
    inputs: { works: JSON.stringify(works) },
  })
  if (!result) throw new AppError('internal', 'These articles could not be cited.')
  const entries = entriesOf(result.html()).map((pieces) => mended(pieces, references))
  typst().evictCache(10)
  return {
    text: entries.map((pieces) => pieces.map(({ text }) => text).join('')).join('\n'),
    html: entries
      .map((pieces) =>
        pieces.map(({ text, italic }) => (italic ? `<i>${escapeXml(text)}</i>` : escapeXml(text))).join(''),
      )
      .map((entry) => `<p>${entry}</p>`)
      .join('\n'),
  }
}

/** Hayagriva's own format (https://github.com/typst/hayagriva/blob/main/docs/file-format.md). */
function workOf(reference: Reference): Record<string, unknown> {
  const { title, outlet, authors, issued, accessed, url, language } = reference
  // English styles write English titles with capitals; other languages keep theirs
  const words = (text: string) =>
    language === null || language === 'en' ? veiled(text) : `{${veiled(text)}}`
  return {
    type: outlet === null ? 'web' : 'article',
    title: words(title ?? '[Untitled]'),
    ...(authors.length === 0 ? {} : { author: authors.map(nameOf) }),
    ...(issued === null ? {} : { date: isoOf(issued) }),
    ...(url === null
      ? {}
      : { url: accessed === null ? veiled(url) : { value: veiled(url), date: isoOf(accessed) } }),
    ...(outlet === null ? {} : { parent: { type: 'newspaper', title: `{${veiled(outlet)}}` } }),
  }
}

function nameOf(name: CitedName): Record<string, string> {
  if ('literal' in name) return { name: veiled(name.literal) }
  const { family, given, suffix } = name
  return { name: veiled(family), 'given-name': veiled(given), ...(suffix ? { suffix: veiled(suffix) } : {}) }
}

/**
 * To Hayagriva `$…$` is mathematics, which Typst would run, braces keep capitals and a backslash escapes. In a title they
 * are none of that: they go in as characters of the private use area and are put back in what comes out.
 */
const VEILED = ['$', '{', '}', '\\'] as const
const VEIL = 0xf8f0

function veiled(text: string): string {
  return text
    .replaceAll(/[\uf8f0-\uf8f3]/g, '')
    .replaceAll(/[${}\\]/g, (sign) => String.fromCharCode(VEIL + VEILED.indexOf(sign as '$')))
}

function unveiled(text: string): string {
  return text.replaceAll(/[\uf8f0-\uf8f3]/g, (sign) => VEILED[sign.charCodeAt(0) - VEIL]!)
}

interface Piece {
  text: string
  italic: boolean
}

/** The entries of the list that Typst wrote as HTML. */
function entriesOf(html: string): Piece[][] {
  const entries: Piece[][] = []
  let italics = 0
  let lists = 0
  const parser = new Parser({
    onopentag(name) {
      if (name === 'li' && lists++ === 0) entries.push([])
      if (name === 'em') italics++
    },
    ontext(text) {
      const entry = entries.at(-1)
      if (lists === 0 || !entry) return
      const last = entry.at(-1)
      if (last && last.italic === italics > 0) last.text += text
      else entry.push({ text, italic: italics > 0 })
    },
    onclosetag(name) {
      if (name === 'li') lists--
      if (name === 'em') italics--
    },
  })
  parser.end(html)
  return entries.map(trimmed)
}

function trimmed(entry: readonly Piece[]): Piece[] {
  return entry
    .map(({ text, italic }, i) => {
      let clean = text.replaceAll(/\s+/g, ' ')
      if (i === 0) clean = clean.trimStart()
      if (i === entry.length - 1) clean = clean.trimEnd()
      return { text: clean, italic }
    })
    .filter(({ text }) => text !== '')
}

/** Of a date that is known to the year only, Hayagriva writes the comma before the day that is not there. */
function mended(entry: readonly Piece[], references: readonly Reference[]): Piece[] {
  const years = references.flatMap(({ issued }) => (issued?.length === 1 ? [issued[0]] : []))
  return entry.map(({ text, italic }, i) => {
    let clean = text
    if (!italic) {
      for (const year of new Set(years)) clean = clean.replaceAll(`(${year}, )`, `(${year})`)
      if (years.length > 0 && entry[i - 1]?.italic) clean = clean.replace(/^,\./, '.')
    }
    return { text: unveiled(clean), italic }
  })
}
