/** Invented archives for looking at the window without a backend: any number of rows, each made from its number alone. */
import type { FieldFateRow } from '../../electron/shared/losses.ts'
import type {
  Article,
  ArticleRow,
  Block,
  DumpRow,
  ImportRun,
  ReasonGroup,
  ListedHeadline,
  Outlet,
  PublishedDate,
  RecordRow,
  RecordState,
} from '../../electron/shared/model.ts'
import { rowOwn } from './invented-own.ts'

const DAY = 86_400_000
export const LAST_DAY = Math.floor(Date.UTC(2026, 10, 9) / DAY)
export const FIRST_DAY = Math.floor(Date.UTC(2012, 0, 4) / DAY)

const NAMES = [
  'Harbor Ledger',
  'The Delta Courier',
  'Northfield Wire',
  'Capital Gazette-Post',
  'Rivermouth Radio',
  'Agence Meridian',
  'Upland Times',
  'The Basin Review',
  'Channel Six News',
  'Inland Observer',
  'Coast & County',
  'Tidewater Daily',
  'صحيفة الوادي',
  '河口日报',
]

export function outlets(many: number, articles: number): Outlet[] {
  return Array.from({ length: many }, (_, i) => ({
    id: i + 1,
    name:
      NAMES[i] ??
      `${NAMES[i % 12]} ${['North', 'South', 'Evening', 'Weekend', 'Online'][i % 5]} ${Math.floor(i / 12)}`,
    articles: Math.round((articles / (i + 3)) * 0.35) + (i === 2 ? 2 : 0),
    headlines: Math.round(articles / (i + 2)),
    hue: i % 12,
  }))
}

const TITLES = [
  'Two ministries trade blame as upstream dam gates stay shut',
  'Farmers’ union asks court to enforce the 1961 water treaty',
  'What the river commission’s leaked minutes actually say',
  'Reservoir levels fall below treaty floor for third month',
  'Opinion: A treaty nobody read is now everybody’s problem',
  'Engineers warn of silt build-up behind the Karsun gates',
  'Talks resume after ten-day pause over flow data',
  'How a footnote on page 214 of a forgotten annex became the hinge on which two governments, nine provinces and a bank now turn',
  'مجلس النهر يؤجل التصويت على حصص المياه للمرة الثالثة هذا العام',
  '河流委员会公布三个月来首批水位读数，两岸农民仍持怀疑态度',
  'Ferry service cut to two crossings a day',
]
const SUMMARIES = [
  'The irrigation ministry on Tuesday accused its counterpart upstream of holding back water that the 1961 treaty guarantees, hours after satellite pictures showed all four Karsun gates closed for a ninth straight day.',
  'A petition filed by 212 growers argues that water rights in the lower basin predate the treaty and cannot be suspended by a technical committee, whatever the gauges say.',
  'Minutes seen by this paper show the commission split on whether water rights survive the treaty’s lapse, with three members asking for their dissent to be struck from the record.',
  'Gauges at Low Ferry read 2.1 metres on Monday, the lowest for the season since measurements began in 1948.',
]
const ARABIC =
  'قال أعضاء المجلس إن قراءات العدادات لم تصل في موعدها، وإن التصويت لن يجري قبل نشرها كاملة أمام الجمهور في المقاطعات التسع.'
const CHINESE =
  '委员会周二表示，上游四座闸门连续第九天关闭，卫星图像证实了这一点。两国均未公布条约要求每十天交换一次的水位数据。'

function hash(n: number): number {
  let x = (n + 0x9e3779b9) | 0
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b)
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35)
  return (x ^ (x >>> 16)) >>> 0
}

export function languageOf(id: number): string | null {
  const kind = id % TITLES.length
  return kind === 8 ? 'ar' : kind === 9 ? 'zh' : id % 53 === 7 ? null : 'en'
}

/** The day of the article at this place in a list of `total`, newest first. */
export function dayAt(index: number, total: number): number {
  return Math.round(LAST_DAY - (index / Math.max(1, total)) * (LAST_DAY - FIRST_DAY))
}

