/** Pictures that a page carries in its own markup, taken out of it and replaced by short links to them. */

import { decodeDataUri } from './data-uri.ts'
import { webAddress, type Resource } from './page-capture.ts'

/** What is shorter stays: blank dots that scripts were to replace, which extraction knows as such. */
const WORTH_LIFTING = 1024

export class EmbeddedFiles {
  readonly resources: Resource[] = []
  readonly #base: string | null
  /** links already given, by what they replace */
  readonly #links = new Map<string, string>()
  /** data URIs of SingleFile's variables, by name */
  readonly #variables: Map<string, string>
  /** links of files that lie beside the page in a SingleFile zip, by relative name */
  readonly #names: ReadonlyMap<string, string>
  tooLarge = 0

  constructor(html: string, base: string | null, names: ReadonlyMap<string, string> = new Map()) {
    this.#base = base
    this.#names = names
    this.#variables = singleFileVariables(html)
  }

  /** The link to put in the place of a picture's address, or null to leave it. */
  replaced(src: string | undefined, style: string | undefined, original: string | undefined): string | null {
    const variable = style ? /var\(\s*(--sf-img-\d{1,9})/.exec(style)?.[1] : undefined
    const shared = variable && this.#variables.get(variable)
    // the picture is a background; in its place stands a blank drawing of its size
    if (shared && (!src || (src.startsWith('data:') && src.length < WORTH_LIFTING)))
      return this.#lift(shared, variable.slice(2), original)
    if (src === undefined) return null
    const named = this.#names.get(src)
    if (named !== undefined) return named
    return src.length >= WORTH_LIFTING && /^\s*data:/i.test(src) ? this.#lift(src, null, original) : null
  }

  /** A `srcset`, in which addresses of files and data URIs stand between their sizes. */
  replacedSet(srcset: string, original: string | undefined): string | null {
    if (!/^\s*data:|,\s*data:/i.test(srcset.slice(0, 200)) && this.#names.size === 0) return null
    let changed = false
    const tokens = srcset.split(/(\s+)/).map((token) => {
      const [, address, comma] = /^(.*?)(,?)$/s.exec(token)!
      const link = this.replaced(address, undefined, original)
      changed ||= link !== null
      return link === null ? token : link + comma
    })
    return changed ? tokens.join('') : null
  }

  #lift(uri: string, name: string | null, original: string | undefined): string {
    const known = this.#links.get(uri)
    if (known !== undefined) return known
    const url = this.#originalAddress(original)
    const data = decodeDataUri(uri)
    let link = url ?? ''
    if (data) {
      const contentId = `${name ?? `embedded-${this.resources.length + 1}`}.clipfile`
      link = url ?? `cid:${contentId}`
      this.resources.push({ url: url ?? '', contentId, ...data })
    } else if (uri.length > WORTH_LIFTING) this.tooLarge++
    this.#links.set(uri, link)
    return link
  }

  #originalAddress(original: string | undefined): string | null {
    if (!original) return null
    const resolved =
      this.#base && URL.canParse(original, this.#base) ? new URL(original, this.#base).href : original
    return webAddress(resolved)
  }
}

/**
 * Pictures used more than once stand in a style sheet: `:root{--sf-img-3:url("data:…")}`
 * (single-file-core, core/index.js, SINGLE_FILE_VARIABLE_NAME_PREFIX).
 */
function singleFileVariables(html: string): Map<string, string> {
  const variables = new Map<string, string>()
  const definition = /(--sf-img-\d{1,9})\s{0,9}:\s{0,9}url\(\s{0,9}(["']?)(?=data:)/gy
  for (let at = html.indexOf('--sf-img-'); at >= 0; at = html.indexOf('--sf-img-', definition.lastIndex)) {
    definition.lastIndex = at
    const match = definition.exec(html)
    const start = definition.lastIndex
    const end = match ? html.indexOf(match[2] || ')', start) : -1
    if (match && end < 0) break
    if (match && !variables.has(match[1]!)) variables.set(match[1]!, html.slice(start, end))
    definition.lastIndex = Math.max(end, at + 9)
  }
  return variables
}
