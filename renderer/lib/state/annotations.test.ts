import { beforeEach, describe, expect, it, vi } from 'vitest'
import { AppError } from '../../../electron/shared/errors.ts'
import type { Annotation, ArticleOwn, Change } from '../../../electron/shared/own.ts'
import { fakeClient, later } from '../../dev/fake-client.ts'
import { Annotations } from './annotations.svelte.ts'
import { OwnArticle } from './own-article.svelte.ts'

const CHANGE: Change = { id: 7, label: 'Note deleted', atMs: 0, state: 'done', rows: 1 }

function annotation(id: number, change: Partial<Annotation> = {}): Annotation {
  return {
    id,
    uuid: `u${id}`,
    articleId: 1,
    quote: { exact: 'words', prefix: '', suffix: '' },
    colour: 0,
    note: '',
    place: { start: id * 10, end: id * 10 + 5 },
    orphan: false,
    createdAtMs: 0,
    modifiedAtMs: 0,
    revision: 1,
    ...change,
  }
}

const whole = (id: number, note: string) => annotation(id, { quote: null, place: null, note })

/** A little archive of one article, and the reader's view of it. */
async function desk(...annotations: Annotation[]) {
  const held = new Map(annotations.map((one) => [one.id, one]))
  const undo = vi.fn()
  const unsaved = vi.fn()
  const lost = vi.fn()
  let next = 100
  const save = (id: number, revision: number, change: Partial<Annotation>) => {
    const known = held.get(id)!
    if (known.revision !== revision) return { state: 'conflict' as const, theirs: known }
    const value = { ...known, ...change, revision: revision + 1 }
    held.set(id, value)
    return { state: 'saved' as const, value, change: CHANGE }
  }
  const client = fakeClient({
    'archive.articleOwn': () => own([...held.values()]),
    'archive.annotate': ({ articleId, place, colour, note }) => {
      const value = annotation(++next, { articleId, place, colour, note, ...(!place && { quote: null }) })
      held.set(value.id, value)
      return { value, change: CHANGE }
    },
    'archive.saveAnnotation': ({ annotationId, revision, ...change }) => save(annotationId, revision, change),
    'archive.attachAnnotation': ({ annotationId, revision, start, end }) =>
      save(annotationId, revision, { place: { start, end }, orphan: false }),
    'archive.deleteAnnotations': ({ annotationIds }) => {
      for (const id of annotationIds) held.delete(id)
      return { value: annotationIds.length, change: CHANGE }
    },
  })
  const article = new OwnArticle(client, undo)
  const notes = new Annotations(client, article, { undo, unsaved, lost })
  await article.open(1)
  return { client, held, article, notes, undo, unsaved, lost }
}

function own(annotations: Annotation[]): ArticleOwn {
  return {
    tags: [],
    annotations,
    collections: [],
    read: false,
    starred: false,
    position: null,
    trashedAtMs: null,
  }
}

beforeEach(() => void vi.useRealTimers())

