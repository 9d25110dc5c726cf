import { afterEach, beforeEach, expect, test } from 'vitest'
import { addArticles, prepared, temporaryFolder } from '../../dev/test-archive.ts'
import { generateArticles, random } from '../../dev/generate.ts'
import { type Archive, openArchive, runIndex } from '../archive.ts'
import { IndexWriter } from '../index/index-writer.ts'
import { likePairs } from './find-stories.ts'
import { NearCopies } from './near-copies.ts'
import { BINS } from './signature.ts'
import { membersOf, storiesOf } from './story-table.ts'

let archive: Archive
let remove: () => void
beforeEach(() => {
  const temporary = temporaryFolder()
  remove = temporary.remove
  archive = openArchive(`${temporary.folder}/test.clipfile`, { create: true })
})
afterEach(() => {
  archive.close()
  remove()
})

const texts = [...generateArticles(40, 3)]
  .filter(({ copyOf }) => copyOf === null)
  .map(({ paragraphs }) => paragraphs.join('\n\n'))
const copyOf = (text: string, by: string) => `${by} reports. ${text} More by ${by} tomorrow.`

function add(...all: string[]): number[] {
  return addArticles(
    archive,
    all.map((text, i) => prepared({ title: `Title ${i}`, text })),
  )
}

const control = () => ({ signal: new AbortController().signal, onProgress: () => {} })
const find = () => runIndex(archive.path, control())

/** The stories there are, each as the list of its articles. */
function stories(): number[][] {
  const all = archive.db.prepare('SELECT id FROM article ORDER BY id').pluck().all() as number[]
  const ids = new Set(storiesOf(archive.index, all).values())
  return [...ids].sort((a, b) => a - b).map((id) => membersOf(archive.index, id))
}

test('articles with near-identical text are a story, whenever they came in', async () => {
  const [a, b, c] = add(texts[0]!, texts[1]!, copyOf(texts[0]!, 'The Ledger'))
  await find()
  expect(stories()).toEqual([[a, c]])
  expect(storiesOf(archive.index, [a!, b!, c!])).toEqual(
    new Map([
      [a, a],
      [c, a],
    ]),
  )
  const [d, e] = add(copyOf(texts[1]!, 'The Post'), copyOf(texts[0]!, 'The Post'))
  await find()
  expect(stories()).toEqual([
    [a, c, e],
    [b, d],
  ])
})

test('a copy that connects two stories makes them one, under the lesser number', async () => {
  const [left, right] = [texts[2]!, texts[3]!].map((text) => text.slice(0, 1600))
  const [a, b, c] = add(left!, right!, `${left} ${right}`)
  await find()
  expect(stories()).toEqual([[a, b, c]])
})

test('what the trash takes leaves its story, and what it had connected is told apart again', async () => {
  const [left, right] = [texts[2]!, texts[3]!].map((text) => text.slice(0, 1600))
  const [a, b, bridge, d] = add(left!, right!, `${left} ${right}`, copyOf(right!, 'The Post'))
  await find()
  expect(stories()).toEqual([[a, b, bridge, d]])
  archive.answer('archive.trashArticles', { selection: { ids: [bridge!] } })
  await find()
  expect(stories()).toEqual([[b, d]])
  archive.answer('archive.undo', {})
  await find()
  expect(stories()).toEqual([[a, b, bridge, d]])
})

test('an index made anew has the same stories, in whatever order they are found', async () => {
  const next = random(5)
  const mixed = texts
    .slice(0, 12)
    .flatMap((text) => [text, copyOf(text, 'The Ledger'), copyOf(text, 'The Post')])
    .sort(() => next() - 0.5)
  for (const text of mixed) {
    add(text)
    if (next() < 0.3) await find()
  }
  await find()
  const before = stories()
  expect(before).toHaveLength(12)
  expect(before.every((members) => members.length === 3)).toBe(true)
  archive.index.exec('DELETE FROM story; INSERT OR IGNORE INTO story_due SELECT article_id FROM signature')
  await find()
  expect(stories()).toEqual(before)
})

test('one that is ended early goes on the next time', async () => {
  add(texts[0]!, copyOf(texts[0]!, 'The Post'))
  const writer = IndexWriter.open(archive.path, archive.db)
  expect(writer.storiesDue()).toBe(2)
  const stop = new AbortController()
  stop.abort()
  await runIndex(archive.path, { ...control(), signal: stop.signal })
  expect(writer.storiesDue()).toBe(2)
  expect(await writer.findStories(async () => true)).toBe(2)
  expect(writer.storiesDue()).toBe(0)
  writer.close()
  expect(stories()).toHaveLength(1)
})

test('of articles made from one template, only some are read for each', () => {
  const next = random(11)
  const signed = Array.from({ length: 300 }, (_, i) => {
    const bins = Uint16Array.from({ length: BINS }, (_, bin) => (bin < BINS * 0.35 ? bin : next() * 0xffff))
    return { id: i + 1, bins }
  })
  const near = new NearCopies(signed.length)
  for (const { id, bins } of signed) near.add(id, bins)
  let read = 0
  const pairs = likePairs(near, signed, new Set(signed.map(({ id }) => id)), {
    blocksOf: (id) => (read++, [{ kind: 'paragraph', text: texts[id % texts.length]! }]),
  })
  // every two of them share bands: 44,850 pairs
  expect(read).toBeGreaterThan(0)
  expect(read).toBeLessThan(300 * 68)
  expect(pairs.length).toBeLessThan(44_850 / 2)
})
