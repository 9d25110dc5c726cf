import { makeZip } from '../electron/core/import/containers/container-fixtures.ts'
import { expect, test } from './fixtures.ts'
import { inventedDump } from './invented.ts'

test('a zip dropped on the window comes in file by file, and the ledger says which file each record stands in', async ({
  app,
  place,
}) => {
  const inner = makeZip([{ name: 'deep.txt', content: inventedDump(3) }])
  const zip = makeZip([
    { name: 'press/one.txt', content: inventedDump(1), deflate: true },
    { name: 'press/two.txt', content: inventedDump(2) },
    { name: 'press/locked.txt', content: inventedDump(4), flags: 1 },
    { name: 'inner.zip', content: inner, deflate: true },
    { name: '__MACOSX/press/._one.txt', content: 'x' },
  ])
  place.write('press.zip', zip)
  await app.newArchive()
  await app.drop(place.path('press.zip'))
  await app.importEnded('3 articles imported')
  await app.notifications.getByRole('button', { name: 'Show' }).click()
  await expect(app.sum).toContainText(/4\s*records.*3\s*imported.*0\s*already here.*1\s*refused/)
  await test.step('the ledger', async () => {
    await app.page.getByRole('radio', { name: 'Records' }).check()
    const row = (name: string) => app.page.getByRole('row').filter({ hasText: name })
    await expect(row('press.zip ▸ press/one.txt')).toContainText('Imported')
    await expect(row('press.zip ▸ inner.zip ▸ deep.txt')).toContainText('Imported')
    await expect(row('press.zip ▸ press/locked.txt')).toContainText('password-protected')
    await expect(row('__MACOSX')).toHaveCount(0)
  })
})
