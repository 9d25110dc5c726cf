import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'
import { inputs } from '../electron/shared/api.ts'
import { expect, test } from './fixtures.ts'
import { listen } from './listener.ts'
import { reachOut } from './reach-out.ts'

const PAGE = 'app://ui/index.html'
const REFUSED_REQUEST = [
  /Content Security Policy/,
  /net::ERR_/,
  /request refused/,
  /Failed to load/,
  /Refused to/,
  /CORS/,
  /WebSocket connection/,
]

test('the page has neither Node nor Electron, only four names', async ({ app, trouble }) => {
  trouble.allow(/ipc: refused: bad-request/)
  const found = await app.page.evaluate(() => {
    const names = [
      'require',
      'process',
      'module',
      'exports',
      'Buffer',
      'global',
      '__dirname',
      'electron',
      'ipcRenderer',
      'setImmediate',
    ]
    return names.filter((name) => name in globalThis)
  })
  expect(found).toEqual([])
  expect(await app.page.evaluate(() => Object.keys(window.clipfile).sort())).toEqual([
    'call',
    'importDropped',
    'on',
    'platform',
  ])
  await test.step('nor do its frames', async () => {
    const inFrame = await app.page.evaluate(() => {
      const frame = document.createElement('iframe')
      document.body.append(frame)
      const inside = frame.contentWindow as unknown as Record<string, unknown>
      const names = ['require', 'process', 'clipfile', 'Buffer'].filter((name) => inside[name] !== undefined)
      frame.remove()
      return names
    })
    expect(inFrame).toEqual([])
  })
  await test.step('a tampered page does not reach into preload', async () => {
    const caught = await app.page.evaluate(async () => {
      const caught: string[] = []
      const original = {
        map: Array.prototype.map,
        then: Promise.prototype.then,
        call: Function.prototype.call,
      }
      Array.prototype.map = function (...args) {
        if (new Error().stack?.includes('preload')) caught.push('map')
        return original.map.apply(this, args) as never
      }
      Object.defineProperty(Object.prototype, 'method', {
        set: () => caught.push('method'),
        configurable: true,
      })
      const reply = await window.clipfile
        .importDropped([new File(['x'], 'x.txt')])
        .catch((error: Error) => ({ ok: false, error: error.message }))
      delete (Object.prototype as { method?: unknown }).method
      Array.prototype.map = original.map
      return [...caught, reply.ok ? 'imported' : 'refused']
    })
    expect(caught).toEqual(['refused'])
    const frozen = await app.page.evaluate(() => {
      try {
        ;(window.clipfile as { call: unknown }).call = () => 'mine'
      } catch {
        // so be it
      }
      return (
        String(window.clipfile.call).includes('native code') || !String(window.clipfile.call).includes('mine')
      )
    })
    expect(frozen).toBe(true)
  })
  await test.step('the functions lead to no other world', async () => {
    const worlds = await app.page.evaluate(() => {
      const { call, on } = window.clipfile
      return [
        call.constructor === Function,
        on.constructor === Function,
        Object.getPrototypeOf(call) === Function.prototype,
      ]
    })
    expect(worlds).toEqual([true, true, true])
  })
})

test('every setting of the window is the safe one, and its process is caged', async ({ app }) => {
  const settings = await app.electron.evaluate(({ webContents }) => {
    const [page] = webContents.getAllWebContents()
    // what the page was really made with; not in the typings
    const made = (
      page as unknown as { getLastWebPreferences(): Record<string, unknown> }
    ).getLastWebPreferences()
    const names = [
      'contextIsolation',
      'sandbox',
      'nodeIntegration',
      'nodeIntegrationInSubFrames',
      'webSecurity',
      'allowRunningInsecureContent',
      'experimentalFeatures',
      'webviewTag',
      'enableBlinkFeatures',
    ]
    return Object.fromEntries(names.map((name) => [name, made[name]]))
  })
  expect(settings).toEqual({
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    enableBlinkFeatures: '',
  })
  test.skip(process.platform !== 'linux', 'the cage is looked at in /proc')
  const renderer = await app.electron.evaluate(({ webContents }) =>
    webContents.getAllWebContents()[0]!.getOSProcessId(),
  )
  const status = readFileSync(`/proc/${renderer}/status`, 'utf8')
  expect(status).toMatch(/^Seccomp:\t2$/m)
  expect(status).toMatch(/^NoNewPrivs:\t1$/m)
  expect(status).not.toMatch(/^Uid:\t0\b/m)
  expect(readlinkSync(`/proc/${renderer}/ns/pid`)).not.toBe(readlinkSync(`/proc/${app.pid}/ns/pid`))
  expect(readlinkSync(`/proc/${renderer}/ns/net`)).not.toBe(readlinkSync(`/proc/${app.pid}/ns/net`))
  for (const pid of [renderer, app.pid])
    expect(readFileSync(`/proc/${pid}/cmdline`, 'utf8')).not.toContain('--no-sandbox')
})

