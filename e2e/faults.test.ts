import { kill } from 'node:process'
import { expect, test } from './fixtures.ts'

test('the process of the archive is killed: it is started again, and the window works on', async ({
  app,
  trouble,
}) => {
  trouble.allow(/archive: the archive process ended with code/)
  await app.openSample()
  await app.row('Live: Finance ministers arrive').click()
  const title = 'Live: Finance ministers arrive, the kitchen stays open – the night at Quennet'
  await expect(app.title).toHaveText(title)
  const [first] = await app.pidsOf('Clipfile archive')
  kill(first!, 'SIGKILL')
  await expect
    .poll(async () => (await app.pidsOf('Clipfile archive')).filter((pid) => pid !== first).length)
    .toBe(1)
  await expect(app.banner).toBeHidden()
  await expect(app.title).toHaveText(title)
  await app.search.fill('treaty')
  await expect(app.page.getByRole('search')).toContainText(/\d+ of 44/)
  await app.rows.nth(1).click()
  await expect(app.article).toBeVisible()

  await test.step('killed twice, it says what to do', async () => {
    const [second] = await app.pidsOf('Clipfile archive')
    await app.answerQuestion(0)
    kill(second!, 'SIGKILL')
    await expect
      .poll(async () => (await app.dialogs()).at(-1)?.options.message)
      .toContain('cannot be read any more')
    expect((await app.dialogs()).at(-1)?.options.detail).toMatch(
      /Nothing that was imported is lost.*The log is in .*clipfile\.log/,
    )
    await expect(app.banner).toContainText('The archive is closed.')
    await app.button('Close the archive').click()
    await app.recents.getByRole('button', { name: /^Sample/ }).click()
    await expect(app.total).toHaveText('44 articles')
    await expect(app.banner).toBeHidden()
  })
})

test('the page crashes: it is loaded again and shows the same archive', async ({ app, trouble }) => {
  trouble.allow(/page crashed/, /page: gone: /)
  await app.openSample()
  await app.electron.evaluate(({ webContents }) => {
    const [page] = webContents.getAllWebContents()
    page!.forcefullyCrashRenderer()
  })
  // Playwright gives a crashed page up, so the new one is asked from inside the app
  const inPage = (code: string): Promise<unknown> =>
    app.electron.evaluate(({ webContents }, script) => {
      const page = webContents.getAllWebContents()[0]!
      return page.isCrashed() || page.isLoading()
        ? null
        : (page.executeJavaScript(script) as Promise<unknown>)
    }, code)
  await expect.poll(() => app.place.log).toContain('page: gone: crashed')
  await expect.poll(() => inPage(`document.querySelector('h1')?.textContent`)).toBe('44 articles')
  await expect.poll(() => inPage(`document.querySelectorAll('[role=option]').length > 3`)).toBe(true)

  await test.step('it crashes again: it is told, not tried for ever', async () => {
    await app.answerQuestion(0)
    await app.electron.evaluate(({ webContents }) =>
      webContents.getAllWebContents()[0]!.forcefullyCrashRenderer(),
    )
    await expect
      .poll(async () => (await app.dialogs()).at(-1)?.options.message)
      .toBe('This window crashed twice.')
  })
})

test('the graphics process crashes: the page is drawn all the same', async ({ app }) => {
  await app.openSample()
  const gpu = await app.electron.evaluate(
    ({ app: electronApp }) => electronApp.getAppMetrics().find((one) => one.type === 'GPU')?.pid,
  )
  if (gpu !== undefined) kill(gpu, 'SIGKILL')
  await app.goTo('Outlet timeline')
  await expect(app.timeline).toBeVisible()
  await app.goTo('All articles')
  await expect(app.rows.first()).toBeVisible()
  expect((await app.page.screenshot()).length).toBeGreaterThan(20_000)
})

test('SIGTERM is a quit: the archive is closed and everything remembered', async ({ start }) => {
  const first = await start()
  await first.openSample()
  await first.terminate()
  const second = await start()
  await expect(second.total).toHaveText('44 articles')
})
