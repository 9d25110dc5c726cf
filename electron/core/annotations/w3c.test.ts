import { join } from 'node:path'
import { readFileSync, writeFileSync } from 'node:fs'
import { afterEach, describe, expect, test } from 'vitest'
import { addArticles, prepared, temporaryArchive } from '../../dev/test-archive.ts'
import { watched } from '../import/import-fixtures.ts'
import type { Archive } from '../archive.ts'
import { urlKey } from '../text/identity.ts'
import {
  exportedAnnotations,
  importAnnotations,
  runAnnotationsExport,
  runAnnotationsImport,
} from './exchange.ts'
import { fromW3c, itemsOf } from './w3c.ts'

const cleanups: (() => void)[] = []
afterEach(() => cleanups.splice(0).forEach((remove) => remove()))

const URL_1 = 'https://harborledger.example/2026/11/gates?utm_source=x'
const TEXT =
  'The gates stayed shut for a ninth day. Officials said inflow had dropped 31 percent since August.'

function filled(): Archive {
  const { archive, remove } = temporaryArchive()
  cleanups.push(remove)
  const url = URL_1
  addArticles(
    archive,
    [prepared({ title: 'Gates', text: TEXT, url, urlKey: urlKey(url) }), prepared({ title: 'Other' })],
    false,
  )
  return archive
}

function annotated(): Archive {
  const archive = filled()
  const make = (words: string, colour: 0 | 1 | 2 | 3, note: string) => {
    const start = TEXT.indexOf(words)
    archive.answer('archive.annotate', {
      articleId: 1,
      place: { start, end: start + words.length },
      colour,
      note,
    })
  }
  make('gates stayed shut', 3, '')
  make('inflow had dropped', 1, '**31**? “No” <b>no</b>\n\n\u202eعكس 🌊')
  archive.answer('archive.annotate', { articleId: 1, place: null, colour: 2, note: 'On all of it.' })
  return archive
}

/** The originals of test articles are random bytes. */
const exported = (archive: Archive) =>
  exportedAnnotations(archive.db, 'test').text.replace(/"[0-9a-f]{64}"/g, 'null')

describe('a round trip', () => {
  test('into an archive with the same articles loses nothing', () => {
    const from = annotated()
    const text = exported(from)
    const into = filled()
    expect(importAnnotations(into, text, 'a.jsonld')).toEqual({
      imported: 3,
      orphans: 0,
      known: 0,
      refused: [],
    })
    expect(exported(into)).toBe(text)
    const [left, right] = [from, into].map(
      (one) => one.answer('archive.articleOwn', { articleId: 1 }).annotations,
    )
    expect(right).toEqual(left)
    expect(importAnnotations(into, text, 'a.jsonld')).toMatchObject({ imported: 0, known: 3, refused: [] })
    into.answer('archive.undo', {})
    expect(into.answer('archive.ownCounts', undefined).annotations).toBe(0)
  })

  test('through files, and of what only other programs say', async () => {
    const archive = filled()
    const foreign = {
      '@context': 'http://www.w3.org/ns/anno.jsonld',
      id: 'https://hypothes.example/a/XYZ',
      type: 'Annotation',
      motivation: 'commenting',
      creator: { type: 'Person', name: 'R. Okafor' },
      created: '2026-11-09T08:41:00+01:00',
      body: [
        { type: 'TextualBody', value: 'Check this' },
        { type: 'TextualBody', purpose: 'tagging', value: 'to-verify' },
      ],
      target: {
        source: 'http://www.harborledger.example/2026/11/gates/',
        renderedVia: 'https://reader.example',
        selector: {
          type: 'RangeSelector',
          refinedBy: { type: 'TextQuoteSelector', exact: 'inflow had dropped', prefix: 'Officials said ' },
        },
      },
    }
    const file = join(archive.path, '..', 'in.jsonld')
    writeFileSync(file, `\ufeff${JSON.stringify([foreign])}`)
    expect(await runAnnotationsImport(archive.path, file, watched().control)).toMatchObject({
      imported: 1,
      orphans: 0,
    })
    const [made] = archive.answer('archive.articleOwn', { articleId: 1 }).annotations
    expect(made).toMatchObject({
      note: 'Check this',
      place: { start: TEXT.indexOf('inflow') },
      createdAtMs: Date.UTC(2026, 10, 9, 7, 41),
    })
    const out = join(archive.path, '..', 'out.jsonld')
    await runAnnotationsExport(archive.path, out, watched().control)
    const { first } = JSON.parse(readFileSync(out, 'utf8')) as { first: { items: unknown[] } }
    expect(first.items).toMatchObject([
      {
        id: foreign.id,
        creator: foreign.creator,
        body: [{ value: 'Check this' }, foreign.body[1]],
        target: { renderedVia: 'https://reader.example' },
      },
    ])
  })
})

