/** What is being dragged inside the window; the page cannot read it from the event until it is dropped. */
import type { Target } from './article-actions.ts'

export type Dragged =
  { kind: 'articles'; target: Target } | { kind: 'tag'; id: number } | { kind: 'collection'; id: number }

export class Drag {
  #item: Dragged | null = $state.raw(null)

  get item(): Dragged | null {
    return this.#item
  }

  /** Begins; `text` is what the pointer carries. */
  start(item: Dragged, text: string, event: DragEvent): void {
    this.#item = item
    const { dataTransfer } = event
    if (!dataTransfer) return
    dataTransfer.setData('text/plain', text)
    dataTransfer.effectAllowed = 'copyMove'
    const badge = document.createElement('div')
    badge.className = 'drag-badge'
    badge.textContent = text
    document.body.append(badge)
    dataTransfer.setDragImage(badge, -12, -8)
    setTimeout(() => badge.remove())
  }

  end(): void {
    this.#item = null
  }
}
