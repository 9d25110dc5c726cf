/** A small archive with one of everything that a page has to cope with; invented for the tests. */
import { createHash } from 'node:crypto'
import { deflateSync } from 'node:zlib'
import { prepared, onDay, addArticles } from './test-archive.ts'
import type { Block } from '../shared/model.ts'
import { bodyText } from '../shared/model.ts'
import type { Archive } from '../core/archive.ts'
import { packBlocks } from '../core/db/blobs.ts'
import { PartWriter } from '../core/db/parts.ts'
import { CODEC_PLAIN, type PreparedArticle } from '../core/db/prepared.ts'

/** Everything that means something to Typst. */
export const MARKUP =
  '#panic("code") #{1+1} $x^2$ @label <label> \\ `raw` ```block``` // comment /* more */ *bold* _em_ = head - item + one [x] ~ -- --- ... "q" \\u{41} #import "/document.json"'

export const ARABIC =
  'بقيت بوابات السد مغلقة لليوم التاسع، وقال مسؤول في Halvora Power إن المنسوب بلغ 340 متراً مكعباً.'

export function articleOf(blocks: Block[], article: Parameters<typeof prepared>[0] = {}): PreparedArticle {
  const packed = packBlocks(blocks)
  return {
    ...prepared({ ...article, text: bodyText(blocks) || 'x' }),
    blocks: packed.data,
    codec: packed.codec,
  }
}

export function paragraphs(...texts: string[]): Block[] {
  return texts.map((text) => ({ kind: 'paragraph', text }))
}

/** A PNG of one colour gradient. */
export function png(width: number, height: number): Buffer {
  const raw = Buffer.alloc((width * 3 + 1) * height)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = y * (width * 3 + 1) + 1 + x * 3
      raw[at] = 90 + (x * 120) / width
      raw[at + 1] = 110 + (y * 90) / height
      raw[at + 2] = 140
    }
  }
  const chunk = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
    const out = Buffer.alloc(body.length + 8)
    out.writeUInt32BE(data.length, 0)
    body.copy(out, 4)
    out.writeUInt32BE(crc32(body), body.length + 4)
    return out
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(raw)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function crc32(bytes: Buffer): number {
  let crc = 0xffffffff
  for (const byte of bytes) {
    crc ^= byte
    for (let i = 0; i < 8; i++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0)
  }
  return (crc ^ 0xffffffff) >>> 0
}

/** Keeps a picture in the archive. @returns its name in a figure */
export function keepPicture({ db }: Archive, bytes: Buffer, mime = 'image/png'): string {
  const sha256 = createHash('sha256').update(bytes).digest()
  const originalId = db.prepare('SELECT min(id) FROM original').pluck().get() as number
  new PartWriter(db).keep(originalId, [
    {
      sha256,
      mime,
      name: 'picture',
      isShown: true,
      sizeBytes: bytes.length,
      codec: CODEC_PLAIN,
      data: bytes,
    },
  ])
  return sha256.toString('hex')
}

const FILLER =
  'Operators at the dam opened three of its eleven gates on Tuesday morning, ending a fifteen-day closure that had cut the river to less than half its usual winter flow. Nobody in the control room had been told why, and nobody asked; the order came by telephone and was repeated, slowly, for the record.'

export function richBlocks(pictures: { good: string; broken: string; avif: string }): Block[] {
  const marked =
    'The flow fell to 160 m3 in a week, the ministry said in its bulletin, and H2O is what it is.'
  const mark = (type: 'em' | 'strong' | 'link' | 'code' | 'sub' | 'sup', words: string, href?: string) => {
    const start = marked.indexOf(words)
    return { type, start, end: start + words.length, ...(href ? { href } : {}) }
  }
  const figure = (sha256: string | null, text: string): Block => ({
    kind: 'figure',
    text,
    image: { src: 'https://harborledger.example/pictures/gate.jpg', alt: 'A gate', sha256 },
  })
  return [
    ...paragraphs(FILLER),
    {
      kind: 'paragraph',
      text: marked,
      marks: [
        { type: 'sup', start: marked.indexOf('m3') + 1, end: marked.indexOf('m3') + 2 },
        mark('em', 'in a week'),
        mark('link', 'ministry said', 'https://ministry.example/bulletin'),
        mark('link', 'bulletin', 'javascript:alert(1)'),
        { type: 'sub', start: marked.indexOf('H2O') + 1, end: marked.indexOf('H2O') + 2 },
        mark('strong', 'H2O is what'),
      ],
    },
    figure(pictures.good, 'The eleventh gate, seen from the control room. (Harbor Ledger)'),
    { kind: 'heading', level: 4, text: 'What the bulletin says' },
    ...paragraphs(FILLER, `${FILLER} ${FILLER}`),
    { kind: 'quote', text: 'We were told to wait, and so we waited. Nobody has told us to stop.' },
    {
      kind: 'list',
      text: 'Gate one\nGate two, which has a long name because it was rebuilt twice\nGate three',
      ordered: true,
    },
    { kind: 'list', text: 'first\nsecond', items: ['first', 'second'] },
    {
      kind: 'table',
      text: 'Day\tFlow\tNote\nMonday\t160\tclosed\nTuesday\t280\tthree gates open, the others under repair until spring',
    },
    { kind: 'preformatted', text: 'for gate in gates:\n    gate.open()   # never\n\treturn' },
    figure(pictures.broken, 'A picture whose bytes are no picture.'),
    figure(pictures.avif, 'A picture of a kind that is not printed.'),
    figure(null, 'A picture that was not saved.'),
    { kind: 'promo', text: 'PROMO: READ THIS NEXT' },
    ...paragraphs(FILLER),
  ]
}

