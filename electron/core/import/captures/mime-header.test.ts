import { describe, expect, it } from 'vitest'
import { bytes } from './capture-fixtures.ts'
import { headerAddress, headerText, parseMediaType, readHeader } from './mime-header.ts'

function read(text: string) {
  const header = readHeader(bytes(text), 0, text.length)
  return { fields: Object.fromEntries(header.fields), body: text.slice(header.bodyStart) }
}

describe('headers', () => {
  it('unfold, ignore the case of names, and keep the first of each', () => {
    const { fields, body } = read('SUBJECT : one\r\n\ttwo\r\nsubject: three\r\n four\r\nX:1\r\n\r\nbody')
    expect(fields).toEqual({ subject: ' one\n\ttwo', x: '1' })
    expect(headerText(fields.subject)).toBe('one two')
    expect(body).toBe('body')
  })

  it('end where a line cannot be one', () => {
    expect(read('A: b\r\n<html>').body).toBe('<html>')
    expect(read('A: b\r\n--BND\r\n').body).toBe('--BND\r\n')
    expect(read('no header').body).toBe('no header')
  })

  it('hold addresses folded anywhere, in angle brackets, encoded', () => {
    expect(headerAddress(' http://a.b/lo\n\tng')).toBe('http://a.b/long')
    expect(headerAddress(' <a@b>')).toBe('a@b')
    expect(headerAddress('=?utf-8?Q?http://a.b/=C3=A9?=\n =?utf-8?Q?x?=')).toBe('http://a.b/éx')
    expect(headerAddress(' http://a.b/my image.png')).toBe('http://a.b/my image.png')
  })

  it('hold raw bytes: UTF-8, else the charset of the message', () => {
    expect(headerText('caf\xc3\xa9')).toBe('café')
    expect(headerText('\xcd\xe8\xf0', 'windows-1251')).toBe('Нир')
  })
})

describe('parameters', () => {
  it.each([
    ['text/html; charset=UTF-8', 'text/html', { charset: 'UTF-8' }],
    ['Text/HTML;\n\tcharset="utf-8";\n name=a.htm;', 'text/html', { charset: 'utf-8', name: 'a.htm' }],
    ['text/html charset=utf-8', 'text/html', { charset: 'utf-8' }],
    ['a/b; boundary="----=_N\\"x; y', 'a/b', { boundary: '----=_N"x; y' }],
    ['a/b; boundary=----------4Y5; start=<op.1@2>', 'a/b', { boundary: '----------4Y5', start: '<op.1@2>' }],
    ['text/plain; charset=us-ascii (Plain text)', 'text/plain', { charset: 'us-ascii' }],
    ["text/html; charset='utf-8'", 'text/html', { charset: 'utf-8' }],
    ['a/b; charset=x; CHARSET=y', 'a/b', { charset: 'x' }],
    // RFC 2231
    ["a/b; name*=utf-8'en'%e2%82%ac%20rates", 'a/b', { name: '€ rates' }],
    ['a/b; name*0*=utf-8\'\'%e2%82; name*1*=%ac; name*2=" x"', 'a/b', { name: '€ x' }],
    ['a/b; boundary*0="--ab"; boundary*1="cd"', 'a/b', { boundary: '--abcd' }],
    ['a/b; name="=?utf-8?Q?=C3=A9?="', 'a/b', { name: 'é' }],
    ['', '', {}],
  ])('of %s', (raw, type, params) => {
    const parsed = parseMediaType(raw)
    expect(parsed.type).toBe(type)
    expect(Object.fromEntries(parsed.params)).toEqual(params)
  })
})
