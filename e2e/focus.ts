/** What can be seen of the focus. Runs in the page: it must not use anything from outside its own text. */

/** Whether the focused element, or what stands for it, looks different when the focus leaves. */
export function focusMark(): boolean {
  const element = document.activeElement as HTMLElement
  const stands = document.getElementById(element.getAttribute('aria-activedescendant') ?? '')
  const around = [
    element,
    element.parentElement,
    element.closest('label'),
    element.closest('[role=search]'),
    stands,
  ]
  const look = (): string => {
    const seen: string[] = []
    for (const one of around) {
      for (const pseudo of one ? [undefined, '::before', '::after'] : []) {
        const style = getComputedStyle(one!, pseudo)
        for (const name of style) seen.push(style.getPropertyValue(name))
      }
    }
    return seen.join()
  }
  // what changes slowly would still look the same right after the change
  const still = new CSSStyleSheet()
  still.replaceSync('*, *::before, *::after { transition: none !important; caret-color: auto !important }')
  document.adoptedStyleSheets.push(still)
  const focused = look()
  element.blur()
  const blurred = look()
  element.focus({ preventScroll: true })
  document.adoptedStyleSheets.pop()
  return focused !== blurred
}
