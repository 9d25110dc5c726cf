import { expect, it } from 'vitest'
import { difference } from './difference.ts'

const shown = (before: string, after: string) =>
  difference(before, after).map(({ head, own, tail }) => `${head}[${own}]${tail}`)

it('marks what differs, by whole words', () => {
  expect(shown('Gates stay shut today', 'Gates stay open today')).toEqual([
    'Gates stay [shut] today',
    'Gates stay [open] today',
  ])
  expect(shown('the market', 'the markets')).toEqual(['the [market]', 'the [markets]'])
  expect(shown('unmoved gates', 'moved gates')).toEqual(['[unmoved] gates', '[moved] gates'])
})

it('takes nothing for something, and the same for no difference', () => {
  expect(shown('', 'New')).toEqual(['[]', '[New]'])
  expect(shown('Gates | Ledger', 'Gates')).toEqual(['Gates[ | Ledger]', 'Gates[]'])
  expect(shown('same', 'same')).toEqual(['same[]', 'same[]'])
  expect(shown('aa', 'aaa')).toEqual(['[aa]', '[aaa]'])
})

it('keeps only the words around, and shortens what is long itself', () => {
  const long = 'word '.repeat(100)
  const [before, after] = difference(`${long}old ${long}`, `${long}new ${long}`)
  expect(before.own).toBe('old')
  expect(before.head).toMatch(/^… word .*word $/)
  expect(before.tail).toMatch(/^ word .*word …$/)
  expect(before.head.length).toBeLessThan(60)
  expect(difference('', long + long)[1].own.length).toBeLessThan(270)
  expect(after.head).toBe(before.head)
})

it('never cuts a character in two', () => {
  const [before, after] = difference('a😀', 'a😁')
  expect([before.own, after.own]).toEqual(['a😀', 'a😁'])
})
