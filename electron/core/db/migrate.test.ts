import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { temporaryFolder } from '../../dev/test-archive.ts'
import { silent } from '../log.ts'
import { connect, type Db } from './connection.ts'
import { APPLICATION_ID } from './application-id.ts'
import { migrate, type Migration } from './migrate.ts'
import { migrations } from './migrations/index.ts'

const cleanups: (() => void)[] = []
afterEach(() => cleanups.splice(0).forEach((remove) => remove()))

function open(): { db: Db; path: string } {
  const { folder, remove } = temporaryFolder()
  const path = join(folder, 'a.clipfile')
  const db = connect(path)
  cleanups.push(() => (db.close(), remove()))
  return { db, path }
}

const NEWEST = migrations.at(-1)!.version

const second: Migration = {
  version: NEWEST + 10,
  name: 'second',
  up: (db) => void db.exec('CREATE TABLE second (x)'),
}
const breaking: Migration = {
  version: NEWEST + 20,
  name: 'breaking',
  up(db) {
    db.exec('CREATE TABLE half_made (x)')
    throw new Error('power cut')
  },
}

test('versions rise', () => {
  const versions = migrations.map((step) => step.version)
  expect([...versions].sort((a, b) => a - b)).toEqual(versions)
  expect(new Set(versions).size).toBe(versions.length)
})

test('a new file gets the newest shape, our mark, and no copy', () => {
  const { db, path } = open()
  migrate(db, path, silent)
  expect(db.pragma('application_id', { simple: true })).toBe(APPLICATION_ID)
  expect(db.pragma('user_version', { simple: true })).toBe(migrations.at(-1)!.version)
  expect(existsSync(`${path}-before-0`)).toBe(false)
})

test('an archive is copied before it changes, and the copy opens with the old shape', () => {
  const { db, path } = open()
  migrate(db, path, silent)
  db.exec("INSERT INTO outlet (name, name_key, hue) VALUES ('Harbor Ledger', 'harbor ledger', 0)")
  migrate(db, path, silent, [...migrations, second])
  const copy = connect(`${path}-before-${NEWEST}`)
  expect(copy.pragma('user_version', { simple: true })).toBe(NEWEST)
  expect(copy.prepare('SELECT name FROM outlet WHERE id = 1').pluck().get()).toBe('Harbor Ledger')
  expect(copy.pragma('integrity_check', { simple: true })).toBe('ok')
  copy.close()
  expect(db.prepare('SELECT count(*) FROM second').pluck().get()).toBe(0)
})

test('a step that breaks leaves the shape before it', () => {
  const { db, path } = open()
  expect(() => migrate(db, path, silent, [...migrations, second, breaking])).toThrow('power cut')
  expect(db.pragma('user_version', { simple: true })).toBe(NEWEST + 10)
  expect(db.prepare("SELECT count(*) FROM sqlite_schema WHERE name = 'half_made'").pluck().get()).toBe(0)
})

test('an archive from the future is refused and not touched', () => {
  const { db, path } = open()
  migrate(db, path, silent)
  db.pragma('user_version = 9990')
  expect(() => migrate(db, path, silent)).toThrow(expect.objectContaining({ code: 'archive-too-new' }))
  expect(db.pragma('user_version', { simple: true })).toBe(9990)
})

test('a database of another program is refused', () => {
  const { db, path } = open()
  db.exec('CREATE TABLE theirs (x)')
  expect(() => migrate(db, path, silent)).toThrow(expect.objectContaining({ code: 'archive-not-clipfile' }))
})

test('every open is fully synchronous, also the second', () => {
  const { db, path } = open()
  migrate(db, path, silent)
  const again = connect(path)
  expect(db.pragma('synchronous', { simple: true })).toBe(2)
  expect(again.pragma('synchronous', { simple: true })).toBe(2)
  expect(again.pragma('trusted_schema', { simple: true })).toBe(0)
  expect(again.pragma('journal_mode', { simple: true })).toBe('wal')
  again.close()
})
