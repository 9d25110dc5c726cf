import { describe, expect, it } from 'vitest'
import { bytes } from './capture-fixtures.ts'
import { charsetOf, decodeAs } from '../../text/charsets.ts'
import { decodePage, decodePlain } from './page-encoding.ts'

const META = (charset: string) => `<html><head><meta charset="${charset}"></head><p>`
const RUSSIAN_1251 =
  '\xc7\xe0\xe1\xe0\xf1\xf2\xee\xe2\xea\xe0 \xe2 \xef\xee\xf0\xf2\xf3 \xef\xf0\xee\xe4\xee\xeb\xe6\xe0\xe5\xf2\xf1\xff'

describe('the encoding of a page', () => {
  it.each([
    ['meta charset', `${META('windows-1251')}\xcc\xe8\xf0`, 'Мир', 'windows-1251'],
    [
      'http-equiv',
      '<META HTTP-EQUIV=Content-Type CONTENT="text/html; CHARSET=koi8-r"><p>\xed\xc9\xd2',
      'Мир',
      'koi8-r',
    ],
    [
      'content before http-equiv',
      "<meta content='text/html;charset=koi8-r' http-equiv='content-type'>\xed\xc9\xd2",
      'Мир',
      'koi8-r',
    ],
    ['XML declaration', '<?xml version="1.0" encoding="gb2312"?><html><p>\xd6\xd0\xce\xc4', '中文', 'gbk'],
    [
      'meta after long scripts',
      `<script>"<meta charset=big5>"${'x'.repeat(9000)}</script>${META('Shift_JIS')}\x93\xfa\x96\x7b`,
      '日本',
      'shift_jis',
    ],
    ['meta in a comment is none', `<!-- <meta charset=big5> -->${META('euc-kr')}\xc7\xd1`, '한', 'euc-kr'],
    ['misspelt', `${META(' CP-1251;')}\xcc\xe8\xf0`, 'Мир', 'windows-1251'],
    ['x-user-defined', `${META('x-user-defined')}\x80 \x93q\x94`, '€ “q”', 'windows-1252'],
    ['latin1 is windows-1252', `${META('iso-8859-1')}\x96 \x85`, '– …', 'windows-1252'],
    ['iso-2022-jp', `${META('iso-2022-jp')}\x1b$BF|K\\\x1b(B`, '日本', 'iso-2022-jp'],
    ['UTF-16 by the page is UTF-8', `${META('utf-16')}caf\xc3\xa9`, 'café', 'utf-8'],
  ])('%s', (_, page, text, name) => {
    const decoded = decodePage(bytes(page))
    expect(decoded.text).toContain(text)
    expect(decoded.encoding).toEqual({ name, guessed: false })
    expect(decoded.notices).toEqual([])
  })

  it('is what the transport says before what the page says, but for us-ascii', () => {
    const page = bytes(`${META('koi8-r')}\xcc\xe8\xf0`)
    expect(decodePage(page, 'windows-1251').text).toContain('Мир')
    expect(decodePage(bytes(`${META('koi8-r')}\xed\xc9\xd2`), 'us-ascii').text).toContain('Мир')
  })

  it('is UTF-8 where the bytes are, whatever the page says', () => {
    const decoded = decodePage(Buffer.from('<meta charset=windows-1252><p>Café — 港口'))
    expect(decoded).toMatchObject({
      encoding: { name: 'utf-8', guessed: false },
      notices: ['The page says windows-1252 but is UTF-8.'],
    })
    expect(decoded.text).toContain('Café — 港口')
  })

  it('is what was declared where few bytes of a Chinese encoding happen to be valid UTF-8', () => {
    // 联通, of which Windows once said that it was UTF-8
    expect(decodePage(bytes(`${META('gb2312')}\xc1\xaa\xcd\xa8`)).text).toContain('联通')
  })

  it('is guessed where the page says UTF-8 and is not', () => {
    const decoded = decodePage(bytes('<meta charset=utf-8><title>t</title><p>Caf\xe9 na\xefve \x96 no'))
    expect(decoded.text).toContain('Café naïve – no')
    expect(decoded).toMatchObject({ encoding: { name: 'windows-1252', guessed: true } })
    expect(decoded.notices).toEqual(['The page says utf-8 but looks like windows-1252.'])
  })

  it('is guessed from prose, not from English tags', () => {
    const tags = '<div class="article content main"><a href="http://example.com/news/index.html">'.repeat(40)
    const decoded = decodePage(bytes(`<html>${tags}<p>${RUSSIAN_1251}</p><p>${RUSSIAN_1251}</p>`))
    expect(decoded.text).toContain('Забастовка в порту')
    expect(decoded).toMatchObject({
      encoding: { name: 'windows-1251', guessed: true },
      notices: ['Encoding guessed: windows-1251.'],
    })
  })

  it('is guessed where Latin is declared and can hardly be', () => {
    const decoded = decodePage(bytes(`${META('iso-8859-1')}${`${RUSSIAN_1251}. `.repeat(5)}`))
    expect(decoded.text).toContain('Забастовка')
    expect(decoded.notices).toEqual(['The page says windows-1252 but looks like windows-1251.'])
  })

  it('stays UTF-8 where a few places are broken, and counts them', () => {
    const decoded = decodePage(
      Buffer.concat([Buffer.from('<meta charset=utf-8><p>Größe, Maß, Übung, Öl'), bytes('\xe9 \0')]),
    )
    expect(decoded.text).toContain('Größe, Maß, Übung, Öl\ufffd')
    expect(decoded.notices).toEqual(['2 damaged characters.'])
  })

  it('is UTF-16 or UTF-32 by marks or NULs', () => {
    const text = '<html><p>Привет 𠮷</p></html>'
    const utf16 = Buffer.from(text, 'utf16le')
    const big16 = Buffer.from(utf16).swap16()
    const utf32 = Buffer.concat(
      [...text].map((character) => {
        const four = Buffer.alloc(4)
        four.writeUInt32LE(character.codePointAt(0)!)
        return four
      }),
    )
    const big32 = Buffer.from(utf32).swap32()
    const marked = (mark: string, body: Buffer) => Buffer.concat([bytes(mark), body])
    for (const [file, name] of [
      [utf16, 'utf-16le'],
      [big16, 'utf-16be'],
      [utf32, 'utf-32le'],
      [big32, 'utf-32be'],
      [marked('\xff\xfe', utf16), 'utf-16le'],
      [marked('\xfe\xff', big16), 'utf-16be'],
      [marked('\xff\xfe\0\0', utf32), 'utf-32le'],
      [marked('\0\0\xfe\xff', big32), 'utf-32be'],
      [marked('\xef\xbb\xbf', Buffer.from(text)), 'utf-8'],
    ] as const) {
      expect(decodePage(file)).toMatchObject({ text, encoding: { name }, notices: [] })
    }
  })

  it('is said to be unknown where it is', () => {
    const decoded = decodePage(bytes(`${META('klingon')}plain`))
    expect(decoded).toMatchObject({
      encoding: { name: 'utf-8' },
      notices: ['The encoding “klingon” is unknown.'],
    })
  })
})

