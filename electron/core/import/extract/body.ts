/** The article's text: which of a page's blocks are it, and why the others are not. */

import { findRoot } from './article-root.ts'
import { Hint } from './hints.ts'
import { parseHtml, type Elem, type HtmlTree } from './html-tree.ts'
import { embeddedText } from './embedded-text.ts'
import { hintBelow, isRunning, readBlocks, weightOf, type PageBlock, type PageBlocks } from './page-blocks.ts'
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

/** Weight of text below which a page's markup holds no article, and its data are looked into. */
const LITTLE = 250

export function extractBody(tree: HtmlTree, guide: BodyGuide): Body {
  const body = readBody(tree, guide)
  const weight = weightIn(body)
  const declared = guide.articleBody
  if (weight < LITTLE || weight < weightOf(declared) * 0.35) {
    const embedded = weight < LITTLE ? embeddedText(tree.scripts) : null
    const isDeclared = weightOf(declared) >= Math.max(LITTLE, embedded?.weight ?? 0)
    const html = isDeclared ? toParagraphs(declared) : (embedded?.html ?? '')
    const other = html ? readBody(parseHtml(html), guide) : null
    if (other && weightIn(other) > weight * 2) return other
  }
  return body
}

function weightIn(body: Body): number {
  return body.blocks.reduce((sum, block) => sum + block.weight, 0)
}

function toParagraphs(text: string): string {
  return text
    .split('\n')
    .map((line) => `<p>${line.replace(/&/g, '&amp;').replace(/</g, '&lt;')}</p>`)
    .join('\n')
}

function readBody(tree: HtmlTree, guide: BodyGuide): Body {
  const titles = new Set(guide.titles.map(foldText).filter((title) => title.length > 8))
  const page = readBlocks(tree, titles)
  const root = findRoot(page)
  hintBelow(page, root)
  const inRoot = (block: PageBlock) =>
    block.segment.elem.index >= root.index && block.segment.elem.index < root.end
  const cards = findCards(page, root)
  const boxes = findPictureBoxes(page, root)
  const main = mainParent(page, root)
  for (const block of page.blocks) {
    if (!inRoot(block)) block.why = 'outside'
    else if (cards[block.segment.elem.index]) block.why = 'card'
    else if (
      boxes[block.segment.elem.index] &&
      !['heading', 'quote'].includes(block.segment.kind) &&
      !(block.hints & Hint.Lead)
    )
      block.why = 'caption'
    else block.why = rejection(block, titles, guide.authors, main)
  }
  spreadBegging(page, root)
  align(page, guide.articleBody)
  cutEnd(page.blocks, main)
  dropHeadings(page.blocks)
  takeLead(page, guide)
  return { blocks: page.blocks.filter((block) => !block.why), all: page.blocks, root }
}

function rejection(block: PageBlock, titles: Set<string>, authors: string[], main: Elem | null): string {
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
  } else if (linkDensity > (isLineOf(block, main) && !segment.text.includes('\n') ? 0.95 : 0.75) && weight < 400) return 'links'
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

/** The element that most of the text's paragraphs stand in. */
function mainParent(page: PageBlocks, root: Elem): Elem | null {
  const weights = new Map<Elem, number>()
  for (const block of page.blocks) {
    const { elem } = block.segment
    if (elem.tag !== 'p' || !elem.parent || elem.index < root.index || elem.index >= root.end || !isRunning(block)) continue
    weights.set(elem.parent, (weights.get(elem.parent) ?? 0) + block.weight)
  }
  let best: Elem | null = null
  for (const [elem, weight] of weights) if (!best || weight > weights.get(best)!) best = elem
  return best
}

/** A paragraph among the text's own paragraphs: short or full of links, it is still one of them. */
function isLineOf({ segment }: PageBlock, main: Elem | null): boolean {
  return main !== null && segment.elem.tag === 'p' && segment.elem.parent === main
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
    if (!box || marks[box.index] || /^(?:a|b|strong|em|i|span|font|center)$/.test(box.tag)) continue
    if (box.tag === 'p' && !(page.own[box.index]! & (Hint.Media | Hint.Caption))) continue
    marks.fill(1, box.index, box.end)
  }
  return marks
}

/**
 * Where the publisher's data hold the whole text, they settle the doubtful blocks: what was left out is taken back, and
 * what comes after the last paragraph they know is no longer the article.
 */
function align(page: PageBlocks, articleBody: string): void {
  const declared = foldText(articleBody)
  if (declared.length < 400) return
  let kept = 0
  let known = 0
  let last = -1
  const isKnown = page.blocks.map((block) => {
    const text = foldText(block.segment.text)
    return text.length > 30 && declared.includes(text.slice(0, 200))
  })
  page.blocks.forEach((block, i) => {
    if (block.why) return
    kept += block.weight
    if (!isKnown[i]) return
    known += block.weight
    last = i
  })
  if (known < kept * 0.6) return
  // some pages hold their text twice: once to show, once for a player or for print
  const texts = foldText(page.blocks.map(({ why, segment }) => (why ? '' : segment.text)).join(' '))
  page.blocks.forEach((block, i) => {
    if (!isKnown[i] || (block.why !== 'noise' && block.why !== 'hidden') || texts.includes(foldText(block.segment.text))) return
    block.why = ''
    last = Math.max(last, i)
  })
  if (known < kept * 0.85) return
  for (let i = last + 1; i < page.blocks.length; i++) page.blocks[i]!.why ||= 'after the end'
}

/** A box that begs in one line begs in all of them: its heading, its list of advantages, its small print. */
function spreadBegging(page: PageBlocks, root: Elem): void {
  const most = page.running[root.index]! * 0.25
  for (const { why, segment, weight } of page.blocks) {
    // `Read more` alone on its line heads the box of another article
    if (why !== 'begging' && !(why === 'leads away' && weight < 40)) continue
    const limit = Math.min(why === 'begging' ? 1500 : 500, most)
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
function cutEnd(blocks: PageBlock[], main: Elem | null): void {
  let last = blocks.length - 1
  while (last >= 0 && (blocks[last]!.why || !isRunning(blocks[last]!) || isLinkList(blocks[last]!))) last--
  for (let i = last + 1; i < blocks.length; i++) {
    const { segment, weight, why } = blocks[i]!
    if (why || isLineOf(blocks[i]!, main)) continue
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
      links += block.segment.kind === 'list' ? block.segment.links : block.why === 'card' ? 1 : 0
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