test('the lock keeps nobody from the developer tools of a checkout', async ({ app, trouble }) => {
  trouble.allow(/\(devtools:/)
  await app.electron.evaluate(({ webContents }) => webContents.getAllWebContents()[0]!.openDevTools())
  const tools = (): Promise<(string | undefined)[]> =>
    app.electron.evaluate(({ webContents }) =>
      webContents.getAllWebContents().flatMap((one) => one.devToolsWebContents?.getURL() ?? []),
    )
  await expect.poll(tools).toEqual([expect.stringMatching(/^devtools:/)])
})

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

for (const layer of ['as it is', 'with its Content Security Policy lifted'] as const) {
  test(`no request leaves the page: ${layer}`, async ({ app, trouble }) => {
    trouble.allow(...REFUSED_REQUEST, /./)
    const listener = await listen()
    await app.openSample()
    if (layer !== 'as it is') {
      const session = await app.page.context().newCDPSession(app.page)
      await session.send('Page.setBypassCSP', { enabled: true })
      await app.page.reload()
      await expect(app.total).toHaveText('44 articles')
    }
    const outcomes = await app.page.evaluate(reachOut, listener.port)
    const reached = Object.entries(outcomes).filter(([, outcome]) =>
      /answered|^open$|registered|added|candidate:/.test(outcome),
    )
    expect(reached).toEqual([])
    await test.step('nor by the app itself, in any session', async () => {
      const answers = await app.electron.evaluate(async ({ net, session }, port) => {
        const urls = [`http://127.0.0.1:${port}/`, `https://127.0.0.1:${port}/`, 'https://leak.invalid/']
        const sessions = [
          session.defaultSession,
          session.fromPartition('persist:other'),
          session.fromPartition('ui'),
        ]
        const tries = urls.flatMap((url) => [net.fetch(url), ...sessions.map((one) => one.fetch(url))])
        return (await Promise.allSettled(tries)).map((one) => one.status)
      }, listener.port)
      expect(new Set(answers)).toEqual(new Set(['rejected']))
    })
    expect(listener.knocks).toEqual([])
    await listener.close()
  })
}

test('no permission is given, whatever is asked for', async ({ app, trouble }) => {
  trouble.allow(
    /permission refused/,
    /Permissions policy/,
    /console (?:error|warning)/,
    /page error: .*<anonymous>:1/s,
  )
  const states = await app.page.evaluate(async () => {
    const names = [
      'geolocation',
      'notifications',
      'camera',
      'microphone',
      'clipboard-read',
      'midi',
      'persistent-storage',
      'screen-wake-lock',
      'storage-access',
      'window-management',
      'local-fonts',
      'idle-detection',
      'display-capture',
      'background-sync',
      'payment-handler',
      'accelerometer',
    ]
    const asked = names.map((name) =>
      navigator.permissions.query({ name: name as PermissionName }).then(
        (status) => [name, status.state],
        () => [name, 'unknown'],
      ),
    )
    return Object.fromEntries(await Promise.all(asked)) as Record<string, string>
  })
  expect(Object.entries(states).filter(([, state]) => state === 'granted')).toEqual([])
  const requests: Record<string, string> = {
    notification: `Notification.requestPermission()`,
    camera: `navigator.mediaDevices.getUserMedia({ video: true })`,
    microphone: `navigator.mediaDevices.getUserMedia({ audio: true })`,
    screen: `navigator.mediaDevices.getDisplayMedia()`,
    place: `new Promise((yes, no) => navigator.geolocation.getCurrentPosition(yes, no))`,
    clipboard: `navigator.clipboard.readText()`,
    usb: `navigator.usb.requestDevice({ filters: [] })`,
    hid: `navigator.hid.requestDevice({ filters: [] }).then((found) => { if (found.length === 0) throw 0 })`,
    serial: `navigator.serial.requestPort()`,
    bluetooth: `navigator.bluetooth.requestDevice({ acceptAllDevices: true })`,
    midi: `navigator.requestMIDIAccess({ sysex: true })`,
    fonts: `queryLocalFonts().then((found) => { if (found.length === 0) throw 0 })`,
    idle: `IdleDetector.requestPermission()`,
    'open file': `showOpenFilePicker()`,
    'save file': `showSaveFilePicker()`,
    folder: `showDirectoryPicker()`,
    lock: `navigator.keyboard.lock()`,
    payment: `new PaymentRequest([{ supportedMethods: 'https://leak.invalid' }], { total: { label: 'x', amount: { currency: 'EUR', value: '1' } } }).show()`,
  }
  for (const [name, code] of Object.entries(requests)) {
    await test.step(name, async () => {
      // with the gesture of a person, or half of these refuse for want of one
      const outcome = await app.electron.evaluate(
        ({ webContents }, script) =>
          webContents
            .getAllWebContents()[0]!
            .executeJavaScript(
              `Promise.race([Promise.resolve(${script}).then(String, () => 'refused'), new Promise((end) => setTimeout(end, 1500, 'no answer'))])`,
              true,
            )
            .catch(() => 'refused') as Promise<string>,
        code,
      )
      expect(['refused', 'denied', 'no answer', 'undefined']).toContain(outcome)
    })
  }
})

test('app:// serves its own files and nothing else', async ({ app, trouble }) => {
  trouble.allow(/./)
  const policy = await app.page.evaluate(async () => {
    const { status, headers } = await fetch('app://ui/index.html')
    return {
      status,
      policy: headers.get('Content-Security-Policy'),
      sniff: headers.get('X-Content-Type-Options'),
    }
  })
  expect(policy.status).toBe(200)
  expect(policy.sniff).toBe('nosniff')
  for (const rule of [
    `default-src 'none'`,
    `script-src 'self'`,
    `object-src 'none'`,
    `frame-src 'none'`,
    `base-uri 'none'`,
    `form-action 'none'`,
    `frame-ancestors 'none'`,
    `require-trusted-types-for 'script'`,
  ]) {
    expect(policy.policy).toContain(rule)
  }
  expect(policy.policy).not.toMatch(/unsafe-inline|unsafe-eval|\*|https?:/)
  const addresses = [
    'app://ui/../package.json',
    'app://ui/..%2fpackage.json',
    'app://ui/%2e%2e/%2e%2e/package.json',
    'app://ui/..%5c..%5cpackage.json',
    'app://ui/..\\..\\package.json',
    'app://ui//etc/passwd',
    'app://ui/etc/passwd',
    'app://ui/%2fetc%2fpasswd',
    'app://ui/file:///etc/passwd',
    'app://ui/index.html%00.js',
    'app://ui/index.html/../../electron/main.js',
    'app://ui/assets/..%252f..%252felectron%252fmain.js',
    'app://ui/../electron/preload.cjs',
    'app://ui/../../resources/sample/01-dam-gates-stay-shut.txt',
    'app://other/index.html',
    'app://ui.leak.invalid/index.html',
    'app://127.0.0.1/index.html',
    'app:///index.html',
    'app://UI%2f/index.html',
    'app://ui/.env',
    'app://ui/assets',
    'app://ui/settings.json',
  ]
  for (const address of addresses) {
    const outcome = await app.page.evaluate(
      (url) =>
        fetch(url).then(
          async (reply) => `${reply.status} ${(await reply.text()).slice(0, 40)}`,
          () => 'refused',
        ),
      address,
    )
    expect(outcome, address).toMatch(/^(?:refused|404 Not found)$/)
  }
  for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) {
    expect(
      await app.page.evaluate(
        (verb) =>
          fetch('/index.html', { method: verb }).then(
            (reply) => reply.status,
            () => 0,
          ),
        method,
      ),
    ).not.toBe(200)
  }
})

