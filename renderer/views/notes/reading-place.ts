/** How far an article is read: how much of it lies above the window's top, whatever the window's width. */

/** From here on it was read to its end, and begins anew. */
const READ_OUT = 0.97
const NEAR_PX = 24

export function endInSight(pane: HTMLElement, paper: HTMLElement): boolean {
  return paper.getBoundingClientRect().bottom <= pane.getBoundingClientRect().bottom + NEAR_PX
}

/** 0–1 */
export function farRead(pane: HTMLElement, paper: HTMLElement): number {
  if (endInSight(pane, paper)) return 1
  const { top, height } = paper.getBoundingClientRect()
  return Math.max(0, pane.getBoundingClientRect().top - top) / Math.max(1, height)
}

/** How far down to scroll for it. */
export function fromTop(paper: HTMLElement, position: number | null): number {
  if (position === null || position >= READ_OUT) return 0
  return Math.round(position * paper.getBoundingClientRect().height)
}
