import { expect, test } from './fixtures.ts'
import { nightMarket, Reader, WIDE } from './reader.ts'
import { GATES, png, savePage } from './saved.ts'

const ROPE_WALK = 'under the long roof of the rope walk'

test('words are highlighted with the mouse, and get a note that saves itself', async ({ app }) => {
  const reader = await nightMarket(app)
  await reader.select(ROPE_WALK)
  await reader.bar.getByRole('button', { name: 'Highlight in green' }).click()
  await expect(reader.bar).toBeHidden()
  await expect(reader.card(ROPE_WALK)).toHaveAccessibleName(`Highlight, green, on “${ROPE_WALK}”`)
  expect(await reader.painted()).toEqual({ 'note-1-0': [ROPE_WALK] })

  await test.step('a click on it goes to its card', async () => {
    await reader.click(ROPE_WALK)
    await expect(reader.card(ROPE_WALK)).toBeFocused()
  })
  await test.step('a note is drawn from its Markdown, as text', async () => {
    await reader.card(ROPE_WALK).getByRole('button', { name: 'Add a note' }).click()
    await reader.text.fill(
      '**Which** roof?\n\n- <img src=x onerror=alert(1)>\n- see [plan](https://x.example/1)',
    )
    await expect(reader.state).toHaveText('Saved')
    await app.press('Escape')
    await expect(reader.card('Which').locator('strong')).toHaveText('Which')
    await expect(reader.card('Which').getByRole('listitem').first()).toHaveText(
      '<img src=x onerror=alert(1)>',
    )
    await app.nothingFromTheDump()
  })
  await test.step('another colour', async () => {
    await reader.card(ROPE_WALK).getByRole('button', { name: 'Make it red' }).click()
    await expect.poll(() => reader.painted()).toEqual({ 'note-3-0': [ROPE_WALK] })
  })
  await test.step('deleted, and taken back', async () => {
    await reader.card(ROPE_WALK).getByRole('button', { name: 'Delete the highlight' }).click()
    await expect(reader.cards).toHaveCount(0)
    await expect.poll(() => reader.painted()).toEqual({})
    await app.notifications.getByRole('button', { name: 'Undo' }).first().click()
    await expect(reader.card('Which')).toBeVisible()
    await expect.poll(() => reader.painted()).toEqual({ 'note-3-0': [ROPE_WALK] })
  })
})

test('a caption is highlighted like the text, its card stands in the order of the page', async ({
  app,
  place,
}) => {
  await app.setBounds(WIDE)
  await app.newArchive()
  await app.importFiles(savePage(place, 'gates.html', GATES, { 'dam.png': png() }))
  await app.importEnded('1 article imported')
  await app.dismissNotifications()
  const reader = new Reader(app)
  for (const words of ['Only one figure', 'on 8 November.', 'irrigation ministry']) {
    await reader.select(words)
    await reader.bar.getByRole('button', { name: 'Highlight in green' }).click()
    await expect(reader.card(words)).toBeVisible()
  }
  await expect(reader.cards).toContainText(['irrigation ministry', 'on 8 November.', 'Only one figure'])
  const painted = Object.values(await reader.painted()).flat()
  expect(painted.sort()).toEqual(['Only one figure', 'irrigation ministry', 'on 8 November.'])
  await test.step('a selection of paragraphs passes over the caption between them', async () => {
    await reader.select('ninth straight day…arithmetically')
    await reader.bar.getByRole('button', { name: 'Highlight in blue' }).click()
    await expect(reader.cards).toHaveCount(4)
    await expect
      .poll(async () =>
        Object.values(await reader.painted())
          .flat()
          .join(' '),
      )
      .not.toContain('River')
  })
})

