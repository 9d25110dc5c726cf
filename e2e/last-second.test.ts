/** What was typed in the last second is there again, whatever the person did next. */
import type { Clipfile } from './app.ts'
import { archiveOf } from './archives.ts'
import { expect, test } from './fixtures.ts'
import { nightMarket } from './reader.ts'

async function close(app: Clipfile): Promise<void> {
  await app.nativeMenu('File', 'Close Archive')
  await expect(app.button('New archive…')).toBeVisible()
}

test('a note typed right before the archive is closed and another one opened', async ({ app, place }) => {
  const other = await archiveOf(place, 'Other.clipfile', place.copy('tide-tables.txt'))
  const reader = await nightMarket(app)
  const first = place.path('News.clipfile')
  await reader.select('the second was better')
  await app.press('n')
  await app.page.keyboard.type('Who says so?')
  await close(app)
  await app.openArchive(other)
  await expect(app.title).toHaveText('How the tide tables are made')
  await app.press('Shift+N')
  await app.page.keyboard.type('written in the other one')
  await close(app)
  await app.openArchive(first)
  await expect(app.title).toHaveText('Night market returns to the old rope walk')
  await expect(reader.card('Who says so?')).toBeVisible()
  await expect(reader.cards).toHaveCount(1)
  await close(app)
  await app.openArchive(other)
  await expect(app.title).toHaveText('How the tide tables are made')
  await expect(reader.card('written in the other one')).toBeVisible()
  await expect(reader.cards).toHaveCount(1)
})

test('two versions of a note that nobody chose between are both kept when the archive is closed', async ({
  app,
}) => {
  const reader = await nightMarket(app)
  await reader.select('the second was better')
  await app.press('n')
  await app.page.keyboard.type('mine')
  await expect(reader.state).toHaveText('Saved')
  const saveElsewhere = await reader.noteElsewhere(1)
  await app.page.keyboard.type(' and more')
  await saveElsewhere('theirs')
  await expect(app.reader.getByRole('alert').filter({ hasText: 'changed elsewhere' })).toBeVisible()
  await close(app)
  await app.openArchive(app.place.path('News.clipfile'))
  await expect(reader.card('theirs')).toContainText('mine and more')
})

test('a description and a note on a place, being written when the archive is closed', async ({ app }) => {
  await nightMarket(app)
  await app.list.focus()
  await app.press('c')
  await app.page.keyboard.type('Dossier')
  await app.press('Enter')
  await app.sidebar.getByRole('treeitem', { name: /^Dossier/ }).click()
  await app.button('Describe it').click()
  await app.page.keyboard.type('For **March**.')
  await close(app)
  await app.openArchive(app.place.path('News.clipfile'))
  await app.sidebar.getByRole('treeitem', { name: /^Dossier/ }).click()
  await expect(app.page.getByRole('region', { name: 'Collection' })).toContainText('For March.')
  await app.list.focus()
  await app.press('Home', 'e')
  await expect(app.dialog.getByRole('textbox')).toBeFocused()
  await app.page.keyboard.type('Lead with this.')
  await close(app)
  await app.openArchive(app.place.path('News.clipfile'))
  await app.sidebar.getByRole('treeitem', { name: /^Dossier/ }).click()
  await expect(app.rows.first()).toContainText('Lead with this.')
})
