/** Settles doubtful blocks by the text that the publisher's own data give (`articleBody`), where they give it whole. */

import { foldText } from '../../text/folding.ts'
import type { PageBlocks } from './page-blocks.ts'

/** Comparing all with all is for articles, not for files of megabytes. */
const MAX_DECLARED = 200_000
const MAX_BLOCKS = 5_000

/**
 * Where the publisher's data hold the whole text, they settle the doubtful blocks: what was left out is taken back, and
 * what comes after the last paragraph they know is no longer the article.
 */
export function align(page: PageBlocks, articleBody: string): void {
  const declared = foldText(articleBody)
  if (declared.length < 400 || declared.length > MAX_DECLARED || page.blocks.length > MAX_BLOCKS) return
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
    if (
      !isKnown[i] ||
      (block.why !== 'noise' && block.why !== 'hidden') ||
      texts.includes(foldText(block.segment.text))
    )
      return
    block.why = ''
    last = Math.max(last, i)
  })
  if (known < kept * 0.85) return
  for (let i = last + 1; i < page.blocks.length; i++) page.blocks[i]!.why ||= 'after the end'
}
