import { describe, expect, it } from 'vitest'
import type { BlockKind, ExtractedArticle } from '../../../shared/model.ts'
import { parseTextDump } from './text-dump.ts'
import { APP, CAPTION, dump, OUTLET, PARAGRAPHS, PLAYER, PROMO, ROWS, TITLE } from './text-dump/test-dumps.ts'

const texts = (article: ExtractedArticle, kind: BlockKind) =>
  article.blocks.filter((block) => block.kind === kind).map((block) => block.text)

/** Every line that is not empty is in the title, in a block or in a headline. */
function expectNothingLost(text: string, article: ExtractedArticle): void {
  const plain = (s: string) => s.replace(/[^\p{L}\p{N}]+/gu, '')
  const kept = [
    article.title,
    article.outlet ?? '',
    ...article.blocks.map((block) => block.text),
    ...article.headlines.flatMap((headline) => [headline.title, headline.outlet ?? '']),
  ].map(plain)
  const whole = kept.join('\n')
  const dates =
    /\b(?:January|February|March|April|May|June|July|August|September|October|November|December) \d+(?:st|nd|rd|th)?, \d{4}/g
  for (const line of text.split(/[\r\n\f\u2028]+/)) {
    const words = line
      .replace(dates, '')
      .split(/\s(?:[-‐–—―|]|:)\s|; |[[\]]/)
      .map(plain)
      .filter(Boolean)
    for (const part of words) expect(whole).toContain(part)
  }
}

describe('the usual dump', () => {
  const text = dump({
    body: [PLAYER, ...PARAGRAPHS.slice(0, 2), PROMO, CAPTION, ...PARAGRAPHS.slice(2, 4), APP, PARAGRAPHS[4]!],
    end: ['Ida Brandt is a writer at Valley Courier. Follow her on Twitter @IdaBrandt1'],
    rows: ROWS,
  })
  const article = parseTextDump(text)

  it('has its title and outlet, confirmed by the copy', () => {
    expect(article).toMatchObject({
      title: TITLE,
      outlet: OUTLET,
      language: 'en',
      published: null,
      url: null,
    })
  })

  it('parts the article from captions, promos and machinery', () => {
    expect(texts(article, 'paragraph')).toEqual(PARAGRAPHS)
    expect(texts(article, 'caption')).toEqual([CAPTION])
    expect(texts(article, 'promo')).toEqual([PROMO])
    expect(texts(article, 'cruft')).toEqual([PLAYER, APP])
    expect(texts(article, 'furniture')).toEqual(['Read more here:', `${TITLE} - ${OUTLET}`])
  })

  it('has its author with handle', () => {
    expect(article.authors).toEqual([{ name: 'Ida Brandt', handle: '@IdaBrandt1' }])
  })

  it('lists every headline, and no outlet where it was cut off', () => {
    expect(article.headlines).toEqual([
      {
        title: 'Ferry takes first passengers - and a goat - across the Lenne',
        outlet: 'Oberfeld Times',
        date: '2024-03-03',
      },
      { title: "Opinion | 'We were never asked'", outlet: 'The Daily Lantern', date: '2024-03-03' },
      {
        title: 'Council meets behind closed doors',
        outlet: 'Lantern News | World Edition',
        date: '2024-03-01',
      },
      {
        title: 'Farmers block the northern road for a second day and demand that the province...',
        outlet: null,
        date: '2024-03-01',
      },
      {
        title: 'A crane is seen beside the closed bridge in the valley where repairs',
        outlet: null,
        date: '2024-02-27',
      },
      { title: 'Province finds two more cracked bridges', outlet: null, date: '2024-02-27' },
    ])
    expect(article.notices).toEqual(['3 headlines without outlet (cut off with “…”)'])
  })

  it('loses nothing', () => expectNothingLost(text, article))
})

