import { describe, expect, it } from 'vitest'
import {
  blinkMhtml,
  bytes,
  GIF,
  lines,
  multipart,
  part,
  PNG,
  quotedPrintable,
  utf8,
} from './capture-fixtures.ts'
import { readMhtml } from './mhtml.ts'
import { CaptureError } from './page-capture.ts'
import { resolveResource } from './resolve-resource.ts'

const PAGE = '<html><head><title>Strike in the harbour</title></head><body><p>KEEP</p></body></html>'
const QP = 'Content-Transfer-Encoding: quoted-printable'
const BASE64 = 'Content-Transfer-Encoding: base64'

describe('MHTML as Blink writes it', () => {
  const file = blinkMhtml([
    part(
      'text/html',
      '<!DOCTYPE html><html><head><meta http-equiv=3D"Content-Type" content=3D"tex=\r\nt/html; charset=3DUTF-8"><title>' +
        'Caf=C3=A9 strike?</title></head><body><img src=3D"https://news.example/a%20b.gif"><iframe src=3D"cid:frame-2@mhtml.=\r\n' +
        'blink"></iframe></body></html>',
      'Content-ID: <frame-1@mhtml.blink>',
      QP,
      'Content-Location: https://news.example/2024/strike.html',
    ),
    part('image/gif', GIF.toString('base64'), BASE64, 'Content-Location: https://news.example/a%20b.gif'),
    part(
      'text/html',
      '<p>frame',
      'Content-ID: <frame-2@mhtml.blink>',
      QP,
      'Content-Location: https://ads.example/',
    ),
  ])
  const [page, ...more] = readMhtml(file)

  it('yields the page with address, time and title', () => {
    expect(more).toEqual([])
    expect(page).toMatchObject({
      kind: 'html',
      url: 'https://news.example/2024/strike.html',
      capturedAtMs: Date.UTC(2021, 6, 30, 0, 24, 7),
      title: 'Café strike?',
      format: 'mhtml',
      encoding: { name: 'utf-8', guessed: false },
      notices: [],
    })
  })

  it('joins soft line breaks before the charset is applied', () => {
    expect(page!.html).toContain('content="text/html; charset=UTF-8"')
    const split = blinkMhtml([part('text/html; charset=utf-8', '<p>Caf=C3=\r\n=A9', QP)])
    expect(readMhtml(split)[0]!.html).toBe('<p>Café')
  })

  it('keeps frames and pictures as resources, found by cid: and by address', () => {
    expect(page!.resources).toHaveLength(2)
    expect(resolveResource(page!, 'cid:frame-2@mhtml.blink')).toMatchObject({ mime: 'text/html' })
    const picture = resolveResource(page!, 'https://news.example/a b.gif#top')!
    expect(Buffer.from(picture.bytes)).toEqual(GIF)
  })

  it('renames the shadow roots of Blink', () => {
    const [shadow] = readMhtml(
      blinkMhtml([part('text/html', '<div><template shadowmode="open"><p>deep</template>')]),
    )
    expect(shadow!.html).toContain('<template shadowrootmode="open"><p>deep')
  })

  it('takes the subject only where the page has no title, a bare ? in it included', () => {
    const subject = lines('Subject: =?utf-8?Q?Who=20pays?=20Ein=20Z=C3=BC?=', ' =?utf-8?Q?rcher=20fragt?=')
    const untitled = multipart(
      ['From: <Saved by Blink>', subject, 'MIME-Version: 1.0', 'Content-Type: multipart/related; boundary=B'],
      'B',
      [part('text/html', '<svg><title>no</title></svg><p>x')],
    )
    expect(readMhtml(untitled)[0]!.title).toBe('Who pays? Ein Zürcher fragt')
    expect(readMhtml(blinkMhtml([part('text/html', PAGE)]))[0]!.title).toBe('Strike in the harbour')
  })
})

