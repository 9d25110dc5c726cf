import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { ExportedArticle } from './shared/model.ts'
import { dumpText, numbered, writeFiles } from './core/import/import-fixtures.ts'
import { temporaryFolder } from './dev/test-archive.ts'

// each call is a process of its own
vi.setConfig({ testTimeout: 60_000 })

const CLI = join(import.meta.dirname, 'cli.ts')
let folder: string
let remove: () => void
let archive: string
let dumps: string

interface Result {
  code: number | null
  out: string
  err: string
}

function clipfile(...args: string[]): Result {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...args], {
    encoding: 'utf8',
    env: { ...process.env, CLIPFILE_ARCHIVE: archive },
  })
  return { code: status, out: stdout, err: stderr }
}

function json(...args: string[]): any {
  const { code, out, err } = clipfile(...args, '--json')
  expect(err).toBe('')
  expect([0, 1]).toContain(code)
  return JSON.parse(out)
}

const HOSTILE = `Hostile \u001b[2J\u001b]0;owned\u0007title \u202Eevil – Harbor Ledger 1\nMarch 1, 2020\n${'Some \u001b[31mred\u009b1m text of the harbour. '.repeat(8)}\n`

beforeAll(() => {
  ;({ folder, remove } = temporaryFolder())
  archive = join(folder, 'news.clipfile')
  dumps = writeFiles(join(folder, 'dumps'), {
    ...numbered(12, dumpText),
    'empty.txt': '',
    'hostile.txt': HOSTILE,
    'feed.xml': '<?xml version="1.0"?><rss><channel/></rss>',
  })
  const { code, out, err } = clipfile('import', dumps)
  expect({ code, err }).toEqual({ code: 1, err: '' })
  expect(out.split('\n')).toEqual([
    '15 records: 13 imported, 0 already here, 2 refused',
    'refused  empty.txt: The file is empty.',
    'refused  feed.xml: This feed has no items.',
    '',
  ])
}, 60_000)
afterAll(() => remove())

describe('import', () => {
  test('says 0 when all is well, and that the second time adds nothing', () => {
    const { code, out } = clipfile('import', join(dumps, '00001.txt'))
    expect({ code, out }).toEqual({ code: 0, out: '1 record: 0 imported, 1 already here, 0 refused\n' })
    expect(clipfile('imports', '2').out).toMatch(
      /already here {2}00001\.txt: Same bytes as record 1 of 00001\.txt/,
    )
  })

  test('gives machines the run and the refused', () => {
    const { import: run, refused } = json('import', join(dumps, 'empty.txt'))
    expect(run).toMatchObject({ state: 'done', records: 1, rejected: 1 })
    expect(refused).toMatchObject([{ dump: 'empty.txt', reason: 'The file is empty.' }])
  })

  test('makes no archive of typing errors', () => {
    const other = join(folder, 'other.clipfile')
    const { code, err } = clipfile('import', join(folder, 'typo'), '--archive', other)
    expect(code).toBe(2)
    expect(err).toContain('There is no file or folder')
    expect(existsSync(other)).toBe(false)
    expect(clipfile('import').code).toBe(2)
    expect(clipfile('import', '--resume').err).toContain('There is no stopped import')
  })

  test('stops cleanly at Ctrl-C and resumes', async () => {
    const many = writeFiles(join(folder, 'many'), numbered(2000, dumpText))
    const other = join(folder, 'stopped.clipfile')
    const stopped = await interrupted('import', many, '--archive', other)
    expect(stopped.code).toBe(1)
    expect(stopped.err).toContain('Stopping after this batch')
    expect(stopped.err).toContain('clipfile import --resume')
    const { code, out } = clipfile('import', '--resume', '--archive', other)
    expect({ code, out }).toEqual({
      code: 0,
      out: '2,000 records: 2,000 imported, 0 already here, 0 refused\n',
    })
    expect(clipfile('check', '--archive', other).code).toBe(0)
  })
})

/** Runs a command and sends it Ctrl-C as soon as its archive is there. */
function interrupted(...args: string[]): Promise<Result> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [CLI, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
    const result = { code: null as number | null, out: '', err: '' }
    child.stdout.on('data', (chunk: Buffer) => (result.out += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (result.err += chunk.toString()))
    const wait = setInterval(() => {
      // the index is opened when the import begins
      if (!existsSync(`${args.at(-1)!}-index`)) return
      clearInterval(wait)
      child.kill('SIGINT')
    }, 5)
    child.on('close', (code) => resolve({ ...result, code }))
  })
}