test('all of it on the keyboard alone', async ({ app }) => {
  const reader = await nightMarket(app)
  await app.press('h')
  await expect.poll(() => reader.selected()).toContain('GREYHOLLOW')
  await app.press('ArrowDown', 'ArrowDown')
  await expect.poll(() => reader.selected()).toContain('The other three')
  await app.press('Shift+ArrowUp')
  await expect.poll(() => reader.selected()).toMatch(/^Forty-two[^]*would rain\.$/)
  await app.press('ArrowDown', 'ArrowUp', '3')
  await expect(reader.cards).toHaveCount(1)
  await expect(reader.cards).toHaveAccessibleName(/^Highlight, blue, on “Forty-two traders/)

  await test.step('a note', async () => {
    await app.press(']')
    await expect(reader.cards).toBeFocused()
    await app.press('n')
    await expect(reader.text).toBeFocused()
    await app.page.keyboard.type('How many stalls in 2014?')
    await app.press('Escape')
    await expect(reader.card('How many stalls')).toBeFocused()
  })
  await test.step('one on the whole article', async () => {
    await app.press('Shift+N')
    await app.page.keyboard.type('Compare with the ledger.')
    await app.press('Escape')
    await expect(reader.cards).toHaveCount(2)
    await expect(reader.cards.first()).toHaveAccessibleName('Note on the article: Compare with the ledger.')
    await app.press(']')
    await expect(reader.card('How many stalls')).toBeFocused()
    await app.press('1')
    await expect(reader.card('How many stalls')).toHaveAccessibleName(/^Note, yellow/)
  })
  await test.step('deleted', async () => {
    await app.press('Delete')
    await expect(reader.cards).toHaveCount(1)
    await expect(app.reader).toBeFocused()
  })
})

test('highlights that overlap are both seen, and both reached', async ({ app }) => {
  const reader = await nightMarket(app)
  await reader.select('again on Monday under the long roof')
  await app.press('1')
  await expect(reader.cards).toHaveCount(1)
  await reader.select('the long roof of the rope walk')
  await app.press('4')
  await expect(reader.cards).toHaveCount(2)
  expect(await reader.painted()).toEqual({
    'note-0-0': ['again on Monday under the long roof'],
    'note-3-1': ['the long roof of the rope walk'],
  })
  await test.step('their paragraph names both notes as its details', async () => {
    const details = () => app.article.getByText('The night market opened again').getAttribute('aria-details')
    await expect.poll(async () => (await details())?.split(' ').length).toBe(2)
    for (const id of (await details())!.split(' '))
      await expect(reader.notes.locator(`[id="${id}"]`)).toHaveCount(1)
    await expect(app.article.getByText('The market runs every Monday')).not.toHaveAttribute('aria-details')
  })
  await reader.click('the long roof')
  const first = await app.focused.getAttribute('aria-label')
  await reader.click('the long roof')
  await expect(app.focused).not.toHaveAttribute('aria-label', first!)
  await expect(app.focused).toHaveAttribute('aria-label', /^Highlight, (yellow|red)/)
})

test('where there is no margin, the note stands at its passage', async ({ app }) => {
  const reader = await nightMarket(app)
  await app.setBounds({ ...WIDE, width: 1024, height: 700 })
  await reader.select(ROPE_WALK)
  await app.press('n')
  await expect(reader.text).toBeFocused()
  await app.page.keyboard.type('Which roof?')
  await app.title.click()
  await expect(reader.text).toBeHidden()
  await reader.click(ROPE_WALK)
  await expect(app.focused).toHaveAccessibleName(/^Note, yellow, .*: Which roof\?$/)
  const [passage, card] = [
    await app.article.getByText(ROPE_WALK).boundingBox(),
    await app.focused.boundingBox(),
  ]
  expect(card!.y).toBeLessThan(passage!.y + passage!.height + 20)
  await app.press('Delete')
  await expect(reader.cards).toHaveCount(0)
  await expect(app.reader).toBeFocused()
})

test('a passage over several blocks, with page lines shown or not, and right to left', async ({ app }) => {
  const reader = await nightMarket(app, 'hebrew.txt')
  await reader.select('would rain.…By nine')
  await app.press('2')
  const both = ['would rain.', 'By nine']
  await expect.poll(async () => (await reader.painted())['note-1-0']).toEqual(both)
  await app.article.getByRole('button', { name: 'Show' }).click()
  await expect(app.article).toContainText('FERRY TIMETABLE CHANGES')
  await expect.poll(async () => (await reader.painted())['note-1-0']).toEqual(both)
  await app.row('השוק הלילי').click()
  await expect(app.article).toHaveAttribute('dir', 'rtl')
  await reader.select('תחת הגג הארוך')
  await app.press('3')
  await expect.poll(() => reader.painted()).toEqual({ 'note-2-0': ['תחת הגג הארוך'] })
  await expect(reader.card('תחת הגג הארוך')).toBeVisible()
})

