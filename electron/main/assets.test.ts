import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findAsset, isAllowedRequest, isOwnUrl, listAssets, PAGE_URL, type Asset } from './assets.ts'

let folder: string
let assets: Map<string, Asset>

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'assets-'))
  mkdirSync(join(folder, 'page', 'assets'), { recursive: true })
  writeFileSync(join(folder, 'secret.html'), 'secret')
  for (const name of [
    'index.html',
    'assets/a-1.js',
    'assets/a-1.js.map',
    'assets/ü #.css',
    '.env',
    'assets/x.exe',
  ]) {
    writeFileSync(join(folder, 'page', name), name)
  }
  symlinkSync(join(folder, 'secret.html'), join(folder, 'page', 'link.html'))
  assets = listAssets(join(folder, 'page'))
})
afterAll(() => rmSync(folder, { recursive: true }))

describe('listAssets', () => {
  it('lists what a page may need, and no link', () => {
    expect([...assets.keys()].sort()).toEqual(['/assets/%C3%BC%20%23.css', '/assets/a-1.js', '/index.html'])
  })

  it('finds them by address', () => {
    expect(findAsset(assets, 'GET', PAGE_URL)).toMatchObject({ type: 'text/html; charset=utf-8' })
    expect(findAsset(assets, 'GET', 'app://ui/assets/a-1.js?x#y')?.type).toMatch('text/javascript')
    expect(findAsset(assets, 'GET', 'app://ui/assets/ü%20%23.css')?.type).toMatch('text/css')
  })

  it.each([
    'app://ui/',
    'app://ui/../secret.html',
    'app://ui/%2e%2e/secret.html',
    'app://ui/..%2fsecret.html',
    'app://ui/assets/..%5c..%5csecret.html',
    'app://ui//etc/passwd',
    'app://ui/link.html',
    'app://ui/index.html%00.js',
    'app://ui/INDEX.HTML',
    'app://ui/constructor',
    'app://ui/__proto__',
    'app://other/index.html',
    'app://ui:80/index.html',
    'app://a@ui/index.html',
    'file:///etc/passwd',
    'http://ui/index.html',
    'not an address',
  ])('has nothing at %s', (address) => {
    expect(findAsset(assets, 'GET', address)).toBeUndefined()
  })

  it('answers no other method', () => {
    expect(findAsset(assets, 'POST', PAGE_URL)).toBeUndefined()
  })
})

describe('isOwnUrl', () => {
  it.each([PAGE_URL, 'app://ui/anything'])('knows %s', (address) => expect(isOwnUrl(address)).toBe(true))

  it.each([
    undefined,
    null,
    7,
    {},
    '',
    'app:',
    'app://',
    'app://ui.evil/',
    'app://evil/?app://ui/',
    'APP2://ui/',
    'about:blank',
    'data:text/html,app://ui/',
    'javascript:app://ui/',
    { toString: () => PAGE_URL },
  ])('refuses %j', (address) => expect(isOwnUrl(address)).toBe(false))
})

describe('isAllowedRequest', () => {
  it.each([PAGE_URL, 'data:image/png;base64,'])('lets %s through', (address) => {
    expect(isAllowedRequest(address, 'script', false)).toBe(true)
  })

  it.each([
    'http://localhost/',
    'https://example.org/',
    'ws://example.org/',
    'wss://example.org/',
    'ftp://example.org/',
    'file:///etc/passwd',
    'blob:app://ui/1',
    'chrome://gpu/',
    'devtools://devtools/bundled/inspector.html',
    'app://article/1',
    '',
  ])('refuses %s', (address) => expect(isAllowedRequest(address, 'script', false)).toBe(false))

  it('lets what our page made be an image, and nothing else', () => {
    expect(isAllowedRequest('blob:app://ui/1', 'image', false)).toBe(true)
    for (const type of ['script', 'stylesheet', 'mainFrame', 'subFrame', 'object', 'xhr'])
      expect(isAllowedRequest('blob:app://ui/1', type, false), type).toBe(false)
    for (const foreign of ['blob:app://uix/1', 'blob:https://example.org/1', 'blob:null/1'])
      expect(isAllowedRequest(foreign, 'image', false), foreign).toBe(false)
  })

  it('lets developer tools load themselves in a checkout', () => {
    expect(isAllowedRequest('devtools://devtools/bundled/inspector.html', 'mainFrame', true)).toBe(true)
    expect(isAllowedRequest('https://chrome-devtools-frontend.appspot.com/', 'script', true)).toBe(false)
  })
})