describe('highlighting', () => {
  it('shows at once what was made, in the order of the text, in the colour chosen last', async () => {
    const { notes } = await desk(annotation(1), annotation(9))
    await notes.highlight({ start: 50, end: 55 }, 'some', 2)?.made
    await notes.highlight({ start: 20, end: 25 }, 'words')?.made
    expect(notes.entries.map(({ annotation }) => [annotation.place?.start, annotation.colour])).toEqual([
      [10, 0],
      [20, 2],
      [50, 2],
      [90, 0],
    ])
    expect(notes.entry(notes.active)?.annotation.place?.start).toBe(20)
  })

  it('is there before the archive has it, and can be written on', async () => {
    const { notes, client, held } = await desk(annotation(1))
    const slow = later<void>()
    const annotate = client.answers['archive.annotate']!
    client.answers['archive.annotate'] = async (input) => {
      await slow.promise
      return annotate(input)
    }
    const { key, made } = notes.highlight({ start: 40, end: 45 }, 'some words')!
    notes.edit(key)
    notes.draft(key)?.type('at once')
    const flushed = notes.flush()
    expect(notes.entries.map((one) => one.annotation.quote?.exact)).toEqual(['words', 'some words'])
    slow.resolve()
    await Promise.all([made, flushed])
    expect(held.get(101)).toMatchObject({ note: 'at once', place: { start: 40, end: 45 }, revision: 2 })
    expect(notes.entries.map((one) => one.key)).toEqual([1, key])
    expect([notes.editing, client.count('archive.annotate')]).toEqual([key, 1])
  })

  it('that the archive refuses is not there', async () => {
    const { notes, client } = await desk()
    client.answers['archive.annotate'] = () => {
      throw new AppError('archive-read-only', 'Read only.')
    }
    await expect(notes.highlight({ start: 1, end: 5 }, 'word')!.made).rejects.toThrow('Read only.')
    expect(notes.entries).toEqual([])
  })

  it('that the archive refuses keeps what was written on it, and is tried again', async () => {
    const { notes, client, held } = await desk()
    const annotate = client.answers['archive.annotate']!
    client.answers['archive.annotate'] = () => {
      throw new AppError('disk-full', 'The disk is full.')
    }
    const { key, made } = notes.highlight({ start: 1, end: 5 }, 'word')!
    notes.edit(key)
    notes.draft(key)?.type('precious')
    await expect(made).rejects.toThrow()
    await notes.flush()
    expect(notes.draft(key)).toMatchObject({ state: 'failed', text: 'precious' })
    client.answers['archive.annotate'] = annotate
    await notes.flush()
    expect([...held.values()]).toMatchObject([{ note: 'precious', place: { start: 1, end: 5 } }])
    expect([notes.entries.length, notes.draft(key)?.state]).toEqual([1, 'saved'])
  })

  it('changes a colour, also when the note was saved elsewhere meanwhile: that stays', async () => {
    const { notes, held } = await desk(annotation(1))
    held.set(1, annotation(1, { note: 'theirs', revision: 4 }))
    await notes.recolour(1, 3)
    expect(held.get(1)).toMatchObject({ colour: 3, note: 'theirs', revision: 5 })
    expect(notes.entries[0]?.annotation).toMatchObject({ colour: 3, note: 'theirs' })
  })

  it('deletes with a way back, and saves first what was being written', async () => {
    const { notes, client, undo } = await desk(annotation(1))
    notes.edit(1)
    notes.draft(1)?.type('last words')
    await notes.remove(1)
    expect(client.asked.map(({ method }) => method).slice(1)).toEqual([
      'archive.saveAnnotation',
      'archive.deleteAnnotations',
    ])
    expect([notes.entries, notes.editing, notes.active]).toEqual([[], null, null])
    expect(undo).toHaveBeenCalledWith(CHANGE)
  })

  it('gives an orphan a new place', async () => {
    const { notes, undo } = await desk(annotation(1, { place: null, orphan: true }))
    expect(notes.orphans).toHaveLength(1)
    await notes.attach(1, { start: 3, end: 8 }, 'the words')
    expect(notes.orphans).toHaveLength(0)
    expect(notes.placed[0]?.annotation.place).toEqual({ start: 3, end: 8 })
    expect(undo).toHaveBeenCalledOnce()
  })

  it('walks them in their order', async () => {
    const { notes } = await desk(whole(5, 'x'), annotation(1), annotation(2))
    const keys = [notes.neighbour(1)?.key, notes.neighbour(-1)?.key]
    notes.activate(1)
    expect([...keys, notes.neighbour(1)?.key, notes.neighbour(-1)?.key]).toEqual([5, 2, 2, 5])
  })
})

describe('a note on the whole article', () => {
  it('comes into the archive with its first words, and stays the same card', async () => {
    const { notes, client } = await desk(annotation(1))
    notes.begin()
    const key = notes.editing!
    expect(notes.entries[0]).toMatchObject({ key, annotation: { quote: null, note: '' } })
    expect(client.count('archive.annotate')).toBe(0)
    const draft = notes.draft(key)!
    draft.type('Best account')
    await draft.flush()
    expect(notes.entries.map((one) => one.key)).toEqual([key, 1])
    expect([notes.editing, notes.draft(key)]).toEqual([key, draft])
    draft.type('Best account so far')
    await notes.finish(key)
    expect(notes.entries[0]?.annotation).toMatchObject({ note: 'Best account so far', id: 101 })
    expect(client.count('archive.annotate')).toBe(1)
  })

  it('stays where it stands when it gets its number', async () => {
    const { notes, article } = await desk(whole(5, 'before'), annotation(1))
    notes.begin()
    const order = () => notes.entries.map(({ key }) => key)
    const before = order()
    expect(before).toEqual([5, notes.editing, 1])
    notes.draft(notes.editing!)?.type('new')
    await notes.flush()
    expect(order()).toEqual(before)
    await article.refresh()
    expect(order()).toEqual(before)
  })

  it('left empty is none', async () => {
    const { notes, client } = await desk()
    notes.begin()
    await notes.finish(notes.editing!)
    expect(notes.entries).toEqual([])
    expect(client.count('archive.annotate')).toBe(0)
  })

  it('emptied again is deleted, with a way back', async () => {
    const { notes, undo, held } = await desk(whole(3, 'was'))
    notes.edit(3)
    notes.draft(3)?.type('')
    await notes.finish(3)
    expect([notes.entries, [...held]]).toEqual([[], []])
    expect(undo).toHaveBeenCalledOnce()
  })
})

