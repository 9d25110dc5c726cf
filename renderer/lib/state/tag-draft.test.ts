import { expect, it } from 'vitest'
import type { ArticleRow } from '../../../electron/shared/model.ts'
import { TagDraft } from './tag-draft.svelte.ts'

const row = (id: number, tags: number[]) => ({ id, own: { tags } }) as ArticleRow
const water = { id: 1, path: 'policy/water' }
const energy = { id: 2, path: 'energy' }
const quoted = { id: 3, path: 'quoted' }

function draft(rows: ArticleRow[], count = rows.length) {
  return new TagDraft({ selection: { ids: rows.map(({ id }) => id) }, count, rows })
}

it('tells on all, on some and on none apart', () => {
  const tags = draft([row(1, [1, 2]), row(2, [1])])
  expect([water, energy, quoted].map((tag) => tags.state(tag))).toEqual(['on', 'mixed', 'off'])
})

it('goes from some to all to none and back to some', () => {
  const tags = draft([row(1, [2]), row(2, [])])
  tags.turn(energy)
  expect([tags.state(energy), tags.add]).toEqual(['on', ['energy']])
  tags.turn(energy)
  expect([tags.state(energy), tags.remove]).toEqual(['off', ['energy']])
  tags.turn(energy)
  expect([tags.state(energy), tags.isChanged]).toEqual(['mixed', false])
})

it('is unchanged after there and back', () => {
  const tags = draft([row(1, [1])])
  tags.turn(water)
  expect(tags.remove).toEqual(['policy/water'])
  tags.turn(water)
  expect(tags.isChanged).toBe(false)
})

it('never says "all" of articles it has not seen', () => {
  expect(draft([row(1, [1])], 10_000).state(water)).toBe('mixed')
})

it('tells on all from on some once the archive has counted', () => {
  const tags = draft([row(1, [1])], 10_000)
  expect(tags.isKnown).toBe(false)
  tags.turn(quoted)
  tags.know({
    total: 10_000,
    tags: [
      { tagId: 1, articles: 10_000 },
      { tagId: 2, articles: 9_999 },
    ],
  })
  expect([water, energy, quoted].map((tag) => tags.state(tag))).toEqual(['on', 'mixed', 'on'])
  expect([tags.isKnown, tags.add]).toEqual([true, ['quoted']])
})

it('knows the tags that are still to be made', () => {
  const tags = draft([row(1, [])])
  tags.turn({ id: null, path: 'new/one' })
  tags.turn(water)
  expect(tags.fresh((path) => path === water.path)).toEqual(['new/one'])
})
