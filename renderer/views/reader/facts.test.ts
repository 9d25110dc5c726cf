import { expect, it } from 'vitest'
import type { PublishedDate, VersionInfo } from '../../../electron/shared/model.ts'
import { otherAddress, updated, versionDate } from './facts.ts'

const date = (value: string): PublishedDate => ({ value, precision: 'day', source: 'metadata' })

it('says when the page was updated, if not on the day it was published', () => {
  expect(updated({ published: date('2024-05-11'), modified: date('2024-05-12T08:00Z') })).toBe(
    'updated 12 May 2024',
  )
  expect(updated({ published: date('2024-05-12T07:00Z'), modified: date('2024-05-12T08:00Z') })).toBeNull()
  expect(updated({ published: null, modified: date('2024-05-12') })).toBe('updated 12 May 2024')
  expect(updated({ published: date('2024-05-12'), modified: null })).toBeNull()
})

it('gives the page’s own address where it leads elsewhere', () => {
  const url = 'https://www.ledger.example/a/'
  expect(otherAddress({ url, canonicalUrl: 'http://ledger.example/a' })).toBeNull()
  expect(otherAddress({ url, canonicalUrl: 'https://ledger.example/b' })).toBe('https://ledger.example/b')
  expect(otherAddress({ url: null, canonicalUrl: url })).toBe(url)
  expect(otherAddress({ url, canonicalUrl: null })).toBeNull()
})

it('tells a version by when it was saved, published or imported', () => {
  const version = { capturedAtMs: null, published: null, importedAtMs: 0 } as VersionInfo
  expect(versionDate({ ...version, capturedAtMs: 0, published: date('2024') })).toMatch(/^saved /)
  expect(versionDate({ ...version, published: date('2024-05-12') })).toBe('published 12 May 2024')
  expect(versionDate(version)).toMatch(/^imported /)
})
