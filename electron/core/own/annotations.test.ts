import { afterEach, describe, expect, test } from 'vitest'
import { addArticles, onDay, prepared, temporaryArchive } from '../../dev/test-archive.ts'
import { EVERYTHING } from '../../shared/api.ts'
import type { Annotation } from '../../shared/own.ts'
import type { Place } from '../annotations/find-passage.ts'
import { openArchive, type Archive } from '../archive.ts'
import { ArticleWriter } from '../db/articles.ts'
import { packBlocks } from '../db/blobs.ts'
import { VersionWriter } from '../db/versions.ts'

const cleanups: (() => void)[] = []
afterEach(() => cleanups.splice(0).forEach((remove) => remove()))

const TEXT =
  'The gates stayed shut for a ninth day.\n\nOfficials said inflow had dropped 31 percent since August.'

function filled(): Archive {
  const { archive, remove } = temporaryArchive()
  cleanups.push(remove)
  addArticles(archive, [
    prepared({ title: 'Old', text: TEXT, published: onDay('2020-01-01') }),
    prepared({ title: 'New', text: 'Other words stand in this one.', published: onDay('2026-01-01') }),
  ])
  return archive
}

function highlight(archive: Archive, words: string, note = '', articleId = 1): Annotation {
  const start = articleId === 1 ? TEXT.indexOf(words) : 0
  const place = { start, end: start + words.length }
  return archive.answer('archive.annotate', { articleId, place, colour: 0, note }).value
}

function notesOf(archive: Archive, articleId = 1): Annotation[] {
  return archive.answer('archive.articleOwn', { articleId }).annotations
}

/** What a re-extraction does: the same article has another text. */
function rewrite(archive: Archive, text: string): void {
  const { codec, data } = packBlocks(text.split('\n\n').map((part) => ({ kind: 'paragraph', text: part })))
  archive.db.prepare('UPDATE body SET codec = ?, blocks = ? WHERE article_id = 1').run(codec, data)
}

/** What an import does that brings the same address with another text. @returns the number of the text of before */
function newVersion(archive: Archive, text: string): number {
  const { db } = archive
  const articles = new ArticleWriter(db)
  const { original_id: originalId } = db
    .prepare('SELECT original_id FROM body WHERE article_id = 1')
    .get() as {
    original_id: number
  }
  new VersionWriter(db, articles).add(1, prepared({ title: 'Old', text }), { originalId, capturedAtMs: null })
  articles.flush()
  return db.prepare('SELECT max(id) FROM version').pluck().get() as number
}

function titles(archive: Archive, text: string): string[] {
  const page = archive.answer('archive.list', { query: { ...EVERYTHING, text }, offset: 0, limit: 50 })
  return page.rows.map((row) => row.title)
}

describe('an annotation made while', () => {
  const NOW =
    'Rain fell at last.\n\nThe gates stayed shut for a ninth day, and a tenth.\n\nThe gates were old.'
  const at = (text: string, words: string) => {
    const start = text.indexOf(words)
    return { place: { start, end: start + words.length }, exact: words }
  }
  const annotate = (archive: Archive, input: { place: Place; exact?: string; version?: number }) =>
    archive.answer('archive.annotate', { articleId: 1, colour: 0, note: '', ...input }).value

  test('an older version is shown stands at its quote in the current text, or waits in the tray', () => {
    const archive = filled()
    const version = newVersion(archive, NOW)
    const stays = at(TEXT, 'stayed shut for a ninth day')
    expect(annotate(archive, { ...stays, version })).toMatchObject({
      quote: { exact: stays.exact, prefix: 'The gates ' },
      place: at(NOW, stays.exact).place,
      orphan: false,
    })
    const gone = at(TEXT, 'inflow had dropped')
    expect(annotate(archive, { place: gone.place, version })).toMatchObject({
      quote: { exact: gone.exact },
      place: null,
      orphan: true,
    })
    // a place of the version, which the current text has too, but with other words
    expect(annotate(archive, { place: { start: 0, end: 3 }, version }).quote?.exact).toBe('The')
    expect(() => annotate(archive, { place: { start: 0, end: 3 }, version: 77 })).toThrow('no version 77')
  })

  test('an import replaced the text that is shown does so, too', () => {
    const archive = filled()
    newVersion(archive, NOW)
    const stays = at(TEXT, 'stayed shut for a ninth day')
    expect(annotate(archive, stays)).toMatchObject({ place: at(NOW, stays.exact).place })
    expect(annotate(archive, at(TEXT, 'inflow had dropped'))).toMatchObject({ orphan: true })
  })

  test('the text was extracted again, and is nowhere any more, waits in the tray with its words', () => {
    const archive = filled()
    rewrite(archive, NOW)
    const made = annotate(archive, at(TEXT, 'gates stayed'))
    expect(made).toMatchObject({ quote: { exact: 'gates stayed' }, orphan: true })
    const place = { start: NOW.indexOf('were'), end: NOW.indexOf('were') + 4 }
    const attach = { annotationId: made.id, revision: made.revision, ...place }
    expect(archive.answer('archive.attachAnnotation', { ...attach, exact: 'were' })).toMatchObject({
      value: { quote: { exact: 'were' }, place, orphan: false },
    })
  })
})

