import { describe, expect, it } from 'vitest'
import { bytes, GIF, lines, multipart, part, PNG, utf8, type FixturePart } from './capture-fixtures.ts'
import { readEml } from './eml.ts'
import { CaptureError } from './page-capture.ts'
import { resolveResource } from './resolve-resource.ts'

const HEADERS = [
  'Received: by mx.example with SMTP; Thu, 13 Oct 2016 04:39:49 -0700 (PDT)',
  'From: "The Harbour Times" <news@times.example>',
  'To: reader@example.com',
  'Subject: =?UTF-8?Q?Streik=20im=20Hafen=20=E2=9C=94?=\r\n (Ausgabe 3)',
  'Date: Thu, 13 Oct 2016 20:39:48 +0900',
  'Message-ID: <1@times.example>',
  'MIME-Version: 1.0',
]
const PAGE =
  '<html><head><title>Newsletter</title></head><body><p>The workers of the harbour went home.</p></body></html>'
const BASE64 = 'Content-Transfer-Encoding: base64'

function mail(type: string, boundary: string, parts: FixturePart[]): Buffer {
  return multipart([...HEADERS, `Content-Type: ${type}; boundary="${boundary}"`], boundary, parts)
}

function single(body: string, ...headers: string[]): Buffer {
  return bytes(lines(...HEADERS, ...headers, '', body))
}

/** A multipart as a part of another. */
function nested(type: string, boundary: string, parts: FixturePart[]): FixturePart {
  const text = multipart([], boundary, parts).toString('latin1').trimStart()
  return { headers: [`Content-Type: ${type}; boundary="${boundary}"`], body: text }
}

describe('an e-mail', () => {
  it('has subject, sender, and the time at which it was sent where it was sent', () => {
    const capture = readEml(single('Hello', 'Content-Type: text/plain; charset=utf-8'))
    expect(capture).toMatchObject({
      kind: 'text',
      html: 'Hello',
      format: 'eml',
      title: 'Streik im Hafen ✔ (Ausgabe 3)',
      url: null,
      capturedAtMs: Date.UTC(2016, 9, 13, 11, 39, 48),
      mail: {
        from: '"The Harbour Times" <news@times.example>',
        subject: 'Streik im Hafen ✔ (Ausgabe 3)',
        date: '2016-10-13T20:39:48+09:00',
      },
      notices: [],
    })
  })

  it('needs neither MIME nor more than a body', () => {
    expect(readEml(bytes('From: a@b\r\n\r\nplain text'))).toMatchObject({
      kind: 'text',
      html: 'plain text',
      title: null,
    })
  })

  it('is its page rather than its text; copies for watches and AMP are neither', () => {
    const capture = readEml(
      mail('multipart/alternative', 'A', [
        part('text/plain', 'plain'),
        part('text/html; charset=utf-8', PAGE),
        part('text/watch-html', '<b>watch</b>'),
        part('text/x-amp-html', '<html amp>'),
      ]),
    )
    expect(capture).toMatchObject({ kind: 'html', html: PAGE })
  })

  it('shows the pictures that came with it, by cid:', () => {
    const capture = readEml(
      mail('multipart/mixed', 'M', [
        nested('multipart/related; type="multipart/alternative"', 'R', [
          nested('multipart/alternative', 'A', [
            part('text/plain', 'plain'),
            part('text/html', '<p>Hello <img src="cid:nyan@example.com">'),
          ]),
          part(
            'image/gif; name=a.gif',
            GIF.toString('base64'),
            BASE64,
            'Content-ID: <nyan@example.com>',
            'Content-Disposition: inline',
          ),
        ]),
        part('text/plain; name=notes.txt', 'notes', 'Content-Disposition: attachment; filename=notes.txt'),
      ]),
    )
    expect(capture.html).toBe('<p>Hello <img src="cid:nyan@example.com">')
    expect(Buffer.from(resolveResource(capture, 'cid:nyan%40example.com')!.bytes)).toEqual(GIF)
    expect(capture.resources.map(({ mime }) => mime)).toEqual(['text/plain', 'image/gif', 'text/plain'])
  })

  it('goes on after a picture, and keeps the footer of a list', () => {
    const capture = readEml(
      mail('multipart/mixed', 'M', [
        part('text/html', '<p>One'),
        part('image/png', PNG.toString('base64'), BASE64, 'Content-Disposition: inline'),
        part('text/html', '<p>Two'),
        part('text/plain', 'a < b\n\nFooter'),
      ]),
    )
    expect(capture.html).toBe('<p>One\n<p>Two\n<p>a &lt; b</p>\n<p>Footer</p>')
  })

  it('decodes each part by its own charset, and repairs wrong labels', () => {
    const body = (charset: string, text: string, ...headers: string[]) =>
      readEml(single(text, `Content-Type: text/plain; charset=${charset}`, ...headers)).html
    expect(body('koi8-r', '\xed\xc9\xd2')).toBe('Мир')
    expect(body('"gb2312"', '=D6=D0=CE=\r\n=C4', 'Content-Transfer-Encoding: quoted-printable')).toBe('中文')
    expect(body('us-ascii', utf8('café'))).toBe('café')
    expect(body('iso-8859-1', utf8('“quoted”'))).toBe('“quoted”')
    expect(body('unknown-8bit', '\x93quoted\x94 text')).toBe('“quoted” text')
  })

  it('may be base64 as a whole', () => {
    const encoded = Buffer.from(PAGE).toString('base64').replace(/.{76}/g, '$&\r\n')
    expect(readEml(single(encoded, 'Content-Type: text/html; charset=utf-8', BASE64)).html).toBe(PAGE)
  })

  it('unwraps paragraphs of format=flowed', () => {
    const flowed = (text: string, more = '') =>
      readEml(single(text, `Content-Type: text/plain; format=flowed${more}`)).html
    expect(
      flowed(
        'A long \r\nparagraph.\r\n\r\n From here \r\non.\r\n> quoted \r\n> more\r\n>> deeper\r\n-- \r\nMe',
      ),
    ).toBe('A long paragraph.\n\nFrom here on.\n> quoted more\n>> deeper\n-- \nMe')
    expect(flowed('Donau \r\ndampf', '; delsp=yes')).toBe('Donaudampf')
    expect(readEml(single('A long \r\nline', 'Content-Type: text/plain')).html).toBe('A long \r\nline')
  })

  it('is a page where one was sent as text', () => {
    expect(readEml(single(PAGE, 'Content-Type: text/plain'))).toMatchObject({ kind: 'html', html: PAGE })
  })

  it('has the address that Content-Location or Archived-At gives, if it is of the web', () => {
    const address = (header: string) => readEml(single(PAGE, 'Content-Type: text/html', header)).url
    expect(address('Content-Location: https://times.example/a')).toBe('https://times.example/a')
    expect(address('Archived-At: <https://lists.example/1>')).toBe('https://lists.example/1')
    expect(address('Content-Location: file:///etc/passwd')).toBeNull()
  })
})

