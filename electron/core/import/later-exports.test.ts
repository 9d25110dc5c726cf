/** Whole exports through a whole import: files on disk, the parser threads, the writer, the index. */
import Database from 'better-sqlite3'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { temporaryFolder } from '../../dev/test-archive.ts'
import { openArchive, runCheck, runImport } from '../archive.ts'
import { annotationsOf } from '../db/annotations.ts'
import { itemIds, listCollections } from '../db/collections.ts'
import { listFieldFates } from '../db/field-fates.ts'
import { listTags } from '../db/tags.ts'
import { makeZip } from './containers/container-fixtures.ts'
import { PARAGRAPHS, pageHtml, watched, writeFiles } from './import-fixtures.ts'

let folder: string
let remove: () => void
let archive: string
beforeEach(() => {
  ;({ folder, remove } = temporaryFolder())
  archive = join(folder, 'a.clipfile')
})
afterEach(() => remove())

async function take(...names: string[]) {
  const paths = names.map((name) => join(folder, name))
  return await runImport(archive, { paths }, watched().control, { create: true })
}

/** What can be counted of what people own. */
function owned() {
  const { db, close } = reader()
  const counts = [
    'article',
    'article_tag',
    'annotation',
    'collection_item',
    'article_star',
    'article_read',
  ].map((table) => [table, db.prepare(`SELECT count(*) FROM ${table}`).pluck().get()])
  close()
  return Object.fromEntries(counts)
}

function reader() {
  const opened = openArchive(archive)
  return { db: opened.db, opened, close: () => opened.close() }
}

const URL_OF_IT = 'https://tidewater.example/2024/05/bridge'

function zipOf(files: Record<string, string>): Uint8Array {
  return makeZip(Object.entries(files).map(([name, content]) => ({ name, content, deflate: true })))
}

function omnivore() {
  const item = {
    ...{
      id: '1',
      slug: 'bridge-1',
      title: 'Council closes the swing bridge',
      description: null,
      author: 'Hanne Lund',
    },
    ...{ url: URL_OF_IT, state: 'Archived', readingProgress: 100, thumbnail: null, labels: ['harbour'] },
    ...{ savedAt: '2024-05-04T03:02:01.000Z', updatedAt: '2024-05-04T03:02:01.000Z', publishedAt: null },
  }
  return {
    'metadata_0_to_20.json': JSON.stringify([item]),
    'content/bridge-1.html': PARAGRAPHS.map((text) => `<p>${text}</p>`).join(''),
    'highlights/bridge-1.md':
      '> the detour adds forty minutes\n\nReally?\n\n> words that stand nowhere in it\n',
  }
}

const POCKET = {
  'pocket/part_000000.csv':
    'title,url,time_added,tags,status\n' +
    `Bridge,${URL_OF_IT},1600000000,later|harbour,archive\n` +
    'Only an address,https://ledger.example/only,1600000001,later,unread\n',
  'pocket/annotations/part_000000.json': JSON.stringify([
    { url: URL_OF_IT, title: 'Bridge', highlights: [{ quote: 'closed the old', created_at: 1_600_000_002 }] },
    {
      url: 'https://ledger.example/only',
      title: 'x',
      highlights: [{ quote: 'another winter of repairs', created_at: 1_600_000_003 }],
    },
  ]),
}

test('an Omnivore zip and a Pocket zip: bodies, highlights in their places, orphans, and nothing twice', async () => {
  writeFiles(folder, { 'omnivore.zip': zipOf(omnivore()), 'pocket.zip': zipOf(POCKET) })
  expect(await take('pocket.zip')).toMatchObject({ imported: 2, duplicates: 0, rejected: 0 })
  expect(await take('omnivore.zip')).toMatchObject({ imported: 1, duplicates: 0, rejected: 0 })
  const { db, opened, close } = reader()
  const bridge = opened.answer('archive.article', { id: 1 })
  expect(bridge.blocks).toHaveLength(3)
  expect(annotationsOf(db, 1).map(({ quote, orphan, note }) => [quote?.exact, orphan, note])).toEqual([
    ['the detour adds forty minutes', false, 'Really?'],
    ['closed the old', true, ''],
    ['words that stand nowhere in it', true, ''],
  ])
  expect(listTags(db).map(({ path, articles }) => [path, articles])).toEqual([
    ['harbour', 1],
    ['later', 2],
  ])
  // what is kept of a record of an export is not the file that its text stood in
  expect(opened.answer('archive.extraction', undefined)).toMatchObject({ outdated: 0, readable: 0, all: 0 })
  const fates = listFieldFates(db, 2)
  expect(fates.map(({ format }) => format)).toContain('Omnivore export')
  expect(fates).toContainEqual(expect.objectContaining({ field: 'content', fate: 'mapped', records: 1 }))
  expect(fates).toContainEqual(expect.objectContaining({ field: 'highlights: places', records: 1 }))
  close()
  const before = owned()
  await take('omnivore.zip', 'pocket.zip')
  expect(owned()).toEqual(before)
  // the page itself comes later: what was marked in a bookmark finds its place
  writeFiles(folder, { 'only.html': pageHtml({ url: 'https://ledger.example/only', title: 'Another page' }) })
  await take('only.html')
  const later = reader()
  expect(annotationsOf(later.db, 2)).toMatchObject([{ orphan: false }])
  later.close()
  expect((await runCheck(archive, watched().control, {})).problems).toEqual([])
}, 60_000)

