/** The chosen segments as the blocks that are kept: text, captions in their places, and the pictures they belong to. */

import type { Block } from '../../../shared/model.ts'
import { Hint } from './hints.ts'
import type { Body } from './body.ts'
import type { Elem } from './html-tree.ts'
import type { PageBlock } from './page-blocks.ts'
import type { Segment } from './segments.ts'

const MAX_CAPTION = 1200

export function richBlocks(body: Body): Block[] {
  const blocks: Block[] = []
  const seen = new Set<string>()
  const range = articleRange(body)
  let list: Elem | null = null
  for (let i = range.start; i < range.end; i++) {
    const block = body.all[i]!
    const { segment } = block
    if (segment.kind === 'image') {
      // the same picture again is its copy for another screen, or what stands in for pictures not loaded
      if (isPicture(block) && !seen.has(segment.image!.src)) {
        blocks.push({ kind: 'figure', text: '', image: { ...segment.image!, sha256: null } })
        list = null
      }
      seen.add(segment.image!.src)
      continue
    }
    if (!block.why) {
      const items =
        segment.kind === 'list' && segment.elem.tag !== 'ul' && segment.elem.tag !== 'ol'
          ? listOf(segment.elem)
          : null
      if (items && items === list) append(blocks.at(-1)!, segment)
      else blocks.push(toBlock(segment))
      list = items
    } else if (isShownCaption(block)) addCaption(blocks, segment.text)
  }
  return blocks
}

/** From the first kept block, or the pictures between the headline and it, to the last. */
function articleRange({ all, root }: Body): { start: number; end: number } {
  const first = all.findIndex((block) => !block.why)
  if (first < 0) return { start: 0, end: 0 }
  let start = first
  let above = false
  for (let i = first - 1; i >= 0 && i > first - 20; i--) {
    const { why, segment } = all[i]!
    if (why === 'title' || (segment.kind === 'heading' && segment.level === 1)) above = true
    // above the headline only what is plainly a picture of the article
    if (segment.figure || (!above && (segment.kind === 'image' || why === 'caption'))) start = i
  }
  const end = all.findLastIndex(
    ({ segment }) => segment.elem.index >= root.index && segment.elem.index < root.end,
  )
  return {
    start,
    end:
      Math.max(
        end,
        all.findLastIndex((block) => !block.why),
      ) + 1,
  }
}

const DECORATION =
  /(?:^|[^a-z])(?:icon|logo|avatar|sprite|pixel|spacer|blank|tracking|emoji|badge|flag|placeholder|loader|loading)(?:[^a-z]|$)/i

function isPicture({ segment, hints, why }: PageBlock): boolean {
  const { attrs } = segment.elem
  if (why === 'card' || hints & (Hint.Noise | Hint.Hidden)) return false
  const { src } = segment.image!
  if (/^data:image\/(?:gif|svg)/.test(src) && src.length < 2000) return false
  if (tiny(attrs?.width) || tiny(attrs?.height)) return false
  if (/avatar|author|portrait of/i.test(segment.image!.alt) && segment.image!.alt.length < 40) return false
  return !DECORATION.test(
    `${attrs?.class ?? ''} ${src.startsWith('data:') ? '' : (src.split(/[?#]/)[0]!.split('/').at(-1) ?? '')}`,
  )
}

function tiny(size: string | undefined): boolean {
  return size !== undefined && /^\d+(?:px)?$/.test(size) && Number.parseInt(size) <= 40
}

function isShownCaption({ why, segment, hints }: PageBlock): boolean {
  return (
    why === 'caption' &&
    segment.text.length > 1 &&
    segment.text.length < MAX_CAPTION &&
    !(hints & (Hint.Noise | Hint.Hidden))
  )
}

/** A caption belongs to the picture just before it; several lines (text, then credit) make one caption. */
function addCaption(blocks: Block[], caption: string): void {
  const figure = blocks.at(-1)
  if (figure?.kind !== 'figure' || figure.text.includes(caption)) return
  figure.text = figure.text ? `${figure.text} ${caption}` : caption
}

function listOf(elem: Elem): Elem | null {
  for (let at: Elem | null = elem; at; at = at.parent) if (at.tag === 'li') return at.parent
  return null
}

/** The items of a list that was walked through, one block again. */
function append(block: Block, segment: Segment): void {
  const shift = block.text.length + 1
  block.text = `${block.text}\n${segment.text}`
  block.items = [...(block.items ?? []), segment.text]
  const marks = segment.marks.map((mark) => ({ ...mark, start: mark.start + shift, end: mark.end + shift }))
  if (marks.length) block.marks = [...(block.marks ?? []), ...marks]
}

function toBlock(segment: Segment): Block {
  const block: Block = { kind: segment.kind === 'image' ? 'caption' : segment.kind, text: segment.text }
  if (segment.level) block.level = segment.level
  if (segment.items) block.items = segment.items
  if (segment.ordered) block.ordered = true
  if (segment.rows) block.rows = segment.rows
  if (segment.marks.length) block.marks = segment.marks
  return block
}
