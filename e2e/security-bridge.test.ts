import { inputs } from '../electron/shared/api.ts'
import { expect, test } from './fixtures.ts'

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
        // no change of the view is a change of the view, and the last step can be undone without being named
        if (
          !['settings.view', 'archive.undo', 'archive.timeline'].includes(method) ||
          !/^(?:\{\}|\[\])$/.test(JSON.stringify(input))
        ) {
          outcomes.add(await code(method, input))
        }
      // a name that is none is refused where names are known
      outcomes.delete('bad-input')
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