test('Pocket’s older file and a RIS file', async () => {
  writeFiles(folder, {
    'ril_export.html':
      '<!DOCTYPE html><html><head><title>Pocket Export</title></head><body><h1>Unread</h1><ul>' +
      `<li><a href="${URL_OF_IT}" time_added="1600000000" tags="a,b">Bridge</a></li></ul><h1>Read Archive</h1><ul></ul></body></html>`,
    'zotero.ris': 'TY  - NEWS\nTI  - Gates\nUR  - https://tidewater.example/gates\nKW  - a\nER  - \n',
  })
  expect(await take('ril_export.html', 'zotero.ris')).toMatchObject({ imported: 2, rejected: 0 })
  const { db, close } = reader()
  expect(listTags(db).map(({ path, articles }) => [path, articles])).toEqual([
    ['a', 2],
    ['b', 1],
  ])
  close()
}, 60_000)

function zoteroLibrary(path: string): void {
  const db = new Database(path)
  db.exec(`
    CREATE TABLE itemTypes (itemTypeID INTEGER PRIMARY KEY, typeName TEXT);
    CREATE TABLE items (itemID INTEGER PRIMARY KEY, itemTypeID INT, dateAdded TEXT, key TEXT, libraryID INT);
    CREATE TABLE fields (fieldID INTEGER PRIMARY KEY, fieldName TEXT);
    CREATE TABLE itemDataValues (valueID INTEGER PRIMARY KEY, value);
    CREATE TABLE itemData (itemID INT, fieldID INT, valueID INT);
    CREATE TABLE creators (creatorID INTEGER PRIMARY KEY, firstName TEXT, lastName TEXT, fieldMode INT);
    CREATE TABLE creatorTypes (creatorTypeID INTEGER PRIMARY KEY, creatorType TEXT);
    CREATE TABLE itemCreators (itemID INT, creatorID INT, creatorTypeID INT, orderIndex INT);
    CREATE TABLE tags (tagID INTEGER PRIMARY KEY, name TEXT);
    CREATE TABLE itemTags (itemID INT, tagID INT, type INT);
    CREATE TABLE collections (collectionID INTEGER PRIMARY KEY, collectionName TEXT, parentCollectionID INT, key TEXT);
    CREATE TABLE collectionItems (collectionID INT, itemID INT, orderIndex INT);
    CREATE TABLE itemNotes (itemID INTEGER PRIMARY KEY, parentItemID INT, note TEXT, title TEXT);
    CREATE TABLE itemAttachments (itemID INTEGER PRIMARY KEY, parentItemID INT, linkMode INT, contentType TEXT, path TEXT);
    CREATE TABLE itemAnnotations (itemID INTEGER PRIMARY KEY, parentItemID INT, type INT, authorName TEXT, text TEXT, comment TEXT,
      color TEXT, pageLabel TEXT, sortIndex TEXT, position TEXT, isExternal INT);
    CREATE TABLE deletedItems (itemID INTEGER PRIMARY KEY);
    CREATE TRIGGER fki_something AFTER DELETE ON items BEGIN SELECT 1; END;
    INSERT INTO itemTypes VALUES (1, 'newspaperArticle'), (2, 'attachment'), (3, 'annotation'), (4, 'note'), (5, 'webpage');
    INSERT INTO items VALUES (1, 1, '2024-05-04 08:09:10', 'ITEM0001', 1), (2, 2, '2024-05-04 08:09:10', 'PAGE0001', 1),
      (3, 3, '2024-05-05 08:09:10', 'NOTE0001', 1), (4, 3, '2024-05-05 08:09:10', 'NOTE0002', 1), (5, 4, '', 'NOTE0003', 1),
      (6, 5, '2024-05-04 08:09:10', 'GONE0001', 1), (7, 3, '', 'INK00001', 1);
    INSERT INTO deletedItems VALUES (6);
    INSERT INTO fields VALUES (1, 'title'), (2, 'url'), (3, 'date'), (4, 'publicationTitle'), (5, 'accessDate');
    INSERT INTO itemDataValues VALUES (1, 'Council closes the swing bridge'), (2, '${URL_OF_IT}'), (3, '2024-05-00 May 2024'),
      (4, 'Tidewater Post'), (5, '2024-05-04');
    INSERT INTO itemData VALUES (1, 1, 1), (1, 2, 2), (1, 3, 3), (1, 4, 4), (1, 5, 5);
    INSERT INTO creators VALUES (1, 'Hanne', 'Lund', 0);
    INSERT INTO creatorTypes VALUES (1, 'author');
    INSERT INTO itemCreators VALUES (1, 1, 1, 0);
    INSERT INTO tags VALUES (1, 'harbour');
    INSERT INTO itemTags VALUES (1, 1, 0);
    INSERT INTO collections VALUES (1, 'Harbours', NULL, 'X'), (2, 'Bridges', 1, 'Y');
    INSERT INTO collectionItems VALUES (2, 1, 0);
    INSERT INTO itemNotes VALUES (5, 1, '<p>Ask the mayor.</p>', '');
    INSERT INTO itemAttachments VALUES (2, 1, 0, 'text/html', 'storage:page.html');
    INSERT INTO itemAnnotations VALUES (3, 2, 1, '', 'the detour adds forty minutes', 'really?', '#5fb236', '', '00001', '{}', 0),
      (4, 2, 2, '', NULL, 'a note on the page', '#ff6666', '', '00002', '{}', 0), (7, 2, 4, '', NULL, NULL, '', '', '00003', '{}', 0);`)
  db.close()
}

