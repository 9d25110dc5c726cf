import { expect, it } from 'vitest'
import type { Deleted } from '../../../electron/shared/own.ts'
import { deletedWords } from './deleted-words.ts'

const deleted = (change: Partial<Deleted>): string =>
  deletedWords({ id: 1, kind: 'tag', name: 'a', atMs: 0, articles: 0, below: 0, article: null, ...change })

it('says what it was and what hung on it', () => {
  expect(deleted({ articles: 12, below: 2 })).toMatch(
    /^Tag · on 12 articles · with 2 tags below it · deleted /,
  )
  expect(deleted({ kind: 'collection', articles: 1, below: 1 })).toMatch(
    /^Collection · with 1 article · with 1 collection below it · deleted /,
  )
  expect(deleted({ kind: 'annotation', articles: 1, article: { id: 3, title: '' } })).toMatch(
    /^Highlight or note · on “Untitled” · deleted /,
  )
  expect(deleted({ kind: 'search' })).toMatch(/^Saved search · deleted /)
  expect(deleted({ kind: 'rule' })).toMatch(/^Rule · deleted /)
})
