import { expect, it } from 'vitest'
import { hiddenWords, listItems } from './extras.ts'

it('counts what is hidden, by kind', () => {
  const promo = { kind: 'promo', text: 'X' } as const
  const cruft = { kind: 'cruft', text: 'Y' } as const
  expect(hiddenWords([promo, promo, cruft], false)).toBe('2 promo lines and 1 page line hidden.')
  expect(hiddenWords([promo], true)).toBe('1 promo line shown.')
})

it('draws its own bullets', () => {
  expect(listItems('• one\n- two\n\nthree – four')).toEqual(['one', 'two', 'three – four'])
})