test('no script runs but ours: inline, eval, handlers, markup from text', async ({ app, trouble }) => {
  trouble.allow(
    /console error: .*(?:Content Security Policy|TrustedScript|Trusted Types|assignment|Refused|PWN)/s,
    /page error: /,
  )
  const outcomes = await app.page.evaluate(
    () =>
      // later, because what a debugger runs may do what the page may not
      new Promise<Record<string, string>>((resolve) => {
        setTimeout(() => {
          const outcomes: Record<string, string> = {}
          const attempt = (name: string, action: () => unknown): void => {
            try {
              action()
              outcomes[name] = 'done'
            } catch (error) {
              outcomes[name] = (error as Error).name
            }
          }
          const code = `console.log('PWN:script')`
          attempt('eval', () => (0, eval)(code))
          attempt('Function', () => Function(code)())
          attempt('timeout with text', () => setTimeout(code as never, 0))
          attempt('innerHTML', () => (document.createElement('div').innerHTML = '<img src=x onerror=1>'))
          attempt(
            'outerHTML',
            () => (document.body.appendChild(document.createElement('div')).outerHTML = '<b>x</b>'),
          )
          attempt('insertAdjacentHTML', () => document.body.insertAdjacentHTML('beforeend', '<b>x</b>'))
          attempt('document.write', () => document.write(`<script>${code}</script>`))
          attempt('createContextualFragment', () =>
            document.createRange().createContextualFragment('<b>x</b>'),
          )
          attempt('DOMParser', () => new DOMParser().parseFromString('<b>x</b>', 'text/html'))
          attempt('srcdoc', () => (document.createElement('iframe').srcdoc = `<script>${code}</script>`))
          attempt('script text', () => (document.createElement('script').text = code))
          attempt('script src', () => (document.createElement('script').src = 'app://ui/x.js'))
          attempt('own policy', () =>
            (
              globalThis as unknown as { trustedTypes: { createPolicy(name: string, rules: object): void } }
            ).trustedTypes.createPolicy('mine', { createHTML: (text: string) => text }),
          )
          attempt('again ours', () =>
            (
              globalThis as unknown as { trustedTypes: { createPolicy(name: string, rules: object): void } }
            ).trustedTypes.createPolicy('svelte-trusted-html', { createHTML: (text: string) => text }),
          )
          attempt('default policy', () =>
            (
              globalThis as unknown as { trustedTypes: { createPolicy(name: string, rules: object): void } }
            ).trustedTypes.createPolicy('default', { createHTML: (text: string) => text }),
          )
          // these say nothing: whether they ran is seen by what they wrote
          const silently = (action: () => void): void => {
            try {
              action()
            } catch {
              // refused on the spot
            }
          }
          silently(() => {
            const script = document.createElement('script')
            script.append(code)
            document.body.append(script)
          })
          silently(() => {
            const button = document.createElement('button')
            button.setAttribute('onclick', code)
            document.body.append(button)
            button.click()
          })
          silently(() => {
            const link = document.createElement('a')
            link.setAttribute('href', `javascript:${code}`)
            document.body.append(link)
            link.click()
          })
          setTimeout(() => resolve(outcomes), 100)
        })
      }),
  )
  expect(Object.entries(outcomes).filter(([, outcome]) => outcome === 'done')).toEqual([])
  expect(trouble.pwned).toEqual([])
})

