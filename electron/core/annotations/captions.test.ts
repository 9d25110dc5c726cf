import { createHash } from 'node:crypto'
import { afterEach, describe, expect, test } from 'vitest'
import { addArticles, prepared, temporaryArchive } from '../../dev/test-archive.ts'
import { annotatedText } from '../../shared/anchors.ts'
import { EVERYTHING } from '../../shared/api.ts'
import { bodyText, type Block } from '../../shared/model.ts'
import type { Archive } from '../archive.ts'
import { packBlocks } from '../db/blobs.ts'

const cleanups: (() => void)[] = []
afterEach(() => cleanups.splice(0).forEach((remove) => remove()))

const image = { src: 'https://tidewater.example/1.jpg', alt: '', sha256: null }
const FIRST: Block = {
  kind: 'paragraph',
  text: 'The gates stayed shut for a ninth day, said the keeper of the dam.',
}
const LAST: Block = { kind: 'paragraph', text: 'Officials said inflow had dropped 31 percent since August.' }
const GATES: Block = {
  kind: 'figure',
  text: 'The gates of the upper dam on Friday. Photo: Hanne Lund',
  image,
}
const COUNCIL: Block = { kind: 'caption', text: 'Members of the council leave the hall after the vote.' }
const BLOCKS = [FIRST, GATES, LAST, COUNCIL]

function filled(blocks = BLOCKS): Archive {
  const { archive, remove } = temporaryArchive()
  cleanups.push(remove)
  addArticles(archive, [prepared({ title: 'Dam', text: bodyText(blocks) })])
  rewrite(archive, blocks)
  return archive
}

function rewrite(archive: Archive, blocks: Block[]): void {
  const { codec, data } = packBlocks(blocks)
  archive.db.prepare('UPDATE body SET codec = ?, blocks = ? WHERE article_id = 1').run(codec, data)
}

function highlight(archive: Archive, words: string, blocks = BLOCKS) {
  const start = annotatedText(blocks).indexOf(words)
  expect(start).toBeGreaterThanOrEqual(0)
  const place = { start, end: start + words.length }
  return archive.answer('archive.annotate', { articleId: 1, place, colour: 0, note: '' }).value
}

/** The words that each annotation stands on now; null for one in the tray. */
function standing(archive: Archive, blocks: Block[]): (string | null)[] {
  const text = annotatedText(blocks)
  return archive
    .answer('archive.articleOwn', { articleId: 1 })
    .annotations.map(({ place }) => place && text.slice(place.start, place.end))
}

