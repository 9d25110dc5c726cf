/**
 * Annotations as W3C Web Annotations (https://www.w3.org/TR/annotation-model/), and what other programs write of that kind.
 * Properties that we do not know are kept with the annotation and written again.
 */
import { AppError } from '../../shared/errors.ts'
import type { AnnotationColour, Quote } from '../../shared/own.ts'

/** An annotation between the archive and a file. */
export interface PortableAnnotation {
  /** a UUID, or the address that another program calls it by */
  name: string
  quote: Quote | null
  place: { start: number; end: number } | null
  colour: AnnotationColour
  note: string
  createdAtMs: number | null
  modifiedAtMs: number | null
  source: PortableSource
  /** what else the file says of it */
  foreign: Json | null
}

/** What an annotation says of its article, by which it is found in an archive. */
export interface PortableSource {
  url: string | null
  /** of the original, lower-case hex */
  sha256: string | null
  title: string | null
}

export type Json = Record<string, unknown>

const CONTEXT = ['http://www.w3.org/ns/anno.jsonld', { clipfile: 'urn:clipfile:' }]
const COLOURS = ['yellow', 'green', 'blue', 'red'] as const
const OWN = new Set(['@context', 'id', 'type', 'motivation', 'created', 'modified', 'body', 'target'])

export function collectionOf(label: string, items: readonly Json[]): Json {
  return {
    '@context': CONTEXT,
    type: 'AnnotationCollection',
    label,
    total: items.length,
    first: { type: 'AnnotationPage', startIndex: 0, items },
  }
}

export function toW3c(annotation: PortableAnnotation): Json {
  const { name, quote, place, colour, note, createdAtMs, modifiedAtMs, source, foreign } = annotation
  const { body: otherBodies = [], target: otherTarget = {}, ...others } = foreign ?? {}
  const comment = { type: 'TextualBody', value: note, format: 'text/markdown', purpose: 'commenting' }
  const bodies = [...(note === '' ? [] : [comment]), ...(otherBodies as unknown[])]
  return {
    id: UUID.test(name) ? `urn:uuid:${name}` : name,
    type: 'Annotation',
    motivation: note === '' ? 'highlighting' : 'commenting',
    ...(createdAtMs === null ? {} : { created: new Date(createdAtMs).toISOString() }),
    ...(modifiedAtMs === null ? {} : { modified: new Date(modifiedAtMs).toISOString() }),
    ...(bodies.length === 0 ? {} : { body: bodies.length === 1 ? bodies[0] : bodies }),
    target: {
      source: source.url ?? `urn:sha256:${source.sha256 ?? ''}`,
      styleClass: `clipfile-${COLOURS[colour]}`,
      ...(quote ? { selector: selectorsOf(quote, place) } : {}),
      'clipfile:title': source.title,
      'clipfile:sha256': source.sha256,
      ...(otherTarget as Json),
    },
    ...others,
  }
}