test('the bridge answers nobody but our own page, and nothing but what it knows', async ({
  app,
  trouble,
  place,
}) => {
  trouble.allow(
    /ipc: refused: (?:bad-request|not-allowed|not-found)/,
    /Electron Security Warning/,
    /navigation refused/,
  )
  await app.openSample()
  const code = async (method: string, input?: unknown): Promise<string> => {
    const reply = await app.call(method, input as never)
    return reply.ok ? 'answered' : reply.error.code
  }
  await test.step('unknown methods', async () => {
    for (const method of [
      '',
      'archive',
      'archive.drop',
      '__proto__',
      'constructor',
      'toString',
      'hasOwnProperty',
      'archive.stats ',
      'ARCHIVE.STATS',
      'session',
      'quit',
      'fs.readFile',
      'x'.repeat(100_000),
    ]) {
      expect(await code(method), method.slice(0, 30)).toBe('bad-request')
    }
  })
  await test.step('wrong inputs, for every method there is', async () => {
    const wrong: unknown[] = [
      null,
      0,
      '',
      [],
      true,
      { extra: 1 },
      { id: '1' },
      { id: -1 },
      { id: 1.5 },
      { id: Number.NaN },
      { id: 2 ** 60 },
      { limit: 1e9 },
      { path: '' },
      { path: 'a\0b' },
      { path: 'x'.repeat(5000) },
      { paths: [] },
      { query: { text: 'x'.repeat(3000), outletId: null, importId: null }, offset: 0, limit: 1 },
      { theme: 'pink' },
      { kind: 'exe' },
      { text: 'x'.repeat(2_000_000) },
      { __proto__: { id: 1 } },
      { constructor: 1 },
    ]
    for (const method of Object.keys(inputs)) {
      const outcomes = new Set<string>()
      for (const input of wrong)
        // no change of the view is a change of the view
        if (method !== 'settings.view' || !/^(?:\{\}|\[\])$/.test(JSON.stringify(input))) {
          outcomes.add(await code(method, input))
        }
      expect([...outcomes], method).toEqual(['bad-request'])
    }
  })
  await test.step('a page names no file of its own choice', async () => {
    const secret = place.write('secret.txt', 'A secret – Harbor Ledger\n')
    expect(await code('import.paths', { paths: [secret] })).toBe('not-allowed')
    expect(await code('import.paths', { paths: ['/etc/passwd'] })).toBe('not-allowed')
    expect(await code('session.openRecent', { path: secret })).toBe('not-allowed')
    expect(await code('job.cancel', { jobId: 999 })).toBe('not-found')
    expect(await code('import.resume', { importId: 999 })).toBe('not-found')
    const dropped = await app.page.evaluate(
      (path) =>
        window.clipfile.importDropped([{ path, name: 'secret.txt' }, new File(['x'], path)]).then(
          (reply) => (reply.ok ? 'answered' : reply.error.code),
          () => 'refused',
        ),
      secret,
    )
    expect(dropped).not.toBe('answered')
    await expect(app.total).toHaveText('44 articles')
  })
  await test.step('strangers with our preload get nothing', async () => {
    const answers = await app.electron.evaluate(async ({ app: electronApp, BrowserWindow, webContents }) => {
      const { session } = webContents.getAllWebContents()[0]!
      const preload = `${electronApp.getAppPath()}/dist/electron/preload.cjs`
      const ask = `clipfile.call('archive.stats', undefined).then((reply) => reply.ok ? 'answered' : reply.error.code, String)`
      const from = async (
        url: string,
        script: string,
        extra: Electron.WebPreferences = {},
      ): Promise<unknown> => {
        const window = new BrowserWindow({
          show: false,
          webPreferences: { preload, session, sandbox: true, contextIsolation: true, ...extra },
        })
        await window.loadURL(url).catch(() => {})
        const answer = (await window.webContents.executeJavaScript(script).catch(String)) as unknown
        window.destroy()
        return answer
      }
      const inFrame = `new Promise((resolve) => { const frame = document.createElement('iframe'); document.body.append(frame); resolve(frame.contentWindow.eval ? frame.contentWindow.clipfile ? frame.contentWindow.${ask} : 'no bridge' : 'no frame') })`
      return {
        elsewhere: await from('data:text/html,stranger', ask),
        nowhere: await from('about:blank', ask),
        sameAddress: await from('app://ui/index.html', ask),
        frame: await from('app://ui/index.html', inFrame, { nodeIntegrationInSubFrames: true }),
      }
    })
    expect(answers).toEqual({
      elsewhere: 'not-allowed',
      nowhere: 'not-allowed',
      sameAddress: 'not-allowed',
      frame: expect.stringMatching(/not-allowed|no bridge/),
    })
  })
})

