/** Headings below the title, two to four: pages begin anywhere and leave levels out, an outline does not. */
import type { Block } from '../../../electron/shared/model.ts'

export type HeadingTag = 'h2' | 'h3' | 'h4'

/** The element of each heading of an article. */
export function headingTags(blocks: readonly Block[]): Map<Block, HeadingTag> {
  const headings = blocks.filter((block) => block.kind === 'heading')
  const levels = [...new Set(headings.map(levelOf))].sort((a, b) => a - b)
  const tags = new Map<Block, HeadingTag>()
  let before = 1
  for (const heading of headings) {
    const rank = Math.min(4, levels.indexOf(levelOf(heading)) + 2)
    before = Math.min(rank, before + 1)
    tags.set(heading, `h${before}` as HeadingTag)
  }
  return tags
}

function levelOf(heading: Block): number {
  return heading.level ?? 2
}
