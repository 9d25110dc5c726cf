/** What stands between the paragraphs and is not the article: kept, marked, and hidden until asked for. */
import type { Block } from '../../../electron/shared/model.ts'
import { counted } from '../../lib/format.ts'

export function isExtra(block: Block): boolean {
  return block.kind === 'promo' || block.kind === 'cruft' || block.kind === 'furniture'
}

/** `6 promo lines and 2 page lines hidden.` */
export function hiddenWords(extras: readonly Block[], shown: boolean): string {
  const promos = extras.filter((block) => block.kind === 'promo').length
  const cruft = extras.length - promos
  const parts = []
  if (promos > 0) parts.push(counted(promos, 'promo line'))
  if (cruft > 0) parts.push(counted(cruft, 'page line'))
  return `${parts.join(' and ')} ${shown ? 'shown' : 'hidden'}.`
}

/** A list block's lines without the bullets they came with. */
export function listItems(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.replace(/^\s*[•·‣▪◦*–-]\s+/u, '').trim())
    .filter((line) => line !== '')
}
