import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { wholeFile, wholeFolder } from './write-whole.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'clipfile-test-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('what is still on its way after a cancel reaches no other file', async () => {
  let late: (piece: string) => void = () => {}
  const cancelled = wholeFile(join(folder, 'a'), async (write) => {
    late = write
    write('a')
    throw new Error('cancelled')
  })
  await expect(cancelled).rejects.toThrow('cancelled')
  await wholeFile(join(folder, 'b'), async (write) => {
    // the system gives the number of the first file to the second
    expect(() => late('of the first')).toThrow('after the end')
    write('b')
  })
  expect(() => late('of the first')).toThrow('after the end')
  expect(readdirSync(folder)).toEqual(['b'])
  expect(readFileSync(join(folder, 'b'), 'utf8')).toBe('b')
})

test('a folder takes its name at the end, and no file in it twice', async () => {
  await wholeFolder(join(folder, 'site'), async (made) => {
    made.write('a/b/c.txt', 'deep')
    expect(() => made.write('a/b/c.txt', 'again')).toThrow(/EEXIST/)
    expect([made.has('a/b/c.txt'), made.has('a/x')]).toEqual([true, false])
    expect(readdirSync(folder)).toEqual([expect.stringMatching(/^site\.partial-/)])
  })
  expect(readFileSync(join(folder, 'site', 'a', 'b', 'c.txt'), 'utf8')).toBe('deep')
  expect(readdirSync(folder)).toEqual(['site'])
})

test('a folder that fails leaves nothing', async () => {
  const failing = wholeFolder(join(folder, 'site'), async (made) => {
    made.write('a.txt', 'a')
    throw new Error('no more')
  })
  await expect(failing).rejects.toThrow('no more')
  expect(readdirSync(folder)).toEqual([])
})
