import { createHash } from 'node:crypto'
import { chmodSync, existsSync, readFileSync, rmSync } from 'node:fs'
import { kill } from 'node:process'
import type { ArchiveStats } from '../electron/shared/model.ts'
import type { Clipfile } from './app.ts'
import { expect, test } from './fixtures.ts'
import { inventedDump, inventedFolder } from './invented.ts'

test('dumps come in by dialog, folder and drop; each record is accounted for', async ({ app, place }) => {
  const market = place.copy('night-market.txt')
  place.copy('tide-tables.txt', 'folder/tide-tables.txt')
  place.copy('hebrew.txt', 'folder/deeper/hebrew.txt')
  const bell = place.copy('no-date.txt')
  await app.newArchive()

  await test.step('by the dialog', async () => {
    await app.importFiles(market)
    await app.importEnded('1 article imported')
    await app.dismissNotifications()
    await expect(app.title).toHaveText('Night market returns to the old rope walk')
  })
  await test.step('a folder, with what is in its folders', async () => {
    await app.importFolder(place.path('folder'))
    await app.importEnded('2 articles imported')
    await app.dismissNotifications()
    await expect(app.total).toHaveText('3 articles')
  })
  await test.step('dropped on the window, files and folders together', async () => {
    place.write('dropped/one.txt', inventedDump(1))
    place.write('dropped/two.txt', inventedDump(2))
    await app.drop(place.path('dropped'), bell)
    await app.importEnded('3 articles imported')
    await app.notifications.getByRole('button', { name: 'Show' }).click()
  })
  await test.step('the ledger adds up, for each import and file', async () => {
    await expect(app.sum).toContainText(/3\s*records.*3\s*imported.*0\s*already here.*0\s*refused/)
    await app.imports.getByRole('button', { name: /^folder/ }).click()
    await expect(app.sum).toContainText(/2\s*records.*2\s*imported.*0\s*already here.*0\s*refused/)
    const files = app.page.getByRole('row')
    await expect(files.filter({ hasText: 'hebrew.txt' })).toContainText('text')
    await expect(files.filter({ hasText: 'tide-tables.txt' })).toBeVisible()
  })
  await test.step('every record leads to its article', async () => {
    await app.sum.getByRole('button', { name: /imported/ }).click()
    await expect(app.page.getByRole('row').filter({ hasText: 'tide-tables.txt' })).toContainText('Imported')
    await app.button('How the tide tables are made').click()
    await expect(app.title).toHaveText('How the tide tables are made')
  })
  await test.step('an import can be looked at by itself', async () => {
    await app.sidebar
      .getByRole('list', { name: 'Recent imports' })
      .getByRole('button', { name: /^folder/ })
      .click()
    await expect(app.total).toHaveText('2 articles')
    await app.button('Remove filter import: folder').click()
    await expect(app.total).toHaveText('6 articles')
  })
})

test('the same file twice adds nothing, and says so', async ({ app, place }) => {
  const market = place.copy('night-market.txt')
  const copy = place.copy('night-market.txt', 'the same under another name.txt')
  await app.newArchive()
  await app.importFiles(market)
  await app.importEnded('1 article imported')
  await app.dismissNotifications()
  await app.importFiles(market, copy)
  await app.importEnded('Nothing new: 2 already here')
  await expect(app.total).toHaveText('1 article')
  await app.notifications.getByRole('button', { name: 'Show' }).click()
  await expect(app.sum).toContainText(/2\s*records.*0\s*imported.*2\s*already here.*0\s*refused/)
  await app.sum.getByRole('button', { name: /already here/ }).click()
  await expect(
    app.page.getByRole('row').filter({ hasText: 'the same under another name.txt' }),
  ).toContainText('Same bytes as record 1 of night-market.txt')
  await test.step('the article knows all three records', async () => {
    await app.goTo('All articles')
    await app.provenance.getByText('The same text in 2 more records').click()
    await expect(app.provenance).toContainText('the same under another name.txt')
  })
})

