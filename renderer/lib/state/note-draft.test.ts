import { expect, it } from 'vitest'
import type { Saved } from '../../../electron/shared/own.ts'
import { NoteDraft } from './note-draft.svelte.ts'

interface Note {
  note: string
  revision: number
}

/** Somebody else saved once before. */
function contested() {
  let stored: Note = { note: 'theirs', revision: 2 }
  const write = async (base: Note, note: string): Promise<Saved<Note>> => {
    if (base.revision !== stored.revision) return { state: 'conflict', theirs: stored }
    stored = { note, revision: stored.revision + 1 }
    return { state: 'saved', value: stored, change: null }
  }
  const draft = new NoteDraft<Note>({ note: 'old', revision: 1 }, ({ note }) => note, write)
  draft.text = 'mine'
  return { draft, stored: () => stored }
}

it('overwrites nothing that somebody else wrote, until it was seen', async () => {
  const { draft, stored } = contested()
  expect(await draft.save()).toBe(false)
  expect(draft.theirs).toBe('theirs')
  expect(stored().note).toBe('theirs')
  expect(draft.text).toBe('mine')
  expect(await draft.keepMine()).toBe(true)
  expect(stored().note).toBe('mine')
})

it('takes theirs where that is wanted', async () => {
  const { draft, stored } = contested()
  await draft.save()
  draft.takeTheirs()
  expect([draft.text, draft.isChanged, draft.theirs]).toEqual(['theirs', false, null])
  expect(await draft.save()).toBe(true)
  expect(stored().revision).toBe(2)
})
