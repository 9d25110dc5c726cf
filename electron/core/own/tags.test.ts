import { afterEach, describe, expect, test, vi } from 'vitest'
import { addArticles, prepared, temporaryArchive } from '../../dev/test-archive.ts'
import { EVERYTHING, type Selection } from '../../shared/api.ts'
import { openArchive, type Archive } from '../archive.ts'

const cleanups: (() => void)[] = []
afterEach(() => cleanups.splice(0).forEach((remove) => remove()))
// two hundred steps, each on the disk
vi.setConfig({ testTimeout: 60_000 })

function archiveOf(articles: number): Archive {
  const { archive, remove } = temporaryArchive()
  cleanups.push(remove)
  addArticles(
    archive,
    Array.from({ length: articles }, (_, i) => prepared({ title: `Article ${i + 1}` })),
    false,
  )
  return archive
}

function tag(archive: Archive, ids: number[], ...add: string[]) {
  return archive.answer('archive.tagArticles', { selection: { ids }, add, remove: [] })
}

function untag(archive: Archive, ids: number[], ...remove: string[]) {
  return archive.answer('archive.tagArticles', { selection: { ids }, add: [], remove })
}

/** `policy 1/3`: with this very tag, and with it or one below. */
function tree(archive: Archive): string[] {
  const kept = archive.answer('archive.tags', undefined)
  return kept.map(({ path, own, articles }) => `${path} ${own}/${articles}`)
}

function id(archive: Archive, path: string): number {
  return archive.answer('archive.tags', undefined).find((one) => one.path === path)!.id
}

const undo = (archive: Archive, changeId?: number) => archive.answer('archive.undo', { changeId })
const redo = (archive: Archive) => archive.answer('archive.redo', undefined)

test('how many of the selected have each tag, for a picker of three states', () => {
  const archive = archiveOf(5)
  tag(archive, [1, 2, 3], 'a')
  tag(archive, [3, 4], 'a/b')
  tag(archive, [5], 'c')
  const counted = (selection: Selection) => {
    const { total, tags } = archive.answer('archive.selectionTags', { selection })
    return [total, Object.fromEntries(tags.map(({ tagId, articles }) => [tagId, articles]))]
  }
  const [a, b, c] = [id(archive, 'a'), id(archive, 'a/b'), id(archive, 'c')]
  expect(counted({ ids: [2, 3, 4] })).toEqual([3, { [a]: 2, [b]: 2 }])
  expect(counted({ query: EVERYTHING, except: [4] })).toEqual([4, { [a]: 3, [b]: 1, [c]: 1 }])
  expect(counted({ ids: [99] })).toEqual([0, {}])
})

describe('tagging', () => {
  test('counts each article once for a tag and those below it', () => {
    const archive = archiveOf(4)
    expect(tag(archive, [1, 2], 'policy/water')).toMatchObject({
      value: 2,
      change: { label: 'Tag “policy/water” added to 2 articles' },
    })
    tag(archive, [2, 3], 'policy')
    tag(archive, [3], 'Policy/Water', 'energy')
    expect(tree(archive)).toEqual(['energy 1/1', 'policy 2/3', 'policy/water 3/3'])
    untag(archive, [2, 3], 'policy')
    untag(archive, [1], 'policy/water')
    expect(tree(archive)).toEqual(['energy 1/1', 'policy 0/2', 'policy/water 2/2'])
  })

  test('is undone and redone step by step, to the row', () => {
    const archive = archiveOf(4)
    const states = [tree(archive)]
    const steps = [
      () => tag(archive, [1, 2], 'policy/water'),
      () => tag(archive, [2, 3, 4], 'policy', 'energy/solar'),
      () => untag(archive, [2], 'policy/water', 'no such tag'),
      () =>
        archive.answer('archive.moveTag', {
          tagId: id(archive, 'energy/solar'),
          parentId: id(archive, 'policy'),
        }),
      () => archive.answer('archive.renameTag', { tagId: id(archive, 'policy/solar'), name: 'Sun' }),
      () => archive.answer('archive.colourTag', { tagId: id(archive, 'policy/Sun'), colour: 7 }),
      () =>
        archive.answer('archive.mergeTags', { from: [id(archive, 'energy')], into: id(archive, 'policy') }),
      () => archive.answer('archive.deleteTag', { tagId: id(archive, 'policy') }),
    ]
    for (const step of steps) {
      step()
      states.push(tree(archive))
    }
    expect(states.at(-1)).toEqual([])
    for (let i = steps.length - 1; i >= 0; i--) {
      undo(archive)
      expect(tree(archive)).toEqual(states[i])
    }
    for (let i = 1; i <= steps.length; i++) {
      redo(archive)
      expect(tree(archive)).toEqual(states[i])
    }
  })

  test('of nothing new is no step', () => {
    const archive = archiveOf(1)
    tag(archive, [1], 'a')
    expect(tag(archive, [1], 'a')).toEqual({ value: 0, change: null })
    expect(untag(archive, [1], 'b').change).toBeNull()
    expect(tag(archive, [99], 'a').change).toBeNull()
  })
})

