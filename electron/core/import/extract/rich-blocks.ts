/** The chosen segments as the blocks that are kept, with the pictures between them. */

import type { Body } from './body.ts'
import type { PageImage, RichBlock } from './page-model.ts'
import type { Segment } from './segments.ts'

export function richBlocks(body: Body): { blocks: RichBlock[]; images: PageImage[] } {
  const blocks: RichBlock[] = []
  const images: PageImage[] = []
  for (const { segment, why } of body.all) {
    if (!why) blocks.push(toBlock(segment))
  }
  return { blocks, images }
}

function toBlock(segment: Segment): RichBlock {
  const kind = segment.kind === 'image' ? 'figure' : segment.kind
  const block: RichBlock = { kind, text: segment.text }
  if (segment.level) block.level = segment.level
  if (segment.items) block.items = segment.items
  if (segment.ordered) block.ordered = true
  if (segment.rows) block.rows = segment.rows
  if (segment.marks.length) block.marks = segment.marks
  return block
}
