/** Backups: made by hand and when due, looked into, restored; and another archive merged in. */
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import type { Clipfile } from './app.ts'
import { archiveOf } from './archives.ts'
import { expect, test } from './fixtures.ts'
import type { Place } from './place.ts'

const rows = (app: Clipfile) => app.dialog.getByRole('group', { name: 'Backups' }).getByRole('row')

async function openBackups(app: Clipfile): Promise<void> {
  await app.choose('More', 'Backups…')
  await expect(app.button('Back up now')).toBeEnabled()
}

function folder(place: Place, name: string): string {
  const path = place.path(name)
  mkdirSync(path)
  place.own(path)
  return path
}

function newWindow(app: Clipfile): Promise<Page> {
  return app.electron.waitForEvent('window')
}

test('a backup is made, looked into without being touched, and restored as a new archive', async ({
  place,
  start,
}) => {
  test.slow()
  const path = await archiveOf(
    place,
    'News.clipfile',
    place.copy('night-market.txt'),
    place.copy('hebrew.txt'),
  )
  const app = await start({ args: [path] })
  await expect(app.total).toHaveText('2 articles')
  const backups = folder(place, 'backups')
  await app.nativeMenu('File', 'Backups…')
  await expect(app.dialog).toContainText('Choose a folder, and the first backup is made.')
  await app.answerOpen(backups)
  await app.button('Back up now').focus()
  await app.press('Enter')
  await app.importEnded(/Backed up: 2 articles, to /)
  await expect(rows(app)).toHaveCount(2)
  await expect(rows(app).nth(1)).toContainText('2')
  const [name = ''] = readdirSync(backups)
  expect(readdirSync(backups)).toHaveLength(1)
  const file = join(backups, name)
  const before = readFileSync(file)

  await test.step('looked into: in a window of its own, read only', async () => {
    const window = newWindow(app)
    await rows(app)
      .nth(1)
      .getByRole('button', { name: /^Look inside/ })
      .click()
    const page = await window
    await expect(page.getByRole('contentinfo')).toContainText('Read only')
    await expect(page.getByRole('listbox', { name: 'Articles' }).getByRole('option')).toHaveCount(2)
    expect(await app.windowTitles()).toEqual(
      expect.arrayContaining([expect.stringContaining('(backup, read only)')]),
    )
    await app.closeWindow(page)
    expect(readdirSync(backups)).toEqual([name])
    expect(readFileSync(file).equals(before)).toBe(true)
  })
  await test.step('restored: a new file, opened in a window of its own', async () => {
    const target = place.path('Restored.clipfile')
    await app.answerSave(target)
    const window = newWindow(app)
    await rows(app)
      .nth(1)
      .getByRole('button', { name: /^Restore/ })
      .click()
    const page = await window
    await expect(page.getByRole('listbox', { name: 'Articles' }).getByRole('option')).toHaveCount(2)
    await expect(page.getByRole('contentinfo')).toContainText('Saved')
    expect(readFileSync(file).equals(before)).toBe(true)
    expect(statSync(target).size).toBeGreaterThan(0)
    await app.closeWindow(page)
  })
})

test('nothing is restored over an archive', async ({ place, start, trouble }) => {
  trouble.allow(/restore/)
  const path = await archiveOf(place, 'News.clipfile', place.copy('night-market.txt'))
  const backups = folder(place, 'backups')
  const app = await start({ args: [path] })
  await expect(app.total).toHaveText('1 article')
  await app.answerOpen(backups)
  await openBackups(app)
  await app.button('Back up now').click()
  await app.importEnded('Backed up')
  await app.answerSave(path)
  await rows(app)
    .nth(1)
    .getByRole('button', { name: /^Restore/ })
    .click()
  await expect(app.notifications.getByRole('alert')).toContainText('Choose another name: nothing is replaced')
  await expect(app.total).toHaveText('1 article')
})

