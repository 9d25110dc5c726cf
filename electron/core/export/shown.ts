import { BODY_KINDS, type Block } from '../../shared/model.ts'
import type { ExportedItem } from './exported-item.ts'

/** What people read of an article: its own text and its pictures. Menus, promos and the page's machinery stay behind. */
export function isShown({ kind }: Block): boolean {
  return BODY_KINDS.has(kind) || kind === 'figure' || kind === 'caption'
}

export function titleOf({ title, id }: Pick<ExportedItem, 'title' | 'id'>): string {
  return title.trim() || `Untitled article ${id}`
}

const DAY = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
})
const MONTH = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' })

/**
 * A date as exactly as it is known: `9 November 2026, 09:41 UTC`, `November 2026`, `2026`. The day is the one it is written
 * with, in its own zone. Empty for the undated.
 */
export function dateOf({ published }: Pick<ExportedItem, 'published'>): string {
  if (!published) return ''
  const match = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:T(\d\d:\d\d)(:\d\d)?(?:\.\d+)?(.*))?$/.exec(
    published.value,
  )
  if (!match) return published.value
  const [, year = '', month, day, time, seconds = '', zone = ''] = match
  if (!month) return year
  const at = new Date(`${year}-${month}-${day ?? '01'}T00:00Z`)
  if (Number.isNaN(at.getTime())) return published.value
  if (!day) return MONTH.format(at)
  if (!time) return DAY.format(at)
  const place = zone === 'Z' || zone === '+00:00' ? ' UTC' : zone && ` UTC${zone}`
  return `${DAY.format(at)}, ${time}${seconds === ':00' ? '' : seconds}${place}`
}

export function namesOf({ authors }: Pick<ExportedItem, 'authors'>): string {
  return authors.map(({ name }) => name).join(', ')
}
