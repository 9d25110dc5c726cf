/** The pictures of what people add: tags, highlights and notes, collections, outlets, rules, the trash and the way back. */
import type { Locator } from '@playwright/test'
import { readFileSync } from 'node:fs'
import type { Album } from './album.ts'
import type { Clipfile } from './app.ts'
import { expect } from './fixtures.ts'
import { annotatedArchive, FARMERS, GATES, LONG_TAG } from './own-archive.ts'
import type { Place } from './place.ts'
import { Reader } from './reader.ts'

export async function own(app: Clipfile, place: Place, album: Album): Promise<void> {
  await app.openArchive(await annotatedArchive(place, 'The Karsun papers.clipfile'))
  await expect(app.total).toHaveText('44 articles')
  await app.row(GATES).click()
  await expect(app.title).toContainText(GATES)
  await margin(app, album)
  await annotations(app, place, album)
  await tags(app, album)
  await collections(app, album)
  await outletsAndRules(app, album)
  await trash(app, album)
  await app.closeArchive()
}

const treeItem = (app: Clipfile, name: string | RegExp): Locator =>
  app.sidebar.getByRole('treeitem', { name })

async function close(app: Clipfile): Promise<void> {
  await app.press('Escape')
  await expect(app.dialog).toBeHidden()
}

async function menuOf(app: Clipfile, item: Locator): Promise<void> {
  await item.click({ button: 'right' })
  await expect(app.page.getByRole('menu')).toBeVisible()
}

async function margin(app: Clipfile, album: Album): Promise<void> {
  const reader = new Reader(app)
  await expect(reader.cards).toHaveCount(5)
  await app.list.focus()
  await album.take('notes-in-the-margin')
  await reader.click('broke up')
  await album.take('note-chosen')
  await app.press('Escape', 'Escape')
  await reader.click('On Monday morning')
  await app.press('n')
  await expect(reader.text).toBeFocused()
  await expect(reader.state).toHaveText('Saved')
  await album.take('note-being-written')
  await app.press('Escape', 'Escape')
  await reader.select('gates of the Ostrel Dam stayed closed')
  await album.take('passage-selected')
  await app.press('Escape')
  await app.row(FARMERS).click()
  await expect(app.title).toContainText(FARMERS)
  await expect(reader.cards).toHaveCount(2)
  await album.take('notes-right-to-left')
}

async function annotations(app: Clipfile, place: Place, album: Album): Promise<void> {
  const all = app.view.getByRole('region', { name: 'Annotations', exact: true }).getByRole('listitem')
  await app.press('g', 'a')
  await expect(all).toHaveCount(9)
  await album.take('annotations')
  await app.view.getByRole('radio', { name: 'Collection' }).check()
  await expect(app.view.getByRole('heading', { level: 2 }).first()).toContainText('Winter dossier')
  await album.take('annotations-by-collection')
  await app.view.getByRole('radio', { name: 'Colour' }).check()
  await expect(app.view.getByRole('heading', { level: 2 }).first()).toHaveText('Yellow')
  await album.take('annotations-by-colour')
  const words = app.view.getByRole('textbox', { name: 'Words of notes and quotes' })
  await words.fill('zymurgy')
  await expect(app.view).toContainText('No annotation matches')
  await album.take('annotations-none-found')
  await words.fill('')
  await app.view.getByRole('radio', { name: 'Article' }).check()
  await refused(app, place, album)
}

/** A file with a lost passage, and one with things that cannot be taken in. */
async function refused(app: Clipfile, place: Place, album: Album): Promise<void> {
  const target = place.path('left.jsonld')
  await app.answerSave(target)
  await app.view.getByRole('button', { name: 'Export…' }).click()
  await expect(app.notifications).toContainText('written to')
  await app.dismissNotifications()
  const [first] = readItems(target) as { target: { source: string } }[]
  const lost = {
    id: 'https://notes.example/1',
    type: 'Annotation',
    body: { type: 'TextualBody', value: 'Which sturgeon?', purpose: 'commenting' },
    target: {
      ...first!.target,
      selector: {
        type: 'TextQuoteSelector',
        exact: 'the sturgeon had not come back',
        prefix: 'Nobody in the delta doubted that ',
      },
    },
  }
  const others = [
    { type: 'Annotation', target: { source: 'https://elsewhere.example/never-seen' } },
    'nothing',
  ]
  await app.answerOpen(place.write('from-elsewhere.jsonld', JSON.stringify([lost, ...others])))
  await app.view.getByRole('button', { name: 'Import…' }).click()
  await expect(app.notifications.getByRole('alert')).toContainText('2 refused')
  await album.take('annotations-some-refused')
  await app.notifications.getByRole('button', { name: 'Why' }).click()
  await album.take('annotations-why-refused')
  await close(app)
  await app.view.getByRole('button', { name: /the sturgeon/ }).click()
  await expect(new Reader(app).notes).toContainText('Which sturgeon?')
  await album.take('notes-lost-passage')
}

function readItems(path: string): unknown[] {
  return (JSON.parse(readFileSync(path, 'utf8')) as { first: { items: unknown[] } }).first.items
}