test('zotero.sqlite: its annotations in the snapshot that lies beside it; another database is none', async () => {
  mkdirSync(join(folder, 'lib'))
  zoteroLibrary(join(folder, 'lib/zotero.sqlite'))
  writeFiles(folder, { 'lib/storage/PAGE0001/page.html': pageHtml() })
  expect(await take('lib/zotero.sqlite')).toMatchObject({
    records: 1,
    imported: 1,
    rejected: 0,
    state: 'done',
  })
  const { db, opened, close } = reader()
  const article = opened.answer('archive.article', { id: 1 })
  expect(article).toMatchObject({
    title: 'Council closes the swing bridge',
    outlet: 'Tidewater Post',
    published: { value: '2024-05', precision: 'month' },
    authors: [{ name: 'Hanne Lund' }],
  })
  expect(article.blocks.length).toBeGreaterThan(2)
  expect(
    annotationsOf(db, 1).map(({ quote, note, colour, orphan }) => [quote?.exact, note, colour, orphan]),
  ).toEqual([
    [undefined, 'Ask the mayor.', 0, false],
    [undefined, 'a note on the page', 0, false],
    ['the detour adds forty minutes', 'really?', 1, false],
  ])
  const collection = listCollections(db).find(({ title }) => title === 'Bridges')!
  expect(itemIds(db, collection.id)).toEqual([1])
  expect(listFieldFates(db, 1)).toContainEqual(expect.objectContaining({ field: 'drawings', fate: 'lost' }))
  close()
  const before = owned()
  expect(await take('lib/zotero.sqlite')).toMatchObject({ duplicates: 1 })
  expect(owned()).toEqual(before)
  const other = new Database(join(folder, 'other.sqlite'))
  other.exec('CREATE TABLE x (y); CREATE VIEW items AS SELECT 1 AS itemID')
  other.close()
  writeFiles(folder, { 'broken.sqlite': 'SQLite format 3\0rest' })
  expect(await take('other.sqlite', 'broken.sqlite')).toMatchObject({
    records: 2,
    rejected: 2,
    state: 'done',
  })
  const last = reader()
  const reasons = last.db
    .prepare("SELECT reason FROM record WHERE state = 'rejected' ORDER BY id")
    .pluck()
    .all()
  expect(reasons).toEqual([
    'This is a database (SQLite), not text.',
    'This database cannot be read: it is damaged, or a program is writing to it. Close that program.',
  ])
  last.close()
}, 60_000)

