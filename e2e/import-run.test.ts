/** What can be done with an import besides starting it: paused, tried again, written down, taken back. */
import { readFileSync, rmSync } from 'node:fs'
import { kill } from 'node:process'
import type { Clipfile } from './app.ts'
import { expect, test } from './fixtures.ts'
import { inventedDump, inventedFolder } from './invented.ts'

const MANY = 3000

/** Waits until an import has written something, holds its process there, and looks at it. */
async function stopMidway(app: Clipfile): Promise<number> {
  await expect.poll(async () => (await app.lastJob())?.imported ?? 0, { intervals: [20] }).toBeGreaterThan(0)
  const [job] = await app.pidsOf('Clipfile job')
  kill(job!, 'SIGSTOP')
  await app.goTo('Imports')
  await app.imports.getByRole('button', { name: /^reports/ }).click()
  return job!
}

/** Whether any of the first requests not to fall asleep stands. */
function isKeptAwake(app: Clipfile): Promise<boolean> {
  return app.electron.evaluate(({ powerSaveBlocker }) =>
    Array.from({ length: 20 }, (_, id) => id).some((id) => powerSaveBlocker.isStarted(id)),
  )
}

test('an import is paused, survives a restart, and goes on where it was', async ({ start, place }) => {
  const first = await start()
  await first.newArchive()
  await first.importFolder(inventedFolder(place, MANY))
  const job = await stopMidway(first)
  await test.step('and keeps the computer awake as long as it runs', async () => {
    expect(await isKeptAwake(first)).toBe(true)
  })
  await first.button('Pause').click()
  await expect(first.button('Pausing…')).toBeDisabled()
  kill(job, 'SIGCONT')
  await first.importEnded('Import paused. In so far: ')
  await expect(first.imports).toContainText('Paused')
  expect(await isKeptAwake(first)).toBe(false)
  await first.quit()

  const second = await start()
  await expect(second.notifications).toContainText('The import “reports” is paused.')
  await second.notifications.getByRole('button', { name: 'Resume the import' }).click()
  await second.goTo('Imports')
  await expect(second.sum).toContainText(/3,000\s*records.*3,000\s*imported.*0\s*already here.*0\s*refused/, {
    timeout: 30_000,
  })
})

test('what was refused is grouped by its reason, tried again, and saved as a table', async ({
  app,
  place,
}) => {
  place.write('mixed/a.txt', inventedDump(1))
  place.write('mixed/b.txt', '')
  place.write('mixed/c.txt', '')
  place.write('mixed/=cmd.txt', ' \n')
  await app.newArchive()
  await app.importFolder(place.path('mixed'))
  await app.importEnded('1 article imported, 3 refused')
  await app.notifications.getByRole('button', { name: 'Show' }).click()
  const refused = app.page.getByRole('region', { name: 'Refused because' })
  await test.step('each reason stands there once, and leads to its records', async () => {
    await expect(refused.getByRole('button')).toHaveText([
      /^2\s*The file is empty\.$/,
      /^1\s*The file holds nothing but white space\.$/,
    ])
    await refused.getByRole('button', { name: 'The file is empty.' }).click()
    await expect(app.page.getByRole('row')).toHaveText([/^File/, /b\.txt/, /c\.txt/])
    await app.button('Show the records of all reasons').click()
    await expect(app.page.getByRole('row')).toHaveCount(4)
  })
  await test.step('a file that was mended goes in; one that vanished says so', async () => {
    place.write('mixed/b.txt', inventedDump(2))
    rmSync(place.path('mixed/c.txt'))
    await app.dismissNotifications()
    await app.button('Try the refused again').click()
    await app.importEnded('2 articles imported, 2 refused')
    await expect(app.sum).toContainText(/4\s*records.*2\s*imported.*0\s*already here.*2\s*refused/)
    await expect(refused).toContainText('There is no such file or folder any more')
  })
  await test.step('the ledger becomes a table that no spreadsheet runs', async () => {
    await app.dismissNotifications()
    const table = place.path('ledger.csv')
    await app.answerSave(table)
    await app.button('Save the ledger as CSV…').click()
    await app.importEnded('4 records written to')
    const lines = readFileSync(table, 'utf8').split('\r\n')
    expect(lines[0]).toBe(
      '\ufeff"import","file","format","record","inside","place","state","reason","article","title","sha256"',
    )
    expect(lines.find((line) => line.includes('c.txt'))).toContain('"refused","There is no such file')
    expect(lines.filter((line) => line.includes('"imported"'))).toHaveLength(2)
  })
})

