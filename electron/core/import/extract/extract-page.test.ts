import { describe, expect, it } from 'vitest'
import { extractPage } from './extract-page.ts'
import type { ExtractedPage } from './page-model.ts'

const FIRST =
  'The harbour council voted on Tuesday to close the old swing bridge, saying that another winter of repairs would cost more than a new one.'
const SECOND =
  'Fishermen who cross it every morning said they had not been asked, and that the detour adds forty minutes to a day that already begins at four.'
const THIRD =
  'Work on the replacement begins in spring, the mayor told reporters, if the province pays its half of the eleven million that the plans foresee.'
const BODY = [FIRST, SECOND, THIRD]
const paragraphs = (texts: readonly string[]) => texts.map((text) => `<p>${text}</p>`).join('\n')

function page(body: string, head = ''): string {
  return `<!DOCTYPE html><html lang="en"><head><title>Council closes the swing bridge | The Tidewater Post</title>${head}</head><body>${body}</body></html>`
}

function texts(extracted: ExtractedPage, ...kinds: string[]): string[] {
  return extracted.blocks.filter(({ kind }) => !kinds.length || kinds.includes(kind)).map(({ text }) => text)
}

describe('the text', () => {
  it('takes the article and leaves the page', () => {
    const html =
      page(`<header class="site-header"><nav><a href="/">Home</a> <a href="/n">News</a></nav></header>
      <main><article><h1>Council closes the swing bridge</h1><div class="byline">By Mara Quill</div>
      <div class="article-body">${paragraphs(BODY)}
        <div class="newsletter-box"><h3>Morning tide</h3><p>Sign up for our daily newsletter and never miss a story from the coast.</p></div>
      </div>
      <div class="share-bar"><a href="#">Share</a><a href="#">Print</a></div></article>
      <section id="comments"><h2>Comments</h2><p>This is a long comment by somebody who has a great deal to say about the bridge, the mayor, and the weather in general.</p></section>
      <aside class="related"><h3>Related</h3><a href="/a">A ferry timetable for the summer months that nobody can read</a></aside></main>
      <footer><p>© 2024 The Tidewater Post. All rights reserved, in this harbour and in every other one.</p></footer>`)
    expect(texts(extractPage(html))).toEqual(BODY)
  })

  it('finds paragraphs that are nested divs', () => {
    const html = page(
      `<div class="wrap"><div class="x1">${BODY.map((text) => `<div class="x2"><div class="x3">${text}</div></div>`).join('')}</div></div>`,
    )
    expect(texts(extractPage(html))).toEqual(BODY)
  })

  it('parts paragraphs at two line breaks, and keeps one', () => {
    const html = page(`<div id="story">${FIRST}<br><br>${SECOND}<br/>${THIRD}</div>`)
    expect(texts(extractPage(html))).toEqual([FIRST, `${SECOND}\n${THIRD}`])
  })

  it('keeps lists, quotes, headings, tables and preformatted text as what they are', () => {
    const html = page(`<article><h1>Council closes the swing bridge</h1>${paragraphs(BODY)}
      <h2>What it costs</h2><table><tr><th>Part</th><th>Price</th></tr><tr><td>Steel</td><td>4 million</td></tr><tr><td>Labour</td><td>7 million</td></tr></table>
      <ul><li>Pedestrians cross by <em>ferry</em></li><li>Lorries go round</li></ul>
      <blockquote><p>“Nobody asked us, and nobody will be on that ferry at four in the morning.”</p></blockquote>
      <pre>open  06:00
shut  22:00</pre><p>${SECOND}</p></article>`)
    const { blocks } = extractPage(html)
    expect(blocks.map(({ kind }) => kind)).toEqual([
      'paragraph',
      'paragraph',
      'paragraph',
      'heading',
      'table',
      'list',
      'quote',
      'preformatted',
      'paragraph',
    ])
    expect(blocks[3]).toMatchObject({ level: 2 })
    expect(blocks[4]!.rows).toEqual([
      ['Part', 'Price'],
      ['Steel', '4 million'],
      ['Labour', '7 million'],
    ])
    expect(blocks[5]!.items).toEqual(['Pedestrians cross by ferry', 'Lorries go round'])
    expect(blocks[5]!.marks).toEqual([{ type: 'em', start: 21, end: 26 }])
    expect(blocks[7]!.text).toBe('open  06:00\nshut  22:00')
  })

  it('counts marks in the text as it is kept', () => {
    const html = page(
      `<article><p>  The   <a href="/b">swing\n bridge</a> was <strong>built</strong> in 1911; ${FIRST}</p>${paragraphs([SECOND, THIRD])}</article>`,
    )
    const [block] = extractPage(html).blocks
    expect(block!.marks!.map(({ type, start, end }) => [type, block!.text.slice(start, end)])).toEqual([
      ['link', 'swing bridge'],
      ['strong', 'built'],
    ])
    expect(block!.marks![0]!.href).toBe('/b')
  })

  it('takes marks that touch for one, unless they differ', () => {
    const letters = Array.from('bridge', (letter) => `<i>${letter}</i>`).join('')
    const html = page(
      `<article><p>The swing ${letters} and its <a href="/a">keeper</a><a href="/b">’s house</a>; ${FIRST}</p>${paragraphs([SECOND, THIRD])}</article>`,
    )
    const [block] = extractPage(html).blocks
    expect(block!.marks!.map(({ type, start, end }) => [type, block!.text.slice(start, end)])).toEqual([
      ['em', 'bridge'],
      ['link', 'keeper'],
      ['link', '’s house'],
    ])
  })

  it('keeps every line of a page of two lines, however deep it lies', () => {
    const deep = `${'<div>'.repeat(5000)}Depth${'</div>'.repeat(5000)}`
    const { blocks } = extractPage(
      page(`<article><p>An ordinary sentence about the harbour.</p>${deep}</article>`),
    )
    expect(blocks.map(({ text }) => text)).toEqual(['An ordinary sentence about the harbour.', 'Depth'])
  })

  it('takes a standfirst that stands apart, with pictures and captions in their places', () => {
    const lead =
      'The crossing has carried the town for a century; what comes after it is a question of money.'
    const html =
      page(`<article><header><h1>Council closes the swing bridge</h1><p class="standfirst">${lead}</p></header>
      <div class="article-body"><figure><img src="/bridge.jpg" alt="The bridge"><figcaption>The bridge in June. Photo: H. Lund</figcaption></figure>
      ${paragraphs(BODY)}<div class="image"><img data-src="/mayor.jpg" src="data:image/gif;base64,R0" alt=""><span>The mayor on the quay</span></div></div></article>`)
    const extracted = extractPage(html)
    expect(texts(extracted)).toEqual([
      lead,
      'The bridge in June. Photo: H. Lund',
      ...BODY,
      'The mayor on the quay',
    ])
    expect(extracted.blocks.filter(({ kind }) => kind === 'figure')).toEqual([
      {
        kind: 'figure',
        text: 'The bridge in June. Photo: H. Lund',
        image: { src: '/bridge.jpg', alt: 'The bridge', sha256: null },
      },
      {
        kind: 'figure',
        text: 'The mayor on the quay',
        image: { src: '/mayor.jpg', alt: '', sha256: null },
      },
    ])
  })

  it('reads right-to-left and Chinese pages', () => {
    const arabic =
      'صوّت مجلس الميناء يوم الثلاثاء على إغلاق الجسر القديم، قائلا إن تكاليف الإصلاح ستفوق تكلفة جسر جديد في الشتاء المقبل.'
    const rtl = extractPage(
      `<html lang="ar" dir="rtl"><body><nav><a href="/">الرئيسية</a></nav><article>${paragraphs([arabic, arabic + ' نعم.'])}</article></body></html>`,
    )
    expect(rtl.language).toBe('ar')
    expect(rtl.blocks).toHaveLength(2)
    const chinese =
      '港口委员会周二投票决定关闭旧桥，称再过一个冬天的维修费用将超过新桥的造价，渔民们对此表示不满。'
    const han = extractPage(
      `<html><body><ul><li><a href="/">首页</a></li><li><a href="/n">新闻</a></li></ul><div class="c">${paragraphs([chinese, chinese + '市长拒绝评论。'])}</div></body></html>`,
    )
    expect(han.language).toBe('zh')
    expect(han.blocks.map(({ text }) => text)).toEqual([chinese, chinese + '市长拒绝评论。'])
  })

  it('leaves a subscription box out, heading, list and all', () => {
    const html =
      page(`<article class="article-body">${paragraphs(BODY)}<div class="b7"><h3>Read on with Tidewater Plus</h3><p>Create an account or sign in to continue reading this story.</p>
      <ul><li>All articles from the coast</li><li>The crossword, every day of the week</li></ul></div></article>`)
    expect(texts(extractPage(html))).toEqual(BODY)
  })

  it('takes the article with the headline where a page holds several', () => {
    const other = BODY.map((text) => `Elsewhere, ${text} ${text}`)
    const html = page(
      `<main><article><h1>Council closes the swing bridge</h1><div>${paragraphs(BODY)}</div></article><article><h1>Another story altogether</h1><div>${paragraphs(other)}</div></article></main>`,
      '<meta property="og:title" content="Council closes the swing bridge">',
    )
    expect(texts(extractPage(html))).toEqual(BODY)
  })

  it('drops teasers that come in a row', () => {
    const card = (title: string) =>
      `<div class="k1"><a href="/${title.length}"><h4>${title}</h4></a><p>A sentence that says a little more about it.</p></div>`
    const html = page(
      `<article>${paragraphs(BODY)}<div class="k0">${card('Ferry strike enters second week')}${card('Lighthouse keeper retires at ninety')}${card('Storm tears roof off fish market')}</div></article>`,
    )
    expect(texts(extractPage(html))).toEqual(BODY)
  })

  it('reads a live blog with its entries', () => {
    const entry = (time: string, text: string) =>
      `<div class="live-entry"><time datetime="2024-05-03T${time}Z">${time}</time><h3>At ${time} the gates closed</h3><p>${text}</p></div>`
    const html = page(
      `<main><h1>Council closes the swing bridge</h1><div class="live-entries">${entry('10:00', FIRST)}${entry('11:00', SECOND)}${entry('12:00', THIRD)}</div></main>`,
    )
    expect(texts(extractPage(html), 'paragraph')).toEqual(BODY)
    expect(texts(extractPage(html), 'heading')).toHaveLength(3)
  })

  it('reads AMP pages', () => {
    const html = `<!doctype html><html amp lang="en"><head><link rel="canonical" href="https://tidewater.example/a/bridge"></head><body><article><h1>Council closes the swing bridge</h1>
      <amp-img src="/b.jpg" width="600" height="400" alt="Bridge"></amp-img><amp-ad type="x">Buy boats</amp-ad><div class="amp-article-body">${paragraphs(BODY)}</div></article></body></html>`
    const extracted = extractPage(html)
    expect(texts(extracted, 'paragraph')).toEqual(BODY)
    expect(extracted.canonicalUrl).toBe('https://tidewater.example/a/bridge')
    expect(extracted.blocks.flatMap(({ image }) => image?.src ?? [])).toEqual(['/b.jpg'])
  })

  it('finds the text where only scripts hold it', () => {
    const state = JSON.stringify({
      props: { article: { title: 'x', bodyHtml: paragraphs(BODY), slug: 'council-closes' } },
    })
    expect(
      texts(
        extractPage(
          page(
            `<div id="app"></div><script id="__NEXT_DATA__" type="application/json">${state.replace(/</g, '\\u003c')}</script>`,
          ),
        ),
      ),
    ).toEqual(BODY)
    const streamed = `self.__next_f.push([1,${JSON.stringify(paragraphs(BODY)).replace(/</g, '\\u003c')}])`
    expect(texts(extractPage(page(`<div id="app"></div><script>${streamed}</script>`)))).toEqual(BODY)
  })

  it('says so where there is no article', () => {
    const extracted = extractPage(
      '<html><body><nav><a href="/a">A</a><a href="/b">B</a></nav></body></html>',
      { fileName: 'start page.html' },
    )
    expect(extracted.blocks).toEqual([])
    expect(extracted.notices).toEqual(['No article text was found on this page.'])
    expect(extracted.title).toBe('start page')
    expect(extractPage('').blocks).toEqual([])
  })
})
