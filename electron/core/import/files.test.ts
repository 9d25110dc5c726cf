import { execFileSync } from 'node:child_process'
import { mkdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { temporaryFolder } from '../../dev/test-archive.ts'
import { type ListedFile, listFiles, reasonOf } from './files.ts'
import { writeFiles } from './import-fixtures.ts'

let folder: string
let remove: () => void
beforeEach(() => {
  ;({ folder, remove } = temporaryFolder())
})
afterEach(() => remove())

function list(paths: string[], archive = join(folder, 'none.clipfile')) {
  const all = [...listFiles(paths, archive)]
  const files = all.filter((file): file is ListedFile => typeof file === 'object')
  return {
    names: files.map((file) => relative(folder, file.path)),
    files,
    refused: Object.fromEntries(
      files.filter((file) => file.refusal).map((file) => [relative(folder, file.path), file.refusal]),
    ),
    leftOut: all.length - files.length,
  }
}

describe('walking a folder', () => {
  test('goes down in the order of names, and leaves out what systems leave behind', () => {
    writeFiles(folder, {
      'b.txt': 'b',
      'a/2.txt': '2',
      'a/1.txt': '1',
      'a/.DS_Store': 'x',
      'Thumbs.db': 'x',
      '__MACOSX/a.txt': 'x',
      '.hidden.txt': 'h',
    })
    const { names, leftOut, files } = list([folder])
    expect(names).toEqual(['.hidden.txt', 'a/1.txt', 'a/2.txt', 'b.txt'])
    expect(leftOut).toBe(3)
    expect(files[0]).toMatchObject({ sizeBytes: 1, pathBytes: null, refusal: null })
  })

  test('leaves out the archive and what lies beside it under its name, but not what only begins so', () => {
    writeFiles(folder, {
      'my.clipfile': 'x',
      'my.clipfile-index': 'x',
      'my.clipfile-wal': 'x',
      'my.clipfile.txt': 'x',
    })
    const { names, leftOut } = list([folder], join(folder, 'my.clipfile'))
    expect(names).toEqual(['my.clipfile.txt'])
    expect(leftOut).toBe(3)
    expect(list([join(folder, 'my.clipfile')], join(folder, 'my.clipfile')).refused).toEqual({
      'my.clipfile': 'This is the archive itself.',
    })
  })

  test('follows no link out of the folder, and passes over those that stay in it', () => {
    writeFiles(folder, { 'given/a.txt': 'a', 'outside/secret.txt': 's' })
    symlinkSync(join(folder, 'outside'), join(folder, 'given/way-out'))
    symlinkSync(join(folder, 'given/a.txt'), join(folder, 'given/again'))
    symlinkSync('..', join(folder, 'given/loop'))
    symlinkSync('nowhere', join(folder, 'given/broken'))
    const { names, refused, leftOut } = list([join(folder, 'given')])
    expect(names).toEqual(['given/a.txt', 'given/broken', 'given/loop', 'given/way-out'])
    expect(leftOut).toBe(1)
    expect(refused['given/broken']).toBe('This link leads nowhere.')
    expect(refused['given/loop']).toContain('Links out of a folder are not followed')
    expect(refused['given/way-out']).toContain(`This is a link to ${join(folder, 'outside')}`)
  })

  test('follows a link that was itself given', () => {
    writeFiles(folder, { 'outside/a.txt': 'a' })
    symlinkSync(join(folder, 'outside'), join(folder, 'link'))
    expect(list([join(folder, 'link')]).names).toEqual(['link/a.txt'])
  })

  test('keeps the bytes of names that are no UTF-8', () => {
    const inner = join(folder, 'inner')
    mkdirSync(inner)
    const name = Buffer.from([0x63, 0x61, 0x66, 0xe9, 0x2e, 0x74, 0x78, 0x74]) // “café.txt” in Latin-1
    const path = Buffer.concat([Buffer.from(`${inner}/`), name])
    writeFileSync(path, 'x')
    writeFileSync(join(inner, 'plain.txt'), 'x')
    const sub = Buffer.concat([Buffer.from(`${inner}/`), Buffer.from([0xff])])
    mkdirSync(sub)
    writeFileSync(Buffer.concat([sub, Buffer.from('/b.txt')]), 'x')
    const { files } = list([folder])
    expect(files.map((file) => [file.path.slice(inner.length + 1), file.pathBytes !== null])).toEqual([
      ['caf\ufffd.txt', true],
      ['plain.txt', false],
      ['\ufffd/b.txt', true],
    ])
    expect(files[0]!.pathBytes!.equals(path)).toBe(true)
  })

  test('goes as deep as a path can be long', () => {
    const deep = join(folder, ...Array.from({ length: 900 }, () => 'd'))
    mkdirSync(deep, { recursive: true })
    writeFileSync(join(deep, 'a.txt'), 'x')
    expect(list([folder]).names).toHaveLength(1)
  })
})

describe('what was given', () => {
  test('comes once, also when it lies in a folder that was given too', () => {
    writeFiles(folder, { 'a/1.txt': '1', 'b.txt': 'b' })
    expect(list([join(folder, 'b.txt'), folder, join(folder, 'a'), folder]).names).toEqual([
      'a/1.txt',
      'b.txt',
    ])
  })

  test('is named when it is not there, or empty', () => {
    mkdirSync(join(folder, 'empty'))
    expect(list([join(folder, 'gone'), join(folder, 'empty')]).refused).toEqual({
      gone: 'There is no such file or folder any more, or there never was.',
      empty: 'This folder is empty.',
    })
  })

  test('a large folder is read with pauses, and its names come in order', () => {
    const names = Array.from({ length: 11_000 }, (_, i) => `f${(i * 7919) % 11_000}`)
    for (const name of names) writeFileSync(join(folder, name), '')
    const all = [...listFiles([folder], join(folder, 'x'))]
    expect(all.filter((file) => file === 'looking').length).toBe(3)
    const found = all.flatMap((file) => (typeof file === 'object' ? [relative(folder, file.path)] : []))
    expect(found).toEqual(names.sort())
  }, 60_000)

  test('is refused when a folder goes away under the walk', () => {
    writeFiles(folder, { 'a/1.txt': '1', 'b/2.txt': '2' })
    const walk = listFiles([folder], join(folder, 'x'))
    walk.next()
    renameSync(join(folder, 'b'), join(folder, 'c'))
    const [rest] = [...walk] as ListedFile[]
    expect(rest).toMatchObject({
      path: join(folder, 'b'),
      refusal: expect.stringContaining('There is no such file'),
    })
  })

  test('pipes and devices are listed for the reader to refuse', () => {
    execFileSync('mkfifo', [join(folder, 'pipe')])
    expect(list([folder]).names).toEqual(['pipe'])
  })
})

test('says in words what the system says in codes', () => {
  const error = (code: string) => Object.assign(new Error('x'), { code })
  expect(reasonOf(error('EACCES'), 'folder')).toBe('Permission denied: this folder may not be read.')
  expect(reasonOf(error('EWEIRD'), 'file')).toBe('This file cannot be read: x')
})
