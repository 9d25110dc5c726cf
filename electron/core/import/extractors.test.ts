import { expect, it } from 'vitest'
import { today } from './extractors.ts'
import { newsShapes } from './formats/data/shapes/news-shapes.ts'
import { formats } from './registry.ts'
import { documentShapes, rowShapes, setFormats } from './shapes.ts'

it('whatever is extracted today needs no extraction again', () => {
  const all = [...rowShapes, ...documentShapes, ...setFormats, ...newsShapes, ...Object.values(formats)]
  const names = new Set(all.map(({ extractor }) => extractor).filter((name) => name !== null))
  // exports of other programs are told by their prefix
  const others = [...names].filter((name) => !name.startsWith('export/'))
  expect(others.filter((name) => !today.extractors.some((one) => one === name))).toEqual([])
})

it('the formats that have an extractor are called as the ledger calls them', () => {
  const names: string[] = Object.values(formats).map(({ name }) => name)
  expect(today.formats.filter((name) => name !== 'WACZ' && !names.includes(name))).toEqual([])
})
