import type { Locator } from '@playwright/test'
import type { Clipfile } from './app.ts'
import { expect, test } from './fixtures.ts'
import { Reader } from './reader.ts'

const treeItem = (app: Clipfile, name: string | RegExp): Locator =>
  app.sidebar.getByRole('treeitem', { name })
const deleted = (app: Clipfile): Locator =>
  app.page.getByRole('region', { name: 'Deleted', exact: true }).getByRole('listitem')

async function openTrash(app: Clipfile): Promise<void> {
  await app.sidebar.getByRole('button', { name: /^Trash/ }).click()
  await app.page.getByRole('radio', { name: /^Tags, notes and the rest/ }).check()
}

test('tags, collections and notes that were deleted come back from the trash, after many other steps', async ({
  app,
}) => {
  await app.openSample()
  await app.list.focus()
  await test.step('some of each', async () => {
    await app.press('Home', 'x', 'j', 'x')
    await app.tag('policy/water')
    await app.press('c')
    await app.page.keyboard.type('Dossier')
    await app.press('Enter')
    await expect(treeItem(app, /^Dossier/)).toContainText('2')
    await app.press('Escape')
    await app.press('Home')
    await expect(app.openRow).toHaveAttribute('aria-posinset', '1')
    await expect(app.title).toHaveText((await app.openRow.locator('.title').textContent())!.trim())
    await app.press('Shift+N')
    await app.page.keyboard.type('Deleted by mistake')
    await app.press('Escape')
    await expect(new Reader(app).card('Deleted by mistake')).toBeVisible()
  })
  await test.step('deleted, each in its own way', async () => {
    await new Reader(app).card('Deleted by mistake').focus()
    await app.press('Delete')
    await treeItem(app, /^Dossier/).focus()
    await app.press('Delete')
    await expect(treeItem(app, /^Dossier/)).toHaveCount(0)
    await treeItem(app, /^policy/).focus()
    await app.press('Delete')
    await app.dialog.getByRole('button', { name: /^Delete/ }).click()
    await expect(treeItem(app, /^policy/)).toHaveCount(0)
    await app.list.focus()
    await app.press('s', 'j', 's')
  })
  await test.step('the trash says what they were', async () => {
    await openTrash(app)
    await expect(deleted(app)).toHaveCount(3)
    await expect(deleted(app).nth(0)).toContainText('policy')
    await expect(deleted(app).nth(0)).toContainText('Tag · on 2 articles · with 1 tag below it')
    await expect(deleted(app).nth(1)).toContainText('Collection · with 2 articles')
    await expect(deleted(app).nth(2)).toContainText('Deleted by mistake')
  })
  await test.step('restored by keyboard, the focus walks on', async () => {
    await deleted(app).nth(0).getByRole('button').focus()
    await app.press('ArrowDown', 'ArrowUp', 'Enter')
    await expect(deleted(app)).toHaveCount(2)
    await expect(treeItem(app, /^policy/)).toContainText('2')
    await expect(treeItem(app, /^water/)).toContainText('2')
    await app.expectFocusKept()
    await expect(app.focused).toHaveAccessibleName('Restore Dossier')
    await app.press('Enter')
    await expect(treeItem(app, /^Dossier/)).toContainText('2')
    await deleted(app)
      .getByRole('button', { name: /^Restore Deleted by/ })
      .click()
    await expect(app.results).toContainText('Nothing else was deleted')
    await app.goTo('All articles')
    await app.rows.first().click()
    await expect(new Reader(app).card('Deleted by mistake')).toBeVisible()
  })
  await test.step('a restore is a step like any other', async () => {
    await app.list.focus()
    await app.press('Control+z')
    await openTrash(app)
    await expect(deleted(app)).toHaveCount(1)
  })
  await test.step('emptied, they are gone for good', async () => {
    await app.button('Empty the trash…').click()
    await expect(app.dialog).toContainText('1 other thing will be gone for good')
    await app.dialog.getByRole('button', { name: 'Empty the trash' }).click()
    await expect(app.results).toContainText('Nothing else was deleted')
  })
})

test('a picker on a list that was never looked at whole tells on all from on some', async ({ app }) => {
  await app.openSample()
  await app.list.focus()
  await app.press('Control+a')
  await app.tag('on/all')
  await app.press('Escape', 'Home', 'x')
  await app.tag('on/one')
  await app.press('Escape', 'Control+a', 't')
  await expect(app.dialog.getByRole('option', { name: /on\/all/ })).toHaveAccessibleName(
    /on\/all(?!.*on some)/,
  )
  await expect(app.dialog.getByRole('option', { name: /on\/one.*on some/ })).toBeVisible()
  const all = app.dialog.getByRole('option', { name: /on\/all/ })
  await expect(all).toHaveAttribute('aria-selected', 'true')
})