export function publishedOf(id: number, day: number): PublishedDate | null {
  const iso = new Date(day * DAY).toISOString()
  if (id % 19 === 11) return null
  if (id % 17 === 5) return { value: iso.slice(0, 7), precision: 'month', source: 'header' }
  if (id % 31 === 3) return { value: iso.slice(0, 4), precision: 'year', source: 'body' }
  if (id % 7 === 1) return { value: `${iso.slice(0, 10)}T09:41Z`, precision: 'minute', source: 'dateline' }
  return { value: iso.slice(0, 10), precision: 'day', source: 'header' }
}

export function titleOf(id: number): string {
  return TITLES[id % TITLES.length]!
}

export function row(index: number, total: number, all: Outlet[], words: string[]): ArticleRow {
  const id = index
  const language = languageOf(id)
  const outlet =
    id % 41 === 13
      ? undefined
      : all[language === 'ar' ? 12 : language === 'zh' ? 13 : hash(id) % Math.min(12, all.length)]
  const text = language === 'ar' ? ARABIC : language === 'zh' ? CHINESE : SUMMARIES[id % SUMMARIES.length]!
  return {
    id,
    title: titleOf(id),
    outletId: outlet?.id ?? null,
    outlet: outlet?.name ?? null,
    published: publishedOf(id, dayAt(index, total)),
    summary: text,
    words: 240 + (hash(id) % 2400),
    language,
    snippet: words.length === 0 ? null : { text, matches: find(text, words) },
    titleMatches: find(titleOf(id), words),
    own: rowOwn(id),
  }
}

function find(text: string, words: string[]): [number, number][] {
  return words.flatMap((word) =>
    [...text.toLowerCase().matchAll(new RegExp(`\\b${word}\\b`, 'g'))].map((m): [number, number] => [
      m.index,
      m.index + word.length,
    ]),
  )
}

const ENGLISH: Block[] = [
  { kind: 'cruft', text: 'NEWYou can now listen to Harbor Ledger articles!' },
  { kind: 'paragraph', text: SUMMARIES[0]! },
  {
    kind: 'caption',
    text: 'Karsun dam on 8 November. Four gates have been closed since the end of October. (River Commission)',
  },
  {
    kind: 'paragraph',
    text: '“The water rights were never conditional on seasonal flow,” said Minister Tal Verrano. Officials across the border called the claim “arithmetically false” and said inflow had dropped 31 percent since August.',
  },
  { kind: 'promo', text: 'FERRY OPERATORS SAY LOW WATER WILL COST THEM THE SEASON' },
  {
    kind: 'paragraph',
    text: 'Neither side has published the gauge readings that the commission requires to be exchanged every ten days. A spokeswoman said the readings exist, that they are complete, and that they would be released “when the committee has agreed on the unit”.',
  },
  { kind: 'heading', text: 'A number nobody disputes' },
  {
    kind: 'paragraph',
    text: 'Only one figure is common ground: at Low Ferry, where the river leaves the gorge, the water stood at 2.1 metres on Monday. It has not been lower in November since measurements began in 1948.',
  },
  {
    kind: 'quote',
    text: 'We plant by the almanac and we pay by the gauge. This year the two no longer speak to each other.',
  },
  {
    kind: 'list',
    text: '• Gates 1 and 2: closed since 30 October\n• Gate 3: closed for silt removal, according to the operator\n• Gate 4: “under observation”',
  },
  { kind: 'promo', text: 'WHAT THE RIVER COMMISSION’S LEAKED MINUTES ACTUALLY SAY' },
  {
    kind: 'paragraph',
    text: 'Growers in the lower basin have asked the court at Tidewater to order the exchange of data at once. Their petition runs to 214 pages and cites the treaty’s annex, in which a footnote defines “season” by the flowering of the alder. Botanists consulted by this newspaper disagreed about when that is.',
  },
  {
    kind: 'preformatted',
    text: 'Low Ferry   2.10 m   −0.34\nKarsun     11.82 m   +0.05\nTidewater   0.96 m   −0.11',
  },
  { kind: 'promo', text: 'TALKS RESUME AFTER TEN-DAY PAUSE OVER FLOW DATA' },
  { kind: 'paragraph', text: 'Talks are to resume on Thursday.' },
  { kind: 'byline', text: 'Harbor Ledger’s R. Okafor contributed to this report.' },
  { kind: 'cruft', text: 'CLICK HERE TO GET THE HARBOR LEDGER APP' },
]
const SCRIPTS: Record<string, Block[]> = {
  ar: [1, 2, 3].map(() => ({ kind: 'paragraph', text: ARABIC })),
  zh: [1, 2, 3].map(() => ({ kind: 'paragraph', text: CHINESE })),
}