describe('1: the header', () => {
  const read = (head: string[], repeat: string[] = []) => {
    const text = dump({ head, repeat })
    const article = parseTextDump(text)
    expect(texts(article, 'paragraph')).toEqual(PARAGRAPHS)
    expectNothingLost(text, article)
    return [article.title, article.outlet, article.published?.value ?? null]
  }

  it.each(['-', '–', '—', '‐', '―', '|'])('splits at %s', (sign) => {
    expect(read([`${TITLE} ${sign} ${OUTLET}`])).toEqual([TITLE, OUTLET, null])
    expect(read([`${TITLE} ${sign} ${OUTLET}`], ['READ MORE', `${TITLE} - ${OUTLET}`])).toEqual([
      TITLE,
      OUTLET,
      null,
    ])
  })

  it('splits at the last sign, or where the copy changes it', () => {
    const title = 'Opinion | The bridge - and what it tells us – about us'
    expect(read([`${title} – ${OUTLET}`])).toEqual([title, OUTLET, null])
    const own = 'Lantern News | World Edition'
    expect(read([`${TITLE} – ${own}`], ['Read more:', `${TITLE} - ${own}`])).toEqual([TITLE, own, null])
    expect(read([`${TITLE} – Lantern | Lantern World`])).toEqual([TITLE, 'Lantern | Lantern World', null])
  })

  it.each([
    'der Talbote',
    'i',
    'elValle.es',
    'talnetz.org',
    '24 Stunden',
    'Tal Zeitung (TZ)',
    'Voz del Valle',
  ])('knows the outlet %s', (outlet) => {
    expect(read([`${TITLE} – ${outlet}`], ['Read more:', `${TITLE} - ${outlet}`])).toEqual([
      TITLE,
      outlet,
      null,
    ])
  })

  it('makes no outlet of a headline’s second half', () => {
    expect(read(['War over water – what we know so far about it'])).toEqual([
      'War over water – what we know so far about it',
      null,
      null,
    ])
    expect(
      read(['Bridge may collapse soon: Police'], ['read more', 'Bridge may collapse soon: Police']),
    ).toEqual(['Bridge may collapse soon: Police', null, null])
    expect(read(['Bridge closed - "It was time"'])).toEqual(['Bridge closed - "It was time"', null, null])
  })

  it('splits at a colon only when something else says the outlet', () => {
    const line = 'Council closes the old bridge: Valley Agency'
    expect(read([line], [line, 'read more'])).toEqual([
      'Council closes the old bridge',
      'Valley Agency',
      null,
    ])
    expect(read([line])).toEqual([line, null, null])
  })

  it('reads Headline; Outlet, Month D, YYYY', () => {
    const head = [
      'Tuesday, February 10, 2026',
      `${TITLE}; The Lantern, February 9, 2026`,
      ` , The Lantern; ${TITLE}`,
    ]
    expect(read(head)).toEqual([TITLE, 'The Lantern', '2026-02-09'])
  })

  it.each([
    [['Monday, August 15, 2022', TITLE], '2022-08-15'],
    [['• 09/20/2024', TITLE], '2024-09-20'],
    [[TITLE, 'Published June 5th, 2026'], '2026-06-05'],
    [[TITLE, '2025-09-09 18:25'], '2025-09-09T18:25'],
    [['Breaking News', TITLE, 'November 6, 2025'], '2025-11-06'],
    [[TITLE, 'Updated: November 6, 2025'], null],
    [[TITLE, '3 months ago 46'], null],
    [['Archive', '2024', 'Browsing', TITLE], null],
    [['[feed of things] courier_feed', TITLE], null],
    [
      ['Clear. 78.1 F Oberfeld', 'Lantern', 'Top Stories', TITLE, 'June 8, 2021. Summarized by bot.'],
      '2021-06-08',
    ],
  ])('keeps dates and labels out of the title: %j', (head, value) => {
    expect(read(head)).toEqual([TITLE, null, value])
  })

  it('finds the outlet on a line of its own', () => {
    expect(read([TITLE, 'Oberfeld Times'])[1]).toBe('Oberfeld Times')
    expect(read(['Old Bridge Closed – New Cracks', 'Oberfeld Times'])).toEqual([
      'Old Bridge Closed – New Cracks',
      'Oberfeld Times',
      null,
    ])
    expect(read(['• WWW.VALLEYCOURIER.EXAMPLE', TITLE])[1]).toBe('valleycourier.example')
    expect(read(['Tal 24', TITLE], ['Tal 24'])[1]).toBe('Tal 24')
    expect(read([TITLE, 'Upper Lenne'], ['https://www.upperlenne.example/2024/07/09/bridge.html'])).toEqual([
      TITLE,
      'Upper Lenne',
      '2024-07-09',
    ])
    expect(read([TITLE, 'Politics'])[1]).toBeNull()
    expect(read([TITLE, 'Ida Brandt'])[1]).toBeNull()
    expect(read([TITLE], ['Read more ... source: Talbote'])[1]).toBe('Talbote')
    expect(read([TITLE], ['This post appeared first on Talbote'])[1]).toBe('Talbote')
  })

  it('names an article without title after its first line, and says so', () => {
    const article = parseTextDump(dump({ head: ['2018-12-26 23:28 |'], repeat: [] }))
    expect(article.title).toBe(
      'The old bridge over the Lenne will stay closed until the spring, the town council said on Tuesday after engineers had found cracks in two…',
    )
    expect(article.published).toEqual({ value: '2018-12-26T23:28', precision: 'minute', source: 'header' })
    expect(article.notices).toEqual(['No title found: named after its first line'])
    expect(texts(article, 'paragraph')).toEqual(PARAGRAPHS)
  })
})

