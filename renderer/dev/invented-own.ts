/** What people added to the invented archive: tags, notes, collections … kept in memory, so that clicks do something. */
import { libraryAnswers, manyTags } from './invented-library.ts'
import type { Input, Method, Output } from '../../electron/shared/api.ts'
import { quoteAt } from '../../electron/shared/anchors.ts'
import { annotatedText } from '../../electron/shared/anchors.ts'
import { bodyText, type Article, type Outlet } from '../../electron/shared/model.ts'
import type {
  Annotation,
  AnnotationColour,
  AnnotationRow,
  Change,
  Collection,
  History,
  OwnChanged,
  RowOwn,
  Rule,
  SavedSearch,
  Tag,
} from '../../electron/shared/own.ts'

const NOW = Date.UTC(2026, 10, 22, 9, 41)

const TAGS: [path: string, own: number, articles: number, colour: number | null][] = [
  ['energy', 61, 1219, 3],
  ['energy/solar', 1158, 1158, null],
  ['policy', 214, 4120, 8],
  ['policy/elections', 1005, 1005, null],
  ['policy/water', 2760, 2901, 7],
  ['policy/water/treaty of 1961', 141, 141, null],
  ['quoted', 58, 58, null],
  ['Quotes', 3, 3, null],
  ['to-verify', 96, 96, 0],
  ['مياه', 12, 12, null],
]

const wanted = globalThis.location ? Number(new URLSearchParams(location.search).get('tags') ?? 0) : 0
const tags: Tag[] =
  wanted > 0
    ? manyTags(wanted)
    : TAGS.map(([path, own, articles, colour], i) => {
        const parent = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : null
        const at = TAGS.findIndex(([other]) => other === parent)
        const name = parent === null ? path : path.slice(parent.length + 1)
        return { id: i + 1, parentId: at < 0 ? null : at + 1, name, path, colour, own, articles }
      })

const collections: Collection[] = [
  {
    id: 1,
    parentId: null,
    title: 'Treaty dispute 2026',
    description: 'For the **March** dossier.',
    items: 148,
    revision: 3,
  },
  { id: 2, parentId: 1, title: 'Court filings', description: '', items: 12, revision: 1 },
  { id: 3, parentId: null, title: 'Dam inspections', description: '', items: 67, revision: 1 },
  { id: 4, parentId: null, title: 'Election water pledges', description: '', items: 31, revision: 1 },
]

const searches: SavedSearch[] = [
  {
    id: 1,
    name: 'Gates, this year',
    query: { text: '"dam gates" after:2026', outletId: null, importId: null },
  },
  { id: 2, name: 'Unverified', query: { text: 'tag:to-verify -has:note', outletId: null, importId: null } },
]

const rules: Rule[] = [
  {
    id: 1,
    name: 'Water',
    query: '"water rights" OR treaty',
    tags: ['policy/water'],
    collectionId: null,
    enabled: true,
  },
  { id: 2, name: 'Solar', query: 'title:solar', tags: ['energy/solar'], collectionId: 3, enabled: false },
]

const NOTES: [words: string, colour: AnnotationColour, note: string][] = [
  [
    'holding back water that the 1961 treaty guarantees',
    0,
    'Check **article 7(2)**: the guarantee is seasonal.',
  ],
  ['inflow had dropped 31 percent since August', 1, 'Gauge data says 29. Ask R. Okafor.'],
  ['had dropped 31 percent', 3, ''],
  ['It has not been lower in November since measurements began in 1948', 2, ''],
  [
    'closed for silt removal, according to the operator\n• Gate 4',
    3,
    'Which *operator*? See [the minutes](https://minutes.example/214).',
  ],
  ['التصويت لن يجري قبل نشرها كاملة', 1, 'قارن مع **محضر** الجلسة السابقة.'],
  ['قراءات العدادات', 0, ''],
]

/** `?notes=300`: so many in every article; `?conflict`, `?unsaved`: what becomes of the next save. */
const scene = new URLSearchParams(typeof location === 'undefined' ? '' : location.search)
const MANY = Number(scene.get('notes') ?? 0)
let conflicts = scene.has('conflict') ? 1 : 0
let failures = scene.has('unsaved') ? 1 : 0