describe('the Annotations view', () => {
  test('shows those with words of a note, or those without', () => {
    const archive = filled()
    highlight(archive, 'gates', 'mine')
    highlight(archive, 'inflow')
    const total = (note?: boolean) =>
      archive.answer('archive.annotations', { text: '', group: 'article', note, offset: 0, limit: 9 }).total
    expect([total(), total(true), total(false)]).toEqual([2, 1, 1])
  })
})

describe('an annotation', () => {
  test('keeps its passage with what stands around it', () => {
    const archive = filled()
    const made = highlight(archive, 'inflow had dropped', 'Gauge data **says** 29.')
    expect(made).toMatchObject({
      quote: {
        exact: 'inflow had dropped',
        prefix: expect.stringMatching(/Officials said $/),
        suffix: ' 31 percent since August.',
      },
      place: { start: TEXT.indexOf('inflow'), end: TEXT.indexOf('inflow') + 18 },
      orphan: false,
      revision: 1,
    })
    expect(made.uuid).toMatch(/^[0-9a-f-]{36}$/)
    highlight(archive, 'gates stayed')
    archive.answer('archive.annotate', { articleId: 1, place: null, colour: 2, note: 'On all of it.' })
    expect(notesOf(archive).map((one) => one.quote?.exact ?? one.note)).toEqual([
      'On all of it.',
      'gates stayed',
      'inflow had dropped',
    ])
  })

  test.each([
    [{ start: 5, end: 5 }],
    [{ start: 0, end: 5000 }],
    [{ start: 38, end: 40 }],
    [{ start: 9, end: 3 }],
  ])('is not made of nothing: %j', (place) => {
    const archive = filled()
    const make = () => archive.answer('archive.annotate', { articleId: 1, place, colour: 0, note: '' })
    expect(make).toThrow(expect.objectContaining({ code: 'bad-input' }))
    expect(() =>
      archive.answer('archive.annotate', { articleId: 9, place: null, colour: 0, note: '' }),
    ).toThrow('no article 9')
  })

  test('is undone, redone, and deleted with an undo', () => {
    const archive = filled()
    const { id } = highlight(archive, 'gates', 'one')
    archive.answer('archive.undo', {})
    expect(notesOf(archive)).toEqual([])
    archive.answer('archive.redo', undefined)
    expect(notesOf(archive)).toMatchObject([{ id, place: { start: 4, end: 9 } }])
    archive.answer('archive.deleteAnnotations', { annotationIds: [id] })
    expect(titles(archive, 'has:note')).toEqual([])
    archive.answer('archive.undo', {})
    expect(titles(archive, 'has:note')).toEqual(['Old'])
    expect(titles(archive, 'note:one')).toEqual(['Old'])
  })
})

describe('saving', () => {
  test('a note while it is typed is one step', () => {
    const archive = filled()
    let { id, revision } = highlight(archive, 'gates')
    for (const note of ['C', 'Check', 'Check 7(2)']) {
      const saved = archive.answer('archive.saveAnnotation', { annotationId: id, revision, note })
      if (saved.state === 'saved') revision = saved.value.revision
    }
    expect(revision).toBe(4)
    expect(archive.answer('archive.history', { limit: 9 }).changes.map((one) => one.label)).toEqual([
      'Note edited',
      'Highlight added',
    ])
    archive.answer('archive.undo', {})
    expect(notesOf(archive)).toMatchObject([{ note: '' }])
    archive.answer('archive.redo', undefined)
    expect(notesOf(archive)).toMatchObject([{ note: 'Check 7(2)' }])
  })

  test('from two places overwrites nothing', () => {
    const archive = filled()
    const { id } = highlight(archive, 'gates', 'first')
    const elsewhere = openArchive(archive.path)
    cleanups.unshift(() => elsewhere.close())
    const save = (where: Archive, note: string) =>
      where.answer('archive.saveAnnotation', { annotationId: id, revision: 1, note })
    expect(save(elsewhere, 'from the terminal').state).toBe('saved')
    expect(save(archive, 'from the window')).toMatchObject({
      state: 'conflict',
      theirs: { note: 'from the terminal', revision: 2 },
    })
    expect(notesOf(archive)).toMatchObject([{ note: 'from the terminal' }])
    expect(archive.answer('archive.history', { limit: 1 }).undo?.label).toBe('Note edited')
  })

  test('keeps whatever is written, but what no text holds', () => {
    const archive = filled()
    const note = "'; DROP TABLE annotation; --\n<script>alert(1)</script>\n\u202eعكس 🌊"
    const { id } = highlight(archive, 'gates', `${note}\0\u0007`)
    expect(notesOf(archive)).toMatchObject([{ id, note }])
  })
})