describe('2: the title again', () => {
  it.each([
    'Read more here:',
    'Read more',
    'READ MORE',
    '…READ MORE',
    'Read Entire Article',
    'continue reading...',
    '... continued',
    'Here is the whole thing:',
    'Lire la suite',
    'Weiterlesen',
    '',
  ])('after “%s”', (marker) => {
    const article = parseTextDump(dump({ repeat: [...(marker ? [marker] : []), `${TITLE} - ${OUTLET}`] }))
    expect(texts(article, 'paragraph')).toEqual(PARAGRAPHS)
    expect(article.outlet).toBe(OUTLET)
  })

  it('is known with its dashes, quotes, case and accents gone', () => {
    const article = parseTextDump(
      dump({
        head: ['„Zu früh“: Brücke über die Lenne – wieder – gesperrt ― Tal Zeitung'],
        repeat: ['Read more:', 'Zu frh: Brcke ber die Lenne - wieder - gesperrt - Tal Zeitung'],
      }),
    )
    expect(article).toMatchObject({
      title: '„Zu früh“: Brücke über die Lenne – wieder – gesperrt',
      outlet: 'Tal Zeitung',
    })
    expect(texts(article, 'paragraph')).toEqual(PARAGRAPHS)
  })

  it('straight after the header', () => {
    const article = parseTextDump(
      [
        TITLE,
        '',
        '  • Posted on June 18, 2025',
        '  • By The Lantern',
        '  • 1 Views',
        TITLE,
        '',
        ...PARAGRAPHS,
        'continue reading...',
        '',
        'Author',
        'The Lantern',
        '',
        'You May Also Like',
      ].join('\n'),
    )
    expect(article).toMatchObject({
      title: TITLE,
      outlet: 'The Lantern',
      authors: [],
      published: { value: '2025-06-18' },
    })
    expect(texts(article, 'paragraph')).toEqual(PARAGRAPHS)
  })
})

describe('3: damaged text', () => {
  it('keeps what is there as it is', () => {
    const body = [
      'The Council said in 1998.Then nothing happened for years.And now $2. 3 million are gone, CANT BE TRUE, said one of Velling s neighbours.',
      ...PARAGRAPHS,
    ]
    expect(texts(parseTextDump(dump({ body })), 'paragraph')).toEqual(body)
  })
})

