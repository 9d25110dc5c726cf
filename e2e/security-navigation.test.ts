import { expect, test } from './fixtures.ts'
import { listen, REFUSED_REQUEST } from './listener.ts'

const PAGE = 'app://ui/index.html'

test('the page goes nowhere and opens nothing', async ({ app, trouble }) => {
  trouble.allow(
    /navigation refused/,
    /new window refused/,
    ...REFUSED_REQUEST,
    /page: not loaded: -30 ERR_BLOCKED_BY_CSP|Blocked|Not allowed to (?:load|navigate)|Scripts may close|Unsafe attempt/,
  )
  const listener = await listen()
  const http = `http://127.0.0.1:${listener.port}/`
  const targets = [
    http,
    'https://leak.invalid/',
    'file:///etc/passwd',
    'data:text/html,<h1>away</h1>',
    'app://other/index.html',
    'app://ui/assets/',
    'chrome://version',
    'devtools://devtools/bundled/inspector.html',
    'mailto:a@leak.invalid',
    'clipfile://x',
    'blob:app://ui/1',
    "javascript:console.log('PWN:location')",
  ]
  for (const target of targets) {
    await test.step(`location = ${target}`, async () => {
      await app.page.evaluate((to) => {
        try {
          location.href = to
        } catch {
          // refused on the spot
        }
      }, target)
      await app.settled()
    })
  }
  await test.step('links, forms, meta refresh, frames, windows', async () => {
    await app.page.evaluate((to) => {
      const add = (tag: string, attributes: Record<string, string>): HTMLElement => {
        const element = document.createElement(tag)
        for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
        document.body.append(element)
        return element
      }
      add('a', { href: to }).click()
      add('a', { href: to, target: '_blank' }).click()
      add('a', { href: to, target: '_top' }).click()
      add('a', { href: to, download: 'x' }).click()
      add('area', { href: to }).click()
      ;(add('form', { action: to }) as HTMLFormElement).submit()
      ;(add('form', { action: to, method: 'post', target: '_blank' }) as HTMLFormElement).submit()
      add('meta', { 'http-equiv': 'refresh', content: `0; url=${to}` })
      add('base', { href: to })
      const frame = add('iframe', {}) as HTMLIFrameElement
      frame.contentWindow!.location.href = to
      for (const features of ['', 'popup', 'nodeIntegration=yes,contextIsolation=no,sandbox=no', 'noopener'])
        window.open(to, features, features)
      window.open('about:blank', 'named')
      window.open(location.href)
    }, http)
    await app.settled()
  })
  await test.step('a link dragged onto the window', async () => {
    const session = await app.page.context().newCDPSession(app.page)
    const data = {
      items: [
        { mimeType: 'text/uri-list', data: http },
        { mimeType: 'text/plain', data: http },
      ],
      dragOperationsMask: 1,
    }
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
      await session.send('Input.dispatchDragEvent', { type, x: 200, y: 200, data })
  })
  await expect.poll(() => app.place.log.match(/navigation refused/g)?.length ?? 0).toBeGreaterThan(3)
  expect(app.page.url()).toBe(PAGE)
  // asked in the page: Playwright's own look waits for navigations that never come to be
  expect(await app.page.evaluate(() => document.body.innerText)).toContain('New archive…')
  expect(app.electron.windows()).toHaveLength(1)
  expect(
    await app.electron.evaluate(({ BrowserWindow, webContents }) => [
      BrowserWindow.getAllWindows().length,
      webContents.getAllWebContents().length,
    ]),
  ).toEqual([1, 1])
  expect(listener.knocks).toEqual([])
  await listener.close()
})

test('the page cannot even blank its window', async ({ app, trouble }) => {
  trouble.allow(/navigation refused/)
  const away = app.page.evaluate(() => void (location.href = 'about:blank'))
  await away.catch(() => {})
  await app.settled().catch(() => {})
  await expect(app.button('New archive…')).toBeVisible()
  expect(app.page.url()).toBe(PAGE)
})
