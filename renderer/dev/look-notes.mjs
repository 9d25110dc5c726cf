/** The scenes of look.mjs that are about highlights and notes. */

/** Drags over words of the article. */
async function drag(page, from, to = from) {
  const box = await page.evaluate(
    ([first, last]) => {
      const walker = document.createTreeWalker(document.querySelector('article'), NodeFilter.SHOW_TEXT)
      const range = new Range()
      let begun = false
      while (walker.nextNode()) {
        const text = walker.currentNode.data
        if (!begun && text.includes(first)) {
          range.setStart(walker.currentNode, text.indexOf(first))
          begun = true
        }
        if (begun && text.includes(last)) {
          range.setEnd(walker.currentNode, text.indexOf(last) + last.length)
          break
        }
      }
      range.startContainer.parentElement.scrollIntoView({ block: 'center' })
      const boxes = [...range.getClientRects()]
      const [a, b] = [boxes[0], boxes.at(-1)]
      return [a.left + 1, a.top + a.height / 2, b.right - 1, b.top + b.height / 2]
    },
    [from, to],
  )
  await page.mouse.move(box[0], box[1])
  await page.mouse.down()
  await page.mouse.move(box[2], box[3], { steps: 6 })
  await page.mouse.up()
}

async function note(page, key) {
  await page.locator(`[data-note="${key}"]`).first().click()
}

async function write(page, key, text) {
  await note(page, key)
  await page.keyboard.press('n')
  await page.getByRole('textbox', { name: 'Note' }).fill(text)
  await page.waitForTimeout(900)
}

async function down(page, steps) {
  for (let i = 0; i < steps; i += 1) await page.keyboard.press('j')
  await page.waitForTimeout(300)
}

const LONG = `Three things to check before this is quoted anywhere:

1. the **gauge readings**: 31 or 29 percent?
2. who said “arithmetically false”, and in which language
3. \`annex C\`, footnote 2

> “season” means the flowering of the alder

Compare [the minutes](https://minutes.example/2026/11/09/session-214) and https://gauge.example/low-ferry. Where nothing else helps, ask R. Okafor: she has the _printed_ copies.`

export const noteScenes = {
  notes: ['s=library'],
  'note-active': ['s=library', (page) => note(page, 1)],
  'note-hover': ['s=library', (page) => page.locator('[data-note="2"]').hover()],
  'note-edit': [
    's=library',
    async (page) => {
      await note(page, 1)
      await page.keyboard.press('n')
    },
  ],
  'note-long': [
    's=library',
    async (page) => {
      await write(page, 1, LONG)
      await page.keyboard.press('Escape')
    },
  ],
  'note-long-edit': ['s=library', (page) => write(page, 1, LONG)],
  'note-conflict': ['s=library&conflict', (page) => write(page, 1, 'Gauge data says 28, not 31.')],
  'note-unsaved': ['s=library&unsaved', (page) => write(page, 1, 'Gauge data says 28, not 31.')],
  'note-on-article': [
    's=library',
    async (page) => {
      await page.keyboard.press('Shift+N')
      await page.getByRole('textbox', { name: 'Note' }).fill('A second note on the whole.')
      await page.waitForTimeout(900)
    },
  ],
  'note-deleted': [
    's=library',
    async (page) => {
      await note(page, 1)
      await page.keyboard.press('Delete')
    },
  ],
  'note-popover': ['s=library', (page) => page.keyboard.press(']').then(() => page.keyboard.press(']'))],
  selection: ['s=library', (page) => drag(page, 'gauge readings that', 'every ten days')],
  'selection-blocks': ['s=library', (page) => drag(page, 'no longer speak', 'Gate 3')],
  'selection-keys': [
    's=library',
    async (page) => {
      await page.keyboard.press('h')
      await page.waitForTimeout(100)
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('Shift+ArrowDown')
    },
  ],
  marked: [
    's=library',
    async (page) => {
      await drag(page, 'gauge readings that', 'as complete')
      await page.keyboard.press('2')
    },
  ],
  'marked-blocks': [
    's=library',
    async (page) => {
      await drag(page, 'no longer speak', 'Gate 3')
      await page.keyboard.press('4')
    },
  ],
  orphans: [
    's=library',
    async (page) => {
      await page.getByRole('button', { name: /not in this text/ }).click()
      await drag(page, 'Minister Tal Verrano', 'the claim')
    },
  ],
  'notes-many': ['s=library&notes=300', (page) => note(page, 40)],
  'notes-arabic': ['s=library', (page) => down(page, 8).then(() => note(page, 85))],
  'notes-none': ['s=library', (page) => down(page, 1)],
  'notes-chinese': [
    's=library',
    async (page) => {
      await down(page, 9)
      await page.keyboard.press('h')
    },
  ],
  'notes-promos': ['s=library&view={"showPromos":true}', (page) => note(page, 3)],
  'notes-search': [
    's=library',
    async (page) => {
      await page.keyboard.press('/')
      await page.keyboard.type('water treaty')
      await page.waitForTimeout(300)
      await page.keyboard.press('Enter')
      await page.waitForTimeout(300)
    },
  ],
  annotations: [
    's=library',
    async (page) => {
      await page.keyboard.press('g')
      await page.keyboard.press('a')
    },
  ],
}
