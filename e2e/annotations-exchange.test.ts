import type { Locator } from '@playwright/test'
import { readFileSync } from 'node:fs'
import type { Clipfile } from './app.ts'
import { expect, test } from './fixtures.ts'
import { nightMarket, Reader } from './reader.ts'

type Json = Record<string, unknown>

const TITLE = 'Night market returns to the old rope walk'
const importButton = (app: Clipfile): Locator => app.view.getByRole('button', { name: 'Import…' })
const lines = (app: Clipfile): Locator =>
  app.view.getByRole('region', { name: 'Annotations', exact: true }).getByRole('listitem')

/** Two notes and a highlight, one of them on the whole article. */
async function annotated(app: Clipfile): Promise<void> {
  const reader = await nightMarket(app)
  await reader.select('under the long roof of the rope walk')
  await app.press('n')
  await app.page.keyboard.type('**Which** roof? <b>سقف</b>')
  await app.press('Escape')
  await expect(reader.card('Which')).toBeFocused()
  await reader.select('the second was better')
  await app.press('4')
  await expect(reader.cards).toHaveCount(2)
  await app.press('Shift+N')
  await app.page.keyboard.type('Compare with the ledger.')
  await app.press('Escape')
  await expect(reader.cards).toHaveCount(3)
}

async function exportTo(app: Clipfile, name: string): Promise<string> {
  const path = app.place.path(name)
  await app.press('g', 'a')
  await app.answerSave(path)
  await app.view.getByRole('button', { name: 'Export…' }).click()
  await expect(app.notifications).toContainText(`written to ${path}`)
  await app.dismissNotifications()
  return path
}

async function importFrom(app: Clipfile, path: string): Promise<void> {
  await app.answerOpen(path)
  await importButton(app).click()
}

function itemsIn(path: string): Json[] {
  const { first } = JSON.parse(readFileSync(path, 'utf8')) as { first: { items: Json[] } }
  return first.items
}

/** An annotation as another program would write it. */
function foreign(exact: string, target: Json = {}, suffix = ''): Json {
  return {
    '@context': 'http://www.w3.org/ns/anno.jsonld',
    id: `https://notes.example/${encodeURIComponent(exact)}`,
    type: 'Annotation',
    body: { type: 'TextualBody', value: `On “${exact}”`, purpose: 'commenting' },
    target: { selector: { type: 'TextQuoteSelector', exact, suffix }, ...target },
  }
}

test('annotations leave as JSON-LD and come into another archive, with nothing lost', async ({ app }) => {
  await annotated(app)
  const left = await exportTo(app, 'left.jsonld')
  await app.closeArchive()
  await app.newArchive('Second.clipfile')
  await app.importFiles(app.place.path('night-market.txt'))
  await app.importEnded('1 article imported')
  await app.dismissNotifications()
  await expect(app.title).toHaveText(TITLE)
  await app.press('g', 'a')
  await expect(app.view).toContainText('No highlights and notes yet')
  await importFrom(app, left)
  await expect(app.notifications).toContainText('3 annotations taken in')
  await expect(lines(app)).toHaveCount(3)

  await test.step('they stand at their passages', async () => {
    await app.view.getByRole('button', { name: /^Highlight, red, on “the second was better”/ }).click()
    const reader = new Reader(app)
    await expect(reader.card('the second was better')).toBeFocused()
    expect(await reader.painted()).toEqual({
      'note-0-0': ['under the long roof of the rope walk'],
      'note-3-0': ['the second was better'],
    })
    await expect(reader.card('Which roof?')).toContainText('<b>سقف</b>')
  })
  await test.step('and leave as they came', async () => {
    await app.dismissNotifications()
    const again = await exportTo(app, 'again.jsonld')
    expect(itemsIn(again)).toEqual(itemsIn(left))
    expect(itemsIn(again)).toHaveLength(3)
  })
  await test.step('a second time they are here already', async () => {
    await importFrom(app, left)
    await expect(app.notifications).toContainText('3 were here already')
    await expect(lines(app)).toHaveCount(3)
    await app.dismissNotifications()
  })
  await test.step('one step takes them all back, and one brings them again', async () => {
    await app.press('Control+z')
    await expect(app.view).toContainText('No highlights and notes yet')
    await app.press('Control+Shift+z')
    await expect(lines(app)).toHaveCount(3)
  })
})

