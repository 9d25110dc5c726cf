import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { temporaryFolder } from '../../../dev/test-archive.ts'
import { systemFontsFor } from './system-fonts.ts'

let folder: string
let remove: () => void
beforeEach(() => ({ folder, remove } = temporaryFolder()))
afterEach(() => remove())

/** As much of a font as tells its name (`name`, Windows, English) and its characters (`cmap`, format 12). */
function fontFile(family: string, letters: string): Buffer {
  const name = Buffer.alloc(18 + family.length * 2)
  ;[0, 1, 18, 3, 1, 0x409, 1, family.length * 2, 0].forEach((value, i) => name.writeUInt16BE(value, i * 2))
  Buffer.from(family, 'utf16le').swap16().copy(name, 18)
  const codes = [...letters].map((letter) => letter.codePointAt(0)!)
  const cmap = Buffer.alloc(28 + codes.length * 12)
  ;[0, 1, 3, 10].forEach((value, i) => cmap.writeUInt16BE(value, i * 2))
  cmap.writeUInt32BE(12, 8)
  cmap.writeUInt16BE(12, 12)
  cmap.writeUInt32BE(cmap.length - 12, 16)
  cmap.writeUInt32BE(codes.length, 24)
  codes.forEach((code, i) =>
    [code, code, i + 1].forEach((v, j) => cmap.writeUInt32BE(v, 28 + i * 12 + j * 4)),
  )
  const head = Buffer.alloc(12 + 32)
  head.writeUInt32BE(0x00010000, 0)
  head.writeUInt16BE(2, 4)
  let offset = head.length
  for (const [i, [tag, table]] of Object.entries({ cmap, name }).entries()) {
    head.write(tag, 12 + i * 16, 'latin1')
    head.writeUInt32BE(offset, 20 + i * 16)
    head.writeUInt32BE(table.length, 24 + i * 16)
    offset += table.length
  }
  return Buffer.concat([head, cmap, name])
}

function install(fonts: Record<string, Buffer | string>): void {
  for (const [file, bytes] of Object.entries(fonts)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), bytes)
  }
}

const found = (letters: string, except: string[] = []) =>
  systemFontsFor(new Set([...letters].map((letter) => letter.codePointAt(0)!)), new Set(except), [
    join(folder, 'nowhere'),
    folder,
  ])

test('as few families as will do, those with serifs first; what nobody has is not found', () => {
  install({
    'a/Georgian.ttf': fontFile('Deda', 'კარ'),
    'a/b/Wide.otf': fontFile('Ena Sans', 'კარიѢ'),
    'a/b/Serif.ttf': fontFile('Ena Serif Text', 'კარიѢ'),
    'Other.ttf': fontFile('Other', 'ሀ'),
  })
  const { families, found: codes } = found('კარი𒀀')
  expect(families).toEqual(['Ena Serif Text'])
  expect(String.fromCodePoint(...[...codes].sort((a, b) => a - b))).toBe('აიკრ')
  expect(found('კሀ').families.sort()).toEqual(['Ena Serif Text', 'Other'])
  expect(found('')).toEqual({ families: [], byLanguage: {}, found: new Set() })
})

test('each of the large scripts has the best known of its own fonts', () => {
  install({
    'sans.otf': fontFile('Noto Sans CJK SC', '闸门の댐'),
    'serif.otf': fontFile('Noto Serif CJK SC', '闸门の댐'),
    'mincho.ttf': fontFile('IPAexMincho', '门の'),
    'hangul.ttf': fontFile('NanumMyeongjo', '댐'),
  })
  const fonts = found('闸门の댐')
  expect(fonts.byLanguage).toEqual({ zh: 'Noto Serif CJK SC', ja: 'IPAexMincho', ko: 'NanumMyeongjo' })
  expect(fonts.families).toEqual(['Noto Serif CJK SC', 'IPAexMincho', 'NanumMyeongjo'])
  expect(found('댐').byLanguage).toEqual({ ko: 'NanumMyeongjo' })
})

test('what cannot be used is passed over: refused families, boxes for everything, broken and other files', () => {
  const whole = fontFile('Whole', 'კა')
  install({
    'a.ttf': whole,
    'b.ttf': fontFile('Last', 'კ'),
    'boxes.ttf': fontFile('LastResort', 'კაѢ'),
    'hidden.ttf': fontFile('.Hidden', 'კაѢ'),
    'cut.ttf': fontFile('Cut', 'კაѢ').subarray(0, 90),
    'empty.otf': '',
    'words.ttf': 'no font at all, and nothing like one',
    'notes.txt': fontFile('Notes', 'კაѢ'),
  })
  expect(found('კა').families).toEqual(['Whole'])
  expect(found('კა', ['Whole']).families).toEqual(['Last'])
  expect(found('Ѣ').families).toEqual([])
})

test('a family promises only what each of its faces has', () => {
  install({ 'regular.ttf': fontFile('Deda Regular', 'კა'), 'bold.ttf': fontFile('Deda Bold', 'კ') })
  const { families, found: codes } = found('კა')
  expect(families).toEqual(['Deda'])
  expect(String.fromCodePoint(...codes)).toBe('კ')
})
