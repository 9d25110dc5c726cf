/**
 * The encoding a page names for itself: `<meta charset>`, `<meta http-equiv=Content-Type>`, the XML declaration.
 * After https://html.spec.whatwg.org/multipage/parsing.html#prescan-a-byte-stream-to-determine-its-encoding, but over
 * more than its 1,024 bytes: saved pages carry comments, scripts and preloads in front.
 */

const PRESCAN = 64 * 1024

/** @returns the label as written, or null */
export function declaredCharset(bytes: Uint8Array): string | null {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, PRESCAN)).toString('latin1')
  const xml = /^\s*<\?xml\s[^>]{0,200}?\bencoding\s*=\s*["']([^"'\s]+)["']/i.exec(head)
  return metaCharset(head) ?? xml?.[1] ?? null
}

const NEXT = /<!--|<(?:meta|script|style)[\s/>]/gi

function metaCharset(head: string): string | null {
  const lower = head.toLowerCase()
  NEXT.lastIndex = 0
  for (let match = NEXT.exec(head); match; match = NEXT.exec(head)) {
    const tag = match[0].toLowerCase()
    if (tag.startsWith('<meta')) {
      const charset = charsetOfMeta(head.slice(match.index + 5, match.index + 1029))
      if (charset) return charset
    } else if (!skipPast(lower, tag === '<!--' ? '-->' : tag.startsWith('<script') ? '</script' : '</style'))
      return null
  }
  return null
}

/** What scripts and comments quote is not the page's own. */
function skipPast(lower: string, end: string): boolean {
  const at = lower.indexOf(end, NEXT.lastIndex)
  NEXT.lastIndex = at < 0 ? lower.length : at + end.length
  return at >= 0
}

const ATTRIBUTE = /([^\s=/"'>]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]*)))?|>/g

function charsetOfMeta(rest: string): string | null {
  let content = ''
  let isType = false
  for (const [whole, name, double, single, bare] of rest.matchAll(ATTRIBUTE)) {
    if (whole === '>') break
    const value = double ?? single ?? bare ?? ''
    const key = name!.toLowerCase()
    if (key === 'charset' && value.trim()) return value
    if (key === 'http-equiv') isType = value.trim().toLowerCase() === 'content-type'
    if (key === 'content') content = value
  }
  return isType ? charsetOfType(content) : null
}

/** The `charset` of a Content-Type; its other parameters are left alone. */
function charsetOfType(content: string): string | null {
  const match = /charset\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s;"']+))/i.exec(content)
  return match ? (match[1] ?? match[2] ?? match[3] ?? null) : null
}
