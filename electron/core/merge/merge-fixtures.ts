/** For tests of what keeps archives: small archives with a little of everything. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { EVERYTHING } from '../../shared/api.ts'
import { openArchive, runImport, type Archive } from '../archive.ts'
import {
  documentsText,
  dumpText,
  numbered,
  pageHtml,
  PARAGRAPHS,
  pixel,
  watched,
  writeFiles,
} from '../import/import-fixtures.ts'

/** Imports dumps, pages with a picture and one that changed since, and what is refused; makes the archive when it is missing. */
export async function fill(path: string, folder: string, first: number, count: number): Promise<void> {
  const own = `https://tidewater.example/${first}/bridge`
  const dumps = writeFiles(join(folder, `dumps-${first}`), {
    ...numbered(count, (i) => dumpText(first + i)),
    'many.txt': documentsText(first + 1000, 3),
    'again.txt': dumpText(first),
    'empty.txt': '',
    'feed.xml': '<?xml version="1.0"?><rss><channel/></rss>',
    'page.html': pageHtml({ url: own, picture: './page_files/bridge.gif' }),
    'page_files/bridge.gif': pixel(first),
    'page_files/style.css': `p { color: red } /* ${first} */`,
  })
  await runImport(path, { paths: [dumps] }, watched().control, { create: true })
  const later = writeFiles(join(folder, `later-${first}`), {
    'page.html': pageHtml({
      url: own,
      paragraphs: [...PARAGRAPHS, `The vote was ${first} to 4, after a long night.`],
    }),
  })
  await runImport(path, { paths: [later] }, watched().control)
}

/** A little of everything that people add. @param by whose words the notes are */
export function addOwn(archive: Archive, by: string): void {
  const ids = archive.lists.allIds(EVERYTHING)
  const [a, b, c, d, e] = ids as [number, number, number, number, number]
  archive.answer('archive.tagArticles', { selection: { ids: [a, b] }, add: ['policy/water', by], remove: [] })
  archive.answer('archive.tagArticles', { selection: { ids: [c] }, add: ['policy'], remove: [] })
  const tag = archive.answer('archive.tags', undefined).find(({ path }) => path === 'policy/water')!
  archive.answer('archive.colourTag', { tagId: tag.id, colour: 3 })
  archive.answer('archive.annotate', {
    articleId: a,
    place: { start: 4, end: 20 },
    colour: 1,
    note: `${by} asks why`,
  })
  archive.answer('archive.annotate', { articleId: b, place: null, colour: 0, note: `${by} on the whole` })
  const parent = archive.answer('archive.createCollection', { title: 'Gates', parentId: null }).value
  const child = archive.answer('archive.createCollection', {
    title: 'Of the harbour',
    parentId: parent.id,
  }).value
  archive.answer('archive.saveCollection', {
    collectionId: child.id,
    revision: child.revision,
    description: `By ${by}`,
  })
  archive.answer('archive.addToCollection', {
    collectionId: child.id,
    selection: { ids: [c, a] },
    beforeId: null,
  })
  archive.answer('archive.saveItemNote', {
    collectionId: child.id,
    articleId: c,
    revision: 1,
    note: `${by} first`,
  })
  archive.answer('archive.createSavedSearch', {
    name: `Water ${by}`,
    query: { ...EVERYTHING, text: 'water', tagId: tag.id, collectionId: child.id },
  })
  archive.answer('archive.saveRule', {
    ruleId: null,
    name: `Rule ${by}`,
    query: 'harbour',
    tags: ['auto'],
    collectionId: child.id,
    enabled: true,
  })
  archive.answer('archive.mark', { selection: { ids: [a, d] }, read: true })
  archive.answer('archive.mark', { selection: { ids: [b] }, starred: true })
  archive.answer('archive.reading', { articleId: a, position: 0.25 })
  archive.answer('archive.correct', { id: c, correction: { field: 'title', value: `${by}’s title` } })
  archive.answer('archive.correct', { id: c, correction: { field: 'published', value: '2019-05' } })
  archive.answer('archive.trashArticles', { selection: { ids: [e] } })
  const outlets = archive.answer('archive.outlets', { limit: 9 })
  archive.answer('archive.colourOutlet', { outletId: outlets[0]!.id, hue: 7 })
  archive.answer('archive.addOutletAlias', { outletId: outlets[0]!.id, name: `Ledger of ${by}` })
  const tidewater = outlets.find(({ name }) => name === 'Tidewater Post')
  const courier = outlets.find(({ name }) => name === 'Delta Courier')
  if (tidewater && courier) archive.answer('archive.mergeOutlets', { from: [tidewater.id], into: courier.id })
}

/** One of each thing that can be deleted lies in the trash, and two articles are told to be what they do not look like. */
export function addDeleted(archive: Archive, by: string): void {
  const [a, b, c] = archive.lists.allIds(EVERYTHING) as [number, number, number]
  archive.answer('archive.tagArticles', {
    selection: { ids: [a, b] },
    add: [`old ${by}/deep`, `old ${by}`],
    remove: [],
  })
  const tagId = archive.answer('archive.tags', undefined).find(({ path }) => path === `old ${by}`)!.id
  const gone = archive.answer('archive.createCollection', { title: `Gone ${by}`, parentId: null }).value
  archive.answer('archive.addToCollection', {
    collectionId: gone.id,
    selection: { ids: [b] },
    beforeId: null,
  })
  const search = archive.answer('archive.createSavedSearch', {
    name: `Lost ${by}`,
    query: { ...EVERYTHING, text: 'lost' },
  }).value
  const rule = archive.answer('archive.saveRule', {
    ruleId: null,
    name: `Former ${by}`,
    query: 'harbour',
    tags: ['auto'],
    collectionId: null,
    enabled: true,
  }).value
  archive.answer('archive.annotate', {
    articleId: c,
    place: { start: 2, end: 9 },
    colour: 2,
    note: `${by} took it back`,
  })
  const annotationIds = archive.db
    .prepare('SELECT id FROM annotation WHERE note = ?')
    .pluck()
    .all(`${by} took it back`) as number[]
  archive.answer('archive.deleteAnnotations', { annotationIds })
  archive.answer('archive.deleteTag', { tagId })
  archive.answer('archive.deleteCollection', { collectionId: gone.id })
  archive.answer('archive.deleteSavedSearch', { searchId: search.id })
  archive.answer('archive.deleteRule', { ruleId: rule.id })
  archive.answer('archive.joinStories', { articleIds: [c, a] })
  archive.answer('archive.leaveStory', { articleIds: [b] })
}

export async function makeArchive(
  folder: string,
  name: string,
  { first, count, by }: { first: number; count: number; by?: string },
): Promise<string> {
  mkdirSync(folder, { recursive: true })
  const path = join(folder, `${name}.clipfile`)
  await fill(path, folder, first, count)
  const archive = openArchive(path)
  if (by) {
    addOwn(archive, by)
    addDeleted(archive, by)
  }
  archive.close()
  return path
}
