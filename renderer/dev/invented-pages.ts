/** Invented saved pages: every kind of block in a few scripts, pictures that are there and that are not, versions, corrections. */
import type {
  Article,
  Block,
  Candidates,
  ExtractionChange,
  Mark,
  VersionInfo,
} from '../../electron/shared/model.ts'

/** A picture of the dev server by its size; see look.mjs. */
const picture = (
  name: string,
  width: number,
  height: number,
  alt: string,
  text: string,
  here = true,
): Block => ({
  kind: 'figure',
  text,
  image: {
    src: `https://cdn.ledger.example/media/2026/11/${name}?quality=82&crop=smart&auto=webp&width=${width}`,
    alt,
    sha256: here ? `${width}x${height}-${name}`.padEnd(64, '0') : null,
    width,
    height,
  },
})
const paragraph = (text: string, ...marks: Mark[]): Block => ({ kind: 'paragraph', text, marks })
const mark = (text: string, type: Mark['type'], words: string, href?: string): Mark => {
  const start = text.indexOf(words)
  return { type, start, end: start + words.length, ...(href ? { href } : {}) }
}
function marked(text: string, ...marks: [Mark['type'], string, string?][]): Block {
  return paragraph(text, ...marks.map(([type, words, href]) => mark(text, type, words, href)))
}
const list = (items: string[], ordered = false): Block => ({
  kind: 'list',
  text: items.join('\n'),
  items,
  ordered,
})
const table = (rows: string[][]): Block => ({
  kind: 'table',
  text: rows.map((row) => row.join('\t')).join('\n'),
  rows,
})

const RICH: Block[] = [
  marked(
    'The irrigation ministry on Tuesday accused its counterpart upstream of holding back water that the 1961 treaty guarantees, hours after satellite pictures showed all four Karsun gates closed for a ninth straight day.',
    ['link', '1961 treaty', 'https://ledger.example/treaty/1961?utm_source=article'],
    ['strong', 'ninth straight day'],
  ),
  picture(
    'karsun.jpg',
    1600,
    900,
    'A dam seen from above',
    'Karsun dam on 8 November. Four gates have been closed since the end of October. (River Commission)',
  ),
  marked(
    '“The water rights were never conditional on seasonal flow,” said Minister Tal Verrano, in what he called an open letter to the people of the lower basin. CO2 in the reservoir rose to 412 ppm, or 3.1 × 104 units of calc_flow().',
    ['em', 'never'],
    ['link', 'an open letter to the people of the lower basin', 'https://ministry.example/letters/open'],
    ['em', 'open letter'],
    ['code', 'calc_flow()'],
  ),
  { kind: 'heading', level: 2, text: 'A number nobody disputes' },
  marked(
    'Only one figure is common ground: at Low Ferry, where the river leaves the gorge, the water stood at 2.1 metres on Monday.',
    ['sup', 'ground'],
  ),
  table([
    ['Gauge', 'Level', 'Since August', 'Lowest since'],
    ['Low Ferry', '2.10 m', '−0.34', '1948'],
    ['Karsun', '11.82 m', '+0.05', '2011'],
    ['Tidewater, at the lock', '0.96 m', '−0.11', '2022'],
  ]),
  { kind: 'heading', level: 3, text: 'What the gates do' },
  list([
    'Gates 1 and 2: closed since 30 October',
    'Gate 3: closed for silt removal, according to the operator',
    'Gate 4: “under observation”',
  ]),
  {
    kind: 'quote',
    text: 'We plant by the almanac and we pay by the gauge. This year the two no longer speak to each other.',
  },
  { kind: 'heading', level: 4, text: 'In which order' },
  list(['The commission meets.', 'The unit is agreed upon.', 'The readings are published.'], true),
  {
    kind: 'preformatted',
    text: 'Low Ferry   2.10 m   −0.34\nKarsun     11.82 m   +0.05\nTidewater   0.96 m   −0.11',
  },
  picture('map.png', 640, 480, 'Map of the lower basin', '', false),
  { kind: 'promo', text: 'TALKS RESUME AFTER TEN-DAY PAUSE OVER FLOW DATA' },
  { kind: 'paragraph', text: 'Talks are to resume on Thursday.' },
  { kind: 'byline', text: 'Harbor Ledger’s R. Okafor contributed to this report.' },
]

