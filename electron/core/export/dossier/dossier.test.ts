import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { temporaryArchive } from '../../../dev/test-archive.ts'
import { PDF_DEFAULTS } from '../../../shared/export.ts'
import type { Archive } from '../../archive.ts'
import { zip } from '../../import/captures/capture-fixtures.ts'
import { watched } from '../../import/import-fixtures.ts'
import { addOwnThings, fillArchive, ofCollection, unzip } from '../export-fixtures.ts'
import type { Manifest } from './manifest.ts'
import { type MakePdf, runDossier } from './run-dossier.ts'
import { verifyDossier } from './verify-dossier.ts'

const PDF = Buffer.from('%PDF-1.7 what a typesetter made')
const makePdf: MakePdf = async (_path, { target }) => {
  writeFileSync(target, PDF)
  return { files: [target], warnings: ['A glyph is missing.'] }
}

let archive: Archive
let path: string
let folder: string
let target: string
let collectionId: number
let ids: number[]
let remove: () => void
beforeAll(async () => {
  ;({ archive, path, remove } = temporaryArchive())
  ids = await fillArchive(path, join(path, '..'))
  collectionId = addOwnThings(archive, ids)
})
afterAll(() => remove())
beforeEach(() => {
  folder = mkdtempSync(join(path, '..', 'out-'))
  target = join(folder, 'case.zip')
})

const request = () => ({ selection: ofCollection(collectionId), target, options: PDF_DEFAULTS })

function made() {
  return runDossier(path, request(), makePdf, watched().control)
}

const verify = () => verifyDossier(target, watched().control)

/** Packs the dossier again, its members changed. */
async function repack(change: (members: Map<string, Buffer>) => void): Promise<void> {
  const members = await unzip(readFileSync(target))
  change(members)
  writeFileSync(target, zip([...members].map(([name, body]) => ({ name, body }))))
}

function sha256(bytes: string | Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}

test('holds the document, the raw originals byte for byte, and the sum of everything', async () => {
  const result = await made()
  expect(result).toMatchObject({ articles: 3, originals: 3, target, warnings: ['A glyph is missing.'] })
  const members = await unzip(readFileSync(target))
  expect(members.get('dossier.pdf')).toEqual(PDF)
  const originals = [...members].filter(([name]) => name.startsWith('originals/'))
  expect(originals.map(([name]) => name.split('/')[1])).toEqual(originals.map(([, bytes]) => sha256(bytes)))
  // what was imported stands in the zip as it stood on the disk
  const imported = readFileSync(join(path, '..', 'dumps', 'b.html'))
  expect(originals.some(([, bytes]) => bytes.equals(imported))).toBe(true)

  const bytes = members.get('manifest.json')!
  expect(sha256(bytes)).toBe(result.manifestSha256)
  const manifest = JSON.parse(bytes.toString()) as Manifest
  expect(manifest).toMatchObject({ title: 'The <bridge> & more', algorithm: 'SHA-256' })
  // in the collection's own order
  expect(manifest.articles.map(({ id }) => id)).toEqual([...ids].reverse())
  for (const { path: name, sha256: sum, sizeBytes } of manifest.members) {
    expect(sha256(members.get(name)!)).toBe(sum)
    expect(members.get(name)!.length).toBe(sizeBytes)
  }
  for (const { sources } of manifest.articles) {
    expect(sources).toHaveLength(1)
    expect(sources[0]).toMatchObject({ member: `originals/${sources[0]!.sha256}`, record: 1 })
  }
  // the same list for `sha256sum -c`
  const sums = members.get('SHA256SUMS')!.toString().trimEnd().split('\n')
  expect(sums.map((line) => line.slice(66)).sort()).toEqual(
    [...members.keys()].filter((name) => name !== 'SHA256SUMS').sort(),
  )
  for (const line of sums) expect(sha256(members.get(line.slice(66))!)).toBe(line.slice(0, 64))
  expect(members.get('README.txt')!.toString()).toContain('sha256sum -c SHA256SUMS')
  expect(members.get('annotations.jsonld')!.toString()).toContain('On the whole article')
  expect(readdirSync(folder)).toEqual(['case.zip'])
})

