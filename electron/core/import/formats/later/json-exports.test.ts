import { describe, expect, test } from 'vitest'
import { karakeep } from './karakeep.ts'
import { linkwarden } from './linkwarden.ts'
import { articleOf, fatesIn, jsonRowsOf } from './test-exports.ts'
import { wallabagCsv, wallabagJson } from './wallabag.ts'

describe('wallabag', () => {
  const ENTRY = {
    id: '12',
    title: 'Gates stay shut',
    url: 'https://tidewater.example/gates',
    given_url: 'https://t.example/x',
    is_archived: 1,
    archived_at: '2016-09-09T11:55:58+0200',
    is_starred: 0,
    content: '<p>The council voted.</p><p>Nobody was asked.</p>',
    created_at: '2016-09-08T11:55:58+0200',
    published_at: '2016-09-07T08:00:00+0200',
    published_by: ['Hanne Lund', ''],
    annotations: [
      {
        text: 'Really?',
        quote: 'Nobody was asked.',
        ranges: [{ start: '/p[2]', startOffset: '0', end: '/p[2]', endOffset: '17' }],
      },
    ],
    language: 'fr_FR',
    tags: ['policy', 'a/b'],
  }

  test('version 2: numbers for flags, offsets without colon, annotations by their words, missing keys', () => {
    const [entry, bare] = jsonRowsOf(wallabagJson, [
      ENTRY,
      { url: 'https://b.example/', is_archived: false, is_starred: true },
    ])
    expect(articleOf(entry!)).toMatchObject({
      title: 'Gates stay shut',
      authors: [{ name: 'Hanne Lund' }],
      published: { value: '2016-09-07T08:00:00+02:00', precision: 'second' },
    })
    expect(articleOf(entry!).blocks).toHaveLength(2)
    expect(entry!.brought).toEqual({
      tags: [['policy'], ['a/b']],
      read: true,
      starred: false,
      highlights: [{ quote: 'Nobody was asked.', note: 'Really?' }],
      savedAtMs: Date.UTC(2016, 8, 8, 9, 55, 58),
    })
    expect(fatesIn(entry!)).toEqual(
      expect.arrayContaining(['annotations: mapped', 'archived_at: lost', 'given_url: lost']),
    )
    expect(bare!.brought).toMatchObject({ read: false, starred: true })
  })

  test('what it writes instead of a text it could not fetch is no text', () => {
    const [one] = jsonRowsOf(wallabagJson, [
      {
        ...ENTRY,
        title: 'No title found',
        content:
          '<p>wallabag can\'t retrieve contents for this article. Please <a href="x">troubleshoot</a>.</p>',
      },
    ])
    expect(articleOf(one!)).toMatchObject({
      title: '',
      blocks: [],
      notices: ['The export holds only its address and title: wallabag could not fetch its text.'],
    })
  })

  test('version 1: every value twice, flags and tags as texts', () => {
    const [one] = jsonRowsOf(wallabagJson, [
      {
        0: '3',
        id: '3',
        1: 'Old',
        title: 'Old',
        2: 'https://a.example/',
        url: 'https://a.example/',
        3: '1',
        is_read: '1',
        4: '0',
        is_fav: '0',
        5: '<p>Text.</p>',
        content: '<p>Text.</p>',
        6: '1',
        user_id: '1',
        tags: 'one,two',
      },
    ])
    expect(articleOf(one!).blocks).toHaveLength(1)
    expect(one!.brought).toEqual({ tags: [['one'], ['two']], read: true, starred: false })
    expect(fatesIn(one!).some((fate) => /^\d/.test(fate))).toBe(false)
  })

  test('the CSV knows the day', () => {
    const row = {
      Title: 'A',
      URL: 'https://a.example/',
      Content: '<p>Text.</p>',
      Tags: 'one, two',
      'MIME Type': 'text/html',
      Language: 'en',
      'Creation date': '08/09/2016 11:55:58',
    }
    expect(wallabagCsv.recognises(new Set(Object.keys(row)), [row], 'csv')).toBe(true)
    expect(wallabagCsv.read(row).brought).toEqual({
      tags: [['one'], ['two']],
      savedAtMs: Date.UTC(2016, 8, 8),
    })
    expect(wallabagCsv.read({ ...row, 'Creation date': 'x' }).brought).not.toHaveProperty('savedAtMs')
  })
})

