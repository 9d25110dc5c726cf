import { expect, test } from 'vitest'
import type { PublishedDate } from '../../shared/model.ts'
import { dateWords } from './date-words.ts'

const words = (value: string, precision: PublishedDate['precision'] = 'minute', withTime = true) =>
  dateWords({ value, precision, source: 'text' as PublishedDate['source'] }, withTime)

test('dates say what is known of them, and no more', () => {
  expect(words('2026-11-09T09:41Z')).toBe('9 November 2026, 09:41 UTC')
  expect(words('2026-11-09T09:41:12.345+05:30')).toBe('9 November 2026, 09:41:12 UTC+05:30')
  expect(words('2026-11-09T09:41:00.5Z')).toBe('9 November 2026, 09:41 UTC')
  expect(words('2026-11-09T23:41-08:00')).toBe('9 November 2026, 23:41 UTC-08:00')
  expect(words('2026-11-09T09:41Z', 'minute', false)).toBe('9 November 2026')
  expect(words('2026-11-09', 'day')).toBe('9 November 2026')
  expect(words('2026-11', 'month')).toBe('November 2026')
  expect(words('2026', 'year')).toBe('2026')
  expect(words('some day', 'day')).toBe('some day')
  expect(dateWords(null)).toBe('')
})
