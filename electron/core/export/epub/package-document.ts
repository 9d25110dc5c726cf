/** The package document, navigation and cover of an EPUB 3.3 (https://www.w3.org/TR/epub-33/). */
import { escapeXml, fitLine } from '../clean.ts'

export interface Chapter {
  /** within the folder of the content */
  file: string
  title: string
  /** under the title in the contents */
  line: string
  rtl: boolean
}

export interface ContentFile {
  file: string
  mime: string
}

export interface Book {
  /** a URN */
  identifier: string
  title: string
  /** plain; empty for none */
  description: string
  /** primary tags, the most frequent first; empty where none is known */
  languages: string[]
  rtl: boolean
  modifiedAt: Date
  chapters: readonly Chapter[]
  pictures: readonly ContentFile[]
}

export const CONTAINER = `<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
  <rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
`

/** A page of the book; the doctype is EPUB's, and the name space lets notes say what they are. */
export function page(title: string, body: string, attributes = ''): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"${attributes}>
<head><title>${escapeXml(fitLine(title)) || 'Untitled'}</title><link rel="stylesheet" type="text/css" href="style.css" /></head>
<body>
${body}
</body>
</html>
`
}

export function packageDocument(book: Book): string {
  const { identifier, title, description, languages, rtl, modifiedAt, chapters, pictures } = book
  const items = [
    '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>',
    '<item id="style" href="style.css" media-type="text/css"/>',
    '<item id="cover-image" href="cover.svg" media-type="image/svg+xml" properties="cover-image"/>',
    '<item id="cover" href="cover.xhtml" media-type="application/xhtml+xml"/>',
    ...chapters.map(
      ({ file }, i) => `<item id="article-${i + 1}" href="${file}" media-type="application/xhtml+xml"/>`,
    ),
    ...pictures.map(
      ({ file, mime }, i) => `<item id="picture-${i + 1}" href="${file}" media-type="${mime}"/>`,
    ),
  ]
  const spine = ['cover', 'nav', ...chapters.map((_, i) => `article-${i + 1}`)]
  const hasPictures = pictures.length > 0
  return `<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">
  <metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
    <dc:identifier id="id">${escapeXml(identifier)}</dc:identifier>
    <dc:title>${escapeXml(fitLine(title)) || 'Untitled'}</dc:title>
${(languages.length > 0 ? languages : ['und']).map((tag) => `    <dc:language>${escapeXml(tag)}</dc:language>`).join('\n')}
${description.trim() ? `    <dc:description>${escapeXml(fitLine(description))}</dc:description>\n` : ''}    <meta property="dcterms:modified">${modifiedAt.toISOString().slice(0, 19)}Z</meta>
    <meta property="schema:accessMode">textual</meta>
${hasPictures ? '    <meta property="schema:accessMode">visual</meta>\n' : ''}    <meta property="schema:accessModeSufficient">textual</meta>
    <meta property="schema:accessibilityFeature">tableOfContents</meta>
    <meta property="schema:accessibilityFeature">structuralNavigation</meta>
    <meta property="schema:accessibilityHazard">none</meta>
  </metadata>
  <manifest>
    ${items.join('\n    ')}
  </manifest>
  <spine${rtl ? ' page-progression-direction="rtl"' : ''}>
    ${spine.map((id) => `<itemref idref="${id}"/>`).join('\n    ')}
  </spine>
</package>
`
}

export function navigation({ title, chapters, rtl }: Book): string {
  const items = chapters.map(
    ({ file, title: chapter, line, rtl: isRtl }) =>
      `<li${isRtl ? ' dir="rtl"' : ''}><a href="${file}">${escapeXml(fitLine([chapter, line].filter(Boolean).join(' · ')))}</a></li>`,
  )
  const list = items.length > 0 ? items : ['<li><a href="cover.xhtml">Cover</a></li>']
  return page(
    title,
    `<nav epub:type="toc" role="doc-toc" id="toc"><h1>Contents</h1>\n<ol>\n${list.join('\n')}\n</ol></nav>
<nav epub:type="landmarks" id="landmarks" hidden="hidden"><h2>Landmarks</h2><ol>
<li><a epub:type="cover" href="cover.xhtml">Cover</a></li>
<li><a epub:type="toc" href="#toc">Contents</a></li>
${chapters[0] ? `<li><a epub:type="bodymatter" href="${chapters[0].file}">Articles</a></li>` : ''}
</ol></nav>`,
    rtl ? ' dir="rtl"' : '',
  )
}

const LINE = 22
const MOST_LINES = 9

/** The title on a plain ground: shown on a shelf. */
export function coverImage({ title, rtl }: Book, line: string): string {
  const lines = wrapped(fitLine(title))
  const anchor = rtl ? 'x="540" text-anchor="start" direction="rtl"' : 'x="60"'
  const spans = lines.map(
    (text, i) => `<tspan x="${rtl ? 540 : 60}" dy="${i === 0 ? 0 : 58}">${escapeXml(text)}</tspan>`,
  )
  return `<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 900" width="600" height="900">
<rect width="600" height="900" fill="#f6f3ec"/><rect x="60" y="120" width="90" height="8" fill="#b4492f"/>
<text ${anchor} y="200" font-family="Georgia, serif" font-size="46" fill="#1d1d1f">${spans.join('')}</text>
<text ${anchor} y="820" font-family="Georgia, serif" font-size="24" fill="#555555">${escapeXml(fitLine(line))}</text>
</svg>
`
}

function wrapped(title: string): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of title.split(' ').flatMap(pieces)) {
    if (line !== '' && line.length + word.length >= LINE) {
      lines.push(line)
      line = ''
    }
    line = line === '' ? word : `${line} ${word}`
  }
  lines.push(line)
  return lines.length <= MOST_LINES ? lines : [...lines.slice(0, MOST_LINES - 1), '…']
}

/** Languages without blanks, and words longer than a line. */
function pieces(word: string): string[] {
  const letters = [...word]
  return Array.from({ length: Math.ceil(letters.length / LINE) }, (_, i) =>
    letters.slice(i * LINE, (i + 1) * LINE).join(''),
  )
}
