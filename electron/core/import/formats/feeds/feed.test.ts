import { describe, expect, it } from 'vitest'
import { sniffKind } from '../../detect.ts'
import { articleOf, recordsOf, said, stretchOf } from '../data/data-fixtures.ts'
import { feed } from './feed.ts'

const body = '<p>The gates of the old dam stayed shut on Monday.</p><p>Nobody knew why.</p>'
const rss = (items: string, head = '', root = '<rss version="2.0">') =>
  `<?xml version="1.0"?>${root}<channel><title>The Herald - World</title><link>https://herald.example/</link><language>en-gb</language>${head}${items}</channel></rss>`
const item = (n: number, more = '') =>
  `<item><title>Gate ${n}</title><link>https://herald.example/${n}</link><description><![CDATA[${body}]]></description>${more}</item>\n`

describe('RSS', () => {
  it('has an article for each item, with its place and an original that is a feed of one item', () => {
    const text = rss(`\n${item(1)}${item(2).replace('Gate', 'Écluse &amp; &lt;item>')}`)
    const bytes = Buffer.from(text)
    const records = recordsOf(text)
    expect(records.map(said)).toEqual(['Gate 1', 'Écluse & <item> 2'])
    for (const { byteStart, byteEnd, bytes: own, outcome } of records) {
      expect(bytes.subarray(byteStart, byteEnd).toString()).toMatch(/^<item>[^]*<\/item>$/)
      expect(recordsOf(own!)[0]!.outcome).toEqual(outcome)
    }
    expect(articleOf(records[0]!)).toMatchObject({
      outlet: 'The Herald',
      language: 'en',
      url: 'https://herald.example/1',
      blocks: [{ kind: 'paragraph' }, { kind: 'paragraph' }],
    })
    for (const [i, { byteStart }] of records.entries())
      expect(stretchOf(feed, bytes, byteStart).records).toEqual(records.slice(i))
  })

  it.each([
    ['<pubDate>Tue, 05 Mar 2024 06:07:08 +0100</pubDate>', '2024-03-05T06:07:08+01:00'],
    ['<pubDate>Tue, 05 Mar 24 06:07 GMT</pubDate>', '2024-03-05T06:07Z'],
    ['<dc:date>2024-03-05T06:07:08Z</dc:date>', '2024-03-05T06:07:08Z'],
    ['<pubDate>05 Mar 2024 06:07:08 EST</pubDate>', '2024-03-05T06:07:08'],
  ])('dates: %s', (date, value) => {
    expect(articleOf(recordsOf(rss(item(1, date)))[0]!).published).toMatchObject({ value })
  })

  it('names people, sections, and the outlet that an item was taken from', () => {
    const more = `<author>desk@herald.example (Jane Doe)</author><dc:creator><![CDATA[Rui Sá]]></dc:creator>
      <category domain="x">World &amp; more</category><source url="https://other.example/feed">The Other</source>`
    expect(articleOf(recordsOf(rss(item(1, more)))[0]!)).toMatchObject({
      authors: [{ name: 'Jane Doe' }, { name: 'Rui Sá' }],
      section: 'World & more',
      outlet: 'The Other',
    })
  })

  it('takes the longest text, the address behind a counter, or a permanent guid', () => {
    const longer = `<content:encoded><![CDATA[${body}<p>And more of it.</p>]]></content:encoded>`
    const real = '<feedburner:origLink>https://herald.example/real</feedburner:origLink>'
    const records = recordsOf(
      rss(
        item(1, `${longer}${real}`) +
          '<item><title>By guid</title><guid>https://herald.example/guid</guid><description>Text</description></item>' +
          '<item><title>No address</title><guid isPermaLink="false">https://herald.example/x</guid><description>Text</description></item>',
      ),
    )
    expect(articleOf(records[0]!).blocks).toHaveLength(3)
    expect(records.map((record) => articleOf(record).url)).toEqual([
      'https://herald.example/real',
      'https://herald.example/guid',
      null,
    ])
  })

  it('has items of a headline only, which say so', () => {
    const only =
      '<item><title>Only a headline</title><link>https://herald.example/9</link><pubDate>Tue, 05 Mar 2024 06:07:08 GMT</pubDate></item>'
    expect(articleOf(recordsOf(rss(only))[0]!)).toMatchObject({
      blocks: [],
      url: 'https://herald.example/9',
      notices: ['Only its headline: there is no text in this dump.'],
    })
  })

  it('may be in a declared encoding, in UTF-16, of RDF, or very old', () => {
    const latin = Buffer.from(
      rss(item(1).replace('Gate', 'Écluse')).replace('?>', ' encoding="ISO-8859-1"?>'),
      'latin1',
    )
    expect(recordsOf(latin).map(said)).toEqual(['Écluse 1'])
    const wide = Buffer.from(`\ufeff${rss(item(1).replace('Gate', 'Écluse'))}`, 'utf16le')
    expect(recordsOf(wide).map(said)).toEqual(['Écluse 1'])
    const rdf = `<?xml version="1.0"?><rdf:RDF xmlns:rdf="r" xmlns="http://purl.org/rss/1.0/"><channel rdf:about="c"><title>RDF</title><items><rdf:Seq><rdf:li resource="a"/></rdf:Seq></items></channel>
      <item rdf:about="https://rdf.example/1"><title>In RDF</title><description>Text</description><dc:date>2024-03-05</dc:date></item></rdf:RDF>`
    expect(articleOf(recordsOf(rdf)[0]!)).toMatchObject({
      title: 'In RDF',
      outlet: 'RDF',
      url: 'https://rdf.example/1',
    })
    const old = `<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/publish/formats/rss-0.91.dtd">\n${rss(item(1), '', '<rss version="0.91">').replace('<?xml version="1.0"?>', '')}`
    expect(recordsOf(old).map(said)).toEqual(['Gate 1'])
  })
})