describe('reading', () => {
  test('list: newest first, by outlet, in pages', () => {
    const { out, err, code } = clipfile('list', '--limit', '3', '--outlet', 'harbor ledger 2')
    expect(code).toBe(0)
    expect(out.trimEnd().split('\n')).toHaveLength(3)
    expect(out).toMatch(/^\d+\t20\d\d-\d\d-\d\d\tHarbor Ledger 2\tCouncil vote number \d+ /)
    expect(err).toBe('')
    const { total, rows } = json('list', '--limit', '5', '--offset', '10')
    expect(total).toBe(13)
    expect(rows).toHaveLength(3)
    expect(clipfile('list', '--outlet', 'nobody')).toMatchObject({
      code: 1,
      err: expect.stringContaining('No outlet'),
    })
    expect(clipfile('list', '--outlet', 'harbor').err).toContain('Several outlets fit')
  })

  test('search: finds, marks nothing in a pipe, gives machines the matches', () => {
    const { out, code } = clipfile('search', 'number', '7', '--limit', '1')
    expect(code).toBe(0)
    expect(out).toContain('Council vote number 7 on the harbour gates')
    expect(out).not.toContain('\u001b')
    const found = json('search', '"vote number 7"')
    expect(found).toMatchObject({ total: 1, rows: [{ titleMatches: [[8, 21]] }] })
    expect(clipfile('search', 'zzzz')).toMatchObject({
      code: 0,
      out: '',
      err: expect.stringContaining('No articles.'),
    })
  })

  test('show: the article as text, or as data', () => {
    const { out } = clipfile('show', '2')
    expect(out).toMatch(/^Council vote number 1 on the harbour gates\nHarbor Ledger 1 · 2021-03-02 /)
    expect(out).toContain('2 headlines listed')
    expect(out).toMatch(/From 00001\.txt, record 1 \(bytes 0–\d+\), import 1\nSHA-256 [0-9a-f]{64}/)
    expect(json('show', '2')).toMatchObject({ id: 2, sources: [{ dump: '00001.txt' }, { importId: 2 }] })
    expect(clipfile('show', '999')).toMatchObject({ code: 1, err: expect.stringContaining('no article 999') })
  })

  test('nothing in an article reaches the terminal as a command', () => {
    const { rows } = json('list', '--limit', '500')
    const { id } = rows.find((row: { title: string }) => row.title.startsWith('Hostile'))
    for (const args of [
      ['show', String(id)],
      ['list', '--limit', '500'],
      ['search', 'hostile'],
      ['show', String(id), '--json'],
    ]) {
      const { out, err } = clipfile(...args)
      expect(out + err).toContain('Hostile')
      expect(out + err).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e]/)
    }
  })

  test('timeline: bars by outlet and month', () => {
    const { out } = clipfile('timeline', '--limit', '2')
    expect(out).toContain('2024')
    expect(out).toMatch(/Delta Courier .*█.* 0 \+ 24/)
    const { outlets, firstMonth } = json(
      'timeline',
      '--outlet',
      'Delta Courier',
      '--from',
      '2024',
      '--to',
      '2024-06',
    )
    expect(firstMonth).toBe('2024-01')
    expect(outlets).toMatchObject([{ months: [{ month: '2024-03', articles: 0, headlines: 24 }] }])
    expect(clipfile('timeline', '--from', 'soon').code).toBe(2)
  })

  test('stats and check', () => {
    expect(clipfile('stats').out).toMatch(/^Articles +13\n/)
    expect(json('stats')).toMatchObject({ articles: 13, headlines: expect.any(Number) })
    expect(clipfile('check')).toMatchObject({ code: 0, out: 'No problems found.\n' })
    expect(json('check')).toEqual({ problems: [] })
  })
})