const history: Change[] = [
  { id: 2, label: 'Tag “policy/water” added to 141 articles', atMs: NOW - 40_000, state: 'done', rows: 141 },
  { id: 1, label: 'Note deleted', atMs: NOW - 90_000, state: 'done', rows: 1 },
]

export const trashed = new Set<number>()
const starred = new Set<number>([2, 5, 18])
const read = new Set<number>(Array.from({ length: 40 }, (_, i) => i * 3))
const ownTags = new Map<number, number[]>()
const made = new Map<number, Annotation[]>()

let lastId = 1000

export function rowOwn(id: number): RowOwn {
  const annotations = made.get(id)?.length ?? (id % 7 === 0 ? NOTES.length : 0)
  return { read: read.has(id), starred: starred.has(id), tags: tagsOf(id), annotations, item: null }
}

function tagsOf(id: number): number[] {
  return ownTags.get(id) ?? (id % 4 === 0 ? [5, 9] : id % 5 === 1 ? [2] : [])
}

function annotationsOf(article: Article): Annotation[] {
  const known = made.get(article.id)
  if (known) return known
  const text = bodyText(article.blocks)
  const found = NOTES.flatMap(([words, colour, note], i) => {
    const start = text.indexOf(words)
    return start < 0
      ? []
      : [
          annotation(
            article.id * 10 + i,
            article.id,
            text,
            { start, end: start + words.length },
            colour,
            note,
          ),
        ]
  })
  const lost: Annotation = {
    ...annotation(article.id * 10 + 8, article.id, text, null, 1, 'Where did this sentence go?'),
    orphan: true,
  }
  lost.quote = {
    exact: 'The committee will publish on Friday',
    prefix: 'spokeswoman said: “',
    suffix: '”, and left.',
  }
  const whole = annotation(
    article.id * 10 + 9,
    article.id,
    text,
    null,
    0,
    'Best account of the talks so far.\n\n- dates\n- names',
  )
  const many = Array.from({ length: MANY }, (_, i) => {
    const start = Math.floor((i * (text.length - 60)) / MANY)
    const place = { start, end: start + 14 + ((i * 13) % 40) }
    const note = i % 3 === 0 ? `Note ${i + 1}: look at the **gauge** again.` : ''
    return annotation(article.id * 1000 + i, article.id, text, place, (i % 4) as AnnotationColour, note)
  })
  const some = article.id % 7 === 0 || article.language === 'ar' ? [whole, ...found, lost] : []
  const inOrder = (a: Annotation, b: Annotation) =>
    rank(a) - rank(b) || (a.place?.start ?? 0) - (b.place?.start ?? 0)
  const all = (MANY > 0 ? many : some).sort(inOrder)
  made.set(article.id, all)
  return all
}

function rank({ place, orphan }: Annotation): number {
  return orphan ? 2 : place ? 1 : 0
}

function annotation(
  id: number,
  articleId: number,
  text: string,
  place: Annotation['place'],
  colour: AnnotationColour,
  note: string,
): Annotation {
  const uuid = `00000000-0000-4000-8000-${String(id).padStart(12, '0')}`
  const quote = place && quoteAt(text, place.start, place.end)
  return {
    id,
    uuid,
    articleId,
    quote,
    colour,
    note,
    place,
    orphan: false,
    createdAtMs: NOW,
    modifiedAtMs: NOW,
    revision: 1,
  }
}

function done(label: string, rows = 1): Change {
  const change: Change = { id: ++lastId, label, atMs: Date.now(), state: 'done', rows }
  history.unshift(change)
  return change
}

function historyNow(): History {
  const undo = history.find((change) => change.state === 'done') ?? null
  const redo = history.findLast((change) => change.state === 'undone') ?? null
  return { changes: history, undo, redo }
}

type Answers = { [M in Method]?: (input: Input<M>) => Output<M> }

