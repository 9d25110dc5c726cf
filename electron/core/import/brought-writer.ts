/** Writes what people had added to articles in the programs that exports come from, and what became of each of its fields. */
import { createHash } from 'node:crypto'
import type { Quote } from '../../shared/own.ts'
import { findQuote } from '../annotations/find-quote.ts'
import { type AnchorText, anchorTextOf, quotedAt } from '../annotations/reanchor.ts'
import { BroughtTables, type BroughtKind } from '../db/brought.ts'
import type { Db } from '../db/connection.ts'
import { insertCollection } from '../db/collections.ts'
import { type FateSource, FateTally } from '../db/field-fates.ts'
import type { NewRecord } from '../db/records.ts'
import { findChildTag, insertTag } from '../db/tags.ts'
import { applyEffects } from '../own/effects.ts'
import { cleanText } from '../own/names.ts'
import type { RowChange } from '../own/recorder.ts'
import { foldTag } from '../text/names.ts'
import type { Brought, BroughtHighlight } from './brought.ts'
import { cleanPath } from './brought-names.ts'
import type { PreparedRecord } from './prepare.ts'
import { formatOf } from './shapes.ts'

/** Of a line of the ledger and its record, what this needs to know. */
export type Bringer = Pick<NewRecord, 'importId' | 'dumpId' | 'extractor' | 'articleId'> &
  Pick<PreparedRecord, 'brought' | 'fields'>

/** One that brings something to an article. */
interface Giver extends FateSource {
  articleId: number
  brought: Brought
}

/**
 * Everything runs inside the caller's transaction. What records bring is written at {@link flush}, when the texts of their
 * batch are all in: a highlight is looked for in the text that stays.
 */
export class BroughtWriter {
  readonly #db: Db
  readonly #tables: BroughtTables
  readonly #fates: FateTally
  #waiting: Giver[] = []
  #tags = new Map<string, number>()
  #collections = new Map<string, number>()
  #positions = new Map<number, number>()
  #texts = new Map<number, AnchorText>()
  #rows: RowChange[] = []
  readonly #formats = new Map<string, string | null>()
  #made: { id: number; giver: Giver }[] = []

  constructor(db: Db) {
    this.#db = db
    this.#tables = new BroughtTables(db)
    this.#fates = new FateTally(db)
  }