test('a note survives the end that nobody asked for', async ({ start, trouble }) => {
  trouble.allow(/./)
  const first = await start()
  const reader = await nightMarket(first)
  await reader.select(ROPE_WALK)
  await first.press('n')
  await first.page.keyboard.type('Kept, whatever happens.')
  await expect(reader.state).toHaveText('Saved')
  await first.kill()
  const second = await start()
  await expect(new Reader(second).card('Kept, whatever happens.')).toBeVisible()
})

test('a note that was not left is saved when the window closes, or another article comes', async ({
  start,
}) => {
  const first = await start()
  const reader = await nightMarket(first, 'tide-tables.txt')
  await reader.select(ROPE_WALK)
  await first.press('n')
  await first.page.keyboard.type('before the pause')
  await first.row('How the tide tables are made').click()
  await expect(first.title).toHaveText('How the tide tables are made')
  await first.press('Shift+N')
  await first.page.keyboard.type('at the last moment')
  await first.quit()
  const second = await start()
  const again = new Reader(second)
  await expect(again.card('at the last moment')).toBeVisible()
  await second.row('Night market returns').click()
  await expect(again.card('before the pause')).toBeVisible()
})

test('the same note changed elsewhere: both are shown, nothing is overwritten', async ({ app }) => {
  const reader = await nightMarket(app)
  await reader.select(ROPE_WALK)
  await app.press('n')
  await app.page.keyboard.type('mine')
  await expect(reader.state).toHaveText('Saved')
  const saveElsewhere = await reader.noteElsewhere(1)
  await app.page.keyboard.type(' and more')
  await saveElsewhere('theirs')
  const conflict = app.reader.getByRole('alert').filter({ hasText: 'changed elsewhere' })
  await expect(conflict).toContainText('theirs')
  await expect(reader.text).toHaveValue('mine and more')
  await conflict.getByRole('button', { name: 'Keep both' }).click()
  await expect(reader.text).toHaveValue('theirs\n\nmine and more')
  await expect(reader.state).toHaveText('Saved')
})

const page = (third: string): string => `<!doctype html><html lang="en"><head><title>The ferry stops</title>
<link rel="canonical" href="https://ledger.example/ferry-stops"><meta property="og:site_name" content="Harbor Ledger">
<meta property="og:type" content="article"><meta property="article:published_time" content="2026-03-01T08:00:00Z"></head>
<body><article><h1>The ferry stops</h1>
<p>The ferry between the two banks of the lower river stopped on Monday after a hundred and eleven years of service, the operator said in a short statement to passengers.</p>
<p>Nobody had been told before the first boat failed to leave, and by nine o’clock some forty people stood on the ramp with their bicycles and asked each other what to do.</p>
<p>${third}</p>
<p>The town council meets on Thursday to hear what the operator intends to do with the two boats, the pier and the small waiting room that was painted only last summer.</p>
</article></body></html>`

test('a passage that is gone waits in the tray, and is attached again by hand', async ({ app, place }) => {
  await app.newArchive()
  const path = place.write(
    'ferry.html',
    page(
      'A spokeswoman promised a bus, though she could not say from where to where, nor when it would begin.',
    ),
  )
  await app.importFiles(path, place.copy('tide-tables.txt'))
  await app.importEnded('2 articles imported')
  await app.row('The ferry stops').click()
  await expect(app.title).toHaveText('The ferry stops')
  const reader = new Reader(app)
  await reader.select('A spokeswoman promised a bus')
  await app.press('n')
  await app.page.keyboard.type('Which bus?')
  await app.press('Escape')
  await app.dismissNotifications()
  place.write(
    'ferry.html',
    page(
      'Two fishermen have begun to take people across in their own boats, for as much as each thinks right.',
    ),
  )
  await app.importFiles(path)
  await app.importEnded(/imported|already/)
  await app.row('How the tide tables are made').click()
  await expect(app.title).toHaveText('How the tide tables are made')
  await app.row('The ferry stops').click()
  await expect(app.article).toContainText('Two fishermen')
  const tray = app.reader.getByRole('button', { name: '1 passage is not in this text any more' })
  await tray.click()
  await expect(reader.notes).toContainText('A spokeswoman promised a bus')
  await expect(reader.notes).toContainText('Which bus?')
  const attach = reader.notes.getByRole('button', { name: 'Attach here' })
  await expect(attach).toBeDisabled()
  await reader.select('Two fishermen have begun')
  await attach.click()
  await expect(tray).toBeHidden()
  await expect(reader.card('Which bus?')).toHaveAccessibleName(
    'Note, yellow, on “Two fishermen have begun”: Which bus?',
  )
})