describe('leaving the article', () => {
  it('saves what is being written', async () => {
    const { notes, held } = await desk(annotation(1))
    notes.edit(1)
    notes.draft(1)?.type('in haste')
    await notes.leave()
    expect([held.get(1)?.note, notes.editing]).toEqual(['in haste', null])
  })

  it('keeps what could not be saved, tells it, and has it again on return', async () => {
    const { notes, client, article, unsaved } = await desk(annotation(1))
    const saving = client.answers['archive.saveAnnotation']!
    client.answers['archive.saveAnnotation'] = () => {
      throw new AppError('disk-full', 'The disk is full.')
    }
    notes.draft(1)?.type('precious')
    await notes.leave()
    expect(unsaved).toHaveBeenCalledWith(1, notes.draft(1))
    client.answers['archive.saveAnnotation'] = saving
    await article.open(1)
    expect(notes.draft(1)?.text).toBe('precious')
    await notes.flush()
    expect(notes.entries[0]?.annotation.note).toBe('precious')
  })
})

describe('leaving the archive', () => {
  it('nothing of it is saved into the next one; what could not be saved is told with its words', async () => {
    const { notes, client, lost } = await desk(annotation(1), annotation(2))
    client.answers['archive.saveAnnotation'] = () => {
      throw new AppError('disk-full', 'The disk is full.')
    }
    notes.draft(1)?.type('precious')
    notes.draft(2)
    await notes.settle()
    const left = notes.draft(1)!
    notes.clear()
    expect(lost.mock.calls).toEqual([['precious']])
    const next = vi.fn()
    client.answers['archive.saveAnnotation'] = next
    await notes.flush()
    left.type('typed into a box that is about to go')
    await left.flush()
    expect(next).not.toHaveBeenCalled()
  })
})

describe('what changes elsewhere', () => {
  it('is followed, but for what is being written', async () => {
    const { notes, held, article } = await desk(annotation(1), annotation(2))
    notes.draft(1)
    notes.draft(2)?.type('mine')
    held.set(1, annotation(1, { note: 'from the command line', revision: 2 }))
    held.set(2, annotation(2, { note: 'theirs', revision: 2 }))
    await article.changed({ areas: ['annotations'], articleIds: [1], undo: null, redo: null })
    notes.follow()
    expect(notes.draft(1)?.text).toBe('from the command line')
    await notes.flush()
    expect(notes.draft(2)).toMatchObject({ state: 'conflict', text: 'mine', theirs: { note: 'theirs' } })
    expect(held.get(2)?.note).toBe('theirs')
  })

  it('in other articles is not asked for', async () => {
    const { article, client } = await desk()
    await article.changed({ areas: ['annotations'], articleIds: [2], undo: null, redo: null })
    await article.changed({ areas: ['outlets'], articleIds: null, undo: null, redo: null })
    expect(client.count('archive.articleOwn')).toBe(1)
    await article.changed({ areas: ['tags'], articleIds: null, undo: null, redo: null })
    expect(client.count('archive.articleOwn')).toBe(2)
  })

  it('an answer from before a save does not bring the old state back, and is asked for again', async () => {
    const { article, notes, client, held } = await desk(annotation(1))
    const slow = later<ArticleOwn>()
    const now = client.answers['archive.articleOwn']!
    client.answers['archive.articleOwn'] = () => slow.promise
    const refreshed = article.refresh()
    client.answers['archive.articleOwn'] = now
    await notes.recolour(1, 2)
    held.set(2, annotation(2))
    slow.resolve(own([annotation(1)]))
    await refreshed
    expect(notes.entries.map((one) => one.annotation.colour)).toEqual([2, 0])
  })
})

it('tags, stars and marks; a star that could not be set is none', async () => {
  const { article, client, undo } = await desk()
  client.answers['archive.mark'] = () => ({ value: 1, change: CHANGE })
  await article.star(true)
  await article.setRead(true)
  expect(article.own).toMatchObject({ starred: true, read: true })
  client.answers['archive.mark'] = () => {
    throw new AppError('archive-read-only', 'Read only.')
  }
  await expect(article.star(false)).rejects.toThrow('Read only.')
  expect(article.own?.starred).toBe(true)
  client.answers['archive.tagArticles'] = () => ({ value: 1, change: CHANGE })
  await article.untag('policy/water')
  expect(client.asked.at(-1)?.input).toEqual({ selection: { ids: [1] }, add: [], remove: ['policy/water'] })
  expect(undo).toHaveBeenCalledOnce()
})