describe('when the text changes', () => {
  test('finds its passage again, or waits in the tray and comes back', () => {
    const archive = filled()
    highlight(archive, 'inflow had dropped 31 percent', 'a number')
    highlight(archive, 'gates stayed shut')
    rewrite(archive, `A new first line.\n\n${TEXT.split('\n\n')[1]!}`)
    const [found, lost] = notesOf(archive)
    expect(found).toMatchObject({ orphan: false, place: { start: 34 } })
    expect(lost).toMatchObject({ orphan: true, place: null, quote: { exact: 'gates stayed shut' } })
    expect(titles(archive, 'has:orphan')).toEqual(['Old'])
    expect(archive.answer('archive.ownCounts', undefined)).toMatchObject({
      annotations: 2,
      orphans: 1,
      annotated: 1,
    })
    rewrite(archive, TEXT)
    expect(notesOf(archive).map((one) => one.orphan)).toEqual([false, false])
  })

  test('an orphan is attached by hand', () => {
    const archive = filled()
    highlight(archive, 'gates stayed shut', 'mine')
    rewrite(archive, 'The doors were closed. Nobody knew why.')
    const [orphan] = notesOf(archive)
    const saved = archive.answer('archive.attachAnnotation', {
      annotationId: orphan!.id,
      revision: orphan!.revision,
      start: 4,
      end: 21,
    })
    expect(saved).toMatchObject({
      state: 'saved',
      value: { quote: { exact: 'doors were closed' }, orphan: false },
    })
    archive.answer('archive.undo', {})
    expect(notesOf(archive)).toMatchObject([
      { orphan: true, quote: { exact: 'gates stayed shut' }, note: 'mine' },
    ])
  })
})

describe('search and the view', () => {
  test('find words of notes and quotes', () => {
    const archive = filled()
    highlight(archive, 'inflow had dropped', 'Écluse: ask R. Okafor')
    highlight(archive, 'Other words', 'later', 2)
    expect(titles(archive, 'note:ecluse')).toEqual(['Old'])
    expect(titles(archive, 'note:"had dropped"')).toEqual(['Old'])
    expect(titles(archive, 'note:drop')).toEqual([])
    expect(titles(archive, 'note:drop*')).toEqual(['Old'])
    expect(titles(archive, 'note:later OR note:okafor')).toEqual(['New', 'Old'])
    expect(titles(archive, 'inflow has:highlight')).toEqual(['Old'])
    expect(titles(archive, '-has:note')).toEqual([])
    expect(titles(archive, 'ninth -note:okafor')).toEqual([])
  })

  test('group by article, colour and collection', () => {
    const archive = filled()
    const ask = { text: '', offset: 0, limit: 50 }
    highlight(archive, 'inflow', 'one')
    archive.answer('archive.annotate', { articleId: 1, place: { start: 4, end: 9 }, colour: 3, note: '' })
    highlight(archive, 'Other', 'two', 2)
    const { value } = archive.answer('archive.createCollection', { title: 'Dams', parentId: null })
    archive.answer('archive.addToCollection', {
      collectionId: value.id,
      selection: { ids: [1] },
      beforeId: null,
    })
    const view = (group: 'article' | 'colour' | 'collection') =>
      archive
        .answer('archive.annotations', { ...ask, group })
        .rows.map((row) => `${row.group.label} (${row.group.count}): ${row.quote?.exact}`)
    expect(view('article')).toEqual(['New (1): Other', 'Old (2): gates', 'Old (2): inflow'])
    expect(view('colour')).toEqual(['Yellow (2): Other', 'Yellow (2): inflow', 'Red (1): gates'])
    expect(view('collection')).toEqual(['Dams (2): gates', 'Dams (2): inflow', 'In no collection (1): Other'])
    expect(archive.answer('archive.annotations', { ...ask, group: 'article', text: 'tw*' }).total).toBe(1)
    expect(archive.answer('archive.annotations', { ...ask, group: 'article', colour: 3 }).total).toBe(1)
    expect(archive.answer('archive.annotations', { ...ask, group: 'article', orphans: true }).total).toBe(0)
  })
})
