import { copyFileSync, rmSync, writeFileSync } from 'node:fs'
import { afterEach, describe, expect, test } from 'vitest'
import { addArticles, indexAll, onDay, prepared, temporaryArchive } from '../../dev/test-archive.ts'
import { EVERYTHING } from '../../shared/api.ts'
import { openArchive, type Archive } from '../archive.ts'
import { BODY_COLUMNS, BODY_TABLES } from '../db/blobs.ts'
import { indexPath, readState } from './index-file.ts'
import { dayOfKey, IndexWriter, keyOfDay } from './index-writer.ts'
import { indexText } from './tokens.ts'

const cleanups: (() => void)[] = []
afterEach(() => cleanups.splice(0).forEach((remove) => remove()))

function filled(): { archive: Archive; path: string } {
  const { archive, path, remove } = temporaryArchive()
  cleanups.push(remove)
  addArticles(archive, [prepared({ title: 'One', text: 'gates' }), prepared({ title: 'Two', text: 'gates' })])
  return { archive, path }
}

function reopen(path: string): Archive {
  const archive = openArchive(path)
  cleanups.unshift(() => archive.close())
  return archive
}

function hits(archive: Archive, text = 'gates'): number {
  // a list may not have counted all of them
  return archive.answer('archive.histogram', { query: { ...EVERYTHING, text } }).total
}

test('lags behind the archive by a watermark, and catches up', () => {
  const { archive } = filled()
  addArticles(archive, [prepared({ text: 'gates' })], false)
  expect(archive.indexLag()).toBe(1)
  expect(hits(archive)).toBe(2)
  indexAll(archive)
  expect(archive.indexLag()).toBe(0)
  expect(hits(archive)).toBe(3)
})

test('takes a text that is at hand, and reads the others from the archive', () => {
  const { archive, path } = filled()
  const [third, fourth] = addArticles(
    archive,
    [prepared({ title: 'Three', text: 'gates' }), prepared({ title: 'Four', text: 'gates 大坝' })],
    false,
  )
  const writer = IndexWriter.open(path, archive.db)
  writer.expect({ articleId: third!, text: indexText('at hand: Écluse 闸门') })
  writer.expect({ articleId: fourth! + 1, text: indexText('never written') })
  while (writer.catchUp() > 0);
  writer.close()
  expect(hits(archive)).toBe(3)
  expect(hits(archive, 'ecluse')).toBe(1)
  expect(hits(archive, '闸门')).toBe(1)
  expect(hits(archive, '大坝')).toBe(1)
  expect(hits(archive, 'never')).toBe(0)
})

describe('is thrown away and made anew', () => {
  test('when it is missing', () => {
    const { archive, path } = filled()
    archive.close()
    rmSync(indexPath(path))
    const again = reopen(path)
    expect(again.indexLag()).toBe(2)
    indexAll(again)
    expect(hits(again)).toBe(2)
  })

  test('when it is no database', () => {
    const { archive, path } = filled()
    archive.close()
    writeFileSync(indexPath(path), 'not a database, and longer than a header of one hundred bytes'.repeat(4))
    const again = reopen(path)
    indexAll(again)
    expect(hits(again)).toBe(2)
  })

  test('when the archive was put back from an older copy', () => {
    const { archive, path } = filled()
    archive.db.pragma('wal_checkpoint(TRUNCATE)')
    copyFileSync(path, `${path}.copy`)
    addArticles(archive, [prepared({ text: 'gates' })])
    archive.close()
    copyFileSync(`${path}.copy`, path)
    const again = reopen(path)
    addArticles(again, [prepared({ title: 'Three', text: 'another' })], false)
    indexAll(again)
    expect(hits(again)).toBe(2)
    expect(hits(again, 'another')).toBe(1)
  })

  test('when it belongs to another archive', () => {
    const { archive, path } = filled()
    const other = temporaryArchive()
    cleanups.push(other.remove)
    addArticles(other.archive, [prepared({ text: 'elsewhere' })])
    other.archive.close()
    archive.close()
    copyFileSync(indexPath(other.path), indexPath(path))
    const again = reopen(path)
    expect(hits(again, 'elsewhere')).toBe(0)
  })
})

