/** Rows that are dragged, and the line that shows where they would go. */
export interface RowDragging {
  start: (index: number, event: DragEvent) => void
  /** whether what is dragged may be dropped among these rows */
  takes: () => boolean
  /** before this row; `count` for the end */
  drop: (before: number) => void
  end: () => void
}

export class RowDrag {
  #dragging: () => RowDragging | undefined
  /** the row that the line is above */
  #before: number | null = $state(null)

  constructor(dragging: () => RowDragging | undefined) {
    this.#dragging = dragging
  }

  get before(): number | null {
    return this.#before
  }

  over(event: DragEvent): void {
    const place = this.#dragging()?.takes() ? placeUnder(event) : null
    this.#before = place
    if (place === null) return
    event.preventDefault()
    // The window would refuse what is no file.
    event.stopPropagation()
    if (event.dataTransfer) event.dataTransfer.dropEffect = 'move'
  }

  drop(event: DragEvent): void {
    const place = this.#before
    this.leave()
    if (place === null) return
    event.preventDefault()
    event.stopPropagation()
    this.#dragging()?.drop(place)
  }

  leave(): void {
    this.#before = null
  }
}

function placeUnder(event: DragEvent): number | null {
  const row = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-row]') : null
  if (!row) return null
  const { top, height } = row.getBoundingClientRect()
  return Number(row.dataset['row']) + (event.clientY > top + height / 2 ? 1 : 0)
}
