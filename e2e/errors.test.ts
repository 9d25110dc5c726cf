import Database from 'better-sqlite3'
import { chmodSync, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  archiveFromTheFuture,
  archiveOf,
  cutOffArchive,
  damagedArchive,
  foreignDatabase,
} from './archives.ts'
import { expect, test } from './fixtures.ts'
import type { Place } from './place.ts'

interface BrokenStart {
  make: (place: Place) => string | Promise<string>
  message: RegExp
  /** what to do next */
  next: RegExp
}

const brokenStarts: Record<string, BrokenStart> = {
  'an archive from the future': {
    make: (place) => archiveFromTheFuture(place, 'Future.clipfile'),
    message: /This archive was made by a newer Clipfile \(format 990; this one reads up to \d+\)/,
    next: /Update Clipfile, then open it again\. Nothing was changed\./,
  },
  'a damaged archive': {
    make: (place) => damagedArchive(place, 'Damaged.clipfile'),
    message: /This archive is damaged\./,
    next: /Keep the file as it is and open a backup\./,
  },
  'an archive cut off': {
    make: (place) => cutOffArchive(place, 'Cut.clipfile'),
    message: /This archive is damaged\./,
    next: /Keep the file as it is and open a backup\./,
  },
  'an empty file': {
    make: (place) => place.write('Empty.clipfile', ''),
    message: /This file is empty/,
    next: /look for a backup/,
  },
  'a text named as an archive': {
    make: (place) => place.write('Text.clipfile', 'Not an archive – Harbor Ledger\n'.repeat(100)),
    message: /This file is not a Clipfile archive\./,
    next: /import it instead/,
  },
  'a database of another program': {
    make: (place) => foreignDatabase(place, 'Recipes.clipfile'),
    message: /database of another program/,
    next: /Choose a file that ends in \.clipfile/,
  },
  'a folder named as an archive': {
    make: (place) => place.folder('documents/Folder.clipfile'),
    message: /This is a folder, not an archive/,
    next: /Import the folder instead\./,
  },
  'an archive that may not be read': {
    make: async (place) => {
      const path = await archiveOf(place, 'Secret.clipfile', place.copy('night-market.txt'))
      chmodSync(path, 0o000)
      return path
    },
    message: /may not be read/,
    next: /rights|permission|owner|account|read/i,
  },
  'an archive that is not there': {
    make: (place) => place.path('Missing.clipfile'),
    message: /There is no archive at/,
    next: /moved or renamed/,
  },
}

test.describe('an archive that does not open says why, and what to do', () => {
  for (const [what, { make, message, next }] of Object.entries(brokenStarts)) {
    test(what, async ({ place, start, trouble }) => {
      trouble.allow(
        /not opened: /,
        /ipc: refused: (?:archive-|not-allowed This archive)/,
        /log: \S+ (?:warn|error) +archive: /,
      )
      const path = await make(place)
      const before = existsSync(path) && what !== 'a folder named as an archive' ? readFileSync(path) : null
      const app = await start({ args: [path] })
      await test.step('when it was double-clicked', async () => {
        await expect(app.failure).toContainText(message)
        await expect(app.failure).toContainText(path)
        await expect(app.failure).toContainText(next)
        await expect(app.button('New archive…')).toBeEnabled()
      })
      await test.step('when it was chosen in the dialog', async () => {
        await app.openArchive(path)
        await expect(app.dialog).toContainText('The archive could not be opened')
        await expect(app.dialog).toContainText(message)
        await expect(app.dialog).toContainText(next)
        await app.press('Escape')
        await expect(app.dialog).toBeHidden()
      })
      await test.step('the file is as it was', () => {
        if (before) expect(readFileSync(path).equals(before)).toBe(true)
      })
      await test.step('and the window works on', async () => {
        await app.newArchive('Whole.clipfile')
        await expect(app.view).toContainText('This archive is empty')
        await app.closeArchive()
        await expect(app.failure).toHaveCount(0)
      })
    })
  }
})

test('another program holds the archive: it is told, and a second try works', async ({
  place,
  start,
  trouble,
}) => {
  trouble.allow(/not opened: .*archive-locked/, /ipc: refused: archive-locked/)
  const path = await archiveOf(place, 'Busy.clipfile', place.copy('night-market.txt'))
  const other = new Database(path)
  other.pragma('locking_mode = EXCLUSIVE')
  other.exec('BEGIN EXCLUSIVE')
  const app = await start({ args: [path] })
  await expect(app.failure).toContainText('Another program is using this archive.', { timeout: 20_000 })
  await expect(app.failure).toContainText('Close the other program')
  other.exec('ROLLBACK')
  other.close()
  await app.openArchive(path)
  await expect(app.total).toHaveText('1 article')
  await app.closeArchive()
  await expect(app.failure).toHaveCount(0)
})

