/** Single keys and two-key sequences (`g l`) as commands. Pure: what a command does is the workspace's business. */
import type { MenuCommand } from '../../electron/shared/api.ts'

/** What is done to the articles that are picked, or to the one that is open. */
const ARTICLE_COMMANDS = [
  'pick',
  'star',
  'mark-read',
  'mark-unread',
  'tag',
  'collect',
  'item-note',
  'trash',
] as const
export type ArticleCommand = (typeof ARTICLE_COMMANDS)[number]

export function isArticleCommand(command: Command): command is ArticleCommand {
  return ARTICLE_COMMANDS.some((one) => one === command)
}

const NOTES_COMMANDS = [
  'highlight',
  'colour-0',
  'colour-1',
  'colour-2',
  'colour-3',
  'note',
  'note-on-article',
  'next-note',
  'previous-note',
] as const
/** What the reader carries out on the selection, or on the annotation that the person is at. */
export type NotesCommand = (typeof NOTES_COMMANDS)[number]

export function isNotesCommand(command: Command): command is NotesCommand {
  return NOTES_COMMANDS.some((one) => one === command)
}

export type Command =
  | MenuCommand
  | ArticleCommand
  | 'open'
  | 'escape'
  | 'page-down'
  | 'page-up'
  | 'next-pane'
  | 'previous-pane'
  | 'toggle-sidebar'
  | 'starred'
  | 'unread'
  | 'annotations'
  | NotesCommand

/** The part of a KeyboardEvent that matters here. */
export interface Key {
  key: string
  ctrlKey: boolean
  metaKey: boolean
  altKey: boolean
  shiftKey: boolean
}

const SEQUENCE_MS = 1200

const plain: Record<string, Command> = {
  j: 'next',
  k: 'previous',
  o: 'open',
  '/': 'find',
  '?': 'shortcuts',
  ' ': 'page-down',
  h: 'highlight',
  '1': 'colour-0',
  '2': 'colour-1',
  '3': 'colour-2',
  '4': 'colour-3',
  n: 'note',
  N: 'note-on-article',
  ']': 'next-note',
  '[': 'previous-note',
  F6: 'next-pane',
  Escape: 'escape',
  x: 'pick',
  s: 'star',
  r: 'mark-read',
  u: 'mark-unread',
  t: 'tag',
  c: 'collect',
  e: 'item-note',
  Delete: 'trash',
  '#': 'trash',
}
const afterG: Record<string, Command> = {
  l: 'library',
  t: 'timeline',
  i: 'imports',
  s: 'starred',
  u: 'unread',
  a: 'annotations',
}
const withMod: Record<string, Command> = {
  f: 'find',
  k: 'find',
  '1': 'library',
  '2': 'timeline',
  '3': 'imports',
  ',': 'settings',
  '+': 'text-larger',
  '=': 'text-larger',
  '-': 'text-smaller',
  '0': 'text-reset',
  '\\': 'toggle-sidebar',
  z: 'undo',
  y: 'redo',
  e: 'correct',
  p: 'print',
}
const withModAndShift: Record<string, Command> = { z: 'redo', c: 'copy-citation', e: 'export' }

/** What still works while text is typed. */
const WHILE_TYPING: ReadonlySet<Command> = new Set(['escape', 'next-pane', 'previous-pane'])

export class Keyboard {
  #mac: boolean
  #now: () => number
  #gAt = Number.NEGATIVE_INFINITY

  constructor(mac: boolean, now: () => number = () => performance.now()) {
    this.#mac = mac
    this.#now = now
  }

  /** The command of a key press, or null where it is somebody else's. */
  read(press: Key, typing: boolean): Command | null {
    const mod = this.#mac ? press.metaKey : press.ctrlKey
    if (mod && !press.altKey) return this.#withMod(press, typing)
    if (press.ctrlKey || press.metaKey || press.altKey) return null
    const command = this.#single(press, typing)
    return command && typing && !WHILE_TYPING.has(command) ? null : command
  }