describe('4: promos', () => {
  const kindOf = (line: string) =>
    parseTextDump(dump({ body: [PARAGRAPHS[0]!, line, ...PARAGRAPHS.slice(1)] })).blocks.find(
      (block) => block.text === line,
    )!.kind

  it.each([
    PROMO,
    'TWO DEAD, 14 HURT IN BUS CRASH NEAR OBERFELD: POLICE DEPT.',
    'МЭР ЗАЩИЩАЕТ ПУСТОЙ БАССЕЙН, ОППОЗИЦИЯ УХОДИТ ИЗ ЗАЛА',
    'ŠKODA NA MOSTĚ: STAROSTA ODMÍTÁ KRITIKU OPOZICE',
    'RELATED: Mayor defends empty swimming pool',
  ])('%s', (line) => expect(kindOf(line)).toBe('promo'))

  it.each([
    'OBERFELD, Lenne (VP) — The ferry was full on its first day, and two cyclists had to wait on the bank for an hour.',
    'NATO, EU and UN all sent observers to the valley.',
    '橋の閉鎖について市長は「やむを得ない」と述べ、住民に理解を求めた。',
    'أعلنت البلدية أن الجسر سيبقى مغلقا حتى الربيع',
    'BREAKING NEWS',
  ])('not %s', (line) => expect(kindOf(line)).not.toBe('promo'))

  it.each([
    'CLICK HERE TO SIGN UP FOR OUR NEWSLETTER',
    'Click here to subscribe to our newsletter',
    'Sign up for our weekly newsletter',
    'You can now listen to Lantern articles!',
    'Cliquez ici pour vous abonner à notre lettre',
    'This video can not be played',
  ])('machinery: %s', (line) => expect(kindOf(line)).toBe('cruft'))

  it('takes no article that is all capitals apart', () => {
    const old = ['OLD BRIDGE CLOSED - VALLEY WIRE', ...PARAGRAPHS.map((text) => text.toUpperCase())].join(
      '\n',
    )
    expect(texts(parseTextDump(old), 'paragraph')).toHaveLength(PARAGRAPHS.length)
  })
})

describe('5: captions', () => {
  const kindOf = (line: string) =>
    parseTextDump(dump({ body: [...PARAGRAPHS.slice(0, 3), line, ...PARAGRAPHS.slice(3)] })).blocks.find(
      (block) => block.text === line,
    )!.kind

  it.each([
    CAPTION,
    'A crane beside the bridge. (Photo: Ida Brandt)',
    'A crane beside the bridge on Monday. (Ida Brandt/Valley Press via Lenne Images)',
    'A crane beside the bridge on Monday. (Photo by Ida al-Brandt/Valley Press)',
    'Eine Fähre auf der Lenne. (Foto: Tal Zeitung)',
    'Des voitures devant le pont fermé. (Crédit : Agence de la Vallée)',
    'A crane beside the bridge. (Valley Courier (VC))',
    'A crane beside the bridge on Monday (Courtesy of Ida Brandt)',
    'A crane beside the bridge on Monday. Photo: Ida Brandt',
  ])('%s', (line) => expect(kindOf(line)).toBe('caption'))

  it.each([
    'The bridge is the oldest of the valley (built in 1874)',
    'The council voted for it by a large majority of its members on Tuesday. (9-2)',
    'That is what the minister said in Oberfeld on Tuesday, and nobody believed him (though some tried to).',
    'So sagte es die Ministerin Karla Thal (LDP)',
    '“I never liked it,” said Velling, who remembers the flood of Selasa (20/1).',
    'Our plans for the bridge are on the next page. (More)',
  ])('not %s', (line) => expect(kindOf(line)).toBe('paragraph'))

  it('takes the line beside it that says the same', () => {
    expect(
      texts(
        parseTextDump(
          dump({
            body: [
              ...PARAGRAPHS.slice(0, 3),
              'Engineers look at the second arch.',
              CAPTION,
              ...PARAGRAPHS.slice(3),
            ],
          }),
        ),
        'caption',
      ),
    ).toEqual(['Engineers look at the second arch.', CAPTION])
  })
})

