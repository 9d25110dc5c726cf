/** Articles whose body somebody has cut out already: the content of feeds and of read-later exports. */
import type { Block } from '../../../shared/model.ts'
import { explainPage } from './extract-page.ts'
import { richBlocks } from './rich-blocks.ts'

/** What a body still may not show: pictures and captions have their own rules, see rich-blocks.ts. */
const STAYS_OUT = new Set(['', 'image', 'caption', 'hidden'])

/**
 * All text of an HTML fragment as blocks, nothing sorted out: whoever made it has done that. Addresses stay as written.
 * Never throws.
 */
export function fragmentBlocks(html: string): Block[] {
  const body = explainPage(html)
  for (const block of body.all) if (!STAYS_OUT.has(block.why)) block.why = ''
  return richBlocks({ ...body, blocks: body.all.filter(({ why }) => !why) })
}