describe('MHTML of other programs', () => {
  it('Internet Explorer: preamble, charset of the part, raw bytes of the system in the header', () => {
    const koi8 = '\xf3\xcf\xc8\xd2\xc1\xce\xc5\xce\xcf' // Сохранено
    const file = multipart(
      [
        `From: <${koi8} Microsoft Internet Explorer 5>`,
        `Subject: ${koi8}`,
        'Date: Fri, 31 Mar 2006 19:25:16 +0400',
        'MIME-Version: 1.0',
        'Content-Type: multipart/related;\r\n\tboundary="----=_NextPart_000_0000_01C654E0.7F0AD5A0";\r\n\ttype="text/html"',
        'X-MimeOLE: Produced By Microsoft MimeOLE V6.00.2900.2180',
        '\r\nThis is a multi-part message in MIME format.',
      ],
      '----=_NextPart_000_0000_01C654E0.7F0AD5A0',
      [
        part(
          'text/html;\r\n\tcharset="koi8-r"',
          quotedPrintable('<HTML><BODY><IMG src="pics/a.gif">\xed\xc9\xd2</BODY></HTML>').replace(
            'src=',
            'src=3D',
          ),
          QP,
          'Content-Location: http://news.example/dir/p.htm',
        ),
        part(
          'image/gif',
          GIF.toString('base64'),
          BASE64,
          'Content-Location: http://news.example/dir/pics/a.gif',
        ),
      ],
    )
    const [page] = readMhtml(file)
    expect(page).toMatchObject({ title: 'Сохранено', url: 'http://news.example/dir/p.htm' })
    expect(page!.capturedAtMs).toBe(Date.UTC(2006, 2, 31, 15, 25, 16))
    expect(page!.html).toContain('Мир')
    expect(resolveResource(page!, 'pics/a.gif')?.mime).toBe('image/gif')
    expect(resolveResource(page!, 'mhtml:file://C:\\p.mht!http://news.example/dir/pics/a.gif')).not.toBeNull()
  })

  it('Internet Explorer: a page without pictures is no multipart, its mark is encoded with it', () => {
    const file = lines(
      'From: "Saved by Windows Internet Explorer 10"',
      'Subject: ',
      'Date: Wed, 11 Dec 2013 16:00:51 +0330',
      'MIME-Version: 1.0',
      'Content-Type: text/html;\r\n\tcharset="utf-8"',
      QP,
      'Content-Location: https://news.example/one',
      '',
      '=EF=BB=BF<!DOCTYPE HTML><html><p>=C3=A9=20',
      '',
    )
    const [page] = readMhtml(bytes(file))
    expect(page).toMatchObject({
      url: 'https://news.example/one',
      title: null,
      html: '<!DOCTYPE HTML><html><p>é \r\n',
    })
  })

  it('Opera: start= names the root, unquoted; no date; 8bit', () => {
    const file = multipart(
      [
        'Content-Type: multipart/related; start=<op.mhtml.12.ab@10.0.0.1>; boundary=----------4Y5zht',
        'Content-Location: http://news.example/p',
        `Subject: =?utf-8?Q?${quotedPrintable(utf8('Мост')).replaceAll('=', '=')}=20[26P]-=20Seite??=`,
        'MIME-Version: 1.0',
      ],
      '----------4Y5zht',
      [
        part(
          'text/html; charset=UTF-8',
          '<p>an advertisement',
          'Content-ID: <op.ad@10.0.0.1>',
          'Content-Location: http://ads.example/',
        ),
        part(
          'text/html; charset=UTF-8; name=p.htm',
          utf8('<p>Ёлка'),
          'Content-Disposition: inline; filename=p.htm',
          'Content-Id: <op.mhtml.12.ab@10.0.0.1>',
          'Content-Location: http://news.example/p',
          'Content-Transfer-Encoding: 8bit',
        ),
      ],
    )
    const [page] = readMhtml(file)
    expect(page).toMatchObject({ html: '<p>Ёлка', title: 'Мост [26P]- Seite?', capturedAtMs: null })
  })

  it('Word: a file: address is no web address, but links resolve against it', () => {
    const file = multipart(['MIME-Version: 1.0', 'Content-Type: multipart/related; boundary="B"'], 'B', [
      part(
        'text/html; charset="us-ascii"',
        '<img src="Single_files/image001.png">',
        'Content-Location: file:///C:/E/Single.htm',
      ),
      part(
        'image/png',
        PNG.toString('base64'),
        BASE64,
        'Content-Location: file:///C:/E/Single_files/image001.png',
      ),
    ])
    const [page] = readMhtml(file)
    expect(page).toMatchObject({ url: null, baseUrl: 'file:///C:/E/Single.htm' })
    expect(resolveResource(page!, 'Single_files/image001.png')).not.toBeNull()
  })
})

