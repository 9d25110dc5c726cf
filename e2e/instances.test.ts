import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { ensureRuntime } from '../electron/dev/runtime.ts'
import { archiveOf } from './archives.ts'
import { expect, test } from './fixtures.ts'
import type { Place } from './place.ts'

test('a second start hands over what it was given, and ends', async ({ app, place }) => {
  const market = await archiveOf(place, 'Market.clipfile', place.copy('night-market.txt'))
  const other = await archiveOf(place, 'Other.clipfile', place.copy('hebrew.txt'), place.copy('no-date.txt'))
  await test.step('nothing: the window comes to the front', async () => {
    await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.hide())
    expect(await startAgain(place)).toBe(0)
    await expect
      .poll(() =>
        app.electron.evaluate(({ BrowserWindow }) =>
          BrowserWindow.getAllWindows().map((window) => window.isVisible()),
        ),
      )
      .toEqual([true])
  })
  await test.step('an archive: it opens in the empty window', async () => {
    expect(await startAgain(place, market)).toBe(0)
    await expect(app.total).toHaveText('1 article')
    expect(app.electron.windows()).toHaveLength(1)
  })
  await test.step('the same again: nothing new opens', async () => {
    expect(await startAgain(place, market)).toBe(0)
    expect(app.electron.windows()).toHaveLength(1)
  })
  await test.step('another: it gets a window of its own', async () => {
    const opened = app.electron.waitForEvent('window')
    expect(await startAgain(place, other)).toBe(0)
    const second = await opened
    await expect(second.getByRole('region', { name: 'Result over time' }).getByRole('heading')).toHaveText(
      '2 articles',
    )
    await expect(app.total).toHaveText('1 article')
    await app.closeWindow(second)
  })
  await test.step('a dump: it is imported into the open archive', async () => {
    expect(await startAgain(place, place.copy('tide-tables.txt'))).toBe(0)
    await app.importEnded('1 article imported')
    await expect(app.total).toHaveText('2 articles')
  })
  await test.step('three at once', async () => {
    expect(await Promise.all([startAgain(place), startAgain(place, market), startAgain(place)])).toEqual([
      0, 0, 0,
    ])
    expect(app.electron.windows()).toHaveLength(1)
    await expect(app.total).toHaveText('2 articles')
  })
})

test('a start with a dump and no archive offers to make one', async ({ start, place }) => {
  const app = await start({ args: [place.copy('night-market.txt')] })
  await expect(app.dialog).toContainText('Start an archive with these?')
  await expect(app.dialog).toContainText('night-market.txt')
  await app.dialog.getByRole('button', { name: 'Cancel' }).click()
  await expect(app.button('New archive…')).toBeVisible()
})

test('two people, one archive: nothing that either imports is lost', async ({ start, place }) => {
  const path = await archiveOf(place, 'Shared.clipfile', place.copy('night-market.txt'))
  const mine = await start({ args: [path] })
  const yours = await start({ args: [path], userData: place.folder('other data') })
  await expect(mine.total).toHaveText('1 article')
  await expect(yours.total).toHaveText('1 article')
  await mine.importFiles(place.copy('hebrew.txt'))
  await yours.importFiles(place.copy('no-date.txt'))
  await mine.importEnded('1 article imported')
  await yours.importEnded('1 article imported')
  for (const app of [mine, yours]) {
    await app.closeArchive()
    await app.recents.getByRole('button', { name: /^Shared/ }).click()
    await expect(app.total).toHaveText('3 articles')
    await app.search.fill('bell')
    await expect(app.page.getByRole('search')).toContainText('1 of 3')
  }
  await mine.dismissNotifications()
  await mine.choose('More', 'Check the archive')
  await mine.importEnded('No problems found')
})

/** Starts Clipfile a second time on the same data folder, and waits for its end. */
async function startAgain(place: Place, ...files: string[]): Promise<number | null> {
  const { executablePath, args, appDir, env } = await ensureRuntime()
  const child = spawn(executablePath, [...args, `--user-data-dir=${place.userData}`, appDir, ...files], {
    env: { ...process.env, ...env },
    stdio: 'ignore',
  })
  const [code] = (await once(child, 'exit')) as [number | null]
  return code
}
