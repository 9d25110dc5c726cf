/**
 * `npm run screenshots`: every view, in both themes and two sizes, into screenshots/ for people to look at. Times of the
 * clock are set, so that two runs differ only where something changed.
 */
import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { kill } from 'node:process'
import { agedArchive, archiveFromTheFuture, archiveOf, damagedArchive, foreignDatabase } from './archives.ts'
import { Album } from './album.ts'
import type { Clipfile } from './app.ts'
import { expect, test } from './fixtures.ts'
import { inventedFolder } from './invented.ts'
import { annotatedArchive, GATES as GATES_SHUT } from './own-archive.ts'
import { own } from './own-scenes.ts'
import type { Place } from './place.ts'
import { Reader } from './reader.ts'
import { ARABIC, GATES, GATES_EARLIER, mhtml, png } from './saved.ts'

const ROOT = join(import.meta.dirname, '..')
const SAMPLE = join(ROOT, 'resources', 'sample')
const SIZES = [
  { width: 1440, height: 900 },
  { width: 1024, height: 700 },
]
const NOON = Date.UTC(2026, 10, 22, 12, 0)
test.setTimeout(240_000)

for (const { width, height } of SIZES) {
  for (const theme of ['light', 'dark'] as const) {
    const name = `${width}x${height}-${theme}`
    test.describe(`${width}×${height}, ${theme}`, () => {
      test.describe('every view', () => {
        test.use({ placeName: `clipfile ${width} ${theme}` })
        test('every view', async ({ place, start, trouble }) => {
          // nothing is judged here but by people
          trouble.allow(/./)
          place.writeSettings(JSON.stringify({ theme }))
          const app = await startedAt(width, height, start)
          const album = new Album(app, join(ROOT, 'screenshots', name))
          await starting(app, place, album)
          await reading(app, place, album)
          await timeline(app, album)
          await importing(app, place, album)
          await saved(app, place, album)
          await leavingTheArchive(app, place, album)
          await failing(app, place, album)
        })
      })
      test.describe('what people add', () => {
        test.use({ placeName: `clipfile own ${width} ${theme}` })
        test('what people add', async ({ place, start, trouble }) => {
          trouble.allow(/./)
          place.writeSettings(JSON.stringify({ theme }))
          const app = await startedAt(width, height, start)
          await own(app, place, new Album(app, join(ROOT, 'screenshots', `${name}-own`)))
        })
      })
    })
  }
}

test.describe('the README’s', () => {
  test.use({ placeName: 'clipfile readme' })
  test('the picture of the README', async ({ place, start, trouble }) => {
    trouble.allow(/./)
    place.writeSettings(JSON.stringify({ theme: 'light' }))
    const app = await startedAt(1440, 900, start)
    await app.openArchive(await annotatedArchive(place, 'The Karsun papers.clipfile', true))
    await expect(app.total).toHaveText('44 articles')
    await app.row(GATES_SHUT).click()
    await expect(app.title).toContainText(GATES_SHUT)
    await expect(new Reader(app).cards).toHaveCount(5)
    await new Reader(app).click('broke up')
    await app.page.mouse.move(0, 0)
    await new Album(app, join(ROOT, 'screenshots', 'readme')).take('screenshot')
  })
})

/** A window of that size, at noon. */
async function startedAt(width: number, height: number, start: () => Promise<Clipfile>): Promise<Clipfile> {
  setClock()
  const app = await start()
  await app.electron.evaluate(
    ({ BrowserWindow }, [w, h, now]) => {
      Date.now = () => now
      BrowserWindow.getAllWindows()[0]!.setContentSize(w, h)
    },
    [width, height, NOON] as const,
  )
  await expect.poll(() => app.page.evaluate(() => [innerWidth, innerHeight])).toEqual([width, height])
  await app.page.clock.setFixedTime(NOON)
  return app
}

