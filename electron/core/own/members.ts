/** Which articles a list's own conditions (tags, notes, marks, collections) let through: one byte an article. */
import type { ListQuery } from '../../shared/list-query.ts'
import type { OwnTerm } from '../../shared/own-query.ts'
import { annotatedArticles, articlesWithWords } from '../db/annotations.ts'
import { collectionsNamed, collectionsBelow, itemIds } from '../db/collections.ts'
import type { ReadDb } from '../db/connection.ts'
import { articlesMarked } from '../db/reading.ts'
import { articlesTagged, findTag, tagsBelow, tagsNamed } from '../db/tags.ts'
import { articlesInStories, storyMembers } from '../stories/story-table.ts'
import { foldedWords } from './note-words.ts'

/** 1 where the article of that number is let through. */
export type Members = Uint8Array

/**
 * @param index is opened for stories alone
 * @returns null when a list has no such condition
 */
export function membersOf(
  db: ReadDb,
  index: () => ReadDb,
  query: ListQuery,
  clauses: readonly OwnTerm[][],
): Members | null {
  const sets: Members[] = []
  const { tagId, collectionId, only } = query
  if (tagId !== undefined) sets.push(memberSet(db, articlesTagged(db, tagsBelow(db, tagId))))
  if (collectionId !== undefined) sets.push(memberSet(db, itemIds(db, collectionId)))
  if (only === 'unread') sets.push(inverse(memberSet(db, articlesMarked(db, 'article_read'))))
  if (only === 'starred') sets.push(memberSet(db, articlesMarked(db, 'article_star')))
  if (only === 'annotated') sets.push(memberSet(db, annotatedArticles(db, 'annotation')))
  for (const terms of clauses) sets.push(terms.map((term) => termSet(db, index, term)).reduce(union))
  return sets.length === 0 ? null : sets.reduce(intersection)
}

/** The articles that come from one outlet or import, by the tables: quicker than the index, and never behind. */
export function scopeOf(db: ReadDb, { outletId, importId }: ListQuery): Members | null {
  const from = (column: string, id: number) =>
    memberSet(db, db.prepare(`SELECT id FROM article WHERE ${column} = ?`).pluck().all(id) as number[])
  const sets = [
    ...(outletId === null ? [] : [from('outlet_id', outletId)]),
    ...(importId === null ? [] : [from('import_id', importId)]),
  ]
  return sets.length === 0 ? null : sets.reduce(intersection)
}

export function memberSet(db: ReadDb, ids: readonly number[]): Members {
  const last = (db.prepare('SELECT max(id) FROM article').pluck().get() as number | null) ?? 0
  const members = new Uint8Array(last + 1)
  for (const id of ids) if (id <= last) members[id] = 1
  return members
}

export function intersection(a: Members, b: Members): Members {
  for (let i = 0; i < a.length; i++) a[i]! &= b[i]!
  return a
}

export function inverse(members: Members): Members {
  for (let i = 0; i < members.length; i++) members[i]! ^= 1
  return members
}

function union(a: Members, b: Members): Members {
  for (let i = 0; i < a.length; i++) a[i]! |= b[i]!
  return a
}

function termSet(db: ReadDb, index: () => ReadDb, term: OwnTerm): Members {
  const found = memberSet(db, idsOf(db, index, term))
  return term.negated !== isUnread(term) ? inverse(found) : found
}

/** Unread is what is not read: the marks say only what is. */
function isUnread(term: OwnTerm): boolean {
  return term.kind === 'is' && term.what === 'unread'
}

function idsOf(db: ReadDb, index: () => ReadDb, term: OwnTerm): number[] {
  switch (term.kind) {
    case 'tag':
      return articlesTagged(
        db,
        meantTags(db, term.path).flatMap((id) => tagsBelow(db, id)),
      )
    case 'in':
      return collectionsNamed(db, term.collection)
        .flatMap((id) => collectionsBelow(db, id))
        .flatMap((id) => itemIds(db, id))
    case 'note':
      return articlesWithWords(db, foldedWords(term.text), term.prefix)
    case 'is':
      return articlesMarked(db, term.what === 'starred' ? 'article_star' : 'article_read')
    case 'story':
      return storyMembers(index(), term.articleId)
    case 'has':
      if (term.what === 'copies') return articlesInStories(index())
      return term.what === 'tag'
        ? (db.prepare('SELECT DISTINCT article_id FROM article_tag').pluck().all() as number[])
        : annotatedArticles(db, term.what)
  }
}

/** The tag at a path; where there is none, any whose last part is called so. */
export function meantTags(db: ReadDb, path: string): number[] {
  const parts = path
    .split('/')
    .map((part) => part.trim())
    .filter((part) => part !== '')
  const exact = findTag(db, parts)
  if (exact !== null) return [exact]
  return parts.length === 1 ? tagsNamed(db, parts[0]!) : []
}
