/** Highlights and notes as a person makes them: words dragged over, cards in the margin. */
import { expect, type Locator } from '@playwright/test'
import type { Clipfile } from './app.ts'

/** The middle of the first and of the last letter of some words of the article, scrolled into sight. */
interface Ends {
  from: { x: number; y: number }
  to: { x: number; y: number }
}

/** Wide enough for a margin beside the text. */
export const WIDE = { x: 0, y: 0, width: 1440, height: 900 }

/** A new archive with an article to write on, which is open, and others beside it. */
export async function nightMarket(app: Clipfile, ...dumps: string[]): Promise<Reader> {
  await app.setBounds(WIDE)
  await app.newArchive()
  await app.importFiles(app.place.copy('night-market.txt'), ...dumps.map((dump) => app.place.copy(dump)))
  await app.importEnded(/imported/)
  await app.dismissNotifications()
  await app.row('Night market returns').click()
  await expect(app.title).toHaveText('Night market returns to the old rope walk')
  return new Reader(app)
}

export class Reader {
  readonly app: Clipfile

  constructor(app: Clipfile) {
    this.app = app
  }

  get bar(): Locator {
    return this.app.page.getByRole('toolbar', { name: 'Selected passage' })
  }
  get notes(): Locator {
    return this.app.reader.getByRole('region', { name: 'Notes' })
  }
  get cards(): Locator {
    return this.notes.getByRole('listitem').getByRole('group', { name: /^(Highlight|Note)/ })
  }
  card(words: string | RegExp): Locator {
    return this.cards.filter({ hasText: words })
  }
  get text(): Locator {
    return this.app.reader.getByRole('textbox', { name: 'Note' })
  }
  /** An article's only note as somebody else holds it now; saves it as another text, whatever this window did meanwhile. */
  async noteElsewhere(articleId: number): Promise<(note: string) => Promise<unknown>> {
    const own = await this.app.call('archive.articleOwn', { articleId })
    const [held] = (own as { value: { annotations: { id: number; revision: number }[] } }).value.annotations
    const { id: annotationId, revision } = held!
    return (note) => this.app.call('archive.saveAnnotation', { annotationId, revision, note })
  }
  /** what a note being written says of itself */
  get state(): Locator {
    return this.app.reader.getByText(/^(Saved|Saving…|Not saved)/)
  }

  async #ends(words: string): Promise<Ends> {
    return this.app.article.evaluate((article, wanted) => {
      const nodes: Text[] = []
      const walker = document.createTreeWalker(article.querySelector('.body')!, NodeFilter.SHOW_TEXT)
      while (walker.nextNode()) nodes.push(walker.currentNode as Text)
      const [first, last] = wanted.includes('…') ? wanted.split('…') : [wanted, wanted]
      const start = nodes.find((node) => node.data.includes(first!))!
      const end = nodes.slice(nodes.indexOf(start)).find((node) => node.data.includes(last!))!
      start.parentElement!.scrollIntoView({ block: 'center' })
      const boxOf = (node: Text, at: number) => {
        const range = new Range()
        range.setStart(node, at)
        range.setEnd(node, at + 1)
        return range.getBoundingClientRect()
      }
      const a = boxOf(start, start.data.indexOf(first!))
      const b = boxOf(end, end.data.indexOf(last!) + last!.length - 1)
      const rightToLeft = getComputedStyle(start.parentElement!).direction === 'rtl'
      const [near, far] = rightToLeft ? [a.right - 1, b.left + 0.5] : [a.left + 1, b.right - 0.5]
      return {
        from: { x: near, y: a.top + a.height / 2 },
        to: { x: far, y: b.top + b.height / 2 },
      }
    }, words)
  }

  /** Drags over some words; `first…last` reaches from one to the other. */
  async select(words: string): Promise<void> {
    const { from, to } = await this.#ends(words)
    const { mouse } = this.app.page
    await mouse.move(from.x, from.y)
    await mouse.down()
    await mouse.move(to.x, to.y, { steps: 5 })
    await mouse.up()
    await expect(this.bar).toBeVisible()
  }

  /** Clicks on the first letter of some words. */
  async click(words: string): Promise<void> {
    const { from } = await this.#ends(words)
    await this.app.page.mouse.click(from.x + 2, from.y)
  }

  /** The words that are painted, by the name of their highlight: `note-0-0` is yellow on the lowest layer. */
  painted(): Promise<Record<string, string[]>> {
    return this.app.page.evaluate(() =>
      Object.fromEntries(
        [...CSS.highlights]
          .filter(([name]) => /^note-\d/.test(name))
          .map(([name, highlight]) => [
            name,
            [...highlight].map((range) =>
              range.startContainer.textContent!.slice(range.startOffset, range.endOffset),
            ),
          ]),
      ),
    )
  }

  selected(): Promise<string> {
    return this.app.page.evaluate(() => String(getSelection()))
  }
}
