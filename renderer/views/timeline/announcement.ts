/** What the cursor is on, in a sentence, for the live region. */

import type { TimelineOutlet } from '../../../electron/shared/api.ts'
import type { Items } from './items.svelte.ts'
import type { Target } from './target.ts'
import { count } from '../../lib/format.ts'
import { contents, formatDays, formatSpan, nameOf, percent } from './words.ts'

/** `Northfield Wire, lane 3 of 12. 3 Nov 2026: Engineers warn of silt. Headline only.` */
export function describe(
  target: Target,
  outlets: readonly TimelineOutlet[],
  items: Items,
  all: number | null = null,
): string {
  const lane = `${nameOf(outlets[target.row])}, lane ${count(target.row + 1)} of ${count(outlets.length)}.`
  if (target.articles + target.headlines === 0) return `${lane} Nothing here.`
  const share = all === null ? '' : `, ${shareOf(target, all)}`
  if (!target.item) return `${lane} ${sumUp(target)}${share}.`
  const when = formatSpan(target.day, target.end - target.day)
  const known = items.find(target.item.isArticle, target.item.id)
  const title = known === undefined ? 'reading title' : (known?.title ?? 'title cannot be read')
  return `${lane} ${when}: ${title}. ${target.item.isArticle ? 'Article' : 'Headline only'}.`
}

/** `14 articles, 3 headlines, March 2025` */
export function sumUp(target: Target): string {
  const when = formatDays(target.day, target.end - 1)
  const what = contents(target.articles, target.headlines)
  return target.isVague ? `${what}, ${when}, day unknown` : `${what}, ${when}`
}

/** `4.1 % of its 2,166 items` */
export function shareOf(target: Target, all: number): string {
  if (all === 0) return ''
  return `${percent((target.articles + target.headlines) / all)} of its ${count(all)} items`
}
