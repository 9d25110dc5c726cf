import type { Locator } from '@playwright/test'
import type { Clipfile } from './app.ts'
import { expect, test } from './fixtures.ts'

const place = (app: Clipfile, name: string): Locator =>
  app.sidebar.getByRole('button', { name: new RegExp(`^${name}`) })

test('stars and reading by keyboard; the sidebar counts along', async ({ app }) => {
  await app.openSample()
  await app.list.focus()
  await app.press('s', 'j', 's')
  await expect(place(app, 'Starred')).toContainText('2')
  await app.press('u')
  await expect(place(app, 'Unread')).toContainText('4')
  await app.press('g', 's')
  await expect(app.total).toHaveText('2 articles')
  await expect(app.rows.first()).toContainText('Starred')
  await app.list.focus()
  await app.press('Home', 's')
  await expect(app.total).toHaveText('1 article')
  await app.press('Control+z')
  await expect(app.total).toHaveText('2 articles')
})

test('several into the trash, back by one step, across a restart, and gone for good', async ({
  app,
  start,
}) => {
  await app.openSample()
  await test.step('picked with the mouse', async () => {
    await app.rows.nth(1).click()
    await app.rows.nth(3).click({ modifiers: ['Control'] })
    await app.rows.nth(2).click({ modifiers: ['Shift'] })
    await expect(app.page.getByRole('toolbar', { name: 'Picked articles' })).toContainText('3')
    await app.rows.nth(2).click({ button: 'right' })
    await app.page.getByRole('menuitem', { name: 'Move to the trash' }).click()
    await expect(app.total).toHaveText('41 articles')
    await expect(place(app, 'Trash')).toContainText('3')
    await expect(place(app, 'All articles')).toContainText('41')
  })
  await test.step('the toast takes it back', async () => {
    await app.notifications.getByRole('button', { name: 'Undo' }).click()
    await expect(app.total).toHaveText('44 articles')
    await app.notifications.getByRole('button', { name: 'Redo' }).click()
    await expect(app.total).toHaveText('41 articles')
  })
  await test.step('the last changes list both', async () => {
    await app.choose('More', 'Last changes…')
    await expect(app.dialog.getByRole('listitem').first()).toContainText('trash')
    await app.press('Escape')
  })
  await app.quit()
  const again = await start()
  await test.step('after a restart Mod+Z still knows', async () => {
    await expect(again.total).toHaveText('41 articles')
    await again.list.focus()
    await again.press('Control+z')
    await expect(again.total).toHaveText('44 articles')
    await again.press('Control+Shift+z')
    await expect(again.total).toHaveText('41 articles')
  })
  await test.step('one is restored from the trash by keyboard, the rest goes for good after a question', async () => {
    await place(again, 'Trash').click()
    await expect(again.rows).toHaveCount(3)
    await again.list.focus()
    await again.press('Home', 'Shift+F10')
    await again.page.getByRole('menuitem', { name: 'Restore' }).press('Enter')
    await expect(again.rows).toHaveCount(2)
    await again.button('Empty the trash…').click()
    await expect(again.dialog).toContainText('2 articles will be gone for good')
    await expect(again.button('Cancel')).toBeFocused()
    await again.dialog.getByRole('button', { name: 'Empty the trash' }).click()
    await expect(again.results).toContainText('The trash is empty')
    await again.goTo('All articles')
    await expect(again.total).toHaveText('42 articles')
  })
})

test('an import is taken back whole, and comes back whole', async ({ app }) => {
  await app.openSample()
  await app.goTo('Imports')
  await app.button('Take back…').click()
  await expect(app.dialog).toContainText('44 articles will go to the trash')
  await app.dialog.getByRole('button', { name: 'Take back' }).click()
  await expect(app.view).toContainText('All articles of this import lie in the trash.')
  await app.press('Control+z')
  await expect(app.button('Take back…')).toBeVisible()
  await app.goTo('All articles')
  await expect(app.total).toHaveText('44 articles')
})

test('in a text field Mod+Z is the field’s own', async ({ app }) => {
  await app.openSample()
  await app.list.focus()
  await app.press('s')
  await expect(place(app, 'Starred')).toContainText('1')
  await app.search.focus()
  await app.page.keyboard.type('water')
  await app.press('Control+z')
  await expect(app.search).not.toHaveValue('water')
  await expect(place(app, 'Starred')).toContainText('1')
})
