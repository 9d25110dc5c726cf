import { BODY_KINDS, type Block } from '../../shared/model.ts'
import type { ExportedItem } from './exported-item.ts'

/** What people read of an article: its own text and its pictures. Menus, promos and the page's machinery stay behind. */
export function isShown({ kind }: Block): boolean {
  return BODY_KINDS.has(kind) || kind === 'figure' || kind === 'caption'
}

export function titleOf({ title, id }: Pick<ExportedItem, 'title' | 'id'>): string {
  return title.trim() || `Untitled article ${id}`
}

const DAY = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })
const MONTH = new Intl.DateTimeFormat('en', { month: 'long', year: 'numeric', timeZone: 'UTC' })

/** A date as exactly as it is known; the day it is written with, in its own zone. Empty for the undated. */
export function dateOf({ published }: Pick<ExportedItem, 'published'>): string {
  if (!published) return ''
  const [date = '', time] = published.value.split('T')
  if (date.length === 4) return date
  const at = new Date(`${date.length === 7 ? `${date}-01` : date}T00:00Z`)
  if (Number.isNaN(at.getTime())) return published.value
  if (date.length === 7) return MONTH.format(at)
  return time ? `${DAY.format(at)}, ${time.replace(/Z$/, ' UTC')}` : DAY.format(at)
}

export function namesOf({ authors }: Pick<ExportedItem, 'authors'>): string {
  return authors.map(({ name }) => name).join(', ')
}
