import { mkdtempSync, rmSync, statSync, utimesSync, mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { connect, type Db } from './connection.ts'
import { inTurn, markOf, Waiting } from './turns.ts'

let folder: string
let db: Db

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'clipfile-turns-'))
  db = connect(join(folder, 'a.clipfile'))
  db.exec('CREATE TABLE t (n)')
})
afterEach(() => {
  db.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Another writer, who holds the lock until it sees that somebody waits. */
const HOLDER = `
  const { workerData, parentPort } = require('node:worker_threads')
  const { existsSync } = require('node:fs')
  const db = new (require(workerData.sqlite))(workerData.file)
  db.exec('BEGIN IMMEDIATE; INSERT INTO t VALUES (1)')
  parentPort.postMessage('held')
  while (!existsSync(workerData.mark)) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1)
  db.exec('COMMIT')
  db.close()
`

test('who finds the lock taken leaves a mark, waits, and removes it', async () => {
  const workerData = {
    sqlite: import.meta.resolve('better-sqlite3').replace('file://', ''),
    file: db.name,
    mark: markOf(db),
  }
  const holder = new Worker(HOLDER, { eval: true, workerData })
  const gone = new Promise((resolve) => holder.once('exit', resolve))
  await new Promise((resolve) => holder.once('message', resolve))
  const seen = inTurn(db, () => {
    db.exec('INSERT INTO t VALUES (2)')
    return db.prepare('SELECT n FROM t ORDER BY n').pluck().all()
  })
  expect(seen).toEqual([1, 2])
  expect(new Waiting(db).isAnyone()).toBe(false)
  expect(db.pragma('busy_timeout', { simple: true })).toBe(5000)
  await gone
})

test('a free lock needs no mark, and an error of the work is told as it is, once', () => {
  let runs = 0
  const work = () => {
    runs++
    expect(statSync(markOf(db), { throwIfNoEntry: false })).toBeUndefined()
    db.exec('INSERT INTO t VALUES (3)')
    throw Object.assign(new Error('busy elsewhere'), { code: 'SQLITE_BUSY' })
  }
  expect(() => inTurn(db, work)).toThrow('busy elsewhere')
  expect(runs).toBe(1)
  expect(db.prepare('SELECT count(*) FROM t').pluck().get()).toBe(0)
})

test('a mark that a dead process left stops nobody for long', async () => {
  const mark = markOf(db)
  const waiting = new Waiting(db)
  mkdirSync(mark)
  expect(waiting.isAnyone()).toBe(true)
  // its owner may be at work: so much is waited for it, and no more
  await waiting.letGo(1)
  utimesSync(mark, 0, 0)
  expect(waiting.isAnyone()).toBe(false)
  expect(statSync(mark, { throwIfNoEntry: false })).toBeUndefined()
})