test('what cannot be read is refused with its reason, and the rest comes in', async ({ app, place }) => {
  const noise = Buffer.from(Array.from({ length: 4000 }, (_, i) => (i * 167 + (i >> 3)) % 256))
  const market = readFileSync(place.copy('night-market.txt', 'mixed/good.txt'))
  place.write('mixed/empty.txt', '')
  place.write('mixed/blank.txt', ' \n\t\r\n \n')
  place.write('mixed/binary.txt', noise)
  place.write(
    'mixed/feed.txt',
    '<?xml version="1.0"?><rss><channel><title>console.log(\'PWN:page\')</title></channel></rss>',
  )
  place.write('mixed/program.txt', Buffer.concat([Buffer.from('\x7fELF'), noise]))
  place.write(
    'mixed/nul.txt',
    market.toString().replace('Night market', 'Night\0 bazaar').replaceAll('market', 'bazaar'),
  )
  place.write(
    'mixed/latin1.txt',
    Buffer.from(
      'Le phare de Méan s’éteint'.replace('’', "'") +
        ' - Le Courrier\n1 mai 2025\nLe gardien a rangé la clé à côté de la fenêtre.\n',
      'latin1',
    ),
  )
  place.write(
    'mixed/utf16.txt',
    Buffer.from(
      '\ufeffThe lamp in sixteen bits – Gauge & Tide\nMay 2, 2025\nEach letter takes two bytes and nobody minds.\n',
      'utf16le',
    ),
  )
  chmodSync(place.write('mixed/unreadable.txt', 'A secret – Harbor Ledger\n'), 0o000)
  const empty = place.folder('documents/nothing inside')
  place.copy('hostile/long-word.txt', 'mixed/long-word.txt')
  const vanished = place.write('vanished.txt', 'Gone – Harbor Ledger\n')
  rmSync(vanished)
  await app.newArchive()
  await app.importFiles(place.path('mixed'), empty, vanished)
  await app.importEnded('5 articles imported, 8 refused')
  await app.notifications.getByRole('button', { name: 'Show' }).click()
  await expect(app.sum).toContainText(/13\s*records.*5\s*imported.*0\s*already here.*8\s*refused/)
  await app.sum.getByRole('button', { name: /refused/ }).click()
  const reasons: [file: string, reason: string | RegExp][] = [
    ['empty.txt', 'The file is empty.'],
    ['blank.txt', 'The file holds nothing but white space.'],
    ['binary.txt', /This is .*, not text\./],
    ['program.txt', /This is .*, not text\./],
    ['feed.txt', /This feed .* has no items\./],
    ['unreadable.txt', 'Permission denied: this file may not be read.'],
    ['nothing inside', 'This folder is empty.'],
    ['vanished.txt', 'There is no such file or folder any more, or there never was.'],
  ]
  for (const [file, reason] of reasons) {
    const row = app.page.getByRole('row').filter({ hasText: file })
    await expect(row).toContainText('Refused')
    await expect(row).toContainText(reason)
  }
  await test.step('what is merely odd is imported', async () => {
    await app.goTo('All articles')
    await expect(app.total).toHaveText('5 articles')
    await expect(app.row('Le phare de Méan')).toContainText('rangé la clé à côté')
    await expect(app.row('The lamp in sixteen bits')).toBeVisible()
  })
})

test('an original is kept to the byte, and its SHA-256 shown', async ({ app, place }) => {
  const market = place.copy('night-market.txt')
  await app.newArchive()
  await app.importFiles(market)
  await app.importEnded('1 article imported')
  const sha256 = createHash('sha256').update(readFileSync(market)).digest('hex')
  await expect(app.provenance.getByTitle(sha256)).toBeVisible()
  await app.provenance.getByRole('button', { name: 'Copy SHA-256' }).click()
  await expect.poll(() => app.clipboard()).toBe(sha256)
})

test('a large import is cancelled, keeps what it has, and goes on when resumed', async ({ app, place }) => {
  await app.newArchive()
  await app.importFolder(inventedFolder(place, MANY))
  const job = await stopMidway(app)
  await app.button('Cancel').click()
  await expect(app.button('Stopping…')).toBeDisabled()
  kill(job, 'SIGCONT')
  await app.importEnded('Import cancelled. Kept: ')
  await expect(app.imports).toContainText('Cancelled')
  await resumeAndCheck(app)
})

