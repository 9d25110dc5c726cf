/** A page's segments with what is known about each: its weight, the hints of the elements around it, its share of links. */

import { foldText } from '../../text/folding.ts'
import { Hint, hintsOf } from './hints.ts'
import type { Elem, HtmlTree } from './html-tree.ts'
import { cutSegments, type Segment } from './segments.ts'

export interface PageBlock {
  segment: Segment
  /** place in `PageBlocks.blocks` */
  at: number
  /** length in letters of an alphabet: a Han character says as much as two or three of those */
  weight: number
  linkDensity: number
  /** of the elements around it, where they hold; see {@link Hint} */
  hints: number
  /** why it is no part of the article's text; empty where it is */
  why: string
}

export interface PageBlocks {
  tree: HtmlTree
  blocks: PageBlock[]
  /** by element index: the element's own hints, as its names give them */
  own: Uint16Array
  /** by element index: hints that hold for it, from itself and from above */
  inherited: Uint16Array
  /** by element index: weight of running text below it */
  running: Float64Array
  /** by element index: weight of all text below it */
  weights: Float64Array
  /** by element index: weight of the longest running block below it */
  longest: Float64Array
  /** by element index: pictures below it */
  images: Uint32Array
  /** the page's `<article>` elements, some hundreds at most */
  articles: Elem[]
  /** elements that hold the headline */
  titles: number[]
  /** weight of the page's running text outside what is noise for sure */
  total: number
}