describe('Atom', () => {
  const atom = (entries: string) =>
    `<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title type="html">Der &lt;b&gt;Bote&lt;/b&gt;</title><link rel="self" href="https://bote.example/feed"/><link href="https://bote.example/"/>${entries}</feed>`

  it('has content of three kinds, several people, and both dates', () => {
    const entries = `<entry><title type="html">A &amp;amp; B</title><link rel="replies" href="/r"/><link rel="alternate" type="text/html" href="/1"/>
        <author><name>Jane Doe</name><email>j@x</email></author><author><name>Rui Sá</name></author>
        <published>2024-03-05T06:07:08Z</published><updated>2024-03-06T06:07:08+01:00</updated><content type="html">&lt;p&gt;One&lt;/p&gt;</content></entry>
      <entry><title>XHTML</title><link href="https://bote.example/2"/><updated>2024-03-06T06:07:08Z</updated><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Two <em>em</em></p><p>Three</p></div></content></entry>
      <entry><title>Text</title><id>x</id><summary type="text">1 &lt; 2 &lt;p&gt;</summary></entry>`
    const records = recordsOf(atom(entries)).map(articleOf)
    expect(records[0]).toMatchObject({
      title: 'A & B',
      outlet: 'Der Bote',
      url: 'https://bote.example/1',
      authors: [{ name: 'Jane Doe' }, { name: 'Rui Sá' }],
      published: { value: '2024-03-05T06:07:08Z' },
      modified: { value: '2024-03-06T06:07:08+01:00' },
      language: 'de',
    })
    expect(records[1]!.blocks.map(({ text }) => text)).toEqual(['Two em', 'Three'])
    expect(records[1]!.published).toMatchObject({ value: '2024-03-06T06:07:08Z' })
    expect(records[2]!.blocks.map(({ text }) => text)).toEqual(['1 < 2 <p>'])
  })

  it('may have a prefix', () => {
    const text = `<?xml version="1.0"?><a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:title>T</a:title><a:entry><a:title>Prefixed</a:title><a:summary>Text</a:summary></a:entry></a:feed>`
    expect(sniffKind(Buffer.from(text))).toBe('xml')
    expect(recordsOf(text).map(said)).toEqual(['Prefixed'])
  })
})