test('taking back leaves what a person added to; the same files bring the rest back', async ({
  app,
  place,
}) => {
  place.write('two/a.txt', inventedDump(1))
  place.write('two/b.txt', inventedDump(2))
  await app.newArchive()
  await app.importFolder(place.path('two'))
  await app.importEnded('2 articles imported')
  await app.dismissNotifications()
  await app.row('Gauge report number 1').click()
  await app.list.focus()
  await app.press('s')
  await app.goTo('Imports')
  await app.button('Take back…').click()
  await expect(app.dialog).toContainText('1 article will go to the trash.')
  await app.dialog.getByRole('checkbox', { name: /^Leave the one with notes/ }).uncheck()
  await expect(app.dialog).toContainText('2 articles will go to the trash.')
  await app.dialog.getByRole('checkbox', { name: /^Leave the one with notes/ }).check()
  await app.dialog.getByRole('button', { name: 'Take back' }).click()
  await expect(app.imports).toContainText('Taken back')
  await expect(app.view).toContainText('1 article of this import lies in the trash.')
  await app.goTo('All articles')
  await expect(app.total).toHaveText('1 article')

  await app.dismissNotifications()
  await app.importFolder(place.path('two'))
  await app.importEnded('Nothing new: 2 already here')
  await expect(app.total).toHaveText('2 articles')
  await app.goTo('Imports')
  await app.page.getByRole('group', { name: 'Next steps' }).waitFor()
  await expect(app.imports).not.toContainText('Taken back')
  await app.imports.getByRole('button', { name: /^two/ }).first().click()
  await expect(app.view).toContainText('leaves the trash with this one')
})

test('what is new in a watched folder goes in by itself, once, also after a restart', async ({
  start,
  place,
}) => {
  const inbox = place.folder('documents/inbox')
  place.write('inbox/a.txt', inventedDump(1))
  const first = await start()
  await first.newArchive()
  await first.choose('More', 'Settings…')
  await first.dialog.getByRole('radio', { name: 'Watched folder' }).check()
  await expect(first.dialog).toContainText('None')
  await first.answerOpen(inbox)
  await first.dialog.getByRole('button', { name: 'Choose…' }).click()
  await expect(first.dialog.getByText(inbox)).toBeVisible()
  await first.press('Escape')
  await first.importEnded('From the watched folder “inbox”: 1 article imported')
  await first.dismissNotifications()
  await test.step('what comes later, in folders below too, and what cannot be read is told once', async () => {
    place.write('inbox/below/b.txt', inventedDump(2))
    place.write('inbox/empty.txt', '')
    await expect(first.total).toHaveText('2 articles', { timeout: 30_000 })
    await expect(first.notifications).toContainText('1 refused')
    await first.dismissNotifications()
  })
  await first.quit()
  place.write('inbox/c.txt', inventedDump(3))

  const second = await start()
  await second.importEnded('From the watched folder “inbox”: 1 article imported')
  await expect(second.total).toHaveText('3 articles')
  const reply = await second.call('archive.stats')
  expect(reply.ok && reply.value).toMatchObject({ records: 4, imported: 3, duplicates: 0, rejected: 1 })
  await test.step('until it is told to stop', async () => {
    await second.choose('More', 'Settings…')
    await second.dialog.getByRole('radio', { name: 'Watched folder' }).check()
    await second.dialog.getByRole('button', { name: 'Stop watching' }).click()
    await expect(second.dialog).toContainText('None')
  })
})