function headlines(many: number): ListedHeadline[] {
  return Array.from({ length: many }, (_, i) => ({
    title: TITLES[(i * 3 + 1) % 7]!,
    outlet: i % 26 === 25 ? null : NAMES[i % 12]!,
    date: i % 40 === 39 ? null : new Date((LAST_DAY - Math.floor(i / 16)) * DAY).toISOString().slice(0, 10),
  }))
}

export function article(index: number, total: number, all: Outlet[]): Article {
  const listed = row(index, total, all, [])
  const ordinary = listed.language === 'en' || listed.language === null
  return {
    ...listed,
    authors:
      index % 5 === 2
        ? []
        : [{ name: 'Ines Kallas', handle: '@ikallas' }, ...(index % 2 ? [] : [{ name: 'R. Okafor' }])],
    url:
      index % 3 === 1
        ? null
        : `https://harborledger.example/2026/11/09/two-ministries-trade-blame-as-upstream-dam-gates-stay-shut-${index}`,
    blocks: ordinary ? ENGLISH : SCRIPTS[listed.language!]!,
    headlines: index % 4 === 3 ? [] : headlines(80),
    modified: null,
    section: null,
    canonicalUrl: null,
    candidates: null,
    corrections: {},
    versions: [],
    version: 0,
    sources: Array.from({ length: index % 6 === 0 ? 3 : 1 }, (_, i) => ({
      importId: 12 - i,
      dump: i === 0 ? 'dump-2026-11.txt' : `mirror-${i}.txt`,
      path: `/home/ines/dumps/dump-2026-11.txt`,
      record: 418 + i,
      place: 'bytes 0–20474',
      sha256: '8c1f03b4d1a92e7765c0ab3d9e6f1480c2e7f3a1b5d8946027ce1f4a3b6da92e',
      sizeBytes: 20_474,
      importedAtMs: Date.UTC(2026, 10, 12, 8, 41),
      extractor: 'text-dump 1',
    })),
  }
}

export function imports(): ImportRun[] {
  const run = (
    id: number,
    name: string,
    sums: [number, number, number],
    state: ImportRun['state'] = 'done',
  ): ImportRun => ({
    id,
    name,
    state,
    startedAtMs: Date.UTC(2026, 10, id, 8, 41),
    finishedAtMs:
      state === 'running' || state === 'interrupted' ? null : Date.UTC(2026, 10, id, 8, 41) + sums[0] * 0.33,
    dumps: Math.ceil(sums[0] / 40),
    records: sums[0] + sums[1] + sums[2],
    imported: sums[0],
    duplicates: sums[1],
    rejected: sums[2],
    headlines: sums[0] * 7,
    sizeBytes: sums[0] * 20_474,
    trashed: id === 9 ? sums[0] : 0,
    takenBackAtMs: null,
    watched: false,
    leftOut: id === 11 ? 3 : 0,
    error: null,
  })
  return [
    run(12, 'ministry-crawl-2026-11', [56_110, 4_381, 713], 'running'),
    run(11, 'dumps', [113, 0, 2]),
    run(10, 'press-archive-2019-to-2024-with-a-rather-long-name', [481_220, 12_006, 0]),
    run(9, 'readlater-export', [0, 1_920, 0]),
    run(8, 'wire.jsonl', [46_284, 3_082, 634], 'interrupted'),
    run(7, 'river desk, 2024', [20_100, 18, 3], 'cancelled'),
    run(6, 'afternoon dumps', [38, 2, 0]),
  ]
}

