/** More of what people added to the invented archive: what the sidebar does to tags, collections, searches, rules. */
import type { Input, ListQuery, Method, Output } from '../../electron/shared/api.ts'
import type { ArticleRow, Outlet } from '../../electron/shared/model.ts'
import type { Change, Collection, OwnChanged, Rule, SavedSearch, Tag } from '../../electron/shared/own.ts'

type Answers = { [M in Method]?: (input: Input<M>) => Output<M> }

interface Parts {
  tags: Tag[]
  collections: Collection[]
  searches: SavedSearch[]
  rules: Rule[]
  outlets: Outlet[]
  done: (label: string, rows?: number) => Change
  changed: (areas: OwnChanged['areas']) => void
  newId: () => number
}

/** As many tags as wanted, in two levels, some with long and some with right-to-left names. */
export function manyTags(many: number): Tag[] {
  const names = [
    'water',
    'court rulings',
    'فيضان',
    'an unusually long name for a tag that somebody gave it',
    'רישום',
  ]
  return Array.from({ length: many }, (_, i): Tag => {
    const root = i % 12 === 0
    const parentId = root ? null : i - (i % 12) + 1
    const name = root ? `region ${i / 12 + 1}` : `${names[i % 5]} ${i}`
    const path = root ? name : `region ${Math.floor(i / 12) + 1}/${name}`
    const colour = i % 7 === 0 ? i % 12 : null
    return { id: i + 1, parentId, name, path, colour, own: i, articles: (many - i) * 3 }
  })
}

/** Rows as a collection, the trash or a filter shows them. */
export function narrowed(query: ListQuery, rows: ArticleRow[]): ArticleRow[] {
  if (query.collectionId === undefined) return rows
  return rows.map((row, i) => {
    const note =
      i === 1
        ? 'Lead with this: the **only** account that names both ministries.'
        : i === 3
          ? 'תזכורת: לבדוק את התאריך'
          : ''
    return { ...row, own: { ...row.own, item: { note, revision: 1 } } }
  })
}

