import type { Locator } from '@playwright/test'
import type { Clipfile } from './app.ts'
import { expect, test } from './fixtures.ts'

const treeItem = (app: Clipfile, name: string | RegExp): Locator =>
  app.sidebar.getByRole('tree', { name: 'Tags' }).getByRole('treeitem', { name })
const picked = (app: Clipfile): Locator => app.page.getByRole('toolbar', { name: 'Picked articles' })

/** Gives tags by the keyboard to what is picked, or to the article that is open. */
async function tag(app: Clipfile, ...paths: string[]): Promise<void> {
  await app.press('t')
  await expect(app.dialog).toBeVisible()
  for (const path of paths) {
    await app.page.keyboard.type(path)
    await app.press('Enter')
    await app.dialog.getByRole('combobox').fill('')
  }
  await app.press('Control+Enter')
  await expect(app.dialog).toBeHidden()
}

test('tags by keyboard alone: one article, several, all; undo and redo', async ({ app }) => {
  await app.openSample()
  await app.list.focus()
  await test.step('t gives a new tag to the open article', async () => {
    await tag(app, 'policy/water')
    await expect(treeItem(app, /^policy/)).toContainText('1')
    await expect(treeItem(app, /^water/)).toContainText('1')
  })
  await test.step('x and Shift+arrows pick, and the bar counts them', async () => {
    await app.press('x', 'j', 'j', 'x')
    await expect(picked(app)).toContainText('2')
    await app.press('Shift+ArrowDown', 'Shift+ArrowDown')
    await expect(picked(app)).toContainText('4')
    await app.press('Shift+ArrowUp')
    await expect(picked(app)).toContainText('3')
    await expect(app.list.getByRole('option', { selected: true })).toHaveCount(3)
  })
  await test.step('the picker tells on some from on none, and takes and gives at once', async () => {
    await app.press('t')
    await expect(app.dialog.getByRole('option', { name: /policy\/water.*on some/ })).toBeVisible()
    await app.page.keyboard.type('policy/water')
    await app.press('Enter', 'Control+Enter')
    await expect(app.notifications).toContainText('policy/water')
    await expect(treeItem(app, /^water/)).toContainText('3')
  })
  await test.step('Esc lets go, Control+A takes the whole list', async () => {
    await app.press('Escape')
    await expect(picked(app)).toBeHidden()
    await app.press('Control+a')
    await expect(picked(app)).toContainText('44')
    await tag(app, 'seen')
    await expect(treeItem(app, /^seen/)).toContainText('44')
  })
  await test.step('one step back takes it from all, and there again', async () => {
    await app.press('Control+z')
    await expect(app.notifications).toContainText('Undone')
    await expect(treeItem(app, /^seen/)).toHaveCount(0)
    await app.press('Control+Shift+z')
    await expect(treeItem(app, /^seen/)).toContainText('44')
  })
  await test.step('the tree filters by the tag and by what is below it', async () => {
    await app.press('Escape')
    await treeItem(app, /^policy/).focus()
    await app.press('Enter')
    await expect(app.total).toHaveText('3 articles')
    await expect(app.button('Remove filter tag: policy')).toBeVisible()
    await app.press('ArrowLeft')
    await expect(treeItem(app, /^policy/)).toHaveAttribute('aria-expanded', 'false')
    await expect(treeItem(app, /^water/)).toBeHidden()
    await app.press('ArrowRight')
    await expect(treeItem(app, /^water/)).toBeVisible()
  })
})

test('tags put in order: rename, move, merge, colour, delete, twins', async ({ app }) => {
  await app.openSample()
  await app.list.focus()
  await tag(app, 'water', 'Waters', 'policy')
  await test.step('F2 renames', async () => {
    await treeItem(app, /^policy/).focus()
    await app.press('F2')
    await expect(app.dialog.getByRole('textbox', { name: 'Name' })).toHaveValue('policy')
    await app.page.keyboard.type('politics')
    await app.press('Enter')
    await expect(treeItem(app, /^politics/)).toBeVisible()
  })
  await test.step('dragging moves one under another', async () => {
    await treeItem(app, /^water/)
      .first()
      .dragTo(treeItem(app, /^politics/))
    await expect(treeItem(app, /^politics/)).toHaveAttribute('aria-expanded', /true|false/)
  })
  await test.step('the menu of the keyboard moves it back to the top', async () => {
    if ((await treeItem(app, /^politics/).getAttribute('aria-expanded')) === 'false') {
      await treeItem(app, /^politics/).focus()
      await app.press('ArrowRight')
    }
    await treeItem(app, /^water/)
      .first()
      .focus()
    await app.press('Shift+F10')
    await app.page.getByRole('menuitem', { name: 'Move under…' }).click()
    await app.dialog.getByRole('option', { name: 'No tag: to the top' }).click()
    await expect(treeItem(app, /^politics/)).not.toHaveAttribute('aria-expanded')
  })
  await test.step('twins are offered, and merged with one click', async () => {
    await app.choose('More about tags', 'Tags that may be one…')
    await app.dialog
      .getByRole('button', { name: /^Merge / })
      .first()
      .click()
    await expect(app.dialog).toContainText('No two tags look alike.')
    await app.press('Escape')
    await expect(treeItem(app, /^waters?/i)).toHaveCount(1)
  })
  await test.step('a colour', async () => {
    await treeItem(app, /^politics/).click({ button: 'right' })
    await app.page.getByRole('menuitem', { name: 'Colour…' }).click()
    await app.dialog.getByRole('button', { name: 'Green' }).click()
    await expect(treeItem(app, /^politics/).locator('.hue-3')).toBeVisible()
  })
  await test.step('Delete deletes, and Undo brings it back', async () => {
    await treeItem(app, /^politics/).focus()
    await app.press('Delete')
    await expect(treeItem(app, /^politics/)).toHaveCount(0)
    await app.notifications.getByRole('button', { name: 'Undo' }).click()
    await expect(treeItem(app, /^politics/)).toBeVisible()
  })
})

test('names that are not names are refused in words, and nothing is lost', async ({ app }) => {
  await app.openSample()
  await app.list.focus()
  await tag(app, 'kept')
  for (const name of ['a//b', 'a\u0007b', 'x'.repeat(10_000)]) {
    await app.sidebar.getByRole('button', { name: 'New tag' }).click()
    await app.dialog.getByRole('textbox', { name: 'Name' }).fill(name)
    await app.press('Enter')
    const problem = app.page.getByRole('dialog', { name: 'The tag could not be made' })
    await expect(problem).toBeVisible()
    await app.press('Escape')
    await expect(problem).toBeHidden()
    await expect(app.dialog.getByRole('textbox', { name: 'Name' })).toHaveValue(name)
    await app.press('Escape')
    await expect(app.dialog).toBeHidden()
  }
  await tag(app, `<img src=x onerror=alert(1)>'; DROP TABLE tags;--`)
  await tag(app, 'رأي')
  await expect(treeItem(app, /DROP TABLE/)).toBeVisible()
  await expect(treeItem(app, /رأي/)).toBeVisible()
  await app.nothingFromTheDump()
})
