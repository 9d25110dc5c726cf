import { describe, expect, it } from 'vitest'
import { blinkMhtml, bytes, lines, multipart, part } from './capture-fixtures.ts'
import { bodyOf, leavesOf, parseMessage } from './mime-parts.ts'

const HEADER = lines('MIME-Version: 1.0', 'Content-Type: multipart/related; boundary="BND"', '', '')

function read(text: string) {
  const { root, notices } = parseMessage(bytes(text), 'MHTML')
  const bodies = leavesOf(root).map((leaf) => Buffer.from(bodyOf(leaf, notices)).toString('latin1'))
  return { bodies, notices }
}

describe('parts', () => {
  it.each(['AB', 'AB\r\n', 'AB\r\n\r\n', 'A\r\n\r\nB', '\r\n', '', 'A\n', '\0\x01\r'])(
    'keep every byte but the line break before the delimiter: %j',
    (body) => {
      const type = lines(
        'Content-Type: application/octet-stream',
        'Content-Transfer-Encoding: binary',
        '',
        '',
      )
      expect(read(`${HEADER}--BND\r\n${type}${body}\r\n--BND--\r\n`).bodies).toEqual([body])
    },
  )

  it('may have line ends of Unix and of old Macs', () => {
    const file = `${HEADER}--BND\r\nContent-Type: text/html\r\n\r\n<p>\r\n--BND--\r\n`
    expect(read(file.replaceAll('\r\n', '\n')).bodies).toEqual(['<p>'])
    expect(read(file.replaceAll('\r\n', '\r')).bodies).toEqual(['<p>'])
  })

  it('are not parted by a longer line that begins alike, nor by one in the middle of a line', () => {
    const { bodies } = read(`${HEADER}--BND\r\n\r\n<p>\r\n--BNDX\r\nx --BND\r\n--BND-- \t\r\n`)
    expect(bodies).toEqual(['<p>\r\n--BNDX\r\nx --BND'])
  })

  it('end with the file, and that is said', () => {
    const { bodies, notices } = read(
      `${HEADER}--BND\r\n\r\none\r\n--BND\r\nContent-Type: text/html\r\n\r\n<p>tw`,
    )
    expect(bodies).toEqual(['one', '<p>tw'])
    expect(notices).toEqual(['The MHTML ends in the middle of part 2 at byte 123.'])
  })

  it('are kept when the file ends within or right after their header', () => {
    expect(read(`${HEADER}--BND\nContent-Type: text/html\n\n`).bodies).toEqual([''])
    expect(read(`${HEADER}--BND\nContent-Type: text/ht`).bodies).toEqual([''])
  })

  it('are found where another boundary is declared, or none', () => {
    const body = lines('--OTHER', 'Content-Type: text/html', '', '<p>', '--OTHER--', '')
    expect(read(HEADER + body)).toEqual({
      bodies: ['<p>'],
      notices: ['The boundary that the MHTML declares does not occur; another that does was taken.'],
    })
    const none = read(HEADER.replace('; boundary="BND"', '') + body)
    expect(none).toMatchObject({
      bodies: ['<p>'],
      notices: ['The MHTML declares no boundary; one was found in it.'],
    })
  })

  it('are one where no boundary occurs at all', () => {
    const withHeader = read(`${HEADER}\r\nContent-Type: text/html;\r\n\tcharset=utf-8\r\n\r\n<p>x`)
    expect(withHeader.bodies).toEqual(['<p>x'])
    expect(withHeader.notices).toHaveLength(1)
    expect(read(`${HEADER}<html><p>x`).bodies).toEqual(['<html><p>x'])
    expect(read(`${HEADER}Content-Type: text/plain\r\nfirst line\r\nsecond`).bodies).toEqual([
      'first line\r\nsecond',
    ])
  })

  it('go on after the end, and after a nested multipart with the same boundary', () => {
    expect(read(`${HEADER}--BND\r\n\r\n1\r\n--BND--\r\n--BND\r\n\r\n2\r\n--BND--`).bodies).toEqual(['1', '2'])
    const nested = `--BND\r\nContent-Type: multipart/alternative; boundary=BND\r\n\r\n--BND\r\n\r\n1\r\n--BND--\r\n--BND\r\n\r\n2\r\n--BND--`
    expect(read(HEADER + nested).bodies).toEqual(['1', '2'])
  })

  it('of an inner multipart end with the outer one', () => {
    const inner =
      '--BND\r\nContent-Type: multipart/alternative; boundary=IN\r\n\r\n--IN\r\n\r\n1\r\n--BND\r\n\r\n2\r\n--BND--\r\n'
    expect(read(HEADER + inner)).toEqual({ bodies: ['1', '2'], notices: [] })
  })

  it('may have boundaries of any characters', () => {
    const odd = '----sinikael-?=_1-a.*b[c]+d'
    expect(
      parseMessage(
        multipart([`Content-Type: multipart/mixed; boundary="${odd}"`], odd, [part('text/plain', 'x')]),
        'e-mail',
      ).root.children,
    ).toHaveLength(1)
  })

  it('are at most 10,000', () => {
    const { bodies, notices } = read(HEADER + '--BND\r\n\r\nx\r\n'.repeat(10_050))
    expect(bodies.length).toBeLessThanOrEqual(10_000)
    expect(notices).toEqual(['The MHTML has more than 10,000 parts; the rest was left out.'])
  })

  it('nest at most 16 deep', () => {
    let text = ''
    for (let i = 0; i < 40; i++) text += `Content-Type: multipart/mixed; boundary=b${i}\r\n\r\n--b${i}\r\n`
    expect(read(`${text}Content-Type: text/plain\r\n\r\nx`).notices.join()).toContain('deeper than 16')
  })

  it('have headers of at most 64 kB', () => {
    const { root, notices } = parseMessage(
      blinkMhtml([part('text/html', '<p>', `X-Long: ${'x'.repeat(70_000)}`, 'Content-ID: <late>')]),
      'MHTML',
    )
    expect(notices).toEqual(['A header is longer than 64 kB; the rest of it was left out.'])
    expect(root.children[0]).toMatchObject({ contentType: { type: 'text/html' }, contentId: null })
    expect(root.children[0]!.body.toString()).toBe('<p>')
  })

  it('say what is wrong with their encoding', () => {
    const encoded = (encoding: string, body: string) =>
      read(`${HEADER}--BND\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n${body}\r\n--BND--`)
    expect(encoded('base64', '@@@PHA+eA==x')).toEqual({
      bodies: ['<p>x'],
      notices: ['Part 1: it holds 3 characters that base64 has not.'],
    })
    expect(encoded('base64', '<html><p>never encoded</html>').bodies).toEqual([
      '<html><p>never encoded</html>',
    ])
    expect(encoded('Quoted-Printable', 'a=E9=\r\n=ZZ').bodies).toEqual(['a\xe9=ZZ'])
    const raw = '<a href="x" class="y" id="z"><b id="1" title="2" lang="en">'
    expect(encoded('quoted-printable', raw).bodies).toEqual([raw])
    expect(encoded('x-uuencode', 'begin').notices).toEqual(['Part 1: its encoding “x-uuencode” is unknown.'])
  })
})

describe('messages', () => {
  it('may be in a mailbox, have a mark in front, or be saved as UTF-16', () => {
    const mail = 'Subject: a\r\nMIME-Version: 1.0\r\n\r\ntext'
    for (const file of [
      bytes(`From me@x Wed Aug  3 17:55:19 2011\n${mail}`),
      bytes(`\xef\xbb\xbf\r\n${mail}`),
      Buffer.from(`\ufeff${mail}`, 'utf16le'),
    ]) {
      const { root } = parseMessage(file, 'e-mail')
      expect([root.fields.get('subject')?.trim(), root.body.toString()]).toEqual(['a', 'text'])
    }
  })

  it('within a message are read, encoded or not', () => {
    const inner = 'Subject: in\r\n\r\nhello'
    const outer = (body: string, encoding: string) =>
      `Content-Type: message/rfc822\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n${body}`
    expect(read(outer(inner, '7bit')).bodies).toEqual(['hello'])
    expect(read(outer(Buffer.from(inner).toString('base64'), 'base64')).bodies).toEqual(['hello'])
  })
})
