/** What a thing in the trash is, in words. */
import type { Deleted, DeletedKind } from '../../../electron/shared/own.ts'
import { counted, moment } from '../../lib/format.ts'
import type { IconName } from '../../lib/ui/Icon.svelte'

const KINDS: Record<DeletedKind, { word: string; icon: IconName; below?: string }> = {
  tag: { word: 'Tag', icon: 'tag', below: 'tag' },
  collection: { word: 'Collection', icon: 'collection', below: 'collection' },
  annotation: { word: 'Highlight or note', icon: 'note' },
  search: { word: 'Saved search', icon: 'search' },
  rule: { word: 'Rule', icon: 'imports' },
}

export function iconOf({ kind }: Deleted): IconName {
  return KINDS[kind].icon
}

/** `Tag · on 12 articles · with 2 tags below it · deleted 22 Nov 2026, 12:00` */
export function deletedWords({ kind, articles, below, article, atMs }: Deleted): string {
  const { word, below: one } = KINDS[kind]
  return [
    word,
    article && `on “${article.title || 'Untitled'}”`,
    one && articles > 0 && `${kind === 'tag' ? 'on' : 'with'} ${counted(articles, 'article')}`,
    one && below > 0 && `with ${counted(below, one)} below it`,
    `deleted ${moment(atMs)}`,
  ]
    .filter(Boolean)
    .join(' · ')
}
