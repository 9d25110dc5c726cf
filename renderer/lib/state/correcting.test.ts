import { describe, expect, it, vi } from 'vitest'
import { AppError } from '../../../electron/shared/errors.ts'
import type { Article } from '../../../electron/shared/model.ts'
import { fakeClient } from '../../dev/fake-client.ts'
import { authorChoices, choicesOf } from './choices.ts'
import { Correcting } from './correcting.svelte.ts'
import { correctedTip } from './field-words.ts'

const article = (change: Partial<Article> = {}): Article =>
  ({
    id: 4,
    title: 'Gates stay shut',
    outlet: 'Harbor Ledger',
    authors: [{ name: 'Ines Kallas', handle: '@ikallas' }],
    published: { value: '2025-02-11', precision: 'day', source: 'metadata' },
    corrections: {},
    ...change,
  }) as Article

function correcting(of = article()) {
  const client = fakeClient({
    'archive.correct': () => article({ title: 'saved' }),
    'archive.uncorrect': () => article(),
  })
  const saved = vi.fn()
  const one = new Correcting(client, saved)
  one.begin(of)
  return { client, saved, one }
}

describe('correcting', () => {
  it('saves what was changed, and nothing else', async () => {
    const { client, saved, one } = correcting()
    one.draft.title = ' Gates stay shut '
    one.draft.published = '2025-02'
    one.draft.authors.push({ name: 'R. Okafor', handle: 'okafor' }, { name: ' ', handle: '' })
    one.draft.outlet = ''
    expect(await one.save()).toBe(true)
    expect(client.asked.map(({ input }) => input)).toEqual([
      { id: 4, correction: { field: 'outlet', value: null } },
      {
        id: 4,
        correction: {
          field: 'authors',
          value: [
            { name: 'Ines Kallas', handle: '@ikallas' },
            { name: 'R. Okafor', handle: '@okafor' },
          ],
        },
      },
      { id: 4, correction: { field: 'published', value: '2025-02' } },
    ])
    expect(saved).toHaveBeenCalledTimes(3)
  })

  it('sets a field back to what was extracted, by button or by typing', async () => {
    const corrected = article({
      title: 'Corrected',
      outlet: null,
      corrections: { title: { extracted: 'Gates', atMs: 0 }, outlet: { extracted: 'Ledger', atMs: 0 } },
    })
    const { client, one } = correcting(corrected)
    expect(one.isExtracted('title')).toBe(false)
    one.restore('title')
    expect([one.draft.title, one.isExtracted('title')]).toEqual(['Gates', true])
    one.draft.outlet = 'Ledger'
    await one.save()
    expect(client.asked.map(({ method, input }) => [method, (input as { field: string }).field])).toEqual([
      ['archive.uncorrect', 'title'],
      ['archive.uncorrect', 'outlet'],
    ])
  })

  it('says what is wrong once it was tried to save, and saves nothing', async () => {
    const { client, one } = correcting()
    one.draft.title = ' '
    one.draft.authors = [{ name: '', handle: '@x' }]
    one.draft.published = '11/02/2025'
    expect(one.firstFault).toBeNull()
    expect(await one.save()).toBe(false)
    expect(one.firstFault).toBe('title')
    expect(one.fault('title')).toBe('An article needs a title.')
    expect(one.fault('authors')).toBe('A handle needs the name it belongs to.')
    expect(one.fault('published')).toMatch(/^Day or month first/)
    expect(client.asked).toEqual([])
    one.draft.title = 'A title'
    expect(one.fault('title')).toBeNull()
  })

  it('takes what the page says', () => {
    const { one } = correcting()
    one.choose('authors', 'Ines Kallas\nR. Okafor')
    expect(one.draft.authors.map(({ name }) => name)).toEqual(['Ines Kallas', 'R. Okafor'])
    one.choose('published', '2025-02-11T09:41Z')
    expect(one.draft.published).toBe('2025-02-11 09:41 UTC')
    expect(one.isChosen('published', '2025-02-11T09:41Z')).toBe(true)
    expect(one.isChosen('published', '2025-02-11')).toBe(false)
    expect(one.isChosen('title', 'Gates stay shut')).toBe(true)
  })

  it('shows at its field what the archive refuses', async () => {
    const { client, one } = correcting()
    client.answers['archive.correct'] = () => {
      throw new AppError('archive-read-only', 'The archive is read only.', 'Move it.')
    }
    one.draft.outlet = 'Another'
    expect(await one.save()).toBe(false)
    expect(one.fault('outlet')).toBe('The archive is read only. Move it.')
    expect(one.draft.outlet).toBe('Another')
  })
})

describe('choices', () => {
  it('give each reading once, with all its places', () => {
    const candidates = {
      title: [
        { value: 'Gates', source: 'json-ld' as const, detail: 'headline' },
        { value: 'Gates', source: 'heading' as const, detail: 'h1' },
        { value: 'Gates | Ledger', source: 'title-element' as const },
      ],
      published: [{ value: '2025-02', source: 'url' as const, precision: 'month' as const }],
      modified: [],
      authors: [],
      outlet: [],
    }
    expect(choicesOf(candidates, 'title')).toEqual([
      { text: 'Gates', value: 'Gates', from: 'JSON-LD headline, heading h1' },
      { text: 'Gates | Ledger', value: 'Gates | Ledger', from: 'page title' },
    ])
    expect(choicesOf(candidates, 'published')[0]).toEqual({
      text: 'February 2025',
      value: '2025-02',
      from: 'address',
    })
    expect(choicesOf(null, 'outlet')).toEqual([])
  })

  it('take the authors of one place together', () => {
    const choices = authorChoices([
      { value: 'Ines Kallas', source: 'json-ld', detail: 'author' },
      { value: 'R. Okafor', source: 'json-ld', detail: 'author' },
      { value: 'Ines Kallas', source: 'byline', detail: 'element 31' },
    ])
    expect(choices.map(({ text, from }) => [text, from])).toEqual([
      ['Ines Kallas, R. Okafor', 'JSON-LD author'],
      ['Ines Kallas', 'byline'],
    ])
  })
})

it('tells what was extracted', () => {
  expect(correctedTip('outlet', { outlet: { extracted: null, atMs: 0 } })).toBe(
    'Outlet corrected. Extracted: Outlet unknown',
  )
  expect(correctedTip('title', {})).toBeNull()
})