const PICTURES: Block[] = [
  picture('tall.png', 700, 3200, 'A very tall graphic', 'How the river fell, week by week, since August.'),
  { kind: 'paragraph', text: 'A picture of unknown size follows, then one that is small.' },
  {
    kind: 'figure',
    text: '',
    image: {
      src: 'https://a.example/x.png',
      alt: 'Without a size',
      sha256: '900x420-unsized'.padEnd(64, '0'),
    },
  },
  picture('small.png', 120, 90, 'The commission’s seal', 'The seal of the commission.'),
  picture(
    'pano.png',
    3000,
    400,
    'A panorama',
    'The lower basin from the Upland road, photographed in the first week of November from the same place as every year since 1971; the line of poplars in the middle distance marks where the river ran until the flood of 1988, and the two white buildings to the right are the pumping stations whose closure both governments now dispute, each with its own survey. (Photograph: Ana Ruiz, for Harbor Ledger)',
  ),
  picture('gone.jpg', 800, 600, 'Children on the dry bank', 'The bank at Low Ferry on Sunday.', false),
  {
    ...picture('broken.jpg', 800, 600, 'Broken', ''),
    image: { src: '', alt: '', sha256: 'broken'.padEnd(64, '0') },
  },
  {
    kind: 'figure',
    text: '',
    image: { src: 'data:image/png;base64,', alt: '', sha256: null },
  },
  table([
    [
      'Province',
      ...Array.from({ length: 12 }, (_, i) => `${i + 1}/2026`),
      'Remarks of the commission’s own surveyors',
    ],
    ...['Upland', 'Karsun and the Gorge', 'Lower Basin', 'Tidewater'].map((name, i) => [
      name,
      ...Array.from({ length: 12 }, (_, j) => `${((i + 3) * (j + 7) * 13.7).toFixed(1)}`),
      'Measured by hand where the gauge had fallen dry; see the annex.',
    ]),
  ]),
  table([
    ['What the treaty says', 'What the two sides say it says'],
    [
      'Each side “shall exchange readings” every ten days.',
      'That readings exist; that they are complete; that they will be released when the committee has agreed on the unit.',
    ],
    ['“Season”: the flowering of the alder.', 'Botanists disagree about when that is.'],
  ]),
]

const ARABIC: Block[] = [
  marked(
    'قال أعضاء المجلس إن قراءات العدادات لم تصل في موعدها، وإن التصويت لن يجري قبل نشرها كاملة أمام الجمهور في المقاطعات التسع.',
    ['link', 'قراءات العدادات', 'https://alwadi.example/gauges'],
    ['strong', 'لن يجري'],
  ),
  picture('majlis.jpg', 1200, 700, 'قاعة المجلس', 'قاعة مجلس النهر يوم الثلاثاء. (وكالة الوادي)'),
  { kind: 'heading', level: 2, text: 'أرقام لا خلاف عليها' },
  table([
    ['العداد', 'المنسوب', 'منذ آب'],
    ['المعبر الأدنى', '٢٫١٠', '−٠٫٣٤'],
    ['كارسون', '١١٫٨٢', '+٠٫٠٥'],
  ]),
  list([
    'البوابتان ١ و٢: مغلقتان منذ ٣٠ تشرين الأول',
    'البوابة ٣: مغلقة لإزالة الطمي',
    'البوابة ٤: قيد المراقبة',
  ]),
  { kind: 'quote', text: 'نزرع بالتقويم وندفع بالعداد، ولم يعد أحدهما يخاطب الآخر هذا العام.' },
  list(['يجتمع المجلس.', 'تُعتمد الوحدة.'], true),
  picture('gone-ar.jpg', 800, 600, 'ضفة النهر الجافة', '', false),
]

