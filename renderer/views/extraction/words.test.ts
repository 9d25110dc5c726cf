import { expect, it } from 'vitest'
import { fieldCounts, fieldValue, previewWords, waitingWords } from './words.ts'

const preview = {
  madeAtMs: 0,
  looked: 1200,
  changed: 12,
  gained: 3,
  failed: 1,
  fields: { title: 3, text: 12, url: 0 },
}

it('says what waits', () => {
  const state = { all: 9, preview: null }
  expect(waitingWords({ ...state, outdated: 0, readable: 0 })).toBeNull()
  expect(waitingWords({ ...state, outdated: 1, readable: 0 })).toBe(
    '1 article was read by an older extractor.',
  )
  expect(waitingWords({ ...state, outdated: 2, readable: 3 })).toBe(
    '2 articles were read by an older extractor, and 3 refused records are of a kind that can be read now.',
  )
})

it('sums a preview up', () => {
  expect(fieldCounts(preview)).toEqual([
    { name: 'text', count: 12 },
    { name: 'title', count: 3 },
  ])
  expect(previewWords(preview)).toBe(
    '1,200 records looked at: 12 would change, 3 would become articles, 1 cannot be read any more',
  )
})

it('reads values as people do', () => {
  expect(fieldValue('published', '2025-02')).toBe('February 2025')
  expect(fieldValue('language', 'ar')).toBe('Arabic')
  expect(fieldValue('title', '2025-02')).toBe('2025-02')
})
