/** The article's text: which of a page's blocks are it, and why the others are not. */

import { findRoot } from './article-root.ts'
import { Hint } from './hints.ts'
import type { Elem, HtmlTree } from './html-tree.ts'
import { hintBelow, isRunning, readBlocks, type PageBlock, type PageBlocks } from './page-blocks.ts'
import { hasDate, isAuthorLine, isBareByline, isDateLine } from './lines.ts'
import { isBegging, isMachinery, leadsAway } from './phrases.ts'
import { foldText } from '../../text/folding.ts'

/** What the page's metadata says about the text. */
export interface BodyGuide {
  titles: string[]
  description: string
  articleBody: string
  authors: string[]
}

export interface Body {
  blocks: PageBlock[]
  /** every block of the page, with the reason where it was left out */
  all: PageBlock[]
  root: Elem
}

export function extractBody(tree: HtmlTree, guide: BodyGuide): Body {
  const titles = new Set(guide.titles.map(foldText).filter((title) => title.length > 8))
  const page = readBlocks(tree, titles)
  const root = findRoot(page)
  hintBelow(page, root)
  const inRoot = (block: PageBlock) =>
    block.segment.elem.index >= root.index && block.segment.elem.index < root.end
  const cards = findCards(page, root)
  const boxes = findPictureBoxes(page, root)
  for (const block of page.blocks) {
    if (!inRoot(block)) block.why = 'outside'
    else if (cards[block.segment.elem.index]) block.why = 'card'
    else if (
      boxes[block.segment.elem.index] &&
      !['heading', 'quote'].includes(block.segment.kind) &&
      !(block.hints & Hint.Lead)
    )
      block.why = 'caption'
    else block.why = rejection(block, titles, guide.authors)
  }
  spreadBegging(page, root)
  cutEnd(page.blocks)
  dropHeadings(page.blocks)
  takeLead(page, guide)
  return { blocks: page.blocks.filter((block) => !block.why), all: page.blocks, root }
}

function rejection(block: PageBlock, titles: Set<string>, authors: string[]): string {
  const { segment, hints, linkDensity, weight } = block
  if (segment.kind === 'image') return 'image'
  if (hints & Hint.Noise) return 'noise'
  if (hints & Hint.Hidden) return 'hidden'
  if (hints & Hint.Caption || (segment.figure && segment.kind !== 'table' && segment.kind !== 'quote'))
    return 'caption'
  if (hints & Hint.Byline) return 'byline'
  if (segment.kind === 'table') return linkDensity > 0.8 ? 'links' : ''
  if (segment.kind === 'list') {
    if (linkDensity > 0.7 || (linkDensity > 0.5 && segment.links >= (segment.items?.length ?? 1)))
      return 'links'
  } else if (linkDensity > 0.75 && weight < 400) return 'links'
  if (leadsAway(segment.text)) return 'leads away'
  if (isMachinery(segment.text)) return 'machinery'
  if (isBegging(segment.text)) return 'begging'
  if (isDateLine(segment.text) || isAuthorLine(segment.text, authors) || isBareByline(segment.text))
    return 'byline'
  if (segment.kind === 'heading' && segment.level === 1) return 'title'
  if (weight < 300 && !(hints & Hint.Lead) && titles.has(foldText(segment.text))) return 'title'
  if (weight < 4 || !/[\p{L}\p{N}]/u.test(segment.text)) return 'no text'
  return ''
}

/** A run of like elements, each a linked headline with perhaps a sentence: other articles. Marks all that is in them. */
function findCards(page: PageBlocks, root: Elem): Uint8Array {
  const linked = new Set<Elem>()
  for (const { segment, linkDensity, weight } of page.blocks) {
    if (segment.elem.index < root.index || segment.elem.index >= root.end) continue
    if (linkDensity < 0.5 || weight < 15 || weight > 250) continue
    for (
      let elem: Elem | null = segment.elem;
      elem && elem !== root && page.weights[elem.index]! < 500;
      elem = elem.parent
    )
      linked.add(elem)
  }
  const groups = new Map<string, Elem[]>()
  for (const elem of linked) {
    if (!elem.parent || elem.tag === 'p' || elem.tag === 'a' || /^h\d$/.test(elem.tag)) continue
    const key = `${elem.parent.index} ${elem.tag} ${elem.attrs?.class ?? ''}`
    const group = groups.get(key)
    if (group) group.push(elem)
    else groups.set(key, [elem])
  }
  const marks = new Uint8Array(page.tree.all.length)
  for (const group of groups.values())
    if (group.length >= 3) for (const { index, end } of group) marks.fill(1, index, end)
  return marks
}

/**
 * A small element with a picture holds what is said under it, whatever its name. Marks all that is in it. An article's
 * own paragraphs stand beside such elements, not in them.
 */
