import { appendFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { contentsOf, differences, type Contents } from '../../dev/contents.ts'
import { temporaryFolder } from '../../dev/test-archive.ts'
import { isLinesFile, openArchive, restoreLines, runCheck, runExport, runImport } from '../archive.ts'
import { watched, writeFiles } from '../import/import-fixtures.ts'
import { addDeleted, addOwn, makeArchive } from '../merge/merge-fixtures.ts'

// imports with their threads, several a test
vi.setConfig({ testTimeout: 60_000 })

const SAMPLE = resolve(import.meta.dirname, '..', '..', '..', 'resources', 'sample')
let folder: string
let remove: () => void
beforeEach(() => {
  ;({ folder, remove } = temporaryFolder())
})
afterEach(() => remove())

function contents(path: string, ledger: boolean): Contents {
  const archive = openArchive(path)
  try {
    return contentsOf(archive, ledger)
  } finally {
    archive.close()
  }
}

async function lines(path: string, more: { withoutOriginals?: boolean } = {}): Promise<string> {
  const target = join(folder, 'all.jsonl')
  await runExport(path, { format: 'jsonl', target, ...more }, watched().control)
  return target
}

const restore = (source: string, name = 'restored') =>
  restoreLines(source, join(folder, `${name}.clipfile`), watched().control)
const problems = async (path: string) => (await runCheck(path, watched().control)).problems

/** Without the time of writing. */
const textOf = (file: string) => readFileSync(file, 'utf8').replace(/"exportedAt":"[^"]+"/, '')

/** Tables that the comparison leaves out, each with its reason. */
const NOT_COMPARED: Record<string, string> = {
  archive_info: 'the first line of a second export is compared, which says all of it',
  moved_article: 'its rows stand in the article lines, and a second export is compared',
  outlet_month: 'counts, compared with the rows by the check',
  tag_count: 'counts, compared with the rows by the check',
  annotation_words: 'follows from the annotations; the check looks for each',
  article_title: 'follows from the articles',
  index_change: 'what the index has still to take in',
  pending_extraction: 'a preview of extracting again, no part of the contents',
  change: 'the history of undo, no part of the contents',
}

describe('the lossless round trip', () => {
  test('of the sample archive with all that people add gives an equal archive', async () => {
    const path = join(folder, 'sample.clipfile')
    await runImport(path, { paths: [SAMPLE] }, watched().control, { create: true })
    const archive = openArchive(path)
    addOwn(archive, 'Ines')
    addDeleted(archive, 'Ines')
    archive.close()
    const kinds = [...contents(path, true).keys()].map((name) => name.split(' ')[0])
    expect(kinds.filter((kind) => kind === 'deleted')).toHaveLength(5)
    expect(kinds).toEqual(expect.arrayContaining(['apart', 'join']))
    const file = await lines(path)
    const { target, refused, notes } = await restore(file)
    expect({ refused, notes }).toEqual({ refused: [], notes: [] })
    expect(differences(contents(path, true), contents(target, true))).toEqual([])
    expect(await problems(target)).toEqual([])
    const before = textOf(file)
    expect(textOf(await lines(target))).toBe(before)
  })

  test('keeps pages, pictures, versions, duplicates and what was refused', async () => {
    const path = await makeArchive(folder, 'a', { first: 1, count: 9, by: 'Ines' })
    const before = contents(path, true)
    expect([...before.keys()].filter((name) => name.startsWith('part '))).toHaveLength(2)
    const { target, refused, notes } = await restore(await lines(path))
    expect({ refused, notes }).toEqual({ refused: [], notes: [] })
    expect(differences(before, contents(target, true))).toEqual([])
    expect(await problems(target)).toEqual([])
  })

  test('also through an import into an archive, and a second time adds nothing', async () => {
    const path = await makeArchive(folder, 'a', { first: 1, count: 9, by: 'Ines' })
    const file = await lines(path)
    const into = join(folder, 'into.clipfile')
    const run = await runImport(into, { paths: [file] }, watched().control, { create: true })
    expect(run).toMatchObject({ name: 'all.jsonl', state: 'done', imported: 14, duplicates: 1, rejected: 2 })
    const once = contents(into, false)
    expect(differences(contents(path, false), once)).toEqual([])
    expect(await problems(into)).toEqual([])
    expect(await runImport(into, { paths: [file] }, watched().control)).toMatchObject({
      imported: 0,
      records: 0,
    })
    expect(differences(once, contents(into, false))).toEqual([])
  })

  test('packed with gzip they are read alike, and told when they are cut off', async () => {
    const path = await makeArchive(folder, 'a', { first: 1, count: 3, by: 'Ines' })
    const packed = gzipSync(readFileSync(await lines(path)))
    const file = join(folder, 'all.jsonl.gz')
    writeFileSync(file, packed)
    expect(isLinesFile(file)).toBe(true)
    const { target, refused, notes } = await restore(file)
    expect({ refused, notes }).toEqual({ refused: [], notes: [] })
    expect(differences(contents(path, true), contents(target, true))).toEqual([])
    const into = join(folder, 'into.clipfile')
    const run = await runImport(into, { paths: [file] }, watched().control, { create: true })
    expect(run).toMatchObject({ state: 'done', imported: 8 })
    expect(differences(contents(path, false), contents(into, false))).toEqual([])
    writeFileSync(file, packed.subarray(0, packed.length / 2))
    const half = await restore(file, 'half')
    expect(half.refused.at(-1)!.reason).toContain('gzip data are cut off')
    expect(half.notes).toContain('The file is cut off: its last line is missing.')
  })

  test('of what came in with another archive keeps from where', async () => {
    const from = await makeArchive(folder, 'from', { first: 1, count: 3 })
    const into = join(folder, 'into.clipfile')
    await runImport(into, { paths: [from] }, watched().control, { create: true })
    const { target } = await restore(await lines(into))
    expect(differences(contents(into, true), contents(target, true))).toEqual([])
  })

  test('keeps where things are from, what was lost, how far reading got, and mappings', async () => {
    const path = await makeArchive(folder, 'a', { first: 1, count: 4, by: 'Ines' })
    const archive = openArchive(path)
    archive.db.exec(`
      INSERT INTO brought SELECT article_id, 'annotation', 281474976710655, 1, id FROM annotation LIMIT 1;
      INSERT INTO brought VALUES (1, 'tag', 7, 1, 99), (1, 'saved', 0, 1, 1700000000000), (2, 'star', 0, 1, NULL);
      INSERT INTO brought_made VALUES ('tag', 99, 1);
      INSERT INTO field_fate VALUES (1, 'Pocket', 'time_added', 'mapped', 'saved at', 3);
      INSERT INTO column_mapping VALUES ('["a","b"]', '{"title":"a"}', 5);
      INSERT INTO taken_back VALUES (2, 1700000000001);
      UPDATE import_run SET paused = 1, only_new = 1, state = 'cancelled' WHERE id = 2;
      UPDATE dump SET place = '{"at":4}', is_set = 1, retry_from = 1 WHERE id = 2;
      UPDATE record SET member = 'in.zip ▸ a.html' WHERE id = 2;
    `)
    archive.close()
    const before = contents(path, true)
    const kinds = new Set([...before.keys()].map((name) => name.split(' ')[0]))
    for (const kind of ['brought', 'brought_made', 'field_fate', 'column_mapping', 'taken_back'])
      expect(kinds).toContain(kind)
    const { target, refused, notes } = await restore(await lines(path))
    expect({ refused, notes }).toEqual({ refused: [], notes: [] })
    expect(differences(before, contents(target, true))).toEqual([])
    // a merge keeps what an export that comes again is known by
    const into = join(folder, 'into.clipfile')
    await runImport(into, { paths: [path] }, watched().control, { create: true })
    const merged = openArchive(into)
    expect(merged.db.prepare('SELECT kind, key, what FROM brought ORDER BY 1, 2').raw().all()).toEqual([
      ['annotation', 281474976710655, null],
      ['saved', 0, 1700000000000],
      ['star', 0, null],
      ['tag', 7, null],
    ])
    expect(merged.db.prepare('SELECT * FROM column_mapping').raw().all()).toEqual([
      ['["a","b"]', '{"title":"a"}', 5],
    ])
    merged.close()
  })

  test('and no table of the archive is neither compared nor known to follow from the others', async () => {
    const archive = openArchive(await makeArchive(folder, 'a', { first: 1, count: 2 }))
    const tables = archive.db
      .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
      .pluck()
      .all() as string[]
    archive.close()
    const read = readFileSync(resolve(import.meta.dirname, '../../dev/contents.ts'), 'utf8')
    const isCompared = (table: string) => new RegExp(`(?:FROM|JOIN) ${table}\\b|'${table}'`).test(read)
    expect(tables.filter((table) => !isCompared(table) && !(table in NOT_COMPARED))).toEqual([])
  })

  test('without originals the lines themselves stand for them', async () => {
    const path = await makeArchive(folder, 'a', { first: 1, count: 3, by: 'Ines' })
    const { target, articles } = await restore(await lines(path, { withoutOriginals: true }))
    expect(articles).toBe(7)
    expect(await problems(target)).toEqual([])
  })
})

describe('damaged lines', () => {
  test('are refused with place and reason, and the rest goes in', async () => {
    const path = await makeArchive(folder, 'a', { first: 1, count: 4, by: 'Ines' })
    const file = await lines(path)
    const all = readFileSync(file, 'utf8').trimEnd().split('\n')
    const at = (type: string) => all.findIndex((line) => line.startsWith(`{"type":"${type}"`))
    const [part, original, article, tag, annotation] = [
      'part',
      'original',
      'article',
      'tag',
      'annotation',
    ].map(at) as [number, number, number, number, number]
    all[original] = all[original]!.replace(/"data":"..../, '"data":"AAAA')
    all[part] = all[part]!.replace('"sizeBytes":', '"size":')
    all[article] = all[article]!.slice(0, 200)
    all[tag] = all[tag]!.replace('"type":"tag"', '"type":"label"')
    all[annotation] = all[annotation]!.replace('"colour":1', '"colour":9')
    const bad = writeFiles(folder, { 'bad.jsonl': `${all.join('\n')}\n` })
    const { target, refused, articles } = await restore(join(bad, 'bad.jsonl'))
    expect(articles).toBeLessThan(8)
    const reasons = refused.map(({ number, reason }) => [number - 1, reason.replace(/^Line \d+: /, '')])
    expect(reasons).toContainEqual([part, expect.stringContaining('Its sizeBytes is not as it should be')])
    expect(reasons).toContainEqual([original, 'Its bytes are not what their SHA-256 says.'])
    expect(reasons).toContainEqual([article, 'It is damaged: no JSON.'])
    expect(reasons).toContainEqual([tag, 'Lines of the type “label” are not known.'])
    const text = readFileSync(join(bad, 'bad.jsonl'))
    const [first] = refused
    expect(text.subarray(first!.byteStart, first!.byteEnd).toString()).toBe(all[first!.number - 1])
    expect((await problems(target)).join('\n')).toBe('')
    // the same through an import: each is a line of the ledger
    const into = join(folder, 'into.clipfile')
    const run = await runImport(into, { paths: [join(bad, 'bad.jsonl')] }, watched().control, {
      create: true,
    })
    expect(run).toMatchObject({ state: 'done' })
    expect(run.rejected).toBeGreaterThanOrEqual(refused.length)
    expect(await problems(into)).toEqual([])
  })

  test('a file cut off, one of a newer Clipfile, one of another kind', async () => {
    const path = await makeArchive(folder, 'a', { first: 1, count: 2 })
    const file = await lines(path)
    const text = readFileSync(file, 'utf8')
    writeFileSync(file, text.slice(0, text.lastIndexOf('{"type":"end"')))
    expect((await restore(file)).notes).toEqual(['The file is cut off: its last line is missing.'])
    await expect(restore(file)).rejects.toMatchObject({ code: 'archive-exists' })
    writeFileSync(file, text.replace('"version":1', '"version":2'))
    await expect(restore(file, 'b')).rejects.toMatchObject({ code: 'archive-too-new' })
    writeFileSync(file, '{"type":"tag","id":1}\n')
    await expect(restore(file, 'b')).rejects.toMatchObject({ code: 'bad-input' })
    await expect(restore(join(folder, 'no.jsonl'), 'b')).rejects.toMatchObject({ code: 'read-failed' })
    writeFileSync(file, text)
    appendFileSync(file, '{}\n')
    expect((await restore(file, 'c')).refused).toHaveLength(1)
    const watch = watched(() => watch.cancel())
    const many = text.split('\n').slice(0, -2)
    writeFileSync(file, `${many.join('\n')}\n${'{"type":"x"}\n'.repeat(1500)}`)
    await expect(restoreLines(file, join(folder, 'd.clipfile'), watch.control)).rejects.toMatchObject({
      code: 'cancelled',
    })
    expect(existsSync(join(folder, 'd.clipfile'))).toBe(false)
    expect(readdirSync(folder).filter((name) => name.includes('.part'))).toEqual([])
  })
})