describe('verify', () => {
  test('finds nothing wrong with one as it was made', async () => {
    const { manifestSha256 } = await made()
    expect(await verify()).toEqual({
      isWhole: true,
      title: 'The <bridge> & more',
      createdAt: expect.stringMatching(/^\d{4}-/),
      articles: 3,
      members: expect.any(Number),
      manifestSha256,
      altered: [],
      missing: [],
      added: [],
      problems: [],
    })
  })

  test('nor with one that was unpacked and packed again', async () => {
    await made()
    await repack((members) => members.set('originals/', Buffer.alloc(0)))
    expect(await verify()).toMatchObject({ isWhole: true })
  })

  test.each([
    ['one letter of an original', 'originals/'],
    ['the document', 'dossier.pdf'],
    ['the notes', 'annotations.jsonld'],
    ['the instructions', 'README.txt'],
  ])('says that %s was altered', async (_, start) => {
    await made()
    let altered = ''
    await repack((members) => {
      altered = [...members.keys()].find((name) => name.startsWith(start))!
      const bytes = Buffer.from(members.get(altered)!)
      bytes[bytes.length - 1]! ^= 1
      members.set(altered, bytes)
    })
    expect(await verify()).toMatchObject({ isWhole: false, altered: [altered], missing: [], added: [] })
  })

  test('says what is missing and what was added', async () => {
    await made()
    let gone = ''
    await repack((members) => {
      gone = [...members.keys()].find((name) => name.startsWith('originals/'))!
      members.delete(gone)
      members.set('originals/more.html', Buffer.from('not there before'))
    })
    expect(await verify()).toMatchObject({
      isWhole: false,
      altered: [],
      missing: [gone],
      added: ['originals/more.html'],
    })
  })

  test('a manifest that was changed to fit has another sum, and does not fit the list of sums', async () => {
    const { manifestSha256 } = await made()
    await repack((members) => {
      const bytes = Buffer.from('%PDF another')
      members.set('dossier.pdf', bytes)
      const manifest = JSON.parse(members.get('manifest.json')!.toString()) as Manifest
      const document = manifest.members.find(({ path: name }) => name === 'dossier.pdf')!
      Object.assign(document, { sha256: sha256(bytes), sizeBytes: bytes.length })
      members.set('manifest.json', Buffer.from(JSON.stringify(manifest)))
    })
    const verified = await verify()
    expect(verified).toMatchObject({ isWhole: false, altered: [] })
    expect(verified.problems).toEqual([expect.stringContaining('one of them was changed')])
    expect(verified.manifestSha256).not.toBe(manifestSha256)
  })

  test.each([
    ['no zip', () => writeFileSync(target, 'hello'), 'no whole zip'],
    ['an empty file', () => writeFileSync(target, ''), 'no whole zip'],
    ['another zip', () => repack((members) => members.delete('manifest.json')), 'no evidence dossier'],
    [
      'a manifest of another shape',
      () => repack((members) => members.set('manifest.json', Buffer.from('{}'))),
      'no evidence dossier',
    ],
  ])('refuses %s', async (_, spoil, message) => {
    await made()
    await spoil()
    await expect(verify()).rejects.toMatchObject({
      code: 'bad-input',
      message: expect.stringContaining(message),
    })
  })

  test('tells one that was cut off', async () => {
    await made()
    truncateSync(target, readFileSync(target).length - 200)
    await expect(verify()).rejects.toMatchObject({ code: 'bad-input' })
  })

  test('says that there is no such file', async () => {
    await expect(verify()).rejects.toMatchObject({ code: 'read-failed' })
  })
})

test('cancelled, it leaves nothing', async () => {
  const watch = watched((counts) => counts.step === 'Packing originals' && watch.cancel())
  await expect(runDossier(path, request(), makePdf, watch.control)).rejects.toMatchObject({
    code: 'cancelled',
  })
  expect(readdirSync(folder)).toEqual([])
})

test('a typesetter that fails leaves nothing', async () => {
  const failing: MakePdf = async (_path, { target: pdf }) => {
    writeFileSync(pdf, 'half')
    throw new Error('no page')
  }
  await expect(runDossier(path, request(), failing, watched().control)).rejects.toThrow('no page')
  expect(readdirSync(folder)).toEqual([])
})

test('a name that stands in the zip twice is told', async () => {
  await made()
  const members = [...(await unzip(readFileSync(target)))].map(([name, body]) => ({ name, body }))
  writeFileSync(target, zip([...members, { name: 'dossier.pdf', body: 'another' }]))
  expect(await verify()).toMatchObject({
    isWhole: false,
    altered: ['dossier.pdf'],
    problems: [expect.stringContaining('two members called dossier.pdf')],
  })
})

test('what is damaged in the archive is told, and the rest goes along', async () => {
  archive.db
    .prepare(
      'UPDATE original SET sha256 = randomblob(32) WHERE id = (SELECT original_id FROM body WHERE article_id = ?)',
    )
    .run(ids[0])
  const { warnings, originals } = await made()
  expect(originals).toBe(2)
  // the article too, where its text was packed after its original
  expect(warnings.join(' ')).toContain('is left out: ')
  expect(await verify()).toMatchObject({ isWhole: true })
})

test('a document in volumes', async () => {
  const volumes: MakePdf = async (_path, { target: pdf }) => {
    const files = [1, 2].map((n) => pdf.replace('.pdf', `-${n}.pdf`))
    for (const file of files) writeFileSync(file, `%PDF ${file}`)
    return { files, warnings: [] }
  }
  await runDossier(path, request(), volumes, watched().control)
  expect([...(await unzip(readFileSync(target))).keys()].slice(0, 3)).toEqual([
    'README.txt',
    'dossier-1.pdf',
    'dossier-2.pdf',
  ])
  expect(await verify()).toMatchObject({ isWhole: true })
})