test('tables and JSON of other programs, each known by its columns or keys', async () => {
  writeFiles(folder, {
    'instapaper.csv':
      'URL,Title,Selection,Folder,Timestamp,Tags\nhttps://a.example/1,A,,To keep,1600000000,"[""x"",""y z""]"\n',
    'readwise.csv':
      'Title,URL,ID,Document tags,Saved date,Reading progress,Location,Seen\n' +
      `B,https://b.example/1,01,"['test', ""it's""]",2026-03-14 23:55:23.291000+00:00,0.0,archive,True\n`,
    'raindrop.csv':
      '\ufeffid,title,note,excerpt,url,folder,tags,created,cover,highlights,favorite\n' +
      '7,C,note,About,https://c.example/1,Dev / Rust,"one, two",2024-05-01T10:00:00.000Z,,,true\n',
    'wallabag.csv':
      'Title;URL;Content;Tags;"MIME Type";Language;"Creation date"\nD;https://d.example/1;<p>Text.</p>;w;text/html;en;"08/09/2016 11:55:58"\n',
    'wallabag.json': JSON.stringify([
      {
        is_archived: 1,
        is_starred: 0,
        tags: ['json'],
        title: 'E',
        url: 'https://e.example/1',
        content: '<p>E.</p>',
      },
    ]),
    'karakeep.json': JSON.stringify({
      bookmarks: [
        {
          createdAt: 1_700_000_000,
          title: 'F',
          tags: ['k'],
          content: { type: 'link', url: 'https://f.example/1' },
          note: null,
        },
      ],
    }),
    'linkwarden.json': JSON.stringify({
      name: 'x',
      pinnedLinks: [],
      collections: [
        {
          id: 1,
          name: 'Dev',
          parentId: null,
          links: [{ id: 1, name: 'G', type: 'url', url: 'https://g.example/1', tags: [{ name: 'l' }] }],
        },
      ],
    }),
    'csl.json': JSON.stringify([
      {
        id: 'x',
        type: 'article-newspaper',
        title: 'H',
        URL: 'https://h.example/1',
        keyword: 'c',
        issued: { 'date-parts': [[2024, 5]] },
      },
    ]),
    'zotero.csv':
      '"Key","Item Type","Publication Year","Author","Title","Publication Title","Url","Abstract Note","Date","Date Added","Manual Tags"\n' +
      '"AB12","newspaperArticle","2024","Lund, Hanne","I","Tidewater Post","https://i.example/1","","2024-05-00","2024-05-04 08:09:10","z"\n',
    'pocket.csv': 'title,url,time_added,tags,status\nJ,https://j.example/1,1600000000,p|q,archive\n',
    'omnivore.json': JSON.stringify([
      {
        id: '1',
        slug: 's',
        title: 'K',
        url: 'https://k.example/1',
        labels: ['o'],
        savedAt: '2024-05-04T03:02:01.000Z',
        state: 'Active',
      },
    ]),
  })
  const names =
    'instapaper.csv readwise.csv raindrop.csv wallabag.csv wallabag.json karakeep.json linkwarden.json csl.json zotero.csv pocket.csv omnivore.json'
  expect(await take(...names.split(' '))).toMatchObject({ records: 11, imported: 11, rejected: 0 })
  const { db, close } = reader()
  expect([...new Set(listFieldFates(db, 1).map(({ format }) => format))].sort()).toEqual(
    [
      'Instapaper export',
      'Readwise Reader export',
      'Raindrop export',
      'wallabag export',
      'Karakeep export',
      'Linkwarden export',
      'CSL-JSON',
      'Zotero table',
      'Pocket export',
      'Omnivore export',
    ].sort(),
  )
  expect(listTags(db).map(({ path }) => path)).toEqual([
    'c',
    "it's",
    'json',
    'k',
    'l',
    'o',
    'one',
    'p',
    'q',
    'test',
    'two',
    'w',
    'x',
    'y z',
    'z',
  ])
  expect(listCollections(db).map(({ title }) => title)).toEqual(['To keep', 'Dev', 'Rust'])
  close()
  const before = owned()
  expect(await take(...names.split(' '))).toMatchObject({ imported: 0, duplicates: 11 })
  expect(owned()).toEqual(before)
}, 60_000)
