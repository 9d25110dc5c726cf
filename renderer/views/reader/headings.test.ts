import { expect, it } from 'vitest'
import type { Block } from '../../../electron/shared/model.ts'
import { headingTags } from './headings.ts'

const tags = (...levels: (number | undefined)[]) =>
  [
    ...headingTags(
      levels.map((level): Block => ({ kind: 'heading', text: 'x', ...(level ? { level } : {}) })),
    ).values(),
  ].join(' ')

it('begins below the title, wherever the page begins', () => {
  expect(tags(3, 3)).toBe('h2 h2')
  expect(tags(undefined)).toBe('h2')
  expect(tags(1, 2)).toBe('h2 h3')
})

it('leaves no level out', () => {
  expect(tags(2, 4, 4, 2)).toBe('h2 h3 h3 h2')
  expect(tags(4, 2)).toBe('h2 h2')
})

it('goes no deeper than h4', () => {
  expect(tags(2, 3, 4, 5, 6)).toBe('h2 h3 h4 h4 h4')
})