test('the process of an import is killed: it can be resumed and loses nothing', async ({
  app,
  place,
  trouble,
}) => {
  trouble.allow(/jobs: job \d+ ended with code/)
  await app.newArchive()
  await app.importFolder(inventedFolder(place, MANY))
  kill(await stopMidway(app), 'SIGKILL')
  await expect(app.notifications).toContainText('The process of this import ended.')
  await expect(app.notifications).toContainText('Resume the import to go on from there.')
  await expect(app.imports).toContainText('Interrupted')
  await resumeAndCheck(app)
})

test('the whole app is killed while it imports: the next start offers to go on', async ({ start, place }) => {
  const first = await start()
  await first.newArchive()
  await first.importFolder(inventedFolder(place, MANY))
  const job = await stopMidway(first)
  await first.kill()
  kill(job, 'SIGCONT')
  await test.step('its job ends by itself', () => expect.poll(() => existsSync(`/proc/${job}`)).toBe(false))

  const second = await start()
  await expect(second.search).toBeVisible()
  await second.goTo('Imports')
  await expect(second.imports).toContainText('Interrupted')
  await resumeAndCheck(second)
})

test('a folder that vanishes while it is read costs what was not read yet, and that is told', async ({
  app,
  place,
}) => {
  await app.newArchive()
  const folder = inventedFolder(place, MANY)
  await app.importFolder(folder)
  const job = await stopMidway(app)
  rmSync(folder, { recursive: true })
  kill(job, 'SIGCONT')
  await app.importEnded(/articles imported, [\d,]+ refused/)
  await expect(app.sum).toContainText(/3,000\s*records/)
  const terms = ((await app.sum.textContent()) ?? '')
    .match(/[\d,]+/g)!
    .map((term) => Number(term.replace(',', '')))
  const [records = 0, imported = 0, duplicates = 0, refused = 0] = terms
  expect(imported + duplicates + refused).toBe(records)
  expect(refused).toBeGreaterThan(0)
  await app.sum.getByRole('button', { name: /refused/ }).click()
  await expect(app.page.getByRole('row').last()).toContainText('There is no such file or folder any more')
})

test('a line of ten megabytes is an article like any other', async ({ app, place }) => {
  const line = `${'the gauge was read at noon '.repeat(400_000)}and then no more`
  const dump = place.write('line.txt', `One long line – Gauge & Tide\nMay 2, 2025\n${line}\nA short one.\n`)
  await app.newArchive()
  await app.importFiles(dump, place.copy('night-market.txt'))
  await app.importEnded('2 articles imported')
  await app.row('One long line').click()
  await expect(app.title).toHaveText('One long line')
  await app.row('Night market returns').click()
  await expect(app.title).toHaveText('Night market returns to the old rope walk')
  await app.search.fill('noon')
  await expect(app.page.getByRole('search')).toContainText('1 of 2')
})

test('the window asks before it leaves a running import', async ({ app, place }) => {
  await app.newArchive()
  await app.importFolder(inventedFolder(place, MANY))
  const job = await stopMidway(app)
  await test.step('and stays when told to', async () => {
    await app.answerQuestion(1)
    await app.choose('More', 'Close the archive')
    await expect.poll(async () => (await app.dialogs()).at(-1)?.options.message).toContain('is still running')
    await expect(app.button('Cancel')).toBeEnabled()
  })
  await test.step('and goes when told to', async () => {
    kill(job, 'SIGCONT')
    await app.answerQuestion(0)
    await app.choose('More', 'Close the archive')
    await expect(app.button('New archive…')).toBeVisible()
  })
})

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

/** Goes on with an import that ended early, and sees that nothing is missing and nothing came in twice. */
async function resumeAndCheck(app: Clipfile): Promise<void> {
  const reply = await app.call('archive.stats')
  const before = reply.ok ? (reply.value as ArchiveStats) : null
  expect(before?.imported).toBeGreaterThan(0)
  expect(before?.imported).toBeLessThan(MANY)
  expect(before?.records).toBe(before?.imported)
  await app.button('Resume').click()
  await expect(app.sum).toContainText(/3,000\s*records.*3,000\s*imported.*0\s*already here.*0\s*refused/, {
    timeout: 30_000,
  })
  await app.goTo('All articles')
  await expect(app.total).toHaveText('3,000 articles')
  await app.dismissNotifications()
  await app.choose('More', 'Check the archive')
  await app.importEnded('No problems found')
}
