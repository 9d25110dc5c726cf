/** The limits of one article, whatever it was read from. */
import type { Block } from '../../shared/model.ts'
import type { Refusal } from './format.ts'
import { formatBytes, limits } from './limits.ts'

/** Why an article is refused for its size; null where it is not. */
export function largerThanRead(blocks: readonly Block[]): Refusal | null {
  let units = 0
  for (const { text } of blocks) units += text.length
  // no unit takes more than three bytes: nearly every article needs no counting
  if (units * 3 <= limits.articleBytes) return null
  const bytes = blocks.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0)
  if (bytes <= limits.articleBytes) return null
  return {
    refusal: `One article of ${formatBytes(bytes)}; the limit is ${formatBytes(limits.articleBytes)}. Its bytes are kept.`,
  }
}

/** Takes the marks beyond the limit off the blocks; their text stays. @returns what to tell people */
export function limitMarks(blocks: Block[]): string[] {
  let left: number = limits.articleMarks
  let dropped = 0
  for (const block of blocks) {
    const count = block.marks?.length ?? 0
    if (count > left) {
      block.marks = block.marks!.slice(0, left)
      dropped += count - left
    }
    left = Math.max(0, left - count)
  }
  if (dropped === 0) return []
  return [
    `More than ${limits.articleMarks.toLocaleString('en')} links and emphases: ${dropped.toLocaleString('en')} of them were left plain.`,
  ]
}