describe('a WordPress export', () => {
  const root =
    '<rss version="2.0" xmlns:content="c" xmlns:wp="http://wordpress.org/export/1.2/" xmlns:excerpt="e" xmlns:dc="d">'
  const head =
    '<wp:wxr_version>1.2</wp:wxr_version><wp:author><wp:author_login><![CDATA[jd]]></wp:author_login><wp:author_display_name><![CDATA[Jane Doe]]></wp:author_display_name></wp:author>'
  const post = (title: string, content: string, more = '') =>
    `<item><title>${title}</title><link>https://blog.example/${title}</link><dc:creator>jd</dc:creator><content:encoded><![CDATA[${content}]]></content:encoded>
     <wp:post_date>2024-03-05 07:07:08</wp:post_date>${more.includes('post_type') ? '' : '<wp:post_type>post</wp:post_type>'}${more}</item>`
  const read = (...items: string[]) => recordsOf(rss(items.join(''), head, root))

  it('brings posts with their authors, categories, tags and dates', () => {
    const more = `<wp:post_date_gmt>2024-03-05 06:07:08</wp:post_date_gmt><wp:status>publish</wp:status>
      <category domain="category" nicename="water"><![CDATA[Water]]></category><category domain="post_tag" nicename="d"><![CDATA[dams]]></category>
      <category domain="category" nicename="uncategorized"><![CDATA[Uncategorized]]></category>
      <wp:comment><wp:comment_content>A comment</wp:comment_content></wp:comment>`
    const [record] = read(post('one', 'First.\n\nSecond\nline.', more))
    expect(articleOf(record!)).toMatchObject({
      authors: [{ name: 'Jane Doe' }],
      published: { value: '2024-03-05T06:07:08Z' },
      url: 'https://blog.example/one',
    })
    expect(articleOf(record!).blocks.map(({ text }) => text)).toEqual(['First.', 'Second\nline.'])
    expect(record!.brought).toEqual({ tags: [['Water'], ['dams']] })
  })

  it('loses its shortcodes and its marks of blocks, not its text', () => {
    const content = `<!-- wp:paragraph --><p>Before [gallery ids="1,2"] and [sic].</p><!-- /wp:paragraph -->
      [caption id="a" width="3"]<img src="https://blog.example/a.jpg"> The old dam[/caption]<p>[my-box colour="red"]Inside[/my-box]</p>`
    const texts = articleOf(read(post('two', content))[0]!).blocks.map(({ kind, text }) => `${kind}: ${text}`)
    expect(texts).toEqual(['paragraph: Before and [sic].', 'figure: The old dam', 'paragraph: Inside'])
  })

  it('tells drafts, and refuses what is no post', () => {
    const records = read(
      post(
        'draft',
        'Text',
        '<wp:post_date_gmt>0000-00-00 00:00:00</wp:post_date_gmt><wp:status>draft</wp:status>',
      ),
      post('page', 'Text', '<wp:post_type>page</wp:post_type><wp:status>private</wp:status>'),
      post('picture', '', '<wp:post_type>attachment</wp:post_type>'),
      post('menu', '', '<wp:post_type>nav_menu_item</wp:post_type>'),
      post('gone', 'Text', '<wp:status>trash</wp:status>'),
    )
    expect(records.map(said)).toEqual([
      'draft',
      'page',
      '! This is no post and no page, but an attachment (“picture”).',
      '! This is no post and no page, but a “nav_menu_item” (“menu”).',
      '! This post was in the trash of its site.',
    ])
    expect(articleOf(records[0]!)).toMatchObject({
      published: null,
      notices: ['A draft: it was never published.'],
    })
    expect(articleOf(records[1]!)).toMatchObject({ published: { value: '2024-03-05T07:07:08' } })
  })
})

describe('hostile and broken feeds', () => {
  it('expand no entity but those of XML', () => {
    const dtd =
      '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY lol "lol"><!ENTITY l2 "&lol;&lol;">]>'
    const text = rss(
      `${item(1).replace('Gate', '&x;')}${item(2).replace('Gate', '&#71;ate &l2;')}${item(3)}`,
    ).replace('?>', `?>${dtd}`)
    expect(recordsOf(text).map(said)).toEqual([
      '! It uses an entity that the file declares itself (&x;): Clipfile never expands those. Its bytes are kept.',
      '! It uses an entity that the file declares itself (&l2;): Clipfile never expands those. Its bytes are kept.',
      'Gate 3',
    ])
  })

  it('lose only the damaged item', () => {
    const unclosed = item(2).replace('</item>', '')
    expect(recordsOf(rss(item(1) + unclosed + item(3))).map(said)).toEqual(['Gate 1', 'Gate 2', 'Gate 3'])
    const open = item(2).replace(']]>', '')
    expect(recordsOf(rss(item(1) + open + item(3))).map(said)).toEqual(['Gate 1', 'Gate 2'])
    expect(recordsOf(rss(item(1)).split('</channel>')[0] + '<item><title>cut').map(said)).toEqual([
      'Gate 1',
      '! The file ends within this item. Its bytes are kept.',
    ])
    const deep = item(2).replace('<link>', `${'<a>'.repeat(5000)}<link>`)
    expect(recordsOf(rss(deep + item(3))).map(said)).toEqual([
      expect.stringMatching(/^! It is nested more than 1,000 times/),
      'Gate 3',
    ])
  })

  it('in comments and CDATA are no items', () => {
    expect(
      recordsOf(
        rss(`<!-- ${item(1)} --><note><![CDATA[${item(2).replaceAll(']]>', '')}]]></note>${item(3)}`),
      ).map(said),
    ).toEqual(['Gate 3'])
  })

  it('that hold none say what they are', () => {
    expect(recordsOf(rss('')).map(said)).toEqual(['! This feed (“The Herald - World”) has no items.'])
    const opml =
      '<?xml version="1.0"?><opml version="2.0"><body><outline xmlUrl="https://a.example/f"/><outline xmlUrl="b"/></body></opml>'
    expect(recordsOf(opml).map(said)).toEqual([
      '! This is a list of 2 feeds (OPML): it holds no articles. Save the feeds themselves as files and import those.',
    ])
    expect(recordsOf('<?xml version="1.0"?><urlset><url/></urlset>').map(said)[0]).toMatch(
      /^! This is a site map/,
    )
    expect(recordsOf('<?xml version="1.0"?><note>x</note>').map(said)).toEqual([
      '! This is XML (“note”), but no feed of articles. Its bytes are kept.',
    ])
  })
})
