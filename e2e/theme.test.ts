import { expect, test } from './fixtures.ts'

test('light, dark or as the system; for all windows and the next start', async ({ start, place }) => {
  const app = await start()
  await app.openSample()
  const paper = (): Promise<string> =>
    app.page.evaluate(() => getComputedStyle(document.body).backgroundColor)

  await test.step('by the settings', async () => {
    await app.setTheme('Light')
    expect(await app.theme()).toBe('light')
    const light = await paper()
    await app.setTheme('Dark')
    expect(await app.theme()).toBe('dark')
    expect(await paper()).not.toBe(light)
    expect(await app.nativeTheme()).toBe('dark')
  })
  await test.step('by the menu', async () => {
    await app.nativeMenu('View', 'Theme', 'Light')
    await expect.poll(() => app.theme()).toBe('light')
    await app.choose('More', 'Settings…')
    await expect(app.dialog.getByRole('radio', { name: 'Light' })).toBeChecked()
    await app.press('Escape')
  })
  await test.step('as the system has it', async () => {
    await app.setTheme('System')
    await app.page.emulateMedia({ colorScheme: 'dark' })
    await expect.poll(() => app.theme()).toBe('dark')
    await app.page.emulateMedia({ colorScheme: 'light' })
    await expect.poll(() => app.theme()).toBe('light')
    await app.page.emulateMedia({ colorScheme: null })
  })
  await test.step('another window has it too', async () => {
    await app.setTheme('Dark')
    const opened = app.electron.waitForEvent('window')
    await app.answerSave(place.path('Second.clipfile'))
    await app.nativeMenu('File', 'New Archive…')
    const second = await opened
    await expect.poll(() => second.evaluate(() => document.documentElement.dataset['theme'])).toBe('dark')
    await app.closeWindow(second)
  })
  await app.quit()
  const next = await start()
  expect(await next.theme()).toBe('dark')
  expect(await next.nativeTheme()).toBe('dark')
})

test('text grows and shrinks by keys, menu and settings, and stays so', async ({ start }) => {
  const app = await start()
  await app.openSample()
  const size = (): Promise<number> =>
    app.article
      .getByRole('paragraph')
      .first()
      .evaluate((paragraph) => parseFloat(getComputedStyle(paragraph).fontSize))
  const usual = await size()
  await app.press('Control+=', 'Control+=')
  await expect.poll(size).toBe(usual + 2)
  await app.nativeMenu('View', 'Smaller Text')
  await expect.poll(size).toBe(usual + 1)
  await app.press('Control+0')
  await expect.poll(size).toBe(usual)
  await app.choose('More', 'Settings…')
  await app.dialog.getByRole('slider', { name: 'Text size' }).press('ArrowRight')
  await expect.poll(size).toBe(usual + 0.5)
  await app.press('Escape')
  await expect.poll(() => JSON.stringify(app.place.settings)).toContain('textSize')
  await app.quit()
  const next = await start()
  await expect(next.title).toBeVisible()
  await expect
    .poll(() =>
      next.article
        .getByRole('paragraph')
        .first()
        .evaluate((one) => parseFloat(getComputedStyle(one).fontSize)),
    )
    .toBe(usual + 0.5)
})