  #withMod({ key, shiftKey }: Key, typing: boolean): Command | null {
    const letter = key.toLowerCase()
    // With Shift, the other letters belong to the menu: Mod Shift I imports.
    const isShifted = shiftKey && /^[a-z]$/.test(letter)
    const command = (isShifted ? withModAndShift : withMod)[letter] ?? null
    // A field has its own way back.
    return typing && (command === 'undo' || command === 'redo') ? null : command
  }

  #single(press: Key, typing: boolean): Command | null {
    const sequence = this.#now() - this.#gAt < SEQUENCE_MS
    this.#gAt = Number.NEGATIVE_INFINITY
    if (sequence && afterG[press.key]) return afterG[press.key]!
    if (press.key === 'g' && !typing) {
      this.#gAt = this.#now()
      return null
    }
    if (press.shiftKey && press.key === ' ') return 'page-up'
    if (press.shiftKey && press.key === 'F6') return 'previous-pane'
    return plain[press.key] ?? null
  }
}

/** What the shortcuts dialog shows; `Mod` is drawn as ⌘ or Ctrl. */
export const SHORTCUTS: { title: string; keys: [keys: string[], what: string][] }[] = [
  {
    title: 'Articles',
    keys: [
      [['j', '↓'], 'Next article'],
      [['k', '↑'], 'Previous article'],
      [['Enter', 'o'], 'Read'],
      [['Space'], 'Scroll on, then the next article'],
      [['Shift Space'], 'Scroll back'],
      [['←', '→'], 'Between sidebar, list and reader'],
    ],
  },
  {
    title: 'Picked articles, or the open one',
    keys: [
      [['x'], 'Pick'],
      [['Shift ↑', 'Shift ↓'], 'Pick on'],
      [['Mod A'], 'Pick all in the list'],
      [['t'], 'Tags'],
      [['s'], 'Star'],
      [['r', 'u'], 'Read, unread'],
      [['c'], 'Put into a collection'],
      [['Delete', '#'], 'Move to the trash'],
      [['Mod Z'], 'Undo'],
      [['Mod Shift Z'], 'Redo'],
    ],
  },
  {
    title: 'In a collection',
    keys: [
      [['Alt ↑', 'Alt ↓'], 'Move up, down'],
      [['e'], 'Note on the article’s place in it'],
    ],
  },
  {
    title: 'Search',
    keys: [
      [['/', 'Mod F'], 'Search'],
      [['Enter'], 'To the first result'],
      [['Esc'], 'Clear, then leave'],
    ],
  },
  {
    title: 'Go to',
    keys: [
      [['g l', 'Mod 1'], 'Articles'],
      [['g t', 'Mod 2'], 'Outlet timeline'],
      [['g i', 'Mod 3'], 'Imports'],
      [['g a'], 'Annotations'],
      [['g s', 'g u'], 'Starred, unread'],
      [['F6'], 'Next pane'],
      [['Mod \\'], 'Sidebar'],
    ],
  },
  {
    title: 'Notes',
    keys: [
      [['h'], 'Highlight what is selected, or select by sentence'],
      [['1', '4'], 'Yellow, green, blue, red'],
      [['n'], 'Highlight with a note, or edit the note'],
      [['N'], 'Note on the whole article'],
      [[']', '['], 'Next, previous annotation'],
    ],
  },
  {
    title: 'Giving away',
    keys: [
      [['Mod Shift E'], 'Export'],
      [['Mod Shift C'], 'Copy a citation'],
      [['Mod P'], 'Print the open article'],
    ],
  },
  {
    title: 'Reading',
    keys: [
      [['Mod +', 'Mod −'], 'Text larger, smaller'],
      [['Mod 0'], 'Usual text size'],
      [['Mod E'], 'Correct details'],
      [['Mod ,'], 'Settings'],
      [['?'], 'These keys'],
    ],
  },
]
