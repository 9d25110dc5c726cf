/** The sample archive after somebody has worked in it for a while: tags, highlights, notes, collections, rules, a trash. */
import { join } from 'node:path'
import { openArchive, type Archive } from '../electron/core/archive.ts'
import type { ListQuery } from '../electron/shared/list-query.ts'
import { EVERYTHING } from '../electron/shared/list-query.ts'
import { bodyText } from '../electron/shared/model.ts'
import type { AnnotationColour } from '../electron/shared/own.ts'
import { archiveOf, ownAll } from './archives.ts'
import type { Place } from './place.ts'

const SAMPLE = join(import.meta.dirname, '..', 'resources', 'sample')

export const GATES = 'Dam gates stay shut'
export const FARMERS = 'مزارعو الدلتا'
export const LONG_TAG = 'a tag that somebody gave a whole sentence for a name, because nothing stopped them'

const TAGS: [path: string, ...titles: string[]][] = [
  [
    'river/treaty',
    GATES,
    'A treaty nobody read',
    'Karsun treaty expires',
    'Talks open',
    'The river does not read',
  ],
  ['river/treaty/article 14', GATES, 'A treaty nobody read'],
  ['river/salt', 'Salt line moves', 'Sea water reaches', 'Salt moves up', FARMERS],
  ['river', 'Heron count', 'Where the silt went', 'Three days of brown water'],
  ['ferry', 'At least 14 dead', 'The yellow form', 'The Crossing, a Year On', 'Ferry strikes'],
  ['ferry/inquiry', 'The yellow form', 'Naufrage du Saint-Orsolya'],
  ['to check', GATES, 'Dovrik wins', 'At least 14 killed'],
  ['مياه', FARMERS],
  [LONG_TAG, 'A recipe for river eel'],
]

/** colour: yellow, green, blue, red */
const NOTES: [title: string, words: string | null, colour: AnnotationColour, note: string][] = [
  [GATES, 'broke up without agreement', 0, 'Who left first? The wire has it the other way round.'],
  [
    GATES,
    '“perhaps forty cubic metres and one adverb apart”',
    0,
    '**Which adverb?** “Normally”: see Article 14 of the old treaty, and *The word ‘normally’: a history*.',
  ],
  [
    GATES,
    'On Monday morning the gauge read 158.',
    3,
    'The wire says 161. Ask the gauge house for the page of the book.',
  ],
  [GATES, 'Lake Ostrel stands at 38 percent of capacity, the lowest for the date since 1971', 1, ''],
  [GATES, null, 2, 'Lead for the winter dossier. Compare with *The river does not read the annexes*.'],
  ['The yellow form', 'It took him six minutes.', 0, 'Against nineteen days.'],
  ['Dovrik wins', 'Turnout was 81 percent, the highest since 1978.', 1, ''],
  [FARMERS, 'أمس كان مالحاً كالدمع', 0, 'العنوان؟ قارن بالترجمة.'],
  [FARMERS, 'تقدّم خط الملوحة أحد عشر كيلومتراً في أسبوع واحد', 2, ''],
]

/** @param tidy without the names that are there to go wrong
 * @returns its path */
export async function annotatedArchive(place: Place, name: string, tidy = false): Promise<string> {
  const path = await archiveOf(place, name, SAMPLE)
  const archive = openArchive(path)
  try {
    workIn(archive, tidy)
  } finally {
    archive.close()
  }
  ownAll(place, path)
  return path
}

function workIn(archive: Archive, tidy: boolean): void {
  const { rows } = archive.answer('archive.list', { query: EVERYTHING, offset: 0, limit: 100 })
  const idOf = (title: string): number => {
    const row = rows.find((one) => one.title.includes(title))
    if (!row) throw new Error(`the sample has no article “${title}”`)
    return row.id
  }
  for (const [path, ...titles] of TAGS) {
    if (tidy && path === LONG_TAG) continue
    archive.answer('archive.tagArticles', { selection: { ids: titles.map(idOf) }, add: [path], remove: [] })
  }
  const tags = archive.answer('archive.tags', undefined)
  for (const [path, colour] of [
    ['river', 1],
    ['ferry', 8],
    ['to check', 0],
  ] as const) {
    archive.answer('archive.colourTag', { tagId: tags.find((tag) => tag.path === path)!.id, colour })
  }
  for (const [title, words, colour, note] of NOTES) annotate(archive, idOf(title), words, colour, note)
  archive.answer('archive.mark', {
    selection: { ids: [GATES, 'The yellow form', FARMERS].map(idOf) },
    starred: true,
  })
  collect(archive, idOf, tidy)
  save(archive, 'Salt, this autumn', { ...EVERYTHING, text: 'salt after:2026-09' })
  save(archive, 'Not read yet, with a highlight', { ...EVERYTHING, text: 'is:unread has:highlight' })
}

function annotate(
  archive: Archive,
  articleId: number,
  words: string | null,
  colour: AnnotationColour,
  note: string,
): void {
  const text = bodyText(archive.answer('archive.article', { id: articleId }).blocks)
  const start = words === null ? -1 : text.indexOf(words)
  if (words !== null && start < 0) throw new Error(`the article does not say “${words}”`)
  const place = words === null ? null : { start, end: start + words.length }
  archive.answer('archive.annotate', { articleId, place, colour, note })
}

function collect(archive: Archive, idOf: (title: string) => number, tidy: boolean): void {
  const make = (title: string, parentId: number | null = null) =>
    archive.answer('archive.createCollection', { title, parentId }).value
  const dossier = make('Winter dossier')
  const description =
    'What the river carried down **from November to March**, in the order of the argument: first the gates, then the salt, then those who carry the water.'
  archive.answer('archive.saveCollection', {
    collectionId: dossier.id,
    revision: dossier.revision,
    description,
  })
  const fill = (collectionId: number, ...titles: string[]) =>
    archive.answer('archive.addToCollection', {
      collectionId,
      selection: { ids: titles.map(idOf) },
      beforeId: null,
    })
  fill(dossier.id, GATES, 'The river does not read', 'Salt line moves', FARMERS, 'Two ministers')
  const list = { query: { ...EVERYTHING, collectionId: dossier.id }, offset: 0, limit: 10 }
  const noted = archive.answer('archive.list', list).rows[1]!
  archive.answer('archive.saveItemNote', {
    collectionId: dossier.id,
    articleId: noted.id,
    revision: noted.own.item!.revision,
    note: 'The **interview** first, then the annexes.',
  })
  fill(make('Maps and tables', dossier.id).id, 'Where the silt went')
  if (tidy) return void fill(make('The loss of the Saint Orsolya').id, 'The yellow form')
  fill(
    make('The loss of the Saint Orsolya and what the inquiry made of it in nineteen sittings').id,
    'The yellow form',
  )
  make('مجموعة المياه')
}

function save(archive: Archive, name: string, query: ListQuery): void {
  archive.answer('archive.createSavedSearch', { name, query })
}
