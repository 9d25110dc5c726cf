/** What the page is made of: neither Node nor permissions nor a script that is not ours. */
import { readFileSync, readlinkSync } from 'node:fs'
import { expect, test } from './fixtures.ts'

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
