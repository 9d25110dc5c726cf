/** Article text on its way into other formats: what those could take for something else, taken out or written otherwise. */

/** Characters that no text format may hold: controls but tab and line feed, non-characters, lone halves of surrogate pairs. */
const UNFIT =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

/** Text of several lines that is fit for any format, XML 1.0 among them. */
export function fitText(text: string): string {
  return text.replaceAll(/\r\n?/g, '\n').replaceAll(UNFIT, '')
}

/** Text on one line. */
export function fitLine(text: string): string {
  return fitText(text)
    .replaceAll(/[\s\u2028\u2029]+/g, ' ')
    .trim()
}

const XML: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** For element content and quoted attributes of HTML and XML alike. */
export function escapeXml(text: string): string {
  return fitText(text).replaceAll(/[&<>"']/g, (sign) => XML[sign]!)
}

/**
 * An address that a program may be given to follow when a person asks for it.
 * @returns null for every other scheme, and for what is no address
 */
export function webAddress(address: string | null | undefined): string | null {
  if (!address) return null
  try {
    const url = new URL(address)
    return (url.protocol === 'http:' || url.protocol === 'https:') && url.hostname !== '' ? url.href : null
  } catch {
    return null
  }
}
