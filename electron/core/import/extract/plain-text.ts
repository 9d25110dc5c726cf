/** Text as metadata carry it: entities written twice, tags in JSON strings, white space of templates. */

import { decodeHTML } from 'entities'

/** Without tags and doubled entities, white space folded, line ends kept as paragraph breaks. */
export function plainText(text: string): string {
  let plain = text
  if (plain.includes('<'))
    plain = plain
      .replace(/<(?:br|\/p|\/div|\/h\d|\/li)\b[^<>]{0,500}>/gi, '\n')
      .replace(/<[/!]?[a-z][^<>]{0,2000}>/gi, '')
  if (plain.includes('&')) plain = decodeHTML(plain)
  return plain
    .normalize('NFC')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n[ \n]*/g, '\n')
    .trim()
}

/** On one line. */
export function oneLine(text: string): string {
  return plainText(text).replace(/\s+/g, ' ')
}