/** @returns ids by what they are for */
export function fillArchive(
  archive: Archive,
): Record<'rich' | 'markup' | 'rtl' | 'untitled' | 'headlines' | 'long', number> {
  const [first] = addArticles(archive, [
    articleOf(paragraphs(MARKUP, `${MARKUP} ${MARKUP}`), {
      title: `Markup ${MARKUP}`,
      outlet: 'The #Ledger$',
      authors: [{ name: 'Ada *Quill* #1' }],
      published: onDay('2025-03-04'),
      url: 'https://ledger.example/a?b=#panic("url")&c=$x$',
    }),
  ])
  const good = keepPicture(archive, png(640, 400))
  const broken = keepPicture(archive, png(64, 64).subarray(0, 200))
  const avif = keepPicture(
    archive,
    Buffer.from('\0\0\0\x1cftypavif\0\0\0\0avifmif1miaf', 'latin1'),
    'image/avif',
  )
  const [rich, rtl, untitled, headlines, long] = addArticles(archive, [
    articleOf(richBlocks({ good, broken, avif }), {
      title: 'Ostrel gates opened after overnight deal',
      authors: [{ name: 'Ines Kallas' }, { name: 'R. Okafor', handle: '@rokafor' }],
      published: onDay('2026-11-09T09:41Z'),
      url: 'https://harborledger.example/2026/11/09/ostrel-gates-opened-after-overnight-deal-between-halvora-and-meressa-say-officials.html',
    }),
    articleOf(paragraphs(ARABIC, `${ARABIC} ${ARABIC}`), {
      title: 'بوابات مغلقة لليوم 9',
      outlet: 'صدى كارسون',
      language: 'ar',
      published: onDay('2026-11-11'),
    }),
    articleOf(
      paragraphs(
        'Lone \ud800 surrogate, bell \u0007, override \u202ereversed, loose \u2067isolate.',
        'A \u0378 letter that no font has.',
      ),
      {
        title: '',
        outlet: null,
        language: null,
      },
    ),
    articleOf([{ kind: 'furniture', text: 'Menu' }], {
      title: 'Only headlines',
      headlines: [
        { title: 'Port wakes #1', outlet: 'Delta Courier', date: '2026-03-01' },
        { title: 'Second headline', outlet: null, date: null },
      ],
    }),
    articleOf(
      paragraphs(
        `${'a'.repeat(3000)} ${'https://harborledger.example/'.padEnd(180, 'path/')}`,
        `${FILLER} `.repeat(20),
      ),
      {
        title: `A title that goes on ${'and on '.repeat(30)}`,
        published: onDay('2026'),
      },
    ),
  ])
  return { markup: first!, rich: rich!, rtl: rtl!, untitled: untitled!, headlines: headlines!, long: long! }
}

/** A collection of them, with notes and highlights. @returns its id */
export function fillCollection(archive: Archive, ids: ReturnType<typeof fillArchive>): number {
  const collectionId = archive.answer('archive.createCollection', {
    title: 'Gates & #floods',
    parentId: null,
  }).value.id
  archive.answer('archive.saveCollection', {
    collectionId,
    revision: 1,
    description:
      'What was **said** of the gates, and by [whom](https://who.example/).\n\n- #first\n- $second$',
  })
  const order = [ids.rich, ids.rtl, ids.markup, ids.untitled, ids.headlines, ids.long]
  archive.answer('archive.addToCollection', { collectionId, selection: { ids: order }, beforeId: null })
  archive.answer('archive.saveItemNote', {
    collectionId,
    articleId: ids.rich,
    revision: 1,
    note: 'Read this one *first*: it names the order of `gates`.',
  })
  const text = bodyText(archive.answer('archive.article', { id: ids.rich }).blocks)
  const on = (words: string, colour: 0 | 1 | 2 | 3, note: string): void => {
    const start = text.indexOf(words)
    archive.answer('archive.annotate', {
      articleId: ids.rich,
      place: { start, end: start + words.length },
      colour,
      note,
    })
  }
  on('three of its eleven gates', 1, '')
  on('ministry said in its bulletin', 0, 'Check the **bulletin** of 8 November. #not-code $x$')
  on('told to wait', 3, 'The same words as in the wire’s report.')
  on('three gates open', 2, 'In a table.')
  on('Gate two', 1, '')
  archive.answer('archive.annotate', {
    articleId: ids.rich,
    place: null,
    colour: 2,
    note: 'On the whole article.',
  })
  return collectionId
}
