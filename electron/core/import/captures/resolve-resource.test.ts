import { describe, expect, it } from 'vitest'
import { GIF } from './capture-fixtures.ts'
import type { PageCapture } from './page-capture.ts'
import { resolveResource } from './resolve-resource.ts'

function capture(locations: readonly string[], contentIds: readonly string[] = []): PageCapture {
  const file = { mime: 'image/gif', bytes: GIF }
  return {
    kind: 'html',
    html: '',
    url: 'https://e.example/dir/page.html',
    baseUrl: 'https://e.example/dir/page.html',
    capturedAtMs: null,
    title: null,
    format: 'mhtml',
    resources: [
      ...locations.map((url) => ({ url, contentId: null, ...file })),
      ...contentIds.map((contentId) => ({ url: '', contentId, ...file })),
    ],
    encoding: { name: 'utf-8', guessed: false },
    notices: [],
  }
}

describe('an address in a page', () => {
  it.each([
    ['i.png', 'https://e.example/dir/i.png'],
    ['i.png', 'i.png'],
    ['/i.png', 'https://e.example/i.png'],
    ['//e.example/i.png', 'https://e.example/i.png'],
    [' i.png\n', 'https://e.example/dir/i.png'],
    ['i.png', 'https://e.example/dir/sub/../i.png'],
    ['i.png', 'https://E.example:443/dir/i.png'],
    ['my image.png', 'https://e.example/dir/my%20image.png'],
    ['my%20image.png', 'https://e.example/dir/my image.png'],
    ['caf%C3%A9.png', 'https://e.example/dir/café.png'],
    ['i.png?v=2', 'https://e.example/dir/i.png?v=2'],
    ['i.png#icon', 'https://e.example/dir/i.png'],
    ['i.png', 'https://e.example/dir/i.png#x'],
    ['a%2fb.png', 'https://e.example/dir/a%2Fb.png'],
    ['http://e.example/dir/i.png', 'https://e.example/dir/i.png'],
    ['page_files/a.gif', 'page_files/a.gif'],
  ])('%s finds %s', (src, location) => {
    expect(resolveResource(capture([location]), src)?.mime).toBe('image/gif')
  })

  it.each([
    ['i.png?v=2', 'https://e.example/dir/i.png'],
    ['j.png', 'https://e.example/dir/i.png'],
    ['', 'https://e.example/dir/page.html'],
    ['http://[', 'https://e.example/dir/i.png'],
  ])('%s does not find %s', (src, location) => {
    expect(resolveResource(capture([location]), src)).toBeNull()
  })

  it('finds parts by their Content-ID, and of two the first', () => {
    expect(resolveResource(capture([], ['a@b']), 'CID:a%40b')).not.toBeNull()
    expect(resolveResource(capture([], ['a%40b']), 'cid:a@b')).not.toBeNull()
    expect(resolveResource(capture([], ['a@b']), 'cid:x')).toBeNull()
    const two = capture(['https://e.example/dir/i.png', 'i.png'])
    expect(resolveResource(two, 'i.png')).toBe(two.resources.find(({ url }) => url === 'i.png'))
    expect(resolveResource(two, 'https://e.example/dir/i.png')).toBe(two.resources[0])
  })

  it('may hold the file itself', () => {
    const read = (src: string) => {
      const found = resolveResource(capture([]), src)
      return found && [found.mime, Buffer.from(found.bytes).toString('latin1')]
    }
    expect(read('data:text/plain,a%20b')).toEqual(['text/plain', 'a b'])
    expect(read('DATA:text/html;charset=utf-8;base64,PHA%2B')).toEqual(['text/html', '<p>'])
    expect(read('data:;base64,SGk')).toEqual(['text/plain', 'Hi'])
    expect(read('data:image/png;base64,R0lGODlh')?.[0]).toBe('image/gif')
    expect(read('data:,')).toBeNull()
    expect(read('data:image/png;base64')).toBeNull()
    expect(read(`data:image/png;base64,${'A'.repeat(15e6)}`)).toBeNull()
  })
})
