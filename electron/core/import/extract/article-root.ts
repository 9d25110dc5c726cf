/** Finds the element that holds the article: the one whose blocks, good ones less bad ones, weigh most. */

import { Hint } from './hints.ts'
import { isElem, type Elem } from './html-tree.ts'
import type { PageBlock, PageBlocks } from './page-blocks.ts'

const UNWANTED = Hint.Noise | Hint.Hidden | Hint.Caption | Hint.Byline

const LEAVES = new Set(['p', 'li', 'blockquote', 'h1', 'h2', 'h3', 'h4', 'ul', 'ol', 'a', 'span', 'td'])

export function findRoot(page: PageBlocks): Elem {
  const scores = scoreElements(page)
  let best = 0
  for (let i = 1; i < scores.length; i++) if (scores[i]! >= scores[best]!) best = i
  const found = page.tree.all[best]!
  // one paragraph alone is no article while others stand beside it
  if (LEAVES.has(found.tag) && found.parent) return found.parent
  return descend(page, found, scores)
}

function scoreElements(page: PageBlocks): Float64Array {
  const { all } = page.tree
  const scores = new Float64Array(all.length)
  for (const block of page.blocks) scores[block.segment.elem.index]! += scoreOf(block)
  for (let i = all.length - 1; i > 0; i--) scores[all[i]!.parent!.index]! += scores[i]!
  return scores
}

function scoreOf(block: PageBlock): number {
  const { segment, weight, linkDensity, hints } = block
  if (segment.kind === 'image') return 0
  if (hints & (Hint.Strong | Hint.Caption | Hint.Byline)) return -2
  // a name like `sidebar` is doubted here: it may be the layout that holds the article
  const doubt = hints & (Hint.Noise | Hint.Hidden) ? 0.15 : 1
  if (segment.kind === 'heading') return linkDensity > 0.5 ? -20 : 0
  if (linkDensity > 0.5 && segment.elem.tag !== 'p') return hints & Hint.Body ? 0 : -weight * doubt
  if (weight < 40) return /[.!?…"”»。]$/.test(segment.text) ? weight * 0.3 * doubt : -5
  return weight * (1 - linkDensity) * (hints & Hint.Body ? 1.5 : 1) * doubt
}

/**
 * Goes down while one child holds nearly all: what the wrapper adds are teasers with a sentence each. Not where the
 * article goes on beside the child.
 */
function descend(page: PageBlocks, from: Elem, scores: Float64Array): Elem {
  let root = from
  for (;;) {
    const children = root.children.filter(isElem)
    const main = mainChild(page, children, scores)
    if (!main || main.tag === 'p') return root
    const others = sumOf(
      children.filter((child) => child !== main && isOtherArticle(page, child, main)),
      scores,
    )
    if (scores[main.index]! < (scores[root.index]! - others) * 0.75) return root
    if (ownText(page, children, main) > Math.max(150, scores[root.index]! * 0.06)) return root
    if (children.some((child) => child !== main && continues(page, child, main, scores))) return root
    root = main
  }
}

/** The child with most text; but of several articles on a page the one that has the headline, however short. */
function mainChild(page: PageBlocks, children: Elem[], scores: Float64Array): Elem | null {
  let best: Elem | null = null
  for (const child of children) if (!best || scores[child.index]! > scores[best.index]!) best = child
  if (!best || !page.articles.some((article) => isIn(article, best)) || isAround(best, page.titles))
    return best
  const titled = children.find(
    (child) =>
      scores[child.index]! > 300 && articlesIn(page, child).some((article) => isAround(article, page.titles)),
  )
  return titled ?? best
}

function sumOf(elems: Elem[], scores: Float64Array): number {
  return elems.reduce((sum, { index }) => sum + Math.max(0, scores[index]!), 0)
}

/** Weight of the paragraphs that stand right here, beside the child that holds the most. */
function ownText(page: PageBlocks, children: Elem[], main: Elem): number {
  let weight = 0
  for (const child of children)
    if (child !== main && child.tag === 'p' && !(page.inherited[child.index]! & UNWANTED))
      weight += page.running[child.index]!
  return weight
}

/** The page goes on with further articles, each in an `<article>` of its own, below the one that has the headline. */
function isOtherArticle(page: PageBlocks, child: Elem, main: Elem): boolean {
  if (page.articles.length < 2 || articlesIn(page, child).length === 0) return false
  return articlesIn(page, main).some((article) => isAround(article, page.titles))
}

function articlesIn(page: PageBlocks, elem: Elem): Elem[] {
  return page.articles.filter((article) => isIn(article, elem))
}

function isIn(inner: Elem, outer: Elem): boolean {
  return inner.index >= outer.index && inner.index < outer.end
}

function isAround(elem: Elem, indexes: readonly number[]): boolean {
  return indexes.some((index) => index > elem.index && index < elem.end)
}

function continues(page: PageBlocks, child: Elem, main: Elem, scores: Float64Array): boolean {
  if (page.inherited[child.index]! & UNWANTED || scores[child.index]! < 150) return false
  if (isOtherArticle(page, child, main)) return false
  if (child.tag === main.tag && child.attrs?.class && child.attrs.class === main.attrs?.class) return true
  if (page.own[child.index]! & Hint.Body) return true
  return (
    page.running[child.index]! > 300 &&
    page.longest[child.index]! > 250 &&
    scores[child.index]! > scores[main.index]! * 0.08
  )
}
