import { describe, expect, it } from 'vitest'
import { bytes, GIF, PNG, zip } from './capture-fixtures.ts'
import { readHtml, readSingleFile } from './html-page.ts'
import { CaptureError } from './page-capture.ts'
import { resolveResource } from './resolve-resource.ts'

const html = (text: string) => readHtml(Buffer.from(text))
const PNG_URI = `data:image/png;base64,${PNG.toString('base64')}`

function singleFile(comment: string, body: string): string {
  return `<!DOCTYPE html> <html lang=en><!--\n${comment}\n--><head><meta charset=utf-8>\n<title>Strike</title>${body}`
}

describe('a page', () => {
  it('has its title, not that of a drawing, with entities read', () => {
    expect(html('<svg><title>icon</title></svg><title>\n A &amp; B \n</title>').title).toBe('A & B')
    expect(html('<p>none').title).toBeNull()
    expect(html('<title>never closed').title).toBe('never closed')
  })

  it('has the address that a browser left in a comment', () => {
    const page = (comment: string) => html(`<!DOCTYPE html>\n<!-- ${comment} -->\n<html><p>x`)
    expect(page('saved from url=(0042)https://news.example/a?b=1&c=2#d').url).toBe(
      'https://news.example/a?b=1&c=2#d',
    )
    expect(page('saved from url=(0013)about:internet').url).toBeNull()
    expect(page('saved from url=(0011)javascript:alert(1)').url).toBeNull()
    expect(
      page(
        "Mirrored from news.example/a.html by HTTrack Website Copier/3.49-2 [XR&CO'2014], Thu, 11 Jan 2018 10:20:30 GMT",
      ),
    ).toMatchObject({
      url: 'http://news.example/a.html',
      capturedAtMs: Date.UTC(2018, 0, 11, 10, 20, 30),
    })
  })

  it('has the address and date that Save Page WE left', () => {
    const page = html(
      '<meta name="savepage-url" content="https://news.example/x"><meta name="savepage-date" content="Wed Jan 01 2020 10:00:00 GMT+0800 (台北標準時間)">',
    )
    expect(page).toMatchObject({
      format: 'html',
      url: 'https://news.example/x',
      capturedAtMs: Date.UTC(2020, 0, 1, 2),
    })
  })

  it('leaves the canonical address to extraction, and uses <base> for links', () => {
    const page = html(
      '<link rel=canonical href="https://news.example/"><base href="https://cdn.example/a/"><base href="/b/">',
    )
    expect(page).toMatchObject({ url: null, baseUrl: 'https://cdn.example/a/' })
    const relative = readHtml(bytes('<base href="../c/">'), { url: 'https://news.example/a/b/' })
    expect(relative).toMatchObject({ url: 'https://news.example/a/b/', baseUrl: 'https://news.example/a/c/' })
  })

  it('gives up the pictures embedded in it, each once; blank dots stay', () => {
    const dot = `data:image/gif;base64,${GIF.toString('base64')}`
    const page = html(
      `<img alt=a src="${PNG_URI}"><img src='${PNG_URI}'><img src=${dot}><source srcset="${PNG_URI} 2x, b.png 1x">`,
    )
    expect(page.html).toBe(
      `<img alt=a src="cid:embedded-1.clipfile"><img src="cid:embedded-1.clipfile"><img src=${dot}><source srcset="cid:embedded-1.clipfile 2x, b.png 1x">`,
    )
    expect(page.resources).toHaveLength(1)
    expect(Buffer.from(resolveResource(page, 'cid:embedded-1.clipfile')!.bytes)).toEqual(PNG)
    expect(resolveResource(page, dot)?.mime).toBe('image/gif')
  })

  it('leaves out what is larger than 10 MB, and says so', () => {
    const page = html(`<img src="data:image/png;base64,${'A'.repeat(15e6)}"><p>KEEP`)
    expect(page.html).toBe('<img src=""><p>KEEP')
    expect(page.notices).toEqual(['1 embedded picture could not be decoded or took more than 10 MB.'])
  })

  it('does not take scripts and comments for markup', () => {
    const text = `<script>"<img src='${PNG_URI}'>"</script><!-- <img src="${PNG_URI}"> -->`
    expect(html(text)).toMatchObject({ html: text, resources: [] })
  })

  it('must hold something, and be no picture', () => {
    expect(() => html(' \n')).toThrow(new CaptureError('The page is empty.'))
    expect(() => readHtml(PNG)).toThrow(new CaptureError('This is no page but image/png.'))
  })
})

