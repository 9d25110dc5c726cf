import { describe, expect, it } from 'vitest'
import { readMailDate } from './mail-date.ts'

describe('dates of mail', () => {
  it.each([
    ['Mon, 17 Dec 2018 11:28:18 -0000', '2018-12-17T11:28:18Z'],
    ['Sun, 22 Nov 2026 14:20:55 GMT', '2026-11-22T14:20:55Z'],
    ['15 Feb 2021 17:57:06 -0700 (MST)', '2021-02-15T17:57:06-07:00'],
    ['Tue, 5 Sep 2016 22:30:04 -0000', '2016-09-05T22:30:04Z'], // it was a Monday
    ['Fri, 31 Mar 06 19:25 +0400', '2006-03-31T19:25:00+04:00'],
    ['Thu, 01-Jan-98 00:00:00 EST', '1998-01-01T00:00:00-05:00'],
    ['Wed Aug  3 17:55:19 2011', '2011-08-03T17:55:19Z'],
    ['Tue Oct 17 2023 13:55:34 GMT+0300 (Москва, стандартное время)', '2023-10-17T13:55:34+03:00'],
    ['2024-01-15T10:30:00.123Z', '2024-01-15T10:30:00Z'],
  ])('reads %s', (text, iso) => {
    const read = readMailDate(text)
    expect(read?.iso).toBe(iso)
    expect(read?.ms).toBe(Date.parse(iso))
  })

  it.each([
    '',
    'yesterday',
    'Fri, 31 Feb 2021 10:00:00 GMT',
    '1 Jan 1000 10:00',
    '32 Jan 2020 10:00',
    '1 Foo 2020 10:00',
  ])('does not read %j', (text) => expect(readMailDate(text)).toBeNull())
})
