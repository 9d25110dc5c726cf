/** The keys by which an article is recognised when it comes again: its address and its text. */
import { hash } from 'node:crypto'

const KEY_BYTES = 16

export function keyOf(text: string | Uint8Array): Uint8Array {
  return hash('sha256', text, 'buffer').subarray(0, KEY_BYTES)
}

/** Shorter texts (“Subscribe to read on”) are alike without being the same article. */
const SHORTEST = 200
/** So many bytes are that long in any script. */
export const KEPT_BYTES_THAT_TELL = SHORTEST * 3

/** What `\s` matches beyond ASCII. */
const ODD_BLANKS = /[\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]+/g

/**
 * The key of a body's text, white space apart; null where it is too short to tell anything. Blanks are dropped from its
 * bytes: to replace each of six hundred in the string took 20 µs, and to join what was left 15 more.
 */
export function textKey(text: string): Uint8Array | null {
  const plain = text.replace(ODD_BLANKS, '')
  const bytes = Buffer.from(plain)
  let length = 0
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]!
    if (byte === 0x20 || (byte >= 0x09 && byte <= 0x0d)) continue
    bytes[length++] = byte
  }
  const blanks = bytes.length - length
  return plain.length - blanks < SHORTEST ? null : keyOf(bytes.subarray(0, length))
}

/** The key of an address; null where it is none on the web. */
export function urlKey(url: string | null): Uint8Array | null {
  const address = url === null ? null : plainAddress(url)
  return address === null ? null : keyOf(address)
}

/** What senders add to an address to follow its readers; none of them changes the page. */
const TRACKING =
  /^(?:utm_.*|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|mc_cid|mc_eid|igshid|yclid|_ga|_gl|_hs(?:enc|mi)|mkt_tok|oly_(?:anon|enc)_id|vero_id|ref_src|ref_url|cmpid|ns_(?:source|mchannel|campaign|linkname|fee)|at_(?:medium|campaign|.*)|ito|smid|s_cid|spm|xtor|__twitter_impression|amp)$/i

/**
 * An address in the form in which two that lead to the same page are equal: without scheme, `www.`, fragment, tracking
 * parameters and a closing slash. The order of the other parameters is kept, as it may matter.
 */
export function plainAddress(url: string): string | null {
  if (!/^https?:/i.test(url) || !URL.canParse(url)) return null
  const { host, pathname, searchParams } = new URL(url)
  const kept = [...searchParams].filter(([name]) => !TRACKING.test(name))
  const query = kept.map(([name, value]) => `${name}=${value}`).join('&')
  return `${host.replace(/^www\./, '')}${pathname.replace(/\/+$/, '')}${query ? `?${query}` : ''}`
}
