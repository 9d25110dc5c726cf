import { describe, expect, it } from 'vitest'
import { bodyText } from '../../../../shared/model.ts'
import { parseTextDump } from '../text-dump.ts'
import { PARAGRAPHS, TITLE } from './test-dumps.ts'

const MENU = [
  'Home',
  'Valley',
  'Oberfeld',
  'Sport',
  'Culture',
  'Weather',
  'Ferry Times',
  'Jobs',
  'Cars',
  'Log in',
  'Newsletter',
  'Search',
]
const TEASERS = [
  'Ferry takes first passengers across the Lenne',
  'Province finds two more cracked bridges',
  'Farmers block the northern road',
  'Mayor defends empty swimming pool',
]
const FOOTER = [
  'About us',
  'Contact',
  'Privacy policy',
  'Terms of use',
  '© 2024 Valley Courier. All rights reserved.',
  'We use cookies to improve your experience on our website.',
]
const SHARE = ['Facebook', 'Twitter', 'Email', 'Print']

function wrap(text: string): string {
  return text.replace(/(.{1,76})(?:\s+|$)/g, '$1\n').trimEnd()
}

describe('a page flattened', () => {
  const body = PARAGRAPHS.join('\n\n')

  it('a line a block, as html-text does', () => {
    const text = [
      `${TITLE} - Valley Courier`,
      ...MENU,
      TITLE,
      'By Ida Brandt',
      'March 3, 2024',
      ...SHARE,
      ...PARAGRAPHS.slice(0, 2),
      'More on this',
      ...TEASERS,
      ...PARAGRAPHS.slice(2),
      ...SHARE,
      '12 comments',
      ...FOOTER,
      ...MENU,
    ].join('\n')
    const article = parseTextDump(text)
    expect(article).toMatchObject({
      title: TITLE,
      outlet: 'Valley Courier',
      authors: [{ name: 'Ida Brandt' }],
      published: { value: '2024-03-03' },
    })
    expect(bodyText(article.blocks)).toBe(body)
  })

  it('indented with stars, as inscriptis does', () => {
    const text = [
      ...MENU.map((line) => `          * ${line}`),
      `      ${TITLE}`,
      '',
      ...PARAGRAPHS.map((line) => `        ${line}\n`),
      ...TEASERS.map((line) => `          * ${line}`),
      ...FOOTER.map((line) => `    ${line}`),
    ].join('\n')
    const article = parseTextDump(text)
    expect(article.title).toBe(TITLE)
    expect(bodyText(article.blocks)).toBe(body)
  })

  it('as wrapped markdown, as html2text does', () => {
    const text = [
      ...MENU.map((line) => `  * ${line}`),
      `# ${TITLE}`,
      ...PARAGRAPHS.slice(0, 3).map(wrap),
      '## What it **costs**',
      ...PARAGRAPHS.slice(3).map(wrap),
      ...TEASERS.map((line) => `  * ${line}`),
      ...FOOTER,
    ].join('\n\n')
    const article = parseTextDump(text)
    expect(article.title).toBe(TITLE)
    expect(bodyText(article.blocks)).toBe(
      [...PARAGRAPHS.slice(0, 3), 'What it costs', ...PARAGRAPHS.slice(3)].join('\n\n'),
    )
    expect(article.blocks.find((block) => block.text === 'What it costs')?.kind).toBe('heading')
  })

  it('in one line, as Beautiful Soup does', () => {
    const filler = PARAGRAPHS.map((text) => text.replace('bridge', 'ferry'))
    const text = [TITLE, ...MENU, TITLE, ...PARAGRAPHS, ...filler, 'Leave a reply', ...FOOTER].join(' ')
    const article = parseTextDump(text)
    expect(article.title).toBe(TITLE)
    const found = bodyText(article.blocks)
    for (const paragraph of [...PARAGRAPHS.slice(1), ...filler]) expect(found).toContain(paragraph)
    expect(found).not.toContain('Ferry Times')
    expect(found).not.toContain('All rights reserved')
  })

  it('stops where the readers begin', () => {
    const comments = [
      'I live beside it and I told them ten years ago that this would happen, but nobody listened to me.',
      'Why not build the temporary bridge now? The army has nothing else to do, and it would be a good exercise for them.',
    ]
    const text = [...MENU, TITLE, ...PARAGRAPHS, '2 Comments', ...comments, ...FOOTER].join('\n')
    expect(bodyText(parseTextDump(text).blocks)).toBe(body)
  })

  it('loses no line', () => {
    const text = [...MENU, TITLE, ...PARAGRAPHS, ...TEASERS, ...FOOTER].join('\n')
    const article = parseTextDump(text)
    const kept = new Set([article.title, ...article.blocks.map((block) => block.text)])
    for (const line of text.split('\n')) expect(kept).toContain(line)
  })
})

it('takes no ordinary dump with many short lines for a page', () => {
  const answers = PARAGRAPHS.flatMap((text, i) => [`Question ${i}: why is that so?`, text, 'Yes', 'No'])
  const article = parseTextDump(
    [`${TITLE} – Valley Courier`, ...answers, 'Read more here:', `${TITLE} - Valley Courier`].join('\n'),
  )
  expect(article.blocks.filter((block) => block.kind === 'paragraph')).toHaveLength(answers.length)
})
