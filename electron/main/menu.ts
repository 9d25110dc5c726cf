/** The native menus. What the page does is sent to it as a command; the rest is done here. */
import type { MenuItemConstructorOptions } from 'electron'
import { basename } from 'node:path'
import type { Input, MenuCommand, Theme } from '../shared/api.ts'

export interface MenuState {
  mac: boolean
  isCheckout: boolean
  hasArchive: boolean
  recents: readonly string[]
  theme: Theme
  /** what Undo and Redo would do in the current window */
  changes: Input<'menu.changes'>
}

export interface MenuActions {
  newArchive(): void
  openArchive(): void
  openRecent(path: string): void
  clearRecents(): void
  importDumps(kind: 'files' | 'folder'): void
  mergeArchive(): void
  checkArchive(): void
  showArchive(): void
  closeArchive(): void
  command(command: MenuCommand): void
  setTheme(theme: Theme): void
  showLog(): void
}

type Items = MenuItemConstructorOptions[]

const SEPARATOR: MenuItemConstructorOptions = { type: 'separator' }

/** The whole menu bar as it should be now. */
export function menuTemplate(state: MenuState, actions: MenuActions): Items {
  const menus: Items = [
    { label: '&File', submenu: fileMenu(state, actions) },
    { label: '&Edit', submenu: editMenu(state, actions) },
    { label: '&View', submenu: viewMenu(state, actions) },
    { label: '&Go', submenu: goMenu(state, actions) },
    { role: 'windowMenu' },
    { role: 'help', submenu: helpMenu(state, actions) },
  ]
  return state.mac ? [{ role: 'appMenu', submenu: appMenu(actions) }, ...menus] : menus
}

function appMenu({ command }: MenuActions): Items {
  return [
    { role: 'about' },
    SEPARATOR,
    { label: 'Settings…', accelerator: 'Cmd+,', click: () => command('settings') },
    SEPARATOR,
    { role: 'services' },
    SEPARATOR,
    { role: 'hide' },
    { role: 'hideOthers' },
    { role: 'unhide' },
    SEPARATOR,
    { role: 'quit' },
  ]
}

function fileMenu(state: MenuState, actions: MenuActions): Items {
  const enabled = state.hasArchive
  return [
    { label: 'New Archive…', accelerator: 'CmdOrCtrl+N', click: actions.newArchive },
    { label: 'Open…', accelerator: 'CmdOrCtrl+O', click: actions.openArchive },
    { label: 'Open Recent', submenu: recentMenu(state, actions) },
    SEPARATOR,
    { label: 'Import Files…', accelerator: 'CmdOrCtrl+Shift+I', click: () => actions.importDumps('files') },
    { label: 'Import Folder…', accelerator: 'CmdOrCtrl+Alt+I', click: () => actions.importDumps('folder') },
    { label: 'Merge Another Archive…', enabled, click: actions.mergeArchive },
    SEPARATOR,
    { label: 'Export…', accelerator: 'CmdOrCtrl+Shift+E', enabled, click: () => actions.command('export') },
    { label: 'Print…', accelerator: 'CmdOrCtrl+P', enabled, click: () => actions.command('print') },
    SEPARATOR,
    { label: 'Backups…', enabled, click: () => actions.command('backups') },
    { label: 'Extract Again…', enabled, click: () => actions.command('extract-again') },
    { label: 'Check Archive', enabled, click: actions.checkArchive },
    { label: state.mac ? 'Show in Finder' : 'Show in Folder', enabled, click: actions.showArchive },
    SEPARATOR,
    { label: 'Close Archive', accelerator: 'CmdOrCtrl+Shift+W', enabled, click: actions.closeArchive },
    { label: 'Close Window', role: 'close' },
    ...(state.mac ? [] : [SEPARATOR, { label: 'Quit', role: 'quit' as const }]),
  ]
}

function recentMenu({ recents }: MenuState, { openRecent, clearRecents }: MenuActions): Items {
  if (recents.length === 0) return [{ label: 'No recent archives', enabled: false }]
  return [
    ...recents.map((path) => ({ label: recentLabel(path, recents), click: () => openRecent(path) })),
    SEPARATOR,
    { label: 'Clear Recent', click: clearRecents },
  ]
}

/** The name alone; with its folder where two have the same name. `&` would mark a letter in a menu. */
function recentLabel(path: string, all: readonly string[]): string {
  const name = basename(path)
  const same = all.filter((other) => basename(other) === name).length > 1
  return (same ? path : name).replaceAll('&', '&&')
}

