import { expect, it } from 'vitest'
import { Keyboard, SHORTCUTS, type Key } from './keys.ts'

const press = (key: string, mods: Partial<Key> = {}): Key => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...mods,
})

it('reads single keys', () => {
  const keys = new Keyboard(false)
  expect(keys.read(press('j'), false)).toBe('next')
  expect(keys.read(press('/'), false)).toBe('find')
  expect(keys.read(press('?', { shiftKey: true }), false)).toBe('shortcuts')
  expect(keys.read(press(' ', { shiftKey: true }), false)).toBe('page-up')
  expect(keys.read(press('q'), false)).toBeNull()
})

it('leaves letters with Mod and Shift to the menu', () => {
  const keys = new Keyboard(false)
  expect(keys.read(press('e', { ctrlKey: true }), true)).toBe('correct')
  expect(keys.read(press('I', { ctrlKey: true, shiftKey: true }), false)).toBeNull()
  expect(keys.read(press('+', { ctrlKey: true, shiftKey: true }), false)).toBe('text-larger')
})

it('leaves letters to who types them', () => {
  const keys = new Keyboard(false)
  expect(keys.read(press('j'), true)).toBeNull()
  expect(keys.read(press('g'), true)).toBeNull()
  expect(keys.read(press('F6'), true)).toBe('next-pane')
  expect(keys.read(press('f', { ctrlKey: true }), true)).toBe('find')
})

it('reads two keys one after the other, if not too slowly', () => {
  let now = 0
  const keys = new Keyboard(false, () => now)
  expect(keys.read(press('g'), false)).toBeNull()
  expect(keys.read(press('t'), false)).toBe('timeline')
  expect(keys.read(press('t'), false)).toBe('tag')
  keys.read(press('g'), false)
  now = 2000
  expect(keys.read(press('l'), false)).toBeNull()
})

it('takes the platform’s own modifier, and no other', () => {
  expect(new Keyboard(true).read(press('1', { metaKey: true }), false)).toBe('library')
  expect(new Keyboard(true).read(press('1', { ctrlKey: true }), false)).toBeNull()
  expect(new Keyboard(false).read(press('j', { altKey: true }), false)).toBeNull()
})

it('goes back and forth with Mod+Z, but leaves a field its own', () => {
  const keys = new Keyboard(false)
  expect(keys.read(press('z', { ctrlKey: true }), false)).toBe('undo')
  expect(keys.read(press('Z', { ctrlKey: true, shiftKey: true }), false)).toBe('redo')
  expect(keys.read(press('y', { ctrlKey: true }), false)).toBe('redo')
  expect(keys.read(press('z', { ctrlKey: true }), true)).toBeNull()
})

it('says no key twice in the dialog', () => {
  const said = SHORTCUTS.filter(({ title }) => title !== 'Search').flatMap(({ keys }) =>
    keys.flatMap(([all]) => all),
  )
  expect(said).toEqual([...new Set(said)])
})

it('no key of the notes is anybody else’s', () => {
  const keys = new Keyboard(false)
  const read = (key: string, shiftKey = false) => keys.read(press(key, { shiftKey }), false)
  expect(['h', 'n', '1', '4', ']', '['].map((key) => read(key))).toEqual([
    'highlight',
    'note',
    'colour-0',
    'colour-3',
    'next-note',
    'previous-note',
  ])
  expect(read('N', true)).toBe('note-on-article')
  expect(keys.read(press('n'), true)).toBeNull()
  expect([read('g'), read('a')]).toEqual([null, 'annotations'])
  expect(keys.read(press('i', { ctrlKey: true, shiftKey: true }), false)).toBeNull()
})