describe('which part is the page', () => {
  const frame = (name: string, body: string) =>
    part('text/html', body, `Content-Location: https://news.example/${name}`)

  it('is the one that Snapshot-Content-Location names, wherever it stands', () => {
    const file = blinkMhtml([frame('ad', '<p>ad'), frame('2024/strike.html', PAGE)])
    expect(readMhtml(file)[0]!.html).toBe(PAGE)
  })

  it('is no picture that its header calls a page, and a page that its header calls a stream', () => {
    const file = blinkMhtml([
      part('text/html; name=photo.jpg', '\xff\xd8\xff\xe0\0\x10JFIF'),
      part('application/octet-stream', PAGE),
    ])
    expect(readMhtml(file)[0]!.html).toBe(PAGE)
    expect(readMhtml(file)[0]!.resources[0]!.mime).toBe('image/jpeg')
  })

  it('is in a nested multipart: alternative in related', () => {
    const inner = multipart([], 'INNER', [part('text/plain', 'plain'), part('text/html', PAGE)]).toString(
      'latin1',
    )
    const file = blinkMhtml([
      { headers: ['Content-Type: multipart/alternative; boundary=INNER'], body: inner.trimStart() },
      part('image/gif', GIF.toString('base64'), BASE64, 'Content-ID: <a@b>'),
    ])
    const [page] = readMhtml(file)
    expect(page!.html).toBe(PAGE)
    expect(resolveResource(page!, 'cid:a@b')).not.toBeNull()
  })

  it('is the largest frame of a frameset', () => {
    const file = blinkMhtml([
      frame(
        '2024/strike.html',
        '<title>Set</title><frameset><frame src="menu"><frame src="text"></frameset>',
      ),
      frame('menu', '<a href=x>Home</a>'),
      frame('text', '<p>The long text of the article<img src="t.gif">'),
    ])
    const [page] = readMhtml(file)
    expect(page).toMatchObject({ title: 'Set', html: '<p>The long text of the article<img src="t.gif">' })
    expect(page!.notices).toEqual(['The page is a frameset: the largest of its 2 frames was read.'])
  })

  it('are several where pages lie side by side', () => {
    const one = (name: string) =>
      multipart(
        [`Content-Type: multipart/related; boundary=${name}`, `Content-Location: https://${name}.example/`],
        name,
        [
          part('text/html', `<title>${name}</title>`),
          part('image/gif', GIF.toString('base64'), BASE64, 'Content-ID: <g>'),
        ],
      ).toString('latin1')
    const raw = (text: string) => {
      const [head, ...body] = text.split('\r\n\r\n')
      return { headers: [head!], body: body.join('\r\n\r\n') }
    }
    const file = multipart(['MIME-Version: 1.0', 'Content-Type: multipart/mixed; boundary="M"'], 'M', [
      raw(one('aa')),
      raw(one('bb')),
    ])
    const pages = readMhtml(file)
    expect(pages.map(({ title, url }) => [title, url])).toEqual([
      ['aa', 'https://aa.example/'],
      ['bb', 'https://bb.example/'],
    ])
    expect(pages.map(({ resources }) => resources.length)).toEqual([1, 1])
  })

  it('is a text where a browser saved one, and nothing where there are only pictures', () => {
    expect(readMhtml(blinkMhtml([part('text/plain', 'Just text')]))[0]).toMatchObject({
      kind: 'text',
      html: 'Just text',
    })
    expect(() => readMhtml(blinkMhtml([part('image/png', PNG.toString('base64'), BASE64)]))).toThrow(
      new CaptureError('No page was found in this MHTML file, only image/png.'),
    )
    expect(() => readMhtml(bytes(''))).toThrow(CaptureError)
  })

  it('believes no address but of the web', () => {
    const file = multipart(['MIME-Version: 1.0', 'Content-Type: multipart/related; boundary=B'], 'B', [
      part('text/html', PAGE, 'Content-Location: javascript:alert(1)'),
    ])
    expect(readMhtml(file)[0]).toMatchObject({ url: null, baseUrl: null })
  })
})