describe('a page saved by SingleFile', () => {
  it.each([
    [
      ' Page saved with SingleFile \n url: https://news.example/a \n saved date: Tue Oct 17 2023 13:55:34 GMT+0300 (Москва, стандартное время)',
      Date.UTC(2023, 9, 17, 10, 55, 34),
    ],
    [
      ' Archive processed by SingleFile \n url: https://news.example/a \n saved date: Tue Aug 08 2017 21:46:41 GMT-0400 (Eastern Daylight Time) ',
      Date.UTC(2017, 7, 9, 1, 46, 41),
    ],
    [' Page saved with SingleFile \n url: https://news.example/a \n info: something', null],
    [
      ' Page saved with SingleFile \n url: https://news.example/a"><script>alert(1)</script> \n saved date: no date',
      null,
    ],
  ])('says so in a comment: %j', (comment, capturedAtMs) => {
    expect(html(singleFile(comment, '<p>x'))).toMatchObject({
      format: 'singlefile',
      url: 'https://news.example/a',
      capturedAtMs,
      title: 'Strike',
    })
  })

  it('believes no address but of the web', () => {
    for (const address of ['file:///home/me/a.html', 'javascript:alert(1)', '']) {
      expect(html(singleFile(` Page saved with SingleFile \n url: ${address}`, '')).url).toBeNull()
    }
  })

  const BAR =
    '<single-file-infobar style="x"><template shadowrootmode="open"><form class=infobar><span>Saved 2023</span>' +
    '<a class=infobar-link-icon href="https://news.example/bar"></a></form><script>const a="</single-file"</script></template></single-file-infobar>'

  it('is recognised without the comment, by the traces it leaves; its address is in the bar or the canonical link', () => {
    const bar = readSingleFile(Buffer.from(`<p>KEEP</p>${BAR}<p>END`), {
      fileName: 'Strike (2023-10-17 1_55_34 PM).html',
    })
    expect(bar).toMatchObject({
      format: 'singlefile',
      url: 'https://news.example/bar',
      capturedAtMs: Date.UTC(2023, 9, 17, 13, 55, 34),
      html: '<p>KEEP</p><p>END',
    })
    const hidden = html(
      '<style>.sf-hidden{display:none!important}</style><link rel=canonical href=https://news.example/c>',
    )
    expect(hidden).toMatchObject({ format: 'singlefile', url: 'https://news.example/c' })
    expect(readSingleFile(bytes('<p>x'), { fileName: 'a (10_17_2023).html' })).toMatchObject({
      format: 'singlefile',
      capturedAtMs: null,
    })
  })

  it('marks what it hid, and keeps shadow roots', () => {
    const page = html(
      singleFile(
        ' Page saved with SingleFile',
        '<li class="a sf-hidden"><p class=sf-hidden-not><template shadowrootmode=open><p>in',
      ),
    )
    expect(page.html).toContain(
      '<li hidden class="a sf-hidden"><p class=sf-hidden-not><template shadowrootmode=open><p>in',
    )
  })

  it('gives up pictures that stand in style sheets, under their own address where it is kept', () => {
    const blank = "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'></svg>"
    const body =
      `<style>:root{--sf-img-1:url("${PNG_URI}");--sf-img-2: url('data:image/gif;base64,${GIF.toString('base64')}')}</style>` +
      `<img src="${blank}" style="background-image:var(--sf-img-1)!important">` +
      `<img src="${blank}" style="background-image:var(--sf-img-2)" data-sf-original-src="/pics/b.gif">` +
      `<img src="${PNG_URI}a" data-sf-original-src="https://cdn.example/c.png">`
    const page = readHtml(
      Buffer.from(singleFile(' Page saved with SingleFile \n url: https://news.example/a', body)),
      { url: 'https://news.example/a' },
    )
    const sources = [...page.html.matchAll(/<img src="([^"]*)"/g)].map(([, src]) => src!)
    expect(sources).toEqual([
      'cid:sf-img-1.clipfile',
      'https://news.example/pics/b.gif',
      'https://cdn.example/c.png',
    ])
    expect(sources.map((src) => resolveResource(page, src)?.mime)).toEqual([
      'image/png',
      'image/gif',
      'image/png',
    ])
  })

  it('keeps the notes that somebody made in its editor', () => {
    const page = html(
      `<p>a</p><single-file-note><template shadowrootmode=open><textarea dir=auto>Check this!</textarea></template></single-file-note><p>b${BAR}`,
    )
    expect(page).toMatchObject({ html: '<p>a</p><p>b', notices: ['A note made in SingleFile: Check this!'] })
  })
})

