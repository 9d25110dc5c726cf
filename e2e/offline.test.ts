import { readFileSync } from 'node:fs'
import type { Clipfile } from './app.ts'
import { expect, test } from './fixtures.ts'
import { readNetLog, requested, watchRequests } from './requests.ts'
import { familyOf, socketsOf } from './sockets.ts'

test('a whole day of work asks nobody outside for anything', async ({ start, place }) => {
  const netLog = `${place.folder('net')}/log.json`
  const app = await start({ args: [`--log-net-log=${netLog}`, '--net-log-capture-mode=Everything'] })
  await watchRequests(app)
  await workADay(app)

  await test.step('no session sent a request', async () => {
    const addresses = await requested(app)
    expect(addresses.length, 'the listener hears').toBeGreaterThan(0)
    expect(addresses.filter((address) => !address.startsWith('app://ui/'))).toEqual([])
  })
  await test.step('no process holds a socket, but for the debugger of this test', () => {
    test.skip(process.platform !== 'linux', 'sockets are looked at in /proc')
    const debuggers = listening(app)
    const others = socketsOf(familyOf(app.pid)).filter(({ local }) => !debuggers.has(local.split(':')[1]!))
    expect(others).toEqual([])
  })
  await app.quit()
  await test.step('Chromium’s own log of the network tells of no name looked up and no connection made', () => {
    const told = readNetLog(netLog)
    expect(told.events, 'the log is no empty one').toBeGreaterThan(0)
    expect(told.outward).toEqual([])
    expect(told.addresses).toEqual([])
  })
})

test('in a network namespace of its own there is no way out at all', () => {
  const devices = readFileSync('/proc/net/dev', 'utf8').trim().split('\n').slice(2)
  const names = devices.map((line) => line.split(':')[0]!.trim())
  test.skip(
    names.some((name) => name !== 'lo'),
    'these tests do not run in one: it takes root',
  )
  expect(names).toEqual(['lo'])
})

/** Everything that a person does with Clipfile, once. */
async function workADay(app: Clipfile): Promise<void> {
  await app.openSample()
  for (let i = 0; i < 5; i++) await app.press('j')
  await app.search.fill('water')
  await expect(app.page.getByRole('search')).toContainText(/of 44/)
  await app.search.fill('')
  await app.goTo('Outlet timeline')
  await expect(app.timeline).toBeVisible()
  await app.page.getByRole('radio', { name: 'Month' }).check()
  await app.page.getByRole('radio', { name: 'Table' }).check()
  await app.goTo('Imports')
  await app.drop(app.place.copy('night-market.txt'))
  await app.importEnded('1 article imported')
  await app.choose('More', 'Check the archive')
  await app.importEnded('No problems found')
  await app.exportAs(/^JSON Lines/, app.place.path('out.jsonl'))
  await app.importEnded('45 articles written')
  await app.exportAs(/^PDF/, app.place.path('out.pdf'))
  await app.importEnded('45 articles, ', 60_000)
  await app.setTheme('Dark')
  await app.press('?', 'Escape')
  await app.nativeMenu('Help', 'Show Log')
  await app.closeArchive()
  await app.newArchive()
  await app.closeArchive()
}

/** The ports that Playwright has the app listen on. */
function listening(app: Clipfile): Set<string> {
  const LISTEN = '0A'
  const ports = socketsOf([app.pid]).filter(
    ({ state, local }) => state === LISTEN && local.startsWith('0100007F:'),
  )
  return new Set(ports.map(({ local }) => local.split(':')[1]!))
}