export function libraryAnswers({
  tags,
  collections,
  searches,
  rules,
  outlets,
  done,
  changed,
  newId,
}: Parts): Answers {
  const tag = (id: number) => tags.find((one) => one.id === id)!
  const pathOf = (one: Tag): string =>
    one.parentId === null ? one.name : `${pathOf(tag(one.parentId))}/${one.name}`
  const repath = (): void => tags.forEach((one) => (one.path = pathOf(one)))
  const drop = <T extends { id: number }>(all: T[], gone: (one: T) => boolean): void => {
    for (let i = all.length - 1; i >= 0; i -= 1) if (gone(all[i]!)) all.splice(i, 1)
  }
  const tagged = (value: Tag, label: string) => {
    repath()
    changed(['tags'])
    return { value, change: done(label, 2) }
  }
  return {
    'archive.createTag': ({ path }) => {
      if (path.includes('//')) throw { code: 'bad-input', message: 'A tag needs a name between its slashes.' }
      const at = path.lastIndexOf('/')
      const parentId = at < 0 ? null : (tags.find((one) => one.path === path.slice(0, at))?.id ?? null)
      const value = {
        id: newId(),
        parentId,
        name: path.slice(at + 1),
        path,
        colour: null,
        own: 0,
        articles: 0,
      }
      tags.push(value)
      return tagged(value, `Tag “${path}” made`)
    },
    'archive.renameTag': ({ tagId, name }) =>
      tagged(Object.assign(tag(tagId), { name }), `Tag renamed to “${name}”`),
    'archive.moveTag': ({ tagId, parentId }) =>
      tagged(Object.assign(tag(tagId), { parentId }), `Tag “${tag(tagId).name}” moved`),
    'archive.mergeTags': ({ from, into }) => {
      for (const one of tags) if (from.includes(one.parentId ?? -1)) one.parentId = into
      drop(tags, (one) => from.includes(one.id))
      return tagged(tag(into), `${from.length} tag merged into “${tag(into).path}”`)
    },
    'archive.deleteTag': ({ tagId }) => {
      const { path } = tag(tagId)
      drop(tags, (one) => one.path === path || one.path.startsWith(`${path}/`))
      changed(['tags'])
      return { value: null, change: done(`Tag “${path}” deleted`, 40) }
    },
    'archive.colourTag': ({ tagId, colour }) =>
      tagged(Object.assign(tag(tagId), { colour }), `Tag “${tag(tagId).path}” coloured`),
    'archive.saveCollection': ({ collectionId, revision, title, description }) => {
      const one = collections.find(({ id }) => id === collectionId)!
      if (one.revision !== revision) return { state: 'conflict', theirs: one }
      Object.assign(one, { title: title ?? one.title, description: description ?? one.description })
      one.revision += 1
      changed(['collections'])
      return { state: 'saved', value: { ...one }, change: done(`Collection “${one.title}” saved`) }
    },
    'archive.moveCollection': ({ collectionId, parentId }) => {
      const value = collections.find(({ id }) => id === collectionId)!
      value.parentId = parentId
      changed(['collections'])
      return { value, change: done(`Collection “${value.title}” moved`) }
    },
    'archive.deleteCollection': ({ collectionId }) => {
      drop(collections, (one) => one.id === collectionId || one.parentId === collectionId)
      changed(['collections'])
      return { value: null, change: done('Collection deleted', 13) }
    },
    'archive.removeFromCollection': () => ({ value: 1, change: done('1 article removed', 2) }),
    'archive.moveInCollection': () => ({ value: 1, change: done('1 article moved') }),
    'archive.saveItemNote': ({ note, revision }) =>
      revision === 1
        ? { state: 'conflict', theirs: { note: 'Written from the *command line* just now.', revision: 2 } }
        : { state: 'saved', value: { note, revision: revision + 1 }, change: done('Note edited') },
    'archive.saveSavedSearch': ({ searchId, name }) => {
      const value = searches.find(({ id }) => id === searchId)!
      value.name = name ?? value.name
      changed(['searches'])
      return { value, change: done(`Search renamed to “${value.name}”`) }
    },
    'archive.deleteSavedSearch': ({ searchId }) => {
      drop(searches, ({ id }) => id === searchId)
      changed(['searches'])
      return { value: null, change: done('Saved search deleted') }
    },
    'archive.freeze': ({ title }) => {
      const value = { id: newId(), parentId: null, title, description: '', items: 318, revision: 1 }
      collections.push(value)
      changed(['collections'])
      return { value, change: done(`318 articles frozen into “${title}”`, 318) }
    },
    'trash.empty': () => 1,
    'archive.keepTrash': ({ days }) => ({ articles: 3, annotations: 1, deleted: 0, keepDays: days }),
    'archive.mergeOutlets': ({ into }) => ({
      value: { outlet: outlets.find(({ id }) => id === into)!, aliases: [] },
      change: done('Outlets merged', 212),
    }),
    'archive.addOutletAlias': ({ outletId, name }) => ({
      value: { outlet: outlets.find(({ id }) => id === outletId)!, aliases: [] },
      change: done(`“${name}” is another name now`),
    }),
    'archive.colourOutlet': ({ outletId, hue }) => {
      const outlet = outlets.find(({ id }) => id === outletId)!
      outlet.hue = hue
      changed(['outlets'])
      return { value: { outlet, aliases: [] }, change: done(`“${outlet.name}” coloured`) }
    },
    'archive.saveRule': ({ ruleId, ...rule }) => {
      const value = { ...rule, id: ruleId ?? newId() }
      if (ruleId === null) rules.push(value)
      else
        Object.assign(
          rules.find(({ id }) => id === ruleId)!,
          value,
        )
      return { value, change: done(`Rule “${rule.name}” saved`) }
    },
    'archive.deleteRule': ({ ruleId }) => {
      drop(rules, ({ id }) => id === ruleId)
      return { value: null, change: done('Rule deleted') }
    },
  }
}