test('hostile dumps are text, in every view', async ({ app, trouble, place }) => {
  const listener = await listen()
  const dumps = readdirSync(join(import.meta.dirname, 'dumps', 'hostile')).map((name) =>
    place.copy(`hostile/${name}`),
  )
  const named = place.write(
    `<img src=x onerror=console.log('PWN:name')>.txt`,
    'A hostile name – Harbor Ledger\nMay 9, 2025\nThe name of this file is markup.\n',
  )
  await app.newArchive(`<b>PWN & "archive".clipfile`)
  await app.importFiles(...dumps, named)
  await app.importEnded(`${dumps.length + 1} articles imported`)
  await test.step('rows, reader, margin', async () => {
    for (let i = 0; i < dumps.length + 1; i++) {
      const row = app.rows.nth(i)
      await row.hover()
      await row.click()
      await expect(row).toHaveAttribute('aria-selected', 'true')
      const show = app.article.getByRole('button', { name: 'Show' })
      if (await show.isVisible()) await show.click()
      const headlines = app.provenance.getByRole('button', { name: /headlines?$/ })
      if (await headlines.isVisible()) await headlines.click()
      await app.nothingFromTheDump()
    }
  })
  await test.step('markup is shown as it was written', async () => {
    await app.row('Markup in a title').click()
    await expect(app.title).toContainText(`<script>console.log('PWN:title')</script>`)
    await expect(app.article).toContainText(`<img src="http://127.0.0.1:47901/pixel.gif"`)
    await expect(app.article).toContainText(`{{constructor.constructor(`)
  })
  await test.step('search, with its marks', async () => {
    for (const words of ['script', 'onerror', 'iframe', 'javascript']) {
      await app.search.fill(words)
      await expect(app.page.getByRole('search')).toContainText(/of \d+ ·/)
      await app.nothingFromTheDump()
    }
    await app.search.fill('<script>console.log("PWN:search")</script>')
    await app.press('Enter')
    await app.nothingFromTheDump()
    await app.search.fill('')
  })
  await test.step('imports, timeline, cards, start', async () => {
    await app.goTo('Imports')
    await app.imports.getByRole('button').first().click()
    await expect(app.page.getByRole('row').filter({ hasText: 'PWN:name' })).toBeVisible()
    await app.page.getByRole('radio', { name: 'Records' }).check()
    await app.nothingFromTheDump()
    await app.goTo('Outlet timeline')
    await app.page.getByRole('radio', { name: 'Table' }).check()
    await app.nothingFromTheDump()
    await app.page.getByRole('radio', { name: 'Lanes' }).check()
    await app.timeline.focus()
    await app.press('ArrowDown', 'ArrowRight', 'Enter')
    await app.nothingFromTheDump()
    await app.choose('More', 'Close the archive')
    await expect(app.recents).toContainText('<b>PWN & "archive"')
    await app.nothingFromTheDump()
  })
  expect(trouble.pwned).toEqual([])
  expect(listener.knocks).toEqual([])
  await listener.close()
})

