/** The panes that F6 walks through, by the mark they carry: `data-pane`. */

export function panes(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>('[data-pane]')].filter(
    (pane) => pane.offsetParent !== null,
  )
}

export function focusPane(by: 1 | -1): void {
  const all = panes()
  const at = all.findIndex((pane) => pane.contains(document.activeElement))
  const next = at < 0 ? (by > 0 ? 0 : -1) : (at + by) % all.length
  enter(all.at(next))
}

export function focusNamed(name: string): void {
  enter(panes().find((pane) => pane.dataset['pane'] === name))
}

/** Focus that was on something that is gone goes to the first pane of the view, not to nowhere. */
export function rescueFocus(last: Element | null): void {
  if (document.activeElement !== document.body || !last || last.isConnected) return
  const pane = panes().find((one) => one.closest('main'))
  // While a view loads it has no pane: the keys wait in it as a whole, not on the edge that comes first in it.
  if (pane) enter(pane)
  else document.querySelector('main')?.focus()
}

/** Focus goes to the pane itself where it can be focused, else to what is current or first inside. */
function enter(pane: HTMLElement | undefined): void {
  if (!pane) return
  const inside = pane.matches('[tabindex="0"]')
    ? pane
    : (pane.querySelector<HTMLElement>('[aria-current=page], [aria-current=true]:not([role=option])') ??
      pane.querySelector<HTMLElement>('[role=application], input, [tabindex="0"], button') ??
      pane)
  inside.focus()
}

export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target instanceof HTMLInputElement) return target.type !== 'radio' && target.type !== 'checkbox'
  return target instanceof HTMLTextAreaElement || target.isContentEditable
}

/** Space belongs to whatever it would press. */
export function pressesButton(event: KeyboardEvent): boolean {
  return (
    event.key === ' ' &&
    event.target instanceof Element &&
    event.target.closest('button, summary, label, input') !== null
  )
}