  take(
    line: Omit<Bringer, 'brought' | 'fields'>,
    { brought, fields }: Pick<Bringer, 'brought' | 'fields'>,
  ): void {
    if (!brought && !fields) return
    const { importId, dumpId, extractor, articleId } = line
    const source = { importId, dumpId, format: extractor === null ? null : this.#formatOf(extractor) }
    if (fields) this.#fates.add(source, fields)
    if (brought && articleId !== null) this.#waiting.push({ ...source, articleId, brought })
  }

  /** Must run before COMMIT. */
  flush(): void {
    for (const giver of this.#waiting) this.#write(giver)
    const rows = this.#rows
    // counts, places in the text, words: as whatever is added by hand
    if (rows.length > 0) applyEffects(this.#db, rows)
    this.#tellOrphans()
    this.#fates.flush()
    this.reset()
  }

  /** Also after a rollback. People may rename or delete between two batches, so nothing is remembered. */
  reset(): void {
    this.#waiting = []
    this.#tags = new Map()
    this.#collections = new Map()
    this.#positions = new Map()
    this.#texts = new Map()
    this.#rows = []
    this.#made = []
    this.#fates.reset()
  }

  #formatOf(extractor: string): string | null {
    let format = this.#formats.get(extractor)
    if (format === undefined) this.#formats.set(extractor, (format = formatOf(extractor)))
    return format
  }

  #write(giver: Giver): void {
    const { articleId, importId, dumpId, brought } = giver
    const { tags, collections, notes, highlights, savedAtMs } = brought
    // nothing in an export was added later than its file was written
    const atMs = timeOf(savedAtMs) ?? timeOf(this.#tables.modifiedAtMs(dumpId)) ?? Date.now()
    const give = (kind: BroughtKind, key: number, add: () => number | null) => {
      if (this.#tables.isKnown(articleId, kind, key)) return
      this.#tables.keep(articleId, kind, key, importId, add())
    }
    for (const path of tags ?? []) {
      const clean = this.#clean(giver, 'tags', path)
      if (clean) give('tag', keyOf(clean.map(foldTag)), () => this.#tag(articleId, clean, importId))
    }
    if (brought.starred) give('star', 0, () => (this.#tables.mark('star', articleId, atMs) ? 1 : null))
    if (brought.read) give('read', 0, () => (this.#tables.mark('read', articleId, atMs) ? 1 : null))
    for (const path of collections ?? []) {
      const clean = this.#clean(giver, 'collections', path)
      if (clean) give('collection', keyOf(clean.map(foldTag)), () => this.#item(articleId, clean, importId))
    }
    const annotate = (quote: BroughtHighlight | null, note: string) =>
      give('annotation', keyOf([quote?.quote.trim().replace(/\s+/g, ' ') ?? '', note.trim()]), () =>
        this.#annotation(giver, quote, cleanText(note), atMs),
      )
    for (const note of notes ?? []) if (note.trim() !== '') annotate(null, note)
    for (const one of highlights ?? []) if (one.quote.trim() !== '') annotate(one, one.note ?? '')
    const saved = timeOf(savedAtMs)
    if (saved !== null) give('saved', saved, () => saved)
  }

  /** Names as they can be kept; what had to be changed is told. */
  #clean(giver: Giver, field: string, path: readonly string[]): string[] | null {
    const { parts, changed } = cleanPath(path, field === 'tags' ? 'tag' : 'collection')
    for (const how of changed) this.#fates.add(giver, [{ field: `${field}: names`, fate: 'mapped', how }])
    return parts.length > 0 ? parts : null
  }

  #tag(articleId: number, path: readonly string[], importId: number): number | null {
    const tagId = this.#ensured(this.#tags, path, (parent, name) => {
      const known = findChildTag(this.#db, parent, name)
      if (known) return known.id
      const id = insertTag(this.#db, parent, name)
      this.#tables.keepMade('tag', id, importId)
      return id
    })
    if (!this.#tables.putTag(articleId, tagId)) return null
    this.#rows.push({ table: 'article_tag', before: null, after: { article_id: articleId, tag_id: tagId } })
    return tagId
  }

  #item(articleId: number, path: readonly string[], importId: number): number | null {
    const id = this.#ensured(this.#collections, path, (parent, title) => {
      const key = foldTag(title)
      const known = this.#tables.collectionsIn(parent).find((one) => foldTag(one.title) === key)
      if (known) return known.id
      const made = insertCollection(this.#db, title, parent)
      this.#tables.keepMade('collection', made, importId)
      return made
    })
    const last = this.#positions.get(id) ?? this.#tables.lastPosition(id)
    const position = this.#tables.addItem(id, articleId, last)
    this.#positions.set(id, position ?? last)
    return position === null ? null : id
  }

  /** What stands at a path, made with all above it where it is missing. */
  #ensured(
    known: Map<string, number>,
    path: readonly string[],
    ensure: (parent: number | null, name: string) => number,
  ): number {
    let parent: number | null = null
    for (let depth = 1; depth <= path.length; depth++) {
      const key = path.slice(0, depth).map(foldTag).join('\0')
      let id: number | undefined = known.get(key)
      if (id === undefined) known.set(key, (id = ensure(parent, path[depth - 1]!)))
      parent = id
    }
    return parent!
  }

  #annotation(giver: Giver, highlight: BroughtHighlight | null, note: string, atMs: number): number | null {
    const { articleId } = giver
    const passage = highlight && this.#passage(articleId, highlight)
    const id = this.#tables.addAnnotation({
      uuid: nameOf([articleId, highlight?.quote ?? '', note]),
      articleId,
      quote: passage?.quote ?? null,
      place: passage?.place ?? null,
      colour: highlight?.colour ?? 0,
      note,
      atMs: timeOf(highlight?.createdAtMs) ?? atMs,
    })
    if (id === null) return null
    const { quote, place } = passage ?? { quote: null, place: null }
    const after = { id, article_id: articleId, start_at: place?.start ?? 0, text_key: place?.textKey ?? null }
    this.#rows.push({ table: 'annotation', before: null, after: { ...after, exact: quote?.exact ?? null } })
    if (highlight) this.#made.push({ id, giver })
    return id
  }

  /** In the words of the article where it holds all of them, with what stands beside them; else in the words of the export. */
  #passage(
    articleId: number,
    { quote: exact, prefix = '', suffix = '' }: BroughtHighlight,
  ): { quote: Quote; place: { start: number; end: number; textKey: string | null } | null } {
    let text = this.#texts.get(articleId)
    if (!text) this.#texts.set(articleId, (text = anchorTextOf(this.#db, articleId)))
    const clean = cleanText(exact).trim()
    for (const range of [text.body, text.captions]) {
      const found = findQuote(range.text, { exact: clean, prefix, suffix })
      const quoted = found?.whole ? quotedAt(text, found.start + range.from, found.end + range.from) : null
      if (quoted) return { quote: quoted.quote, place: quoted }
    }
    return { quote: { exact: clean, prefix: cleanText(prefix), suffix: cleanText(suffix) }, place: null }
  }

  #tellOrphans(): void {
    for (const { id, giver } of this.#made)
      if (this.#tables.isOrphan(id))
        this.#fates.add(giver, [{ field: 'highlights: places', fate: 'mapped', how: ORPHANED }])
  }
}

const ORPHANED = 'words not found in the text: kept among the notes without a place'

function keyOf(words: readonly string[]): number {
  return createHash('sha256').update(JSON.stringify(words)).digest().readUIntBE(0, 6)
}

/** RFC 9562, version 8, so that an import that is killed and goes on ends with the same names as one that is not. */
function nameOf(what: readonly (string | number)[]): string {
  const hash = createHash('sha256').update(JSON.stringify(what)).digest('hex')
  const [a, b, c, d] = [hash.slice(0, 8), hash.slice(8, 12), hash.slice(13, 16), hash.slice(17, 20)]
  return `${a}-${b}-8${c}-a${d}-${hash.slice(20, 32)}`
}

/** A time that can be one: after 1970, and not in some other unit. */
function timeOf(ms: number | null | undefined): number | null {
  return typeof ms === 'number' && Number.isSafeInteger(ms) && ms > 0 && ms < 4e12 ? ms : null
}
