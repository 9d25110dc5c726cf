import { expect, it } from 'vitest'
import type { Article, Source, VersionInfo } from '../../../electron/shared/model.ts'
import { provenanceText, sourcesOfShown } from './provenance.ts'

const source = (sha256: string) =>
  ({
    sha256,
    dump: `${sha256}.html`,
    path: `/${sha256}.html`,
    record: 1,
    place: 'line 1',
    importedAtMs: 0,
  }) as Source
const article = {
  title: 'Gates',
  sources: [source('a'), source('b'), source('c')],
  versions: [{ id: 0, sha256: 'c' } as VersionInfo, { id: 4, sha256: 'b' } as VersionInfo],
  version: 0,
} as Article
const order = (of: Article) => sourcesOfShown(of).map(({ sha256 }) => sha256)

it('begins with the record that the version was read from', () => {
  expect(order(article)).toEqual(['c', 'a', 'b'])
  expect(order({ ...article, version: 4 })).toEqual(['b', 'a', 'c'])
  expect(order({ ...article, versions: [] })).toEqual(['a', 'b', 'c'])
  expect(order({ ...article, sources: [] })).toEqual([])
})

it('can be pasted elsewhere', () => {
  expect(provenanceText(article).split('\n').slice(0, 4)).toEqual([
    'Gates',
    '',
    'c.html, record 1, line 1',
    'Path: /c.html',
  ])
})
