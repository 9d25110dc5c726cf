import { copyFileSync, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { contentsOf, differences, type Contents } from '../../dev/contents.ts'
import { random } from '../../dev/generate.ts'
import { temporaryFolder } from '../../dev/test-archive.ts'
import { EVERYTHING } from '../../shared/api.ts'
import { openArchive, runCheck, runImport, runMerge } from '../archive.ts'
import { dumpText, watched, writeFiles } from '../import/import-fixtures.ts'
import { fill, makeArchive } from './merge-fixtures.ts'

// imports with their threads, several a test
vi.setConfig({ testTimeout: 60_000 })

let folder: string
let remove: () => void
beforeEach(() => {
  ;({ folder, remove } = temporaryFolder())
})
afterEach(() => remove())

function contents(path: string): Contents {
  const archive = openArchive(path)
  try {
    return contentsOf(archive, false)
  } finally {
    archive.close()
  }
}

function use<T>(path: string, work: (archive: ReturnType<typeof openArchive>) => T): T {
  const archive = openArchive(path)
  try {
    return work(archive)
  } finally {
    archive.close()
  }
}

const merge = (into: string, from: string) => runMerge(into, from, watched().control)
const problems = async (path: string) => (await runCheck(path, watched().control)).problems
const empty = (name: string): string => {
  const path = join(folder, `${name}.clipfile`)
  openArchive(path, { create: true }).close()
  return path
}

describe('merging', () => {
  test('into an empty archive gives an equal one', async () => {
    const from = await makeArchive(folder, 'from', { first: 1, count: 9, by: 'Ines' })
    const into = empty('into')
    const report = await merge(into, from)
    expect(report).toMatchObject({
      articles: 13,
      known: 0,
      versions: 1,
      annotations: 2,
      tags: 3,
      collections: 2,
      savedSearches: 1,
      notTaken: ['The rule “Rule Ines” came in switched off: switch it on under Rules.'],
    })
    expect(differences(contents(from), contents(into))).toEqual([])
    expect(await problems(into)).toEqual([])
    use(into, (archive) => {
      expect(archive.answer('archive.imports', undefined)).toMatchObject([
        { name: 'from.clipfile', state: 'done', imported: 14, rejected: 2, duplicates: 1 },
      ])
      expect(
        archive.answer('archive.list', { query: { ...EVERYTHING, text: 'fishermen' }, offset: 0, limit: 9 })
          .total,
      ).toBe(1)
    })
  })

  test('of itself, of a copy, or a second time adds nothing', async () => {
    const path = await makeArchive(folder, 'a', { first: 1, count: 9, by: 'Ines' })
    const before = contents(path)
    expect(await merge(path, path)).toMatchObject({ articles: 0, known: 0, importId: null })
    const copy = join(folder, 'copy.clipfile')
    copyFileSync(path, copy)
    const bytes = readFileSync(copy)
    expect(await merge(path, copy)).toMatchObject({
      articles: 0,
      versions: 0,
      headlines: 0,
      annotations: 0,
      tags: 0,
      collections: 0,
      savedSearches: 0,
      notTaken: [],
    })
    expect(differences(before, contents(path))).toEqual([])
    expect(readFileSync(copy).equals(bytes)).toBe(true)
    const other = await makeArchive(folder, 'b', { first: 5, count: 12, by: 'Jo' })
    await merge(path, other)
    const once = contents(path)
    expect(differences(before, once).length).toBeGreaterThan(10)
    expect(await merge(path, other)).toMatchObject({
      articles: 0,
      versions: 0,
      annotations: 0,
      collections: 0,
    })
    expect(differences(once, contents(path))).toEqual([])
    expect(await problems(path)).toEqual([])
  })

  test('keeps what both people added to one article', async () => {
    const a = await makeArchive(folder, 'a', { first: 1, count: 4 })
    const b = join(folder, 'b.clipfile')
    copyFileSync(a, b)
    const id = use(a, (archive) => archive.lists.allIds(EVERYTHING)[0]!)
    for (const [path, by] of [
      [a, 'Ines'],
      [b, 'Jo'],
    ] as const) {
      use(path, (archive) => {
        archive.answer('archive.annotate', { articleId: id, place: null, colour: 0, note: `${by}’s note` })
        archive.answer('archive.tagArticles', { selection: { ids: [id] }, add: [`by/${by}`], remove: [] })
        archive.answer('archive.correct', { id, correction: { field: 'title', value: `${by}’s title` } })
        const { id: collectionId } = archive.answer('archive.createCollection', {
          title: 'Both',
          parentId: null,
        }).value
        archive.answer('archive.addToCollection', { collectionId, selection: { ids: [id] }, beforeId: null })
        archive.answer('archive.saveItemNote', {
          collectionId,
          articleId: id,
          revision: 1,
          note: `${by} says`,
        })
      })
    }
    const report = await merge(a, b)
    expect(report.notTaken).toEqual([
      `A correction (title) of article ${id} of the other archive was not taken: here it says "Ines’s title", there "Jo’s title".`,
    ])
    use(a, (archive) => {
      const own = archive.answer('archive.articleOwn', { articleId: id })
      expect(own.annotations.map(({ note }) => note)).toEqual(['Ines’s note', 'Jo’s note'])
      expect(own.collections).toMatchObject([{ item: { note: 'Ines says\n\nJo says' } }])
      expect(archive.answer('archive.tags', undefined).map(({ path }) => path)).toEqual([
        'by',
        'by/Ines',
        'by/Jo',
      ])
      expect(archive.answer('archive.article', { id, version: 0 }).title).toBe('Ines’s title')
      const { undo } = archive.answer('archive.history', { limit: 1 })
      expect(undo?.label).toBe('What people added to “b.clipfile” taken over')
      archive.answer('archive.undo', {})
      expect(archive.answer('archive.articleOwn', { articleId: id }).annotations).toHaveLength(1)
    })
    expect(await problems(a)).toEqual([])
  })

  test('a later note replaces the one it was made from; of two that grew apart both stay', async () => {
    const a = await makeArchive(folder, 'a', { first: 1, count: 2 })
    const note = use(a, (archive) => {
      const [articleId] = archive.lists.allIds(EVERYTHING)
      return archive.answer('archive.annotate', {
        articleId: articleId!,
        place: null,
        colour: 0,
        note: 'first',
      }).value
    })
    const b = join(folder, 'b.clipfile')
    copyFileSync(a, b)
    const save = (path: string, text: string) =>
      use(path, (archive) => {
        const { revision } = archive.answer('archive.articleOwn', { articleId: note.articleId })
          .annotations[0]!
        archive.answer('archive.saveAnnotation', { annotationId: note.id, revision, note: text })
      })
    const notes = () =>
      use(a, (archive) =>
        archive
          .answer('archive.articleOwn', { articleId: note.articleId })
          .annotations.map((one) => one.note),
      )
    save(b, 'second')
    await merge(a, b)
    expect(notes()).toEqual(['second'])
    // theirs is what ours was made from
    save(a, 'third')
    await merge(a, b)
    expect(notes()).toEqual(['third'])
    save(b, 'another third')
    await merge(a, b)
    await merge(a, b)
    expect(notes()).toEqual(['third', 'another third'])
    expect(await problems(a)).toEqual([])
  })

  test('the same article with another text is a version; a known dump read elsewhere one more source', async () => {
    const a = await makeArchive(folder, 'a', { first: 1, count: 3 })
    const b = join(folder, 'b.clipfile')
    await fill(b, join(folder, 'elsewhere'), 1, 5)
    const before = use(a, ({ db }) => db.prepare('SELECT count(*) FROM article').pluck().get() as number)
    const report = await merge(a, b)
    expect(report).toMatchObject({ articles: 2, known: before, versions: 0 })
    use(a, (archive) => {
      const [id] = archive.db
        .prepare("SELECT id FROM article WHERE title LIKE 'Council vote number 1 %'")
        .pluck()
        .all()
      const { sources } = archive.answer('archive.article', { id: id as number, version: 0 })
      expect(sources.map(({ dump }) => dump)).toEqual(['00000.txt', 'again.txt', '00000.txt', 'again.txt'])
      expect(new Set(sources.map(({ path }) => path)).size).toBe(4)
    })
    const newer = writeFiles(join(folder, 'newer'), {
      'page.html': readFileSync(join(folder, 'later-1', 'page.html'), 'utf8').replace(
        'long night',
        'short night',
      ),
    })
    await runImport(b, { paths: [newer] }, watched().control)
    expect(await merge(a, b)).toMatchObject({ articles: 0, versions: 1 })
    expect(await merge(a, b)).toMatchObject({ articles: 0, versions: 0 })
    expect(await problems(a)).toEqual([])
  })

  test('can be taken back as a whole', async () => {
    const a = await makeArchive(folder, 'a', { first: 1, count: 3 })
    const b = await makeArchive(folder, 'b', { first: 50, count: 4, by: 'Jo' })
    const count = () => use(a, (archive) => archive.answer('archive.stats', undefined).articles)
    const before = count()
    const { importId } = await merge(a, b)
    expect(count()).toBeGreaterThan(before)
    use(a, (archive) => archive.answer('archive.takeBackImport', { importId: importId! }))
    expect(count()).toBe(before)
    expect(await problems(a)).toEqual([])
  })
})

describe('archives of many shapes', () => {
  test('merged either way have the same articles, and a second time changes nothing', async () => {
    const next = random(5)
    for (let round = 0; round < 3; round++) {
      const some = () => ({ first: 1 + Math.floor(next() * 12), count: 1 + Math.floor(next() * 8) })
      const a = await makeArchive(join(folder, `a${round}`), 'a', { ...some(), by: 'Ines' })
      const b = await makeArchive(join(folder, `b${round}`), 'b', { ...some(), by: 'Jo' })
      const [copyOfA, copyOfB] = [`${a}.copy.clipfile`, `${b}.copy.clipfile`]
      copyFileSync(a, copyOfA)
      copyFileSync(b, copyOfB)
      await merge(a, b)
      const once = contents(a)
      await merge(a, b)
      expect(differences(once, contents(a))).toEqual([])
      await merge(copyOfB, copyOfA)
      for (const kind of ['original ', 'part ', 'tag ', 'annotation ', 'collection ', 'search ', 'rule ']) {
        const names = (path: string) =>
          [...contents(path).keys()].filter((name) => name.startsWith(kind)).sort()
        expect(names(a)).toEqual(names(copyOfB))
      }
      const titles = (path: string) =>
        use(path, ({ db }) =>
          db
            .prepare(
              `SELECT coalesce(json_extract(extracted, '$'), title) AS t FROM article
               LEFT JOIN correction ON article_id = id AND field = 'title' ORDER BY 1`,
            )
            .pluck()
            .all(),
        )
      expect(titles(a)).toEqual(titles(copyOfB))
      for (const path of [a, copyOfB]) expect(await problems(path)).toEqual([])
    }
  })

  test('one of an older format is brought to today’s in a copy', async () => {
    const from = await makeArchive(folder, 'from', { first: 1, count: 2, by: 'Ines' })
    use(from, ({ db }) =>
      db.exec(`DROP TABLE deleted; DROP INDEX dump_came_with; DROP INDEX dump_first_imported;
        ALTER TABLE dump DROP COLUMN came_with; ALTER TABLE dump DROP COLUMN came_as;
        ALTER TABLE dump DROP COLUMN first_import_name; ALTER TABLE dump DROP COLUMN first_imported_at_ms;
        DROP TABLE story_apart; DROP TABLE story_join; DROP TABLE article_title;
        DROP INDEX headline_by_article; DROP INDEX headline_by_outlet; ALTER TABLE headline DROP COLUMN article_id;
        CREATE INDEX headline_by_outlet ON headline (outlet_id, day, id);
        DROP TABLE brought; DROP TABLE brought_made; DROP TABLE field_fate;
        ALTER TABLE record DROP COLUMN member; ALTER TABLE dump DROP COLUMN place; ALTER TABLE dump DROP COLUMN is_set;
        ALTER TABLE import_run DROP COLUMN paused; ALTER TABLE import_run DROP COLUMN only_new;
        ALTER TABLE dump DROP COLUMN retry_from; DROP TABLE taken_back;
        PRAGMA user_version = 30`),
    )
    const before = readFileSync(from)
    const into = empty('into')
    expect(await merge(into, from)).toMatchObject({ articles: 6, annotations: 2 })
    expect(readFileSync(from).equals(before)).toBe(true)
    expect(await problems(into)).toEqual([])
  })
})

test('what lay in the other’s trash is put back here as it would be there, and comes but once', async () => {
  const from = await makeArchive(folder, 'from', { first: 1, count: 3, by: 'Ines' })
  const into = await makeArchive(folder, 'into', { first: 50, count: 3, by: 'Ruth' })
  await merge(into, from)
  await merge(into, from)
  const restored = (path: string) =>
    use(path, (archive) => {
      const { rows } = archive.answer('archive.deleted', { offset: 0, limit: 50 })
      const ofInes = rows.filter(({ kind, name }) => name.includes('Ines') || kind === 'annotation')
      archive.answer('archive.restoreDeleted', { deletedIds: ofInes.map(({ id }) => id) })
      const all = contentsOf(archive, false)
      return [...all].filter(([name, value]) => /Ines/.test(name) || /Ines took it back/.test(value)).sort()
    })
  const there = restored(from)
  expect(there.map(([name]) => name.split(' ')[0])).toEqual(
    expect.arrayContaining(['annotation', 'collection', 'rule', 'search', 'tag']),
  )
  const here = new Map(restored(into))
  for (const [name, value] of there.filter(([name]) => !name.startsWith('outlet')))
    expect([name, here.get(name)]).toEqual([name, value])
  expect(await problems(into)).toEqual([])
})

describe('a merge that was stopped', () => {
  test('goes on to the same end', async () => {
    const from = await makeArchive(folder, 'from', { first: 1, count: 60, by: 'Ines' })
    const [whole, broken] = [empty('whole'), empty('broken')]
    await merge(whole, from)
    let stops = 0
    for (;;) {
      const watch = watched(({ step }) => step === 'Merging' && watch.cancel())
      try {
        await runMerge(broken, from, stops < 3 ? watch.control : watched().control)
        break
      } catch (error) {
        expect(error).toMatchObject({ code: 'cancelled' })
        expect(await problems(broken)).toEqual([])
        stops++
      }
    }
    expect(stops).toBe(3)
    expect(differences(contents(whole), contents(broken))).toEqual([])
    expect(use(broken, (archive) => archive.answer('archive.imports', undefined))).toHaveLength(1)
    expect(await problems(broken)).toEqual([])
  })
})

describe('what is no archive of ours', () => {
  const refused = async (spoil: (db: ReturnType<typeof openArchive>['db']) => void, code: string) => {
    const from = empty(`from-${Math.random()}`)
    use(from, ({ db }) => spoil(db))
    const into = empty(`into-${Math.random()}`)
    await expect(merge(into, from)).rejects.toMatchObject({ code })
    expect(use(into, (archive) => archive.answer('archive.imports', undefined))).toEqual([])
  }

  test('is refused before anything is written', async () => {
    await refused((db) => db.pragma('user_version = 9990'), 'archive-too-new')
    await refused((db) => db.pragma('application_id = 1'), 'archive-not-clipfile')
    await refused((db) => db.exec('CREATE VIEW trap AS SELECT 1'), 'archive-not-clipfile')
    await refused(
      (db) => db.exec('CREATE TRIGGER trap AFTER INSERT ON article BEGIN DELETE FROM article; END'),
      'archive-not-clipfile',
    )
    await refused((db) => db.exec('ALTER TABLE tag DROP COLUMN colour'), 'archive-not-clipfile')
    await expect(merge(empty('x'), join(folder, 'gone.clipfile'))).rejects.toMatchObject({
      code: 'archive-not-found',
    })
    const text = writeFiles(folder, { 'text.clipfile': dumpText(1) })
    await expect(merge(empty('y'), join(text, 'text.clipfile'))).rejects.toMatchObject({
      code: 'archive-not-clipfile',
    })
  })

  test('what cannot be read in it is refused by name, and the rest goes in', async () => {
    const from = await makeArchive(folder, 'from', { first: 1, count: 6, by: 'Ines' })
    use(from, ({ db }) => {
      db.exec(`UPDATE body SET codec = 0, blocks = '[{"kind":"script","text":1}]' WHERE article_id = 1`)
      db.exec(`UPDATE body SET authors = '{' WHERE article_id = 2`)
      db.exec(
        "UPDATE original SET data = x'00' WHERE id = (SELECT original_id FROM body WHERE article_id = 3)",
      )
      db.exec(
        "UPDATE saved_search SET query = '{'; UPDATE annotation SET colour = 99; UPDATE rule SET tags = '[7]'",
      )
      db.exec(`UPDATE corrected SET value = '{"a":1}'`)
    })
    const into = empty('into')
    const report = await merge(into, from)
    expect(report.articles).toBe(7)
    expect(report.notTaken.filter((line) => line.startsWith('Article'))).toHaveLength(3)
    expect(report.notTaken.join('\n')).toContain('The saved searches of the other archive cannot be read.')
    expect(await problems(into)).toEqual([])
    expect(use(into, (archive) => archive.answer('archive.imports', undefined))[0]).toMatchObject({
      rejected: 6,
    })
  })

  test('an archive among dumps is taken in, a damaged one refused', async () => {
    const from = await makeArchive(folder, 'from', { first: 1, count: 3, by: 'Ines' })
    const dumps = writeFiles(join(folder, 'dropped'), { 'a.txt': dumpText(77), 'bad.clipfile': '' })
    copyFileSync(from, join(dumps, 'from.clipfile'))
    const bytes = readFileSync(from)
    bytes.fill(0xff, 2 * 16_384, 9 * 16_384)
    writeFiles(dumps, { 'bad.clipfile': bytes })
    const into = empty('into')
    const run = await runImport(into, { paths: [dumps] }, watched().control)
    expect(run).toMatchObject({ state: 'done', imported: 9, duplicates: 1, rejected: 3 })
    expect(await problems(into)).toEqual([])
    expect(existsSync(`${join(dumps, 'from.clipfile')}-index`)).toBe(false)
  })
})
