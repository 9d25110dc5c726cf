import { copyFileSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { temporaryFolder } from '../../dev/test-archive.ts'
import { EVERYTHING } from '../../shared/api.ts'
import {
  backupPath,
  isBackupDue,
  listBackups,
  openArchive,
  restoreBackup,
  runBackup,
  runCheck,
  runImport,
} from '../archive.ts'
import { dumpText, numbered, pictureOf, watched, writeFiles } from '../import/import-fixtures.ts'
import { asCopyError } from './copy-archive.ts'

let folder: string
let path: string
let to: string
let remove: () => void
beforeEach(async () => {
  ;({ folder, remove } = temporaryFolder())
  path = join(folder, 'news.clipfile')
  to = join(folder, 'backups')
  const dumps = writeFiles(join(folder, 'dumps'), numbered(12, dumpText))
  await runImport(path, { paths: [dumps] }, watched().control, { create: true })
})
afterEach(() => remove())

/** 23 November 2026, 01:30 on this computer's clock */
const NOW = new Date(2026, 10, 23, 1, 30).getTime()
const DAY = 86_400_000

const backUp = (options: Parameters<typeof runBackup>[3] = {}) =>
  runBackup(path, to, watched().control, { nowMs: NOW, ...options })

function picture(file: string): Record<string, string> {
  const archive = openArchive(file, { readOnly: true })
  try {
    return pictureOf(archive.db)
  } finally {
    archive.close()
  }
}

describe('a backup', () => {
  test('is the archive itself, under a name that says when', async () => {
    const { backup, problems, path: made } = await backUp()
    expect(backup).toMatchObject({ name: 'news 2026-11-23 0130.clipfile', madeAtMs: NOW, articles: 12 })
    expect(problems).toEqual([])
    expect(picture(made)).toEqual(picture(path))
    expect(readdirSync(to)).toEqual([backup.name])
    expect(listBackups(to, path)).toEqual([backup])
    expect((await backUp()).backup.name).toBe('news 2026-11-23 0130 2.clipfile')
  })

  test('is of one moment while others write', async () => {
    const writer = openArchive(path)
    const [id] = writer.lists.allIds(EVERYTHING)
    const watch = watched(({ step }) => {
      if (step === 'Copying') writer.answer('archive.mark', { selection: { ids: [id!] }, starred: true })
    })
    const before = picture(path)
    const { path: made } = await runBackup(path, to, watch.control)
    expect(picture(made)).toEqual(before)
    expect(writer.answer('archive.articleOwn', { articleId: id! })).toMatchObject({ starred: true })
    writer.close()
    const copy = join(folder, 'copy.clipfile')
    copyFileSync(made, copy)
    expect((await runCheck(copy, watched().control)).problems).toEqual([])
  })

  test('cancelled, leaves nothing', async () => {
    const watch = watched(() => watch.cancel())
    await expect(runBackup(path, to, watch.control)).rejects.toMatchObject({ code: 'cancelled' })
    expect(readdirSync(to)).toEqual([])
  })

  test('says what is wrong with its folder, and leaves nothing', async () => {
    const file = join(folder, 'file')
    writeFileSync(file, '')
    for (const bad of [file, join(folder, 'no', 'such')]) {
      await expect(runBackup(path, bad, watched().control)).rejects.toMatchObject({ code: 'write-failed' })
    }
    const watch = watched(() => rmSync(to, { recursive: true, force: true }))
    await expect(runBackup(path, to, watch.control)).rejects.toMatchObject({
      code: 'write-failed',
      message: `The folder ${to} is not there.`,
    })
    expect(existsSync(to)).toBe(false)
    const full = asCopyError(Object.assign(new Error('full'), { code: 'SQLITE_FULL' }), join(to, 'a'))
    expect(full).toMatchObject({ code: 'disk-full' })
  })

  test('of a damaged archive is refused', async () => {
    const bytes = readFileSync(path)
    bytes.fill(0xff, 3 * 16_384, 6 * 16_384)
    writeFileSync(path, bytes)
    await expect(backUp()).rejects.toMatchObject({ code: 'archive-damaged' })
    expect(existsSync(to) ? readdirSync(to) : []).toEqual([])
  })
})

describe('rotation', () => {
  const names = () => listBackups(to, path).map(({ name }) => name)
  const day = (n: number) => ({ nowMs: NOW + n * DAY, keep: 2 })

  test('keeps the newest', async () => {
    for (let n = 0; n < 3; n++) await backUp(day(n))
    const { removed } = await backUp(day(3))
    expect(removed).toEqual(['news 2026-11-24 0130.clipfile'])
    expect(names()).toEqual(['news 2026-11-26 0130.clipfile', 'news 2026-11-25 0130.clipfile'])
  })

  test('never touches what is not surely an older backup of this archive', async () => {
    await backUp(day(0))
    const other = join(folder, 'other.clipfile')
    openArchive(other, { create: true }).close()
    await runBackup(other, to, watched().control, { nowMs: NOW - DAY })
    // the same archive under another name; a stranger's file; one worked in since
    const twin = join(folder, 'twin.clipfile')
    copyFileSync(path, twin)
    await runBackup(twin, to, watched().control, { nowMs: NOW - DAY })
    writeFileSync(join(to, 'news 2020-01-01 0000.clipfile'), 'mine')
    copyFileSync(join(to, 'news 2026-11-23 0130.clipfile'), join(to, 'news 2026-01-01 0000.clipfile'))
    openArchive(join(to, 'news 2026-01-01 0000.clipfile')).close()
    const before = readdirSync(to)
    await backUp({ nowMs: NOW + DAY, keep: 1 })
    const gone = before.filter((name) => !existsSync(join(to, name)))
    expect(gone).toEqual(['news 2026-11-23 0130.clipfile'])
  })

  test('an older clock removes nothing newer', async () => {
    for (let n = 0; n < 2; n++) await backUp(day(n))
    expect((await backUp({ nowMs: NOW - DAY, keep: 1 })).removed).toEqual([])
    expect(names()).toHaveLength(3)
  })

  test('a wrong count in the archive is told, and nothing is removed', async () => {
    await backUp(day(0))
    const archive = openArchive(path)
    archive.db.exec('UPDATE total SET articles = 99')
    archive.close()
    const { problems, removed } = await backUp({ nowMs: NOW + DAY, keep: 1 })
    expect(problems.join()).toContain('kept 99, counted 12')
    expect(removed).toEqual([])
    expect(names()).toHaveLength(2)
  })
})

describe('restoring', () => {
  test('makes a new archive that is no backup, and replaces nothing', async () => {
    const { path: made } = await backUp()
    const target = join(folder, 'restored.clipfile')
    expect(await restoreBackup(made, target, watched().control)).toEqual({
      target,
      articles: 12,
      problems: [],
    })
    expect(picture(target)).toEqual(picture(path))
    expect(listBackups(folder, path)).toEqual([])
    for (const taken of [target, path]) {
      await expect(restoreBackup(made, taken, watched().control)).rejects.toMatchObject({
        code: 'archive-exists',
      })
    }
    rmSync(target)
    writeFileSync(`${target}-wal`, 'old')
    await expect(restoreBackup(made, target, watched().control)).rejects.toMatchObject({
      code: 'archive-exists',
    })
    expect(listBackups(to, path)).toHaveLength(1)
  })

  test('finds backups of a lost archive by its name', async () => {
    await backUp()
    for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix, { force: true })
    expect(listBackups(to, path)).toHaveLength(1)
    expect(listBackups(to, join(folder, 'another.clipfile'))).toEqual([])
  })

  test('checks the backup first', async () => {
    const { path: made } = await backUp()
    const target = join(folder, 'restored.clipfile')
    const bytes = readFileSync(made)
    bytes.fill(0xff, 3 * 16_384, 6 * 16_384)
    writeFileSync(made, bytes)
    await expect(restoreBackup(made, target, watched().control)).rejects.toMatchObject({
      code: 'archive-damaged',
    })
    writeFileSync(made, 'no archive')
    await expect(restoreBackup(made, target, watched().control)).rejects.toMatchObject({
      code: 'archive-not-clipfile',
    })
    await expect(restoreBackup(join(to, 'gone.clipfile'), target, watched().control)).rejects.toMatchObject({
      code: 'archive-not-found',
    })
    expect(readdirSync(folder).filter((name) => name.startsWith('restored'))).toEqual([])
  })

  test('looks without leaving a trace', async () => {
    const { path: made } = await backUp()
    const before = readFileSync(made)
    const looked = openArchive(made, { readOnly: true })
    expect(looked.answer('archive.stats', undefined)).toMatchObject({ articles: 12 })
    looked.close()
    expect(readFileSync(made).equals(before)).toBe(true)
    expect(readdirSync(to)).toHaveLength(1)
    expect(listBackups(to, path)).toHaveLength(1)
  })
})

test('names of backups are names, not paths', () => {
  expect(backupPath('/b', 'news 2026-11-23 0130.clipfile')).toBe('/b/news 2026-11-23 0130.clipfile')
  for (const bad of [
    '../news 2026-11-23 0130.clipfile',
    '/etc/passwd',
    'a\\b 2026-11-23 0130.clipfile',
    '',
  ]) {
    expect(() => backupPath('/b', bad)).toThrow('is no backup’s name')
  }
})

test('a backup is due after its days, at about the same time', () => {
  const weekly = { everyDays: 7 }
  expect(isBackupDue({ everyDays: null }, null, NOW)).toBe(false)
  expect(isBackupDue(weekly, null, NOW)).toBe(true)
  expect(isBackupDue(weekly, NOW - 6 * DAY, NOW)).toBe(false)
  expect(isBackupDue(weekly, NOW - 7 * DAY + 60_000, NOW)).toBe(true)
  // a clock that was wrong must not stop backups for years
  expect(isBackupDue(weekly, NOW + 400 * DAY, NOW)).toBe(true)
})
