/** What is left over at the end of the text and under its headings. */

import { Hint } from './hints.ts'
import type { Elem } from './html-tree.ts'
import { isRunning, type PageBlock, type PageBlocks } from './page-blocks.ts'

/** The element that most of the text's paragraphs stand in. */
export function mainParent(page: PageBlocks, root: Elem): Elem | null {
  const weights = new Map<Elem, number>()
  for (const block of page.blocks) {
    const { elem } = block.segment
    if (
      elem.tag !== 'p' ||
      !elem.parent ||
      elem.index < root.index ||
      elem.index >= root.end ||
      !isRunning(block)
    )
      continue
    weights.set(elem.parent, (weights.get(elem.parent) ?? 0) + block.weight)
  }
  let best: Elem | null = null
  for (const [elem, weight] of weights) if (!best || weight > weights.get(best)!) best = elem
  return best
}

/** A paragraph among the text's own paragraphs: short or full of links, it is still one of them. */
export function isLineOf({ segment }: PageBlock, main: Elem | null): boolean {
  return main !== null && segment.elem.tag === 'p' && segment.elem.parent === main
}

/** Before the first running text stand the breadcrumbs, the section's name, the buttons. */
export function cutStart(blocks: PageBlock[], main: Elem | null): void {
  const first = blocks.findIndex((block) => !block.why && isRunning(block))
  for (let i = 0; i < first; i++) {
    const block = blocks[i]!
    const { segment, weight, hints } = block
    if (block.why || segment.kind === 'heading' || hints & Hint.Lead || isLineOf(block, main)) continue
    if (weight < 60 && !/[.!?…"”»。:)\]]$/.test(segment.text)) block.why = 'start'
  }
}

/** After the last running text, only what is plainly text stays. */
export function cutEnd(blocks: PageBlock[], main: Elem | null): void {
  let last = blocks.length - 1
  while (last >= 0 && (blocks[last]!.why || !isRunning(blocks[last]!) || isLinkList(blocks[last]!))) last--
  for (let i = last + 1; i < blocks.length; i++) {
    const { segment, weight, why } = blocks[i]!
    if (why || isLineOf(blocks[i]!, main)) continue
    if (segment.kind === 'heading') blocks[i]!.why = 'end'
    else if (segment.kind === 'list' && segment.links >= (segment.items?.length ?? 0) * 0.8)
      blocks[i]!.why = 'end'
    else if (segment.kind !== 'quote' && weight < 60 && !/[.!?…"”»。)\]]$/.test(segment.text))
      blocks[i]!.why = 'end'
  }
}

function isLinkList({ segment }: PageBlock): boolean {
  return (
    segment.kind === 'list' &&
    segment.links > 1 &&
    segment.links >= (segment.items?.length ?? 0) * 0.8 &&
    segment.linkLength > segment.text.length * 0.3
  )
}

/** A heading with nothing under it headed something that was left out. */
export function dropHeadings(blocks: PageBlock[]): void {
  let pending: PageBlock | null = null
  let links = 0
  for (const block of blocks) {
    if (block.segment.kind === 'image' || block.why === 'caption') continue
    if (block.segment.kind === 'heading' && !block.why) {
      if (pending && (pending.segment.level ?? 0) >= (block.segment.level ?? 0)) pending.why = 'heads nothing'
      pending = block
      links = 0
    } else if (!block.why) pending = null
    else if (pending && (block.why === 'links' || block.why === 'card')) {
      links += block.segment.kind === 'list' ? block.segment.links : block.why === 'card' ? 1 : 0
      if (links < 3) continue
      pending.why = 'heads links'
      pending = null
    }
  }
  if (pending) pending.why = 'heads nothing'
}