/** @param articleOf the invented article of a number @param tell sends the `own` event */
export function ownAnswers(
  articleOf: (id: number) => Article,
  outlets: Outlet[],
  tell: (event: OwnChanged) => void,
): Answers {
  const changed = (areas: OwnChanged['areas'], articleIds: number[] | null = null): void => {
    const { undo, redo } = historyNow()
    setTimeout(() => tell({ areas, articleIds, undo, redo }), 1)
  }
  const find = (id: number): Annotation | undefined => [...made.values()].flat().find((one) => one.id === id)
  return {
    ...libraryAnswers({ tags, collections, searches, rules, outlets, done, changed, newId: () => ++lastId }),
    'archive.history': historyNow,
    'archive.undo': ({ changeId }) => {
      const change = history.find((one) =>
        changeId === undefined ? one.state === 'done' : one.id === changeId,
      )
      if (change) change.state = 'undone'
      changed(['tags', 'annotations', 'collections', 'reading', 'trash'])
      return historyNow()
    },
    'archive.redo': () => {
      const { redo } = historyNow()
      if (redo) redo.state = 'done'
      changed(['tags', 'annotations', 'collections', 'reading', 'trash'])
      return historyNow()
    },
    'archive.ownCounts': () => ({
      unread: 1_203_911,
      starred: starred.size,
      annotated: 96,
      annotations: 412,
      orphans: 3,
      trashed: trashed.size,
    }),
    'archive.articleOwn': ({ articleId }) => ({
      tags: tags.filter((tag) => tagsOf(articleId).includes(tag.id)),
      annotations: annotationsOf(articleOf(articleId)),
      collections:
        articleId % 4 === 0
          ? [{ id: 1, title: 'Treaty dispute 2026', item: { note: 'Lead with this.', revision: 1 } }]
          : [],
      read: read.has(articleId),
      starred: starred.has(articleId),
      position: articleId % 3 === 0 ? 0.42 : null,
      trashedAtMs: trashed.has(articleId) ? NOW : null,
    }),
    'archive.tags': () => tags,
    'archive.tagArticles': ({ selection, add, remove }) => {
      const ids = 'ids' in selection ? selection.ids : []
      for (const id of ids) {
        const kept = tagsOf(id).filter(
          (tag) => !remove.includes(tags.find((one) => one.id === tag)?.path ?? ''),
        )
        ownTags.set(id, [
          ...new Set([...kept, ...tags.filter((tag) => add.includes(tag.path)).map((tag) => tag.id)]),
        ])
      }
      const count = ids.length || 10_000
      const change = done(
        `Tag “${[...add, ...remove].join('”, “')}” ${add.length > 0 ? 'added to' : 'taken from'} ${count} articles`,
        count,
      )
      changed(['tags'], ids)
      return { value: count, change }
    },
    'archive.tagSuggestions': () => [{ reason: 'plural', from: tags[7]!, into: tags[6]! }],
    'archive.mark': ({ selection, read: isRead, starred: isStarred }) => {
      const ids = 'ids' in selection ? selection.ids : []
      for (const id of ids) {
        if (isRead !== undefined) read[isRead ? 'add' : 'delete'](id)
        if (isStarred !== undefined) starred[isStarred ? 'add' : 'delete'](id)
      }
      const change = done(`${ids.length} articles marked`, ids.length)
      changed(['reading'], ids)
      return { value: ids.length, change }
    },
    'archive.reading': ({ articleId, read: isRead }) => {
      if (isRead) read.add(articleId)
    },
    'archive.annotate': ({ articleId, place, colour, note }) => {
      const article = articleOf(articleId)
      const value = annotation(++lastId, articleId, annotatedText(article.blocks), place, colour, note)
      made.set(articleId, [...annotationsOf(article), value])
      changed(['annotations'], [articleId])
      return { value, change: done(place ? 'Highlight added' : 'Note added') }
    },
    'archive.saveAnnotation': ({ annotationId, revision, colour, note }) => {
      const known = find(annotationId)!
      if (note !== undefined && failures-- > 0)
        throw { code: 'disk-full', message: 'The disk is full.', detail: 'Make room and try again.' }
      if (note !== undefined && conflicts-- > 0)
        Object.assign(known, { note: 'Gauge data says 29. R. Okafor agrees.', revision: revision + 1 })
      if (known.revision !== revision) return { state: 'conflict', theirs: known }
      Object.assign(known, {
        colour: colour ?? known.colour,
        note: note ?? known.note,
        revision: revision + 1,
      })
      return { state: 'saved', value: { ...known }, change: done('Note edited') }
    },
    'archive.attachAnnotation': ({ annotationId, revision, start, end }) => {
      const known = find(annotationId)!
      const text = annotatedText(articleOf(known.articleId).blocks)
      Object.assign(known, {
        place: { start, end },
        orphan: false,
        revision: revision + 1,
        quote: quoteAt(text, start, end),
      })
      return { state: 'saved', value: { ...known }, change: done('Passage attached again') }
    },
    'archive.deleteAnnotations': ({ annotationIds }) => {
      for (const [id, all] of made)
        made.set(
          id,
          all.filter((one) => !annotationIds.includes(one.id)),
        )
      changed(['annotations'])
      return { value: annotationIds.length, change: done('Note deleted') }
    },
    'archive.annotations': ({ offset, limit, group, orphans }) => {
      const all = [0, 7, 14, 21, 28].flatMap((id): AnnotationRow[] => {
        const article = articleOf(id)
        const own = annotationsOf(article).filter((one) => !orphans || one.orphan)
        const { title, outlet, published, language } = article
        const label = group === 'article' ? title : group === 'colour' ? 'Yellow' : 'Treaty dispute 2026'
        return own.map((one) => ({
          ...one,
          title,
          outlet,
          published,
          language,
          group: { id, label, count: own.length },
        }))
      })
      return { rows: all.slice(offset, offset + limit), total: all.length }
    },
    'archive.collections': () => collections,
    'archive.createCollection': ({ title, parentId }) => {
      const value: Collection = { id: ++lastId, parentId, title, description: '', items: 0, revision: 1 }
      collections.push(value)
      changed(['collections'])
      return { value, change: done(`Collection “${title}” created`) }
    },
    'archive.addToCollection': ({ collectionId, selection }) => {
      const count = 'ids' in selection ? selection.ids.length : 10_000
      const into = collections.find((one) => one.id === collectionId)
      if (into) into.items += count
      changed(['collections'])
      return { value: count, change: done(`${count} articles put into “${into?.title}”`, count) }
    },
    'archive.savedSearches': () => searches,
    'archive.searchCounts': ({ searchIds }) => searchIds.map((id) => id * 109),
    'archive.createSavedSearch': ({ name, query }) => {
      const value = { id: ++lastId, name, query }
      searches.push(value)
      changed(['searches'])
      return { value, change: done(`Search “${name}” saved`) }
    },
    'archive.outletNames': ({ outletId }) => ({
      outlet: outlets.find((one) => one.id === outletId) ?? outlets[0]!,
      aliases: [
        { name: 'harborledger.example', mergedId: 99, articles: 212 },
        { name: 'HARBOR LEDGER', mergedId: null, articles: 0 },
      ],
    }),
    'archive.outletSuggestions': () =>
      outlets.length > 1 ? [{ reason: 'domain', from: outlets[1]!, into: outlets[0]! }] : [],
    'archive.trash': () => ({ articles: trashed.size, annotations: 0, deleted: 0, keepDays: null }),
    'archive.trashArticles': ({ selection }) => {
      const ids = 'ids' in selection ? selection.ids : []
      for (const id of ids) trashed.add(id)
      changed(['trash'], ids)
      return { value: ids.length, change: done(`${ids.length} articles moved to the trash`, ids.length) }
    },
    'archive.restoreArticles': ({ selection }) => {
      const ids = 'ids' in selection ? selection.ids : []
      for (const id of ids) trashed.delete(id)
      changed(['trash'], ids)
      return { value: ids.length, change: done(`${ids.length} articles taken out of the trash`, ids.length) }
    },
    'archive.rules': () => rules,
    'archive.tryRule': ({ tags: paths }) => ({
      matches: 4120,
      changes: 1360,
      sample: [1, 4, 8].map((id) => ({
        row: { ...articleOf(id), summary: '', snippet: null, titleMatches: [], own: rowOwn(id) },
        tagsBefore: id === 4 ? ['to-verify'] : [],
        tagsAfter: [...(id === 4 ? ['to-verify'] : []), ...paths],
        joinsCollection: id === 1,
      })),
      hint: paths.length === 0 ? 'This rule gives nothing yet.' : null,
    }),
    'archive.runRule': () => ({ value: 1360, change: done('Rule “Water”: 1,360 articles tagged', 1360) }),
  }
}
