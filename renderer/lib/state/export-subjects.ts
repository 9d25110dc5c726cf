/** What can be exported from where a person is: what is picked, what the list shows, or all there is. */
import type { ListQuery, Selection } from '../../../electron/shared/api.ts'
import { counted, isEverything } from '../format.ts'
import type { Target } from './article-actions.ts'
import type { Workspace } from './workspace.svelte.ts'

export interface Subject {
  /** `3 picked articles`, `“River deal”, 148 articles` */
  label: string
  selection: Selection
  count: number
}

const ALL: ListQuery = { text: '', outletId: null, importId: null }

/** What an export may be of, the nearest first; there is always one. */
export function exportSubjects(workspace: Workspace): Subject[] {
  const { browse, picked, view, holdings } = workspace
  const subjects: Subject[] = []
  const { selection, count: many } = picked
  const isList = view === 'library' && browse.query.only !== 'trash'
  if (isList && selection && 'ids' in selection)
    subjects.push({ label: counted(many, 'picked article'), selection, count: many })
  else if (isList && selection && many < browse.total)
    subjects.push({ label: `${counted(many, 'picked article')} of the list`, selection, count: many })
  if (isList && !isEverything(browse.query))
    subjects.push(subjectOfQuery(workspace, browse.query, browse.total))
  const all = holdings.stats?.articles ?? browse.total
  const whole = { query: ALL, except: [] }
  subjects.push({ label: `The whole archive, ${counted(all, 'article')}`, selection: whole, count: all })
  return subjects
}

/** The articles of a menu, by themselves. */
export function subjectOfTarget({ selection, count, rows }: Target): Subject {
  const title = count === 1 ? rows[0]?.title : undefined
  return {
    label: title === undefined ? counted(count, 'picked article') : title || 'Untitled',
    selection,
    count,
  }
}

/** All that a list shows: a collection, a saved search, a tag. */
export function subjectOfQuery(workspace: Workspace, query: ListQuery, total: number): Subject {
  const name = nameOfQuery(workspace, query)
  const label =
    name === null ? `The ${counted(total, 'article')} in the list` : `“${name}”, ${counted(total, 'article')}`
  return { label, selection: { query, except: [] }, count: total }
}

function nameOfQuery({ own, holdings }: Workspace, query: ListQuery): string | null {
  const search = own.searches.of(query)
  if (search) return search.name
  if (query.text.trim() !== '') return query.text.trim()
  const collection = own.collections.get(query.collectionId)
  if (collection) return collection.title
  if (query.tagId !== undefined) return own.tags.get(query.tagId)?.path ?? null
  if (query.outletId !== null) return holdings.outlet(query.outletId)?.name ?? null
  return null
}

/** More than these are typeset in volumes; as in electron/core/export/pdf/volumes.ts. */
export const VOLUME_ARTICLES = 1500
