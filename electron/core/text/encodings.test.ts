import { describe, expect, it } from 'vitest'
import { decodeText } from './encodings.ts'

const bytes = (...values: number[]) => Uint8Array.from(values)
const utf8 = (text: string) => new TextEncoder().encode(text)

function utf16(text: string, littleEndian: boolean): Uint8Array {
  const buffer = Buffer.from(text, 'utf16le')
  return littleEndian ? buffer : Buffer.from(buffer).swap16()
}

function utf32(text: string, littleEndian: boolean): Uint8Array {
  const codes = Array.from(text, (character) => character.codePointAt(0)!)
  const buffer = Buffer.alloc(codes.length * 4)
  codes.forEach((code, i) =>
    littleEndian ? buffer.writeUInt32LE(code, i * 4) : buffer.writeUInt32BE(code, i * 4),
  )
  return buffer
}

/** Encodes by looking each character up in what the encoding decodes to. */
function legacy(text: string, encoding: string): Uint8Array {
  const decoder = new TextDecoder(encoding)
  const table = new Map(Array.from({ length: 256 }, (_, byte) => [decoder.decode(bytes(byte)), byte]))
  return Uint8Array.from(text, (character) => table.get(character)!)
}

describe('decodeText', () => {
  it('takes valid UTF-8 as such, with and without its mark', () => {
    expect(decodeText(utf8('Brücke – zu'))).toEqual({
      text: 'Brücke – zu',
      encoding: 'utf-8',
      guessed: false,
      damaged: 0,
    })
    expect(decodeText(utf8('\ufeffBrücke')).text).toBe('Brücke')
    expect(decodeText(bytes())).toEqual({ text: '', encoding: 'utf-8', guessed: false, damaged: 0 })
  })

  it.each([
    ['English', 'The bridge over the river stays closed until spring.\nDrivers must take the road.'],
    ['Japanese', '橋は春まで閉鎖される。市は2日、住民に伝えた。\n工事は7カ月かかる見通し。'.repeat(6)],
    ['Russian', 'Мост через реку закрыт до весны, сообщила мэрия.\nВодителям советуют объезд.'.repeat(3)],
    ['Arabic', 'أغلقت البلدية الجسر حتى الربيع، وقالت إن الأعمال ستبدأ الشهر المقبل.\n'.repeat(4)],
    ['Hindi', 'नगर परिषद ने नदी पर बना पुल वसंत तक बंद कर दिया है।\n'.repeat(5)],
  ])('tells UTF-16 of %s, marked or not, either way round', (_, text) => {
    for (const little of [true, false]) {
      const label = little ? 'utf-16le' : 'utf-16be'
      expect(decodeText(utf16(text, little))).toEqual({ text, encoding: label, guessed: true, damaged: 0 })
      const marked = decodeText(utf16(`\ufeff${text}`, little))
      expect(marked).toEqual({ text, encoding: label, guessed: false, damaged: 0 })
    }
  })

  it.each([
    [
      'windows-1252',
      'Die Brücke über den Fluß bleibt bis März gesperrt, sagte der Bürgermeister. Größere Schäden gäbe es nicht.',
    ],
    [
      'windows-1251',
      'Мост через реку закрыт до весны, сообщила мэрия. Водителям советуют объезд по северной дороге.',
    ],
    [
      'koi8-r',
      'Мост через реку закрыт до весны, сообщила мэрия. Водителям советуют объезд по северной дороге.',
    ],
    [
      'ibm866',
      'Мост через реку закрыт до весны, сообщила мэрия. Водителям советуют объезд по северной дороге.',
    ],
    [
      'macintosh',
      'Die Brücke über den Fluß bleibt bis März gesperrt, sagte der Bürgermeister. Größere Schäden gäbe es nicht.',
    ],
  ])('guesses %s', (encoding, text) => {
    expect(decodeText(legacy(text, encoding))).toEqual({ text, encoding, guessed: true, damaged: 0 })
  })

  it.each([true, false])('tells UTF-32, little-endian %s, marked or not', (little) => {
    const label = little ? 'utf-32le' : 'utf-32be'
    const text = 'Brücke 橋\nzu'
    expect(decodeText(utf32(text, little))).toEqual({ text, encoding: label, guessed: true, damaged: 0 })
    const marked = decodeText(utf32(`\ufeff${text}`, little))
    expect(marked).toEqual({ text, encoding: label, guessed: false, damaged: 0 })
  })

  it.each([
    ['koi8-r', 'Забастовка в порту'],
    ['windows-1251', 'Забастовка в порту'],
    ['ibm866', 'Забастовка в порту'],
    ['windows-1251', 'Страйк у порту триває'],
    ['windows-1253', 'Απεργία στο λιμάνι'],
    ['windows-1255', 'שביתה בנמל'],
    ['windows-1255', 'המשטרה עצרה שלושה חשודים'],
    ['windows-1256', 'إضراب الميناء'],
    ['windows-1256', 'مجلس النهر يؤجل التصويت'],
  ])('guesses %s of a few words among English ones', (encoding, text) => {
    const mixed = `${text} The dock workers met on Tuesday.\n`.repeat(3)
    expect(decodeText(legacy(mixed, encoding))).toEqual({ text: mixed, encoding, guessed: true, damaged: 0 })
  })

  it('leaves Western words with several accents in a row Western', () => {
    const text =
      'Der Fußgänger übersäte das Gebäude mit Äpfeln, und ÄÖÜ stand am Ende. Œuvre déçue, naïve créée.'
    expect(decodeText(legacy(text, 'windows-1252'))).toMatchObject({ text, encoding: 'windows-1252' })
  })

  it('tells a few words of Chinese in Big5 from half-width katakana', () => {
    const big5 = Buffer.from('b4e4a466bd7da4750a'.repeat(3), 'hex')
    expect(decodeText(big5)).toMatchObject({ text: '港口罷工\n'.repeat(3), encoding: 'big5', damaged: 0 })
    const japanese = Buffer.from('8d6098708358836783898343834c91e688ea93fa0a'.repeat(3), 'hex')
    expect(decodeText(japanese).text).toBe('港湾ストライキ第一日\n'.repeat(3))
  })

  it('takes ASCII with NULs for that, not for UTF-16 with a few Chinese characters', () => {
    expect(decodeText(utf8('a\0b\0The gates\0'))).toEqual({
      text: 'abThe gates',
      encoding: 'utf-8',
      guessed: false,
      damaged: 3,
    })
    const chinese = '中 The gates stayed shut on Tuesday'
    expect(decodeText(utf16(chinese, true))).toMatchObject({ text: chinese, encoding: 'utf-16le' })
  })

  it('counts what is lost, and keeps the rest', () => {
    const cut = utf8('Die Brücke über dem Fluß ist gesperrt. Ähnliches gilt für die Fähre.').subarray(0, -1)
    expect(decodeText(cut)).toMatchObject({ encoding: 'utf-8', damaged: 0 })
    const inside = utf8('Die Brücke über dem Fluß – für Jäger, Träger und Bäcker: ö')
    expect(decodeText(inside.subarray(0, -1))).toMatchObject({ encoding: 'utf-8', guessed: true, damaged: 1 })
    expect(decodeText(utf8('Bridge\0 closed\0'))).toMatchObject({ text: 'Bridge closed', damaged: 2 })
  })

  it('leaves lines as they are', () => {
    expect(decodeText(utf8('a\rb\r\nc\u2028d\u0085e')).text).toBe('a\rb\r\nc\u2028d\u0085e')
  })
})

it('the curly quotes and dashes of Windows survive on every Node', () => {
  const bytes = Buffer.concat([
    Buffer.from([0x93]),
    Buffer.from('The gates stayed shut', 'latin1'),
    Buffer.from([0x94, 0x20, 0x97, 0x20]),
    Buffer.from('the ministry said on Tuesday that 5 ', 'latin1'),
    Buffer.from([0x80]),
    Buffer.from(' a litre wasn', 'latin1'),
    Buffer.from([0x92]),
    Buffer.from('t the price. Caf\xe9s closed.\n', 'latin1'),
  ])
  expect(decodeText(bytes).text).toBe(
    '“The gates stayed shut” — the ministry said on Tuesday that 5 € a litre wasn’t the price. Cafés closed.\n',
  )
})
