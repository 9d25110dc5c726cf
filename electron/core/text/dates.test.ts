import { describe, expect, it } from 'vitest'
import { dateFromUrl, isRelativeDate, readDate, readTrailingDate } from './dates.ts'

describe('readDate', () => {
  it.each([
    ['February 11th, 2025', '2025-02-11'],
    ['March 1st, 2024', '2024-03-01'],
    ['May 2nd, 2024', '2024-05-02'],
    ['June 23rd, 2021', '2021-06-23'],
    ['August 15, 2022', '2022-08-15'],
    ['Monday, August 15, 2022', '2022-08-15'],
    ['August 15, 2022 Monday', '2022-08-15'],
    ['Aug. 5, 2022', '2022-08-05'],
    ['5 August 2022', '2022-08-05'],
    ['09/20/2024', '2024-09-20'],
    ['20/09/2024', '2024-09-20'],
    ['07/07/2024', '2024-07-07'],
    ['2018-12-26', '2018-12-26'],
    ['11. Februar 2025', '2025-02-11'],
    ['9.7.2024', '2024-07-09'],
    ['1er mars 2023', '2023-03-01'],
    ['le 3 août 2021', '2021-08-03'],
    ['5 de enero de 2024', '2024-01-05'],
    ['3 de março de 2020', '2020-03-03'],
    ['12 gennaio 2024', '2024-01-12'],
    ['4 mei 2023', '2023-05-04'],
    ['3 stycznia 2024', '2024-01-03'],
    ['3 listopada 2024', null],
    ['12 Ocak 2024', '2024-01-12'],
    ['7 Kasım 2023', '2023-11-07'],
    ['5 января 2024 г.', '2024-01-05'],
    ['5 січня 2024', '2024-01-05'],
    ['2024. január 5.', '2024-01-05'],
    ['2024年6月5日 星期三', '2024-06-05'],
    ['2024년 6월 5일', '2024-06-05'],
    ['ngày 5 tháng 6 năm 2024', '2024-06-05'],
    ['٥ يناير ٢٠٢٤', '2024-01-05'],
    ['3 fvrier 2024', '2024-02-03'], // é lost on the way
  ])('%s → %s', (text, value) => {
    expect(readDate(text)?.value ?? null).toBe(value)
    if (value) expect(readDate(text)!.precision).toBe('day')
  })

  it.each([
    ['2018-12-26 23:28', '2018-12-26T23:28', 'minute'],
    ['2018-12-26 23:28 |', '2018-12-26T23:28', 'minute'],
    ['2025-02-11T09:41:07Z', '2025-02-11T09:41:07Z', 'second'],
    ['2016-09-08T11:55:58+0200', '2016-09-08T11:55:58+02:00', 'second'],
    ['August 01, 2021 at 12:00PM', '2021-08-01T12:00', 'minute'],
    ['August 01, 2021 at 12:05 a.m.', '2021-08-01T00:05', 'minute'],
    ['Dienstag, 3. März 2020, 14:30 Uhr', '2020-03-03T14:30', 'minute'],
    ['3 août 2021 à 14h30', '2021-08-03T14:30', 'minute'],
    ['May 6, 2024 / 10:15 AM ET', '2024-05-06T10:15', 'minute'],
    ['Thu, 23 Apr 2026 22:36:14 -0400', '2026-04-23T22:36:14-04:00', 'second'],
    ['Thu, 23 Apr 2026 22:36:14 GMT', '2026-04-23T22:36:14Z', 'second'],
  ])('keeps the time and only the zone that is sure: %s', (text, value, precision) => {
    expect(readDate(text)).toEqual({ value, precision })
  })

  it('is as precise as its source', () => {
    expect(readDate('March 2024')).toEqual({ value: '2024-03', precision: 'month' })
    expect(readDate('2024-03')).toEqual({ value: '2024-03', precision: 'month' })
    expect(readDate('2024')).toEqual({ value: '2024', precision: 'year' })
  })

  it('does not choose between two readings unless told how', () => {
    expect(readDate('05/06/2024')).toEqual({ value: '2024', precision: 'year' })
    expect(readDate('05/06/2024', { order: 'mdy' })?.value).toBe('2024-05-06')
    expect(readDate('05/06/2024', { order: 'dmy' })?.value).toBe('2024-06-05')
    expect(readDate('3 listopada 2024', { language: 'pl' })?.value).toBe('2024-11-03')
    expect(readDate('3 listopada 2024', { language: 'hr' })?.value).toBe('2024-10-03')
  })

  it.each([
    'January 24',
    '3 months ago',
    'yesterday',
    '12:30',
    '31 February 2024',
    '2024-13-01',
    'Apollo 11',
    '',
    'May',
    '99',
    'on Monday',
  ])('invents nothing: %s', (text) => expect(readDate(text)).toBeNull())
})

describe('readTrailingDate', () => {
  it.each([
    ['Bridge closed - The Courier - February 11th, 2025', '2025-02-11', 30],
    ['Bridge closed December 27, 2025', '2025-12-27', 14],
    ['Daily news – December 27, 2025 December 26, 2025', '2025-12-26', 31],
    ['Brücke gesperrt - Kurier - Montag, 3. März 2025', '2025-03-03', 27],
    ['Bridge closed | 2024-01-02', '2024-01-02', 16],
  ])('%s', (text, value, start) => {
    expect(readTrailingDate(text)).toMatchObject({ value, start })
  })

  it('takes no number for a date', () => {
    expect(readTrailingDate('The best phones of 2024')).toBeNull()
    expect(readTrailingDate('City beats United 3-1')).toBeNull()
  })
})

it('knows relative dates', () => {
  expect(['3 months ago 46', 'hace 3 horas', 'vor 3 Stunden', '2 days ago'].every(isRelativeDate)).toBe(true)
  expect(isRelativeDate('3 months of rain')).toBe(false)
})

it('reads the day in an address', () => {
  expect(dateFromUrl('https://example.com/2024/07/09/us/bridge.html')?.value).toBe('2024-07-09')
  expect(dateFromUrl('https://example.com/world/2024/jul/09/bridge')?.value).toBe('2024-07-09')
  expect(dateFromUrl('https://example.com/news-20240709-bridge')?.value).toBe('2024-07-09')
  expect(dateFromUrl('https://example.com/2024/07/bridge')).toEqual({ value: '2024-07', precision: 'month' })
  expect(dateFromUrl('https://example.com/item/20240799')).toBeNull()
  expect(dateFromUrl('https://example.com/2024')).toBeNull()
})
