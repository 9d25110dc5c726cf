import { expect, it } from 'vitest'
import { linesOf, withDescendants } from './tree.ts'

const nodes = [
  { id: 1, parentId: null },
  { id: 2, parentId: 1 },
  { id: 3, parentId: 2 },
  { id: 4, parentId: null },
  { id: 5, parentId: 99 },
]

it('shows what is below an open branch only', () => {
  expect(linesOf(nodes, () => false).map(({ node }) => node.id)).toEqual([1, 4, 5])
  const lines = linesOf(nodes, (id) => id === 1)
  expect(lines.map(({ node, depth, open }) => [node.id, depth, open])).toEqual([
    [1, 0, true],
    [2, 1, false],
    [4, 0, false],
    [5, 0, false],
  ])
  expect(lines[2]).toMatchObject({ position: 2, siblings: 3, hasChildren: false })
})

it('finds all below a node', () => {
  expect([...withDescendants(nodes, 1)]).toEqual([1, 2, 3])
})

it('is quick over five thousand', () => {
  const many = Array.from({ length: 5000 }, (_, id) => ({ id, parentId: id < 70 ? null : id % 70 }))
  const from = performance.now()
  expect(linesOf(many, () => true)).toHaveLength(5000)
  expect(performance.now() - from).toBeLessThan(100)
})
