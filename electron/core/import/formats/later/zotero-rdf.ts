/** Zotero RDF: items with their collections, notes and tags, and the snapshots that lie beside the file. */
import type { Around } from '../../around.ts'
import type { FoundRecord, RecordContent } from '../../format.ts'
import { readHtmlPage } from '../../saved-pages.ts'
import { child, childrenOf, childText, parseXml, type XmlNode } from '../feeds/xml-node.ts'
import { fatesOf, plan } from './fates.ts'
import { NO_ITEM, personName, zoteroContent, type ZoteroItem } from './zotero-item.ts'
import { isoMs } from './values.ts'

const LIMITS = { depth: 1000, nodes: 5_000_000 }

const FATES = plan({
  itemType: { lost: 'an article is an article' },
  title: 'kept',
  authors: 'kept',
  url: 'kept',
  isPartOf: { to: 'the outlet' },
  date: 'kept',
  abstract: { to: 'the description' },
  language: { to: 'the language, where the text does not tell it' },
  subject: { to: 'tags' },
  notes: { to: 'notes on the article' },
  collections: 'kept',
  dateSubmitted: { to: 'when it was saved' },
  snapshot: { to: 'the text' },
  attachments: { lost: 'files other than snapshots of pages are not taken' },
  annotations: { lost: 'Zotero leaves them out of this export: import zotero.sqlite for them' },
})

export const ZOTERO_RDF = 'export/zotero-rdf/1'

const RDF = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#'

export function isZoteroRdf(head: string): boolean {
  return head.includes('http://www.zotero.org/namespaces/export#') && head.includes(RDF)
}

/** Never throws. Where an item stands in the file is not told: RDF gives each in several pieces. */
export function* readZoteroRdf(bytes: Uint8Array, around: Around): Generator<FoundRecord> {
  const place = { byteStart: 0, byteEnd: bytes.length, line: null }
  const root = parseXml(new TextDecoder().decode(bytes), LIMITS)
  const rdf = root && child(root, 'rdf:rdf')
  if (!rdf) {
    const refusal = 'This RDF is damaged, or larger than is read. Export it again from Zotero.'
    return yield { ...place, outcome: { refusal } }
  }
  const library = new Library(rdf)
  for (const node of library.items()) {
    const item = library.read(node)
    const snapshot = readSnapshot(library.snapshotOf(node), around)
    const content = zoteroContent(item, snapshot)
    const original = Buffer.from(node.raw === '' ? JSON.stringify(item) : wrapped(node))
    yield {
      ...place,
      ...content,
      bytes: original,
      fields: fatesOf(library.fieldsOf(node, item, snapshot), FATES),
    }
  }
}

function wrapped({ name, attributes, raw }: XmlNode): string {
  const about = attributes['rdf:about'] ?? ''
  return `<${name} rdf:about=${JSON.stringify(about)}>${raw}</${name}>`
}

/** The page that Zotero kept, read as any saved page; the path leads below the export’s own folder or nowhere. */
function readSnapshot(path: string | null, around: Around): RecordContent | null {
  const parts = path?.split('/') ?? []
  if (parts.length < 2 || parts.some((part) => part === '' || part === '.' || part === '..')) return null
  const bytes = around.readBeside(parts[0]!, parts.slice(1).join('/'))
  if (!bytes) return null
  const [record] = readHtmlPage(bytes, {
    ...around,
    fileName: parts.at(-1)!,
    readBeside: () => null,
    listBeside: () => [],
  })
  return record ?? null
}

class Library {
  readonly #nodes: readonly XmlNode[]
  readonly #byId = new Map<string, XmlNode>()
  readonly #paths = new Map<string, string[][]>()

