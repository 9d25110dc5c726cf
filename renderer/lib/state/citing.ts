/** Citations of what is picked, in the style that was last used. */
import type { Citations, CitationStyle } from '../../../electron/shared/export.ts'
import type { Selection } from '../../../electron/shared/api.ts'
import { AppError } from '../../../electron/shared/errors.ts'
import type { Client } from '../client.ts'
import type { Session } from './session.svelte.ts'

export const STYLE_NAMES: Record<CitationStyle, string> = {
  apa: 'APA',
  mla: 'MLA',
  chicago: 'Chicago',
  harvard: 'Harvard',
}
export const STYLES = Object.keys(STYLE_NAMES) as CitationStyle[]

const MOST_COPIED = 1_000_000

export class Citing {
  #client: Client
  #session: Session

  constructor(client: Client, session: Session) {
    this.#client = client
    this.#session = session
  }

  get style(): CitationStyle {
    return this.#session.view.citationStyle ?? 'apa'
  }
  remember(citationStyle: CitationStyle): void {
    this.#session.remember({ citationStyle })
  }

  ask(selection: Selection, style: CitationStyle): Promise<Citations> {
    return this.#client.call('archive.citations', { selection, style })
  }

  /** One line an article, as text and as HTML with its italics. @returns the style it was copied in */
  async copy(selection: Selection): Promise<CitationStyle> {
    const { style } = this
    const { text, html } = await this.ask(selection, style)
    await this.#client.call('clipboard.write', { text, html })
    return style
  }

  async copyMarkdown(articleId: number): Promise<void> {
    const text = await this.#client.call('archive.markdown', { articleId })
    if (text.length > MOST_COPIED)
      throw new AppError('bad-request', 'This article is too long to be copied.', 'Export it as Markdown.')
    await this.#client.call('clipboard.write', { text })
  }
}