const CHINESE: Block[] = [
  marked(
    '委员会周二表示，上游四座闸门连续第九天关闭，卫星图像证实了这一点。两国均未公布条约要求每十天交换一次的水位数据。',
    ['strong', '连续第九天关闭'],
    ['link', '卫星图像', 'https://hekou.example/卫星'],
  ),
  picture('he.jpg', 1000, 1000, '河口', '十一月八日的卡尔松大坝。（河流委员会）'),
  { kind: 'heading', level: 2, text: '无人质疑的数字' },
  table([
    ['水位站', '水位', '八月以来'],
    ['下渡口', '2.10米', '−0.34'],
    ['卡尔松', '11.82米', '+0.05'],
  ]),
  { kind: 'quote', text: '我们按历书播种，按水位付费。今年两者不再对话。' },
]

const CANDIDATES: Candidates = {
  title: [
    { value: 'Two ministries trade blame as dam gates stay shut', source: 'json-ld', detail: 'headline' },
    { value: 'Two ministries trade blame as dam gates stay shut', source: 'meta', detail: 'og:title' },
    { value: 'Two ministries trade blame as upstream dam gates stay shut', source: 'heading', detail: 'h1' },
    { value: 'Dam gates: ministries trade blame | Harbor Ledger', source: 'title-element' },
    { value: 'Ministries trade blame', source: 'meta', detail: 'twitter:title' },
  ],
  published: [
    { value: '2026-11-09T09:41Z', source: 'json-ld', detail: 'datePublished', precision: 'minute' },
    { value: '2026-11-09', source: 'time', detail: 'datetime', precision: 'day' },
    { value: '2026-11', source: 'url', precision: 'month' },
  ],
  modified: [{ value: '2026-11-12T17:05Z', source: 'json-ld', detail: 'dateModified', precision: 'minute' }],
  authors: [
    { value: 'Ines Kallas', source: 'json-ld', detail: 'author' },
    { value: 'R. Okafor', source: 'json-ld', detail: 'author' },
    { value: 'Ines Kallas', source: 'byline', detail: 'element 31' },
  ],
  outlet: [
    { value: 'Harbor Ledger', source: 'json-ld', detail: 'publisher' },
    { value: 'The Harbor Ledger', source: 'meta', detail: 'og:site_name' },
    { value: 'harborledger.example', source: 'domain' },
  ],
}

const version = (id: number, title: string, capturedAtMs: number | null, words: number): VersionInfo => ({
  id,
  title,
  published: { value: '2026-11-09', precision: 'day', source: 'metadata' },
  words,
  capturedAtMs,
  importedAtMs: Date.UTC(2026, 10, 12, 8, 41),
  dump: id === 0 ? 'gates.mhtml' : id === 2 ? 'press-archive-2026-11-with-a-long-name.warc.gz' : 'gates.html',
  sha256: '8c1f03b4d1a92e7765c0ab3d9e6f1480c2e7f3a1b5d8946027ce1f4a3b6da92e',
  extractor: 'html 2',
})

