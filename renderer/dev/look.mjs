// Pictures of the built window without a backend: node renderer/dev/look.mjs [scene …]. Needs a chromium (CHROMIUM=path).
// The page is served with the app's own CSP, so what the CSP would refuse shows here as an error.
import { mkdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { extname, join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { chromium } from 'playwright-core'
import { build } from 'vite'
import { contentSecurityPolicy } from '../../electron/main/content-security.ts'
import { exportScenes } from './look-exports.mjs'
import { noteScenes } from './look-notes.mjs'
import { timelineScenes } from './look-timeline.mjs'

let problems = 0
const root = join(import.meta.dirname, '../..')
const pages = join(root, 'dist/look')
const pictures = join(root, 'screenshots/look')
const types = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.woff2': 'font/woff2' }

/** Each scene: its address, and what is done before the picture. */
const scenes = {
  start: ['s=start'],
  'start-first': ['s=start-first'],
  'start-failure': ['s=start-failure'],
  empty: ['s=empty'],
  library: ['s=library'],
  search: ['s=library', (page) => search(page, 'water treaty')],
  nothing: ['s=library', (page) => search(page, 'zzz')],
  'bad-query': ['s=library', (page) => search(page, '"water')],
  arabic: ['s=library', (page) => down(page, 8)],
  chinese: ['s=library', (page) => down(page, 9)],
  long: ['s=library', (page) => down(page, 7)],
  promos: [
    's=library&view={"showPromos":true}',
    (page) => page.getByRole('button', { name: /headlines$/ }).click(),
  ],
  outlets: [
    's=library&outlets=2113',
    (page) =>
      page
        .getByRole('button', { name: 'The Delta Courier 147,256' })
        .click()
        .catch(() => {}),
  ],
  middle: ['s=library', (page) => page.getByRole('listbox').evaluate((box) => (box.scrollTop = 4_000_000))],
  imports: ['s=library', (page) => page.keyboard.press('Control+3')],
  'imports-back': [
    's=library',
    async (page) => {
      await page.keyboard.press('Control+3')
      await page.getByRole('button', { name: 'Take back…' }).click()
      await page.getByRole('dialog').waitFor()
    },
  ],
  'imports-reason': [
    's=library',
    async (page) => {
      await page.keyboard.press('Control+3')
      await page.getByRole('button', { name: /There is no article on this page/ }).click()
      await page.getByRole('button', { name: 'Show the records of all reasons' }).waitFor()
    },
  ],
  'settings-watch': [
    's=library&watched=1',
    async (page) => {
      await page.keyboard.press('Control+,')
      await page.getByRole('radio', { name: 'Watched folder' }).check()
      await page.getByRole('button', { name: 'Stop watching' }).waitFor()
    },
  ],
  running: ['s=running', (page) => page.keyboard.press('Control+3')],
  interrupted: [
    's=interrupted',
    async (page) => {
      await page.keyboard.press('Control+3')
      await page
        .getByRole('navigation', { name: 'Imports' })
        .getByRole('button', { name: /wire.jsonl/ })
        .click()
    },
  ],
  records: [
    's=library',
    async (page) => {
      await page.keyboard.press('Control+3')
      await page.getByRole('radiogroup').getByText('Records').click()
    },
  ],
  ...noteScenes,
  ...exportScenes,
  ...timelineScenes,
  pages: ['s=pages'],
  'pages-middle': ['s=pages', (page) => scroll(page, 900)],
  'pages-end': ['s=pages', (page) => scroll(page, 9_000)],
  'pages-says': ['s=pages', (page) => page.getByRole('button', { name: 'All that the page says' }).click()],
  pictures: ['s=pages', (page) => down(page, 1)],
  'pictures-middle': ['s=pages', (page) => down(page, 1).then(() => scroll(page, 1_300))],
  'pictures-end': ['s=pages', (page) => down(page, 1).then(() => scroll(page, 9_000))],
  'pages-arabic': ['s=pages', (page) => down(page, 2)],
  'pages-arabic-end': ['s=pages', (page) => down(page, 2).then(() => scroll(page, 9_000))],
  'pages-chinese': ['s=pages', (page) => down(page, 3)],
  lightbox: [
    's=pages',
    (page) =>
      page
        .getByRole('button', { name: /^Enlarge/ })
        .first()
        .click(),
  ],
  'lightbox-tall': [
    's=pages',
    (page) =>
      down(page, 1).then(() =>
        page
          .getByRole('button', { name: /^Enlarge/ })
          .first()
          .click(),
      ),
  ],
  versions: ['s=pages', (page) => page.getByRole('button', { name: '3 versions' }).click()],
  earlier: [
    's=pages',
    async (page) => {
      await page.getByRole('button', { name: '3 versions' }).click()
      await page.getByRole('list', { name: 'Versions' }).getByRole('button').last().click()
    },
  ],
  'earlier-arabic': [
    's=pages',
    async (page) => {
      await down(page, 2)
      await page.getByRole('button', { name: '2 versions' }).click()
      await page.getByRole('list', { name: 'Versions' }).getByRole('button').last().click()
      await scroll(page, 120)
    },
  ],
  correct: ['s=pages', (page) => page.keyboard.press('Control+e')],
  'correct-end': [
    's=pages',
    async (page) => {
      await page.keyboard.press('Control+e')
      await page.getByRole('textbox', { name: 'Published' }).scrollIntoViewIfNeeded()
    },
  ],
  'correct-plain': ['s=library', (page) => down(page, 3).then(() => page.keyboard.press('Control+e'))],
  'correct-arabic': ['s=pages', (page) => down(page, 2).then(() => page.keyboard.press('Control+e'))],
  'correct-faults': [
    's=pages',
    async (page) => {
      await page.keyboard.press('Control+e')
      await page.getByRole('textbox', { name: 'Title' }).fill('')
      await page.getByRole('textbox', { name: 'Published' }).fill('02/11/2025')
      await page.getByRole('button', { name: 'Add an author' }).click()
      await page.getByRole('textbox', { name: 'Handle of author 3' }).fill('@who')
      await page.getByRole('button', { name: 'Save' }).click()
    },
  ],
  'correct-refused': [
    's=pages&refuse',
    async (page) => {
      await page.keyboard.press('Control+e')
      await page.getByRole('combobox', { name: 'Outlet' }).fill('Another Ledger')
      await page.getByRole('button', { name: 'Save' }).click()
    },
  ],
  'read-only': ['s=pages&ro'],
  extract: ['s=library', (page) => again(page)],
  'extract-none': ['s=library&x=none', (page) => again(page)],
  'extract-running': ['s=library&x=slow', (page) => again(page, 'Look what would change')],
  'extract-ready': ['s=library&x=ready', (page) => again(page)],
  'extract-same': ['s=library&x=same', (page) => again(page)],
  'extract-done': ['s=library&x=ready', (page) => again(page, /^Apply to/)],
  'extract-failed': ['s=library&x=fails', (page) => again(page, 'Look what would change')],
  'extract-read-only': ['s=library&ro', (page) => again(page)],
  refused: [
    's=library',
    async (page) => {
      await page.keyboard.press('Control+3')
      await page.getByRole('radiogroup').getByText('Records').click()
      await page.getByRole('radiogroup').getByText('Refused').click()
    },
  ],
  settings: ['s=library', (page) => page.keyboard.press('Control+,')],
  shortcuts: ['s=library', (page) => page.keyboard.press('?')],
  problem: [
    's=start',
    (page) =>
      page
        .getByRole('button', { name: /river-desk/ })
        .first()
        .click(),
  ],
  offer: ['s=start', (page) => page.evaluate(() => window.clipfile.importDropped([]))],
  toast: [
    's=library',
    (page) =>
      page.evaluate(() =>
        window.fake.tell('job', {
          ...window.fake.job,
          state: 'done',
          imported: 40,
          duplicates: 2,
          rejected: 1,
        }),
      ),
  ],
  lost: [
    's=library',
    (page) =>
      page.evaluate(() =>
        window.fake.tell('backend-lost', {
          message:
            'The archive’s process ended twice in a minute. The log says more: ~/.config/clipfile/logs',
          fatal: true,
        }),
      ),
  ],
  menu: ['s=library', (page) => page.getByRole('button', { name: 'More', exact: true }).click()],
  picked: ['s=library', pickSome],
  'picked-all': [
    's=library',
    async (page) => {
      await page.getByRole('listbox').focus()
      await page.keyboard.press('Control+a')
    },
  ],
  'article-menu': [
    's=library',
    async (page) => {
      await pickSome(page)
      await page.getByRole('option').nth(2).click({ button: 'right' })
    },
  ],
  tagging: [
    's=library',
    async (page) => {
      await pickSome(page)
      await page.keyboard.press('t')
      await page.waitForTimeout(100)
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('Enter')
    },
  ],
  'tagging-new': [
    's=library',
    async (page) => {
      await page.keyboard.press('t')
      await page.waitForTimeout(100)
      await page.keyboard.type('policy/fish')
    },
  ],
  'many-tags': [
    's=library&tags=5000',
    async (page) => {
      await page.getByRole('treeitem', { name: /^region 1 / }).press('ArrowRight')
      await page.getByRole('treeitem', { name: /^region 1 / }).scrollIntoViewIfNeeded()
    },
  ],
  'tag-menu': [
    's=library',
    (page) => page.getByRole('treeitem', { name: /^policy/ }).click({ button: 'right' }),
  ],
  'tag-view': ['s=library', (page) => page.getByRole('treeitem', { name: /^water/ }).click()],
  'tag-move': [
    's=library',
    async (page) => {
      await page.getByRole('treeitem', { name: /^water/ }).click({ button: 'right' })
      await page.getByRole('menuitem', { name: 'Move under…' }).click()
    },
  ],
  'tag-colour': [
    's=library',
    async (page) => {
      await page.getByRole('treeitem', { name: /^policy/ }).click({ button: 'right' })
      await page.getByRole('menuitem', { name: 'Colour…' }).click()
    },
  ],
  'tag-twins': [
    's=library',
    async (page) => {
      await page.getByRole('button', { name: 'More about tags' }).click()
      await page.getByRole('menuitem', { name: 'Tags that may be one…' }).click()
    },
  ],
  collection: ['s=library', (page) => page.getByRole('treeitem', { name: /^Treaty dispute/ }).click()],
  'collection-empty': [
    's=library',
    async (page) => {
      await page.getByRole('button', { name: 'New collection' }).click()
      await page.keyboard.type(
        'Everything about the long and winding dispute over the lower basin, 1961–2026',
      )
      await page.keyboard.press('Enter')
      await page.getByRole('treeitem', { name: /^Everything about/ }).click()
    },
  ],
  collecting: ['s=library', (page) => page.keyboard.press('c')],
  'item-note': [
    's=library',
    async (page) => {
      await page.getByRole('treeitem', { name: /^Treaty dispute/ }).click()
      await page.getByRole('option').nth(1).click()
      await page.waitForTimeout(100)
      await page.keyboard.press('e')
    },
  ],
  'item-note-conflict': [
    's=library',
    async (page) => {
      await page.getByRole('treeitem', { name: /^Treaty dispute/ }).click()
      await page.getByRole('option').nth(1).click()
      await page.waitForTimeout(100)
      await page.keyboard.press('e')
      await page.waitForTimeout(100)
      await page.keyboard.type('New: ')
      await page.keyboard.press('Control+Enter')
    },
  ],
  trash: ['s=library', (page) => throwAway(page)],
  'trash-empty': ['s=library', (page) => page.getByRole('button', { name: /^Trash/ }).click()],
  'trash-confirm': [
    's=library',
    async (page) => {
      await throwAway(page)
      await page.getByRole('button', { name: 'Empty the trash…' }).click()
    },
  ],
  changes: [
    's=library',
    async (page) => {
      await pickSome(page)
      await page.keyboard.press('Delete')
      await page.waitForTimeout(100)
      await page.keyboard.press('Control+z')
      await page.evaluate(() => window.fake.tell('menu', 'history'))
    },
  ],
  undone: [
    's=library',
    async (page) => {
      await pickSome(page)
      await page.keyboard.press('Delete')
    },
  ],
  'outlet-menu': [
    's=library',
    (page) => page.getByRole('button', { name: /^The Delta Courier/ }).click({ button: 'right' }),
  ],
  outlet: [
    's=library',
    async (page) => {
      await page.getByRole('button', { name: /^The Delta Courier/ }).click({ button: 'right' })
      await page.getByRole('menuitem', { name: 'Names…' }).click()
    },
  ],
  rules: ['s=library', (page) => page.evaluate(() => window.fake.tell('menu', 'rules'))],
  rule: [
    's=library',
    async (page) => {
      await page.evaluate(() => window.fake.tell('menu', 'rules'))
      await page.getByRole('button', { name: 'Edit…' }).first().click()
      await page.waitForTimeout(400)
    },
  ],
  'settings-trash': ['s=library', (page) => page.keyboard.press('Control+,')],
  completing: [
    's=library',
    async (page) => {
      await search(page, 'dam -tag:wat')
      await page.keyboard.press('ArrowDown')
    },
  ],
  'completing-has': ['s=library', (page) => search(page, 'has:')],
  'save-search': [
    's=library',
    async (page) => {
      await search(page, 'reservoir')
      await page.getByRole('button', { name: 'Save this search' }).first().click()
    },
  ],
  drop: [
    's=library',
    (page) =>
      page.evaluate(() => {
        const data = new DataTransfer()
        data.items.add(new File(['x'], 'x.txt'))
        window.dispatchEvent(new DragEvent('dragenter', { dataTransfer: data }))
      }),
  ],
}

async function inspect(page, where) {
  const { violations } = await new AxeBuilder({ page }).analyze()
  for (const { id, help, nodes } of violations) {
    problems += 1
    console.log(
      `axe, ${where}: ${id}: ${help}\n    ${nodes
        .map((node) => node.target.join(' ') + ' ' + (node.any[0]?.message ?? ''))
        .slice(0, 3)
        .join('\n    ')}`,
    )
  }
}

async function scroll(page, by) {
  await page.waitForTimeout(200)
  await page.getByRole('region', { name: 'Reader' }).evaluate((pane, top) => (pane.scrollTop = top), by)
}

async function again(page, button) {
  await page.getByRole('button', { name: 'More', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Extract again…' }).click()
  if (button) await page.getByRole('button', { name: button }).click()
}

/** A picture in the size that its name says. */
function drawn(name) {
  const [, width, height] = /(\d+)x(\d+)/.exec(name) ?? []
  if (!width) throw new Error('broken')
  const bars = Array.from({ length: 9 }, (_, i) => {
    const y = (i * height) / 9
    return `<path d="M0 ${y} Q${width / 3} ${y + height / 7} ${width} ${y - height / 12} V${height} H0Z" fill="hsl(${190 + i * 9} 32% ${70 - i * 5}%)"/>`
  }).join('')
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="#cfd8dc"/>${bars}</svg>`
}

async function down(page, steps) {
  for (let i = 0; i < steps; i += 1) await page.keyboard.press('j')
  // where it comes to rest is opened
  await page.waitForTimeout(200)
}

async function pickSome(page) {
  await page.getByRole('option').nth(1).click()
  await page
    .getByRole('option')
    .nth(2)
    .click({ modifiers: ['Control'] })
  await page
    .getByRole('option')
    .nth(4)
    .click({ modifiers: ['Control'] })
}

async function throwAway(page) {
  await pickSome(page)
  await page.keyboard.press('Delete')
  await page.waitForTimeout(150)
  await page.getByRole('button', { name: /^Trash/ }).click()
}

async function search(page, text) {
  await page.keyboard.press('/')
  await page.keyboard.type(text)
  await page.waitForTimeout(300)
  if (text === 'water treaty') await page.keyboard.press('Enter')
}

await build({ root: join(root, 'renderer'), logLevel: 'warn', build: { outDir: pages, emptyOutDir: true } })
await build({
  configFile: false,
  logLevel: 'warn',
  build: {
    outDir: pages,
    emptyOutDir: false,
    lib: {
      entry: join(import.meta.dirname, 'fake-bridge.ts'),
      formats: ['iife'],
      name: 'fakeBridge',
      fileName: 'fake-bridge',
    },
  },
})

const server = createServer((request, response) => {
  const path = new URL(request.url, 'http://x').pathname
  try {
    if (path.startsWith('/picture/')) {
      const drawing = drawn(path.split('/').at(-1))
      response.writeHead(200, {
        'content-type': 'image/svg+xml',
        'content-security-policy': contentSecurityPolicy,
      })
      response.end(drawing)
      return
    }
    const body = readFileSync(join(pages, path === '/' ? 'index.html' : path))
    response.writeHead(200, {
      'content-type': types[extname(path)] ?? 'text/html',
      'content-security-policy': contentSecurityPolicy,
    })
    response.end(body)
  } catch {
    response.writeHead(404).end()
  }
})
await new Promise((resolve) => server.listen(0, resolve))
const address = `http://localhost:${server.address().port}/`

mkdirSync(pictures, { recursive: true })
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
})
const asked = process.argv.slice(2).filter((word) => !word.startsWith('--'))
const small = !process.argv.includes('--large')
for (const theme of ['light', 'dark']) {
  for (const [width, height] of small
    ? [
        [1440, 900],
        [1024, 700],
      ]
    : [[1440, 900]]) {
    const context = await browser.newContext({ viewport: { width, height } })
    const page = await context.newPage()
    await page.addInitScript({ path: join(pages, readdir('fake-bridge')) })
    page.on(
      'console',
      (message) =>
        message.type() === 'error' &&
        !message.text().includes('404') &&
        (problems++, console.log(theme, message.text())),
    )
    page.on('pageerror', (error) => (problems++, console.log(theme, error.stack)))
    for (const [name, [query, act]] of Object.entries(scenes)) {
      if (asked.length > 0 && !asked.includes(name)) continue
      await page.goto(`${address}?${query}&t=${theme}`)
      await page.evaluate(() => document.fonts.ready)
      await page.waitForTimeout(150)
      await act?.(page)
      await page.waitForTimeout(350)
      if (width === 1440) await inspect(page, `${name} ${theme}`)
      await page.screenshot({ path: join(pictures, `${name}-${theme}-${width}.png`) })
    }
    await page.close()
  }
}
await browser.close()
server.close()
console.log(`${pictures}: done, ${problems} errors`)

function readdir(prefix) {
  return ['fake-bridge.iife.js', 'fake-bridge.js'].find((name) => {
    try {
      readFileSync(join(pages, name))
      return name.startsWith(prefix)
    } catch {
      return false
    }
  })
}
