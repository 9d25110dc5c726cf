import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync, mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { writeWhole } from './write-whole.ts'

let folder: string
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'clipfile-write-whole-'))))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('a file is replaced as a whole, and nothing else is left behind', () => {
  const path = join(folder, 'a.svg')
  writeFileSync(path, 'what was there')
  writeWhole(path, new TextEncoder().encode('new'))
  expect(readFileSync(path, 'utf8')).toBe('new')
  expect(readdirSync(folder)).toEqual(['a.svg'])
})

test('where it cannot be written, that is said, and no half of it stays', () => {
  mkdirSync(join(folder, 'a.svg'))
  expect(() => writeWhole(join(folder, 'a.svg'), new Uint8Array(3))).toThrow('could not be written')
  expect(readdirSync(folder)).toEqual(['a.svg'])
  expect(() => writeWhole(join(folder, 'none', 'a.svg'), new Uint8Array(3))).toThrow('could not be written')
})
