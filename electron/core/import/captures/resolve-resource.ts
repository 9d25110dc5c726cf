/**
 * From an address in a page to the file that came with it. Addresses differ between a page and its container: relative and
 * absolute, escaped and not, with and without fragment; https://www.rfc-editor.org/rfc/rfc2557#section-8.3 for MHTML.
 */

import { decodeDataUri } from './data-uri.ts'
import type { PageCapture, Resource } from './page-capture.ts'
import { percentDecoded } from './transfer-encodings.ts'

/** The file that `src`, as the page writes it, shows; data URIs are decoded. */
export function resolveResource(capture: PageCapture, src: string): Resource | null {
  const address = src.trim()
  if (/^data:/i.test(address)) {
    const data = decodeDataUri(address)
    return data && { url: '', contentId: null, ...data }
  }
  if (address === '' || address.length > 16_000) return null
  const index = indexOf(capture)
  for (const key of keysOf(address, capture.baseUrl ?? capture.url)) {
    const found = index.get(key)
    if (found) return found
  }
  return null
}

const indexes = new WeakMap<Resource[], Map<string, Resource>>()

function indexOf({ resources, baseUrl, url }: PageCapture): Map<string, Resource> {
  const known = indexes.get(resources)
  if (known) return known
  const index = new Map<string, Resource>()
  for (const resource of resources) {
    const keys = [
      ...(resource.url ? keysOf(resource.url, baseUrl ?? url) : []),
      ...(resource.contentId ? keysOf(`cid:${resource.contentId}`, null) : []),
    ]
    // of two with the same address the first counts, as in browsers
    for (const key of keys) if (!index.has(key)) index.set(key, resource)
  }
  indexes.set(resources, index)
  return index
}

/** The forms under which an address may stand, the strictest first. */
function keysOf(address: string, base: string | null): string[] {
  const content = /^cid:(.*)$/is.exec(address)?.[1]
  if (content !== undefined) return [`cid:${unescaped(content).replace(/^<|>$/g, '')}`]
  // Internet Explorer writes `mhtml:file://C:\page.mht!http://…/a.gif`
  const inner = /^mhtml:/i.test(address) ? address.slice(address.lastIndexOf('!') + 1) : address
  const absolute = absoluteOf(inner, base)
  const keys = [inner]
  if (absolute) {
    const withoutFragment = absolute.replace(/#.*$/s, '')
    keys.push(withoutFragment, unescaped(withoutFragment))
    const secure = unescaped(withoutFragment).replace(/^https?:/i, 'web:')
    keys.push(secure)
  } else keys.push(unescaped(inner.replace(/#.*$/s, '')))
  return keys
}

function absoluteOf(address: string, base: string | null): string | null {
  if (URL.canParse(address)) return new URL(address).href
  return base && URL.canParse(address, base) ? new URL(address, base).href : null
}

function unescaped(address: string): string {
  return address.includes('%') ? Buffer.from(percentDecoded(Buffer.from(address))).toString('utf8') : address
}