const WIDE = /[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/g

export function weightOf(text: string): number {
  return text.length + (text.match(WIDE)?.length ?? 0) * 1.5
}

/** Sentences rather than labels: what articles are made of. */
export function isRunning(block: PageBlock): boolean {
  return block.weight >= 60 && block.linkDensity < 0.4 && block.segment.kind !== 'heading'
}

export function readBlocks(tree: HtmlTree, headlines: ReadonlySet<string>): PageBlocks {
  const blocks = cutSegments(tree).map((segment, at): PageBlock => {
    const weight = weightOf(segment.text)
    return {
      segment,
      at,
      weight,
      linkDensity: segment.linkLength / (segment.text.length || 1),
      hints: 0,
      why: '',
    }
  })
  const count = tree.all.length
  const page: PageBlocks = {
    tree,
    blocks,
    own: new Uint16Array(count),
    inherited: new Uint16Array(count),
    running: new Float64Array(count),
    weights: new Float64Array(count),
    longest: new Float64Array(count),
    images: new Uint32Array(count),
    articles: tree.all.filter(({ tag }) => tag === 'article').slice(0, 300),
    titles: findTitles(blocks, headlines),
    total: 0,
  }
  for (let i = 0; i < count; i++) page.own[i] = hintsOf(tree.all[i]!)
  sumUp(page)
  inheritHints(page)
  for (const block of blocks) block.hints = page.inherited[block.segment.elem.index]!
  return page
}

/**
 * The elements that hold the headline: those that say what the metadata say, or else the page's first-level headings,
 * which further articles on the page have as well.
 */
function findTitles(blocks: PageBlock[], headlines: ReadonlySet<string>): number[] {
  const said = blocks.filter(
    ({ segment, weight }) =>
      weight < 300 && segment.kind !== 'image' && headlines.has(foldText(segment.text)),
  )
  const found = said.length
    ? said
    : blocks.filter(({ segment }) => segment.level === 1 && segment.linkLength === 0)
  return found.slice(0, 20).map(({ segment }) => segment.elem.index)
}

/** Adds up what stands below each element: descendants follow their ancestors, so one walk backwards does. */
function sumUp(page: PageBlocks): void {
  const { tree, running, weights, longest, images } = page
  for (const block of page.blocks) {
    const at = block.segment.elem.index
    if (block.segment.kind === 'image') images[at]!++
    weights[at]! += block.weight
    if (!isRunning(block)) continue
    running[at]! += block.weight
    longest[at] = Math.max(longest[at]!, block.weight)
  }
  for (let i = tree.all.length - 1; i > 0; i--) {
    const parent = tree.all[i]!.parent!.index
    running[parent]! += running[i]!
    weights[parent]! += weights[i]!
    images[parent]! += images[i]!
    longest[parent] = Math.max(longest[parent]!, longest[i]!)
  }
}

const NEVER_AROUND = Hint.Noise | Hint.Hidden | Hint.Byline | Hint.Caption | Hint.Media | Hint.Lead

/**
 * Hands hints down from `root`, whose own and outer names no longer count: a wrapper called `sidebar-layout` that holds
 * the article is no sidebar.
 */
export function hintBelow(page: PageBlocks, root: Elem): void {
  const { all } = page.tree
  page.inherited.fill(0, root.index, root.end)
  page.inherited[root.index] = page.own[root.index]! & Hint.Body
  for (let i = root.index + 1; i < root.end; i++) inherit(page, all[i]!)
  for (const block of page.blocks) {
    const at = block.segment.elem.index
    if (at >= root.index && at < root.end) block.hints = page.inherited[at]!
  }
}

function inheritHints(page: PageBlocks): void {
  const whole = page.running[0]! || 1
  page.total = whole - strongNoise(page, whole)
  for (const elem of page.tree.all) inherit(page, elem)
}

function inherit(page: PageBlocks, elem: Elem): void {
  const { own, inherited } = page
  let above = elem.parent ? inherited[elem.parent.index]! & ~(Hint.Title | Hint.Media | Hint.Gallery) : 0
  // the article's text in a box whose name is doubtful: the nearer name is the better witness
  if (own[elem.index]! & Hint.Body && !(above & Hint.Strong) && page.running[elem.index]! > 400)
    above &= ~NEVER_AROUND
  inherited[elem.index] = above | heldHints(page, elem, own[elem.index]!)
}

/** Running text in comments, related articles and menus: it must not outvote the article. */
function strongNoise(page: PageBlocks, whole: number): number {
  const { tree, own, running } = page
  let noise = 0
  for (let i = 0; i < tree.all.length;) {
    if (own[i]! & Hint.Strong && !isAroundTitle(page, tree.all[i]!) && running[i]! < whole * 0.95) {
      noise += running[i]!
      i = tree.all[i]!.end
    } else i++
  }
  return noise
}

/** The element that holds the headline, or all the page, is not the comments, whatever its name. */
function isAroundTitle(page: PageBlocks, elem: Elem): boolean {
  return elem.depth === 0 || page.titles.some((index) => index > elem.index && index < elem.end)
}

/** A hint does not hold where too much of the page stands in the element for the name to mean all of it. */
function heldHints(page: PageBlocks, elem: Elem, hints: number): number {
  if (hints === 0) return 0
  const running = page.running[elem.index]!
  const weight = page.weights[elem.index]!
  const share = running / (page.total || 1)
  if (hints & Hint.Strong) {
    if (!(isAroundTitle(page, elem) && running > 200) && (page.titles.length > 0 || share <= 0.8))
      return hints
    hints &= ~Hint.Strong
  }
  if (
    share > 0.7 ||
    (share > 0.4 && (page.titles.length === 0 || isAroundTitle(page, elem))) ||
    elem.depth === 0
  )
    return hints & ~NEVER_AROUND
  // hidden until a script has seen a subscription: it is the article all the same
  if (hints & Hint.Hidden && running > 150 && elem.parent && page.inherited[elem.parent.index]! & Hint.Body)
    hints &= ~Hint.Hidden
  if (hints & Hint.Body && hints & Hint.Noise && !(hints & Hint.Hidden)) hints &= ~Hint.Noise
  if (hints & Hint.Byline && weight > 400) hints &= ~Hint.Byline
  if (hints & Hint.Caption && weight > 1500) hints &= ~Hint.Caption
  if (hints & Hint.Lead && weight > 1200) hints &= ~Hint.Lead
  if (hints & Hint.Media) {
    hints &= ~Hint.Media
    if (page.images[elem.index]! > 0 && (weight < 400 || hints & Hint.Gallery)) hints |= Hint.Caption
  }
  return hints
}
