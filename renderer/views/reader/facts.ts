/** What the head of an article says beside its title, where there is something to say. */
import type { Article, PublishedDate, VersionInfo } from '../../../electron/shared/model.ts'
import { moment, publishedLong, publishedShort } from '../../lib/format.ts'

/** `updated 12 May 2024`; null where the page does not say, or says the day of publication. */
export function updated(article: Pick<Article, 'published' | 'modified'>): string | null {
  const { published, modified } = article
  if (!modified || sameDay(published, modified)) return null
  return `updated ${publishedShort(modified)}`
}

/** The full time for a tooltip. */
export function updatedLong(modified: PublishedDate | null): string {
  return modified ? `The page says: updated ${publishedLong(modified)}` : ''
}

function sameDay(one: PublishedDate | null, other: PublishedDate): boolean {
  return one !== null && one.value.slice(0, 10) === other.value.slice(0, 10)
}

/** The address that the page gives itself, where it is another one. */
export function otherAddress(article: Pick<Article, 'url' | 'canonicalUrl'>): string | null {
  const { url, canonicalUrl } = article
  return canonicalUrl && (!url || bare(canonicalUrl) !== bare(url)) ? canonicalUrl : null
}

/** Differences that lead to the same page. */
function bare(address: string): string {
  return address.replace(/^https?:\/\/(?:www\.)?/i, '').replace(/#.*$|\/$/, '')
}

/** When a version was so: `saved 3 May 2024, 09:12`, else `published …`, else `imported …`. */
export function versionDate(version: VersionInfo): string {
  if (version.capturedAtMs !== null) return `saved ${moment(version.capturedAtMs)}`
  if (version.published) return `published ${publishedShort(version.published)}`
  return `imported ${moment(version.importedAtMs)}`
}