describe('6: authors', () => {
  const read = (...end: string[]) => {
    const article = parseTextDump(dump({ end }))
    expect(texts(article, 'paragraph')).toEqual(PARAGRAPHS)
    return article.authors
  }

  it.each([
    ['Ida Brandt is a reporter for Valley Courier.', [{ name: 'Ida Brandt' }]],
    [
      'Ida Brandt is a senior correspondent for Valley Courier. Follow her on X @ida_b',
      [{ name: 'Ida Brandt', handle: '@ida_b' }],
    ],
    ['Ida Brandt contributed to this report.', [{ name: 'Ida Brandt' }]],
    [
      'Valley Courier Digital’s Ida Brandt and Olaf Thal contributed to this report.',
      [{ name: 'Ida Brandt' }, { name: 'Olaf Thal' }],
    ],
    ['The Valley Agency contributed to this report.', [{ name: 'The Valley Agency' }]],
    ['By Ida Brandt', [{ name: 'Ida Brandt' }]],
    ['BYLINE: Ida Brandt', [{ name: 'Ida Brandt' }]],
    ['By Ida van der Brandt and Olaf al-Thal', [{ name: 'Ida van der Brandt' }, { name: 'Olaf al-Thal' }]],
    ['Von Ida Brandt', [{ name: 'Ida Brandt' }]],
    ['Автор: Ида Брандт', [{ name: 'Ида Брандт' }]],
    ['By Valley Courier', []],
  ])('%s', (line, authors) => expect(read(line)).toEqual(authors))

  it('reads a date behind By as a date', () => {
    const article = parseTextDump(
      dump({ head: [TITLE], end: ['By August 01, 2021 at 12:00PM', 'Read More', 'No comments'], repeat: [] }),
    )
    expect(article.authors).toEqual([])
    expect(article.published).toEqual({ value: '2021-08-01T12:00', precision: 'minute', source: 'dateline' })
    expect(texts(article, 'paragraph')).toEqual(PARAGRAPHS)
  })

  it('makes no author of a journalist in the story', () => {
    const body = [
      PARAGRAPHS[0]!,
      'Olaf Thal is a journalist in Oberfeld and has written about bridges for years, without success.',
      ...PARAGRAPHS.slice(1),
    ]
    const article = parseTextDump(dump({ body }))
    expect(article.authors).toEqual([])
    expect(texts(article, 'paragraph')).toEqual(body)
  })
})

