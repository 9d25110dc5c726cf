import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { PDF_DEFAULTS } from '../shared/export.ts'
import { addRecent, DEFAULTS, mergeView, parseSettings, setWatched, Settings } from './settings.ts'

const good = {
  theme: 'dark',
  view: { sidebarWidth: 240, places: { '/a.clipfile': { articleId: 3, offset: 12 } } },
  window: { x: 1, y: 2, width: 800, height: 600, maximised: false },
  recents: [{ path: '/a.clipfile', openedAtMs: 1 }],
  open: ['/a.clipfile'],
  folders: { import: '/dumps' },
  pdfOptions: { ...PDF_DEFAULTS, paper: 'a5' },
  pdfPresets: [{ name: 'For court', options: PDF_DEFAULTS }],
  backupFolder: '/backups',
  backupPlan: { everyDays: null, keep: 3 },
  watched: [{ archive: '/a.clipfile', folder: '/inbox' }],
  notify: false,
}

describe('parseSettings', () => {
  it('reads what was written', () => {
    expect(parseSettings(JSON.stringify(good))).toEqual({ data: good, damaged: false })
  })

  it('reads an older file, and drops what a newer one added', () => {
    expect(parseSettings('{}')).toEqual({ data: DEFAULTS, damaged: false })
    const before = { theme: 'dark', view: good.view, recents: good.recents }
    expect(parseSettings(JSON.stringify(before))).toEqual({
      data: { ...DEFAULTS, ...before },
      damaged: false,
    })
    expect(parseSettings(JSON.stringify({ ...good, later: 1 }))).toEqual({ data: good, damaged: false })
  })

  it.each(['', '{', 'null', '[]', '"x"', '7', '\0'])('falls back to defaults for %j', (text) => {
    expect(parseSettings(text)).toEqual({ data: DEFAULTS, damaged: true })
  })

  it.each([
    ['theme', 'pink'],
    ['view', { sidebarWidth: 1e9 }],
    ['view', { unknown: true }],
    ['window', { x: 0, y: 0, width: '800', height: 600, maximised: false }],
    ['window', { ...good.window, x: 1e300 }],
    ['recents', [{ path: '', openedAtMs: 0 }]],
    ['recents', Array.from({ length: 500 }, () => good.recents[0])],
    ['open', 'x'],
    ['folders', { import: 5 }],
    ['pdfOptions', { ...PDF_DEFAULTS, textSize: 900 }],
    ['pdfPresets', [{ name: '', options: PDF_DEFAULTS }]],
    ['backupFolder', 7],
    ['backupPlan', { everyDays: 0, keep: 0 }],
    ['watched', [{ archive: '/a.clipfile' }]],
    ['notify', 'yes'],
  ])('a wrong %s alone falls back', (field, value) => {
    const { data, damaged } = parseSettings(JSON.stringify({ ...good, [field]: value }))
    expect(damaged).toBe(true)
    expect(data).toEqual({ ...good, [field]: DEFAULTS[field as keyof typeof DEFAULTS] })
  })

  it('keeps one watched folder an archive', () => {
    const one = setWatched(good.watched, '/b.clipfile', '/other')
    expect(one).toEqual([{ archive: '/b.clipfile', folder: '/other' }, ...good.watched])
    expect(setWatched(one, '/a.clipfile', '/new')).toEqual([
      { archive: '/a.clipfile', folder: '/new' },
      { archive: '/b.clipfile', folder: '/other' },
    ])
    expect(setWatched(one, '/a.clipfile', null)).toEqual([{ archive: '/b.clipfile', folder: '/other' }])
  })

  it('does not take a prototype for a setting', () => {
    const { data } = parseSettings('{"__proto__": {"theme": "dark"}, "constructor": 1}')
    expect(data.theme).toBe('system')
    expect(Object.getPrototypeOf(data)).toBe(Object.prototype)
  })
})

it('a recent archive moves to the front; old ones fall out', () => {
  const many = Array.from({ length: 12 }, (_, i) => ({ path: `/${i}`, openedAtMs: i }))
  const next = addRecent(many, '/5', 99)
  expect(next).toHaveLength(12)
  expect(next[0]).toEqual({ path: '/5', openedAtMs: 99 })
  expect(addRecent(many, '/new', 99).map(({ path }) => path)).not.toContain('/11')
})

it('a window adds to what others remember, and the oldest places go', () => {
  const place = { articleId: 1, offset: 0 }
  const old = { textSize: 18, places: { '/a': place, '/b': place } }
  const merged = mergeView(old, { showPromos: true, places: { '/a': { articleId: 2, offset: 5 } } })
  expect(merged).toEqual({
    textSize: 18,
    showPromos: true,
    places: { '/b': place, '/a': { articleId: 2, offset: 5 } },
  })
  const many = Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`/${i}`, place]))
  expect(Object.keys(mergeView({ places: many }, { places: { '/new': place } }).places!)).toHaveLength(50)
})

describe('Settings', () => {
  let folder: string
  const log = (): void => {}
  beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'settings-'))))
  afterEach(() => rmSync(folder, { recursive: true }))

  it('writes whole, in a folder that is not there yet', () => {
    const file = join(folder, 'new', 'settings.json')
    const settings = new Settings(file, log)
    settings.update({ theme: 'dark' })
    settings.update({ open: ['/a'] })
    expect(existsSync(file)).toBe(false)
    settings.flush()
    expect(parseSettings(readFileSync(file, 'utf8')).data).toEqual({
      ...DEFAULTS,
      theme: 'dark',
      open: ['/a'],
    })
    expect(readdirSync(join(folder, 'new'))).toEqual(['settings.json'])
  })

  it('keeps a damaged file aside', () => {
    const file = join(folder, 'settings.json')
    writeFileSync(file, '{"theme": "dark"')
    const settings = new Settings(file, log)
    expect(settings.data).toEqual(DEFAULTS)
    settings.update({ theme: 'light' })
    settings.flush()
    expect(readFileSync(`${file}.damaged`, 'utf8')).toBe('{"theme": "dark"')
  })

  it('works on where nothing can be written', () => {
    const lines: string[] = []
    writeFileSync(join(folder, 'file'), '')
    const settings = new Settings(join(folder, 'file', 'settings.json'), (_level, line) => lines.push(line))
    settings.update({ theme: 'dark' })
    settings.flush()
    expect(settings.data.theme).toBe('dark')
    expect(lines).toHaveLength(1)
  })
})
