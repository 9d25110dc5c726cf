import { expect, it } from 'vitest'
import { isSame, matching } from './matching.ts'

const labels = (all: string[], words: string) =>
  matching(
    all.map((label) => ({ label })),
    words,
  ).map(({ label }) => label)

it('puts the same first, then what begins so, then parts, then the rest', () => {
  const all = ['underwater', 'policy/water', 'water rights', 'Water']
  expect(labels(all, 'water')).toEqual(['Water', 'water rights', 'policy/water', 'underwater'])
})

it('looks past case and accents, in any order of words', () => {
  expect(labels(['Élection pledges', 'pledges'], 'pledges election')).toEqual(['Élection pledges'])
  expect(isSame(' Élections', 'elections ')).toBe(true)
})

it('keeps all for no words, and its own order', () => {
  expect(labels(['b', 'a'], '  ')).toEqual(['b', 'a'])
})

it('is quick over five thousand', () => {
  const all = Array.from({ length: 5000 }, (_, i) => ({ label: `region ${i % 70}/town ${i}/harbour` }))
  const from = performance.now()
  expect(matching(all, 'town 4999')).toHaveLength(1)
  expect(performance.now() - from).toBeLessThan(100)
})