describe('a caption', () => {
  test('can be highlighted, with what stands beside it in the captions', () => {
    const archive = filled()
    const made = highlight(archive, 'the upper dam on Friday')
    expect(made).toMatchObject({
      quote: {
        exact: 'the upper dam on Friday',
        prefix: 'The gates of ',
        suffix: expect.stringMatching(/^\. Photo: Hanne Lund/),
      },
      orphan: false,
    })
    expect(made.place!.start).toBeGreaterThan(bodyText(BLOCKS).length)
    expect(standing(archive, BLOCKS)).toEqual(['the upper dam on Friday'])
  })

  test('keeps its highlight while the body changes, and other captions come and go', () => {
    const archive = filled()
    highlight(archive, 'leave the hall after the vote')
    const longer: Block = { kind: 'paragraph', text: 'A paragraph more, at the very beginning of it all.' }
    const other: Block = { kind: 'caption', text: 'A map of the lower basin.' }
    for (const blocks of [[longer, ...BLOCKS], [FIRST, COUNCIL], [other, ...BLOCKS, other], [COUNCIL]]) {
      rewrite(archive, blocks)
      expect(standing(archive, blocks)).toEqual(['leave the hall after the vote'])
    }
  })

  test('that is gone leaves its highlight in the tray, and takes it back when it comes again', () => {
    const archive = filled()
    highlight(archive, 'leave the hall after the vote')
    const without = [FIRST, GATES, LAST]
    rewrite(archive, without)
    expect(standing(archive, without)).toEqual([null])
    rewrite(archive, BLOCKS)
    expect(standing(archive, BLOCKS)).toEqual(['leave the hall after the vote'])
  })

  test('that is a paragraph for a newer extractor keeps its highlight, and the reverse', () => {
    const archive = filled()
    highlight(archive, 'leave the hall after the vote')
    highlight(archive, 'inflow had dropped 31 percent')
    const swapped: Block[] = [FIRST, GATES, { ...COUNCIL, kind: 'paragraph' }, { ...LAST, kind: 'caption' }]
    rewrite(archive, swapped)
    expect(standing(archive, swapped).sort()).toEqual([
      'inflow had dropped 31 percent',
      'leave the hall after the vote',
    ])
  })

  test('is no part of what a search finds, but its highlight is', () => {
    const archive = filled()
    highlight(archive, 'Members of the council')
    const found = (text: string) =>
      archive.answer('archive.list', { query: { ...EVERYTHING, text }, offset: 0, limit: 9 }).total
    expect([found('inflow'), found('members'), found('note:members')]).toEqual([1, 0, 1])
  })

  test('leaves and comes back as W3C, at its place', () => {
    const archive = filled()
    const made = highlight(archive, 'the upper dam on Friday')
    const { start, end } = archive.db
      .prepare('SELECT start_at AS start, end_at AS end FROM annotation')
      .get() as {
      start: number
      end: number
    }
    expect({ start, end }).toEqual(made.place)
    expect(annotatedText(BLOCKS).slice(start, end)).toBe('the upper dam on Friday')
  })
})

describe('the body', () => {
  test('has its places and its key as if there were no captions', () => {
    const archive = filled()
    const made = highlight(archive, 'since August.')
    expect(made.place).toEqual({
      start: bodyText(BLOCKS).indexOf('since August.'),
      end: bodyText(BLOCKS).length,
    })
    expect(made.quote!.suffix).toBe('')
    const key = createHash('sha256').update(bodyText(BLOCKS)).digest('hex').slice(0, 16)
    const keys = archive.db
      .prepare('SELECT text_key FROM annotation UNION ALL SELECT text_key FROM anchor')
      .pluck()
    expect(keys.all()).toEqual([key, key])
    rewrite(archive, [FIRST, LAST])
    expect(archive.answer('archive.articleOwn', { articleId: 1 }).annotations).toEqual([made])
  })

  test('does not take a highlight over the border into the captions', () => {
    const archive = filled()
    const { length } = bodyText(BLOCKS)
    for (const place of [
      { start: length - 5, end: length + 8 },
      { start: length, end: length + 2 },
      { start: 0, end: annotatedText(BLOCKS).length },
    ]) {
      const make = () => archive.answer('archive.annotate', { articleId: 1, place, colour: 0, note: '' })
      expect(make).toThrow('There is no text at this place.')
    }
  })

  test('and captions that say the same are told apart', () => {
    const same = [FIRST, { ...FIRST, kind: 'caption' as const }, LAST]
    const archive = filled(same)
    const words = 'stayed shut for a ninth day'
    highlight(archive, words, same)
    const start = annotatedText(same).lastIndexOf(words)
    const place = { start, end: start + words.length }
    archive.answer('archive.annotate', { articleId: 1, place, colour: 1, note: '' })
    const longer = [LAST, ...same]
    rewrite(archive, longer)
    const { annotations } = archive.answer('archive.articleOwn', { articleId: 1 })
    expect(annotations.map((one) => [one.colour, one.place!.start])).toEqual([
      [0, annotatedText(longer).indexOf(words)],
      [1, annotatedText(longer).lastIndexOf(words)],
    ])
  })

  test('may be missing: of pictures alone the captions can be highlighted', () => {
    const archive = filled([GATES, COUNCIL])
    const made = highlight(archive, 'The gates of', [GATES, COUNCIL])
    expect(made.place).toEqual({ start: 0, end: 12 })
  })
})
