/** What can be seen of an article from inside the page. Runs there: nothing from outside its own text may be used. */

export interface PageLook {
  shown: string[]
  /** where something of the article is drawn, or could be, outside of it */
  chrome: string[]
  isolation: string[]
}

/** Looks at the article that is open. */
export function lookAtArticle(markers: string[]): PageLook {
  const pane = document.querySelector<HTMLElement>('[data-pane=reader]')!
  const article = pane.querySelector('article')!
  const text = article.textContent ?? ''
  const box = pane.getBoundingClientRect()
  const chrome: string[] = []
  if (getComputedStyle(pane).overflowX !== 'hidden') chrome.push('the reader does not clip')
  const wider = pane.scrollWidth - pane.clientWidth
  if (wider > 0) chrome.push(`the article widens the reader by ${wider} px`)
  const STRANGE =
    'script, iframe, object, embed, form, base, meta, link, style, svg:not([class]), math, template, dialog, [popover], [style*=url], a[href], img:not([src^="/picture/"])'
  for (const element of article.querySelectorAll(STRANGE)) chrome.push(`an element <${element.localName}>`)
  for (const element of article.querySelectorAll<HTMLElement>('*')) {
    const { position, overflowX } = getComputedStyle(element)
    if (position === 'fixed') chrome.push(`<${element.localName}> is fixed to the window`)
    const { left, right, width } = element.getBoundingClientRect()
    if (width > 0 && (left < box.left - 1 || right > box.right + 1)) {
      if (overflowX === 'visible' && !element.closest('[role=region][tabindex], pre, .hidden-visually'))
        chrome.push(`<${element.localName}> stands from ${left.toFixed()} to ${right.toFixed()}`)
    }
  }
  for (const button of document.querySelectorAll<HTMLElement>('header button, nav button, header input')) {
    if (button.closest('article')) continue
    const { left, top, width, height } = button.getBoundingClientRect()
    if (width === 0 || top < 0 || top + height > innerHeight) continue
    const hit = document.elementFromPoint(left + width / 2, top + height / 2)
    if (hit && !button.contains(hit) && hit !== button.closest('label') && !hit.contains(button))
      chrome.push(`<${hit.localName}> lies over “${button.textContent?.trim() || button.ariaLabel}”`)
  }
  const isolation: string[] = []
  const row = document.querySelector('[role=option][aria-selected=true]')
  for (const part of [
    ...(row?.querySelectorAll('.title, .text, .meta b') ?? []),
    ...article.querySelectorAll('h1, .body p'),
  ]) {
    if (!/isolate|plaintext/.test(getComputedStyle(part).unicodeBidi))
      isolation.push(`<${part.localName}> is not isolated`)
  }
  return { shown: markers.filter((marker) => text.includes(marker)), chrome, isolation }
}

/** Whether the article with this title and beginning is drawn, and is the one at that place of the list. */
export function isOpen([place, title, beginning]: [number, string, string]): boolean {
  const row = document.querySelector('[role=option][aria-selected=true]')
  const article = document.querySelector('[data-pane=reader] article')
  if (row?.getAttribute('aria-posinset') !== String(place) || !article) return false
  const plain = (text: string | null | undefined) => (text ?? '').replace(/\s+/g, '')
  if (!plain(article.querySelector('h1')?.textContent).startsWith(plain(title).slice(0, 5000))) return false
  return plain(article.querySelector('.body')?.textContent).includes(plain(beginning))
}
