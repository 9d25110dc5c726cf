/** The article's text: which of a page's blocks are it, and why the others are not. */

import { foldText } from '../../text/folding.ts'
import { align } from './align.ts'
import { findRoot } from './article-root.ts'
import { findCards, findPictureBoxes, spreadBegging, dropOthers, type Marks } from './boxes.ts'
import { embeddedText } from './embedded-text.ts'
import { cutEnd, cutStart, dropHeadings, isLineOf, mainParent } from './ends.ts'
import { Hint } from './hints.ts'
import { parseHtml, type Elem, type HtmlTree } from './html-tree.ts'
import { takeLead } from './lead.ts'
import { isAuthorLine, isBareByline, isDateLine } from './lines.ts'
import { hintBelow, readBlocks, weightOf, type PageBlock } from './page-blocks.ts'
import { isBegging, isMachinery, leadsAway } from './phrases.ts'

/** What the page's metadata says about the text. */
export interface BodyGuide {
  /** every form of the headline */
  titles: string[]
  /** those the metadata give */
  headlines: string[]
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

/** A page of links has this little text beside them. */
const MOSTLY_LINKS = 0.3

/**
 * All the text of a page on which no article stood out: a short message, a fragment, a page of a few words. Nothing, where
 * the text is links to other pages, unless `evenLinks`.
 */
export function allText(body: Body, evenLinks: boolean): Body {
  const isText = ({ segment, hints }: PageBlock) =>
    segment.kind !== 'image' && !(hints & Hint.Hidden) && /[\p{L}\p{N}]/u.test(segment.text)
  const texts = body.all.filter(isText)
  const weightOfAll = (blocks: readonly PageBlock[]) => blocks.reduce((sum, { weight }) => sum + weight, 0)
  const kept = evenLinks ? texts : texts.filter(({ linkDensity }) => linkDensity < 0.5)
  if (weightOfAll(kept) < weightOfAll(texts) * MOSTLY_LINKS) return body
  for (const block of kept) block.why = ''
  return { ...body, blocks: kept }
}

function weightIn(body: Body): number {
  return weightOfKept(body.blocks)
}

function weightOfKept(blocks: readonly PageBlock[]): number {
  return blocks.reduce((sum, { why, weight }) => sum + (why ? 0 : weight), 0)
}

function toParagraphs(text: string): string {
  return text
    .split('\n')
    .map((line) => `<p>${line.replace(/&/g, '&amp;').replace(/</g, '&lt;')}</p>`)
    .join('\n')
}

function readBody(tree: HtmlTree, guide: BodyGuide): Body {
  const titles = new Set(guide.titles.map(foldText).filter((title) => title.length > 8))
  const page = readBlocks(tree, new Set(guide.headlines.map(foldText).filter((title) => title.length > 8)))
  const root = findRoot(page)
  hintBelow(page, root)
  const cards = findCards(page, root)
  const boxes = findPictureBoxes(page, root)
  const main = mainParent(page, root)
  for (const block of page.blocks) {
    const at = block.segment.elem.index
    if (at < root.index || at >= root.end) block.why = 'outside'
    else if (cards[at]) block.why = 'card'
    else if (isCaption(block, boxes)) block.why = 'caption'
    else block.why = rejection(block, titles, guide.authors, main)
  }
  spreadBegging(page, root)
  dropOthers(page, root)
  align(page, guide.articleBody)
  // of a text of two lines, neither is what stands before or after the article
  if (weightOfKept(page.blocks) >= LITTLE) {
    cutStart(page.blocks, main)
    cutEnd(page.blocks, main)
  }
  dropHeadings(page.blocks)
  takeLead(page, guide)
  return { blocks: page.blocks.filter((block) => !block.why), all: page.blocks, root }
}

function isCaption({ segment, hints }: PageBlock, boxes: Marks): boolean {
  if (segment.kind === 'image' || hints & (Hint.Noise | Hint.Hidden)) return false
  if (
    boxes[segment.elem.index] &&
    segment.kind !== 'heading' &&
    segment.kind !== 'quote' &&
    !(hints & Hint.Lead)
  )
    return true
  return (
    (hints & Hint.Caption) > 0 ||
    (segment.figure !== null && segment.kind !== 'table' && segment.kind !== 'quote')
  )
}

function rejection(block: PageBlock, titles: Set<string>, authors: string[], main: Elem | null): string {
  const { segment, hints, linkDensity, weight } = block
  if (segment.kind === 'image') return 'image'
  if (hints & Hint.Noise) return 'noise'
  if (hints & Hint.Hidden) return 'hidden'
  if (hints & Hint.Byline) return 'byline'
  if (segment.kind === 'table') return linkDensity > 0.8 ? 'links' : ''
  if (segment.kind === 'list') {
    if (linkDensity > 0.7 || (linkDensity > 0.5 && segment.links >= (segment.items?.length ?? 1)))
      return 'links'
  } else if (
    linkDensity > (isLineOf(block, main) && !segment.text.includes('\n') ? 0.95 : 0.75) &&
    weight < 400
  )
    return 'links'
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