test('an article that changed is taken in again, one that is gone leaves', () => {
  const { archive } = filled()
  archive.db.exec(
    `UPDATE article SET sort_at = 0 WHERE id = 1; INSERT INTO index_change (article_id) VALUES (1)`,
  )
  indexAll(archive)
  expect(hits(archive)).toBe(2)
  archive.db.exec(`DELETE FROM body WHERE article_id = 2; DELETE FROM article WHERE id = 2;
    INSERT INTO index_change (article_id) VALUES (2)`)
  indexAll(archive)
  expect(hits(archive)).toBe(1)
})

test('a day with more articles than slots makes the keys wider, with room to grow', () => {
  const { archive, remove } = temporaryArchive()
  cleanups.push(remove)
  const some = (first: number, count: number, published: string | null) =>
    Array.from({ length: count }, (_, i) =>
      prepared({
        title: `T${first + i}`,
        text: `gates w${first + i}`,
        published: published ? onDay(published) : null,
      }),
    )
  addArticles(archive, some(0, 50, '2026-11-09'))
  expect(readState(archive.index).slotBits).toBe(8)
  addArticles(archive, some(50, 250, '2026-11-09'))
  expect(readState(archive.index).slotBits).toBe(11)
  addArticles(archive, some(300, 600, '2026-11-09'))
  expect(readState(archive.index).slotBits).toBe(11)
  expect(hits(archive)).toBe(900)
  expect(hits(archive, 'w899')).toBe(1)
})

test('the undated fill no day, however many there are, and stand before all days', () => {
  const { archive, remove } = temporaryArchive()
  cleanups.push(remove)
  const articles = Array.from({ length: 600 }, (_, i) =>
    prepared({ title: `T${i}`, text: `gates w${i}`, published: i < 3 ? onDay('0001-01-01') : null }),
  )
  addArticles(archive, articles)
  expect(readState(archive.index).slotBits).toBe(8)
  expect(hits(archive)).toBe(600)
  expect(hits(archive, 'gates before:2020')).toBe(3)
  const { rows } = archive.answer('archive.list', {
    query: { ...EVERYTHING, text: 'gates' },
    offset: 0,
    limit: 5,
  })
  expect(rows.map(({ published }) => published?.value ?? null)).toEqual([
    '0001-01-01',
    '0001-01-01',
    '0001-01-01',
    null,
    null,
  ])
})

test('keys keep the order of days, the undated first', () => {
  const days = [null, -330_000, -1, 0, 1, 20_766, 2_932_896]
  const keys = days.map((day) => keyOfDay(day, 28))
  expect([...keys].sort((a, b) => a - b)).toEqual(keys)
  expect(keys.map((key) => dayOfKey(key, 28))).toEqual(days)
  expect(keys.every(Number.isSafeInteger)).toBe(true)
})

test('hot queries use their indexes', () => {
  const { archive } = filled()
  const plan = (sql: string) =>
    (archive.db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all() as { detail: string }[])
      .map((row) => row.detail)
      .join('; ')
  expect(plan('SELECT id FROM article WHERE sort_at < 1 ORDER BY sort_at DESC, id DESC LIMIT 5')).toMatch(
    /COVERING INDEX article_by_date/,
  )
  const byOutlet = plan(
    'SELECT id FROM article WHERE outlet_id = 1 AND sort_at < 1 ORDER BY sort_at DESC, id DESC',
  )
  expect(byOutlet).toMatch(/COVERING INDEX article_by_outlet/)
  expect(byOutlet).not.toMatch(/TEMP B-TREE/)
  const byImport = plan('SELECT id, sort_at FROM article WHERE import_id = 1 ORDER BY sort_at DESC, id DESC')
  expect(byImport).toMatch(/COVERING INDEX article_by_import/)
  expect(byImport).not.toMatch(/TEMP B-TREE/)
  expect(
    plan(
      'SELECT day, count(*) FROM headline WHERE outlet_id = 1 AND day BETWEEN 1 AND 2 AND article_id IS NULL GROUP BY day',
    ),
  ).toMatch(/COVERING INDEX headline_by_outlet/)
  expect(plan(`SELECT ${BODY_COLUMNS} FROM ${BODY_TABLES} WHERE body.article_id = 1`)).not.toMatch(/SCAN/)
  expect(plan('SELECT id, title FROM headline WHERE title_hash = 1 AND outlet_id = 1 AND day IS 1')).toMatch(
    /INDEX headline_by_title/,
  )
})
