import type { Locator } from '@playwright/test'
import type { Clipfile } from './app.ts'
import { expect, test } from './fixtures.ts'

const outlets = (app: Clipfile): Locator => app.outlets.getByRole('button')

async function names(app: Clipfile, outlet: Locator): Promise<void> {
  await outlet.click({ button: 'right' })
  await app.page.getByRole('menuitem', { name: 'Names…' }).click()
  await expect(app.dialog.getByRole('textbox', { name: 'Another name' })).toBeFocused()
}

test('outlets: merged, split again, another name, another colour', async ({ app }) => {
  await app.openSample()
  const before = await outlets(app).count()
  const first = (await outlets(app).nth(0).getAttribute('title'))!
  const second = (await outlets(app).nth(1).getAttribute('title'))!
  const outlet = (name: string): Locator => app.outlets.getByTitle(name, { exact: true })
  await test.step('merged by the keyboard', async () => {
    await outlet(second).focus()
    await app.press('Shift+F10')
    await app.page.getByRole('menuitem', { name: 'Merge into…' }).press('Enter')
    await app.page.keyboard.type(first)
    await app.press('Enter')
    await expect(outlets(app)).toHaveCount(before - 1)
    await expect(outlet(second)).toHaveCount(0)
  })
  await test.step('split off again', async () => {
    await names(app, outlet(first))
    await app.dialog.getByRole('button', { name: `Split off ${second}` }).click()
    await expect(app.dialog).toContainText('No other name')
    await expect(outlets(app)).toHaveCount(before)
  })
  await test.step('another name, and none again', async () => {
    await app.dialog.getByRole('textbox', { name: 'Another name' }).fill('first-name.example')
    await app.press('Enter')
    await app.dialog.getByRole('button', { name: 'Remove the name first-name.example' }).click()
    await expect(app.dialog).toContainText('No other name')
  })
  await test.step('another colour, seen at once and taken back', async () => {
    await app.dialog.getByRole('button', { name: 'Colour…' }).click()
    const now = (await app.dialog.getByRole('button', { pressed: true }).getAttribute('title')) === 'Teal'
    await app.dialog.getByRole('button', { name: now ? 'Olive' : 'Teal' }).click()
    await expect(outlet(first).locator(now ? '.hue-10' : '.hue-7')).toBeVisible()
    await app.press('Control+z')
    await expect(outlet(first).locator(now ? '.hue-10' : '.hue-7')).toHaveCount(0)
  })
})

test('a rule: tried before it is saved, run, and taken back in one step', async ({ app }) => {
  await app.openSample()
  await app.choose('More', 'Rules…')
  await expect(app.dialog).toContainText('No rules yet')
  await app.button('New rule…').click()
  await app.dialog.getByRole('textbox', { name: 'Name' }).fill('Water')
  await app.dialog.getByRole('textbox', { name: 'Articles that match' }).fill('water')
  const tags = app.dialog.getByRole('combobox', { name: 'get the tags' })
  await tags.fill('policy/water')
  await tags.press('Enter')
  const trial = app.dialog.getByRole('region', { name: 'What it would do' })
  await expect(trial).toContainText(/\d+ articles match; run now, it would change \d+/)
  await expect(trial.getByRole('row').nth(1)).toContainText('policy/water')
  const changes = /change (\d+)/.exec((await trial.textContent())!)![1]!
  await app.dialog.getByRole('button', { name: 'Save' }).click()
  await app.dialog.getByRole('button', { name: 'Run now' }).click()
  await expect(app.notifications).toContainText(changes)
  await app.press('Escape')
  const tag = app.sidebar.getByRole('tree', { name: 'Tags' }).getByRole('treeitem', { name: /^water/ })
  await expect(tag).toContainText(changes)
  await app.press('Control+z')
  await expect(tag).toHaveCount(0)
})

test('the search box knows tags, and what people added can be asked for', async ({ app }) => {
  await app.openSample()
  await app.list.focus()
  await app.press('t')
  await app.page.keyboard.type('two words')
  await app.press('Enter', 'Control+Enter')
  await app.search.focus()
  await app.page.keyboard.type('tag:wo')
  const offer = app.page.getByRole('listbox', { name: 'Suggestions' })
  await expect(offer.getByRole('option')).toHaveText(/two words/)
  await app.press('ArrowDown', 'Enter')
  await expect(app.search).toHaveValue('tag:"two words" ')
  await expect(app.total).toHaveText('1 article')
  await app.search.fill('is:')
  await expect(offer.getByRole('option')).toHaveCount(3)
  await app.press('Escape')
  await expect(offer).toBeHidden()
  await expect(app.search).toBeFocused()
})
