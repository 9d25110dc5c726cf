/**
 * Every way a page knows to reach a server, tried one after the other. Runs in the page: it must not use anything from
 * outside its own text.
 */
export async function reachOut(port: number): Promise<Record<string, string>> {
  const http = `http://127.0.0.1:${port}`
  const hosts = [
    http,
    `http://localhost:${port}`,
    `https://127.0.0.1:${port}`,
    'https://leak.invalid',
    'http://192.0.2.1',
  ]
  const outcomes: Record<string, string> = {}
  const attempt = async (name: string, action: () => unknown): Promise<void> => {
    try {
      outcomes[name] = String(await action())
    } catch (error) {
      outcomes[name] = `refused: ${(error as Error).name}`
    }
  }
  /** An element that loads something: told by its events, or by nothing at all. */
  const load = (tag: string, attributes: Record<string, string>): Promise<string> =>
    new Promise((resolve) => {
      const element = document.createElement(tag)
      element.onload = () => resolve('loaded')
      element.onerror = () => resolve('failed')
      setTimeout(() => resolve('nothing'), 300)
      for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
      document.body.append(element)
    })
  const opened = (target: EventTarget): Promise<string> =>
    new Promise((resolve) => {
      target.addEventListener('open', () => resolve('open'))
      target.addEventListener('error', () => resolve('failed'))
      setTimeout(() => resolve('nothing'), 500)
    })

  for (const [i, host] of hosts.entries()) {
    await attempt(`fetch ${i}`, () => fetch(`${host}/fetch`, { mode: 'no-cors' }).then(() => 'answered'))
    await attempt(`image ${i}`, () => load('img', { src: `${host}/pixel.gif` }))
  }
  await attempt('fetch keepalive', () =>
    fetch(`${http}/k`, { method: 'POST', keepalive: true }).then(() => 'answered'),
  )
  await attempt('fetch file', () => fetch('file:///etc/hostname').then(() => 'answered'))
  await attempt('xhr', () => {
    const request = new XMLHttpRequest()
    request.open('GET', `${http}/xhr`)
    request.send()
    return opened(request)
  })
  await attempt('beacon', () => navigator.sendBeacon(`${http}/beacon`, 'data'))
  await attempt('websocket', () => opened(new WebSocket(`ws://127.0.0.1:${port}/ws`)))
  await attempt('event source', () => opened(new EventSource(`${http}/events`)))
  await attempt('web transport', () => {
    const Transport = (
      globalThis as unknown as { WebTransport: new (url: string) => { ready: Promise<void> } }
    ).WebTransport
    return new Transport(`https://127.0.0.1:${port}/wt`).ready.then(() => 'open')
  })
  await attempt('rtc', async () => {
    const connection = new RTCPeerConnection({ iceServers: [{ urls: `stun:127.0.0.1:${port}` }] })
    connection.createDataChannel('leak')
    await connection.setLocalDescription(await connection.createOffer())
    await new Promise((resolve) => setTimeout(resolve, 800))
    return connection.localDescription?.sdp.match(/^a=candidate.*$/gm)?.join() ?? 'no candidate'
  })
  for (const rel of [
    'prefetch',
    'preconnect',
    'dns-prefetch',
    'prerender',
    'stylesheet',
    'icon',
    'manifest',
    'modulepreload',
  ]) {
    await attempt(`link ${rel}`, () => load('link', { rel, href: `${http}/${rel}` }))
  }
  await attempt('link preload', () => load('link', { rel: 'preload', as: 'image', href: `${http}/preload` }))
  for (const tag of ['iframe', 'embed', 'video', 'audio', 'object', 'track', 'input']) {
    const at = tag === 'object' ? 'data' : 'src'
    await attempt(tag, () => load(tag, { [at]: `${http}/${tag}`, type: tag === 'input' ? 'image' : '' }))
  }
  await attempt('webview', () => load('webview', { src: `${http}/webview` }))
  await attempt('srcset', () => load('img', { srcset: `${http}/srcset 1x` }))
  await attempt('style', () => {
    document.body.style.backgroundImage = `url(${http}/style)`
    document.body.style.cursor = `url(${http}/cursor), auto`
    return getComputedStyle(document.body).backgroundImage === 'none' ? 'none' : 'set'
  })
  await attempt('style sheet', () => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(
      `@font-face { font-family: leak; src: url(${http}/font) } body { font-family: leak } i { content: url(${http}/content) }`,
    )
    document.adoptedStyleSheets.push(sheet)
    return document.fonts.load('16px leak').then(() => 'loaded')
  })
  await attempt('font face', () => new FontFace('leak2', `url(${http}/face)`).load().then(() => 'loaded'))
  await attempt('import', () => import(/* @vite-ignore */ `${http}/module.js`).then(() => 'loaded'))
  await attempt('worker', () => opened(new Worker(`${http}/worker.js`)))
  await attempt('blob worker', () =>
    opened(new Worker(URL.createObjectURL(new Blob([`fetch('${http}/w')`])))),
  )
  await attempt('shared worker', () => opened(new SharedWorker(`${http}/shared.js`)))
  await attempt('service worker', () => navigator.serviceWorker.register('/sw.js').then(() => 'registered'))
  await attempt('paint worklet', () =>
    (CSS as unknown as { paintWorklet: { addModule(url: string): Promise<void> } }).paintWorklet
      .addModule(`${http}/p.js`)
      .then(() => 'added'),
  )
  await attempt('svg use', () => {
    const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
    for (const tag of ['use', 'image', 'feImage']) {
      const child = document.createElementNS('http://www.w3.org/2000/svg', tag)
      child.setAttribute('href', `${http}/${tag}`)
      svg.append(child)
    }
    document.body.append(svg)
    return 'set'
  })
  await attempt('ping', () => {
    const link = document.createElement('a')
    link.href = '#here'
    link.ping = `${http}/ping`
    link.click()
    return 'clicked'
  })
  return outcomes
}