test('a file that is none, or anchors nowhere, is answered in words, and nothing is lost', async ({
  app,
}) => {
  await annotated(app)
  const left = await exportTo(app, 'left.jsonld')
  const whole = readFileSync(left, 'utf8')
  await expect(lines(app)).toHaveCount(3)
  const alert = app.notifications.getByRole('alert')

  for (const [name, content, words] of [
    ['cut.jsonld', whole.slice(0, whole.length / 2), 'This file is no JSON'],
    ['empty.jsonld', '', 'This file is no JSON'],
    ['other.jsonld', '{"@type": "schema:Recipe", "name": "Dough"}', 'This file holds no Web Annotations.'],
  ] as const) {
    await test.step(name, async () => {
      await importFrom(app, app.place.write(name, content))
      await expect(alert).toContainText(`“${name}” could not be taken in. ${words}`)
      await expect(alert.getByRole('button', { name: 'Why' })).toHaveCount(0)
      await app.dismissNotifications()
      await expect(lines(app)).toHaveCount(3)
    })
  }

  await test.step('what is refused is told one by one, the rest is taken in', async () => {
    const url = { source: 'https://nowhere.example/never-seen', 'clipfile:title': '<i>Never seen</i>' }
    const target = itemsIn(left)[0]!['target'] as Json
    const { source } = target
    const mixed = [
      foreign('words of another article', url),
      foreign('Forty-two traders', { source }, ' had paid for a table'),
      { type: 'Annotation', target: {} },
      'no object',
      { ...itemsIn(left)[1], body: { type: 'TextualBody', value: 'written elsewhere' } },
    ]
    await importFrom(app, app.place.write('mixed.jsonld', JSON.stringify(mixed)))
    await expect(alert).toContainText('“mixed.jsonld”: 1 annotation taken in, 4 refused.')
    await alert.getByRole('button', { name: 'Why' }).click()
    const reasons = app.dialog.getByRole('listitem')
    await expect(reasons).toHaveText([
      'Annotation 1: Its article is not in this archive: <i>Never seen</i>.',
      'Annotation 3: Its target names no source.',
      'Annotation 4: It is no object.',
      'Annotation 5: It is here already with another text, which was kept.',
    ])
    await app.nothingFromTheDump()
    await app.press('Escape')
    await expect(app.dialog).toBeHidden()
    await app.expectFocusKept()
    await expect(lines(app)).toHaveCount(4)
    await expect(app.view).toContainText('On “Forty-two traders”')
    await expect(app.view).not.toContainText('written elsewhere')
    await app.dismissNotifications()
  })
  await test.step('a passage that is nowhere waits in the tray with its quote', async () => {
    const { source } = itemsIn(left)[0]!['target'] as Json
    const lost = foreign('zebras were sold by the dozen', { source })
    await importFrom(app, app.place.write('nowhere.jsonld', JSON.stringify(lost)))
    await expect(app.notifications).toContainText(
      '1 annotation taken in. 1 passage was not found in the text and waits among the lost ones.',
    )
    await expect(lines(app)).toHaveCount(5)
    const waiting = lines(app).filter({ hasText: 'zebras were sold by the dozen' })
    await expect(waiting).toContainText('Not in the text any more')
    await waiting.getByRole('button').click()
    const tray = app.reader.getByRole('button', { name: '1 passage is not in this text any more' })
    await expect(tray).toHaveAttribute('aria-expanded', 'true')
    await expect(app.focused).toContainText('On “zebras were sold by the dozen”')
    await expect(app.focused).toBeInViewport()
  })
})