test('all annotations in one view: found by their words, opened at their passage', async ({ app, place }) => {
  const reader = await nightMarket(app, 'tide-tables.txt')
  await reader.select('the second was better')
  await app.press('3')
  await expect(reader.cards).toHaveCount(1)
  await app.row('How the tide tables are made').click()
  await expect(app.title).toHaveText('How the tide tables are made')
  await reader.select('adds up thirty-seven waves')
  await app.press('n')
  await app.page.keyboard.type('Who taught her?')
  await app.press('Escape')
  await expect(reader.card('Who taught her?')).toBeFocused()
  await app.press('4')
  await expect(reader.card('Who taught her?')).toHaveAccessibleName(/^Note, red/)
  await app.press('g', 'a')
  const view = app.view
  await expect(view.getByRole('heading', { level: 1 })).toHaveText('Annotations')
  await expect(view.getByRole('heading', { level: 2 })).toHaveCount(2)
  await view.getByRole('textbox', { name: 'Words of notes and quotes' }).fill('taught')
  await expect(view.getByRole('heading', { level: 2 })).toHaveCount(1)
  await expect(view.getByRole('heading', { level: 2 })).toHaveText('How the tide tables are made')
  await view.getByRole('textbox', { name: 'Words of notes and quotes' }).fill('')
  await view.getByRole('group', { name: 'Only' }).getByRole('button', { name: 'Only blue' }).click()
  const found = view.getByRole('button', { name: 'Highlight, blue, on “the second was better”' })
  await expect(found).toBeVisible()
  await expect(view.getByRole('heading', { level: 2 })).toHaveCount(1)

  await test.step('only those with a note, or without', async () => {
    await view.getByRole('group', { name: 'Only' }).getByRole('button', { name: 'Only blue' }).click()
    await expect(view.getByRole('heading', { level: 2 })).toHaveCount(2)
    await view.getByRole('radio', { name: 'With a note' }).check()
    await expect(view.getByRole('heading', { level: 2 })).toHaveText('How the tide tables are made')
    await view.getByRole('radio', { name: 'Without' }).check()
    await expect(view.getByRole('heading', { level: 2 })).toHaveText(
      'Night market returns to the old rope walk',
    )
  })

  await test.step('they leave as a file', async () => {
    await app.answerSave(place.path('notes.jsonld'))
    await view.getByRole('button', { name: 'Export…' }).click()
    await expect(app.notifications).toContainText('2 annotations')
    await app.dismissNotifications()
  })
  await found.click()
  await expect(app.title).toHaveText('Night market returns to the old rope walk')
  await expect(reader.card('the second was better')).toBeFocused()
})

test('an article is starred, marked as read, and opened where it was left', async ({ start, place }) => {
  const long = Array.from(
    { length: 60 },
    (_, i) =>
      `Paragraph ${i + 1} tells at some length of the river, of the gauges and of those who read them.`,
  )
  const first = await start()
  await first.newArchive()
  await first.importFiles(
    place.write(
      'long.txt',
      `A long river – Inland Observer\nJune 2, 2024\nBy Pavel Strand\n${long.join('\n')}\n`,
    ),
  )
  await first.importEnded('1 article imported')
  await first.reader.getByRole('button', { name: 'Star', exact: true }).click()
  await expect(first.reader.getByRole('button', { name: 'Star', exact: true })).toHaveAttribute(
    'aria-pressed',
    'true',
  )
  await first.reader.getByRole('button', { name: 'Read', exact: true }).click()
  await expect(first.reader.getByRole('button', { name: 'Read', exact: true })).toHaveAttribute(
    'aria-pressed',
    'true',
  )
  const passage = first.article.getByText('Paragraph 31 ')
  await passage.evaluate((element) => element.scrollIntoView())
  await expect(passage).toBeInViewport()
  await first.quit()
  const second = await start()
  await expect(second.article.getByText('Paragraph 31 ')).toBeInViewport()
  await expect(second.reader.getByRole('button', { name: 'Star', exact: true })).toHaveAttribute(
    'aria-pressed',
    'true',
  )
})
