import { expect, test } from './fixtures.ts'

test('an empty window invites: make an archive, open one, or look at the sample', async ({ app }) => {
  await expect(app.page).toHaveTitle('Clipfile')
  await expect(app.page.getByRole('heading', { level: 1, name: 'Clipfile' })).toBeVisible()
  await expect(app.button('New archive…')).toBeVisible()
  await expect(app.button('Open…')).toBeVisible()
  await expect(app.button('Open the sample archive')).toBeVisible()
  await expect(app.page.getByText('Archives that you open are listed here.')).toBeVisible()
  await expect(app.footer).toContainText('Offline: no network access')
})

test('the sample archive opens with its 44 articles', async ({ app }) => {
  await app.openSample()
  await expect(app.footer).toContainText('44 articles')
})