async function leavingTheArchive(app: Clipfile, place: Place, album: Album): Promise<void> {
  const close = () => app.press('Escape')
  await app.openArchive(await archiveOf(place, 'Going out.clipfile', SAMPLE))
  await expect(app.total).toHaveText('44 articles')
  await app.choose('More', 'Export…')
  const preview = app.dialog.getByRole('region', { name: 'Preview' })
  await expect(preview).toContainText(/Page 1 of/, { timeout: 60_000 })
  await album.take('export')
  for (let i = 0; i < 3; i++) await app.button('Next page').click()
  await app.dialog.getByRole('radio', { name: 'Width' }).check()
  await album.take('export-page')
  await app.dialog.getByRole('radio', { name: /^EPUB/ }).check()
  await album.take('export-epub')
  await close()
  await app.button('Share this article').click()
  await album.take('share')
  await app.page.getByRole('menuitem', { name: 'Copy citation as…' }).click()
  await expect(app.dialog.getByRole('group', { name: 'Citations' })).toContainText(/\d{4}/)
  await album.take('citation')
  await close()
  await app.choose('More', 'Backups…')
  await expect(app.button('Back up now')).toBeEnabled()
  await album.take('backups')
  await close()
  await app.closeArchive()
}

async function saved(app: Clipfile, place: Place, album: Album): Promise<void> {
  const large = png({ width: 1280, height: 720 })
  const pages = [
    place.write('pages/earlier.mhtml', mhtml(GATES_EARLIER, 'Tue, 10 Nov 2026 07:30:00 -0000')),
    place.write('pages/later.mhtml', mhtml(GATES, 'Thu, 12 Nov 2026 18:02:00 -0000', { [DAM]: large })),
    place.write('pages/majlis.mhtml', mhtml(ARABIC, 'Thu, 12 Nov 2026 18:02:00 -0000', { [HALL]: large })),
  ]
  await app.openArchive(await agedArchive(place, 'Saved pages.clipfile', ...pages))
  await app.rows.first().click()
  await expect(app.title).toBeVisible()
  await app.goTo('Imports')
  await app.choose('More', 'Extract again…')
  await app.button('Look what would change').click()
  await expect(app.button('Discard')).toBeVisible()
  await album.take('extract-again')
  await app.button(/^Apply to/).click()
  await expect(app.view).toContainText('read by today’s extractors')
  await album.take('extracted-again')
  await app.goTo('All articles')
  await app.row(GATES.title).click()
  await expect(app.title).toHaveText(GATES.title)
  await app.expectDrawn(app.picture('A dam seen from above'))
  await album.take('saved-page-picture')
  await app.article.getByRole('table').scrollIntoViewIfNeeded()
  await album.take('saved-page-table')
  await app.article.getByRole('button', { name: /versions$/ }).click()
  await app.article.getByRole('list', { name: 'Versions' }).getByRole('button').last().click()
  await expect(app.reader).toContainText('an earlier version')
  await album.take('saved-page-earlier')
  await app.button('Show the current one').click()
  await expect(app.reader).not.toContainText('an earlier version')
  await app.press('Control+e')
  await expect(app.dialog).toBeVisible()
  await album.take('correct-details')
  await app.press('Escape')
  await app.row(ARABIC.title).click()
  await expect(app.title).toHaveText(ARABIC.title)
  await album.take('saved-page-right-to-left')
  await app.closeArchive()
}

const DAM = 'https://ledger.example/2026/11/gates_files/dam.png'
const HALL = 'cid:hall@alwadi.example'

async function starting(app: Clipfile, place: Place, album: Album): Promise<void> {
  await album.take('start')
  await app.newArchive('Empty.clipfile')
  await album.take('archive-empty')
  await app.goTo('Imports')
  await album.take('imports-empty')
  await app.goTo('Outlet timeline')
  await album.take('timeline-empty')
  await app.closeArchive()
  await dragOver(app, place.copy('night-market.txt'))
  await album.take('dropping')
  await app.drop(place.copy('night-market.txt'), place.copy('hebrew.txt'))
  await expect(app.dialog).toBeVisible()
  await album.take('offer-of-a-new-archive')
  await app.press('Escape')
}