/** The page at this place of the list; anything after the first few is an ordinary article. */
export function page(article: Article, asked: number): Article {
  const parts: Partial<Article>[] = [
    {
      blocks: RICH,
      modified: { value: '2026-11-12T17:05Z', precision: 'minute', source: 'metadata' },
      section: 'World',
      canonicalUrl: 'https://www.harborledger.example/world/karsun-gates',
      candidates: CANDIDATES,
      corrections: {
        title: { extracted: 'Dam gates: ministries trade blame | Harbor Ledger', atMs: 0 },
        published: { extracted: { value: '2026-11', precision: 'month', source: 'url' }, atMs: 0 },
      },
      versions: [
        version(0, article.title, Date.UTC(2026, 10, 12, 18, 2), 812),
        version(1, article.title, Date.UTC(2026, 10, 10, 7, 30), 640),
        version(2, 'Ministries trade blame as dam gates stay shut', null, 213),
      ],
    },
    { blocks: PICTURES, candidates: CANDIDATES },
    {
      title: 'مجلس النهر يؤجل التصويت على حصص المياه للمرة الثالثة هذا العام',
      language: 'ar',
      blocks: ARABIC,
      section: 'سياسة',
      outlet: 'صحيفة الوادي',
      authors: [{ name: 'ليلى حداد', handle: '@lhaddad' }],
      corrections: { outlet: { extracted: null, atMs: 0 } },
      versions: [
        version(
          0,
          'مجلس النهر يؤجل التصويت على حصص المياه للمرة الثالثة هذا العام',
          Date.UTC(2026, 10, 12, 18, 2),
          812,
        ),
        version(1, 'مجلس النهر يؤجل التصويت', Date.UTC(2026, 10, 10, 7, 30), 640),
      ],
    },
    {
      title: '河流委员会公布三个月来首批水位读数，两岸农民仍持怀疑态度',
      language: 'zh',
      blocks: CHINESE,
      outlet: '河口日报',
    },
  ]
  const part = parts[article.id] ?? {}
  const one = { ...article, ...part }
  if (asked === 0) return one
  const blocks = one.blocks.filter((block) => block.kind !== 'table').slice(0, asked === 2 ? 2 : 9)
  const title = one.versions.find((listed) => listed.id === asked)?.title ?? one.title
  return { ...one, version: asked, title, blocks, corrections: {} }
}

const LONG =
  'The irrigation ministry on Tuesday accused its counterpart upstream of holding back water that the 1961 treaty guarantees, hours after satellite pictures showed all four Karsun gates closed for a ninth straight day. '.repeat(
    6,
  )
const CHANGES: Omit<ExtractionChange, 'id'>[] = [
  {
    articleId: 4,
    title: 'Engineers warn of silt build-up behind the Karsun gates',
    dump: 'press-0411.warc.gz',
    record: 418,
    fields: [
      {
        field: 'title',
        before: 'Engineers warn of silt build-up behind the Karsun gates | Harbor Ledger',
        after: 'Engineers warn of silt build-up behind the Karsun gates',
      },
      { field: 'published', before: '2026-11', after: '2026-11-09T09:41Z' },
    ],
  },
  {
    articleId: null,
    title: 'Ferry service cut to two crossings a day',
    dump: 'old/arch-with-a-very-long-name-that-somebody-once-gave-it-and-nobody-ever-changed.mht',
    record: 1,
    fields: [
      { field: 'outlet', before: '', after: 'Tidewater Daily' },
      { field: 'text', before: '', after: LONG },
    ],
  },
  {
    articleId: 6,
    title: 'Talks resume after ten-day pause over flow data',
    dump: 'wire.jsonl',
    record: 50_000,
    fields: [
      {
        field: 'text',
        before: `${LONG}Subscribe to our newsletter. ${LONG}`,
        after: `${LONG}${LONG}`,
      },
      { field: 'pictures', before: '0 pictures', after: '3 pictures' },
      { field: 'authors', before: 'By Ines Kallas, Staff Writer', after: 'Ines Kallas' },
      { field: 'language', before: '', after: 'en' },
    ],
  },
  {
    articleId: 8,
    title: 'مجلس النهر يؤجل التصويت على حصص المياه للمرة الثالثة هذا العام',
    dump: 'alwadi.html',
    record: 1,
    fields: [
      {
        field: 'title',
        before: 'مجلس النهر يؤجل التصويت على حصص المياه',
        after: 'مجلس النهر يؤجل التصويت على حصص المياه للمرة الثالثة هذا العام',
      },
    ],
  },
]

export function change(index: number): ExtractionChange {
  return { id: index, ...CHANGES[index % CHANGES.length]! }
}