describe('7: the list', () => {
  const HEADLINES = [
    { title: 'Ferry takes first passengers', outlet: 'Oberfeld Times', date: '2024-03-03' },
    { title: '- So many cracks', outlet: 'Talbote', date: '2024-03-02' },
    { title: '橋が春まで閉鎖される', outlet: 'Tani Shimbun', date: '2024-03-01' },
    { title: 'Two more bridges cracked – and a third', outlet: 'Voz del Valle (EN)', date: '2024-02-28' },
  ]
  const months = ['', 'January', 'February', 'March']
  const long = (date: string, nth: string) =>
    `${months[Number(date.slice(5, 7))]} ${Number(date.slice(8))}${nth}, ${date.slice(0, 4)}`
  const nth = (date: string) => ({ 1: 'st', 2: 'nd', 3: 'rd' })[Number(date.slice(8))] ?? 'th'

  it.each(['- ', '• ', '* ', 'o ', '    - ', '    '])('with “%s” before its rows', (bullet) => {
    const rows = HEADLINES.map(
      ({ title, outlet, date }) =>
        `${bullet}${title} - ${outlet} - ${long(date, nth(date))} [${long(date, nth(date))}]`,
    )
    expect(
      parseTextDump(dump({ rows })).headlines.filter((headline) => !headline.title.startsWith('So')).length,
    ).toBeGreaterThanOrEqual(3)
    if (bullet.trim()) expect(parseTextDump(dump({ rows })).headlines).toEqual(HEADLINES)
  })

  it.each([
    (date: string) => `- [${long(date, nth(date))}]`,
    (date: string) => `- ${long(date, '')}`,
    (date: string) => `- ${date}`,
    (date: string) => `- ${date.slice(5, 7)}/${date.slice(8)}/${date.slice(0, 4)}`,
    (date: string) => `| ${long(date, '')}`,
  ])('with its dates in another form (%#)', (form) => {
    const rows = HEADLINES.map(({ title, outlet, date }) => `- ${title} - ${outlet} ${form(date)}`)
    expect(parseTextDump(dump({ rows })).headlines).toEqual(HEADLINES)
  })

  it('without separator before the date, and without outlets', () => {
    const rows = [
      '• Ferry takes first passengers December 27, 2025',
      '• Daily talk of the valley – December 27, 2025 December 27, 2025',
      '• ‘We knew’ say the engineers December 26, 2025',
    ]
    const article = parseTextDump(dump({ rows }))
    expect(article.headlines).toEqual([
      { title: 'Ferry takes first passengers', outlet: null, date: '2025-12-27' },
      { title: 'Daily talk of the valley – December 27, 2025', outlet: null, date: '2025-12-27' },
      { title: '‘We knew’ say the engineers', outlet: null, date: '2025-12-26' },
    ])
    expect(article.notices).toEqual([])
  })

  it('without dates, after the copy of the title', () => {
    const rows = [
      '- Ferry takes first passengers - Oberfeld Times',
      '- Farmers block the road? - Talbote',
      '- Council meets behind closed doors - Lantern News',
    ]
    const article = parseTextDump(dump({ rows }))
    expect(article.headlines).toEqual([
      { title: 'Ferry takes first passengers', outlet: 'Oberfeld Times', date: null },
      { title: 'Farmers block the road?', outlet: 'Talbote', date: null },
      { title: 'Council meets behind closed doors', outlet: 'Lantern News', date: null },
    ])
    expect(texts(article, 'paragraph')).toEqual(PARAGRAPHS)
  })

  it('without bullets, after a label', () => {
    const article = parseTextDump(
      dump({ repeat: ['You May Also Like', 'Ferry takes first passengers', 'Farmers block the road again'] }),
    )
    expect(article.headlines.map((headline) => headline.title)).toEqual([
      'Ferry takes first passengers',
      'Farmers block the road again',
    ])
    expect(texts(article, 'paragraph')).toEqual(PARAGRAPHS)
  })

  it('as headline, date and paragraph on three lines', () => {
    const rows = [
      'Ferry takes first passengers',
      'March 3, 2024',
      'The ferry was full on its first day, and two cyclists had to wait on the bank for an hour.',
      'Farmers block the road',
      'March 2, 2024',
      'The road was blocked with forty tractors on Friday, and nobody came through before noon.',
    ]
    const article = parseTextDump(dump({ rows }))
    expect(article.headlines).toEqual([
      { title: 'Ferry takes first passengers', outlet: null, date: '2024-03-03' },
      { title: 'Farmers block the road', outlet: null, date: '2024-03-02' },
    ])
    expect(article.published).toBeNull()
    expect(texts(article, 'paragraph')).toEqual(PARAGRAPHS)
  })

  it('with a semicolon before the outlets', () => {
    const rows = [
      '- Ferry takes first - passengers; Oberfeld Times - March 3rd, 2024',
      '- Farmers block the road; Talbote - March 3rd, 2024',
      '- Council closes a door; Talbote - March 3rd, 2024',
    ]
    expect(parseTextDump(dump({ rows })).headlines.map((headline) => headline.outlet)).toEqual([
      'Oberfeld Times',
      'Talbote',
      'Talbote',
    ])
  })

  it('gives the article no date', () => {
    expect(parseTextDump(dump({ rows: ROWS })).published).toBeNull()
  })

  it('is no fact box', () => {
    const body = [
      ...PARAGRAPHS.slice(0, 2),
      '• Opened: May 5, 1874',
      '• Closed: March 1, 2024',
      ...PARAGRAPHS.slice(2),
    ]
    expect(parseTextDump(dump({ body })).headlines).toEqual([])
  })

  it('is not made of direct speech', () => {
    const body = [
      '– Vi har ikke funnet henne, sier politiet i Oberfeld, som har lett siden tirsdag kveld langs elven.',
      '- Det er for tidlig å si noe om årsaken, sier ordføreren, som selv bor like ved broen og så alt.',
      ...PARAGRAPHS,
    ]
    const article = parseTextDump(dump({ body }))
    expect(article.headlines).toEqual([])
    expect(texts(article, 'paragraph')).toEqual(body)
  })
})

