/** Karakeep (once Hoarder): one JSON of bookmarks and lists. */
import type { RecordContent, DocumentShape } from '../../format.ts'
import { fatesOf, plan } from './fates.ts'
import { savedArticle } from './saved-article.ts'
import { epochMs, flagOf, flat, isObject, type Json, objectsIn, textOf, textsIn } from './values.ts'

const FATES = plan({
  title: 'kept',
  url: 'kept',
  text: 'kept',
  tags: 'kept',
  note: 'kept',
  lists: { to: 'collections' },
  'lists: smart': { lost: 'a smart list is a search of Karakeep’s, which has no members in the export' },
  createdAt: { to: 'when it was saved' },
  archived: { to: 'read' },
})

export const karakeep: DocumentShape = {
  name: 'Karakeep export',
  extractor: 'export/karakeep/1',
  recognises: (document) =>
    isObject(document) &&
    Array.isArray(document['bookmarks']) &&
    objectsIn(document['bookmarks'])
      .slice(0, 5)
      .every((one) => 'createdAt' in one && 'content' in one),
  *records(document) {
    if (!isObject(document)) return
    const lists = new Lists(document['lists'])
    for (const json of objectsIn(document['bookmarks'])) yield { json, ...readBookmark(json, lists) }
  },
}

function readBookmark(json: Json, lists: Lists): RecordContent {
  const content = isObject(json['content']) ? json['content'] : {}
  const note = textOf(json['note'])
  const savedAtMs = epochMs(json['createdAt'])
  const ids = textsIn(json['lists'] ?? [])
  const collections = ids.flatMap((id) => lists.pathOf(id) ?? [])
  const isText = content['type'] === 'text'
  const { content: _, lists: __, ...fields } = json
  return {
    outcome: savedArticle({
      title: textOf(json['title']),
      url: textOf(content['url']),
      ...(isText ? { text: textOf(content['text']) } : {}),
      ...(json['content'] === null ? { notices: ['It was a file, which the export does not hold.'] } : {}),
    }),
    capturedAtMs: savedAtMs,
    brought: {
      tags: flat(textsIn(json['tags'] ?? [])),
      read: flagOf(json['archived']),
      ...(note ? { notes: [note] } : {}),
      ...(collections.length > 0 ? { collections: collections } : {}),
      ...(savedAtMs === null ? {} : { savedAtMs }),
    },
    fields: fatesOf(
      {
        ...fields,
        url: content['url'],
        text: isText && content['text'],
        lists: collections,
        'lists: smart': collections.length < ids.length,
      },
      FATES,
    ),
  }
}

/** Lists by their parents; a ring of them is cut where it closes. */
class Lists {
  readonly #byId = new Map<string, Json>()

  constructor(lists: unknown) {
    for (const list of objectsIn(lists)) this.#byId.set(textOf(list['id']), list)
  }

  /** @returns the path in a list, for flatMap; null for one that has no members */
  pathOf(id: string): [string[]] | null {
    const path: string[] = []
    const seen = new Set<string>()
    if (!this.#byId.has(id) || this.#byId.get(id)!['type'] === 'smart') return null
    for (let at = id; this.#byId.has(at) && !seen.has(at); at = textOf(this.#byId.get(at)!['parentId'])) {
      seen.add(at)
      path.unshift(textOf(this.#byId.get(at)!['name']))
    }
    return [path]
  }
}
