/** What bytes are, where a header is missing or says `application/octet-stream`. */

const MAGIC: readonly (readonly [signature: string, offset: number, mime: string])[] = [
  ['\x89PNG\r\n\x1a\n', 0, 'image/png'],
  ['\xff\xd8\xff', 0, 'image/jpeg'],
  ['GIF8', 0, 'image/gif'],
  ['WEBP', 8, 'image/webp'],
  ['ftypavif', 4, 'image/avif'],
  ['ftypheic', 4, 'image/heic'],
  ['BM', 0, 'image/bmp'],
  ['\0\0\x01\0', 0, 'image/x-icon'],
  ['II*\0', 0, 'image/tiff'],
  ['MM\0*', 0, 'image/tiff'],
  ['%PDF-', 0, 'application/pdf'],
  ['wOFF', 0, 'font/woff'],
  ['wOF2', 0, 'font/woff2'],
  ['PK\x03\x04', 0, 'application/zip'],
  ['\x1f\x8b', 0, 'application/gzip'],
]

const EXTENSIONS: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  avif: 'image/avif',
  bmp: 'image/bmp',
  ico: 'image/x-icon',
  svg: 'image/svg+xml',
  css: 'text/css',
  htm: 'text/html',
  html: 'text/html',
  xhtml: 'application/xhtml+xml',
  js: 'text/javascript',
  json: 'application/json',
  woff: 'font/woff',
  woff2: 'font/woff2',
  ttf: 'font/ttf',
  mp4: 'video/mp4',
  webm: 'video/webm',
  mp3: 'audio/mpeg',
  pdf: 'application/pdf',
}

/** The type of a resource: its signature, else what was declared, else the name's extension. */
export function mimeOf(bytes: Uint8Array, declared: string, name = ''): string {
  const found = magicMime(bytes)
  if (found) return found
  if (
    declared &&
    !/^(?:application\/(?:octet-stream|x-unknown|download)|binary\/octet-stream|unknown\/unknown)$/.test(
      declared,
    )
  )
    return declared
  const extension = /\.([a-z\d]{2,5})(?:$|[?#])/i.exec(name.slice(-300))?.[1]?.toLowerCase()
  return EXTENSIONS[extension ?? ''] ?? (looksLikeHtml(bytes) ? 'text/html' : 'application/octet-stream')
}

export function magicMime(bytes: Uint8Array): string | null {
  const head = Buffer.from(bytes.subarray(0, 16)).toString('latin1')
  return MAGIC.find(([signature, offset]) => head.startsWith(signature, offset))?.[2] ?? null
}

/** A page's beginning: a doctype, a shell tag or a comment, whatever the header calls it. */
export function looksLikeHtml(bytes: Uint8Array): boolean {
  const head = Buffer.from(bytes.subarray(0, 1024))
    .toString('latin1')
    .replace(/^[\s\xef\xbb\xbf\0]+/, '')
  return (
    /^<(?:!doctype\s+html|html|head|body|title|meta|table|div|p|h1|center|font)\b/i.test(
      head.replace(/\0/g, ''),
    ) || /^<!--[^]{0,800}-->\s*<(?:!doctype|html)/i.test(head)
  )
}

export function isHtmlType(type: string): boolean {
  return type === 'text/html' || type === 'application/xhtml+xml' || type === 'text/xhtml'
}
