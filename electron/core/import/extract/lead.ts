/** The standfirst: the sentence or two set apart between the headline and the text. */

import { foldText } from '../../text/folding.ts'
import type { BodyGuide } from './body.ts'
import { Hint } from './hints.ts'
import { hasDate, isAuthorLine, isDateLine } from './lines.ts'
import { isRunning, type PageBlock, type PageBlocks } from './page-blocks.ts'
import { isBegging, isMachinery, leadsAway } from './phrases.ts'

/** The standfirst often stands apart from the text, between the title and the first picture. */
export function takeLead(page: PageBlocks, guide: BodyGuide): void {
  const first = page.blocks.findIndex((block) => !block.why)
  if (first < 0) return
  const title = page.blocks.findLastIndex(
    (block, at) => at < first && page.titles.includes(block.segment.elem.index),
  )
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
  const said =
    description.length > 30 &&
    (text.startsWith(description.slice(0, 50)) || description.startsWith(text.slice(0, 50)))
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
  if (
    isDateLine(text) ||
    isAuthorLine(text, guide.authors) ||
    (weight < 120 && hasDate(text) && !/[.!?]$/.test(text))
  )
    return false
  return !isMachinery(text) && !leadsAway(text) && !isBegging(text)
}
