/** The scenes of the timeline, for look.mjs. */
const open = (page) => page.keyboard.press('Control+2')
const form = async (page, name) => {
  await open(page)
  await page.getByRole('radio', { name, exact: true }).check()
}
const zoomed = async (page, times) => {
  const box = await page.getByRole('application').locator('canvas').boundingBox()
  await page.mouse.move(box.x + box.width * 0.7, box.y + 100)
  await page.keyboard.down('Control')
  for (let i = 0; i < times; i += 1) await page.mouse.wheel(0, -400)
  await page.keyboard.up('Control')
  await page.waitForTimeout(150)
}

export const timelineScenes = {
  timeline: ['s=library', open],
  'timeline-items': ['s=library', (page) => open(page).then(() => zoomed(page, 14))],
  'timeline-many': ['s=library&outlets=2113', open],
  'timeline-heat': ['s=library', (page) => form(page, 'Heat map')],
  'timeline-heat-near': [
    's=library',
    (page) =>
      form(page, 'Heat map').then(() => page.getByRole('radio', { name: 'Year', exact: true }).check()),
  ],
  'timeline-stacked': ['s=library', (page) => form(page, 'Stacked')],
  'timeline-share': [
    's=library',
    (page) => open(page).then(() => page.getByRole('radio', { name: 'Share', exact: true }).check()),
  ],
  'timeline-rest': [
    's=library',
    async (page) => {
      await open(page)
      await page.getByRole('button', { name: 'Lanes', exact: true }).click()
      await page.getByRole('menuitem', { name: /^10 lanes/ }).click()
      await page.getByRole('application').focus()
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('p')
      await page.keyboard.press('Shift+F10')
    },
  ],
  'timeline-range': [
    's=library',
    async (page) => {
      await open(page)
      const box = await page.getByRole('application').locator('canvas').boundingBox()
      await page.mouse.move(box.x + box.width * 0.5, box.y + 10)
      await page.mouse.down()
      await page.mouse.move(box.x + box.width * 0.68, box.y + 12, { steps: 5 })
      await page.mouse.up()
    },
  ],
  'timeline-split': [
    's=library',
    async (page) => {
      await open(page)
      await zoomed(page, 14)
      await page.getByRole('application').focus()
      await page.keyboard.press('ArrowDown')
      for (let i = 0; i < 9; i += 1) {
        await page.keyboard.press('Enter')
        await page.waitForTimeout(60)
        if (await page.getByRole('article').count()) break
        await page.keyboard.press('Escape')
        await page.keyboard.press('ArrowDown')
      }
    },
  ],
  'timeline-compare': [
    's=library',
    async (page) => {
      await open(page)
      await page.getByRole('button', { name: /^Compare with/ }).click()
      await page.getByRole('textbox', { name: 'First query' }).fill('water treaty')
      await page.getByRole('textbox', { name: 'Second query' }).fill('dam')
      await page.keyboard.press('Enter')
    },
  ],
  'timeline-table': ['s=library', (page) => form(page, 'Table')],
  'timeline-periods': [
    's=library',
    async (page) => {
      await form(page, 'Table')
      await page.getByRole('radio', { name: 'Outlets by period', exact: true }).check()
    },
  ],
  'timeline-captures': [
    's=library',
    async (page) => {
      await form(page, 'Table')
      await page.getByRole('radio', { name: 'Several captures', exact: true }).check()
    },
  ],
  'timeline-compared-table': [
    's=library',
    async (page) => {
      await open(page)
      await page.getByRole('button', { name: /^Compare with/ }).click()
      await page.getByRole('textbox', { name: 'Second query' }).fill('dam')
      await page.keyboard.press('Enter')
      await page.getByRole('radio', { name: 'Table', exact: true }).check()
    },
  ],
}
