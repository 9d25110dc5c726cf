/** Linkwarden: one JSON of the whole account, of which only the collections and their links are read: never the person. */
import type { DocumentShape, RecordContent } from '../../format.ts'
import { fatesOf, plan } from './fates.ts'
import { savedArticle } from './saved-article.ts'
import { flat, isObject, isoMs, type Json, objectsIn, textOf } from './values.ts'

const FATES = plan({
  name: { to: 'the title' },
  url: 'kept',
  description: { to: 'a note on the article' },
  metaDescription: { to: 'the description' },
  tags: 'kept',
  collection: { to: 'collections, one in another as they were' },
  pinned: { to: 'starred' },
  importDate: { to: 'when it was saved' },
  createdAt: { to: 'when it was saved, where it was not imported from elsewhere' },
  type: { lost: 'files are not in the export' },
  updatedAt: { lost: 'when it was last changed there is not kept' },
  lastPreserved: { lost: 'the kept copies are not in the export' },
  clientSide: { lost: 'a mark of Linkwarden’s own' },
  aiTagged: { lost: 'a mark of Linkwarden’s own' },
  id: { lost: 'a number of Linkwarden’s own' },
})

/** What a link says; anything else, and everything about the account, is never looked at. */
const LINK = Object.keys(FATES).filter((field) => field !== 'collection' && field !== 'pinned')

export const linkwarden: DocumentShape = {
  name: 'Linkwarden export',
  extractor: 'export/linkwarden/1',
  recognises: (document) =>
    isObject(document) &&
    Array.isArray(document['collections']) &&
    'pinnedLinks' in document &&
    objectsIn(document['collections']).every((one) => Array.isArray(one['links'])),
  *records(document) {
    if (!isObject(document)) return
    const collections = objectsIn(document['collections'])
    const byId = new Map(collections.map((one) => [textOf(one['id']), one]))
    const pinned = new Set(objectsIn(document['pinnedLinks']).map(({ id }) => textOf(id)))
    for (const collection of collections) {
      const path = pathOf(collection, byId)
      for (const link of objectsIn(collection['links'])) {
        const own = pick(link)
        const isPinned = pinned.has(textOf(link['id']))
        yield { json: { ...own, collection: path, pinned: isPinned }, ...readLink(own, path, isPinned) }
      }
    }
  },
}

function pick(link: Json): Json {
  const own: Json = {}
  for (const field of LINK) if (field in link) own[field] = link[field]
  // a tag has an owner, too
  own['tags'] = objectsIn(link['tags']).map(({ name }) => textOf(name))
  return own
}

function readLink(link: Json, path: string[], isPinned: boolean): RecordContent {
  const note = textOf(link['description'])
  const savedAtMs = isoMs(link['importDate']) ?? isoMs(link['createdAt'])
  const isFile = link['type'] !== undefined && link['type'] !== 'url'
  return {
    outcome: savedArticle({
      title: textOf(link['name']),
      url: textOf(link['url']),
      description: textOf(link['metaDescription']),
      ...(isFile ? { notices: ['It was a file, which the export does not hold.'] } : {}),
    }),
    capturedAtMs: savedAtMs,
    brought: {
      tags: flat(link['tags'] as string[]),
      starred: isPinned,
      ...(note ? { notes: [note] } : {}),
      ...(path.length > 0 ? { collections: [path] } : {}),
      ...(savedAtMs === null ? {} : { savedAtMs }),
    },
    fields: fatesOf({ ...link, type: isFile && '1', collection: path, pinned: isPinned }, FATES),
  }
}

/** Linkwarden’s own import forgets what a collection lies in; a ring is cut where it closes. */
function pathOf(collection: Json, byId: ReadonlyMap<string, Json>): string[] {
  const path: string[] = []
  const seen = new Set<Json>()
  for (let at: Json | undefined = collection; at && !seen.has(at); at = byId.get(textOf(at['parentId']))) {
    seen.add(at)
    path.unshift(textOf(at['name']))
  }
  return path
}