function selectorsOf({ exact, prefix, suffix }: Quote, place: PortableAnnotation['place']): Json[] {
  return [
    { type: 'TextQuoteSelector', exact, prefix, suffix },
    ...(place ? [{ type: 'TextPositionSelector', ...place }] : []),
  ]
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/**
 * The annotations in a file: one, a list, a page or a collection with its pages inside.
 * @throws AppError `bad-input` naming what is wrong with the file as a whole
 */
export function itemsOf(text: string): unknown[] {
  let json: unknown
  try {
    json = JSON.parse(text.replace(/^\ufeff/, ''))
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new AppError('bad-input', `This file is no JSON: ${why}`, 'Export it again from where it came.', {
      cause,
    })
  }
  const items = unwrap(json, 0)
  if (items) return items
  throw new AppError(
    'bad-input',
    'This file holds no Web Annotations.',
    'It must be a W3C Annotation, a list of them, an AnnotationPage or an AnnotationCollection.',
  )
}

function unwrap(json: unknown, depth: number): unknown[] | null {
  if (Array.isArray(json)) return json
  if (!isObject(json) || depth > 20) return null
  if (isType(json, 'Annotation')) return [json]
  // pages follow each other inside of one another where they are not fetched one by one
  const inner = [json['items'], json['first'], json['next'], json['rows']].flatMap(
    (part) => unwrap(part, depth + 1) ?? [],
  )
  return inner.length > 0 || 'items' in json || json['total'] === 0 ? inner : null
}

/** Reads one annotation. @returns why it cannot be taken, in words, instead */
export function fromW3c(item: unknown): PortableAnnotation | string {
  if (!isObject(item)) return 'It is no object.'
  if (!isType(item, 'Annotation')) return 'It does not call itself an Annotation.'
  const target = first(item['target'])
  if (target === undefined) return 'It has no target.'
  const source = sourceOf(target)
  if (!source) return 'Its target names no source.'
  const selectors = isObject(target) ? flatSelectors(target['selector'], 0) : []
  const quote = quoteOf(selectors)
  const place = placeOf(selectors)
  if (selectors.length > 0 && !quote && !place)
    return 'None of its selectors quotes a text or gives a position.'
  const bodies = all(item['body']).map((body) =>
    typeof body === 'string' ? { type: 'TextualBody', value: body } : body,
  )
  const notes = bodies.filter(isNote)
  const style = isObject(target) ? String(target['styleClass'] ?? '') : ''
  return {
    name: nameOf(item['id']),
    quote,
    place,
    colour: Math.max(
      0,
      COLOURS.findIndex((name) => style.includes(name)),
    ) as AnnotationColour,
    note: notes.map((body) => String((body as Json)['value'])).join('\n\n'),
    createdAtMs: timeOf(item['created']),
    modifiedAtMs: timeOf(item['modified']),
    source,
    foreign: foreignOf(
      item,
      target,
      bodies.filter((body) => !isNote(body)),
    ),
  }
}

function isNote(body: unknown): boolean {
  if (!isObject(body) || typeof body['value'] !== 'string') return false
  return isType(body, 'TextualBody') && (body['purpose'] ?? 'commenting') === 'commenting'
}

const TARGET = new Set(['source', 'styleClass', 'selector', 'clipfile:title', 'clipfile:sha256'])

/** What this program would not write by itself. */
function foreignOf(item: Json, target: unknown, bodies: unknown[]): Json | null {
  const others = Object.fromEntries(Object.entries(item).filter(([key]) => !OWN.has(key)))
  const inTarget = isObject(target)
    ? Object.fromEntries(
        Object.entries(target).filter(([key]) => !TARGET.has(key) && !(key === 'type' || key === 'id')),
      )
    : {}
  const foreign: Json = { ...others }
  if (bodies.length > 0) foreign['body'] = bodies
  if (Object.keys(inTarget).length > 0) foreign['target'] = inTarget
  return Object.keys(foreign).length > 0 ? foreign : null
}

function sourceOf(target: unknown): PortableSource | null {
  const source = isObject(target) ? (target['source'] ?? target['id']) : target
  const address = isObject(source) ? source['id'] : source
  if (typeof address !== 'string' || address === '') return null
  const said = isObject(target) ? target : {}
  const sha256 = said['clipfile:sha256'] ?? /^urn:sha256:([0-9a-f]{64})$/.exec(address)?.[1]
  const title = said['clipfile:title']
  return {
    url: address.startsWith('urn:') ? null : address,
    sha256: typeof sha256 === 'string' ? sha256 : null,
    title: typeof title === 'string' ? title : null,
  }
}

/** Selectors in a list, chosen between, or refined by others. */
function flatSelectors(selector: unknown, depth: number): Json[] {
  if (depth > 10) return []
  return all(selector).flatMap((one) => {
    if (!isObject(one)) return []
    return [one, ...flatSelectors(one['items'], depth + 1), ...flatSelectors(one['refinedBy'], depth + 1)]
  })
}

function quoteOf(selectors: readonly Json[]): Quote | null {
  const found = selectors.find((one) => isType(one, 'TextQuoteSelector') && typeof one['exact'] === 'string')
  if (!found || found['exact'] === '') return null
  const side = (key: string) => (typeof found[key] === 'string' ? found[key] : '')
  return { exact: found['exact'] as string, prefix: side('prefix'), suffix: side('suffix') }
}

function placeOf(selectors: readonly Json[]): PortableAnnotation['place'] {
  const found = selectors.find((one) => isType(one, 'TextPositionSelector'))
  const { start, end } = found ?? {}
  if (!Number.isSafeInteger(start) || !Number.isSafeInteger(end)) return null
  return (start as number) >= 0 && (end as number) > (start as number)
    ? { start: start as number, end: end as number }
    : null
}

function nameOf(id: unknown): string {
  const name = typeof id === 'string' ? id.replace(/^urn:uuid:/i, '') : ''
  return UUID.test(name.toLowerCase()) ? name.toLowerCase() : name.slice(0, 2000)
}

function timeOf(value: unknown): number | null {
  const ms = typeof value === 'string' ? Date.parse(value) : Number.NaN
  return Number.isNaN(ms) ? null : ms
}

function all(value: unknown): unknown[] {
  return value === undefined || value === null ? [] : Array.isArray(value) ? value : [value]
}

function first(value: unknown): unknown {
  return all(value)[0]
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isType(value: Json, type: string): boolean {
  return all(value['type'] ?? value['@type']).some((one) => one === type || one === `oa:${type}`)
}
