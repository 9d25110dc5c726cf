import { existsSync } from 'node:fs'
import { expect, test } from './fixtures.ts'

test('an empty window invites: make an archive, open one, or look at the sample', async ({ app }) => {
  await expect(app.page).toHaveTitle('Clipfile')
  await expect(app.page.getByRole('heading', { level: 1, name: 'Clipfile' })).toBeVisible()
  await expect(app.button('New archive…')).toBeVisible()
  await expect(app.button('Open…')).toBeVisible()
  await expect(app.button('Open the sample archive')).toBeVisible()
  await expect(app.page.getByText('Or drop files and folders anywhere on this window.')).toBeVisible()
  await expect(app.footer).toContainText('Offline: no network access')
  await app.openSample()
  await expect(app.footer).toContainText('44 articles')
})

test('a new archive is made where the dialog says, is empty, and is in the list of recent ones', async ({
  app,
  trouble,
}) => {
  await test.step('a cancelled dialog changes nothing', async () => {
    await app.expectCancel('save')
    await app.button('New archive…').click()
    await app.expectCancel('open')
    await app.button('Open…').click()
    await expect(app.button('New archive…')).toBeVisible()
    await expect(app.dialog).toBeHidden()
  })
  await test.step('the extension is ours, typed or not', async () => {
    await app.answerSave(app.place.path('Delta'))
    await app.button('New archive…').click()
    await expect(app.view.getByRole('heading', { name: 'This archive is empty' })).toBeVisible()
    expect(existsSync(app.place.path('Delta.clipfile'))).toBe(true)
    await expect(app.page).toHaveTitle('Delta – Clipfile')
    await expect.poll(() => app.windowTitles()).toEqual(['Delta — Clipfile'])
    await expect(app.search).toHaveAttribute('placeholder', 'Search 0 articles')
    await expect(app.view.getByRole('button', { name: 'Import files…' })).toBeVisible()
    await expect(app.view.getByRole('button', { name: 'Import a folder…' })).toBeVisible()
  })
  await test.step('no archive is ever written over', async () => {
    trouble.allow(/ipc: refused: archive-exists/)
    await app.closeArchive()
    await app.answerSave(app.place.path('Delta.clipfile'))
    await app.button('New archive…').click()
    await expect(app.dialog).toContainText('There is already a file “Delta.clipfile”.')
    await expect(app.dialog).toContainText('Choose another name, or open the one that is there.')
    await app.dialog.getByRole('button', { name: 'OK' }).click()
  })
  await test.step('it is one click away', async () => {
    await app.recents.getByRole('button', { name: /^Delta/ }).click()
    await expect(app.view.getByRole('heading', { name: 'This archive is empty' })).toBeVisible()
  })
})

test('a recent archive that is gone says so and can be taken off the list', async ({ app }) => {
  const path = await app.newArchive('Gone.clipfile')
  await app.closeArchive()
  app.place.move(path, app.place.path('Elsewhere.clipfile'))
  await app.openArchive(app.place.path('Elsewhere.clipfile'))
  await expect(app.search).toBeVisible()
  await app.closeArchive()
  await expect(app.recents.getByRole('listitem')).toHaveCount(2)
  await expect(app.recents).toContainText('Not found there any more')
  await expect(app.recents.getByRole('button', { name: /^Gone/ })).toBeDisabled()
  await app.button('Remove Gone from the list').click()
  await expect(app.recents.getByRole('listitem')).toHaveCount(1)
  await expect(app.recents).not.toContainText('Gone')
})

test('files dropped on the first window start an archive', async ({ app }) => {
  const dump = app.place.copy('night-market.txt')
  await app.drop(dump)
  await expect(app.dialog).toContainText('Start an archive with these?')
  await expect(app.dialog).toContainText('night-market.txt')
  await app.answerSave(app.place.path('Market.clipfile'))
  await app.dialog.getByRole('button', { name: 'New archive…' }).click()
  await app.importEnded('1 article imported')
  await expect(app.title).toHaveText('Night market returns to the old rope walk')
})

test('the next start finds everything as it was left', async ({ start, place }) => {
  const bounds = { x: 64, y: 48, width: 1100, height: 720 }
  const first = await start()
  await first.openSample()
  await first.setBounds(bounds)
  await first.setTheme('Dark')
  await first.sidebarEdge.focus()
  await first.press('ArrowRight', 'ArrowRight')
  const sidebar = (await first.sidebar.boundingBox())!.width
  // far enough down that the first rows are out of sight
  await first.list.focus()
  await first.press('End')
  await expect(first.openRow).toBeInViewport()
  const title = await first.title.textContent()
  const topRow = await first.firstRowInSight()
  await expect.poll(() => JSON.stringify(place.settings)).toContain('places')
  await first.quit()

  const second = await start()
  await expect(second.total).toHaveText('44 articles')
  await expect(second.title).toHaveText(title!)
  await expect(second.openRow).toBeInViewport()
  await expect.poll(() => second.firstRowInSight()).toBe(topRow)
  expect(await second.bounds()).toEqual(bounds)
  expect(await second.theme()).toBe('dark')
  expect((await second.sidebar.boundingBox())!.width).toBeCloseTo(sidebar, 0)
  await second.closeArchive()
  await expect(second.recents.getByRole('listitem')).toHaveCount(1)
  await second.quit()

  const third = await start()
  await expect(third.button('New archive…')).toBeVisible()
  expect(await third.theme()).toBe('dark')
})

test('a quit right after the last key loses nothing', async ({ start }) => {
  const first = await start()
  await first.openSample()
  await first.list.focus()
  await first.press('ArrowDown', 'ArrowDown', 'ArrowDown')
  await expect(first.openRow).toHaveAttribute('aria-posinset', '4')
  await first.quit()
  const second = await start()
  await expect(second.openRow).toHaveAttribute('aria-posinset', '4')
})