describe('what is attached', () => {
  const inner = lines(
    'From: author@times.example',
    'Subject: The article',
    'Date: Fri, 1 Jan 2016 10:00:00 +0000',
    'Content-Type: text/html',
    '',
    PAGE,
  )

  it('is read where only a few words stand above it', () => {
    const forwarded = readEml(
      mail('multipart/mixed', 'M', [
        part('text/plain', 'FYI'),
        { headers: ['Content-Type: message/rfc822'], body: inner },
      ]),
    )
    expect(forwarded).toMatchObject({
      html: PAGE,
      title: 'The article',
      notices: ['Read from the message attached to it.'],
    })
    expect(forwarded.mail!.from).toBe('author@times.example')
    const file = readEml(
      mail('multipart/mixed', 'M', [
        part('text/plain', 'see file'),
        part('text/html', PAGE, "Content-Disposition: attachment; filename*=utf-8''b%C3%BCro.html"),
      ]),
    )
    expect(file).toMatchObject({
      html: PAGE,
      title: 'Streik im Hafen ✔ (Ausgabe 3)',
      notices: ['Read from the attached file “büro.html”.'],
    })
  })

  it('is not, where the e-mail says more, or where it is what bounced', () => {
    const long = 'A whole letter about what is attached, and much else of interest. '.repeat(3)
    const letter = mail('multipart/mixed', 'M', [
      part('text/plain', long),
      { headers: ['Content-Type: message/rfc822'], body: inner },
    ])
    expect(readEml(letter).html).toBe(long.trim())
    const bounce = mail('multipart/report; report-type=delivery-status', 'M', [
      part('text/plain', 'An error occurred while trying to deliver the mail to nobody@example.com.'),
      part('message/delivery-status', 'Action: failed'),
      { headers: ['Content-Type: message/rfc822'], body: inner.replace(PAGE, '<p>Hi') },
    ])
    expect(readEml(bounce)).toMatchObject({
      kind: 'text',
      html: expect.stringContaining('An error occurred'),
    })
  })
})

describe('an e-mail with nothing to read', () => {
  it.each([
    [
      'only a picture',
      single(PNG.toString('base64'), 'Content-Type: image/png; name=a.png', BASE64),
      'This e-mail holds no text to read, only 1 part: image/png.',
    ],
    ['no body', single(''), 'This e-mail holds no text to read, only 1 part: text/plain.'],
    [
      'encrypted',
      mail('multipart/encrypted', 'E', [part('application/pgp-encrypted', 'Version: 1')]),
      'This e-mail is encrypted.',
    ],
    [
      'winmail.dat',
      mail('multipart/mixed', 'E', [part('application/ms-tnef; name=winmail.dat', 'AAAA', BASE64)]),
      'This e-mail’s text lies in Outlook’s winmail.dat, which is not supported.',
    ],
  ])('says why: %s', (_, file, message) => {
    expect(() => readEml(file)).toThrow(new CaptureError(message))
  })
})