describe('9: the end', () => {
  it('may come in the middle of a row', () => {
    const whole = dump({ rows: ROWS.slice(0, 3) })
    for (let cut = 1; cut < 100; cut++) {
      const article = parseTextDump(whole.slice(0, -cut))
      expect(article.headlines).toHaveLength(3)
      expect(article.headlines.slice(0, 2).map((headline) => headline.outlet)).toEqual([
        'Oberfeld Times',
        'The Daily Lantern',
      ])
      // whole, or not known: never the first half of a name
      expect([null, 'Lantern News | World Edition']).toContain(article.headlines[2]!.outlet)
    }
  })

  it('may come in the middle of a word', () => {
    const article = parseTextDump(dump({ repeat: [] }).slice(0, -20))
    expect(texts(article, 'paragraph')).toHaveLength(PARAGRAPHS.length)
    expect(article.outlet).toBe(OUTLET)
  })

  it('may hold what blogs put there', () => {
    const end = ['No comments:', 'Translate', 'Print Friendly, PDF & Email', '124 Views', 'You May Also Like']
    expect(texts(parseTextDump(dump({ repeat: end })), 'furniture')).toEqual(end)
  })

  it.each(['\n', '\r\n', '\r', '\n\n', '\u2028', '\u0085'])('and lines end as they like: %j', (lineEnd) => {
    const article = parseTextDump(dump({ rows: ROWS, lineEnd }))
    expect(article.headlines).toHaveLength(ROWS.length)
    expect(texts(article, 'paragraph')).toEqual(PARAGRAPHS)
  })
})

describe('other scripts', () => {
  it('reads right-to-left text', () => {
    const title = 'البلدية تغلق الجسر القديم حتى الربيع'
    const body = [
      'أعلنت البلدية يوم الثلاثاء أن الجسر القديم سيبقى مغلقا حتى الربيع بعد أن عثر المهندسون على شقوق في قوسين من أقواسه الخمسة.',
      'وقال رئيس البلدية إن الأعمال ستكلف أربعة ملايين، وإن نصفها سيأتي من المقاطعة والباقي من صندوق المسبح البلدي.',
    ]
    const article = parseTextDump(
      [
        `${title} – صوت الوادي`,
        'نشر في 5 يناير 2024',
        ...body,
        'Read more here:',
        `${title} - صوت الوادي`,
      ].join('\n'),
    )
    expect(article).toMatchObject({ title, outlet: 'صوت الوادي', language: 'ar' })
    expect(texts(article, 'paragraph').slice(-2)).toEqual(body)
  })

  it('reads Japanese', () => {
    const title = '古い橋、春まで閉鎖へ 市「やむを得ない」'
    const body = [
      '市は2日、谷にかかる古い橋を春まで閉鎖すると発表した。点検で五つのアーチのうち二つにひびが見つかったためで、運転手は北の道を使うよう呼びかけている。',
      '「古いとは知っていたが、疲れているとは知らなかった」と、橋のたもとで三十一年間店を営む女性は話した。工事費は四億円に上る見通しだという。',
    ]
    const article = parseTextDump(
      [`${title} | 谷新聞`, '2024年6月5日', ...body, 'Read more:', `${title} - 谷新聞`].join('\n'),
    )
    expect(article).toMatchObject({
      title,
      outlet: '谷新聞',
      language: 'ja',
      published: { value: '2024-06-05' },
    })
    expect(texts(article, 'paragraph')).toEqual(body)
  })
})

it('reads the date of a dateline', () => {
  const lede =
    'OBERFELD, Feb. 11, 2025 (Valley Agency) – The old bridge over the Lenne will stay closed until the spring, the council said.'
  expect(parseTextDump(dump({ body: [lede, ...PARAGRAPHS] })).published).toEqual({
    value: '2025-02-11',
    precision: 'day',
    source: 'dateline',
  })
  const other =
    'OBERFELD, Lenne (Valley Agency) – On Feb. 11, 2025, the old bridge over the Lenne was closed until the spring.'
  expect(parseTextDump(dump({ body: [other, ...PARAGRAPHS] })).published).toBeNull()
})

it('keeps the page’s own address', () => {
  expect(parseTextDump(dump({ repeat: ['https://courier.example/bridge'] })).url).toBe(
    'https://courier.example/bridge',
  )
})
