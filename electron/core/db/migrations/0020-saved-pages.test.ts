import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../../../dev/test-archive.ts'
import { silent } from '../../log.ts'
import { textKey, urlKey } from '../../text/identity.ts'
import { packBlocks } from '../blobs.ts'
import { connect } from '../connection.ts'
import { migrate } from '../migrate.ts'
import { first } from './0010-first.ts'
import { savedPages } from './0020-saved-pages.ts'

test('articles of an older archive get their keys and their original', () => {
  const { folder, remove } = temporaryFolder()
  const path = join(folder, 'a.clipfile')
  const db = connect(path)
  migrate(db, path, silent, [first])
  const text = 'The gates of the Karsun dam stayed shut for a ninth day, the ministry said. '.repeat(4)
  const { codec, data } = packBlocks([{ kind: 'paragraph', text }])
  db.exec(`
    INSERT INTO import_run (id, name, state, started_at_ms, paths, records, imported) VALUES (1, 'x', 'done', 0, '[]', 1, 1);
    INSERT INTO dump (id, import_id, path, records, imported) VALUES (1, 1, '/x.txt', 1, 1);
    INSERT INTO original (id, sha256, size_bytes, codec, data) VALUES (7, zeroblob(32), 0, 0, x'');
    INSERT INTO article (id, title, sort_at, month, words, summary, import_id) VALUES (3, 'Gates', 0, 0, 60, '', 1);
    INSERT INTO record (import_id, dump_id, number, byte_start, byte_end, state, original_id, article_id)
      VALUES (1, 1, 1, 0, 9, 'imported', 7, 3)`)
  db.prepare('INSERT INTO body (article_id, authors, url, codec, blocks) VALUES (3, ?, ?, ?, ?)').run(
    '[]',
    'https://www.tidewater.example/gates?utm_source=x',
    codec,
    data,
  )
  migrate(db, path, silent, [first, savedPages])
  expect(
    db.prepare('SELECT original_id AS original, url_key AS url, text_key AS text FROM body').get(),
  ).toEqual({
    original: 7,
    url: Buffer.from(urlKey('https://tidewater.example/gates')!),
    text: Buffer.from(textKey(text)!),
  })
  expect(db.pragma('foreign_key_check')).toEqual([])
  db.close()
  remove()
})