  constructor(rdf: XmlNode) {
    this.#nodes = rdf.children
    for (const node of this.#nodes) this.#byId.set(idOf(node), node)
    for (const node of this.#nodes) if (node.name === 'z:collection') this.#file(node)
  }

  /** What is an item by itself: no attachment, no note, no collection. */
  *items(): Generator<XmlNode> {
    for (const node of this.#nodes) {
      if (['z:collection', 'z:attachment', 'bib:memo'].includes(node.name)) continue
      const type = childText(node, 'z:itemtype')
      if (type !== '' && !['attachment', 'note', 'annotation'].includes(type)) yield node
    }
  }

  read(node: XmlNode): ZoteroItem {
    return {
      ...NO_ITEM,
      title: childText(node, 'dc:title'),
      url: urlOf(node),
      authors: authorsOf(node),
      outlet: this.#outletOf(node),
      date: childText(node, 'dc:date'),
      abstract: childText(node, 'dcterms:abstract'),
      language: childText(node, 'z:language dc:language'),
      tags: tagsOf(node),
      notes: this.#linked(node, 'dcterms:isreferencedby').map((memo) => childText(memo, 'rdf:value')),
      collections: this.#paths.get(idOf(node)) ?? [],
      addedAtMs: isoMs(childText(node, 'dcterms:datesubmitted')),
    }
  }

  snapshotOf(node: XmlNode): string | null {
    const pages = this.#linked(node, 'link:link').filter((one) =>
      /^(?:text\/html|application\/xhtml\+xml)$/.test(childText(one, 'link:type')),
    )
    return pages.map(pathOf).find((path) => path !== '') ?? null
  }

  /** The fields that an item has, by the names of the loss report. */
  fieldsOf(node: XmlNode, item: ZoteroItem, snapshot: unknown): Record<string, unknown> {
    const others = this.#linked(node, 'link:link').length - (snapshot ? 1 : 0)
    const { authors, url, abstract, language, notes, collections, date, title } = item
    return {
      ...{ title, authors, url, date, abstract, language, notes, collections },
      itemType: childText(node, 'z:itemtype'),
      isPartOf: item.outlet,
      subject: item.tags,
      dateSubmitted: item.addedAtMs,
      snapshot: snapshot !== null,
      attachments: others > 0,
      annotations: this.#linked(node, 'link:link').length > 0,
    }
  }

  #outletOf(node: XmlNode): string {
    const partOf = child(node, 'dcterms:ispartof')
    if (!partOf) return ''
    const named = [...partOf.children, this.#byId.get(resourceOf(partOf)) ?? null]
    return named.map((one) => (one ? childText(one, 'dc:title') : '')).find((title) => title !== '') ?? ''
  }

  #linked(node: XmlNode, name: string): XmlNode[] {
    return childrenOf(node, name).flatMap((link) => this.#byId.get(resourceOf(link)) ?? link.children)
  }

  /** Puts what a collection holds at its path; a ring is cut where it closes. */
  #file(collection: XmlNode): void {
    const path: string[] = []
    const seen = new Set<XmlNode>()
    for (let at: XmlNode | undefined = collection; at && !seen.has(at); at = this.#parentOf(at)) {
      seen.add(at)
      path.unshift(childText(at, 'dc:title'))
    }
    for (const part of childrenOf(collection, 'dcterms:haspart')) {
      const id = resourceOf(part)
      this.#paths.set(id, [...(this.#paths.get(id) ?? []), path])
    }
  }

  #parents: Map<string, XmlNode> | null = null

  #parentOf(collection: XmlNode): XmlNode | undefined {
    if (!this.#parents) {
      this.#parents = new Map()
      for (const node of this.#nodes) {
        if (node.name !== 'z:collection') continue
        for (const part of childrenOf(node, 'dcterms:haspart')) this.#parents.set(resourceOf(part), node)
      }
    }
    return this.#parents.get(idOf(collection))
  }
}

function idOf(node: XmlNode): string {
  return node.attributes['rdf:about'] ?? (node.attributes['rdf:id'] ? `#${node.attributes['rdf:id']}` : '')
}

function resourceOf(node: XmlNode): string {
  return node.attributes['rdf:resource'] ?? ''
}

/** Newer files say `z:path`, older ones `rdf:resource`; either as an attribute or as text. */
function pathOf(attachment: XmlNode): string {
  const node = child(attachment, 'z:path rdf:resource')
  return node ? resourceOf(node) || node.text.trim() : ''
}

function urlOf(node: XmlNode): string {
  for (const identifier of childrenOf(node, 'dc:identifier')) {
    const uri = child(identifier, 'dcterms:uri')
    if (uri) return childText(uri, 'rdf:value')
  }
  const about = idOf(node)
  return /^https?:/i.test(about) ? about : ''
}

function authorsOf(node: XmlNode): string[] {
  const people = childrenOf(node, 'bib:authors').flatMap((list) => deep(list, 'foaf:person'))
  return people
    .map((one) => personName(childText(one, 'foaf:surname'), childText(one, 'foaf:givenname foaf:givenName')))
    .filter((name) => name !== '')
}

function deep(node: XmlNode, name: string): XmlNode[] {
  return node.children.flatMap((one) => (one.name === name ? [one] : deep(one, name)))
}

/** A subject is a tag, or holds one that Zotero made by itself. */
function tagsOf(node: XmlNode): string[] {
  return childrenOf(node, 'dc:subject')
    .map((subject) => {
      const automatic = child(subject, 'z:automatictag')
      return automatic ? childText(automatic, 'rdf:value') : subject.text.trim()
    })
    .filter((tag) => tag !== '')
}
