/** What no page of ours may ever do: reach out, get a permission, go elsewhere, open something. */
import { app, type Session, type WebContents } from 'electron'
import { isAllowedRequest, isOwnUrl, PAGE_URL } from './assets.ts'
import type { Log } from './log.ts'

/** Locks every session and every page that will ever be made. Must run before the app is ready. */
export function lockDown(log: Log, isCheckout: boolean): void {
  app.on('session-created', (session) => lockSession(session, log, isCheckout))
  app.on('web-contents-created', (_event, contents) => lockContents(contents, log))
  app.on('login', (event) => event.preventDefault())
  app.on('select-client-certificate', (event) => event.preventDefault())
}

function lockSession(session: Session, log: Log, isCheckout: boolean): void {
  session.webRequest.onBeforeRequest({ urls: ['<all_urls>'] }, ({ url, resourceType }, callback) => {
    const allowed = isAllowedRequest(url, resourceType, isCheckout)
    if (!allowed) log('warn', `request refused: ${resourceType} ${url.split(':', 1)[0]}:`)
    callback({ cancel: !allowed })
  })
  void session.setProxy({
    mode: 'fixed_servers',
    proxyRules: 'http://0.0.0.0:1',
    proxyBypassRules: '<-loopback>',
  })
  session.enableNetworkEmulation({ offline: true })
  session.setSpellCheckerEnabled(false)
  // while it knows a language, it asks a server for that one's dictionary, switched off or not
  session.setSpellCheckerLanguages([])

  session.setPermissionRequestHandler((_contents, permission, callback) => {
    log('warn', `permission refused: ${permission}`)
    callback(false)
  })
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  session.setDisplayMediaRequestHandler((_request, callback) => callback({}))
  session.setBluetoothPairingHandler((_details, callback) => callback({ confirmed: false }))
  session.setCertificateVerifyProc((_request, callback) => callback(-2))
  session.on('select-hid-device', (event) => event.preventDefault())
  session.on('select-serial-port', (event) => event.preventDefault())
  session.on('select-usb-device', (event) => event.preventDefault())
  session.on('will-download', (event) => event.preventDefault())
}

function lockContents(contents: WebContents, log: Log): void {
  contents.setWindowOpenHandler(() => {
    log('warn', 'new window refused')
    return { action: 'deny' }
  })
  const stay = (event: { preventDefault(): void; url: string }): void => {
    // reloading the page it shows is the one way a page may navigate
    if (isOwnUrl(event.url) && event.url === contents.getURL()) return
    event.preventDefault()
    log('warn', 'navigation refused')
  }
  contents.on('will-navigate', stay)
  contents.on('will-frame-navigate', stay)
  contents.on('will-redirect', stay)
  // A blank page is reached without asking: nobody can do anything there, so the page comes back.
  contents.on('did-navigate', (_event, url) => {
    if (isOwnUrl(url) || url.startsWith('devtools:')) return
    log('warn', 'navigation refused')
    void contents.loadURL(PAGE_URL)
  })
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.on('did-create-window', (window) => window.destroy())
  contents.on('select-bluetooth-device', (event) => event.preventDefault())
  // here it means: a page cannot keep its window from closing
  contents.on('will-prevent-unload', (event) => event.preventDefault())
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp')
}
