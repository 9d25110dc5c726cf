/** Where a picture's address stands: pages load pictures late, and leave the address to a script's attribute. */

import { isElem, type Elem } from './html-tree.ts'

/** What is drawn until the picture has been loaded. */
const STAND_IN =
  /^data:image\/(?:gif|svg)|placeholder|(?:^|[/_-])(?:blank|spacer|loading|lazy|transparent|grey|gray|1x1|pixel)[._-]|\.gif(?:$|\?)/i

const LATER = ['data-sf-original-src', 'data-src', 'data-lazy-src', 'data-original', 'data-url']

/** The address a picture is shown from, as written: the real one where a script was to load it later; empty where there is none. */
export function imageSource(elem: Elem): string {
  const attrs = elem.attrs ?? {}
  const src = attrs.src?.trim() ?? ''
  const later = [
    ...LATER.map((name) => attrs[name]),
    firstOf(attrs.srcset ?? attrs['data-srcset']),
    fromPicture(elem),
  ].find(
    // some keep a table of sizes there
    (address) => address && !/^[{[]|^data:image\/(?:gif|svg)/.test(address),
  )
  // a data URI of some length is a picture that the saved page carries itself
  const standsIn =
    src === '' || (STAND_IN.test(src.slice(0, 300)) && !(src.startsWith('data:') && src.length > 2000))
  return standsIn && later ? later : src
}

function firstOf(srcset: string | undefined): string | undefined {
  return srcset?.trim().split(/[\s,]+(?=\S)/, 1)[0] || undefined
}

/** `<picture><source srcset><img>`: the last source is the plainest. */
function fromPicture({ parent }: Elem): string | undefined {
  if (parent?.tag !== 'picture') return undefined
  const sources = parent.children.filter((child) => isElem(child) && child.tag === 'source') as Elem[]
  return sources.map(({ attrs }) => firstOf(attrs?.srcset ?? attrs?.['data-srcset'])).findLast(Boolean)
}
