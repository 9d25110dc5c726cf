import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { AppError } from '../../../electron/shared/errors.ts'
import type { Annotation, Saved } from '../../../electron/shared/own.ts'
import { later } from '../../dev/fake-client.ts'
import { AutosavedNote } from './autosaved-note.svelte.ts'

const annotation = (note: string, revision: number) => ({ id: 1, note, revision, colour: 0 }) as Annotation
const saved = (note: string, revision: number): Saved<Annotation> => ({
  state: 'saved',
  value: annotation(note, revision),
  change: null,
})
const conflict = (note: string, revision: number): Saved<Annotation> => ({
  state: 'conflict',
  theirs: annotation(note, revision),
})

/** An archive that holds one note. */
function archive(note = '', revision = 1) {
  const held = { note, revision }
  const save = vi.fn(async (from: number, text: string): Promise<Saved<Annotation>> => {
    if (from !== held.revision) return conflict(held.note, held.revision)
    Object.assign(held, { note: text, revision: held.revision + 1 })
    return saved(held.note, held.revision)
  })
  return { held, save, draft: new AutosavedNote(annotation(note, revision), save) }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('saving', () => {
  it('happens within a second of the first key, however long one types on', async () => {
    const { held, draft } = archive()
    for (let i = 1; i <= 30; i += 1) {
      draft.type('x'.repeat(i))
      await vi.advanceTimersByTimeAsync(90)
      expect(draft.text.length - held.note.length).toBeLessThanOrEqual(8)
    }
    await vi.advanceTimersByTimeAsync(700)
    expect(held.note).toBe('x'.repeat(30))
    expect(draft.state).toBe('saved')
  })

  it('happens at once when asked to, and not at all when nothing changed', async () => {
    const { held, save, draft } = archive('a')
    await draft.flush()
    draft.type('ab')
    expect([draft.state, draft.unsaved]).toEqual(['saving', true])
    await draft.flush()
    expect([held.note, draft.state, draft.unsaved]).toEqual(['ab', 'saved', false])
    draft.type('abc')
    draft.type('ab')
    await vi.advanceTimersByTimeAsync(2000)
    expect(save).toHaveBeenCalledTimes(1)
  })

  it('goes one after the other, each from the revision of the last', async () => {
    const first = later<Saved<Annotation>>()
    const save = vi.fn((revision: number, note: string) =>
      revision === 1 ? first.promise : Promise.resolve(saved(note, revision + 1)),
    )
    const draft = new AutosavedNote(annotation('', 1), save)
    draft.type('a')
    const flushed = draft.flush()
    draft.type('ab')
    const again = draft.flush()
    first.resolve(saved('a', 2))
    await Promise.all([flushed, again])
    expect(save.mock.calls).toEqual([
      [1, 'a'],
      [2, 'ab'],
    ])
    expect(draft.state).toBe('saved')
  })

  it('that fails keeps the text, says why, and tries again with the next key', async () => {
    const { held, save, draft } = archive()
    save.mockRejectedValueOnce(new AppError('disk-full', 'The disk is full.'))
    draft.type('a')
    await draft.flush()
    expect([draft.state, draft.problem, draft.unsaved]).toEqual(['failed', 'The disk is full.', true])
    draft.type('ab')
    await vi.advanceTimersByTimeAsync(700)
    expect([held.note, draft.state, draft.problem]).toEqual(['ab', 'saved', null])
  })
})

describe('the same note saved elsewhere meanwhile', () => {
  async function inConflict() {
    const { held, save, draft } = archive('base')
    Object.assign(held, { note: 'theirs', revision: 2 })
    draft.type('mine')
    await draft.flush()
    return { held, save, draft }
  }

  it('overwrites nothing and shows both', async () => {
    const { held, draft } = await inConflict()
    expect(held.note).toBe('theirs')
    expect([draft.state, draft.text, draft.theirs?.note]).toEqual(['conflict', 'mine', 'theirs'])
    draft.type('mine, more')
    await vi.advanceTimersByTimeAsync(2000)
    expect(held.note).toBe('theirs')
  })

  it.each([
    ['keepMine', 'mine'],
    ['takeTheirs', 'theirs'],
    ['keepBoth', 'theirs\n\nmine'],
  ] as const)('%s', async (choice, note) => {
    const { held, draft } = await inConflict()
    await draft[choice]()
    expect([held.note, draft.text, draft.state, draft.theirs]).toEqual([note, note, 'saved', null])
  })

  it('a third save while choosing is a conflict again', async () => {
    const { held, draft } = await inConflict()
    Object.assign(held, { note: 'third', revision: 3 })
    await draft.keepMine()
    expect([held.note, draft.state, draft.theirs?.note]).toEqual(['third', 'conflict', 'third'])
  })

  it('both are kept where nobody chose before the archive is closed', async () => {
    const { held, draft } = await inConflict()
    Object.assign(held, { note: 'third', revision: 3 })
    await draft.settle()
    expect(held.note).toBe('third\n\ntheirs\n\nmine')
    expect(draft.unsaved).toBe(false)
  })

  it('another colour, or the same words, are none', async () => {
    const { held, draft } = archive('base')
    held.revision = 2
    draft.type('mine')
    await draft.flush()
    expect([held.note, draft.state]).toEqual(['mine', 'saved'])
    Object.assign(held, { note: 'agreed', revision: 9 })
    draft.type('agreed')
    await draft.flush()
    expect([draft.state, draft.unsaved]).toEqual(['saved', false])
  })
})

describe('what the archive says meanwhile', () => {
  it('is taken while nothing is written here', () => {
    const { draft } = archive('a')
    draft.accept({ note: 'b', revision: 2 })
    expect([draft.text, draft.unsaved]).toEqual(['b', false])
    draft.accept({ note: 'old', revision: 1 })
    expect(draft.text).toBe('b')
  })

  it('is no reason to lose what is written here', async () => {
    const { held, draft } = archive('a')
    draft.type('mine')
    Object.assign(held, { note: 'b', revision: 2 })
    draft.accept(held)
    expect(draft.text).toBe('mine')
    await draft.flush()
    expect([held.note, draft.state]).toEqual(['b', 'conflict'])
  })
})
