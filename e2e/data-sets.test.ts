import { expect, test } from './fixtures.ts'

const articles = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, i) => ({
    title: `Gate ${from + i} stays shut`,
    maintext: `The gate number ${from + i} of the old dam stayed shut on Monday. Nobody in the village knew why.`,
    source_domain: 'www.herald.example',
    date_publish: `2024-03-${String((i % 28) + 1).padStart(2, '0')} 06:07:08`,
    url: `https://www.herald.example/gates/${from + i}`,
  }))

test('a data set dropped on the window becomes articles, a damaged line costs only itself', async ({
  app,
  place,
}) => {
  const lines = articles(1, 40).map((row) => JSON.stringify(row))
  lines.splice(10, 0, '{"title": "cut off')
  const file = place.write('news.jsonl', lines.join('\n'))
  await app.newArchive()
  await app.drop(file)
  await app.importEnded('40 articles imported, 1 refused')
  await expect(app.total).toHaveText('40 articles')
  await app.notifications.getByRole('button', { name: 'Show' }).click()
  await app.sum.getByRole('button', { name: /refused/ }).click()
  const row = app.page.getByRole('row').filter({ hasText: 'This is no JSON' })
  await expect(row).toContainText('line 11')
})

test('columns that nobody knows are chosen beside the articles that come of them, and known from then on', async ({
  app,
  place,
}) => {
  const rows = Array.from(
    { length: 12 },
    (_, i) =>
      `K${i};${i + 1}/4/2024;Schleuse ${i} bleibt zu;"Die Schleuse ${i} blieb zu;\nniemand wusste, warum."`,
  )
  const file = place.write('schleusen.csv', ['kennung;wann;worum;inhalt_roh', ...rows].join('\n'))
  await app.newArchive()
  await app.drop(file)
  await app.importEnded('1 refused')
  await app.notifications.getByRole('button', { name: 'Show' }).click()
  await app.dismissNotifications()

  await test.step('the dialog says what stands in the columns, and what comes of a choice', async () => {
    await app.button('Choose columns…').first().press('Enter')
    await expect(app.dialog.getByRole('heading', { name: 'Columns of schleusen.csv' })).toBeVisible()
    await expect(app.dialog.getByLabel('Title')).toBeFocused()
    await app.dialog.getByLabel('Title').selectOption('worum')
    await app.dialog.getByLabel('Text', { exact: true }).selectOption('inhalt_roh')
    await app.dialog.getByLabel('Published').selectOption('wann')
    await app.dialog.getByLabel('Dates are written').selectOption('dmy')
    const shown = app.dialog.getByRole('region', { name: 'As an article' })
    await expect(shown.getByRole('heading', { name: 'Schleuse 0 bleibt zu' })).toBeVisible()
    await expect(shown).toContainText('2024-04-01')
    await expect(shown).toContainText('Die Schleuse 0 blieb zu;')
    await app.button('Next row').click()
    await expect(shown).toContainText('2024-04-02')
  })
  await test.step('its rows come in', async () => {
    await app.button('Import with these columns').click()
    await app.importEnded('12 articles imported')
    await expect(app.dialog).toBeHidden()
    await expect(app.sum).toContainText(/12\s*records.*12\s*imported.*0\s*already here.*0\s*refused/)
    await app.dismissNotifications()
  })
  await test.step('the same columns again need no choice', async () => {
    const more = place.write(
      'mehr.csv',
      'inhalt_roh;worum;wann;kennung\nMehr davon.;Schleuse 13;2/5/2024;K13\n',
    )
    await app.drop(more)
    await app.importEnded('1 article imported')
    await app.goTo('All articles')
    await expect(app.total).toHaveText('13 articles')
  })
  await app.nothingFromTheDump()
})