describe('what cannot be taken is told', () => {
  test.each([
    ['', 'no JSON'],
    ['{"type":"Annotation"', 'no JSON'],
    ['<html>', 'no JSON'],
    ['"text"', 'no Web Annotations'],
    ['{"type":"Person"}', 'no Web Annotations'],
    ['17', 'no Web Annotations'],
  ])('the file %j', (text, words) => {
    expect(() => itemsOf(text)).toThrow(
      expect.objectContaining({ code: 'bad-input', message: expect.stringContaining(words) }),
    )
  })

  const target = (selector: unknown, source: unknown = URL_1) => ({
    type: 'Annotation',
    target: { source, selector },
  })
  test.each([
    [null, 'no object'],
    [{ type: 'Note' }, 'does not call itself'],
    [{ type: 'Annotation' }, 'no target'],
    [{ type: 'Annotation', target: [] }, 'no target'],
    [target(null, ''), 'no source'],
    [target({ type: 'CssSelector', value: 'p' }), 'None of its selectors'],
    [target({ type: 'TextPositionSelector', start: -1, end: 'x' }), 'None of its selectors'],
    [target({ type: 'TextPositionSelector', start: 5, end: 99_999 }), 'outside the text'],
    [target(null, 'https://elsewhere.example/x'), 'not in this archive: https://elsewhere.example/x'],
    [target(null, { id: 'urn:sha256:zz' }), 'not in this archive'],
  ])('%j', (item, words) => {
    const archive = filled()
    const result = importAnnotations(archive, JSON.stringify([item]), 'a.jsonld')
    expect(result).toMatchObject({ imported: 0, refused: [expect.stringContaining(words)] })
    expect(result.refused[0]).toMatch(/^Annotation 1: /)
  })

  test('a passage that is not there goes to the tray with its words', () => {
    const archive = filled()
    const item = target({ type: 'TextQuoteSelector', exact: 'words that never stood here at all' })
    expect(importAnnotations(archive, JSON.stringify(item), 'a')).toMatchObject({ imported: 1, orphans: 1 })
    expect(archive.answer('archive.articleOwn', { articleId: 1 }).annotations).toMatchObject([
      { orphan: true, quote: { exact: 'words that never stood here at all' } },
    ])
  })

  test('another text under a known name overwrites nothing', () => {
    const archive = annotated()
    const changed = exported(archive).replace('On all of it.', 'Something else.')
    expect(importAnnotations(archive, changed, 'a')).toMatchObject({
      imported: 0,
      known: 2,
      refused: [expect.stringContaining('kept')],
    })
  })
})

test('hostile values are text, whatever field they stand in', () => {
  const evil = "'; DROP TABLE annotation; --<script>alert(1)</script>\u0000"
  const item = {
    type: 'Annotation',
    id: evil,
    created: evil,
    body: evil,
    target: {
      source: URL_1,
      styleClass: evil,
      selector: { type: 'TextQuoteSelector', exact: evil, prefix: {}, suffix: [] },
    },
    __proto__: { polluted: true },
  }
  expect(typeof fromW3c(item)).toBe('object')
  const archive = filled()
  expect(importAnnotations(archive, JSON.stringify(item), evil)).toMatchObject({ imported: 1, orphans: 1 })
  expect(exported(archive)).toContain('DROP TABLE')
})