test('a plan is kept and followed: what is due is made at the next start, quietly', async ({
  place,
  start,
}) => {
  const path = await archiveOf(place, 'News.clipfile', place.copy('night-market.txt'))
  const backups = folder(place, 'backups')
  const app = await start({ args: [path] })
  await openBackups(app)
  await app.dialog.getByRole('combobox', { name: 'Made' }).selectOption('every day')
  await app.dialog.getByRole('combobox', { name: 'Backups kept' }).selectOption('the last 3')
  await app.answerOpen(backups)
  await app.button('Choose…').click()
  await expect(app.dialog).toContainText('There is none of this archive in this folder yet.')
  await app.quit()
  const again = await start({ args: [path] })
  await expect.poll(() => readdirSync(backups).filter((name) => name.endsWith('.clipfile'))).toHaveLength(1)
  await openBackups(again)
  await expect(again.dialog.getByRole('combobox', { name: 'Made' })).toHaveValue('1')
  await expect(again.dialog.getByRole('combobox', { name: 'Backups kept' })).toHaveValue('3')
  await expect(rows(again)).toHaveCount(2)
  await expect(again.notifications.getByRole('button')).toHaveCount(0)
  await again.quit()
  const third = await start({ args: [path] })
  await openBackups(third)
  await expect(rows(third)).toHaveCount(2)
})

test('a scheduled backup that fails says why, and keeps nobody from working', async ({
  place,
  start,
  trouble,
}) => {
  trouble.allow(/backup/)
  const path = await archiveOf(place, 'News.clipfile', place.copy('night-market.txt'))
  const backups = folder(place, 'backups')
  chmodSync(backups, 0o555)
  writeFileSync(
    join(place.userData, 'settings.json'),
    JSON.stringify({ backupFolder: backups, backupPlan: { everyDays: 1, keep: 3 } }),
  )
  place.own(join(place.userData, 'settings.json'))
  const app = await start({ args: [path] })
  await expect(app.notifications.getByRole('alert')).toContainText(/Scheduled backup stopped: .*backups/)
  await expect(app.total).toHaveText('1 article')
  await app.dismissNotifications()
  await test.step('a folder that is gone', async () => {
    await app.choose('More', 'Backups…')
    chmodSync(backups, 0o000)
    await app.answerOpen(place.path('nowhere'))
    await app.button('Choose…').click()
    await expect(app.dialog.getByRole('alert')).toContainText(/nowhere/)
  })
})

test('another archive is merged in; its report can be read to the end', async ({ place, start }) => {
  const path = await archiveOf(place, 'News.clipfile', place.copy('night-market.txt'))
  const other = await archiveOf(
    place,
    'Other.clipfile',
    place.copy('night-market.txt'),
    place.copy('hebrew.txt'),
  )
  const app = await start({ args: [path] })
  await expect(app.total).toHaveText('1 article')
  await app.expectCancel('open')
  await app.choose('More', 'Merge another archive…')
  await app.answerOpen(other)
  await app.nativeMenu('File', 'Merge Another Archive…')
  await app.importEnded('1 article merged in, 1 known already')
  await expect(app.total).toHaveText('2 articles')
  await app.notifications.getByRole('button', { name: 'Details…' }).click()
  await expect(app.dialog).toContainText('What the merge did')
  await expect(app.dialog.getByRole('list')).toContainText('1 article taken in')
  await app.press('Escape')
  await test.step('once more brings nothing', async () => {
    await app.dismissNotifications()
    await app.answerOpen(other)
    await app.choose('More', 'Merge another archive…')
    await app.importEnded('0 articles merged in, 2 known already')
    await expect(app.total).toHaveText('2 articles')
  })
})

test('what is no archive is not merged, and it is said', async ({ place, start, trouble }) => {
  trouble.allow(/merge/)
  const path = await archiveOf(place, 'News.clipfile', place.copy('night-market.txt'))
  const app = await start({ args: [path] })
  await expect(app.total).toHaveText('1 article')
  await app.answerOpen(place.write('Fake.clipfile', 'no archive at all'))
  await app.choose('More', 'Merge another archive…')
  await expect(app.notifications.getByRole('alert')).toContainText('Fake.clipfile')
  await expect(app.total).toHaveText('1 article')
})