test('an archive in a folder that cannot be written to is read, and says so', async ({
  place,
  start,
  trouble,
}) => {
  trouble.allow(/ipc: refused: archive-read-only/)
  const folder = place.folder('documents/shelf')
  const path = await archiveOf(place, 'shelf/Read.clipfile', place.copy('night-market.txt'))
  chmodSync(folder, 0o555)
  const app = await start({ args: [path] })
  await expect(app.title).toHaveText('Night market returns to the old rope walk')
  await expect(app.footer).toContainText('Read only')
  await app.search.fill('dough')
  await expect(app.page.getByRole('search')).toContainText('1 of 1')
  await app.importFiles(place.copy('no-date.txt'))
  await expect(app.dialog).toContainText('can only be read')
  await expect(app.dialog).toContainText('Copy the file to a place where you may write, and open the copy.')
  await app.press('Escape')
  await test.step('nor can a new one be made there', async () => {
    await app.closeArchive()
    await app.answerSave(join(folder, 'New.clipfile'))
    await app.button('New archive…').click()
    await expect(app.dialog).toContainText(/Nothing can be written|cannot be written/)
    await expect(app.dialog).toContainText('Choose another folder.')
    await app.press('Escape')
  })
})

test('settings that cannot be read are put aside, those that can be are kept', async ({
  place,
  start,
  trouble,
}) => {
  trouble.allow(/settings: the settings file was damaged/)
  await test.step('not even JSON', async () => {
    place.writeSettings('{"theme": "dark", "recents"')
    const app = await start()
    await expect(app.button('New archive…')).toBeVisible()
    expect(existsSync(join(place.userData, 'settings.json.damaged'))).toBe(true)
    await app.quit()
  })
  await test.step('JSON from another planet', async () => {
    const nonsense = {
      theme: 'dark',
      window: { x: 'left', width: -5 },
      recents: 'none',
      view: { textSize: 9000 },
      open: [7],
    }
    place.writeSettings(JSON.stringify(nonsense))
    const app = await start()
    expect(await app.theme()).toBe('dark')
    expect((await app.bounds()).width).toBeGreaterThan(700)
    await app.newArchive()
    await app.quit()
  })
  await test.step('a window saved on a screen that is gone comes back into sight', async () => {
    place.writeSettings(
      JSON.stringify({ window: { x: 90_000, y: -90_000, width: 900, height: 600, maximised: false } }),
    )
    const app = await start()
    const { x, y } = await app.bounds()
    const area = await app.electron.evaluate(({ screen }) => screen.getPrimaryDisplay().workArea)
    expect(x).toBeGreaterThanOrEqual(area.x)
    expect(x).toBeLessThan(area.x + area.width - 96)
    expect(y).toBeGreaterThanOrEqual(area.y)
    expect(y).toBeLessThan(area.y + area.height - 96)
  })
})

test('settings that cannot be written keep nobody from working', async ({ place, start, trouble }) => {
  trouble.allow(/settings: not written/)
  place.folder('data/settings.json')
  place.folder('data/settings.json.new')
  const app = await start()
  await app.nativeMenu('View', 'Theme', 'Dark')
  await expect.poll(() => app.theme()).toBe('dark')
  await app.newArchive()
  await app.importFiles(place.copy('night-market.txt'))
  await app.importEnded('1 article imported')
})

test('an export that cannot be written says so; one that can is whole', async ({ place, start, trouble }) => {
  trouble.allow(/jobs: /)
  const path = await archiveOf(
    place,
    'Export.clipfile',
    place.copy('night-market.txt'),
    place.copy('hebrew.txt'),
  )
  const app = await start({ args: [path] })
  await expect(app.total).toHaveText('2 articles')
  await app.exportAs(/^JSON Lines/, '/proc/nowhere/out.jsonl')
  await expect(app.notifications.getByRole('alert')).toContainText('stopped')
  await app.dismissNotifications()
  const target = place.path('out.jsonl')
  await app.exportAs(/^JSON Lines/, target)
  await app.importEnded('2 articles written')
  const lines = readFileSync(target, 'utf8').trimEnd().split('\n')
  const outlets = lines.map((line) => JSON.parse(line) as { type: string; name: string })
  const names = outlets.filter(({ type }) => type === 'outlet').map(({ name }) => name)
  expect(names).toEqual(expect.arrayContaining(['Tidewater Daily', 'קול הדלתא']))
})
