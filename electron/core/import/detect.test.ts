import { describe, expect, it } from 'vitest'
import { sniffKind } from './detect.ts'

const kind = (...lines: string[]) => sniffKind(Buffer.from(lines.join('\r\n'), 'latin1'))

describe('saved pages and e-mails', () => {
  it.each([
    '<!doctypehtml><p>x',
    '<!-- a --><link rel=stylesheet>',
    '<style>p{}</style>',
    '<base href=x>',
    '<FRAMESET>',
  ])('a page may begin with %s', (text) => expect(kind(text)).toBe('html'))

  it('tells pages that a browser saved from e-mails', () => {
    const related = 'Content-Type: multipart/related; boundary="B"'
    expect(kind('From: <Saved by Blink>', 'Snapshot-Content-Location: https://a/', related, '', '')).toBe(
      'mhtml',
    )
    expect(kind('MIME-Version: 1.0', related, '', '')).toBe('mhtml')
    expect(
      kind(
        'Content-Type: multipart/related; start=<op.mhtml>; boundary=x',
        'Content-Location: http://a/',
        '',
        '',
      ),
    ).toBe('mhtml')
    // Internet Explorer, a page without pictures
    expect(
      kind(
        'From: "Saved by Windows Internet Explorer 8"',
        'Subject: ',
        'MIME-Version: 1.0',
        'Content-Type: text/html;',
        '\tcharset="x"',
        '',
        '',
      ),
    ).toBe('mhtml')
    // its name in Russian, in bytes of the system
    expect(
      kind(
        'From: <\xf3\xcf\xc8>',
        'MIME-Version: 1.0',
        'Content-Type: text/html',
        'Content-Location: http://a/',
        'X-MimeOLE: x',
        '',
        '',
      ),
    ).toBe('mhtml')
    expect(kind('From: news@a', 'To: me@b', 'Subject: Letter', 'MIME-Version: 1.0', related, '', '')).toBe(
      'eml',
    )
    expect(kind(related.replace('related', 'mixed'), '', '--B')).toBe('eml')
  })

  it('knows the fields that mail servers add', () => {
    const added = [
      'ARC-Seal: x',
      'DKIM-Signature: x',
      'Received-SPF: x',
      'Authentication-Results: x',
      'List-ID: x',
      'In-Reply-To: <1>',
    ]
    expect(kind(...added, 'From: a@b', 'Message-ID: <2>', '', 'text')).toBe('eml')
  })

  it('takes no text for an e-mail because it has a few colons', () => {
    expect(kind('Title: A day', 'Author: Me', 'Date: today', '', 'The text: it goes on.')).toBe('text')
    expect(kind('Content-Type: multipart/mixed', '', 'text')).toBe('text')
  })
})

describe('text with NULs', () => {
  it('is text where they stray, and no text in rows', () => {
    expect(kind('a\0b\0The gates\0')).toBe('text')
    expect(kind(`name${'\0'.repeat(90)}0000644${'\0'.repeat(300)}`)).toBe('binary')
  })

  it('is UTF-32 where four bytes are a character', () => {
    const text = (of: string) => Buffer.from(Uint32Array.from(of, (one) => one.codePointAt(0)!).buffer)
    expect(sniffKind(text('The gates stayed shut.'))).toBe('text')
    expect(sniffKind(text('<!doctype html><p>Gates'))).toBe('html')
  })
})