test('long and turned-around titles break no layout', async ({ app, place }) => {
  await app.newArchive()
  await app.importFiles(
    place.copy('hostile/long-title.txt'),
    place.copy('hostile/long-word.txt'),
    place.copy('hostile/bidi.txt'),
    place.copy('night-market.txt'),
  )
  await app.importEnded('4 articles imported')
  for (const title of ['title0 title1', 'xxxxxxxx', 'Totals', 'Night market']) {
    await app.row(title).click()
    const wide = await app.page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
    expect(wide, title).toBe(0)
    expect(
      await app.reader.evaluate((pane) => pane.scrollWidth - pane.clientWidth),
      title,
    ).toBeLessThanOrEqual(0)
    expect(await app.list.evaluate((pane) => pane.scrollWidth - pane.clientWidth), title).toBeLessThanOrEqual(
      0,
    )
  }
  await test.step('every row is as high as any other', async () => {
    const heights = await Promise.all(
      (await app.rows.all()).map(async (row) => (await row.boundingBox())!.height),
    )
    expect(new Set(heights).size).toBe(1)
  })
  await test.step('an override ends with the text that holds it', async () => {
    const row = app.row('Totals')
    for (const part of await row.locator('[dir=auto]').all()) {
      expect(await part.evaluate((one) => getComputedStyle(one).unicodeBidi)).toMatch(/isolate|plaintext/)
    }
  })
})

declare global {
  interface Window {
    readonly clipfile: import('../electron/shared/api.ts').Bridge
  }
}
