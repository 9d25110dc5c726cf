import { describe, expect, it } from 'vitest'
import { filesOfArguments, isArchive, withArchiveExtension } from './files.ts'

describe('filesOfArguments', () => {
  it.each([
    ['packaged', ['/opt/clipfile', 'news.clipfile'], 1],
    ['in a checkout', ['/opt/electron', '/work/main', 'news.clipfile'], 2],
    [
      'among switches, as a second start has them',
      ['/opt/clipfile', '--original-process-start-time=1', '--no-sandbox', '-x', 'news.clipfile'],
      1,
    ],
    ['as the address that a file manager passes', ['/opt/clipfile', 'file:///home/ada/news.clipfile'], 1],
    ['in capitals', ['/opt/clipfile', '/home/ada/NEWS.CLIPFILE'], 1],
    ['twice', ['/opt/clipfile', 'news.clipfile', './news.clipfile'], 1],
  ])('finds the archive %s', (_name, argv, skip) => {
    const { archives, dumps } = filesOfArguments(argv, '/home/ada', skip)
    expect(archives.map((path) => path.toLowerCase())).toEqual(['/home/ada/news.clipfile'])
    expect(dumps).toEqual([])
  })

  it('offers everything else for import', () => {
    const argv = ['/opt/clipfile', 'a.txt', 'folder', 'b.clipfile', 'file:///x/%C3%BC.txt']
    expect(filesOfArguments(argv, '/d', 1)).toEqual({
      archives: ['/d/b.clipfile'],
      dumps: ['/d/a.txt', '/d/folder', '/x/ü.txt'],
    })
  })

  it('takes what looks like a switch as a file after --', () => {
    expect(filesOfArguments(['/opt/clipfile', '--', '--odd.txt'], '/d', 1).dumps).toEqual(['/d/--odd.txt'])
  })

  it.each(['https://example.org/a.clipfile', 'clipfile://open?x', 'file://host:99999/a', 'a\0b', ''])(
    'ignores %j',
    (word) => {
      expect(filesOfArguments(['/opt/clipfile', word], '/d', 1)).toEqual({ archives: [], dumps: [] })
    },
  )
})

it('an archive is known by its extension alone', () => {
  expect(['a.clipfile', '/x/A.ClipFile'].every(isArchive)).toBe(true)
  expect(['clipfile', '.clipfile', 'a.clipfile.txt', 'a.clipfile-wal'].some(isArchive)).toBe(false)
})

it('a save dialog may leave the extension out', () => {
  expect(withArchiveExtension('/d/News')).toBe('/d/News.clipfile')
  expect(withArchiveExtension('/d/v1.2')).toBe('/d/v1.2.clipfile')
  expect(withArchiveExtension('/d/News.CLIPFILE')).toBe('/d/News.CLIPFILE')
})