function editMenu({ mac, hasArchive, changes }: MenuState, { command }: MenuActions): Items {
  return [
    // not the roles: outside of a text field they take back what was done to the archive
    { label: changeLabel('Undo', changes.undo), accelerator: 'CmdOrCtrl+Z', click: () => command('undo') },
    {
      label: changeLabel('Redo', changes.redo),
      accelerator: 'CmdOrCtrl+Shift+Z',
      click: () => command('redo'),
    },
    { label: 'Last Changes…', enabled: hasArchive, click: () => command('history') },
    SEPARATOR,
    { role: 'cut' },
    { role: 'copy' },
    { role: 'paste' },
    { role: 'selectAll' },
    SEPARATOR,
    {
      label: 'Copy Citation',
      accelerator: 'CmdOrCtrl+Shift+C',
      enabled: hasArchive,
      click: () => command('copy-citation'),
    },
    { label: 'Copy as Markdown', enabled: hasArchive, click: () => command('copy-markdown') },
    SEPARATOR,
    { label: 'Find…', accelerator: 'CmdOrCtrl+F', click: () => command('find') },
    {
      label: 'Correct Details…',
      accelerator: 'CmdOrCtrl+E',
      enabled: hasArchive,
      click: () => command('correct'),
    },
    ...(mac
      ? []
      : [SEPARATOR, { label: 'Settings…', accelerator: 'Ctrl+,', click: () => command('settings') }]),
  ]
}

const LABEL_LENGTH = 60

/** `Undo: Tag “water” added to 12 articles`. `&` would mark a letter in a menu. */
function changeLabel(verb: string, change: string | null): string {
  if (change === null) return verb
  const short = change.length > LABEL_LENGTH ? `${change.slice(0, LABEL_LENGTH - 1)}…` : change
  return `${verb}: ${short.replaceAll('&', '&&')}`
}

function viewMenu({ theme, isCheckout }: MenuState, { command, setTheme }: MenuActions): Items {
  const view = (label: string, name: MenuCommand, accelerator: string): MenuItemConstructorOptions => ({
    label,
    accelerator,
    click: () => command(name),
  })
  const choice = (label: string, value: Theme): MenuItemConstructorOptions => ({
    label,
    type: 'radio',
    checked: theme === value,
    click: () => setTheme(value),
  })
  return [
    view('Library', 'library', 'CmdOrCtrl+1'),
    view('Timeline', 'timeline', 'CmdOrCtrl+2'),
    view('Imports', 'imports', 'CmdOrCtrl+3'),
    SEPARATOR,
    view('Larger Text', 'text-larger', 'CmdOrCtrl+Plus'),
    // the same key without Shift
    {
      ...view('Larger Text', 'text-larger', 'CmdOrCtrl+='),
      visible: false,
      acceleratorWorksWhenHidden: true,
    },
    view('Smaller Text', 'text-smaller', 'CmdOrCtrl+-'),
    view('Normal Text', 'text-reset', 'CmdOrCtrl+0'),
    view('Show or Hide Promo Lines', 'toggle-promos', 'CmdOrCtrl+Shift+P'),
    SEPARATOR,
    {
      label: 'Theme',
      submenu: [choice('System', 'system'), choice('Light', 'light'), choice('Dark', 'dark')],
    },
    { role: 'togglefullscreen' },
    ...(isCheckout ? [SEPARATOR, { role: 'toggleDevTools' as const, accelerator: 'F12' }] : []),
  ]
}

function goMenu({ hasArchive }: MenuState, { command }: MenuActions): Items {
  // the page's own keys: shown here where the system can show a key without claiming it
  const hint =
    process.platform === 'darwin'
      ? () => ({})
      : (key: string) => ({ accelerator: key, registerAccelerator: false })
  return [
    { label: 'Next Article', ...hint('J'), click: () => command('next') },
    { label: 'Previous Article', ...hint('K'), click: () => command('previous') },
    SEPARATOR,
    { label: 'Rules…', enabled: hasArchive, click: () => command('rules') },
  ]
}

function helpMenu({ mac }: MenuState, { command, showLog }: MenuActions): Items {
  return [
    { label: 'Keyboard Shortcuts', accelerator: 'CmdOrCtrl+/', click: () => command('shortcuts') },
    { label: 'Show Log', click: showLog },
    ...(mac ? [] : [SEPARATOR, { role: 'about' as const }]),
  ]
}