describe('the tree', () => {
  test('merges with what lies below, by name', () => {
    const archive = archiveOf(4)
    tag(archive, [1], 'water/rights', 'water')
    tag(archive, [2], 'Waters/Rights/old', 'Waters/wells')
    tag(archive, [1, 3], 'Waters')
    archive.answer('archive.mergeTags', { from: [id(archive, 'Waters')], into: id(archive, 'water') })
    expect(tree(archive)).toEqual([
      'water 2/3',
      'water/rights 1/2',
      'water/rights/old 1/1',
      'water/wells 1/1',
    ])
    undo(archive)
    expect(tree(archive)).toContain('Waters/Rights 0/1')
  })

  test('refuses what would make a ring, or two of one name', () => {
    const archive = archiveOf(1)
    tag(archive, [1], 'a/b/c', 'b', 'B/x')
    const move = (path: string, to: string | null) => () =>
      archive.answer('archive.moveTag', {
        tagId: id(archive, path),
        parentId: to === null ? null : id(archive, to),
      })
    expect(move('a', 'a/b/c')).toThrow('lies below')
    expect(move('a', 'a')).toThrow('lies below')
    expect(move('a/b', null)).toThrow('There is a tag “b” already')
    expect(() => archive.answer('archive.renameTag', { tagId: id(archive, 'a'), name: 'B' })).toThrow(
      'already',
    )
    expect(() =>
      archive.answer('archive.mergeTags', { from: [id(archive, 'a')], into: id(archive, 'a/b') }),
    ).toThrow('the other way round')
    expect(archive.answer('archive.renameTag', { tagId: id(archive, 'a'), name: 'A' }).value.path).toBe('A')
  })
})

describe('undo', () => {
  test('of an earlier step goes through as long as nothing it touched was changed since', () => {
    const archive = archiveOf(3)
    const first = tag(archive, [1, 2, 3], 'a').change!
    const second = tag(archive, [1], 'b').change!
    untag(archive, [2], 'a')
    expect(() => undo(archive, first.id)).toThrow(
      expect.objectContaining({
        code: 'conflict',
        message: expect.stringContaining('1 tagging changed since'),
      }),
    )
    expect(tree(archive)).toEqual(['a 2/2', 'b 1/1'])
    undo(archive, second.id)
    expect(tree(archive)).toEqual(['a 2/2'])
    expect(() => undo(archive, second.id)).toThrow('undone already')
  })

  test('survives a restart, keeps 200 steps, and something new ends what could be redone', () => {
    const archive = archiveOf(1)
    for (let i = 0; i < 205; i++) archive.answer('archive.createTag', { path: `tag ${i}` })
    archive.close()
    const again = openArchive(archive.path)
    cleanups.unshift(() => again.close())
    for (let i = 0; i < 200; i++) undo(again)
    expect(tree(again)).toHaveLength(5)
    expect(() => undo(again)).toThrow('nothing to undo')
    redo(again)
    expect(tree(again)).toHaveLength(6)
    again.answer('archive.createTag', { path: 'new' })
    expect(() => redo(again)).toThrow('nothing to redo')
    expect(again.answer('archive.history', { limit: 1 }).undo?.label).toBe('Tag “new” created')
  })

  test('of a step that failed half-way leaves nothing', () => {
    const archive = archiveOf(2)
    expect(() => tag(archive, [1, 2], 'good', 'b//d')).toThrow(expect.objectContaining({ code: 'bad-input' }))
    expect(tree(archive)).toEqual([])
    expect(archive.answer('archive.history', { limit: 5 }).changes).toEqual([])
  })
})

describe('names', () => {
  test.each([
    ['a//b'],
    ['/a'],
    ['a/'],
    [''],
    ['   '],
    ['\u200b'],
    ['x'.repeat(10_000)],
    ['line\nbreak'],
    ['bell\u0007'],
    ['nul\0'],
    ['\ud800'],
    ['a/b/c/d/e/f/g/h/i/j/k'],
  ])('%j is refused in words', (path) => {
    const archive = archiveOf(1)
    expect(() => tag(archive, [1], path)).toThrow(expect.objectContaining({ code: 'bad-input' }))
  })

  test.each([
    ["'; DROP TABLE tag; --"],
    ['<img src=x onerror=alert(1)>'],
    ['سياسة/مياه'],
    ['河流'],
    ['🌊 water'],
    ['100%_"quoted"'],
  ])('%j is kept as it is', (path) => {
    const archive = archiveOf(1)
    tag(archive, [1], path)
    expect(archive.answer('archive.tags', undefined).at(-1)!.path).toBe(path)
    undo(archive)
    redo(archive)
    expect(archive.answer('archive.tags', undefined).at(-1)!.path).toBe(path)
  })

  test('what nobody sees makes no other name', () => {
    const archive = archiveOf(1)
    tag(archive, [1], 'water', '\u202ewater\u202c', ' wa\u200bter ', 'WATER', 'wa\u00adter')
    expect(tree(archive)).toEqual(['water 1/1'])
  })
})
