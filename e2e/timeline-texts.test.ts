import { expect, test } from './fixtures.ts'
import { GATES, GATES_EARLIER, mhtml } from './saved.ts'
import { spoken, walkTo } from './timeline-chart.ts'

/** The same page four days later, with a number mended. */
const GATES_LATER = { ...GATES, body: GATES.body.replace('ninth straight day', 'tenth straight day') }

test('several captures of one address: diamonds on the lane, told, listed, and compared word by word', async ({
  app,
  place,
}) => {
  await app.newArchive()
  await app.importFiles(
    place.write('1.mhtml', mhtml(GATES_EARLIER, 'Tue, 10 Nov 2026 10:00:00 +0000')),
    place.write('2.mhtml', mhtml(GATES, 'Thu, 12 Nov 2026 09:00:00 +0000')),
    place.write('3.mhtml', mhtml(GATES_LATER, 'Mon, 16 Nov 2026 18:00:00 +0000')),
  )
  await app.importEnded(/articles? imported/)
  await app.dismissNotifications()
  await expect(app.total).toHaveText('1 article')
  const texts = app.dialog.getByRole('region', { name: 'Texts of the article' }).getByRole('row')

  await test.step('from the reader', async () => {
    await app.article.getByRole('button', { name: '3 versions' }).click()
    await app.article.getByRole('button', { name: 'Compare the texts…' }).click()
    await expect(texts).toHaveCount(4)
    // the words of the key, and of the text
    await expect(app.dialog.locator('del')).toHaveText(['gone', 'ninth'])
    await expect(app.dialog.locator('ins')).toHaveText(['new', 'tenth'])
    await app.dialog.getByRole('radio', { name: /^Compare the text saved 10 Nov 2026/ }).check()
    await expect(app.dialog.locator('.line del').first()).toBeVisible()
    await app.press('Escape')
    await expect(app.dialog).toBeHidden()
  })
  await app.goTo('Outlet timeline')
  await test.step('by keyboard', async () => {
    await app.timeline.focus()
    await app.press('ArrowDown')
    await walkTo(app, /Article\. 3 texts of it were captured; V compares them\.$/)
    await app.press('v')
    await expect(texts).toHaveCount(4)
    await app.press('Escape')
    await expect(app.timeline).toBeFocused()
    expect(await spoken(app)).toContain('3 texts')
  })
  await test.step('by the diamonds', async () => {
    await expect(app.page.getByRole('list', { name: 'Legend' })).toContainText('captured again')
    const box = (await app.timeline.locator('canvas').boundingBox())!
    const row = (await app.timeline.locator('[title*=": "]').first().boundingBox())!
    const card = app.page.getByRole('tooltip')
    const found: string[] = []
    for (let x = box.x + 2; x < box.x + box.width; x += 4) {
      await app.page.mouse.move(x, row.y + row.height - 5)
      const words = (await card.isVisible()) ? ((await card.textContent()) ?? '') : ''
      const text = /Saved (\d+ Nov) 2026.*text (\d) of 3/.exec(words)
      if (text && found.at(-1) !== `${text[1]}: ${text[2]}`) found.push(`${text[1]}: ${text[2]}`)
      if (found.length === 2) break
    }
    expect(found).toEqual(['10 Nov: 1', '12 Nov: 2'])
    await app.page.mouse.down()
    await app.page.mouse.up()
    const pinned = app.page.getByRole('dialog', { name: GATES_LATER.title })
    await expect(pinned.getByRole('button', { name: 'What changed…' })).toBeFocused()
    await app.press('Enter')
    await expect(texts).toHaveCount(4)
    await expect(app.dialog.getByRole('radio', { name: /^with the text saved 12 Nov/ })).toBeChecked()
    await expect(app.dialog.getByRole('radio', { name: /^Compare the text saved 10 Nov/ })).toBeChecked()
    await app.press('Escape')
  })
  await test.step('as a table', async () => {
    await app.page.getByRole('radio', { name: 'Table', exact: true }).check()
    await app.page.getByRole('radio', { name: 'Several captures' }).check()
    const rows = app.page.getByRole('region', { name: 'Articles with several texts' }).getByRole('row')
    await expect(rows).toHaveCount(2)
    await expect(rows.last()).toContainText(
      /9 Nov 2026.*Harbor Ledger.*10 Nov 2026.*12 Nov 2026.*16 Nov 2026/,
    )
    await rows.last().getByRole('button', { name: 'What changed…' }).click()
    await expect(texts).toHaveCount(4)
  })
})