async function reading(app: Clipfile, place: Place, album: Album): Promise<void> {
  await app.openArchive(await archiveOf(place, 'The Karsun papers.clipfile', SAMPLE))
  await expect(app.total).toHaveText('44 articles')
  await expect(app.title).toBeVisible()
  await app.row('Dam gates stay shut').click()
  await app.list.focus()
  await album.take('library')
  await app.article.getByRole('button', { name: 'Show' }).click()
  await app.article.getByText('SALT LINE MOVES').scrollIntoViewIfNeeded()
  await album.take('reader-promos-shown')
  await app.article.getByRole('button', { name: 'Hide' }).click()
  await app.provenance.getByRole('button', { name: /headlines$/ }).click()
  await app.provenance.getByRole('list').first().scrollIntoViewIfNeeded()
  await album.take('reader-headlines')
  for (const [name, title] of [
    ['reader-right-to-left', 'مزارعو الدلتا'],
    ['reader-chinese', '闸门紧闭第九天'],
  ] as const) {
    await app.row(title).click()
    await expect(app.title).toContainText(title)
    await album.take(name)
  }
  await app.search.fill('gates water')
  await expect(app.page.getByRole('search')).toContainText(/of 44/)
  await app.press('Enter')
  await expect.poll(() => app.litWords()).not.toEqual([])
  await album.take('search')
  await app.outlets.getByRole('button', { name: /^Northfield Wire/ }).click()
  await expect(app.page.getByRole('search')).toContainText('outlet: Northfield Wire')
  await album.take('search-in-an-outlet')
  await app.search.fill('zymurgy')
  await expect(app.results).toContainText('No article matches')
  await album.take('search-nothing-found')
  await app.results.getByRole('button', { name: 'Show everything' }).click()
  await expect(app.total).toHaveText('44 articles')
  await app.list.focus()
  await app.press('End')
  await expect(app.openRow).toHaveAttribute('aria-posinset', '44')
  await album.take('reader-date-unknown')
  await app.button('More').click()
  await album.take('menu')
  await app.press('Escape')
  await app.choose('More', 'Settings…')
  await album.take('settings')
  await app.press('Escape')
  await expect(app.dialog).toBeHidden()
  await app.press('?')
  await expect(app.dialog).toBeVisible()
  await album.take('shortcuts')
  await app.press('Escape')
}

async function timeline(app: Clipfile, album: Album): Promise<void> {
  await app.goTo('Outlet timeline')
  await expect(app.timeline).toBeVisible()
  await album.take('timeline')
  await app.page.getByRole('radio', { name: 'Month' }).check()
  const shown = app.page.getByRole('slider', { name: 'Time shown' })
  await expect(shown).toHaveAttribute('aria-valuetext', /^\w+ \d{4}$/)
  await app.timeline.focus()
  await app.press('End')
  await expect(shown).toHaveAttribute('aria-valuetext', /Nov 2026|November 2026/)
  await album.take('timeline-month')
  await app.press('ArrowDown')
  const ring = app.timeline.locator('.ring')
  await expect(ring).toBeVisible()
  await album.take('timeline-cursor')
  const box = (await ring.boundingBox())!
  await app.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
  await expect(app.page.getByRole('tooltip')).not.toContainText('…\n')
  await album.take('timeline-card')
  await app.page.mouse.move(0, 0)
  await app.page.getByRole('radio', { name: 'Table' }).check()
  await expect(app.page.getByRole('row').nth(3)).toContainText('20')
  await album.take('timeline-table')
  await app.goTo('All articles')
}