/** What the ledger of an import gives as reasons. */
export function reasons(): ReasonGroup[] {
  const group = (state: ReasonGroup['state'], records: number, kind: string): ReasonGroup => ({
    ...{ state, records, kind },
    alike: !/[#…]/.test(kind),
    example: kind.replaceAll('#', '12').replace('…', 'night-market.txt'),
  })
  return [
    group('rejected', 634, 'The field “published” is not a date (“…”).'),
    group('rejected', 71, 'There is no article on this page.'),
    group('rejected', 6, 'The file is too large: # MB. The limit for this format (text) is # MB.'),
    group('rejected', 2, 'Permission denied: this file may not be read.'),
    group('imported', 318, 'Encoding guessed: windows-#.'),
    group('imported', 44, 'Same text as “…” in Delta Courier.'),
    group('duplicate', 4_381, 'Same bytes as record # of …, imported before.'),
  ]
}

const DUMPS: [string, string | null, number, number, number, number, string | null][] = [
  ['press-0411.warc.gz', 'WARC', 8210, 7904, 298, 8, '8 records: gzip member cut short at byte 44,120,118'],
  ['readlater.csv', 'Pocket CSV', 1920, 1920, 0, 0, null],
  ['dump-afternoon.txt', 'Text dump', 1, 1, 0, 0, '3 headlines without outlet (cut off with “…”)'],
  ['clip-0193.html', 'SingleFile', 1, 0, 1, 0, null],
  ['old/arch.mht', 'MHTML', 1, 0, 0, 1, 'No readable article: kept as original, body 41 characters'],
  ['wire.jsonl', 'JSON Lines', 50000, 46284, 3082, 634, '634 lines: field “published” is not a date (“TBD”)'],
  ['photo.bin', null, 1, 0, 0, 1, 'Not text: the first 512 bytes hold 40 NUL bytes'],
]

export function dump(index: number): DumpRow {
  const [path, format, records, imported, duplicates, rejected, problem] = DUMPS[index % DUMPS.length]!
  const name = index < DUMPS.length ? path : `dump-${String(index).padStart(4, '0')}.txt`
  const state = index > 200 ? 'pending' : 'done'
  return {
    id: index + 1,
    path: `/home/ines/dumps/${name}`,
    format,
    sizeBytes: 20_474 * records,
    state,
    records,
    imported,
    duplicates,
    rejected,
    headlines: imported * 7,
    problem,
  }
}

const LONG_REASONS = [
  'Field “published” is not a date (“TBD”)',
  'The page holds 41 characters of text, which is too little for an article: it looks like a login or consent page. Its bytes are kept, and can be extracted again when a later version reads it better.',
  'Cut short: the gzip member at byte 44,120,118 ends after 18 of 20,474 bytes. Its bytes are not kept: https://ledger.example/2026/11/09/two-ministries-trade-blame-as-upstream-dam-gates-stay-shut-while-farmers-wait-for-water',
]

export function record(index: number, state: RecordState | null): RecordRow {
  const own = state ?? (index % 23 === 4 ? 'rejected' : index % 9 === 3 ? 'duplicate' : 'imported')
  const reason =
    own === 'rejected'
      ? LONG_REASONS[index % LONG_REASONS.length]!
      : own === 'duplicate'
        ? 'Same bytes as dump-2026-10.txt, record 77'
        : null
  return {
    id: index,
    dumpId: 1,
    dump: 'wire.jsonl',
    record: index + 1,
    place: `line ${index + 1}`,
    state: own,
    reason,
    articleId: own === 'rejected' ? null : index,
    title: own === 'rejected' ? null : titleOf(index),
    trashed: index % 40 === 17,
  }
}

export const losses: FieldFateRow[] = [
  {
    format: 'Omnivore export',
    field: 'thumbnail',
    fate: 'lost',
    how: 'the picture is not in the export',
    records: 1204,
  },
  {
    format: 'Omnivore export',
    field: 'updatedAt',
    fate: 'lost',
    how: 'changes with every look at the article',
    records: 1311,
  },
  {
    format: 'Omnivore export',
    field: 'labels',
    fate: 'mapped',
    how: 'tags; the export has no colours of labels',
    records: 840,
  },
  {
    format: 'Omnivore export',
    field: 'highlights: places',
    fate: 'mapped',
    how: 'words not found in the text: kept among the notes without a place',
    records: 7,
  },
  { format: 'Omnivore export', field: 'title', fate: 'kept', how: '', records: 1311 },
  { format: 'Omnivore export', field: 'url', fate: 'kept', how: '', records: 1311 },
  { format: 'Omnivore export', field: 'description', fate: 'kept', how: '', records: 1180 },
]
