import { BODY_KINDS, type Block } from '../../shared/model.ts'
import { dateWords } from './date-words.ts'
import type { ExportedItem } from './exported-item.ts'

/** What people read of an article: its own text and its pictures. Menus, promos and the page's machinery stay behind. */
export function isShown({ kind }: Block): boolean {
  return BODY_KINDS.has(kind) || kind === 'figure' || kind === 'caption'
}

export function titleOf({ title, id }: Pick<ExportedItem, 'title' | 'id'>): string {
  return title.trim() || `Untitled article ${id}`
}

export function dateOf({ published }: Pick<ExportedItem, 'published'>): string {
  return dateWords(published)
}

export function namesOf({ authors }: Pick<ExportedItem, 'authors'>): string {
  return authors.map(({ name }) => name).join(', ')
}
