import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { addArticles, prepared, temporaryArchive } from '../../dev/test-archive.ts'
import { dumpText, numbered, watched, writeFiles } from '../import/import-fixtures.ts'
import { runImport, type Archive } from '../archive.ts'

const cleanups: (() => void)[] = []
afterEach(() => cleanups.splice(0).forEach((remove) => remove()))

function archiveWith(...texts: string[]): Archive {
  const { archive, remove } = temporaryArchive()
  cleanups.push(remove)
  addArticles(
    archive,
    texts.map((text, i) => prepared({ title: `Article ${i + 1}`, text })),
  )
  return archive
}

const RULE = {
  ruleId: null,
  name: 'Water',
  query: 'treaty',
  tags: ['policy/water'],
  collectionId: null,
  enabled: true,
}
const tree = (archive: Archive) =>
  archive.answer('archive.tags', undefined).map(({ path, articles }) => `${path} ${articles}`)

describe('a rule', () => {
  test('is tried, run and undone as one step', () => {
    const archive = archiveWith('The treaty.', 'A treaty on water.', 'Nothing of it.')
    archive.answer('archive.tagArticles', { selection: { ids: [1] }, add: ['old'], remove: [] })
    const { id: collectionId } = archive.answer('archive.createCollection', {
      title: 'All',
      parentId: null,
    }).value
    const tried = archive.answer('archive.tryRule', {
      query: 'treaty',
      tags: ['policy/water', 'old'],
      collectionId,
    })
    expect(tried).toMatchObject({ matches: 2, changes: 2, hint: 'Articles with “treaty”.' })
    expect(tried.sample.find(({ row }) => row.id === 1)).toMatchObject({
      tagsBefore: ['old'],
      tagsAfter: ['old', 'policy/water'],
      joinsCollection: true,
    })
    expect(tree(archive)).toEqual(['old 1'])
    const { value } = archive.answer('archive.saveRule', { ...RULE, collectionId })
    expect(archive.answer('archive.runRule', { ruleId: value.id })).toMatchObject({
      value: 2,
      change: { label: 'Rule “Water” applied to 2 articles' },
    })
    expect(tree(archive)).toEqual(['old 1', 'policy 2', 'policy/water 2'])
    expect(archive.answer('archive.runRule', { ruleId: value.id })).toEqual({ value: 0, change: null })
    archive.answer('archive.undo', {})
    expect(tree(archive)).toEqual(['old 1'])
    expect(archive.answer('archive.collections', undefined)).toMatchObject([{ items: 0 }])
  })

  test('is kept, changed, deleted and brought back', () => {
    const archive = archiveWith('x')
    const { value } = archive.answer('archive.saveRule', RULE)
    archive.answer('archive.saveRule', { ...RULE, ruleId: value.id, name: 'Rivers', enabled: false })
    archive.answer('archive.deleteRule', { ruleId: value.id })
    archive.answer('archive.undo', {})
    expect(archive.answer('archive.rules', undefined)).toMatchObject([{ name: 'Rivers', enabled: false }])
  })

  test.each([[{ query: '  ' }], [{ query: '-- ""' }], [{ tags: [] }], [{ tags: ['a//b'] }], [{ name: '' }]])(
    'that makes no sense is refused: %j',
    (change) => {
      const archive = archiveWith('x')
      const save = () => archive.answer('archive.saveRule', { ...RULE, ...change })
      expect(save).toThrow(expect.objectContaining({ code: 'bad-input' }))
    },
  )
})

test('rules run on what an import brings, once it is searchable', async () => {
  const archive = archiveWith('The council of long ago.')
  archive.answer('archive.saveRule', { ...RULE, query: 'council' })
  archive.answer('archive.saveRule', {
    ...RULE,
    name: 'Off',
    query: 'harbour',
    tags: ['off'],
    enabled: false,
  })
  const folder = join(archive.path, '..', 'dumps')
  writeFiles(
    folder,
    numbered(3, (i) => dumpText(i)),
  )
  const { id } = await runImport(archive.path, { paths: [folder] }, watched().control)
  expect(tree(archive)).toEqual(['policy 3', 'policy/water 3'])
  expect(archive.answer('archive.history', { limit: 1 }).undo?.label).toBe(
    `Rules applied to 3 articles of import ${id}`,
  )
  archive.answer('archive.undo', {})
  expect(tree(archive)).toEqual([])
}, 60_000)
