import { spawnSync } from 'node:child_process'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { temporaryArchive } from '../../dev/test-archive.ts'
import type { Archive } from '../archive.ts'
import {
  createImport,
  endImport,
  isComplete,
  listDumps,
  listImports,
  markInterrupted,
  readImport,
  reopenImport,
} from './imports.ts'
import { thisRunner } from './runner.ts'

let archive: Archive
let remove: () => void
beforeEach(() => {
  ;({ archive, remove } = temporaryArchive())
})
afterEach(() => remove())

function runBy(runner: string | null): number {
  const { id } = createImport(archive.db, 'test', ['/a'])
  archive.db.prepare('UPDATE import_run SET runner = ? WHERE id = ?').run(runner, id)
  return id
}

/** The number of a process that is surely gone. */
function deadRunner(): string {
  const { pid } = spawnSync('true')
  return thisRunner().replace(/\d+$/, String(pid))
}

describe('an import whose process is gone', () => {
  test('is called interrupted, one that runs is left alone', () => {
    const dead = runBy(deadRunner())
    const alive = runBy(thisRunner())
    expect(markInterrupted(archive.db).map(({ id, state }) => [id, state])).toEqual([[dead, 'interrupted']])
    expect(readImport(archive.db, alive).state).toBe('running')
    expect(markInterrupted(archive.db)).toEqual([])
  })

  test('is known after a reboot, though another process has its number now', () => {
    const [host, boot] = thisRunner().split(':')
    runBy(`${host}:${Number(boot) - 9999}:${process.pid}`)
    runBy('another-computer:1:1')
    runBy(null)
    expect(markInterrupted(archive.db)).toHaveLength(3)
  })

  test('can be taken up again; one that runs or is done cannot', () => {
    const dead = runBy(deadRunner())
    expect(reopenImport(archive.db, dead)).toMatchObject({ id: dead, paths: ['/a'], listed: false })
    expect(() => reopenImport(archive.db, dead)).toThrow(expect.objectContaining({ code: 'job-running' }))
    endImport(archive.db, dead, 'done')
    expect(() => reopenImport(archive.db, dead)).toThrow(expect.objectContaining({ code: 'bad-request' }))
    expect(() => reopenImport(archive.db, 99)).toThrow(expect.objectContaining({ code: 'not-found' }))
  })
})

test('lists imports newest first, with what they left out and why they failed', () => {
  const { id: first } = createImport(archive.db, 'one', ['/1'])
  const { id: second } = createImport(archive.db, 'two', ['/2'])
  endImport(archive.db, second, 'failed', 'The disk is full.')
  expect(listImports(archive.db)).toMatchObject([
    { id: second, name: 'two', state: 'failed', error: 'The disk is full.', leftOut: 0 },
    { id: first, name: 'one', state: 'running', finishedAtMs: null },
  ])
  expect(() => readImport(archive.db, 99)).toThrow(expect.objectContaining({ code: 'not-found' }))
})

test('pages through dumps, all or those with a problem', () => {
  const { id } = createImport(archive.db, 'test', ['/a'])
  const insert = archive.db.prepare('INSERT INTO dump (import_id, path, problem) VALUES (?, ?, ?)')
  for (let i = 0; i < 30; i++) insert.run(id, `/a/${i}.txt`, i % 10 === 4 ? 'The file is empty.' : null)
  const all = listDumps(archive.db, { importId: id, offset: 10, limit: 5, problemsOnly: false })
  expect(all.total).toBe(30)
  expect(all.rows.map((row) => row.path)).toEqual([10, 11, 12, 13, 14].map((i) => `/a/${i}.txt`))
  const bad = listDumps(archive.db, { importId: id, offset: 1, limit: 5, problemsOnly: true })
  expect(bad.total).toBe(3)
  expect(bad.rows.map((row) => row.path)).toEqual(['/a/14.txt', '/a/24.txt'])
  expect(isComplete(archive.db, id)).toBe(false)
  archive.db.exec("UPDATE dump SET state = 'done'")
  expect(isComplete(archive.db, id)).toBe(true)
})