describe('export', () => {
  test('to a file and to a pipe, the same', () => {
    const target = join(folder, 'all.jsonl')
    const { code, err } = clipfile('export', '--format', 'jsonl', '-o', target)
    expect({ code, err }).toEqual({ code: 0, err: `13 articles written to ${target}\n` })
    const text = readFileSync(target, 'utf8')
    const first = JSON.parse(
      text.split('\n').find((line) => line.startsWith('{"type":"article"'))!,
    ) as ExportedArticle
    expect(first).toMatchObject({ id: 1, outlet: 'Harbor Ledger 0', source: { record: 1 } })
    // the first line says when it was made
    const rest = (all: string) => all.slice(all.indexOf('\n'))
    expect(rest(clipfile('export', '-o', '-').out)).toBe(rest(text))
    expect(json('export', '-o', target)).toEqual({ articles: 13, target, warnings: [] })
    expect(clipfile('export', '-o', join(folder, 'no', 'x'))).toMatchObject({ code: 1 })
  })

  test('of what a search finds, in any format; a folder where the format makes one', () => {
    const { out } = clipfile(
      'export',
      '--format',
      'csv',
      '--no-bom',
      '-q',
      'outlet:"Harbor Ledger 0"',
      '-o',
      '-',
    )
    expect(out.split('\r\n')[0]).toContain('"title"')
    expect(out.match(/"Harbor Ledger 0"/g)!.length).toBeGreaterThan(0)
    expect(out).not.toContain('"Harbor Ledger 1"')
    const target = join(folder, 'pages')
    expect(clipfile('export', '--format', 'html', '-o', target)).toMatchObject({ code: 0 })
    expect(readFileSync(join(target, 'index.html'), 'utf8')).toContain('13 articles')
    expect(clipfile('export', '--format', 'html', '-o', target)).toMatchObject({
      code: 1,
      err: expect.stringContaining('nothing of it was changed'),
    })
  })

  test('of a collection by its name, and says which there are', () => {
    expect(clipfile('export', '--collection', 'nowhere', '-o', '-')).toMatchObject({
      code: 2,
      err: expect.stringContaining('No collection is called “nowhere”'),
    })
    expect(clipfile('export', '--format', 'markdown', '-o', '-')).toMatchObject({ code: 2 })
  })

  test('says nothing when nobody reads on', () => {
    const { status, stdout, stderr } = spawnSync(
      'sh',
      [
        '-c',
        `"${process.execPath}" "${CLI}" list --limit 500 | true; "${process.execPath}" "${CLI}" export -o - | head -c 5`,
      ],
      { encoding: 'utf8', env: { ...process.env, CLIPFILE_ARCHIVE: archive } },
    )
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: '{"typ', stderr: '' })
  })
})

test('verify refuses what is no dossier', () => {
  const file = join(folder, 'no-dossier.zip')
  writeFileSync(file, 'hello')
  expect(clipfile('verify', file)).toMatchObject({ code: 1, err: expect.stringContaining('no whole zip') })
  expect(clipfile('verify', join(folder, 'nowhere.zip')).code).toBe(1)
})

describe('exit code 2', () => {
  test.each([
    [['lst']],
    [['list', '--limit', 'many']],
    [['list', '--no-such-option']],
    [['show']],
    [['show', 'x']],
    [['export', '--format', 'docx', '-o', 'x']],
    [['export']],
    [['list', '--archive', '/no/such/place.clipfile']],
    [['list', '--archive', '/']],
    [['check', '--archive', '/no/such/place.clipfile']],
    [['list', '--archive', '']],
  ])('%j', (args) => {
    const { code, out, err } = clipfile(...args)
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).not.toContain('    at ')
    expect(err.length).toBeGreaterThan(10)
  })

  test('for what is no archive; but a damaged one is a finding of check', () => {
    const foreign = join(folder, 'foreign.clipfile')
    writeFileSync(foreign, 'just text, and quite a lot of it '.repeat(50))
    expect(clipfile('list', '--archive', foreign)).toMatchObject({
      code: 2,
      err: expect.stringContaining('is not a Clipfile archive'),
    })
    expect(clipfile('check', '--archive', foreign).code).toBe(2)
    const damaged = join(folder, 'damaged.clipfile')
    const bytes = readFileSync(archive)
    bytes.fill(0x5a, 16_384 * 4, 16_384 * 9)
    writeFileSync(damaged, bytes)
    const { code, out } = clipfile('check', '--archive', damaged)
    expect(code).toBe(1)
    expect(out).toMatch(/problems? found\.\n$/)
  })
})

test('help names the exit codes, and is no failure', () => {
  const { code, out } = clipfile('--help')
  expect(code).toBe(0)
  expect(out).toContain('Exit codes:')
  expect(clipfile('--version').out).toMatch(/^\d+\.\d+\.\d+\n$/)
  expect(clipfile('import', '--help').out).toContain('256 MB')
})
