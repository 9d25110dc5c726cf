// Scenes of what leaves the archive; see look.mjs.

const openExport = async (page) => {
  await page.keyboard.press('Control+Shift+E')
  await page.getByRole('dialog').waitFor()
  await page.waitForTimeout(500)
}
const format = (page, name) => page.getByRole('radio', { name }).check()
const backups = async (page) => {
  await page.getByRole('button', { name: 'More', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Backups…' }).click()
  await page.waitForTimeout(150)
}
const collection = (page) => page.getByRole('treeitem', { name: /^Treaty dispute/ }).click()

export const exportScenes = {
  export: ['s=library&presets', openExport],
  'export-all': ['s=library', openExport],
  'export-collection': ['s=library&presets', (page) => collection(page).then(() => openExport(page))],
  'export-width': [
    's=library',
    async (page) => {
      await openExport(page)
      await page.getByRole('radio', { name: 'Width' }).check()
      await page.getByRole('button', { name: 'Next page' }).click()
    },
  ],
  'export-warns': [
    's=library&p=warns',
    async (page) => {
      await openExport(page)
      await page.getByRole('button', { name: '3 things to know' }).click()
    },
  ],
  'export-fails': ['s=library&p=fails', openExport],
  'export-slow': ['s=library&p=slow', openExport],
  'export-empty': ['s=empty', openExport],
  'export-format': ['s=library', (page) => openExport(page).then(() => format(page, /^JSON Lines/))],
  'export-preset': [
    's=library&presets',
    async (page) => {
      await openExport(page)
      await page.getByRole('button', { name: 'Presets' }).click()
      await page.getByRole('menuitem', { name: 'Save these options…' }).click()
      await page.keyboard.type('For court')
    },
  ],
  'export-end': [
    's=library',
    async (page) => {
      await openExport(page)
      await page.getByRole('button', { name: 'Export PDF…' }).click()
      await page.waitForTimeout(600)
    },
  ],
  'export-running': [
    's=library&running',
    (page) => openExport(page).then(() => page.getByRole('button', { name: 'Export PDF…' }).click()),
  ],
  cite: [
    's=library',
    async (page) => {
      await page.getByRole('button', { name: 'Share this article' }).click()
      await page.getByRole('menuitem', { name: 'Copy citation as…' }).click()
    },
  ],
  share: ['s=pages', (page) => page.getByRole('button', { name: 'Share this article' }).click()],
  merge: [
    's=library',
    async (page) => {
      await page.getByRole('button', { name: 'More', exact: true }).click()
      await page.getByRole('menuitem', { name: 'Merge another archive…' }).click()
      await page.waitForTimeout(600)
      await page.getByRole('button', { name: 'Details…', exact: true }).click()
    },
  ],
  backups: ['s=library', backups],
  'backups-none': ['s=library&b=none', backups],
  'backups-gone': ['s=library&b=gone', backups],
  print: ['s=pages', (page) => page.emulateMedia({ media: 'print' })],
}
