import { expect, it } from 'vitest'
import { parseTextDump } from '../text-dump.ts'
import { PARAGRAPHS } from './test-dumps.ts'

const TITLE = 'Old bridge closed until spring'

function wrap(text: string, width = 72): string {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + word.length < width) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines.join('\n')
}

const center = (text: string) => ' '.repeat((78 - text.length) >> 1) + text
const wrapped = PARAGRAPHS.map((text) => wrap(text)).join('\n\n')

it('reads LexisNexis: fields, centred outlet, hard-wrapped paragraphs', () => {
  const text = [
    '\ufeff',
    center('1 of 10 DOCUMENTS'),
    '',
    center('Oberfeld Times (Lenne)'),
    '',
    center('January 11, 2010 Monday'),
    '',
    TITLE,
    '',
    'BYLINE: Ida Brandt, Political Correspondent',
    '',
    'SECTION: NEWS; Pg. 3',
    '',
    'LENGTH: 155 words',
    '',
    'DATELINE: Oberfeld',
    '',
    wrapped,
    '',
    'LOAD-DATE: January 12, 2010',
    'LANGUAGE: ENGLISH',
    'GRAPHIC: The bridge on Monday.',
    'PUBLICATION-TYPE: Newspaper',
    'JOURNAL-CODE: obt',
    '',
    center('Copyright 2010 Oberfeld Times'),
    center('All Rights Reserved'),
  ].join('\n')
  const article = parseTextDump(text)
  expect(article).toMatchObject({
    title: TITLE,
    outlet: 'Oberfeld Times',
    authors: [{ name: 'Ida Brandt' }],
    published: { value: '2010-01-11', precision: 'day', source: 'header' },
    language: 'en',
    headlines: [],
    notices: [],
  })
  expect(article.blocks.filter((block) => block.kind === 'paragraph').map((block) => block.text)).toEqual(
    PARAGRAPHS,
  )
  const kept = article.blocks.map((block) => block.text).join('\n')
  for (const line of [
    'SECTION: NEWS; Pg. 3',
    'GRAPHIC: The bridge on Monday.',
    'JOURNAL-CODE: obt',
    'All Rights Reserved',
  ]) {
    expect(kept).toContain(line)
  }
})

it('reads LexisNexis below its cover sheet, with an edition and wrapped lines', () => {
  const text = [
    'Download Request: Selected Items: 1-10',
    'Source: Oberfeld Times;Talbote',
    '',
    center('1 of 10 DOCUMENTS'),
    '',
    center('OBERFELD TIMES (Lenne)'),
    '',
    center('January 11, 2010 Monday'),
    center('Edition 1;'),
    center('Upper Valley'),
    '',
    'Old bridge closed until spring, ferry full on its first day, and the farmers',
    'still on the road',
    '',
    'BYLINE: BY IDA BRANDT',
    '',
    'LENGTH: 2,155 words',
    '',
    '',
    wrapped,
    '',
    'LOAD-DATE: January 12, 2010',
    '',
    'GRAPHIC: The bridge on Monday, when it was closed, with the kiosk and its',
    'owner',
    '',
    center('Copyright 2010 Oberfeld Times'),
    center('All Rights Reserved'),
  ].join('\n')
  const article = parseTextDump(text)
  expect(article).toMatchObject({
    title: 'Old bridge closed until spring, ferry full on its first day, and the farmers still on the road',
    outlet: 'OBERFELD TIMES',
    authors: [{ name: 'IDA BRANDT' }],
    published: { value: '2010-01-11' },
  })
  expect(article.blocks.filter((block) => block.kind === 'paragraph').map((block) => block.text)).toEqual(
    PARAGRAPHS,
  )
})

it('reads Factiva', () => {
  const text = [
    TITLE,
    '355 words',
    '11 January 2010',
    'Oberfeld Times',
    'OBTI',
    'English',
    '(c) 2010 Oberfeld Times. All rights reserved.',
    '',
    ...PARAGRAPHS,
    '',
    'Document OBTI000020100111e61b0001a',
  ].join('\n')
  const article = parseTextDump(text)
  expect(article).toMatchObject({
    title: TITLE,
    outlet: 'Oberfeld Times',
    published: { value: '2010-01-11' },
  })
  expect(article.blocks.filter((block) => block.kind === 'paragraph').map((block) => block.text)).toEqual(
    PARAGRAPHS,
  )
})

it('reads Factiva with its codes', () => {
  const text = [
    `HD   ${TITLE}`,
    'BY   By Ida Brandt',
    'WC   355 words',
    'PD   11 January 2010',
    'SN   Oberfeld Times',
    'SC   OBTI',
    'LA   English',
    'CY   (c) 2010 Oberfeld Times',
    'LP',
    ...PARAGRAPHS.slice(0, 2),
    'TD',
    ...PARAGRAPHS.slice(2),
    'AN   Document OBTI000020100111e61b0001a',
  ].join('\n')
  const article = parseTextDump(text)
  expect(article).toMatchObject({
    title: TITLE,
    outlet: 'Oberfeld Times',
    authors: [{ name: 'Ida Brandt' }],
    published: { value: '2010-01-11' },
  })
  expect(article.blocks.filter((block) => block.kind === 'paragraph').map((block) => block.text)).toEqual(
    PARAGRAPHS,
  )
})