async function importing(app: Clipfile, place: Place, album: Album): Promise<void> {
  await app.importFolder(inventedFolder(place, 6000))
  await expect
    .poll(async () => (await app.lastJob())?.imported ?? 0, { intervals: [20] })
    .toBeGreaterThan(500)
  const [job] = await app.pidsOf('Clipfile job')
  kill(job!, 'SIGSTOP')
  await album.take('library-while-importing')
  await app.goTo('Imports')
  await app.imports.getByRole('button', { name: /^reports/ }).click()
  await album.take('import-running')
  kill(job!, 'SIGKILL')
  await expect(app.imports).toContainText('Interrupted')
  await album.take('import-interrupted')
  await app.dismissNotifications()
  await app.button('Resume').click()
  await app.importEnded('6,000 articles imported')
  await album.take('import-done')
  await app.dismissNotifications()
  await app.importFiles(...mixedDumps(place))
  await app.importEnded('refused')
  await app.notifications.getByRole('button', { name: 'Show' }).last().click()
  await expect(app.sum).toBeVisible()
  await app.dismissNotifications()
  await album.take('import-with-problems')
  await app.page.getByRole('radio', { name: 'Records' }).check()
  await expect(app.page.getByRole('row').nth(2)).toBeVisible()
  await album.take('ledger')
  await app.goTo('All articles')
  for (const [name, words] of [
    ['reader-very-long-title', 'title0 title1'],
    ['reader-turned-around', 'Totals'],
    ['reader-markup', 'Markup in a title'],
  ] as const) {
    await app.search.fill(`"${words}"`)
    await expect(app.rows).toHaveCount(1)
    await app.row(words).click()
    await expect(app.title).toContainText(words)
    await album.take(name)
  }
  await app.closeArchive()
  await album.take('start-with-recents')
}

async function failing(app: Clipfile, place: Place, album: Album): Promise<void> {
  const secret = await archiveOf(place, 'Secret.clipfile', place.copy('no-date.txt'))
  chmodSync(secret, 0o000)
  const broken: Record<string, string> = {
    'from-the-future': await archiveFromTheFuture(place, 'Future.clipfile'),
    damaged: await damagedArchive(place, 'Damaged.clipfile'),
    'not-an-archive': place.write('Notes.clipfile', 'Not an archive.\n'.repeat(100)),
    'of-another-program': foreignDatabase(place, 'Recipes.clipfile'),
    missing: place.path('Missing.clipfile'),
    unreadable: secret,
  }
  for (const [name, path] of Object.entries(broken)) {
    await app.answerOpen(path)
    await app.nativeMenu('File', 'Open…')
    await expect(app.failure).toContainText(path)
    await album.take(`error-${name}`)
  }
  await app.openArchive(broken['missing']!)
  await expect(app.dialog).toBeVisible()
  await album.take('error-in-a-dialog')
  await app.press('Escape')

  const shelf = place.folder('documents/shelf')
  const readOnly = await archiveOf(place, 'shelf/Read only.clipfile', place.copy('night-market.txt'))
  chmodSync(shelf, 0o555)
  await app.openArchive(readOnly)
  await expect(app.footer).toContainText('Read only')
  await album.take('read-only')
  for (let i = 0; i < 2; i++) {
    const [process] = await app.pidsOf('Clipfile archive')
    await app.answerQuestion(0)
    kill(process!, 'SIGKILL')
    await expect.poll(async () => (await app.pidsOf('Clipfile archive')).includes(process!)).toBe(false)
    if (i === 0) await expect.poll(async () => (await app.pidsOf('Clipfile archive')).length).toBe(1)
  }
  await expect(app.banner).toContainText('The archive is closed.')
  await album.take('error-archive-lost')
}

function mixedDumps(place: Place): string[] {
  return [
    place.copy('night-market.txt'),
    place.copy('hebrew.txt'),
    place.copy('tide-tables.txt'),
    place.copy('no-date.txt'),
    place.copy('hostile/long-title.txt'),
    place.copy('hostile/bidi.txt'),
    place.copy('hostile/script-in-every-field.txt'),
    place.copy('night-market.txt', 'the same again.txt'),
    place.write('empty.txt', ''),
    place.write('picture.txt', Buffer.from(Array.from({ length: 3000 }, (_, i) => (i * 167) % 256))),
    place.write('page.html', '<!doctype html><html><body>A page</body></html>'),
    place.path('vanished.txt'),
  ]
}

async function dragOver(app: Clipfile, ...files: string[]): Promise<void> {
  const session = await app.page.context().newCDPSession(app.page)
  const at = { x: 300, y: 300, data: { items: [], files, dragOperationsMask: 1 } }
  await session.send('Input.dispatchDragEvent', { type: 'dragEnter', ...at })
  await session.send('Input.dispatchDragEvent', { type: 'dragOver', ...at })
  await session.detach()
}

/** Archives made by this process say that they were made at noon. */
function setClock(): void {
  Date.now = () => NOON
}
