/** Boxes within the article's element that are not its text: other articles, pictures with their captions, calls to subscribe. */

import { Hint } from './hints.ts'
import type { Elem } from './html-tree.ts'
import type { PageBlocks } from './page-blocks.ts'

/** By element index: 1 where the element stands in such a box. */
export type Marks = Uint8Array

/** A run of like elements, each a linked headline with perhaps a sentence: other articles. Marks all that is in them. */
export function findCards(page: PageBlocks, root: Elem): Marks {
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
export function findPictureBoxes(page: PageBlocks, root: Elem): Marks {
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

/** A box that begs in one line begs in all of them: its heading, its list of advantages, its small print. */
export function spreadBegging(page: PageBlocks, root: Elem): void {
  const marks = new Uint8Array(page.tree.all.length)
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
    if (box && box !== segment.elem && !marks[box.index]) marks.fill(1, box.index, box.end)
  }
  for (const block of page.blocks) if (!block.why && marks[block.segment.elem.index]) block.why = 'begging'
}

/**
 * A box that opens with `You may also like` holds other articles to its end, however long they are. The box is the
 * largest element that begins with the line.
 */
export function dropOthers(page: PageBlocks, root: Elem): void {
  let before = root.index
  let seen = 0
  for (let i = 0; i < page.blocks.length; i++) {
    const { why, segment, weight } = page.blocks[i]!
    if (!why) {
      before = segment.elem.index
      seen += weight
    }
    if (why !== 'leads away' || weight > 60 || seen < 200) continue
    let box: Elem | null = null
    for (
      let elem: Elem | null = segment.elem;
      elem && elem !== root && elem.index > before;
      elem = elem.parent
    )
      box = elem
    if (!box || box === segment.elem) continue
    for (; i < page.blocks.length && page.blocks[i]!.segment.elem.index < box.end; i++)
      page.blocks[i]!.why ||= 'other article'
    i--
  }
}