async function tags(app: Clipfile, album: Album): Promise<void> {
  await app.goTo('All articles')
  await app.list.focus()
  await app.press('Home', 'x', 'j', 'x', 'j', 'j', 'x')
  await album.take('articles-picked')
  await app.press('t')
  await expect(app.dialog.getByRole('option').first()).toBeVisible()
  await album.take('tags-of-several')
  await app.page.keyboard.type('river/gauges')
  await album.take('tags-new')
  await close(app)
  await app.press('Escape')
  await treeItem(app, /^river/).focus()
  await app.press('Enter')
  await expect(app.button('Remove filter tag: river')).toBeVisible()
  await album.take('tag-with-children')
  await menuOf(app, treeItem(app, /^river/))
  await album.take('tag-menu')
  await app.page.getByRole('menuitem', { name: 'Colour…' }).click()
  await album.take('tag-colour')
  await close(app)
  await treeItem(app, LONG_TAG).click()
  await album.take('tag-long')
  await app.choose('More about tags', 'Tags that may be one…')
  await expect(app.dialog).toBeVisible()
  await album.take('tags-no-twins')
  await close(app)
  await app.goTo('All articles')
  await app.search.fill('tag:')
  await album.take('search-offers-tags')
  await app.search.fill('salt OR title:gates tag:river -is:read after:2026-09')
  await expect(app.page.getByRole('search')).toContainText(/of 44/)
  await app.list.focus()
  await album.take('search-in-words')
  await app.search.fill('')
  await expect(app.total).toHaveText('44 articles')
}

async function collections(app: Clipfile, album: Album): Promise<void> {
  await treeItem(app, /^Winter dossier/).click()
  await expect(app.rows).toHaveCount(5)
  await album.take('collection')
  await app.button('Edit the description').click()
  await album.take('collection-description')
  await close(app)
  await app.list.focus()
  await app.press('Home', 'j', 'e')
  await expect(app.dialog).toBeVisible()
  await album.take('collection-item-note')
  await close(app)
  await menuOf(app, app.rows.first())
  await album.take('article-menu')
  await app.press('Escape')
  await treeItem(app, /^The loss of/).click()
  await expect(app.rows).toHaveCount(1)
  await album.take('collection-long-title')
  await treeItem(app, /^مجموعة/).click()
  await expect(app.results).toContainText('Nothing in this collection yet')
  await album.take('collection-empty')
  await treeItem(app, /^Salt, this autumn/).click()
  await expect(app.page.getByRole('search')).toContainText(/of 44/)
  await album.take('saved-search')
  await app.goTo('All articles')
  await app.search.fill('')
  await expect(app.total).toHaveText('44 articles')
  await app.list.focus()
  await app.press('Home')
  await expect(app.openRow).toHaveAttribute('aria-posinset', '1')
  await app.press('c')
  await expect(app.dialog.getByRole('combobox')).toBeFocused()
  await album.take('add-to-a-collection')
  await close(app)
}

async function outletsAndRules(app: Clipfile, album: Album): Promise<void> {
  await menuOf(app, app.outlets.getByRole('button').first())
  await app.page.getByRole('menuitem', { name: 'Names…' }).click()
  await expect(app.dialog.getByRole('textbox')).toBeVisible()
  await album.take('outlet-names')
  await close(app)
  await app.choose('More', 'Rules…')
  await expect(app.button('New rule…')).toBeVisible()
  await album.take('rules-none')
  await app.button('New rule…').click()
  await app.dialog
    .getByRole('textbox', { name: 'Articles that match' })
    .fill('water outlet:Harbor after:2026')
  await expect(app.dialog).toContainText('match')
  await album.take('rule-being-written')
  const field = app.dialog.getByRole('combobox', { name: 'get the tags' })
  await field.fill('river/gates')
  await app.press('Enter')
  await expect(app.dialog).toContainText('before')
  await album.take('rule-tried')
  await app.dialog.getByRole('textbox', { name: 'Name' }).fill('Gates, from the Harbor Ledger')
  await app.dialog.getByRole('button', { name: /^Save/ }).click()
  await expect(app.button('New rule…')).toBeVisible()
  await album.take('rules')
  await close(app)
  await app.choose('More', 'Last changes…')
  await expect(app.dialog.getByRole('listitem').first()).toBeVisible()
  await album.take('last-changes')
  await close(app)
}

async function trash(app: Clipfile, album: Album): Promise<void> {
  const place = app.sidebar.getByRole('button', { name: /^Trash/ })
  await place.click()
  await expect(app.results).toContainText('The trash is empty')
  await album.take('trash-empty')
  await app.goTo('All articles')
  await app.list.focus()
  await app.press('Home', 'x', 'j', 'x', 'j', 'x', 'Delete')
  await expect(app.notifications).toContainText('trash')
  await album.take('trashed')
  await place.click()
  await expect(app.rows).toHaveCount(3)
  await app.dismissNotifications()
  await app.list.focus()
  await app.press('Home')
  await album.take('trash')
  await treeItem(app, /^river/).focus()
  await app.press('Delete')
  await expect(app.dialog).toBeVisible()
  await album.take('tag-before-deleting')
  await app.dialog.getByRole('button', { name: /^Delete/ }).click()
  await treeItem(app, /^The loss of/).focus()
  await app.press('Delete')
  await app.row(FARMERS).waitFor()
  await app.page.getByRole('radio', { name: /^Tags, notes and the rest/ }).check()
  await expect(app.button(/^Restore/)).toHaveCount(2)
  await app.dismissNotifications()
  await album.take('trash-of-tags-and-collections')
  await app.button('Empty the trash…').click()
  await album.take('trash-before-emptying')
  await close(app)
}