function findPictureBoxes(page: PageBlocks, root: Elem): Uint8Array {
  const marks = new Uint8Array(page.tree.all.length)
  const paragraphs = new Set<Elem>()
  for (const { segment, weight } of page.blocks) {
    if (weight < 180 || segment.elem.tag !== 'p' || !/[.!?]["”»]?$/.test(segment.text)) continue
    for (
      let elem: Elem | null = segment.elem;
      elem && elem !== root && page.weights[elem.index]! <= 350;
      elem = elem.parent
    )
      paragraphs.add(elem)
  }
  for (const { segment } of page.blocks) {
    if (segment.kind !== 'image' || segment.elem.index < root.index || segment.elem.index >= root.end)
      continue
    let box: Elem | null = null
    for (let elem = segment.elem.parent; elem && elem !== root; elem = elem.parent) {
      if (page.weights[elem.index]! > 350 || elem.tag === 'li') break
      if (paragraphs.has(elem) && !(page.own[elem.index]! & (Hint.Media | Hint.Caption))) break
      box = elem
    }
    if (!box || marks[box.index]) continue
    if (box.tag === 'p' && !(page.own[box.index]! & (Hint.Media | Hint.Caption))) continue
    marks.fill(1, box.index, box.end)
  }
  return marks
}

/** A box that begs in one line begs in all of them: its heading, its list of advantages, its small print. */
function spreadBegging(page: PageBlocks, root: Elem): void {
  const limit = Math.min(1500, page.running[root.index]! * 0.25)
  for (const { why, segment } of page.blocks) {
    if (why !== 'begging') continue
    let box: Elem | null = null
    for (let elem: Elem | null = segment.elem; elem && elem !== root; elem = elem.parent) {
      if (page.weights[elem.index]! > limit || page.own[elem.index]! & Hint.Body) break
      box = elem
    }
    if (!box || box === segment.elem) continue
    for (const block of page.blocks) {
      const at = block.segment.elem.index
      if (!block.why && at >= box.index && at < box.end) block.why = 'begging'
    }
  }
}

/** After the last running text, only what is plainly text stays. */
function cutEnd(blocks: PageBlock[]): void {
  let last = blocks.length - 1
  while (last >= 0 && (blocks[last]!.why || !isRunning(blocks[last]!) || isLinkList(blocks[last]!))) last--
  for (let i = last + 1; i < blocks.length; i++) {
    const { segment, weight, why } = blocks[i]!
    if (why) continue
    if (segment.kind === 'heading') blocks[i]!.why = 'end'
    else if (segment.kind === 'list' && segment.links >= (segment.items?.length ?? 0) * 0.8) blocks[i]!.why = 'end'
    else if (segment.kind !== 'quote' && weight < 60 && !/[.!?…"”»。)\]]$/.test(segment.text))
      blocks[i]!.why = 'end'
  }
}

function isLinkList({ segment }: PageBlock): boolean {
  return segment.kind === 'list' && segment.links > 1 && segment.links >= (segment.items?.length ?? 0) * 0.8 && segment.linkLength > segment.text.length * 0.3
}

/** A heading with nothing under it headed something that was left out. */
function dropHeadings(blocks: PageBlock[]): void {
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
      links += Math.max(1, block.segment.links)
      if (links < 3) continue
      pending.why = 'heads links'
      pending = null
    }
  }
  if (pending) pending.why = 'heads nothing'
}

/** The standfirst often stands apart from the text, between the title and the first picture. */
function takeLead(page: PageBlocks, guide: BodyGuide): void {
  const first = page.blocks.findIndex((block) => !block.why)
  if (first < 0) return
  const title = page.blocks.findLastIndex((block, at) => at < first && page.titles.includes(block.segment.elem.index))
  const kept = foldText(page.blocks[first]!.segment.text)
  let best: { block: PageBlock; score: number } | null = null
  for (let i = first - 1; i >= 0 && i > first - 40; i--) {
    const block = page.blocks[i]!
    if (block.why !== 'outside' || !couldLead(block, guide) || foldText(block.segment.text) === kept) continue
    const score = leadScore(block, i, title, guide)
    if (score > (best?.score ?? 0)) best = { block, score }
  }
  if (best) best.block.why = ''
}

function leadScore(block: PageBlock, at: number, title: number, guide: BodyGuide): number {
  const text = foldText(block.segment.text)
  const description = foldText(guide.description)
  const said = description.length > 30 && (text.startsWith(description.slice(0, 50)) || description.startsWith(text.slice(0, 50)))
  let score = 0
  if (said && block.weight >= 30) score += 3
  if (block.hints & Hint.Lead && at > title - 6) score += 2
  if (title >= 0 && at > title && isRunning(block)) score += 1
  return score && block.weight >= 60 ? score + 0.5 : score
}

function couldLead({ segment, hints, weight, linkDensity }: PageBlock, guide: BodyGuide): boolean {
  const { text } = segment
  if (segment.kind === 'image' || (segment.kind === 'heading' && segment.level === 1)) return false
  if (weight < 20 || weight > 900 || linkDensity > 0.4 || segment.figure) return false
  if (hints & (Hint.Noise | Hint.Hidden | Hint.Caption | Hint.Byline)) return false
  if (isDateLine(text) || isAuthorLine(text, guide.authors) || (weight < 120 && hasDate(text) && !/[.!?]$/.test(text))) return false
  return !isMachinery(text) && !leadsAway(text) && !isBegging(text)
}