test('Karakeep: lists with parents, smart lists, texts, files', () => {
  const document = {
    bookmarks: [
      {
        createdAt: 1_700_000_000,
        title: 'A',
        tags: ['x'],
        lists: ['child', 'smart', 'gone'],
        content: { type: 'link', url: 'https://a.example/' },
        note: 'mine',
        archived: true,
      },
      {
        createdAt: 1_700_000_000,
        title: null,
        tags: [],
        content: { type: 'text', text: 'One.\n\nTwo.' },
        note: null,
      },
      { createdAt: 1_700_000_000, title: 'A file', tags: [], content: null, note: null },
      { createdAt: 1_700_000_000, title: null, tags: [], lists: ['ring'], content: null, note: null },
    ],
    lists: [
      { id: 'child', name: 'Rust', type: 'manual', parentId: 'parent' },
      { id: 'parent', name: 'Dev', type: 'manual', parentId: null },
      { id: 'smart', name: 'All', type: 'smart', query: 'x', parentId: null },
      { id: 'ring', name: 'Ring', type: 'manual', parentId: 'ring' },
    ],
  }
  expect(karakeep.recognises(document)).toBe(true)
  expect(karakeep.recognises({ bookmarks: [{ url: 'x' }] })).toBe(false)
  const [link, text, file, nothing] = [...karakeep.records(document)]
  expect(link!.brought).toEqual({
    tags: [['x']],
    read: true,
    notes: ['mine'],
    collections: [['Dev', 'Rust']],
    savedAtMs: 1_700_000_000_000,
  })
  expect(fatesIn(link!)).toEqual(expect.arrayContaining(['lists: mapped', 'lists: smart: lost']))
  expect(articleOf(text!).blocks).toHaveLength(2)
  expect(articleOf(file!).notices).toEqual(['It was a file, which the export does not hold.'])
  expect(nothing!.outcome).toHaveProperty('refusal')
})

test('Linkwarden: nested collections, pinned links, real dates, and nothing of the person', () => {
  const link = {
    id: 5,
    name: 'A',
    type: 'url',
    description: 'mine',
    metaDescription: 'What it is',
    url: 'https://a.example/',
    createdById: 1,
    clientSide: false,
    importDate: '2020-01-02T03:04:05.000Z',
    createdAt: '2024-01-02T03:04:05.000Z',
    updatedAt: '2024-01-02T03:04:05.000Z',
    tags: [{ id: 1, name: 'x', ownerId: 1, owner: { email: 'ines@person.example' } }],
  }
  const document = {
    name: 'Ines Person',
    email: 'ines@person.example',
    whitelistedUsers: [],
    pinnedLinks: [{ id: 5, name: 'A' }],
    collections: [
      { id: 2, name: 'Rust', parentId: 1, links: [link], rssSubscriptions: [] },
      {
        id: 1,
        name: 'Dev',
        parentId: null,
        ownerId: 1,
        links: [{ ...link, id: 6, url: null, type: 'pdf', importDate: null }],
      },
    ],
  }
  expect(linkwarden.recognises(document)).toBe(true)
  const records = [...linkwarden.records(document)]
  expect(JSON.stringify(records)).not.toContain('person')
  const [nested, file] = records
  expect(articleOf(nested!)).toMatchObject({ title: 'A', description: 'What it is' })
  expect(nested!.brought).toEqual({
    tags: [['x']],
    starred: true,
    notes: ['mine'],
    collections: [['Dev', 'Rust']],
    savedAtMs: Date.UTC(2020, 0, 2, 3, 4, 5),
  })
  expect(file!.brought).toMatchObject({ collections: [['Dev']], savedAtMs: Date.UTC(2024, 0, 2, 3, 4, 5) })
  expect(articleOf(file!).notices).toEqual(['It was a file, which the export does not hold.'])
})
