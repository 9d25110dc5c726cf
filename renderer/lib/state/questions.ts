/** Questions before something that cannot be taken back, or that needs a name. */
import { count, counted } from '../format.ts'
import type { ImportRun } from '../../../electron/shared/model.ts'
import type { Collection, SavedSearch, Tag } from '../../../electron/shared/own.ts'
import type { Target } from './article-actions.ts'
import type { Workspace } from './workspace.svelte.ts'

/** Deleting for good says what is lost with the articles. */
export function confirmForGood({ panels, own, picked }: Workspace, target: Target): void {
  const { selection, count, rows } = target
  const notes = rows.reduce((sum, row) => sum + row.own.annotations, 0)
  const ids = 'ids' in selection ? selection.ids : null
  if (!ids) return confirmEmpty({ panels, own, picked })
  panels.open({
    kind: 'confirm',
    title: count === 1 ? 'Delete this article for good?' : `Delete ${counted(count, 'article')} for good?`,
    text: `${lost(notes)}This cannot be undone. The originals of the import go too.`,
    button: 'Delete for good',
    run: () => void own.trash.empty(ids).then(() => picked.clear()),
  })
}

export function confirmEmpty({ panels, own, picked }: Pick<Workspace, 'panels' | 'own' | 'picked'>): void {
  const articles = own.trash.state?.articles ?? own.counts?.trashed ?? 0
  const { annotations = 0, deleted = 0 } = own.trash.state ?? {}
  const rest = deleted > 0 ? ` and ${counted(deleted, 'other thing')}` : ''
  panels.open({
    kind: 'confirm',
    title: 'Empty the trash?',
    text: `${counted(articles, 'article')}${rest} will be gone for good. ${lost(annotations)}This cannot be undone.`,
    button: 'Empty the trash',
    run: () => void own.trash.empty(null).then(() => picked.clear()),
  })
}

/** Undoes an import as a whole, after saying what that is about. */
export async function takeBack(workspace: Workspace, run: ImportRun): Promise<void> {
  const looked = await workspace.attempt('The import could not be looked at', () =>
    workspace.own.trash.lookTakeBack(run.id),
  )
  if (looked) workspace.panels.open({ kind: 'take-back', run, looked })
}

function lost(annotations: number): string {
  if (annotations === 0) return ''
  return `${counted(annotations, 'highlight or note', 'highlights and notes')} on them will be lost. `
}

export function nameCollection({ panels, own }: Workspace, parent: Collection | null = null): void {
  panels.open({
    kind: 'name',
    title: parent ? `New collection in “${parent.title}”` : 'New collection',
    label: 'Title',
    value: '',
    button: 'Create',
    run: async (title) => (await own.collections.create(title, parent?.id ?? null)) !== undefined,
  })
}

export function renameCollection(workspace: Workspace, collection: Collection): void {
  const { panels, own, notices } = workspace
  panels.open({
    kind: 'name',
    title: 'Rename the collection',
    label: 'Title',
    value: collection.title,
    button: 'Rename',
    run: async (title) => {
      const now = own.collections.get(collection.id) ?? collection
      const saved = await workspace.attempt('The collection could not be renamed', () =>
        own.collections.save(now, { title }),
      )
      if (saved?.state === 'conflict')
        notices.toast(`It was renamed elsewhere in the meantime: it is called “${saved.theirs.title}” now.`)
      return saved !== undefined
    },
  })
}

export function moveCollection({ panels, own }: Workspace, collection: Collection): void {
  const { collections } = own
  panels.open({
    kind: 'choose',
    title: `Move “${collection.title}” into`,
    label: 'Collection',
    choices: [
      ...(collection.parentId === null ? [] : [{ key: '', label: 'No collection: to the top' }]),
      ...collections
        .placesFor(collection.id)
        .filter(({ id }) => id !== collection.parentId)
        .map(({ id }) => ({ key: String(id), label: collections.path(id) })),
    ],
    run: (key) => void collections.move(collection.id, key === '' ? null : Number(key)),
  })
}

export function nameTag({ panels, own }: Workspace, parent: Tag | null = null): void {
  panels.open({
    kind: 'name',
    title: parent ? `New tag under “${parent.path}”` : 'New tag',
    label: 'Name',
    value: '',
    button: 'Create',
    hint: 'A slash makes a tag under another: policy/water',
    run: async (name) => (await own.tags.create(parent ? `${parent.path}/${name}` : name)) !== undefined,
  })
}

export function renameTag({ panels, own }: Workspace, tag: Tag): void {
  panels.open({
    kind: 'name',
    title: `Rename the tag “${tag.path}”`,
    label: 'Name',
    value: tag.name,
    button: 'Rename',
    run: async (name) => (await own.tags.rename(tag.id, name)) !== undefined,
  })
}

export function moveTag({ panels, own }: Workspace, tag: Tag): void {
  const { tags } = own
  panels.open({
    kind: 'choose',
    title: `Move “${tag.path}” under`,
    label: 'Tag',
    choices: [
      ...(tag.parentId === null ? [] : [{ key: '', label: 'No tag: to the top' }]),
      ...tags
        .placesFor(tag.id)
        .filter(({ id }) => id !== tag.parentId)
        .map(tagChoice),
    ],
    run: (key) => void tags.move(tag.id, key === '' ? null : Number(key)),
  })
}

export function mergeTag({ panels, own }: Workspace, tag: Tag): void {
  panels.open({
    kind: 'choose',
    title: `Merge “${tag.path}” into`,
    label: 'Tag',
    choices: own.tags.placesFor(tag.id).map(tagChoice),
    run: (key) => void own.tags.merge([tag.id], Number(key)),
  })
}

export function colourTag({ panels, own }: Workspace, tag: Tag): void {
  panels.open({
    kind: 'colour',
    title: `Colour of “${tag.path}”`,
    hue: tag.colour,
    clearable: true,
    run: (hue) => void own.tags.colour(tag.id, hue),
  })
}

function tagChoice({ id, path, articles, colour }: Tag) {
  return { key: String(id), label: path, hint: count(articles), hue: colour }
}

export function renameSearch({ panels, own }: Workspace, search: SavedSearch): void {
  panels.open({
    kind: 'name',
    title: 'Rename the saved search',
    label: 'Name',
    value: search.name,
    button: 'Rename',
    run: async (name) => (await own.searches.rename(search.id, name)) !== undefined,
  })
}

/** Keeps what the list asks for under a name. */
export function saveSearch({ panels, own, browse }: Workspace): void {
  const { query } = browse
  panels.open({
    kind: 'name',
    title: 'Save this search',
    label: 'Name',
    value: query.text.trim().slice(0, 80),
    button: 'Save',
    hint: 'It stays in the sidebar, with its count kept up to date.',
    run: async (name) => (await own.searches.save(name, query)) !== undefined,
  })
}

export function freezeSearch(workspace: Workspace, search: SavedSearch): void {
  const { panels, own } = workspace
  panels.open({
    kind: 'name',
    title: 'Freeze into a collection',
    label: 'Title of the collection',
    value: search.name,
    button: 'Freeze',
    hint: 'The collection keeps what the search finds now, in this order.',
    run: async (title) => {
      const made = await own.collections.freeze(search.query, title)
      if (made) workspace.goToPlace({ collectionId: made.id, text: '' })
      return made !== undefined
    },
  })
}
