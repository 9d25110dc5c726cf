/** Tags and outlets that may be one, for a person to say so. */
import type { Outlet } from '../../shared/model.ts'
import type { OutletSuggestion, Tag, TagSuggestion } from '../../shared/own.ts'
import { isNearSpelling, nearKeys, pairsByKey, squeezed } from '../text/alike.ts'

const MOST = 200

export function tagSuggestions(tags: readonly Tag[]): TagSuggestion[] {
  const inPlace = (tag: Tag, key: string) => `${tag.parentId ?? 0} ${key}`
  const pairs = pairsByKey(tags, (tag) => {
    const key = squeezed(tag.name)
    return [key, singular(key), ...nearKeys(key, 5)].filter(Boolean).map((one) => inPlace(tag, one))
  })
  return pairs
    .flatMap(([a, b]): TagSuggestion[] => {
      const reason = tagReason(a.name, b.name)
      const [into, from] = a.articles >= b.articles ? [a, b] : [b, a]
      return reason ? [{ reason, from, into }] : []
    })
    .slice(0, MOST)
}

function tagReason(a: string, b: string): TagSuggestion['reason'] | null {
  const [left, right] = [squeezed(a), squeezed(b)]
  if (left === right) return 'case'
  if (singular(left) === singular(right)) return 'plural'
  return Math.min(left.length, right.length) >= 5 && isNearSpelling(left, right) ? 'spelling' : null
}

/** English plurals, roughly: `policies`, `taxes`, `dams`. */
function singular(word: string): string {
  if (word.length < 4) return word
  return word
    .replace(/ies$/, 'y')
    .replace(/(ss|sh|ch|x|z)es$/, '$1')
    .replace(/([^su])s$/, '$1')
}

export function outletSuggestions(outlets: readonly Outlet[]): OutletSuggestion[] {
  const named = outlets.filter((outlet) => outlet.name !== '')
  const pairs = pairsByKey(named, ({ name }) => {
    const key = squeezed(name)
    const domain = domainStem(name)
    return [key, withoutArticle(name), ...(domain ? [domain] : []), ...nearKeys(key, 8)]
  })
  return pairs
    .flatMap(([a, b]): OutletSuggestion[] => {
      const reason = outletReason(a.name, b.name)
      const [into, from] = betterName(a, b)
      return reason ? [{ reason, from, into }] : []
    })
    .slice(0, MOST)
}

function outletReason(a: string, b: string): OutletSuggestion['reason'] | null {
  const [left, right] = [squeezed(a), squeezed(b)]
  if (left === right) return 'case'
  const [ofA, ofB] = [domainStem(a), domainStem(b)]
  if ((ofA ?? withoutArticle(a)) === (ofB ?? withoutArticle(b)) && (ofA || ofB)) return 'domain'
  if (ofA === right || ofB === left) return 'domain'
  if (withoutArticle(a) === withoutArticle(b)) return 'article'
  return Math.min(left.length, right.length) >= 8 && isNearSpelling(left, right) ? 'spelling' : null
}

/** A name rather than an address, and then the one with more. */
function betterName(a: Outlet, b: Outlet): [into: Outlet, from: Outlet] {
  const [ofA, ofB] = [domainStem(a.name), domainStem(b.name)]
  if (ofA && !ofB) return [b, a]
  if (ofB && !ofA) return [a, b]
  const weight = ({ articles, headlines }: Outlet) => articles * 1e6 + headlines
  return weight(a) >= weight(b) ? [a, b] : [b, a]
}

const DOMAIN =
  /^(?:https?:\/\/)?(?:www\d?\.|m\.|edition\.)?([\p{L}\p{N}-]+)(?:\.(?:co|com|org|net|ac|gov))?\.[\p{L}]{2,12}\/?$/iu

/** `foxnews` of `www.foxnews.com`; null for what is no domain name. */
function domainStem(name: string): string | null {
  const stem = DOMAIN.exec(name.trim())?.[1]
  return stem ? squeezed(stem) : null
}

function withoutArticle(name: string): string {
  return squeezed(name.replace(/^(the|der|die|das|le|la|les|el|il)\s+/i, ''))
}
