/** For tests of exports: an archive with everything an export may meet, and zips read back. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fromBufferPromise } from 'yauzl'
import type { Archive } from '../archive.ts'
import { openArchive } from '../archive.ts'
import { pageHtml, pixel, watched, writeFiles } from '../import/import-fixtures.ts'
import { runImport } from '../import/run-import.ts'

export const PAGE_URL = 'https://tidewater.example/2024/05/bridge'

/** Text that every format would take for something of its own. */
export const TRICKY =
  'Text with <script>alert(1)</script> & "quotes", #hash $math$ @at \\back `tick` *star* _low_ {curly} [a](javascript:alert(1)) ]]> -- %d\u0007 \ud83d\ude00 end.'

/**
 * Imports a text dump, a saved page with a picture (article 2 once imported) and one in Arabic.
 * @returns the ids in the order of import
 */
export async function fillArchive(path: string, folder: string): Promise<number[]> {
  const dumps = join(folder, 'dumps')
  mkdirSync(dumps, { recursive: true })
  writeFiles(dumps, {
    'a.txt': [
      'Council vote on the harbour gates – Harbor Ledger',
      'March 2, 2021',
      'The gates stayed shut for a ninth day, the council said on Tuesday, and nobody was asked about it before the vote was taken.',
      TRICKY,
      '- Other headline of the week - Delta Courier - March 1st, 2024 [March 1st, 2024]',
      '',
    ].join('\n'),
    'b.html': pageHtml({ url: PAGE_URL, picture: './b_files/bridge.gif' }),
    'b_files/bridge.gif': pixel(7),
    'c.html': pageHtml({
      title: 'المجلس يغلق الجسر القديم',
      url: 'https://tidewater.example/ar/bridge',
      paragraphs: [
        'صوت مجلس الميناء يوم الثلاثاء على إغلاق الجسر المتحرك القديم، قائلا إن شتاء آخر من الإصلاحات سيكلف أكثر من جسر جديد.',
        'وقال الصيادون الذين يعبرونه كل صباح إنهم لم يسألوا، وإن الطريق البديل يضيف أربعين دقيقة إلى يوم يبدأ في الرابعة.',
        'يبدأ العمل على البديل في الربيع، كما قال رئيس البلدية للصحفيين، إذا دفعت المقاطعة نصفها من أحد عشر مليونا.',
      ],
    }),
  })
  await runImport(path, { paths: [dumps] }, watched().control)
  const archive = openArchive(path)
  try {
    return archive.db.prepare('SELECT id FROM article ORDER BY id').pluck().all() as number[]
  } finally {
    archive.close()
  }
}

/** Highlights, notes, tags, a star, a collection: what people add. @returns the collection's id */
export function addOwnThings(archive: Archive, ids: readonly number[]): number {
  const [first, second] = ids as [number, number]
  archive.answer('archive.annotate', {
    articleId: first,
    place: { start: 4, end: 9 },
    colour: 1,
    note: 'A **note** with <b>HTML</b>',
  })
  archive.answer('archive.annotate', { articleId: first, place: { start: 6, end: 20 }, colour: 2, note: '' })
  archive.answer('archive.annotate', {
    articleId: second,
    place: null,
    colour: 0,
    note: 'On the whole article',
  })
  archive.answer('archive.tagArticles', {
    selection: { ids: [first] },
    add: ['policy/water', 'harbour'],
    remove: [],
  })
  archive.answer('archive.mark', { selection: { ids: [second] }, starred: true, read: true })
  const { value } = archive.answer('archive.createCollection', {
    title: 'The <bridge> & more',
    parentId: null,
  })
  archive.answer('archive.saveCollection', {
    collectionId: value.id,
    revision: value.revision,
    description: 'What *happened*.',
  })
  for (const id of [...ids].reverse())
    archive.answer('archive.addToCollection', {
      collectionId: value.id,
      selection: { ids: [id] },
      beforeId: null,
    })
  archive.answer('archive.saveItemNote', {
    collectionId: value.id,
    articleId: first,
    revision: 1,
    note: 'Read this first',
  })
  return value.id
}

/** A collection as a selection. */
export function ofCollection(collectionId: number) {
  return { query: { text: '', outletId: null, importId: null, collectionId }, except: [] }
}

/** All members of a zip, by name, in their order. */
export async function unzip(bytes: Buffer): Promise<Map<string, Buffer>> {
  const zip = await fromBufferPromise(bytes)
  const members = new Map<string, Buffer>()
  for await (const entry of zip.eachEntry()) {
    const pieces: Buffer[] = []
    for await (const piece of await zip.openReadStreamPromise(entry)) pieces.push(piece as Buffer)
    if (members.has(entry.fileName)) throw new Error(`twice: ${entry.fileName}`)
    members.set(entry.fileName, Buffer.concat(pieces))
  }
  return members
}

const TOKEN =
  /<!--[\s\S]*?-->|<!DOCTYPE[^>]*>|<\?[^>]*\?>|<\/?([A-Za-z][\w:.-]*)((?:\s+[\w:.-]+="[^"<]*")*)\s*(\/?)>|[^<]+|</g

/** What keeps a text from being well-formed XML of the kind we write: every tag closed, every attribute quoted, once. */
export function xmlFaults(xml: string): string[] {
  const faults: string[] = []
  const open: string[] = []
  for (const [token, name, attributes = '', empty] of xml.matchAll(TOKEN)) {
    if (token === '<') faults.push(`a bare < before ${xml.slice(xml.indexOf(token), 40)}`)
    const loose = token.replaceAll(/&(amp|lt|gt|quot|#39);/g, '')
    if (!token.startsWith('<!') && loose.includes('&')) faults.push(`a bare & in ${token.slice(0, 60)}`)
    if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.test(token) || !token.isWellFormed())
      faults.push(`a character that XML has not, in ${JSON.stringify(token.slice(0, 60))}`)
    const names = [...attributes.matchAll(/([\w:.-]+)=/g)].map(([, one]) => one)
    if (new Set(names).size < names.length) faults.push(`an attribute twice in ${token}`)
    if (!name || empty) continue
    if (!token.startsWith('</')) open.push(name)
    else if (open.pop() !== name) faults.push(`</${name}> closes something else`)
  }
  return [...faults, ...open.map((name) => `<${name}> is never closed`)]
}

/** Whatever could run, be fetched or lead somewhere unasked in markup that we wrote. Links of the web may stand in it. */
export function activeContent(markup: string): string[] {
  const faults: string[] = []
  for (const [tag, name = ''] of markup.matchAll(/<([A-Za-z][\w:-]*)(?:\s[^>]*)?>/g)) {
    if (
      /^(script|iframe|frame|object|embed|applet|form|input|button|base|video|audio|source|math|style|template|portal)$/i.test(
        name,
      )
    )
      faults.push(tag)
    if (/\son\w+\s*=|\sstyle\s*=|\ssrcset\s*=|\sping\s*=|\sbackground\s*=/i.test(tag)) faults.push(tag)
    for (const [, attribute, value = ''] of tag.matchAll(/\s(href|src|action|data|xlink:href)="([^"]*)"/g)) {
      const isPlain =
        attribute === 'href' && name === 'a'
          ? /^(https?:\/\/|#|\.\.\/|articles\/|[\w.-]+\.xhtml$)/
          : /^[\w./-]+$/
      if (!isPlain.test(value)) faults.push(tag)
    }
  }
  return faults
}
