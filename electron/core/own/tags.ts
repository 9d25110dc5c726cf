/** What people do with tags. Each of these is one step of the history. */
import { AppError } from '../../shared/errors.ts'
import type { Outcome, Tag } from '../../shared/own.ts'
import type { Db } from '../db/connection.ts'
import {
  childTags,
  findChildTag,
  findTag,
  insertTag,
  listTags,
  readTag,
  removeTag,
  renameTagRow,
  retag,
  setTagColour,
  setTagParent,
  tagsBelow,
  tagSelected,
  untagSelected,
} from '../db/tags.ts'
import { removeToTrash } from './deleted.ts'
import { recordChange } from './history.ts'
import { cleanTagName, cleanTagPath } from './names.ts'
import { articlesIn, quotedList } from './words.ts'

/** The tag at a path, made with all above it where it is missing. */
export function ensureTag(db: Db, path: readonly string[]): number {
  let parentId: number | null = null
  for (const name of path) parentId = findChildTag(db, parentId, name)?.id ?? insertTag(db, parentId, name)
  return parentId!
}

export function createTag(db: Db, path: string): Outcome<Tag> {
  const parts = cleanTagPath(path)
  const { value, change } = recordChange(db, `Tag “${parts.join('/')}” created`, () => ensureTag(db, parts))
  return { value: tagNow(db, value), change }
}

/**
 * Adds tags to the selected articles, and takes others from them.
 * @returns how many articles had not been so
 */
export function tagArticles(db: Db, add: readonly string[], remove: readonly string[]): Outcome<number> {
  const adding = add.map(cleanTagPath)
  const removing = remove.map(cleanTagPath)
  const label = (count: number): string => {
    const [paths, verb] = adding.length > 0 ? [adding, 'added to'] : [removing, 'taken from']
    const names = paths.map((path) => path.join('/'))
    return `${names.length === 1 ? 'Tag' : 'Tags'} ${quotedList(names)} ${verb} ${articlesIn(count)}`
  }
  return recordChange(db, label, () => {
    let most = 0
    for (const path of adding) most = Math.max(most, tagSelected(db, ensureTag(db, path)))
    for (const path of removing) {
      const id = findTag(db, path)
      if (id !== null) most = Math.max(most, untagSelected(db, id))
    }
    return most
  })
}

export function renameTag(db: Db, id: number, name: string): Outcome<Tag> {
  const tag = readTag(db, id)
  const clean = cleanTagName(name)
  const other = findChildTag(db, tag.parentId, clean)
  if (other && other.id !== id) {
    throw new AppError('bad-input', `There is a tag “${other.name}” already.`, 'Merge the two instead.')
  }
  const label = `Tag “${tag.name}” renamed to “${clean}”`
  const { change } = recordChange(db, label, () => renameTagRow(db, id, clean))
  return { value: tagNow(db, id), change }
}

export function moveTag(db: Db, id: number, parentId: number | null): Outcome<Tag> {
  const tag = readTag(db, id)
  const parent = parentId === null ? null : readTag(db, parentId)
  if (parent && tagsBelow(db, id).includes(parent.id)) {
    throw new AppError('bad-input', `“${parent.name}” lies below “${tag.name}” itself.`)
  }
  const other = findChildTag(db, parentId, tag.name)
  if (other && other.id !== id) {
    throw new AppError(
      'bad-input',
      parent
        ? `“${parent.name}” has a tag “${other.name}” already.`
        : `There is a tag “${other.name}” already.`,
      'Merge the two instead.',
    )
  }
  const label = parent
    ? `Tag “${tag.name}” moved under “${parent.name}”`
    : `Tag “${tag.name}” moved to the top`
  const { change } = recordChange(db, label, () => setTagParent(db, id, parentId))
  return { value: tagNow(db, id), change }
}

/** Makes one tag of several; those below them come along, and merge where they have the same name. */
export function mergeTags(db: Db, from: readonly number[], into: number): Outcome<Tag> {
  const target = readTag(db, into)
  const others = from.filter((id) => id !== into).map((id) => readTag(db, id))
  for (const tag of others) {
    if (tagsBelow(db, tag.id).includes(into)) {
      throw new AppError('bad-input', `“${target.name}” lies below “${tag.name}”: merge the other way round.`)
    }
  }
  const label = `${quotedList(others.map((tag) => tag.name))} merged into “${target.name}”`
  const { change } = recordChange(db, label, () => others.forEach((tag) => mergeOne(db, tag.id, into)))
  return { value: tagNow(db, into), change }
}

function mergeOne(db: Db, from: number, into: number): void {
  for (const child of childTags(db, from)) {
    const same = findChildTag(db, into, child.name)
    if (same) mergeOne(db, child.id, same.id)
    else setTagParent(db, child.id, into)
  }
  retag(db, from, into)
  removeTag(db, from)
}

export function deleteTag(db: Db, id: number): Outcome {
  const { path, articles } = tagNow(db, id)
  const label = articles > 0 ? `Tag “${path}” of ${articlesIn(articles)} deleted` : `Tag “${path}” deleted`
  const { change } = recordChange(db, label, () => {
    const tags = tagsBelow(db, id)
    removeToTrash(db, { kind: 'tag', name: path, articles, below: tags.length - 1 }, () => {
      // from the leaves up
      for (const below of tags.reverse()) removeTag(db, below)
    })
  })
  return { value: null, change }
}

export function colourTag(db: Db, id: number, colour: number | null): Outcome<Tag> {
  const { path } = tagNow(db, id)
  const { change } = recordChange(db, `Tag “${path}” coloured`, () => setTagColour(db, id, colour))
  return { value: tagNow(db, id), change }
}

function tagNow(db: Db, id: number): Tag {
  const tag = listTags(db).find((one) => one.id === id)
  if (tag) return tag
  throw new AppError('not-found', 'This tag is not there any more.')
}
