/** The pages of the folder: each may load pictures that lie beside it, and nothing else; only the list has a script, ours. */
import { createHash } from 'node:crypto'
import { escapeXml, fitLine } from '../clean.ts'
import { DARK, STYLE } from '../style.ts'
import { SEARCH_SCRIPT } from './search-script.ts'

const PAGE_STYLE = `${STYLE}${DARK}`
const LIST_STYLE = `${PAGE_STYLE}
input[type=search] { font: inherit; width: 100%; box-sizing: border-box; padding: 0.4em 0.6em; }
.list { padding: 0; list-style: none; }
.list li { margin: 0.9em 0; }
.list small { display: block; }
`

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`
}

/**
 * As strict as it can be said within a page. Style and script are named by their sums, because on `file:` not every browser
 * knows what `'self'` is.
 */
function policy(style: string, script?: string): string {
  return [
    "default-src 'none'",
    "img-src 'self' file:",
    `style-src ${hashOf(style)}`,
    ...(script ? [`script-src ${hashOf(script)}`] : []),
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')
}

function head(title: string, style: string, script?: string): string {
  return `<head>
<meta charset="utf-8" />
<meta http-equiv="Content-Security-Policy" content="${escapeXml(policy(style, script)).replaceAll('&#39;', "'")}" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<meta name="referrer" content="no-referrer" />
<title>${escapeXml(fitLine(title)) || 'Untitled'}</title>
<style>${style}</style>
</head>`
}

/** @param attributes of the root element, with a blank before them */
export function articlePage(title: string, attributes: string, body: string): string {
  return `<!DOCTYPE html>
<html${attributes}>
${head(title, PAGE_STYLE)}
<body>
<nav dir="ltr" lang="en"><a href="../index.html">All articles</a></nav>
<main>
${body}
</main>
</body>
</html>
`
}

export interface ListedPage {
  /** from the list, percent-encoded */
  href: string
  title: string
  line: string
  summary: string
}

/**
 * @param intro markup
 * @param words what is searched, by place in the list
 */
export function listPage(
  title: string,
  intro: string,
  pages: readonly ListedPage[],
  words: readonly string[],
): string {
  const items = pages.map(
    ({ href, title: name, line, summary }) =>
      `<li dir="auto"><a href="${escapeXml(href)}">${escapeXml(fitLine(name))}</a><small>${escapeXml(fitLine(line))}</small>${escapeXml(fitLine(summary))}</li>`,
  )
  // a block of data, which is never run; no sign in it can end it
  const data = JSON.stringify(words)
    .replaceAll('<', '\\u003c')
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029')
  return `<!DOCTYPE html>
<html lang="en">
${head(title, LIST_STYLE, SEARCH_SCRIPT)}
<body>
<main>
<h1 dir="auto">${escapeXml(fitLine(title))}</h1>
${intro}
<p hidden><label>Search<input type="search" id="search" autocomplete="off" spellcheck="false" /></label></p>
<p class="byline" id="count" role="status">${pages.length === 1 ? '1 article' : `${pages.length.toLocaleString('en')} articles`}</p>
<ol class="list" id="list">
${items.join('\n')}
</ol>
</main>
<script type="application/json" id="words">${data}</script>
<script>${SEARCH_SCRIPT}</script>
</body>
</html>
`
}