describe('old mail', () => {
  it.each([
    ['utf-7', 'Hi Mom +Jjo-! a+-b 1+1', 'Hi Mom ☺! a+b 1+1'],
    ['hz-gb-2312', 'This is ~{VPND~}. ~~', 'This is 中文. ~'],
    ['iso-2022-kr', '\x1b$)C\x0e>H3g\x0f ok', '안녕 ok'],
  ])('%s', (charset, text, decoded) => {
    expect(decodePlain(bytes(text), charset)).toMatchObject({
      text: decoded,
      encoding: { name: charset },
      notices: [],
    })
  })

  it('but no page may choose UTF-7 for itself', () => {
    expect(charsetOf('utf-7')).toBeNull()
    expect(decodePage(bytes('<meta charset=utf-7>+ADw-script+AD4-')).text).toContain('+ADw-')
  })
})

it('decodes the high bytes of windows-1252 on every Node', () => {
  expect(decodeAs(bytes('\x80\x82\x91\x92\x93\x94\x95\x96\x97\x99\x9f\xa9'), 'windows-1252')).toBe(
    '€‚‘’“”•–—™Ÿ©',
  )
})

it('decodes the syllables that Windows added to EUC-KR, and the characters that GB 18030 added to GBK', () => {
  expect(decodeAs(bytes('\x8cc\xb9\xe6 \x94\xee\x81Aa\xc6R\xc7\xd1'), 'euc-kr')).toBe('똠방 뷁갂a힣한')
  expect(decodeAs(bytes('\xd6\xd0\x92\x32\xc6\x36\x80'), 'gbk')).toBe('中𖼀€')
})
