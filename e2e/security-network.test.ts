import { expect, test } from './fixtures.ts'
import { listen, REFUSED_REQUEST } from './listener.ts'
import { reachOut } from './reach-out.ts'

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
