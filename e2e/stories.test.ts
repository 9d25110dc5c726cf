import { expect, test } from './fixtures.ts'

const BODY = Array.from(
  { length: 9 },
  (_, i) =>
    `Paragraph ${i + 1} of what the keeper of the upper weir told the board: the gate was lifted by ${i * 3 + 2} hands, the rope was wet, and of the ${i * 7 + 40} barrels on the quay none was missing when the lamp was lit again.`,
)
const dump = (outlet: string, date: string, title: string, body: string[]) =>
  `${title} – ${outlet}\n${date}\n${body.join('\n')}\n`

test('near-copies are one story: who was first, what was changed word by word, one taken out and back', async ({
  app,
  place,
}) => {
  const changed = BODY.map((line, i) =>
    i === 4 ? line.replace('none was missing', 'eleven were missing') : line,
  )
  await app.newArchive()
  await app.importFiles(
    place.write('a.txt', dump('Lock Keepers Gazette', 'March 3, 2025', 'The gate was lifted by hand', BODY)),
    place.write(
      'b.txt',
      dump('Lower Basin Review', 'March 5, 2025', 'Barrels go missing at the weir', changed),
    ),
    place.write('c.txt', dump('The Towpath', 'March 9, 2025', 'The gate was lifted by hand', BODY)),
  )
  await app.importEnded('3 articles imported')
  await app.dismissNotifications()
  const copies = async (): Promise<void> => {
    await app.row('Barrels go missing').click({ button: 'right' })
    await app.page.getByRole('menuitem', { name: 'Near-copies…' }).click()
  }
  // The index follows an import by a moment.
  await copies()
  const members = app.dialog.getByRole('region', { name: 'Articles of the story' }).getByRole('row')
  await expect(members).toHaveCount(4)
  await expect(app.dialog.getByRole('heading', { level: 2 })).toHaveText('A story in 3 articles')
  await test.step('in order of time, the first marked', async () => {
    await expect(members.nth(1)).toContainText(/3 Mar 2025\s*Lock Keepers Gazette\s*first/)
    await expect(members.nth(3)).toContainText('The Towpath')
    await expect(members.filter({ hasText: /\bfirst\b/ })).toHaveCount(1)
  })
  await test.step('word by word', async () => {
    await expect(app.dialog.locator('del').filter({ hasText: 'none was' })).toHaveCount(1)
    await expect(app.dialog.locator('ins').filter({ hasText: 'eleven were' })).toHaveCount(1)
    await app.dialog.getByRole('radio', { name: /^with The Towpath/ }).check()
    await expect(app.dialog.locator('.text ins')).toHaveCount(0)
    await expect(app.dialog.getByText('100 % of the words are the same')).toBeVisible()
  })
  await test.step('taken out, and back', async () => {
    await members.nth(3).getByRole('button', { name: 'Take out' }).click()
    await expect(app.dialog.getByRole('heading', { level: 2 })).toHaveText('A story in 2 articles')
    await app.press('Escape')
    await app.press('Control+z')
    await expect(app.notifications).toContainText(/taken out of its story/)
    await copies()
    await expect(app.dialog.getByRole('heading', { level: 2 })).toHaveText('A story in 3 articles')
    await app.press('Escape')
  })
  await test.step('in the list one stands for all, until every copy is shown again', async () => {
    await app.button('Collapse copies').click()
    await expect(app.rows).toHaveCount(1)
    await expect(app.rows).toContainText('+2 copies')
    await app.button('Show every copy').click()
    await expect(app.rows).toHaveCount(3)
  })
  await test.step('on the timeline they are joined by a line', async () => {
    await app.goTo('Outlet timeline')
    await expect(app.page.getByRole('list', { name: 'Legend' })).toContainText(
      'near-copies, the first framed',
    )
  })
})

test('two articles are told by hand to be one story, and so on the timeline; undone, they are none', async ({
  app,
  place,
}) => {
  const other = BODY.map(
    (_, i) => `Another keeper, ${i + 1} years in the house, remembers a dry bed and no boats.`,
  )
  await app.newArchive()
  await app.importFiles(
    place.write('a.txt', dump('Lock Keepers Gazette', 'March 3, 2025', 'The gate was lifted by hand', BODY)),
    place.write('b.txt', dump('Lower Basin Review', 'March 5, 2025', 'What the keepers remember', other)),
  )
  await app.importEnded('2 articles imported')
  await app.dismissNotifications()
  const stories = async (): Promise<void> => {
    await app.row('What the keepers').click({ button: 'right' })
    await app.page.getByRole('menuitem', { name: 'Near-copies…' }).click()
  }
  await stories()
  await expect(app.dialog).toContainText('No near-copies')
  await app.press('Escape')
  await app.row('The gate was lifted').click()
  await app.row('What the keepers').click({ modifiers: ['ControlOrMeta'] })
  await app.row('What the keepers').click({ button: 'right' })
  await app.page.getByRole('menuitem', { name: 'These tell one story' }).click()
  await app.press('Escape')
  await stories()
  const members = app.dialog.getByRole('region', { name: 'Articles of the story' }).getByRole('row')
  await expect(members).toHaveCount(3)
  await expect(members.filter({ hasText: 'joined by hand' })).not.toHaveCount(0)
  await expect(members.nth(1)).toContainText(/Lock Keepers Gazette\s*first/)
  await app.dialog.getByRole('button', { name: 'Show on timeline' }).click()
  await expect(app.page.getByRole('textbox', { name: 'Narrow the timeline' })).toHaveValue(/^story:\d+$/)
  await expect(app.timeline.locator('[title*=": 1 article"]')).toHaveCount(2)
  await expect(app.page.getByRole('list', { name: 'Legend' })).toContainText('near-copies')
  await app.press('Control+z')
  await expect(app.notifications).toContainText(/joined/)
  await app.goTo('All articles')
  await stories()
  await expect(app.dialog).toContainText('No near-copies')
})
