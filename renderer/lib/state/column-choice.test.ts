import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { ColumnsPreview } from '../../../electron/shared/mapping.ts'
import type { Client } from '../client.ts'
import { ColumnChoice, needsColumns } from './column-choice.svelte.ts'

const preview = (title: string): ColumnsPreview => ({
  name: 'a.csv',
  readBy: null,
  columns: [
    { path: 'was', samples: ['Gate 1'] },
    { path: 'worum', samples: ['It stayed shut.'] },
  ],
  mapping: { fields: { title: ['was'] }, dates: 'auto', body: 'auto' },
  isKept: false,
  articles: [{ refusal: title }, { refusal: 'second' }],
})

function made(
  answers: (input: unknown) => Promise<ColumnsPreview> = () => Promise.resolve(preview('first')),
) {
  const calls: [string, unknown][] = []
  const client = {
    call: (method: string, input: unknown) => {
      calls.push([method, input])
      return method === 'import.columns' ? answers(input) : Promise.resolve()
    },
  } as unknown as Client
  const chosen: unknown[] = []
  return { choice: new ColumnChoice(client, (dump) => chosen.push(dump)), calls, chosen }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('begins with the proposal, and looks again after a change, once for several', async () => {
  const { choice, calls } = made()
  choice.begin({ importId: 1, dumpId: 7 })
  await vi.runAllTimersAsync()
  expect(choice.columnsOf('title')).toEqual(['was'])
  expect(choice.article).toEqual({ refusal: 'first' })
  choice.turn(-1)
  expect(choice.article).toEqual({ refusal: 'second' })
  choice.setColumns('body', ['worum'])
  choice.setDates('dmy')
  expect(choice.looking).toBe(true)
  await vi.runAllTimersAsync()
  expect(choice.looking).toBe(false)
  expect(calls).toHaveLength(2)
  expect(calls[1]![1]).toEqual({
    dumpId: 7,
    mapping: { fields: { title: ['was'], body: ['worum'] }, dates: 'dmy', body: 'auto' },
  })
})

it('keeps the choice, and has the file read; nothing is kept without a title or a text', async () => {
  const { choice, calls, chosen } = made()
  choice.begin({ importId: 1, dumpId: 7 })
  await vi.runAllTimersAsync()
  choice.setColumns('title', [])
  expect(choice.isComplete).toBe(false)
  expect(await choice.save()).toBe(false)
  choice.setColumns('body', ['worum'])
  expect(await choice.save()).toBe(true)
  expect(calls.at(-1)).toEqual([
    'archive.saveMapping',
    { columns: ['was', 'worum'], mapping: { fields: { body: ['worum'] }, dates: 'auto', body: 'auto' } },
  ])
  expect(chosen).toEqual([{ importId: 1, dumpId: 7 }])
  expect(choice.isOpen).toBe(false)
})

it('says why a file cannot be looked at, and forgets answers that come too late', async () => {
  const { choice } = made(() => Promise.reject(new Error('It is gone.')))
  choice.begin({ importId: 1, dumpId: 7 })
  await vi.runAllTimersAsync()
  expect(choice.problem).toContain('It is gone.')
  let answer: (value: ColumnsPreview) => void = () => {}
  const late = made(() => new Promise((resolve) => (answer = resolve)))
  late.choice.begin({ importId: 1, dumpId: 7 })
  late.choice.end()
  answer(preview('late'))
  await vi.runAllTimersAsync()
  expect(late.choice.preview).toBeNull()
})

it('knows the refusals that a choice of columns mends', () => {
  expect(
    needsColumns('Nothing says which of its columns is the title or the text (a, b). Choose its columns …'),
  ).toBe(true)
  expect(needsColumns('The file is empty.')).toBe(false)
  expect(needsColumns(null)).toBe(false)
})
