/** RIS: references of many programs, a tag of two letters on each line. What they file as something else is taken all the same. */
import type { FoundRecord, RecordContent } from '../../format.ts'
import { decodeText } from '../../../text/encodings.ts'
import { fatesOf, plan } from './fates.ts'
import { NO_ITEM, turnedName, zoteroContent } from './zotero-item.ts'

export const RIS = 'export/ris/1'

const FATES = plan({
  TY: { lost: 'an article is an article' },
  TI: 'kept',
  T1: { to: 'the title' },
  T2: { to: 'the outlet' },
  JF: { to: 'the outlet' },
  JO: { to: 'the outlet' },
  AU: 'kept',
  A1: { to: 'authors' },
  UR: 'kept',
  PY: { to: 'the date, where DA does not say more' },
  Y1: { to: 'the date' },
  DA: { to: 'the date' },
  AB: { to: 'the description' },
  N2: { to: 'the description' },
  N1: { to: 'a note on the article' },
  KW: { to: 'tags' },
  LA: { to: 'the language' },
  Y2: { lost: 'when it was looked at is not kept' },
  L1: { lost: 'files are not in the export' },
  ID: { lost: 'a number of another program’s own' },
})

export function isRis(text: string): boolean {
  return /^TY {1,2}- *[A-Z]{2,8}[ \t]*\r?\n/.test(text)
}

const LINE = /^([A-Z][A-Z0-9]) {1,2}-(?: (.*))?$/

/** Never throws. */
export function* readRis(bytes: Uint8Array): Generator<FoundRecord> {
  const { text } = decodeText(bytes)
  let fields: Map<string, string[]> | null = null
  let [line, first, last] = [0, 1, '']
  const original: string[] = []
  const finish = (): FoundRecord | null => {
    const found = fields
    fields = null
    if (!found) return null
    const own = Buffer.from(original.splice(0).join('\n'))
    return { byteStart: 0, byteEnd: bytes.length, line: first, bytes: own, ...readReference(found) }
  }
  for (const written of text.split(/\r\n|\n|\r/)) {
    line++
    const [, tag = '', value = ''] = LINE.exec(written.trimEnd()) ?? []
    if (tag === 'TY') {
      const before = finish()
      if (before) yield before
      fields = new Map()
      first = line
    }
    if (!fields) continue
    original.push(written)
    if (tag === 'ER') {
      const done = finish()
      if (done) yield done
    } else if (tag !== '') {
      last = tag
      fields.set(tag, [...(fields.get(tag) ?? []), value.trim()])
      // a long text goes on in lines without a tag
    } else if (last !== '' && written.trim() !== '') {
      const values = fields.get(last)!
      values[values.length - 1] += `\n${written.trim()}`
    }
  }
  const end = finish()
  if (end) yield end
}

function readReference(fields: ReadonlyMap<string, readonly string[]>): RecordContent {
  const all = (...tags: string[]) =>
    tags.flatMap((tag) => fields.get(tag) ?? []).filter((value) => value !== '')
  const one = (...tags: string[]) => all(...tags)[0] ?? ''
  return {
    ...zoteroContent({
      ...NO_ITEM,
      title: one('TI', 'T1'),
      url: one('UR'),
      authors: all('AU', 'A1').map(turnedName),
      outlet: one('T2', 'JF', 'JO'),
      date: risDate(one('DA', 'Y1', 'PY')) || one('PY'),
      abstract: one('AB', 'N2'),
      language: one('LA'),
      tags: all('KW').flatMap((words) => words.split('\n').map((word) => word.trim())),
      notes: all('N1'),
    }),
    fields: fatesOf(Object.fromEntries(fields), FATES),
  }
}

/** `2024/05/03/10:30`, parts of which may be missing. */
function risDate(text: string): string {
  const [year = '', month = '', day = ''] = text.split(/[/-]/).map((part) => part.trim())
  if (!/^\d{4}$/.test(year)) return text
  const rest = [month, day].map((part) => (/^\d{1,2}$/.test(part) ? part.padStart(2, '0') : '00'))
  return `${year}-${rest.join('-')}`
}
