import { expect, it } from 'vitest'
import type { Change, History } from '../../../electron/shared/own.ts'
import { AppError } from '../../../electron/shared/errors.ts'
import { fakeClient } from '../../dev/fake-client.ts'
import { Changes } from './changes.svelte.ts'
import { Notices } from './notices.svelte.ts'

const change = (id: number, rows = 1): Change => ({ id, label: `Change ${id}`, atMs: 0, state: 'done', rows })
const history = (undo: Change | null, redo: Change | null): History => ({ changes: [], undo, redo })

function setUp() {
  const client = fakeClient({
    'archive.undo': () => history(null, change(7)),
    'archive.redo': () => history(change(7), null),
    'menu.changes': () => {},
  })
  const notices = new Notices()
  return { client, notices, changes: new Changes(client, notices) }
}

it('says what was done to many, with the way back to just that', async () => {
  const { changes, notices, client } = setUp()
  expect(await changes.carry('no', async () => ({ value: 5, change: change(7, 50) }), { loud: false })).toBe(
    5,
  )
  expect(notices.toasts).toMatchObject([{ text: 'Change 7', action: { label: 'Undo' } }])
  notices.toasts[0]!.action!.run()
  await Promise.resolve()
  expect(client.asked).toContainEqual({ method: 'archive.undo', input: { changeId: 7 } })
  expect(client.asked).toContainEqual({ method: 'menu.changes', input: { undo: 'Change 7', redo: null } })
})

it('keeps quiet about one article, and about what changed nothing', async () => {
  const { changes, notices } = setUp()
  await changes.carry('no', async () => ({ value: 1, change: change(7) }), { loud: false })
  await changes.carry('no', async () => ({ value: 0, change: null }))
  expect(notices.toasts).toEqual([])
})

it('shows the last change only', async () => {
  const { changes, notices } = setUp()
  notices.toast('another matter')
  for (const id of [1, 2, 3]) changes.made(change(id, 9))
  expect(notices.toasts.map(({ text }) => text)).toEqual(['another matter', 'Change 3'])
})

it('undoes and redoes, and says so where there is nothing', async () => {
  const { changes, notices, client } = setUp()
  await changes.undo()
  expect(notices.toasts.at(-1)?.text).toBe('Nothing to undo')
  expect(client.count('archive.undo')).toBe(0)
  changes.told({ undo: change(7), redo: null })
  await changes.undo()
  expect(notices.toasts.at(-1)).toMatchObject({ text: 'Undone: Change 7', action: { label: 'Redo' } })
  expect(changes.redoable?.id).toBe(7)
  await changes.redo()
  expect(notices.toasts.at(-1)?.text).toBe('Done again: Change 7')
})

it('says what went wrong, and answers nothing', async () => {
  const { changes, notices } = setUp()
  const failed = await changes.carry('The tag could not be made', async () => {
    throw new AppError('bad-input', 'A tag has no control characters.')
  })
  expect(failed).toBeUndefined()
  expect(notices.problem).toMatchObject({
    title: 'The tag could not be made',
    message: 'A tag has no control characters.',
  })
})
