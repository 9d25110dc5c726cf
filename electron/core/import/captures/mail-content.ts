/**
 * Which parts of an e-mail are what its reader sees: the richest of alternatives, the root of related parts, and
 * what stands inline beside it, in order (https://www.rfc-editor.org/rfc/rfc2046#section-5.1).
 */

import { isHtmlType, looksLikeHtml, magicMime } from './media-kind.ts'
import { leavesOf, type Part } from './mime-parts.ts'

/** The parts to show, first what it is about. */
export function shownParts(part: Part): Part[] {
  const { type } = part.contentType
  if (part.number > 0) return isText(part) && !isAttached(part) ? [part] : []
  if (type === 'multipart/alternative') return richest(part)
  if (type === 'multipart/related') return related(part)
  // what a report or a signature is about comes first; the rest is for machines
  if (type === 'multipart/report' || type === 'multipart/signed') return firstShown(part.children)
  if (type.startsWith('message/')) return []
  return part.children.flatMap(shownParts)
}

function firstShown(parts: readonly Part[]): Part[] {
  for (const part of parts) {
    const shown = shownParts(part)
    if (shown.length > 0) return shown
  }
  return []
}

/** The last alternative is the richest that the sender made; pages win over text, and text over what only some read. */
function richest(part: Part): Part[] {
  const shown = part.children.map(shownParts).filter((parts) => parts.length > 0)
  return shown.findLast((parts) => parts.some(isHtml)) ?? shown[0] ?? []
}

function related(part: Part): Part[] {
  const start = part.contentType.params.get('start')?.replace(/^<|>$/g, '')
  const root = part.children.find((child) => start && child.contentId === start) ?? part.children[0]
  const shown = root ? shownParts(root) : []
  return shown.length > 0 ? shown : firstShown(part.children)
}

/** Pages and texts that came as files. */
export function attachedTexts(part: Part): Part[] {
  return leavesOf(part).filter((leaf) => isText(leaf) && isAttached(leaf))
}

/** Messages within the message, outermost first. */
export function innerMessages(part: Part, into: Part[] = []): Part[] {
  if (/^message\/(?:rfc822|global)$/.test(part.contentType.type)) into.push(...part.children)
  for (const child of part.children) innerMessages(child, into)
  return into
}

export function isHtml(part: Part): boolean {
  if (isHtmlType(part.contentType.type)) return true
  return (part.contentType.type === '' || part.contentType.type === 'text/plain') && startsAsPage(part)
}

/** Some programs send pages as plain text. */
function startsAsPage({ body, encoding }: Part): boolean {
  return (
    encoding !== 'base64' &&
    looksLikeHtml(body) &&
    /^\s*<(?:!doctype|html)/i.test(body.toString('latin1', 0, 200))
  )
}

/** `text/watch-html` and AMP are copies for other screens; calendars, cards and style sheets are for programs. */
function isText(part: Part): boolean {
  const { type } = part.contentType
  if (isHtmlType(type)) return true
  if (type === '') return magicMime(part.body) === null
  return /^text\/(?:plain|markdown|x-markdown|enriched|x-web-markdown|english|us-ascii)$/.test(type)
}

function isAttached({ disposition, contentType }: Part): boolean {
  return (
    disposition.type === 'attachment' || (disposition.type !== 'inline' && contentType.params.has('name'))
  )
}