describe('a page that unpacks itself', () => {
  const FILES = [
    {
      name: 'index.html',
      body: '<html><title>Strike</title><p>KEEP<img src="images/0.png"><img src=images/1.gif>',
    },
    {
      name: 'manifest.json',
      body: JSON.stringify({
        originalUrl: 'https://news.example/a',
        title: 'Strike!',
        archiveTime: '2023-10-17T10:55:34.123Z',
        indexFilename: 'index.html',
        resources: { 'images/0.png': 'https://cdn.example/0.png' },
      }),
    },
    { name: 'images/0.png', body: PNG },
    { name: 'images/1.gif', body: GIF, comment: 'data:' },
    { name: 'fonts/0.woff2', body: 'font' },
    { name: 'frames/0/index.html', body: '<p>frame', comment: 'https://ads.example/' },
  ]
  const FRONT =
    "<!DOCTYPE html><html data-sfz><meta charset=utf-8><title>Strike</title><body hidden><div id='sfz-wait-message'>Please wait...</div><script>x</script><!--"
  const BACK = '--><sfz-extra-data>AAAA</sfz-extra-data></body></html>'

  function polyglot(options: { isAbsolute?: boolean; cut?: boolean } = {}): Buffer {
    const offset = options.isAbsolute === false ? 0 : FRONT.length
    return Buffer.concat([
      bytes(FRONT),
      zip(FILES, { offset, cut: options.cut }),
      bytes(options.cut ? '' : BACK),
    ])
  }

  it.each([true, false])(
    'yields the page in its zip (offsets from the file’s beginning: %s)',
    (isAbsolute) => {
      const page = readHtml(polyglot({ isAbsolute }))
      expect(page).toMatchObject({
        format: 'singlefile-zip',
        url: 'https://news.example/a',
        title: 'Strike',
        capturedAtMs: Date.UTC(2023, 9, 17, 10, 55, 34),
        html: '<html><title>Strike</title><p>KEEP<img src="https://cdn.example/0.png"><img src="cid:images/1.gif.clipfile">',
        notices: [],
      })
      expect(page.resources.map(({ url, mime }) => [url, mime])).toEqual([
        ['https://cdn.example/0.png', 'image/png'],
        ['', 'image/gif'],
        ['https://ads.example/', 'text/html'],
      ])
      expect(Buffer.from(resolveResource(page, 'cid:images/1.gif.clipfile')!.bytes)).toEqual(GIF)
    },
  )

  it('yields it too where the file was cut off before the directory', () => {
    const page = readHtml(polyglot({ cut: true }))
    expect(page.html).toContain('KEEP')
    expect(page.notices).toEqual([
      'The zip in this page has no directory, as if it was cut off; what could be found was read.',
    ])
  })

  it('may lie in a folder of its own, and be a bare zip', () => {
    const files = FILES.map((file) => ({ ...file, name: `1697540134123_0/${file.name}` }))
    expect(readHtml(zip(files))).toMatchObject({
      format: 'singlefile-zip',
      url: 'https://news.example/a',
      resources: { length: 3 },
    })
  })

  it('says which of its files are damaged', () => {
    const file = polyglot()
    const at =
      file.indexOf(PNG.subarray(0, 4)) < 0 ? file.indexOf('images/0.png') + 'images/0.png'.length + 3 : 0
    file[at]! ^= 0xff
    expect(readHtml(file).notices).toEqual(['“images/0.png” is damaged.'])
  })

  it('is no zip only because it is about zips', () => {
    expect(html('<html><p>A zip begins with PK\x03\x04 and ends with PK\x05\x06').format).toBe('html')
  })
})
