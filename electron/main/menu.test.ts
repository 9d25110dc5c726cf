import type { MenuItemConstructorOptions } from 'electron'
import { describe, expect, it } from 'vitest'
import { menuTemplate, type MenuActions, type MenuState } from './menu.ts'

const done: string[] = []
const actions = new Proxy({} as MenuActions, {
  get:
    (_target, name) =>
    (...args: unknown[]) =>
      done.push([String(name), ...args].join(' ')),
})
const state: MenuState = {
  mac: false,
  isCheckout: false,
  hasArchive: true,
  recents: [],
  theme: 'system',
  changes: { undo: null, redo: null },
}

describe.each([
  ['Linux and Windows', false],
  ['macOS', true],
])('the menus of %s', (_name, mac) => {
  const items = flatten(menuTemplate({ ...state, mac }, actions))

  it('give no key twice', () => {
    const keys = items.map(({ accelerator }) => String(accelerator)).filter((key) => key !== 'undefined')
    expect(keys).toEqual([...new Set(keys)])
  })

  it('have no way to reload the page, and no developer tools in a packed app', () => {
    expect(items.map(({ role }) => role)).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/reload|devtools/i)]),
    )
  })

  it('reach settings and shortcuts', () => {
    done.length = 0
    click(items, 'Settings…')
    click(items, 'Keyboard Shortcuts')
    expect(done).toEqual(['command settings', 'command shortcuts'])
  })
})

it('what needs an archive is off without one', () => {
  const items = flatten(menuTemplate({ ...state, hasArchive: false }, actions))
  const off = items.filter(({ enabled }) => enabled === false).map(({ label }) => label)
  expect(off).toEqual([
    'No recent archives',
    'Merge Another Archive…',
    'Export…',
    'Print…',
    'Backups…',
    'Extract Again…',
    'Check Archive',
    'Show in Folder',
    'Close Archive',
    'Last Changes…',
    'Copy Citation',
    'Copy as Markdown',
    'Correct Details…',
    'Rules…',
  ])
})

it('recent archives go by name, by path where two are named alike, and keep their &', () => {
  const recents = ['/a/News.clipfile', '/b/News.clipfile', '/R&D.clipfile']
  const labels = flatten(menuTemplate({ ...state, recents }, actions)).map(({ label }) => label)
  expect(labels).toEqual(
    expect.arrayContaining(['/a/News.clipfile', '/b/News.clipfile', 'R&&D.clipfile', 'Clear Recent']),
  )
})

it('the theme in force is marked', () => {
  const items = flatten(menuTemplate({ ...state, theme: 'dark' }, actions))
  expect(items.filter(({ checked }) => checked).map(({ label }) => label)).toEqual(['Dark'])
})

function flatten(items: MenuItemConstructorOptions[]): MenuItemConstructorOptions[] {
  return items.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? flatten(item.submenu) : [])])
}

function click(items: MenuItemConstructorOptions[], label: string): void {
  const item = items.find((candidate) => candidate.label === label)
  ;(item?.click as () => void)()
}

it('says what Undo and Redo would do', () => {
  const changes = { undo: 'Tag “R&D” added to 12 articles', redo: 'x'.repeat(200) }
  const labels = flatten(menuTemplate({ ...state, changes }, actions)).map(({ label }) => label)
  expect(labels).toContain('Undo: Tag “R&&D” added to 12 articles')
  expect(labels.find((label) => label?.startsWith('Redo'))).toHaveLength('Redo: '.length + 60)
})
